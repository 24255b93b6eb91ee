"""What a delivery changes: rows by their key, totals per measure, and the projects that differ most."""

from __future__ import annotations

import pandas as pd

from dashboard.desk.deliver.change import SheetChange, Total, jumps, sheet_changes, totals
from dashboard.steward.intake.contract import BY_NAME
from tests.conftest import table


def results(text):
    """Typed rows of results; a column that is not drawn is empty."""
    drawn = table(text)
    frame = pd.DataFrame({column.name: drawn.get(column.name) for column in BY_NAME["result"].columns}, dtype="object")
    frame["month"] = pd.to_datetime(drawn["month"])
    frame["value"] = drawn["value"].astype("float64")
    return frame


BEFORE = results("""
    project_code | area_code  | measure_code       | month      | value | value_basis
    P-1          | BU99010101 | examined_addresses | 2024-01-01 | 40    | period
    P-1          | BU99010101 | examined_addresses | 2024-02-01 | 10    | period
    P-2          | BU99010102 | eur_fines          | 2024-02-01 | 9000  | period
""")
NOW = results("""
    project_code | area_code  | measure_code       | month      | value | value_basis
    P-1          | BU99010101 | examined_addresses | 2024-01-01 | 45    | period
    P-2          | BU99010102 | eur_fines          | 2024-02-01 | 9000  | period
    P-3          | BU99010103 | examined_addresses | 2024-03-01 | 7     | period
""")


def test_rows_are_new_changed_gone_or_the_same_by_the_key_of_their_sheet():
    assert sheet_changes({"result": BEFORE}, {"result": NOW}) == (SheetChange("result", 1, 1, 1, 1),)


def test_without_anything_before_every_row_is_new():
    assert sheet_changes({}, {"result": NOW}) == (SheetChange("result", 3, 0, 0, 0),)


def test_lists_and_holes_are_compared_too():
    one = pd.DataFrame({column.name: [None] for column in BY_NAME["project"].columns}, dtype="object")
    one["project_code"], one["partner_codes"] = "P-1", [["GEM", "UWV"]]
    other = one.assign(partner_codes=[["GEM", "SVB"]])

    assert sheet_changes({"project": one}, {"project": one.copy()}) == (SheetChange("project", 0, 0, 0, 1),)
    assert sheet_changes({"project": one}, {"project": other}) == (SheetChange("project", 0, 1, 0, 0),)


def test_totals_stand_in_the_order_of_the_register():
    assert totals(BEFORE, NOW) == (Total("examined_addresses", 50.0, 52.0), Total("eur_fines", 9000.0, 9000.0))
    assert totals(None, NOW)[0] == Total("examined_addresses", None, 52.0)


def test_values_that_count_on_count_once():
    running = results("""
        project_code | area_code  | measure_code       | month      | value | value_basis
        P-1          | BU99010101 | examined_addresses | 2024-02-01 | 30    | cumulative
        P-1          | BU99010101 | examined_addresses | 2024-01-01 | 20    | cumulative
        P-1          | BU99010102 | examined_addresses | 2024-01-01 | 5     | period
    """)
    assert totals(None, running) == (Total("examined_addresses", None, 35.0),)


def test_the_biggest_jump_is_the_one_farthest_beyond_chance():
    before = results("""
        project_code | area_code  | measure_code       | month      | value  | value_basis
        P-1          | BU99010101 | examined_addresses | 2024-01-01 | 1000   | period
        P-2          | BU99010101 | examined_addresses | 2024-01-01 | 10     | period
        P-3          | BU99010101 | eur_fines          | 2024-01-01 | 100000 | period
        P-4          | BU99010101 | examined_addresses | 2024-01-01 | 3      | period
    """)
    now = before.assign(value=[1030.0, 60.0, 102000.0, 4.0])

    assert [one.project for one in jumps(before, now)] == ["P-2", "P-1", "P-4"]
    assert jumps(None, now) == ()
    assert jumps(before, before) == ()
