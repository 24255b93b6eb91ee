"""How time and memory of protection grow with the number of cells; run by hand: ``python -m tests.unit.steward.protect.bench``."""

from __future__ import annotations

import resource
import time

import numpy as np
import pandas as pd

from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with
from dashboard.steward.protect.policy import load_policy
from tests.unit.steward.programme import make_programme

CELLS_PER_MUNICIPALITY = 4_800
SIZES = (300_000, 1_000_000, 3_000_000, 10_000_000)
KEY = b"bench"


def many_cells(cells: int) -> pd.DataFrame:
    """Copies of one invented programme under other project names; how domains look stays the same."""
    piece = make_programme(50)
    copies = [piece.assign(project_code=f"{i:03d}-" + piece["project_code"]) for i in range(-(-cells // len(piece)))]
    return pd.concat(copies, ignore_index=True).head(cells)


def main() -> None:
    """Print one line per size, then one for a 24th month after 23 published ones."""
    policy = load_policy()
    for cells in SIZES:
        exact = many_cells(cells)
        before = memory()
        started = time.perf_counter()
        protect_counts(exact, policy, KEY)
        seconds = time.perf_counter() - started
        print(f"{cells:>11,} cells {seconds:6.1f} s {1e6 * seconds / cells:5.2f} us/cell +{memory() - before:.2f} GB")
    month(policy)


def month(policy: object) -> None:
    """The last month of a programme of two million cells."""
    exact = many_cells(2_000_000)
    last = np.sort(exact["month"].unique())[-1]
    old = exact[exact["month"] < last]
    ledger = {
        "made_with": made_with(policy, KEY),
        "cells": protect_counts(old, policy, KEY),
    }
    started = time.perf_counter()
    protect_counts(exact, policy, KEY, ledger)
    print(f"last month of {len(exact):,} cells: {time.perf_counter() - started:.1f} s")


def memory() -> float:
    """Peak memory so far in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
