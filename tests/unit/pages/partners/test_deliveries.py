"""The delivery tracker says in words, letters and shapes who delivered what and when."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import PartnersDeliveries
from dashboard.charts.palette import palette
from dashboard.pages.partners.figures import deliveries
from dashboard.text import use
from tests.conftest import drawn, row

LIGHT = palette("light")
ROWS = """
source_code | partner_code | province_name | name_nl   | quarter    | reference_date | first_reference_date | is_expected | is_missing | is_provisional | is_restated | due_date   | days_late | is_chosen
GM1         | GEM          | Zuid          | Aa        | 2024-10-01 | 2025-03-01     | 2025-03-01           | 1           | .          | .              | .           | 2025-02-14 | 15        | .
GM1         | GEM          | Zuid          | Aa        | 2025-01-01 | 2025-07-27     | 2025-04-24           | 1           | .          | .              | 1           | 2025-05-15 | 0         | 1
GM1         | GEM          | Zuid          | Aa        | 2025-04-01 | 2025-08-20     | 2025-08-20           | 1           | .          | 1              | .           | 2025-08-14 | 6         | 1
IND         | IND          | .             | IND       | 2024-10-01 | 2025-01-10     | 2025-01-10           | 1           | .          | .              | .           | 2025-02-14 | 0         | .
IND         | IND          | .             | IND       | 2025-01-01 | 2025-04-10     | 2025-04-10           | 1           | .          | .              | .           | 2025-05-15 | 0         | 1
IND         | IND          | .             | IND       | 2025-04-01 | .              | .                    | 1           | 1          | .              | .           | 2025-08-14 | 0         | 1
UWV         | UWV          | .             | UWV       | 2025-01-01 | 2025-04-10     | 2025-04-10           | 1           | .          | .              | .           | 2025-05-15 | 0         | 1
"""


@pytest.fixture
def rows():
    return deliveries.with_state(drawn(PartnersDeliveries, ROWS))


def test_every_quarter_has_the_state_that_matters_most(rows):
    assert [row.state for row in rows] == [
        *("late", "restated", "provisional", "delivered", "delivered", "missing", "delivered")
    ]


def test_states_differ_in_letter_and_shape_and_not_in_colour_alone(rows):
    traces = [trace for trace in deliveries.field(rows, None, LIGHT)["data"] if trace["x"]]
    looks = {(trace["text"][0], str(trace["marker"]["symbol"])) for trace in traces}

    assert len(looks) == len(traces) == 5


def test_hover_gives_the_dates_in_words(rows):
    hover = {text for trace in deliveries.field(rows, None, LIGHT)["data"] for text in trace["hovertext"]}

    assert "Aa, 2025 K1: herzien; eerst 24 april 2025, nu 27 juli 2025" in hover
    assert "Aa, 2025 K2: 6 dagen te laat, voorlopig, 20 augustus 2025" in hover
    assert "IND, 2025 K2: niet geleverd" in hover


def test_a_click_gives_the_year_and_the_period_is_shaded(rows):
    figure = deliveries.field(rows, "IND", LIGHT)

    assert {mark for trace in figure["data"] for mark in trace["customdata"]} == {"period:2024", "period:2025"}
    assert (figure["layout"]["shapes"][0]["x0"], figure["layout"]["shapes"][0]["x1"]) == (0.5, 2.5)
    assert any(LIGHT.mine in label for label in figure["layout"]["yaxis"]["ticktext"])


def test_the_table_holds_the_period_only_and_what_was_not_due(rows):
    found = deliveries.table(rows)

    assert found.columns.tolist() == ["Bron", "Provincie", "2025 K1", "2025 K2"]
    assert found.iloc[1].tolist() == ["IND", "", "geleverd, 10 april 2025", "niet geleverd"]
    assert found.iloc[2].tolist() == ["UWV", "", "geleverd, 10 april 2025", "hoefde niet"]


def test_the_sentence_counts_sources_and_names_what_is_missing(rows):
    text = deliveries.sentence(rows)

    assert "2 van 3 bronnen" in text
    assert "te laat leverden: 1; bronnen met voorlopige cijfers: 1; bronnen met herziene cijfers: 1. " in text
    assert "IND (2025 K2). Wat ontbreekt is niet nul" in text


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "Er ontbreekt niets"), (1, "B0 (2025 K1)."), (5, "B4 (2025 K1)."), (7, "B4 (2025 K1); en nog 2 bronnen.")],
)
def test_with_many_missing_the_first_are_named(n, words):
    given = {"partner_code": "GEM", "quarter": date(2025, 1, 1), "is_expected": True, "is_chosen": True}
    due = [row(PartnersDeliveries, source_code=f"B{i}", name_nl=f"B{i}", is_missing=i < n, **given) for i in range(7)]
    text = deliveries.sentence(deliveries.with_state(due))

    assert words in text
    assert f"{7 - n or 'geen'} van 7 bronnen" in text


def test_nothing_missing_is_said(rows):
    assert "Er ontbreekt niets" in deliveries.sentence([row for row in rows if row.partner_code == "GEM"])


def test_groups_are_all_those_with_something_amiss_national_and_each_province(rows):
    assert list(deliveries.groups(rows)) == ["alle", "problems", "national", "Zuid", "GM1", "IND", "UWV"]
    assert deliveries.usual_group(rows) == "alle"
    order = {
        group: dict.fromkeys(row.source_code for row in deliveries.in_group(rows, group))
        for group in deliveries.groups(rows)
    }
    assert [list(sources) for sources in order.values()] == [
        ["IND", "GM1", "UWV"],
        ["IND", "GM1"],
        ["IND", "UWV"],
        ["GM1"],
        ["GM1"],
        ["IND"],
        ["UWV"],
    ]


def test_of_many_sources_only_those_with_something_amiss_are_shown_at_first(rows):
    many = [one._replace(source_code=f"{one.source_code}{i}") for i in range(12) for one in rows]

    assert deliveries.usual_group(many) == "problems"
    assert len(deliveries.field(many * 2, None, LIGHT)["layout"]["yaxis"]["tickvals"]) == 36
    wide = [one._replace(source_code=f"{one.source_code}{i}") for i in range(40) for one in rows]
    assert len(deliveries.field(wide, None, LIGHT)["layout"]["yaxis"]["tickvals"]) == deliveries.MOST


def test_a_reminder_says_what_is_missing_since_when_and_how_to_deliver(rows):
    assert deliveries.late_sources(rows) == {"IND": "IND"}
    text = deliveries.reminder(rows, "IND", date(2025, 9, 1))

    assert "Aan IND" in text
    assert "- 2025 K2, 18 dagen over de afgesproken tijd" in text
    assert "gemeentecodes" not in text
    assert "- 2025 K2, uiterlijk 14 augustus 2025" in deliveries.reminder(rows, "IND", date(2025, 8, 14))
    town = [one._replace(is_missing=True) for one in rows if one.source_code == "GM1"]
    assert "gemeentecodes op het blad levering: GM1." in deliveries.reminder(town, "GM1", date(2025, 9, 1))


def test_deliveries_that_do_not_count_are_told_with_why():
    manifest = {
        "aside": [
            {"state": "refused", "sources": ["GM1"], "period_from": "2025-01-01", "period_to": "2025-03-01",
             "received_on": "2025-04-10", "n_errors": 2, "why": ""},
            {"state": "withdrawn", "sources": ["UWV"], "period_from": "2025-01-01", "period_to": "2025-03-01",
             "received_on": "2025-04-11", "n_errors": 0, "why": "Verkeerd kwartaal."},
        ]
    }  # fmt: skip
    table = deliveries.asides_table(deliveries.asides(manifest, {"GM1": "Aa"}))

    assert table["Bron"].tolist() == ["Aa", "UWV"]
    assert table["Waarom"].tolist() == ["2 fouten", "Verkeerd kwartaal."]
    assert table["Stand"].tolist() == ["geweigerd", "ingetrokken"]
    assert deliveries.asides({}, {}) == []


def test_the_page_says_that_totals_are_not_whole_or_that_they_stay(rows):
    there = [row for row in rows if row.source_code == "UWV"]
    final = [row for row in rows if row.state in {"delivered", "restated"}]
    provisional = [row for row in rows if row.source_code in {"GM1", "UWV"}]

    assert deliveries.finding(rows) == "Nog niet compleet: van 1 van de 3 bronnen ontbreekt een deel"
    assert deliveries.finding(final) == "Compleet: alle 3 bronnen leverden alles, en niets is voorlopig"
    assert deliveries.finding(there) == "Compleet: de ene bron leverde alles, en niets is voorlopig"
    assert deliveries.finding(provisional) == deliveries.finding([]) == ""
    use("en")
    assert deliveries.finding(rows) == "Not complete yet: parts are missing from 1 of the 3 sources"
