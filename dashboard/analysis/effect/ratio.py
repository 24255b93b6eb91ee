"""The ratio of ratios and its interval on counts before and after per area; the engine of ``did`` and its checks.

What needs care is the interval. A project has one to eight areas, so clustering by area on their own residuals does not
work; instead the *comparison* areas tell how far the change of an ordinary area lies from the common change, as a
function of its size, and that variance is carried over to the project's areas (Ferman and Pinto 2019, Rev Econ Stat
101:452). Counts are collapsed to before and after per area first, which removes serial correlation within them
(Bertrand, Duflo and Mullainathan 2004, QJE 119:249).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from dashboard.analysis.effect.panel import Array, rounding_variance
from dashboard.analysis.intervals import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

STEPS = 50  # halvings of the search for an end of the interval
FARTHEST = 1e3  # an upper end above this is called infinite


@dataclass(frozen=True)
class Collapsed:
    """Counts of the areas of one panel before the start and in the phase; leading axes are repetitions.

    Attributes:
        before: ... x areas.
        after: ... x areas.
        growth: exposure in the phase / exposure before, ... x areas or 1.
        treated: which areas lie in the project.
        ids: number of each area; an area with one number in several panels is one area.
        base: rounding base.
    """

    before: Array
    after: Array
    growth: Array | float
    treated: NDArray[np.bool_]
    ids: NDArray[np.int64]
    base: int


@dataclass(frozen=True)
class Solved:
    """Estimates of ``solve``; arrays over the repetitions, NaN where there is none."""

    value: Array
    lower: Array
    upper: Array
    observed: Array
    expected: Array
    spread: Array


def solve(panels: Sequence[Collapsed]) -> Solved:
    """Estimate and interval for every repetition at once.

    Formula: for area i, e = Y - k X with k the common ratio of the comparison areas times growth; its variance is that
    of two Poisson counts, plus rounding, plus tau^2 (k mu)^2. tau^2 by moments from the comparison areas (DerSimonian
    and Laird 1986), 0 where chance and rounding suffice.
    """
    commons = [_common(panel) for panel in panels]
    spread2 = _spread2(panels, commons)
    n_areas = 1 + max(int(panel.ids.max()) for panel in panels)
    apart = len(np.unique(np.concatenate([panel.ids[~panel.treated] for panel in panels])))
    critical = float(stdtrit(apart - 1, (1 + CONFIDENCE) / 2)) if apart > 1 else np.inf
    observed: Array = np.asarray(sum(panel.after[..., panel.treated].sum(axis=-1) for panel in panels))
    expected: Array = np.asarray(
        sum(_expected(panel, common).sum(axis=-1) for panel, common in zip(panels, commons, strict=True))
    )
    own = _own_error(panels, commons, spread2, n_areas)

    def outside(ratio: Array) -> Array:
        around = _around(panels, commons, spread2, n_areas, ratio)
        return np.asarray((observed - ratio * expected) ** 2 - critical**2 * (around + ratio**2 * own))

    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(expected > 0, observed / expected, np.nan)
        lower = _search(outside, value, np.zeros_like(value))
        upper = _search(outside, value, np.full_like(value, FARTHEST))
    upper = np.where(upper > 0.99 * FARTHEST, np.inf, upper)
    gone = np.isnan(value)
    return Solved(
        value, np.where(gone, np.nan, lower), np.where(gone, np.nan, upper), observed, expected, np.sqrt(spread2)
    )


def _common(panel: Collapsed) -> Array:
    """Common ratio after / before of the comparison areas, per unit of growth."""
    others = ~panel.treated
    grown = (panel.before * panel.growth)[..., others].sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        after = panel.after[..., others].sum(axis=-1)
        return np.where((grown > 0) & (after > 0), after / grown, np.nan)


def _expected(panel: Collapsed, common: Array) -> Array:
    grown: Array = (panel.before * panel.growth)[..., panel.treated]
    return grown * common[..., None]


def _parts(panel: Collapsed, ratio: Array, areas: NDArray[np.bool_]) -> tuple[Array, Array, Array]:
    """Per area: the ratio k after / before, and the means before and after that go with both counts and k."""
    k = ratio[..., None] * (panel.growth[..., areas] if isinstance(panel.growth, np.ndarray) else panel.growth)
    both = panel.before[..., areas] + panel.after[..., areas]
    before = both / (1 + k)
    return k, before, k * before


def _known_variance(panel: Collapsed, ratio: Array, areas: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Variance of Y - k X by chance and rounding, and the mean of Y."""
    k, before, after = _parts(panel, ratio, areas)
    rounding = rounding_variance(after, panel.base) + k**2 * rounding_variance(before, panel.base)
    return after + k**2 * before + rounding, after


def _spread2(panels: Sequence[Collapsed], commons: Sequence[Array]) -> Array:
    """Variance between comparison areas of the change in log count, beyond chance and rounding."""
    excess: Array = np.zeros(())
    room: Array = np.zeros(())
    for panel, common in zip(panels, commons, strict=True):
        others = ~panel.treated
        known, after = _known_variance(panel, common, others)
        k, _, _ = _parts(panel, common, others)
        gap = panel.after[..., others] - k * panel.before[..., others]
        with np.errstate(divide="ignore", invalid="ignore"):
            weights = np.where(known > 0, 1 / known, 0.0)
        share = after / np.maximum(after.sum(axis=-1, keepdims=True), 1e-12)  # leverage: an area is part of the common
        excess = excess + (weights * (gap**2 - known * (1 - share))).sum(axis=-1)
        room = room + (weights * after**2 * (1 - share)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(room > 0, np.maximum(0.0, excess) / room, 0.0))


def _own_error(panels: Sequence[Collapsed], commons: Sequence[Array], spread2: Array, n_areas: int) -> Array:
    """Variance of what is expected, because the common change is estimated; areas in several panels add up whole."""
    error: Array = np.zeros((*np.shape(spread2), n_areas))
    for panel, common in zip(panels, commons, strict=True):
        others = ~panel.treated
        known, after = _known_variance(panel, common, others)
        grown = panel.before * panel.growth
        weight = grown[..., panel.treated].sum(axis=-1) / np.maximum(grown[..., others].sum(axis=-1), 1e-12)
        error[..., panel.ids[others]] += weight[..., None] * np.sqrt(known + spread2[..., None] * after**2)
    return np.asarray((error**2).sum(axis=-1))


def _around(panels: Sequence[Collapsed], commons: Sequence[Array], spread2: Array, n_areas: int, ratio: Array) -> Array:
    """Variance of the counts of the projects' areas about what is expected with this effect."""
    error: Array = np.zeros((*np.shape(ratio), n_areas))
    for panel, common in zip(panels, commons, strict=True):
        known, after = _known_variance(panel, ratio * common, panel.treated)
        error[..., panel.ids[panel.treated]] += np.sqrt(known + spread2[..., None] * after**2)
    return np.asarray((error**2).sum(axis=-1))


def _search(outside: Callable[[Array], Array], inner: Array, outer: Array) -> Array:
    """Where ``outside`` turns positive between the estimate and far away, by halving; ``outer`` where it never does."""
    near, far = inner.copy(), outer.copy()
    for _ in range(STEPS):
        middle = np.where(far > 100 * np.maximum(near, 1e-3), np.sqrt(np.maximum(near, 1e-3) * far), (near + far) / 2)
        out = outside(middle) > 0
        near, far = np.where(out, near, middle), np.where(out, middle, far)
    return far
