"""Dots and funnel say what the areas say."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.compared import Counted, compare
from dashboard.charts.palette import palette
from dashboard.pages.compare import figures as comparisons
from dashboard.policy import active_policy, use_policy

LIGHT = palette("light")
ROWS = [Counted("a", "Aa", 100, 500), Counted("b", "Berg", 500, 500), Counted("c", "Dal", 5, 50)]
AREAS = compare(ROWS, "a", lambda *_: 2.0, ("irregular_addresses", "examined_addresses"))


def test_mine_is_orange_and_a_diamond_and_weak_is_hollow():
    (trace,) = comparisons.dots(AREAS, LIGHT)["data"]

    assert trace["y"] == ["Dal", "Berg", "Aa"]
    assert trace["marker"]["color"][2] == LIGHT.mine
    assert trace["marker"]["symbol"] == ["circle-open", "circle", "diamond"]


def test_no_dot_above_the_highest_shown_share():
    assert max(comparisons.dots(AREAS, LIGHT)["data"][0]["x"]) == 90

    use_policy(replace(active_policy(), percentage_top=80))

    assert max(comparisons.dots(AREAS, LIGHT)["data"][0]["x"]) == 80


def test_funnel_narrows_with_exposure():
    places = comparisons.exposures(AREAS)
    lower, upper, *_, marks = comparisons.funnel(AREAS, places, LIGHT)["data"]

    assert upper["y"][0] - lower["y"][0] >= upper["y"][-1] - lower["y"][-1]
    assert marks["x"] == [500, 500, 50]


def test_it_is_said_when_limits_are_widened():
    wide, alike = (
        compare(
            [Counted(f"x{n}", f"X{n}", 100 + step * n, 500) for n in range(11)],
            None,
            lambda *_: 2.0,
            ("irregular_addresses", "examined_addresses"),
        )
        for step in (20, 0)
    )

    assert "zijn verruimd" in comparisons.spread_sentence(wide)
    assert "φ = 0" in comparisons.spread_sentence(alike)
    assert "minder dan 10 gebieden" in comparisons.spread_sentence(AREAS)
    assert comparisons.exposures([]) == []
