"""The LP attacker: the narrowest interval that everything published leaves for a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from dashboard.steward.attack.plain import as_plain
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS, UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.policy import Policy

DOMAINS = 15
CELLS = 19
NEAR = 1e-6


def find_interval(
    cell: int,
    matrix: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    box: list[tuple[float, float]],
) -> tuple[float, float]:
    """Smallest and largest value of a cell, given that ``low <= matrix @ x <= high`` and each x lies in its box.

    Where no x fits, such as after a correction that leaves a 5 for what is now 0, the attacker assumed what does not hold and is left with
    the box.

    Source: audit of a protected table by linear programming, tau-ARGUS manual, section 2.15.

    Example:
        >>> margins = np.array([[1, 1]], float)
        >>> find_interval(0, margins, np.array([7.0]), np.array([7.0]), [(0, 9), (1, 9)])
        (0.0, 6.0)
    """
    goal = np.zeros(matrix.shape[1])
    goal[cell] = 1.0
    both = {
        "A_ub": np.vstack([matrix, -matrix]),
        "b_ub": np.concatenate([high, -low]),
        "bounds": box,
        "method": "highs",
    }
    least, most = linprog(goal, **both), linprog(-goal, **both)
    if not (least.success and most.success):
        return box[cell]
    return round(float(least.fun), 6) + 0.0, round(float(-most.fun), 6) + 0.0


def attack_bounds(
    published: pd.DataFrame,
    policy: Policy,
    seed: int = 1,
    domains: int = DOMAINS,
    exact: pd.DataFrame | None = None,
) -> Attack:
    """Look for a cell whose value is pinned down closer than one base around what is shown.

    The attacker knows how rounding works: every cell is less than a base off, a shown cell holds at least one, and
    (more than anyone is told) every margin of the domain is less than a base off too.

    Args:
        published: protected count cells.
        policy: gives the bases.
        seed: of the choice of domains.
        domains: how many to look at.
        exact: exact count cells; given, the attacker knows each margin exactly, as if it stood in an annual report. The
            layer that is bad on purpose.

    Returns:
        share of cells with a narrower interval than promised; allowed is none.
    """
    random = np.random.default_rng(seed)
    numbers = published.groupby(list(UNIT), sort=True, observed=True).ngroup().to_numpy()
    several = np.flatnonzero(np.bincount(numbers) > 1)
    chosen = several[random.permutation(len(several))[:domains]]
    looked = [_narrow(published[numbers == number], exact, policy) for number in chosen]
    narrow, tried = np.array([(0, 0), *looked]).sum(axis=0).tolist()
    return Attack("bounds", tried, percent(narrow, tried), 0.0, {"domains": float(len(chosen))})


def _narrow(unit: pd.DataFrame, exact: pd.DataFrame | None, policy: Policy) -> tuple[int, int]:
    """How many cells of a unit have a narrower interval than promised, and how many were looked at."""
    base = policy.base_of(str(unit["rule"].iloc[0]))
    shown = unit["value"].to_numpy(float)
    box = [(max(1.0, y - base + 1), y + base - 1) for y in shown]
    matrix = _margins(unit)
    total, off = (matrix @ shown, base - 1) if exact is None else (matrix @ _truth(unit, exact), 0)
    cells = range(min(len(unit), CELLS))
    intervals = [find_interval(cell, matrix, total - off, total + off, box) for cell in cells]
    return sum(
        low > least + NEAR or high < most - NEAR for (low, high), (least, most) in zip(intervals, box, strict=False)
    ), len(cells)


def _truth(unit: pd.DataFrame, exact: pd.DataFrame) -> NDArray[np.float64]:
    """The exact counts of the cells of a unit, in its order."""
    keys = list(KEYS)
    own = exact[exact["project_code"] == unit["project_code"].iloc[0]]
    found = as_plain(unit)[keys].merge(as_plain(own)[[*keys, "value"]], on=keys, how="left")
    truth: NDArray[np.float64] = found["value"].fillna(0).to_numpy(float)
    return truth


def _margins(unit: pd.DataFrame) -> NDArray[np.float64]:
    year = pd.to_datetime(unit["month"]).dt.year
    kinds = [
        [year * 0],
        [unit["month"]],
        [year],
        [unit["area_code"]],
        [unit["class_code"], year],
        [unit["area_code"], year],
    ]
    rows = []
    for kind in kinds:
        numbers = unit.groupby([column.to_numpy() for column in kind]).ngroup().to_numpy()
        rows += [(numbers == number).astype(float) for number in range(int(numbers.max()) + 1)]
    return np.array(rows)
