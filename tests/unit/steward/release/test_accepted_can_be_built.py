"""What passes the door can always be built: odd values in any cell of a delivery are refused, or protected like any other."""

from __future__ import annotations

import copy
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.settings import Settings
from dashboard.steward import vault
from dashboard.steward.intake import archive
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.example import EXAMPLE
from dashboard.steward.intake.workers import load_all
from dashboard.steward.protect.policy import load_policy
from dashboard.steward.protect.run import protect
from dashboard.steward.references import load_areas

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ODD = [
    "", " ", ";", ",", "0", "-0", "1", "1.0", "40;", "GM9001", "GM9001; GM9001", "WK900100", "2024", "2024-02", "01-02-2024",
    "ja", "nee", "periode", "cumulatief", "GEM", "UWV;", "x", "LSI-9", "1e3", "1.234,50", "20000000", "é", "\u200e40",
]  # fmt: skip
CELLS = [(sheet.heading, column.heading) for sheet in SHEETS for column in sheet.columns]


@st.composite
def mutations(draw):
    """One to four cells of the example with an odd value in them; rows may be there twice with another month."""
    return draw(st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(ODD)), min_size=1, max_size=4))


def mutated(changes, town, area):
    """The example in an imported gemeente, with the changed cells."""
    sheets = {sheet.heading: [dict(row) for row in copy.deepcopy(EXAMPLE[sheet.name])] for sheet in SHEETS}
    for rows in sheets.values():
        for row in rows:
            for name, value in row.items():
                row[name] = {"GM9901": town, "BU99010101": area}.get(value, value)
    for (sheet, column), value in changes:
        sheets[sheet][0][column] = value
    return sheets


def build_of(world, path):
    """The protected figures of one delivery, or nothing where it is refused."""
    if archive.accept(path, world, received_at=NOW).status != "accepted":
        return None
    with vault.locked_vault(world) as connection:
        vault.prepare(connection)
        load_areas(connection, world.areas, "area")
        for delivery in load_all(archive.accepted(world), world):
            vault.load(connection, delivery.number, delivery.sheets)
        vault.stage(connection)
        counts, amounts, medians = (
            vault.exact_cells(connection, name) for name in ("count_cell", "amount_cell", "settlement_row")
        )
    return protect(counts, amounts, policy=load_policy(), key=b"k" * vault.KEY_BYTES, medians=medians, ledger=None)


@pytest.fixture(scope="session")
def hold(imported_areas, write_sheets, neighbourhoods):
    """``hold(changes)``: the protected figures of the changed example, or nothing where it is refused."""
    area = neighbourhoods[0]

    def run(changes):
        with tempfile.TemporaryDirectory() as folder:
            world = Settings(data=Path(folder) / "data")
            world.data.mkdir()
            (world.data / "areas").symlink_to(imported_areas, target_is_directory=True)
            path = Path(folder) / "levering.zip"
            write_sheets(path, mutated(changes, f"GM{area[2:6]}", area))
            return build_of(world, path)

    return run


@settings(max_examples=6)
@given(changes=mutations())
def test_a_delivery_with_odd_cells_is_refused_or_can_be_built(hold, changes):
    hold(changes)


@pytest.mark.slow
@settings(max_examples=300)
@given(changes=mutations())
def test_many_deliveries_with_odd_cells_are_refused_or_can_be_built(hold, changes):
    hold(changes)


@pytest.mark.parametrize("codes", [";", ",", "|"])
def test_a_list_without_a_code_stops_no_build(hold, codes):
    assert hold([(("projecten", "gemeentecodes"), codes)]) is None


def test_the_example_itself_is_built(hold):
    assert hold([]) is not None
