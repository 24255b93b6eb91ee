"""Areas beside each other: shares, standings, order and words."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.answers.rows import CompareAreas
from dashboard.pages.compare import words as compare

HIT = ("irregular_addresses", "examined_addresses")
SCOPED = ("irregular_addresses", None)


def quiet(_value, _measure):
    return 2.0


def counted(*rows):
    return [compare.Counted(*row) for row in rows]


AREAS = counted(("b", "Berg", 300, 500), ("a", "Aa", 100, 500), ("c", "Dal", 10, 20), ("d", "Eik", 105, 500))


def test_a_high_area_is_higher_and_a_small_one_is_not_compared():
    found = {area.code: area for area in compare.compare(AREAS, "a", quiet, HIT)}

    assert found["b"].standing == "higher"
    assert found["a"].standing == "lower"
    assert (found["c"].standing, found["c"].share, found["c"].text) == ("not_comparable", None, "noemer te klein")
    assert found["a"].is_mine


def test_where_many_areas_differ_among_themselves_a_high_one_does_not_stand_out():
    """Eleven areas from 20 to 60 per cent: the spread between them is part of every verdict."""
    wide = counted(*((f"x{n}", f"X{n}", 100 + 20 * n, 500) for n in range(11)))
    tight = counted(*((f"x{n}", f"X{n}", 100, 500) for n in range(10)), ("y", "Y", 300, 500))

    assert {area.standing for area in compare.compare(wide, None, quiet, HIT)} == {"same"}
    assert compare.compare(tight, None, quiet, HIT)[-1].standing == "higher"


def test_alike_areas_cannot_be_told_apart():
    assert {a.standing for a in compare.compare([AREAS[1], AREAS[3]], None, quiet, HIT)} == {"same"}


def test_noise_takes_a_standing_away():
    assert {a.standing for a in compare.compare(AREAS, None, lambda *_: 200.0, HIT)} == {"same", "not_comparable"}


def test_a_public_denominator_is_not_rounded():
    assert compare.share_of(100, 500, quiet, SCOPED)[1] == pytest.approx(2 / 500)
    assert compare.share_of(100, 500, quiet, HIT)[1] > 2 / 500


def test_order_is_by_name_unless_asked_and_small_ones_are_left_out():
    areas = compare.compare(AREAS, None, quiet, HIT)

    assert [a.name for a in compare.ordered(areas, "name")] == ["Aa", "Berg", "Eik"]
    assert [a.name for a in compare.ordered(areas, "value")] == ["Aa", "Eik", "Berg"]


def test_words_count_and_never_name_the_highest():
    areas = compare.compare(AREAS, "a", quiet, HIT)
    text = compare.verdict(areas, "Trefkans")

    assert text.startswith("Aa: lager dan vergelijkbaar")
    assert "Berg" not in text
    assert len(compare.table(areas)) == 4


def test_never_a_hundred_percent():
    (area,) = compare.compare(counted(("a", "Aa", 500, 500)), "a", quiet, HIT)

    assert area.text.startswith("meer dan 90%")
    assert compare.table([area]).iloc[0, 2] == "90%"


def test_nothing_to_compare_is_no_mistake():
    areas = compare.compare(counted(("a", "Aa", 0, 0)), None, quiet, HIT)

    assert compare.pooled(areas) == 0
    assert not compare.spread(areas).is_used


def test_peers_show_their_distance_and_figures():
    areas = [CompareAreas("a", "Aa", "X", 1, 1, 1.0, 1.0, 1), CompareAreas("b", "Berg", "Y", 2, 2, 2.0, 2.0, None)]
    found = compare.peer_table(pd.Series({"b": 0.5, "a": 0.7}), ["b"], areas)

    assert found.iloc[0, :3].tolist() == ["Berg", "Y", "0,50"]
