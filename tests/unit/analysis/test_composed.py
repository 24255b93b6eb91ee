"""A composed area: whole buurten, graded against an outline, refused where it would set one buurt apart."""

from __future__ import annotations

import pytest

from dashboard.analysis.composed import Cell, belonging, expand, fit, refusal, regroup

LEAST = 3, 500  # buurten, dwellings
CELLS = {
    f"BU{wijk}{i}": Cell(f"BU{wijk}{i}", f"WK{wijk}", "GM1", 400.0)
    for wijk, n in (("A", 3), ("B", 5), ("C", 4))
    for i in range(n)
}


def codes(text):
    return [f"BU{one}" for one in text.split()]


def test_more_than_half_belongs():
    assert belonging({"a": 0.5, "b": 0.51, "c": 1.0, "d": 0.0}) == ["b", "c"]


def test_a_whole_wijk_takes_the_place_of_its_buurten_and_nothing_is_counted_twice():
    parts = expand(["WKA", *codes("A0 B1")], CELLS)

    assert parts == set(codes("A0 A1 A2 B1"))
    assert regroup(parts, CELLS) == ("BUB1", "WKA")
    assert expand(["WKZ", "BUA9"], CELLS) == set()


def test_the_fit_counts_dwellings_on_both_sides():
    """400 dwellings each: inside lie 400 + 320 + 120; chosen are the first two."""
    found = fit({"BUA0": 1.0, "BUA1": 0.8, "BUA2": 0.3}, codes("A0 A1"), CELLS)

    assert found.covered == pytest.approx(720 / 840)
    assert found.shared == pytest.approx(720 / 800)
    assert found.grade == "fair"


@pytest.mark.parametrize(("share", "grade"), [(0.95, "good"), (0.8, "fair"), (0.6, "poor"), (0.4, "none")])
def test_grades(share, grade):
    assert fit({"BUA0": share}, ["BUA0"], CELLS).grade == grade


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ("", "empty"),
        ("A0 B0", "few_areas"),
        ("B0 B1 B2 B3", "one_left"),
        ("A0 A1 A2 B0", "one_more"),
        ("A0 A1 A2 B0 B1 B2 B3 B4 C0 C1 C2", "one_left"),
    ],
)
def test_too_little_or_a_difference_of_one_buurt_is_refused(chosen, reason):
    assert refusal(codes(chosen), CELLS, *LEAST).reason == reason


def test_the_refusal_names_the_standard_area_and_the_buurt():
    found = refusal(codes("B0 B1 B2 B3"), CELLS, *LEAST)

    assert (found.standard, found.left) == ("WKB", "BUB4")


def test_few_dwellings_are_refused():
    thin = {code: Cell(code, cell.district, cell.municipality, LEAST[1] / 3 - 1) for code, cell in CELLS.items()}

    assert refusal(codes("B0 B1 B2"), thin, *LEAST).reason == "few_dwellings"
    assert refusal(codes("B0 B1 B2"), thin, 3, LEAST[1] - 3) is None


@pytest.mark.parametrize("chosen", ["B0 B1 B2", "A0 A1 A2", "A0 A1 A2 B0 B1", "A0 B0 C0"])
def test_the_rest_is_taken(chosen):
    assert refusal(codes(chosen), CELLS, *LEAST) is None
