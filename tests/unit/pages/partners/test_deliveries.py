"""The delivery tracker says in words, letters and shapes who delivered what and when."""

from __future__ import annotations

import pytest

from dashboard.answers.rows import PartnersDeliveries
from dashboard.charts.palette import palette
from dashboard.pages.partners.figures import deliveries
from tests.conftest import drawn

LIGHT = palette("light")
ROWS = """
partner_code | quarter    | reference_date | first_reference_date | is_missing | is_provisional | is_restated | is_late | is_chosen
GEM          | 2024-10-01 | 2025-03-01     | 2025-03-01           | .          | .              | .           | 1       | .
GEM          | 2025-01-01 | 2025-07-27     | 2025-04-24           | .          | .              | 1           | .       | 1
GEM          | 2025-04-01 | 2025-07-20     | 2025-07-20           | .          | 1              | .           | 1       | 1
IND          | 2024-10-01 | 2025-01-10     | 2025-01-10           | .          | .              | .           | .       | .
IND          | 2025-01-01 | 2025-04-10     | 2025-04-10           | .          | .              | .           | .       | 1
IND          | 2025-04-01 | .              | .                    | 1          | .              | .           | .       | 1
"""


@pytest.fixture
def rows():
    return deliveries.with_state(drawn(PartnersDeliveries, ROWS), {"GEM": "Gemeenten", "IND": "IND"})


def test_every_quarter_has_the_state_that_matters_most(rows):
    assert [row.state for row in rows] == ["late", "restated", "provisional", "delivered", "delivered", "missing"]


def test_states_differ_in_letter_and_shape_and_not_in_colour_alone(rows):
    traces = [trace for trace in deliveries.field(rows, None, LIGHT)["data"] if trace["x"]]
    looks = {(trace["text"][0], str(trace["marker"]["symbol"])) for trace in traces}

    assert len(looks) == len(traces) == 5


def test_hover_gives_the_dates_in_words(rows):
    hover = {text for trace in deliveries.field(rows, None, LIGHT)["data"] for text in trace["hovertext"]}

    assert "Gemeenten, 2025 K1: herzien; eerst 24 april 2025, nu 27 juli 2025" in hover
    assert "Gemeenten, 2025 K2: te laat, voorlopig, 20 juli 2025" in hover
    assert "IND, 2025 K2: niet geleverd" in hover


def test_a_click_gives_the_year_and_the_period_is_shaded(rows):
    figure = deliveries.field(rows, "IND", LIGHT)

    assert {mark for trace in figure["data"] for mark in trace["customdata"]} == {"period:2024", "period:2025"}
    assert (figure["layout"]["shapes"][0]["x0"], figure["layout"]["shapes"][0]["x1"]) == (0.5, 2.5)
    assert any(LIGHT.mine in label for label in figure["layout"]["yaxis"]["ticktext"])


def test_the_table_holds_the_period_only(rows):
    found = deliveries.table(rows)

    assert found.columns.tolist() == ["Partner", "2025 K1", "2025 K2"]
    assert found.iloc[1].tolist() == ["IND", "geleverd, 10 april 2025", "niet geleverd"]


def test_the_sentence_counts_and_names_what_is_missing(rows):
    text = deliveries.sentence(rows)

    assert "3 van 4 kwartalen" in text
    assert "te laat: 1, voorlopig: 1, herzien: 1" in text
    assert "IND (2025 K2). Wat ontbreekt is niet nul" in text


def test_nothing_missing_is_said(rows):
    assert "Er ontbreekt niets" in deliveries.sentence([row for row in rows if row.partner_code == "GEM"])
