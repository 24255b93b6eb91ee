"""Borging in words and tables: classes, verdicts, denominators, values with their interval, what is still due."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.lasting import VERDICTS
from dashboard.charts import agreements as sustainment

COLUMNS = [
    "project_code", "agreement_code", "owner_organisation", "status", "measured_months", "measure_code", "n_0", "n_6",
    "n_12", "n_24", "due_12_date",
]  # fmt: skip
ON, PAST, AHEAD = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-01-01"), pd.Timestamp("2027-01-01")
MEASURES = pd.DataFrame(
    [("homes", "Woningen", "Homes", "more", "count"), ("context", "Meldingen", "Reports", "none", "count")],
    columns=["measure_code", "name_nl", "name_en", "polarity", "protection"],
)
ROWS = [
    ("P1", "A1", "Gemeente", "working", 24, "homes", 400, 400, 390, 400, PAST),
    ("P1", "A2", "Gemeente", "stopped", 12, "homes", 400, None, 150, None, PAST),
    ("P2", "A1", "UWV", "assigned", 0, "homes", 400, None, None, None, AHEAD),
    ("P2", "A2", "UWV", "working", 6, "context", 400, 400, None, None, AHEAD),
    ("P2", "A3", "UWV", "working", 6, None, None, None, None, None, AHEAD),
]


def still(_value, _measure):
    return 0.0


@pytest.fixture
def rows():
    frame = pd.DataFrame(ROWS, columns=COLUMNS).astype({f"n_{m}": "Int64" for m in (0, 6, 12, 24)})
    frame = frame.assign(
        title="Wijk", type_name_nl="Wijkgericht", type_name_en="Area", embedded_in="werkproces", owner_role="Teamleider",
        agreement="Elk *kwartaal* overleg.", due_date=PAST, evidence=[None, "", "Verslag.", "", ""], stated_on_date=ON,
    )  # fmt: skip
    return sustainment.prepare(frame, MEASURES, still)


def test_no_measurement_is_a_class_of_its_own_and_every_verdict_follows(rows):
    assert rows["state"].tolist() == ["working", "not_working", "unmeasured", "working", "working"]
    assert rows["verdict"].tolist() == ["lasts", "fades", "too_early", "unmeasurable", "unmeasurable"]


def test_a_status_without_measurement_after_closure_does_not_count_as_working(rows):
    never = rows.iloc[[0]].assign(measured_months=0)

    assert sustainment.prepare(never, MEASURES, still)["state"].tolist() == ["unmeasured"]


def test_the_degree_names_its_denominator_and_no_share_of_few(rows):
    few, many = sustainment.degree(rows), sustainment.degree(pd.concat([rows] * 10, ignore_index=True))

    assert "3 van de 5" in few
    assert "%" not in few
    assert "30 van de 50 afspraken** zijn werkend (60%)" in many
    assert "Van 10 afspraken" in many


def test_verdicts_say_how_many_have_nothing_to_measure(rows):
    told = sustainment.verdicts(rows)

    assert "beklijft 1, verwatert 1, is het voor 1 te vroeg en is 2 niet meetbaar" in told
    assert "Daarvan hebben 2 geen maatstaf" in told


def test_groups_stand_by_size_with_every_class(rows):
    sizes = sustainment.split(rows, "owner", "verdict", VERDICTS)

    assert sizes.index.tolist() == ["UWV", "Gemeente"]
    assert sizes.loc["UWV"].tolist() == [0, 0, 1, 2, 3]
    table = sustainment.split_table(sizes, "owner", VERDICTS, "verdict")
    assert table["Aandeel beklijft"].tolist() == ["minder dan 25"] * 2


def test_the_list_names_a_function_and_never_leaves_evidence_blank(rows):
    table = sustainment.listed(rows)

    assert table["Bewijs"].tolist() == ["–", "–", "Verslag.", "–", "–"]
    assert table["Laatst gemeten"].tolist()[:3] == ["+24 maanden", "+12 maanden", "Geen meting"]
    assert sustainment.listed_sentence(rows).endswith("werkend 3, belegd 1, gestopt 1.")


def test_values_carry_their_interval_and_a_gap_is_no_zero(rows):
    table = sustainment.values_table(sustainment.measured(rows), still)
    a2 = table[table["Code"] == "P1 A2"].iloc[0]

    assert len(table) == 4
    assert a2["+6 maanden"] == "–"
    assert a2["bij afsluiting"] == "400 (362 – 441)"
    assert a2["Oordeel"] == "Verwatert"
    assert "tussen 31% en" in a2["Nog over"]
    assert sustainment.values_brief(table).columns.tolist()[:2] == ["Code", "bij afsluiting"]


def test_rounding_widens_the_interval_of_a_value():
    assert sustainment.value_text(400, "count", lambda _v, _r: 20.0) != sustainment.value_text(400, "count", still)
    assert sustainment.value_text(0, "count", still).startswith("geen of enkele")


def test_the_download_has_numbers(rows):
    found = sustainment.values_rows(sustainment.measured(rows)).set_index("agreement_code")

    assert found.loc["A2", "share_left"].iloc[1] == pytest.approx(0.375)
    assert found["reason"].tolist() == ["not_due", "no_measure", "held", "lost"]


def test_without_values_it_says_so(rows):
    assert "Geen enkele afspraak" in sustainment.values_sentence(rows.iloc[:0])


def test_projects_are_named_once(rows):
    assert sustainment.projects(rows) == {"P2": "P2 · Wijk", "P1": "P1 · Wijk"}


def test_what_is_past_its_day_is_late():
    due = pd.DataFrame(
        [("P1", "Wijk", 6, PAST, 2, "Gemeenten", "Municipalities", ON), ("P2", "Laan", 12, AHEAD, 1, None, None, ON)],
        columns=[
            "project_code", "title", "moment_months", "due_date", "n_agreements", "lead_name_nl", "lead_name_en",
            "stated_on_date",
        ],
    )  # fmt: skip

    assert sustainment.follow_ups(due)["Stand"].tolist() == ["te laat", "gepland"]
    assert "2 metingen**, waarvan 1" in sustainment.follow_ups_sentence(due)
    assert "geen metingen meer" in sustainment.follow_ups_sentence(due.iloc[:0])
