"""A table on paper: cells as read, columns as wide as they need, cut where a page is too narrow."""

from __future__ import annotations

import pandas as pd

from dashboard.documents.grid import grid
from tests.conftest import table


def test_cells_are_read_as_they_are_and_what_is_missing_is_empty():
    made = grid(pd.DataFrame({"Gebied": ["A\u202e\nB", None], "n": [1, None], "share": [0.5, 2]}))

    assert made.heads == ("Gebied", "n", "share")
    assert made.rows == (("A B", "1", "0.5"), ("", "", "2"))


def test_numbers_stand_to_the_right_but_never_what_names_the_row():
    made = grid(
        table("""
        Jaar | Bedrag       | Interval | Oordeel
        2019 | € 1.200 ± 8% | 12 – 40  | 5 te laat
        2020 | –            | –        | goed
    """)
    )

    assert made.numeric == (False, True, True, False)


def test_a_column_gets_its_longest_word_first_and_then_a_share_of_the_rest():
    made = grid(table("Code | Uitleg\nA1 | een lange uitleg van veel woorden die over meer regels mag lopen dan een"))

    assert made.widths(10) == made.narrowest == (6, 9)
    assert made.widths(1000) == made.widest
    assert 9 < made.widths(30)[1] < made.widest[1]


def test_a_table_too_wide_is_cut_between_columns_and_each_part_names_its_rows():
    made = grid(table("Bron | K1 | K2 | K3\nUWV | laat | laat | laat\nSVB | laat | niet | laat"))
    parts = made.cut(18)

    assert [part.heads for part in parts] == [("Bron", "K1", "K2"), ("Bron", "K3")]
    assert parts[1].rows == (("UWV", "laat"), ("SVB", "laat"))
    assert [part.heads[1] for part in made.cut(1)] == ["K1", "K2", "K3"], "never a part without a column of its own"


def test_a_table_of_one_column_or_without_rows_stays_whole():
    assert grid(table("Bron\nUWV")).cut(1) == (grid(table("Bron\nUWV")),)
    assert grid(table("Bron | K1")).rows == ()
