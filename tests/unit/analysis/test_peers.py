"""Peers are the nearest by the figures asked, and can be locked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.peers import choose_peers, distances

FRAME = pd.DataFrame(
    {"n_inhabitants": [1000, 1100, 90000, np.nan], "urbanity_class": [5, 4, 1, 5]}, index=["a", "b", "c", "d"]
)


def test_nearest_first_without_mine_and_without_unknown():
    assert list(distances(FRAME, "a", {"n_inhabitants": 1, "urbanity_class": 1}).index) == ["b", "c"]
    assert list(distances(FRAME, "a", {"n_inhabitants": 0, "urbanity_class": 1}).index) == ["d", "b", "c"]


def test_one_standard_deviation_is_one():
    frame = pd.DataFrame({"urbanity_class": [1, 3]}, index=["a", "b"])
    assert distances(frame, "a", {"urbanity_class": 2})["b"] == pytest.approx(2.0)


def test_without_figures_there_are_no_peers():
    assert distances(FRAME, "a", {}).empty
    assert distances(FRAME, "d", {"n_inhabitants": 1}).empty


def test_locks_hold_and_keep_the_size():
    near = pd.Series({"b": 0.1, "c": 0.5, "d": 0.9})
    assert choose_peers(near, 2, [], []) == ["b", "c"]
    assert choose_peers(near, 2, ["d"], []) == ["b", "d"]
    assert choose_peers(near, 2, [], ["b"]) == ["c", "d"]
