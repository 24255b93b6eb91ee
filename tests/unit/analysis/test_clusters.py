"""Values that lie together are found; noise is not."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.clusters import discoveries, find_clusters, moran

SIDE = 8
PAIRS = [
    (SIDE * r + c, SIDE * (r + dr) + c + dc)
    for r in range(SIDE)
    for c in range(SIDE)
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))
    if 0 <= r + dr < SIDE and 0 <= c + dc < SIDE
]


def test_moran_of_a_line_by_hand():
    """1, 2, 3, 4 on a line: 4/6 * 2 * (1.5*0.5 - 0.5*0.5 + 0.5*1.5) / 5 = 1/3."""
    line = np.eye(4, k=1) + np.eye(4, k=-1)
    assert moran(np.array([1.0, 2.0, 3.0, 4.0]), line) == pytest.approx(1 / 3, abs=1e-9)


def test_a_chessboard_is_the_opposite_of_a_cluster():
    assert find_clusters([(i // SIDE + i % SIDE) % 2 for i in range(SIDE**2)], PAIRS).index == pytest.approx(-1)


def test_a_high_corner_is_found():
    noise = np.random.default_rng(6).normal(0, 0.3, SIDE**2)
    found = find_clusters([n + 3 * (i // SIDE < 4 and i % SIDE < 4) for i, n in enumerate(noise)], PAIRS)

    assert found.p_value < 0.01
    assert found.kinds[SIDE + 1] == "high"


def test_noise_has_no_clusters():
    found = find_clusters(np.random.default_rng(7).normal(size=SIDE**2), PAIRS)
    assert sum(kind != "none" for kind in found.kinds) <= 3


def test_too_few_areas_or_no_spread_say_nothing():
    assert find_clusters([1.0, 2.0], [(0, 1), (1, 0)]) is None
    assert find_clusters([1.0] * 40, [(0, 1)]) is None


def test_false_discoveries_of_benjamini_and_hochberg():
    """Benjamini and Hochberg 1995, section 3.2: of their 15 p-values four are rejected at 5 %."""
    given = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1,
    ]
    assert discoveries(np.array(given)).sum() == 4
