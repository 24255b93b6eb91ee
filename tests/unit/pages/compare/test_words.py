"""Areas beside each other: shares, standings, order and words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import text
from dashboard.answers.rows import CompareAreas
from dashboard.charts import compared
from dashboard.pages.compare import words as compare

HIT = ("irregular_addresses", "examined_addresses")


def quiet(_value, _measure):
    return 2.0


def counted(*rows):
    return [compared.Counted(*row) for row in rows]


AREAS = counted(("b", "Berg", 300, 500), ("a", "Aa", 100, 500), ("c", "Dal", 10, 20), ("d", "Eik", 105, 500))


def test_order_is_by_name_unless_asked_and_small_ones_are_left_out():
    areas = compared.compare(AREAS, None, quiet, HIT)

    assert [a.name for a in compare.ordered(areas, "name")] == ["Aa", "Berg", "Eik"]
    assert [a.name for a in compare.ordered(areas, "value")] == ["Aa", "Eik", "Berg"]


def test_a_few_areas_are_named_by_the_alphabet_and_where_none_stands_is_not_said():
    areas = compared.compare(AREAS, "a", quiet, HIT)
    text = compare.verdict(areas, "Trefkans")

    assert text.startswith("Aa: lager dan vergelijkbaar")
    assert "hoger dan de andere samen: Berg; lager dan de andere samen: Aa, Eik; " in text
    assert "toeval" not in text
    assert len(compare.table(areas)) == 4


def test_many_areas_are_counted():
    areas = compared.compare(counted(*((str(n), f"Wijk {n}", 50, 100) for n in range(9))), None, quiet, HIT)

    assert "niet groter verschil dan toeval: 9." in compare.verdict(areas, "Trefkans")


def test_never_a_hundred_percent():
    (area,) = compared.compare(counted(("a", "Aa", 500, 500)), "a", quiet, HIT)

    assert area.text.startswith("meer dan 90%")
    assert compare.table([area]).iloc[0, 2] == "90%"


def test_peers_show_their_distance_and_figures():
    areas = [CompareAreas("a", "Aa", "X", 1, 1, 1.0, 1.0, 1), CompareAreas("b", "Berg", "Y", 2, 2, 2.0, 2.0, None)]
    found = compare.peer_table(pd.Series({"b": 0.5, "a": 0.7}), ["b"], areas)

    assert found.iloc[0, :3].tolist() == ["Berg", "Y", "0,50"]


@pytest.mark.parametrize(
    ("language", "higher", "lower"),
    [
        (
            "nl",
            "Trefkans: Berg ligt hoger dan de andere gebieden samen",
            "Trefkans: Aa ligt lager dan de andere gebieden samen",
        ),
        (
            "en",
            "Trefkans: Berg lies higher than the other areas together",
            "Trefkans: Aa lies lower than the other areas together",
        ),
    ],
)
def test_my_area_heads_the_figure_only_when_it_can_be_told_from_the_others(language, higher, lower):
    text.use(language)

    def found(mine):
        return compare.finding(compared.compare(AREAS, mine, quiet, HIT), "Trefkans")

    assert (found("b"), found("a")) == (higher, lower)
    assert found("c") == found(None) == ""


@pytest.mark.parametrize(
    ("moving", "words"),
    [
        ([], "Bij geen daarvan is in de laatste vijf jaar een richting te zien. In de figuur: 4, met"),
        (["A", "B"], "Een richting in de laatste vijf jaar heeft: A, B. In de figuur: 4, met"),
    ],
)
def test_areas_that_move_are_named_and_none_is_a_word(moving, words):
    assert words in compare.years_sentence(4, moving, 4, has_mine=True)


def test_without_a_share_nothing_is_counted():
    assert "geen gebied een aandeel" in compare.years_sentence(0, [], 0, has_mine=False)
    assert (
        compare.verdict([], "Trefkans")
        == compare.periods_sentence(0, [], [])
        == compare.years_sentence(0, [], 0, has_mine=False)
    )


def test_the_shares_of_my_area_are_named_where_they_differ():
    higher, lower, same = (
        next(one for one in compared.compare(AREAS, code, quiet, HIT) if one.code == code) for code in ("b", "a", "d")
    )
    same = replace(same, standing="same")

    assert "Bij 1 van 2 aandelen verschilt *mijn gebied* van de andere (hoger dan de andere samen: X)" in (
        compare.spine_sentence({"X": higher, "Y": same})
    )
    assert "Bij het ene aandeel verschilt *mijn gebied* van de andere (lager" in compare.spine_sentence({"X": lower})
    assert "Bij geen enkel aandeel" in compare.spine_sentence({"Y": same})
    assert "geen aandeel te geven" in compare.spine_sentence({})
