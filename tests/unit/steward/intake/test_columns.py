import numpy as np
import pandas as pd
import pytest

from dashboard.steward.intake.contract import Column
from dashboard.steward.intake.read import Texts, parse


def text(*cells, first_row=2):
    return pd.Series(pd.Categorical(list(cells)), index=range(first_row, first_row + len(cells)))


def test_values_stand_at_the_rows_they_came_from():
    parsed = parse(text("12", "", "12", "1.234"), Column("waarde", "value", "count"))
    assert parsed.typed.index.tolist() == [2, 3, 4, 5]
    assert parsed.typed.tolist()[:1] == [12.0]
    assert np.isnan(parsed.typed.loc[3])
    assert parsed.typed.loc[[4, 5]].tolist() == [12.0, 1234.0]
    assert parsed.blank.tolist() == [False, True, False, False]
    assert parsed.broken == {}


def test_broken_cells_are_missing_and_told_by_rule():
    parsed = parse(text("x", "1,5", "-1", "3"), Column("n", "n", "count"))
    assert parsed.typed.isna().tolist() == [True, True, True, False]
    masks = {rule: mask.tolist() for rule, mask in parsed.broken.items()}
    assert masks == {
        "not_a_number": [True, False, False, False],
        "not_whole": [False, True, False, False],
        "below_zero": [False, False, True, False],
    }


def test_missing_cells_are_blank_as_blank_ones():
    parsed = parse(text("a", None, "\u00a0 "), Column("t", "t", "text"))
    assert parsed.blank.tolist() == [False, True, True]
    assert parsed.typed.isna().tolist() == [False, True, True]


def test_texts_that_differ_in_blanks_become_one():
    texts = Texts.of(text("a  b", "a\u00a0b ", "c"))
    assert texts.distinct[texts.positions[0]] == "a b"
    assert texts.positions[0] == texts.positions[1] != texts.positions[2]


def test_a_measured_number_is_read_by_its_row():
    column = Column("waarde", "value", "amount", measured=True)
    parsed = parse(text("1.234", "1.234", "1,5", "1,5"), column, np.array([True, False, True, False]))
    assert parsed.typed.fillna(-1).tolist() == [1234.0, -1, -1, 1.5]
    assert {rule: mask.tolist() for rule, mask in parsed.broken.items()} == {
        "doubtful_number": [False, True, False, False],
        "not_whole": [False, False, True, False],
    }


def test_amounts_are_kept_in_whole_cents():
    parsed = parse(text("0,30000000000000004", "12,345678"), Column("waarde", "value", "amount"))
    assert parsed.typed.tolist() == [0.3, 12.35]


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " vrije  tekst ", "vrije tekst"),
        ("key", "lsi-1", "LSI-1"),
        ("date", "12-03-2024", pd.Timestamp("2024-03-12")),
        ("month", "maart 2024", pd.Timestamp("2024-03-01")),
        ("days", "12,5", 12.5),
        ("yes_no", "J", True),
        ("area_code", "gm0363", "GM0363"),
        ("year", "2024", 2024.0),
        ("codes", "GM0363;GM0034", ("GM0363", "GM0034")),
    ],
)
def test_every_kind_gives_its_own_type(kind, cell, value):
    parsed = parse(text(cell, ""), Column("kolom", "name", kind))
    assert parsed.typed.loc[2] == value
    assert parsed.blank.tolist() == [False, True]


def test_codes_become_inner_codes():
    parsed = parse(text("Definitief", "concept"), Column("s", "s", "code", codes={"definitief": "final"}))
    assert parsed.typed.astype("str").tolist()[0] == "final"
    assert parsed.broken["unknown_code"].tolist() == [False, True]


def test_a_column_without_rows_gives_a_column_without_rows():
    for kind in ("text", "count", "date", "yes_no", "codes", "code"):
        assert parse(text(), Column("kolom", "name", kind)).typed.empty
