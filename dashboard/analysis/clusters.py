"""Do values lie together on the map? Moran's I and local clusters with control of false discoveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import false_discovery_control

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 30  # areas; below it nothing is said
DRAWS = 999
FALSE_DISCOVERY = 0.05
SEED = 20261123


@dataclass(frozen=True)
class Clusters:
    """Spatial autocorrelation of areas.

    Attributes:
        index: Moran's I; about -1 / (n - 1) without a pattern.
        p_value: pseudo p-value of the permutations, two-sided.
        kinds: per area ``high``, ``low``, ``outlier`` or ``none``.
    """

    index: float
    p_value: float
    kinds: tuple[str, ...]


def moran(values: np.ndarray, weights: np.ndarray) -> float:
    """Moran's I of values with a matrix of weights.

    Formula: n / sum w * z'Wz / z'z with z the deviation of the mean. Source: Cliff and Ord 1981, chapter 2. One line, of our
    own: esda brings geopandas, scikit-learn and numba into the app for it.
    """
    gap = values - values.mean()
    return float(len(values) / weights.sum() * (gap @ weights @ gap) / (gap @ gap))


def find_clusters(values: Sequence[float], pairs: Sequence[tuple[int, int]]) -> Clusters | None:
    """Moran's I and local clusters; None with fewer than 30 areas, without neighbours or without spread.

    Formula: weights of neighbours standardised to 1 per area; local I = z_i (Wz)_i with conditional permutations,
    kept by Benjamini and Hochberg at 5 %. Give smoothed values, so that the rounding of small counts makes no clusters.
    Source: Anselin 1995, Geogr Anal 27:93; Benjamini and Hochberg 1995.

    Args:
        values: one per area.
        pairs: positions of neighbouring areas, both ways.
    """
    given = np.asarray(values, dtype=float)
    weights = np.zeros((len(given), len(given)))
    for one, other in pairs:
        weights[one, other] = 1.0
    if len(given) < ENOUGH or not weights.any() or np.ptp(given) == 0:
        return None
    sums = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, sums, out=weights, where=sums > 0)
    draw = np.random.default_rng(SEED)
    index = moran(given, weights)
    drawn = np.array([moran(draw.permutation(given), weights) for _ in range(DRAWS)])
    further = np.abs(drawn - drawn.mean()) >= abs(index - drawn.mean())
    return Clusters(index, float((further.sum() + 1) / (DRAWS + 1)), _local(given, weights, draw))


def discoveries(p_values: np.ndarray, rate: float = FALSE_DISCOVERY) -> np.ndarray:
    """Which tests stand when at most ``rate`` of them may be false. Source: Benjamini and Hochberg 1995."""
    kept: np.ndarray = false_discovery_control(p_values) <= rate
    return kept


def _local(values: np.ndarray, weights: np.ndarray, draw: np.random.Generator) -> tuple[str, ...]:
    score = (values - values.mean()) / values.std()
    lag, p_values = weights @ score, np.ones(len(score))
    shuffled = draw.random((DRAWS, len(score) - 1)).argsort(axis=1)  # the same draws serve every area
    for i in np.flatnonzero(weights.sum(axis=1)):
        others, n = np.delete(score, i), int((weights[i] > 0).sum())
        drawn = others[shuffled[:, :n]].mean(axis=1)
        tail = min((drawn >= lag[i]).sum(), (drawn <= lag[i]).sum())
        p_values[i] = min(1.0, 2 * (tail + 1) / (DRAWS + 1))
    kept = discoveries(p_values)
    names = np.where(score * lag < 0, "outlier", np.where(score > 0, "high", "low"))
    return tuple(str(name) if keep else "none" for name, keep in zip(names, kept, strict=True))
