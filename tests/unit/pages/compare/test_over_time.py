"""Through the years: gaps stay gaps, two periods join, a spine has one row per measure."""

from __future__ import annotations

import pytest

from dashboard.answers.rows import CompareMeasures, CompareYears
from dashboard.charts.compared import Counted, compare
from dashboard.charts.direction import direction_words
from dashboard.charts.palette import palette
from dashboard.pages.compare import figures as over_time
from dashboard.pages.compare import words

LIGHT = palette("light")


HIT = ("irregular_addresses", "examined_addresses")


def noise(_value, _measure):
    return 2.0


YEARS = [
    *(CompareYears("a", year, part, 200) for year, part in zip(range(2020, 2025), range(20, 181, 40), strict=True)),
    CompareYears("b", 2022, 50, 200),
]


def areas(one, other):
    return compare([Counted("a", "Aa", one, 300), Counted("b", "Berg", other, 300)], "a", noise, HIT)


def test_a_year_without_figures_is_a_gap_and_no_trend():
    lines = over_time.series(YEARS, ["a", "b"], range(2020, 2025), noise, HIT)
    words = {code: direction_words(found, "year") for code, found in over_time.directions(lines, {}).items()}

    assert lines["b"][2020] is None
    assert words == {"a": "stijgend", "b": "niet te zeggen: een van de laatste 5 jaren heeft geen cijfer"}


def test_a_year_that_may_still_change_is_not_tested():
    lines = over_time.series(YEARS, ["a"], range(2020, 2025), noise, HIT)

    assert over_time.directions(lines, {}, {2024})["a"].reason == "provisional"
    assert over_time.directions(lines, {"a": 2022})["a"].reason == "break"


def test_the_table_of_years_has_every_point_of_the_figure_and_says_why_one_is_not_there():
    names, breaks = {"a": "Aa", "b": "Berg"}, {"b": 2022}
    lines = over_time.cut(over_time.series(YEARS, ["a", "b"], range(2020, 2025), noise, HIT), breaks)
    found = over_time.directions(lines, breaks)
    table = over_time.years_table(YEARS, lines, found, names, breaks)
    rows = over_time.years_rows(YEARS, lines, found, names)
    drawn = [value for trace in over_time.multiples(lines, names, "a", LIGHT)["data"] for value in trace["y"]]

    assert table.iloc[:, :2].to_numpy().tolist() == [
        [name, str(y)] for name in names.values() for y in range(2020, 2025)
    ]
    assert table.iloc[3:5, 3].tolist() == ["", "stijgend"]
    assert table.iloc[4, 2:].tolist() == ["90% (84% – 95%)", "stijgend"]
    assert table.iloc[5:8, 2].tolist() == ["andere grenzen", "andere grenzen", "25% (19% – 32%)"]
    assert table.iloc[8, 2] == "te weinig onderzocht voor een percentage"
    assert [bool(text[0].isdigit()) for text in table.iloc[:, 2]] == [value is not None for value in drawn]
    assert rows["share_pct"].notna().tolist() == [value is not None for value in drawn]
    assert rows["n_value"].isna().tolist() == [False] * 5 + [True, True, False, True, True]


def test_panels_share_a_scale_and_mine_is_orange():
    lines = over_time.series(YEARS, ["a", "b"], range(2020, 2025), noise, HIT)
    figure = over_time.multiples(lines, {"a": "Aa", "b": "Berg"}, "a", LIGHT)

    assert figure["layout"]["yaxis"]["range"] == figure["layout"]["yaxis2"]["range"]
    assert [trace["line"]["color"] for trace in figure["data"]] == [LIGHT.mine, LIGHT.main]
    assert figure["data"][1]["y"][0] is None


def test_years_of_other_borders_are_cut_off_and_the_area_is_named():
    lines = over_time.cut(over_time.series(YEARS, ["a", "b"], range(2020, 2025), noise, HIT), {"a": 2023})
    figure = over_time.multiples(lines, {"a": "Aa", "b": "Berg"}, "a", LIGHT, {"a": 2023})
    told = over_time.break_sentence({"a": 2023, "z": 2023}, {"a": "Aa", "b": "Berg"})

    assert [lines["a"][year] is None for year in (2021, 2022, 2023, 2024)] == [True, True, False, False]
    assert [(shape["xref"], shape["x0"]) for shape in figure["layout"]["shapes"]] == [("x", 2022.5)]
    assert told == "Niet te vergelijken met voor 2023, omdat de grenzen toen veranderden: Aa."


def test_two_periods_join_and_say_what_moved():
    before, now = areas(50, 60), areas(150, 62)
    moved = over_time.moves(before, now)
    figure = over_time.two_periods(before, now, moved, ("2024", "2025"), LIGHT)
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    still_old, still_new, moved_old, moved_new = [trace for trace in figure["data"] if trace["mode"] == "markers"]

    assert len(lines) == 2
    assert figure["layout"]["yaxis"]["ticktext"][1].startswith("Aa")
    assert [(note["text"], note["y"]) for note in figure["layout"]["annotations"]] == [("<b>gestegen</b>", 1)]
    assert [round(x) for trace in (moved_old, moved_new, still_old, still_new) for x in trace["x"]] == [17, 50, 20, 21]
    assert [trace["marker"]["symbol"] for trace in (moved_old, moved_new)] == ["circle-open", "circle"]
    assert moved_new["x"][0] + moved_new["error_x"]["array"][0] == pytest.approx(100 * now[0].share.upper)
    assert moved_new["error_x"]["thickness"] > still_new["error_x"]["thickness"]
    assert "Aa, 2025: 50%" in moved_new["text"][0]
    assert moved_new["text"][0].endswith("<br>gestegen")
    assert {code: (move.standing, move.text, move.reliability) for code, move in moved.items()} == {
        "a": ("higher", "+33 (25 – 41)", "firm"),
        "b": ("same", "+1 (-6 – 8)", "weak"),
    }
    assert moved["a"].gap
    assert round(moved["a"].gap.lower, 3) == 0.253


def test_two_periods_without_an_area_in_both_draw_nothing():
    (none,) = compare([Counted("a", "Aa", 0, 10)], "a", noise, HIT)

    assert over_time.two_periods([none], [none], over_time.moves([none], [none]), ("2024", "2025"), LIGHT)["data"] == []


def test_a_spine_leaves_out_what_my_area_has_not():
    given = [("x", "a", 50, 100), ("x", "b", 90, 300), ("y", "b", 5, 100)]
    rows = [CompareMeasures(*row) for row in given]
    found = over_time.spine_rows(rows, "a", {"a": "Aa", "b": "Berg"}, {"x": ("Iks", HIT), "y": ("Ypsilon", HIT)}, noise)
    bar, tick, mine = over_time.spine(found, LIGHT)["data"]

    assert list(found) == bar["y"] == ["Iks"]
    assert tick["x"] == [30]
    assert mine["x"] == [50]


def test_the_tick_of_a_spine_and_its_table_are_what_the_verdict_tests_against():
    small = [(code, 8, 100) for code in "bcd"]
    rows = [CompareMeasures("x", *row) for row in [("a", 40, 400), *small, ("e", 1600, 2000)]]
    names = {code: code for code in "abcde"}
    found = over_time.spine_rows(rows, "a", names, {"x": ("Iks", HIT)}, noise)
    bar, tick, _ = over_time.spine(found, LIGHT)["data"]
    own, others = found["Iks"]
    table = over_time.spine_table(found)

    assert tick["x"][0] == pytest.approx(100 * sum(o.part for o in others) / sum(o.whole for o in others))
    assert own.share.value > 0.08  # above the median of the others, and below what they have together
    assert own.standing == "lower"
    assert bar["base"] + bar["x"] == pytest.approx([8, 72])
    assert table.iloc[0, 2:].tolist() == ["71%", "8% – 80% (8%)", "lager dan vergelijkbaar"]
    assert "van de andere (lager dan de andere samen: Iks)." in words.spine_sentence({"Iks": own})
