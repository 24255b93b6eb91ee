"""Borging in words and tables: classes, verdicts, denominators, values with their interval, what is still due."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard import text
from dashboard.analysis.lasting import VERDICTS
from dashboard.answers.rows import SustainmentAgreements, SustainmentFollowUps
from dashboard.charts import agreements as sustainment

ON, PAST, AHEAD = date(2026, 10, 1), date(2026, 1, 1), date(2027, 1, 1)
MEASURES = [
    SimpleNamespace(measure_code="homes", name_nl="Woningen", name_en="Homes", polarity="more"),
    SimpleNamespace(measure_code="context", name_nl="Meldingen", name_en="Reports", polarity="none"),
]
ROWS = [
    ("P1", "A1", "Gemeente", "working", None, 24, "homes", 400, 400, 390, 400, PAST),
    ("P1", "A2", "Gemeente", "stopped", "", 12, "homes", 400, None, 150, None, PAST),
    ("P2", "A1", "UWV", "assigned", "Verslag.", 0, "homes", 400, None, None, None, AHEAD),
    ("P2", "A2", "UWV", "working", "", 6, "context", 400, 400, None, None, AHEAD),
    ("P2", "A3", "UWV", "working", "", 6, None, None, None, None, None, AHEAD),
]


def answered():
    return [
        SustainmentAgreements(
            project, "Wijk", "area", "Wijkgericht", "Area", code, "Elk *kwartaal* overleg.", owner, "Teamleider",
            "werkproces", status, PAST, evidence, months, measure, *counts, due, ON,
        )
        for project, code, owner, status, evidence, months, measure, *counts, due in ROWS
    ]  # fmt: skip


def still(_value, _measure):
    return 0.0


@pytest.fixture
def rows():
    return sustainment.prepare(answered(), MEASURES, still)


def test_no_measurement_is_a_class_of_its_own_and_every_verdict_follows(rows):
    assert [row.state for row in rows] == ["working", "not_working", "unmeasured", "working", "working"]
    assert [row.verdict for row in rows] == ["lasts", "fades", "too_early", "unmeasurable", "unmeasurable"]


def test_a_status_without_measurement_after_closure_does_not_count_as_working():
    never = answered()[0]._replace(measured_months=0)

    assert [row.state for row in sustainment.prepare([never], MEASURES, still)] == ["unmeasured"]


def test_the_degree_names_its_denominator_and_no_share_of_few(rows):
    few, many = sustainment.degree(rows), sustainment.degree(rows * 10)

    assert "3 van 5 afspraken" in few
    assert "%" not in few
    assert "30 van 50 afspraken** werkend (60%)" in many
    assert "Van 10 afspraken" in many


def test_verdicts_say_how_many_have_nothing_to_measure(rows):
    told = sustainment.verdicts(rows)

    assert "**5**; beklijft: 1; verwatert: 1; te vroeg om te zeggen: 1; niet meetbaar: 2." in told
    assert "Voor 2 daarvan is niet afgesproken" in told


def test_groups_stand_by_size_with_every_class(rows):
    sizes = sustainment.split(rows, "owner", "verdict", VERDICTS)

    assert [group.name for group in sizes] == ["UWV", "Gemeente"]
    assert (sizes[0].sizes, sizes[0].n) == ((0, 0, 1, 2), 3)
    assert sustainment.split_rows(sizes, "owner", VERDICTS).loc[0].tolist()[:6] == ["UWV", 0, 0, 1, 2, 3]
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
    found = sustainment.values_rows(sustainment.measured(rows), still).set_index("agreement_code")

    assert found.loc["A2", "left_pct"].iloc[1] == 37.5
    assert found["lasting_reason"].tolist() == ["not_due", "no_measure", "held", "lost"]
    ends = found[["n_0_lower", "n_0", "n_0_upper"]]
    assert (ends.diff(axis=1).iloc[:, 1:] > 0).all(axis=None)


def test_without_values_it_says_so(rows):
    assert "Geen enkele afspraak" in sustainment.values_sentence(())


def test_projects_are_named_once(rows):
    assert sustainment.projects(rows) == {"P2": "P2 · Wijk", "P1": "P1 · Wijk"}


def test_what_is_past_its_day_is_late():
    due = [
        SustainmentFollowUps("P1", "Wijk", 6, PAST, 2, "Gemeenten", "Municipalities", ON),
        SustainmentFollowUps("P2", "Laan", 12, AHEAD, 1, "", "", ON),
    ]

    assert sustainment.follow_ups(due)["Stand"].tolist() == ["te laat", "gepland"]
    assert "2 metingen**. Al te laat op de peildatum 1 oktober 2026: 1." in sustainment.follow_ups_sentence(due)
    assert sustainment.follow_ups_sentence(due[1:]) == "Nog te doen: **1 meting**."
    assert "geen metingen meer" in sustainment.follow_ups_sentence([])


def of_class(**sizes):
    return [SimpleNamespace(state=name, verdict=name) for name, n in sizes.items() for _ in range(n)]


def test_more_than_half_of_all_is_said_whatever_the_unmeasured_turn_out_to_be():
    degree, lasting = sustainment.degree_finding, sustainment.lasting_finding

    assert degree(of_class(working=30, unmeasured=20)) == "Meer dan de helft van de afspraken werkt"
    assert (
        degree(of_class(not_working=30, working=20)) == "Meer dan de helft van de afspraken werkt nog niet of niet meer"
    )
    assert degree(of_class(working=20, not_working=10, unmeasured=20)) == ""
    assert degree(of_class(working=4)) == degree([]) == ""
    assert lasting(of_class(lasts=30, fades=20)) == "Meer dan de helft van de afspraken beklijft"
    assert lasting(of_class(fades=30, lasts=20)) == "Meer dan de helft van de afspraken verwatert"
    assert lasting(of_class(lasts=20, too_early=30)) == ""
    text.use("en")
    assert degree(of_class(working=30)) == "More than half of the agreements works"
    assert lasting(of_class(fades=30)) == "More than half of the agreements fades"


def judged(lasts, fades, due):
    row = SimpleNamespace(due_12_date=due, stated_on_date=ON)
    return [
        SimpleNamespace(verdict=name, row=row) for name, n in (("lasts", lasts), ("fades", fades)) for _ in range(n)
    ]


def test_that_more_lasts_than_before_is_said_beyond_chance_only():
    change, before = sustainment.change_finding, date(2023, 1, 1)

    assert "beklijft een groter deel" in change(judged(45, 5, PAST) + judged(20, 30, before))
    assert "beklijft een kleiner deel" in change(judged(20, 30, PAST) + judged(45, 5, before))
    assert change(judged(26, 24, PAST) + judged(25, 25, before)) == ""
    assert change(judged(45, 5, PAST) + judged(2, 10, before)) == ""
    assert change(judged(0, 0, PAST)) == ""
    text.use("en")
    assert "a larger part lasts" in change(judged(45, 5, PAST) + judged(20, 30, before))
