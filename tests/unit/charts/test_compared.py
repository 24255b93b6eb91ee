"""The share of each area, and where it stands beside all the others."""

from __future__ import annotations

import pytest

from dashboard.charts.compared import (
    Counted,
    compare,
    differ_finding,
    pooled,
    share_of,
    spread,
    widened_sentence,
)
from dashboard.text import use

HIT = ("irregular_addresses", "examined_addresses")
SCOPED = ("irregular_addresses", None)


def quiet(_value, _measure):
    return 2.0


def counted(*rows):
    return [Counted(*row) for row in rows]


AREAS = counted(("b", "Berg", 300, 500), ("a", "Aa", 100, 500), ("c", "Dal", 10, 20), ("d", "Eik", 105, 500))


def test_a_high_area_is_higher_and_a_small_one_is_not_compared():
    found = {area.code: area for area in compare(AREAS, "a", quiet, HIT)}

    assert found["b"].standing == "higher"
    assert found["a"].standing == "lower"
    assert (found["c"].standing, found["c"].share, found["c"].text) == (
        "not_comparable",
        None,
        "te weinig onderzocht voor een percentage",
    )
    assert found["a"].is_mine


def test_where_many_areas_differ_among_themselves_a_high_one_does_not_stand_out():
    """Eleven areas from 20 to 60 per cent: the spread between them is part of every verdict."""
    wide = counted(*((f"x{n}", f"X{n}", 100 + 20 * n, 500) for n in range(11)))
    tight = counted(*((f"x{n}", f"X{n}", 100, 500) for n in range(10)), ("y", "Y", 300, 500))

    assert {area.standing for area in compare(wide, None, quiet, HIT)} == {"same"}
    assert compare(tight, None, quiet, HIT)[-1].standing == "higher"


def test_alike_areas_cannot_be_told_apart():
    assert {a.standing for a in compare([AREAS[1], AREAS[3]], None, quiet, HIT)} == {"same"}


def test_noise_takes_a_standing_away():
    assert {a.standing for a in compare(AREAS, None, lambda *_: 200.0, HIT)} == {"same", "not_comparable"}


def test_a_public_denominator_is_not_rounded():
    assert share_of(100, 500, quiet, SCOPED)[1] == pytest.approx(2 / 500)
    assert share_of(100, 500, quiet, HIT)[1] > 2 / 500


def test_nothing_to_compare_is_no_mistake():
    areas = compare(counted(("a", "Aa", 0, 0)), None, quiet, HIT)

    assert pooled(areas) == 0
    assert not spread(areas).is_used


WIDE = counted(*((f"x{n}", f"X{n}", 100 + 20 * n, 500) for n in range(11)))
ALIKE = counted(*((f"x{n}", f"X{n}", 100 + n % 2, 500) for n in range(11)))


def test_that_areas_differ_by_themselves_is_told_where_it_decides():
    wide, alike = (compare(areas, None, quiet, HIT) for areas in (WIDE, ALIKE))

    assert "verschillen onderling meer dan door toeval." in widened_sentence(wide)
    assert widened_sentence(alike) == widened_sentence(wide[:9]) == widened_sentence([]) == ""


def test_that_areas_differ_heads_a_figure_and_names_none():
    wide, alike = (compare(areas, None, quiet, HIT) for areas in (WIDE, ALIKE))

    assert (
        differ_finding(wide, "Trefkans") == "Trefkans: gebieden verschillen onderling meer dan door toeval en afronding"
    )
    assert differ_finding(alike, "Trefkans") == differ_finding(wide[:9], "Trefkans") == ""
    use("en")
    assert (
        differ_finding(wide, "Hit rate") == "Hit rate: areas differ among themselves by more than chance and rounding"
    )
