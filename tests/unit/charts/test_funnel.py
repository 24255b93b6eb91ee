"""The funnel: what goes on, what stops, and nothing found drawn as large as it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.charts.funnel import funnel, funnel_sentence, funnel_table, steps
from dashboard.charts.palette import palette

LIGHT = palette("light")


def made(*, is_cohort=True, **more):
    row = {
        "n_scope": 9000,
        "n_selected": 400,
        "n_examined": 200,
        "n_irregular": 60,
        "n_referred": 20,
        "n_passed_on": 100,
        "n_settled": 95,
    }
    return steps(SimpleNamespace(**row | more), lambda value, _measure: 0.1 * value**0.5, is_cohort=is_cohort)


def test_shares_are_of_the_step_before():
    assert [step.share for step in made()] == ["4%", "50%", "30%", "33%", "meer dan 90%"]


def test_steps_of_one_period_have_a_share_only_where_they_are_of_the_same_addresses():
    """Who is examined this year was often selected last year: 71 % of the selected would be nobody's share."""
    rows = made(is_cohort=False)
    on, stops = funnel(rows, LIGHT)["data"]
    labels = " ".join(note["text"] for note in funnel(rows, LIGHT)["layout"]["annotations"])

    assert [step.share for step in rows] == [None, None, "30%", "33%", "meer dan 90%"]
    assert (on["x"][:2], stops["x"][:2]) == ([0, 0], [1, 1])
    assert "onderzocht: 200 (geen aandeel, want het zijn niet dezelfde adressen)" in labels
    assert "geen aandeel" in funnel_table(rows).iloc[1].tolist()[3]


def test_both_parts_of_a_bar_fill_it():
    on, stops = funnel(made(), LIGHT)["data"]

    assert on["x"][2] == pytest.approx(0.3)
    assert [a + b for a, b in zip(on["x"], stops["x"], strict=True)] == pytest.approx([1] * 5)


def test_where_nearly_all_go_on_the_rest_is_not_given_either():
    labels = [note["text"] for note in funnel(made(), LIGHT)["layout"]["annotations"]]

    assert "nog niet afgehandeld: minder dan 10%" in labels
    assert not any("5%" in text.split(":")[-1] for text in labels[-2:])


def test_a_small_step_has_no_share_and_no_bar():
    few = made(n_examined=20, n_irregular=10)
    on, stops = funnel(few, LIGHT)["data"]

    assert few[2].share is None
    assert on["x"][2] == stops["x"][2] == 0
    assert "te klein voor een percentage" in funnel_table(few).iloc[2].tolist()
    assert "te weinig" in funnel_sentence(few)


def test_a_step_shows_the_number_of_the_next_even_above_its_own_start():
    more = made(n_examined=made()[1].start + 10)

    assert more[1].on == more[2].start
    assert more[1].share == "meer dan 90%"
    assert max(funnel(more, LIGHT)["data"][0]["x"]) == 1


def test_the_sentence_says_how_many_had_nothing_to_report_and_for_whom_it_holds():
    told = funnel_sentence(made())

    assert "70% geen bijzonderheden" in told
    assert "30% (" in told
    assert "alleen voor geselecteerde adressen" in told
