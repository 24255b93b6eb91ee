"""Tables of Effect: as people read them and as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard import text
from dashboard.analysis.effect import Panel, PlaceboAreas, event_study
from dashboard.analysis.effect.areas import AreaCounts, Design, quarter_start
from dashboard.answers.rows import EffectAreas
from dashboard.pages.effect import words as effect_tables
from dashboard.pages.effect.words import Row

QUARTERS = [quarter_start(8000 + n) for n in range(12)]


@pytest.fixture(autouse=True)
def _dutch():
    text.use("nl")


@pytest.fixture
def panel():
    counts = np.full((12, 12), 20.0)
    counts[0, 5] = 0
    return Panel(counts, np.arange(12) < 1, 8, 10)


def test_counts_read_as_rounded_counts_do(panel):
    rows = effect_tables.series_rows(panel, [20.0] * 12, QUARTERS, ["Iets", *[""] * 11])
    table = effect_tables.series_table(rows)

    assert table.iloc[5, 1] == "geen of enkele"
    assert table.iloc[0, 1] == "circa 20"
    assert rows["n_comparison"].tolist() == [220] * 12


def test_without_comparison_expected_is_a_dash(panel):
    table = effect_tables.series_table(effect_tables.series_rows(panel, None, QUARTERS, [""] * 12))

    assert set(table.iloc[:, 2]) == {"–"}


def test_events_have_a_row_per_quarter_in_both_tables(panel):
    study = event_study(panel)
    rows, table = effect_tables.event_rows(study, QUARTERS, 8), effect_tables.events_table(study, QUARTERS, 8)

    assert len(rows) == len(table) == len(study.moments)
    assert rows["quarters_since_start"].iloc[-1] == 3
    assert rows.loc[rows["quarters_since_start"] == 0, "ratio"].item() == pytest.approx(1, abs=0.2)


def test_an_estimate_without_a_number_stays_empty_with_its_reason():
    rows = effect_tables.estimate_rows([Row("Een", 0.8, 0.5, float("inf"), "a"), Row("Twee", None, None, None, "b")])

    assert rows["upper"].isna().tolist() == [True, True]
    assert rows["remark"].tolist() == ["a", "b"]


def test_every_area_with_a_part_is_named_with_the_project_first():
    codes = ("A", "B", "C", "D")
    area_counts = AreaCounts(
        codes,
        np.array(["G"] * 4),
        np.zeros(4),
        (),
        np.zeros((4, 2)),
        np.ones((4, 2), dtype=bool),
        0,
        {},
        np.zeros((4, 2), dtype=int),
    )
    masks = [np.array([code == one for code in codes]) for one in "BCA"]
    found = Design(masks[0], masks[1], masks[2], masks[0], 1, 2, slice(0, 2))
    names = zip(codes, ("Een", "Twee", "Drie", "Vier"), strict=True)
    named = [EffectAreas(code, name, "G", "Stad", 1, 100, ()) for code, name in names]
    table = effect_tables.areas(named, area_counts, found)

    assert table.iloc[:, 0].tolist() == ["Project", "Aangrenzend", "Vergelijking"]
    assert table.iloc[:, 1].tolist() == ["Twee", "Drie", "Een"]
    assert table.iloc[:, 3].tolist() == ["lag ook in een ander project", "", ""]


def test_placebos_are_given_by_their_spread():
    table = effect_tables.placebos_table(PlaceboAreas(tuple(np.linspace(0.5, 1.5, 101)), 0.5, 0.05, 1))

    assert table.iloc[2].tolist() == ["50,0% ligt hieronder", "evenveel"]
    assert effect_tables.placebos_table(PlaceboAreas()).empty
