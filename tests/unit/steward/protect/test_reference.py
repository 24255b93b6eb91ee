"""Against instances others published: SmallCountRounding (R) and the manual of tau-ARGUS."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.bounds import find_interval
from dashboard.steward.protect.balancing import Swaps, balance
from dashboard.steward.protect.cells import dense
from dashboard.steward.protect.draws import draw_units
from dashboard.steward.protect.policy import load_policy
from dashboard.steward.protect.rounding import round_systematically
from dashboard.steward.protect.totals import is_dominated
from tests.conftest import SHARED

SETS = SHARED / "reference" / "smallcountrounding"
KEYS = [bytes([number]) * 32 for number in range(5)]
REGIONS, MONTHS = (["region"], ["fylke"], ["kostragr"], []), (["mnd"], ["mnd2"], [])
# Margins of each published run: every combination of levels, or the terms of the formula
# ~ region*mnd + hovedint*mnd + fylke*hovedint*mnd + kostragr*hovedint*mnd, whose 2,448 cells metrics.csv counts.
MARGINS = {
    "z2": [a + b for a, b in product(REGIONS, (["hovedint"], []))],
    "z3": [a + b + c for a, b, c in product(REGIONS, (["hovedint"], []), MONTHS)],
    "sosialFiktiv": [a + b + c for a, b, c in product(REGIONS, (["hovedint"], []), (["mnd"], []))],
}
MARGINS["sosialFiktiv"] = [m for m in MARGINS["sosialFiktiv"] if not {"region", "hovedint"} <= set(m)]
N_CELLS = {"z2": 100, "z3": 1350, "sosialFiktiv": 2448}


def our_error(frame, margins, base, key, passes):
    """Published and true totals of all margins after rounding cells below the base, as metrics.csv does."""
    value = frame["ant"].to_numpy(np.int64)
    numbered, offset = [], 0
    for columns in margins:
        group = frame.groupby(columns).ngroup().to_numpy() if columns else np.zeros(len(frame), int)
        numbered.append(dense(group) + offset)
        offset = numbered[-1].max() + 1
    numbered = np.array(numbered)
    movable = np.flatnonzero((value > 0) & (value < base))
    one, size = np.ones(1, np.int64), len(movable)
    starts, draws = draw_units(key, [("set",)], one * base, one * 0, one * (size + passes))
    unit = np.zeros(size, np.int64)
    rounded = round_systematically(value[movable], unit + base, unit, one * 0, starts)
    order = np.argsort(draws[passes:])
    rows = movable[order]
    error = np.zeros(offset, np.int64)
    for numbers in numbered:
        np.add.at(error, numbers[movable], rounded - value[movable])
    swaps = Swaps(unit, unit + base, rounded[order] > 0, numbered[:, rows], error)
    balance(swaps, draws[:passes, None])
    return swaps.error


@pytest.mark.shared
@pytest.mark.parametrize(("rounds", "most"), [(1, 1.30), (2, 1.15)], ids=["as the policy has them", "twice as many"])
@pytest.mark.parametrize("base", [3, 5, 10])
@pytest.mark.parametrize("name", sorted(MARGINS))
def test_error_is_near_that_of_the_reference(name, base, rounds, most):
    """By as many rounds of balancing as a release is made with, and what more of them would bring."""
    if not SETS.exists():
        pytest.skip("the SmallCountRounding sets are not beside the project")
    frame = pd.read_csv(SETS / f"input_{name}.csv")
    run = f"{name}_b{base}_{'mf_' if name == 'sosialFiktiv' else ''}allSmall"
    reference = pd.read_csv(SETS / "metrics.csv").set_index("run").loc[run, "meanAbsDiff"]

    passes = rounds * load_policy().passes
    errors = [our_error(frame, MARGINS[name], base, key, passes) for key in KEYS]

    assert {len(error) for error in errors} == {N_CELLS[name]}
    ours = np.mean([np.abs(error).mean() for error in errors])
    assert ours <= most * reference, f"{ours / reference:.3f}"


def test_expsd_comes_closer_than_the_published_rounding_of_all_small_cells():
    """SmallCountRounding's exPSD, 3 rows x 5 columns, base 5: run ``exPSD_b5_all`` rounds every cell of 1 to 4, as we do.

    The run with margins 28, 15, 8, 5, 7, 5, 5, 5, 6 (off by 1 on average) leaves three small cells as they are, which
    no rounding of all of them can match: the best of the 792 with four or five cells up is off by 13/9. Ours finds it.
    """
    inner = np.array([[6, 0, 1, 3, 4], [1, 2, 3, 1, 2], [0, 1, 1, 0, 2]])
    frame = pd.DataFrame({"row": np.repeat(np.arange(3), 5), "column": np.tile(np.arange(5), 3), "ant": inner.ravel()})
    published = np.array([26, 16, 5, 5, 6, 0, 5, 5, 10]) - np.array([27, 14, 9, 4, 7, 3, 5, 4, 8])

    ours = np.array([our_error(frame, [[], ["row"], ["column"]], 5, key, passes=60) for key in KEYS])

    assert np.abs(published).sum() == 15
    assert (np.abs(ours).sum(axis=1) <= 13).all()


def test_audit_of_a_suppressed_table_gives_the_interval_of_the_manual():
    """tau-ARGUS manual 2.15: [[4, 3], [2, 1], [3, 3]], first two rows hidden, margins known: X11 lies in [3, 6]."""
    margins = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], float)
    known = np.array([7, 3, 6, 4], float)

    assert find_interval(0, margins, known, known, [(0, 100)] * 4) == (3, 6)


def test_two_firms_of_one_holding_turn_a_safe_cell_unsafe():
    """tau-ARGUS manual 4.3: 700, 200, 60, 40, 10 is safe at p = 10; 900, 60, 40, 10 is not."""
    apart, joined = pd.Series([700, 200, 60, 40, 10]), pd.Series([900, 60, 40, 10])
    rows = pd.DataFrame([[held.sum(), *held.nlargest(2)] for held in (apart, joined)])

    assert is_dominated(rows[0], rows[1], rows[2], 10).tolist() == [False, True]
