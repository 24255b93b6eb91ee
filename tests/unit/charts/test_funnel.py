"""The funnel: what goes on, what stops, and nothing found drawn as large as it is."""

from __future__ import annotations

import pytest

from dashboard.answers.rows import EurosTotals, OverviewFunnel
from dashboard.charts.funnel import (
    endings,
    endings_sentence,
    funnel,
    funnel_rows,
    funnel_sentence,
    funnel_table,
    steps,
)
from dashboard.charts.ladder import amounts
from dashboard.charts.palette import palette
from tests.conftest import row

LIGHT = palette("light")


def made(*, is_cohort=True, **more):
    numbers = {
        "n_scope": 9000,
        "n_selected": 400,
        "n_examined": 200,
        "n_irregular": 60,
        "n_referred": 20,
        "n_passed_on": 100,
        "n_settled": 95,
    }
    return steps(OverviewFunnel(**numbers | more), lambda value, _measure: 0.1 * value**0.5, is_cohort=is_cohort)


def test_shares_are_of_the_step_before():
    assert [step.share for step in made()] == ["4%", "50%", "30%", "33%", "meer dan 90%"]


def test_steps_of_one_period_have_a_share_only_where_they_are_of_the_same_addresses():
    """Who is examined this year was often selected last year: 71 % of the selected would be nobody's share."""
    rows = made(is_cohort=False)
    on, stops = funnel(rows, LIGHT)["data"]
    labels = " ".join(note["text"] for note in funnel(rows, LIGHT)["layout"]["annotations"])

    assert [step.share for step in rows] == [None, None, "30%", "33%", "meer dan 90%"]
    assert (on["x"][:2], stops["x"][:2]) == ([0, 0], [1, 1])
    assert "onderzocht: 200 geen aandeel: andere adressen" in labels
    assert "geen aandeel" in funnel_table(rows).iloc[1].tolist()[3]


def test_what_goes_on_stands_above_its_bar_and_what_stops_under_it():
    """Side by side they lie over each other on a phone."""
    for rows in (made(), made(is_cohort=False)):
        notes = funnel(rows, LIGHT)["layout"]["annotations"]
        places = [(note["y"], note["yshift"] > 0) for note in notes]

        assert len(notes) == 10
        assert len(set(places)) == len(places)


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


def money(kind, amount, files):
    shown = {"amount_eur": amount, "margin_pct": 10, "n_files": files}
    return row(EurosTotals, part="total", measure_code=kind, money_kind=kind, **shown)


def test_after_the_addresses_come_files_and_euros_without_a_share():
    ends = endings(
        amounts(
            [money("established", 90_000.0, 40), money("irrevocable", 70_000.0, None), money("collected", None, 5)], ()
        )
    )
    on, rest = funnel(made(), LIGHT, ends)["data"]
    rows = funnel_table(made(), ends)

    assert [end.counted for end in ends] == ["circa 40 dossiers", "dossiers niet bekend", "dossiers niet bekend"]
    assert (on["x"][5:], rest["x"][5:]) == ([0] * 3, [1] * 3)
    assert "%" not in "".join(rows.iloc[5:, 3])
    given = funnel_rows(made(), ends).astype(object)
    last = given.iloc[5:].where(given.notna(), None)
    assert last["funnel_step"].tolist() == ["established", "irrevocable", "collected"]
    assert last[["amount_eur", "margin_pct", "n_files"]].to_numpy().tolist() == [
        [90_000, 10, 40],
        [70_000, 10, None],
        [None] * 3,
    ]
    assert last["as_shown"].tolist() == [end.euros for end in ends]
    assert given["n_start"][:5].tolist() == [9000, 400, 200, 60, 100]
    assert rows.iloc[5:, 2].tolist() == [end.euros for end in ends]
    assert all(end.euros in endings_sentence(ends) for end in ends)
    assert "geen adressen" in endings_sentence(ends)
    assert "eerdere besluiten" in endings_sentence(ends)
    assert "eerdere besluiten" not in endings_sentence(ends, is_cohort=True)


def test_where_no_euros_answer_the_filters_the_funnel_ends_with_addresses():
    ends = endings(amounts([], ()))

    assert ends == []
    assert endings_sentence(ends) == ""
    assert funnel(made(), LIGHT, ends) == funnel(made(), LIGHT)
