"""Did the areas of the project and the comparison areas go together before the start?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import fdtrc, stdtrit

from dashboard.analysis.effect.did import LEAST_COMPARISON
from dashboard.analysis.effect.panel import LONG, Array, Panel, Reason, rounding_variance
from dashboard.analysis.intervals import CONFIDENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_BEFORE = 4  # periods before the start; with fewer nothing can be said about a trend
SLOPE_LEVEL = 0.10  # a drift apart is called when its 90 % interval leaves out 0
JOINT_LEVEL = 0.05


@dataclass(frozen=True)
class PreTrend:
    """Did the areas of the project and the comparison areas go together before the start?

    Passing proves nothing: a drift that is too small to see here can still make a false effect, and areas that went
    together may part at the start for another reason.

    Attributes:
        passed: neither test calls a difference; None where it cannot be tested.
        slope: drift apart per year as a ratio, 1.05 is five per cent more growth a year in the project's areas.
        lower: lower end of its 95 % interval.
        upper: upper end.
        slope_p: p-value of no drift.
        joint_p: p-value of all periods before the start together.
        reason: why it cannot be tested.
    """

    passed: bool | None
    slope: float | None = None
    lower: float | None = None
    upper: float | None = None
    slope_p: float | None = None
    joint_p: float | None = None
    reason: Reason | None = None


def pre_trend(panel: Panel, window: int = LONG) -> PreTrend:
    """Test of a steady drift apart and of any difference between the periods before the start.

    Formula: see ``drift`` and ``wobble``. Failed when the drift has p < 0.10 or the wobble p < 0.05.

    Args:
        panel: the project and its comparison areas.
        window: most periods before the start; more than the effect takes, because a drift shows over years.
    """
    before, _ = panel.periods("after", window)
    counts = panel.counts[:, before].astype(float)
    reason = lacks_before(panel, counts.shape[1]) or ("no_before" if counts.shape[1] < LEAST_BEFORE else None)
    if reason is None and (counts[panel.treated].sum() == 0 or counts[~panel.treated].sum() == 0):
        reason = "no_counts"
    if reason:
        return PreTrend(None, reason=reason)
    scale = per_unit(panel, before)
    slope, error, slope_p = (float(part) for part in drift(counts, panel.treated, panel.base, scale))
    joint_p = float(wobble(counts, panel.treated, panel.base, scale))
    half = float(stdtrit(panel.n_comparison - 1, (1 + CONFIDENCE) / 2)) * error
    year = panel.season
    middle, lower, upper = (float(np.exp(year * at)) for at in (slope, slope - half, slope + half))
    passed = bool(slope_p >= SLOPE_LEVEL and joint_p >= JOINT_LEVEL)
    return PreTrend(passed, middle, lower, upper, slope_p, joint_p)


def lacks_before(panel: Panel, n_before: int) -> Reason | None:
    """What a look at single periods before the start lacks."""
    if n_before < 2:
        return "no_before"
    if panel.n_comparison == 0 or panel.n_treated == 0:
        return "no_comparison"
    return "few_comparison" if panel.n_comparison < LEAST_COMPARISON else None


def per_unit(panel: Panel, before: slice) -> Array | None:
    """Exposure of each area by period before the start, as a share of its mean; None where it does not change."""
    if panel.changing is None:
        return None
    exposure = panel.changing[:, before]
    mean = exposure.mean(axis=1, keepdims=True)
    return np.where(mean > 0, exposure / np.maximum(mean, 1e-12), 1.0)


def drift(
    counts: Array, treated: NDArray[np.bool_], base: int, scale: Array | None = None
) -> tuple[Array, Array, Array]:
    """Difference in growth per period (log), its standard error and p-value; leading axes are repetitions.

    Formula: one step of the Poisson likelihood from no drift: b = sum_i S_i / (v N_T) with S_i = sum_t (t - m) Y_it over
    the project's areas, m and v the mean and variance of time weighted by what the comparison areas count. Variance of
    S_i: chance N_i v, rounding, and tau_b^2 (N_i v)^2 with tau_b^2 from the comparison areas by moments; t with one
    degree of freedom less than there are comparison areas.

    Args:
        counts: ... x areas x periods before the start.
        treated: which areas lie in the project.
        base: rounding base.
        scale: exposure by area and period over its mean; None where it does not change.
    """
    even = counts if scale is None else counts / scale
    share = _share(even, treated)
    time = np.arange(counts.shape[-1], dtype=float)
    middle = (share * time).sum(axis=-1, keepdims=True)
    spread = (share * (time - middle) ** 2).sum(axis=-1)[..., None]
    score = (even * (time - middle)[..., None, :]).sum(axis=-1)
    size = even.sum(axis=-1)
    turn = ((time - time.mean()) ** 2).mean()
    known = size * spread + turn * rounding_variance(size, base) * _UNEVEN
    own, others = size[..., treated].sum(axis=-1), size[..., ~treated].sum(axis=-1)
    loading = size * spread
    with np.errstate(divide="ignore", invalid="ignore"):
        extra = _moments(score[..., ~treated], known[..., ~treated], loading[..., ~treated])
        variance = known + extra[..., None] * loading**2
        total = variance[..., treated].sum(axis=-1) + (own / others) ** 2 * variance[..., ~treated].sum(axis=-1)
        slope = score[..., treated].sum(axis=-1) / (spread[..., 0] * own)
        error = np.sqrt(total) / (spread[..., 0] * own)
        p_value = _two_sided(slope / error, int((~treated).sum()) - 1)
    return slope, error, p_value


_UNEVEN = 2.0  # quarters of an area are off by more than their sum: see ``rounding_variance``


def wobble(counts: Array, treated: NDArray[np.bool_], base: int, scale: Array | None = None) -> Array:
    """P-value of no difference in any period before the start; leading axes are repetitions.

    Formula: F = 1 / (Q - 1) * sum_q (1 - s_q)^-1 ... with d_q = T_q - s_q T over its variance: chance, rounding and the
    spread of the comparison areas in that period; F with Q - 1 and the comparison areas less one degrees of freedom.

    Args:
        counts: ... x areas x periods before the start.
        treated: which areas lie in the project.
        base: rounding base.
        scale: exposure by area and period over its mean; None where it does not change.
    """
    even = counts if scale is None else counts / scale
    share = _share(even, treated)[..., None, :]
    size = even.sum(axis=-1, keepdims=True)
    mean = size * share
    gap = even - mean
    known = mean * (1 - share) + rounding_variance(mean, base)
    periods = counts.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        flat = (*counts.shape[:-2], -1)
        others = ~treated
        extra = _moments(
            gap[..., others, :].reshape(flat), known[..., others, :].reshape(flat), mean[..., others, :].reshape(flat)
        )
        variance = known + extra[..., None, None] * mean**2
        own, rest = size[..., treated, 0].sum(axis=-1), size[..., others, 0].sum(axis=-1)
        total = variance[..., treated, :].sum(axis=-2) + (own / rest)[..., None] ** 2 * variance[..., others, :].sum(
            axis=-2
        )
        ratio = (1 - share[..., 0, :]) * gap[..., treated, :].sum(axis=-2) ** 2 / total
        found = ratio.sum(axis=-1) / (periods - 1)
    return np.asarray(fdtrc(periods - 1, max(1, int(others.sum()) - 1), found))


def _share(counts: Array, treated: NDArray[np.bool_]) -> Array:
    """Share of each period in what the comparison areas count."""
    by_period = counts[..., ~treated, :].sum(axis=-2)
    return np.asarray(by_period / np.maximum(by_period.sum(axis=-1, keepdims=True), 1e-12))


def _moments(gap: Array, known: Array, loading: Array) -> Array:
    """Variance beyond what is known, by moments; 0 where that suffices."""
    weight = np.where(known > 0, 1 / np.maximum(known, 1e-12), 0.0)
    excess = (weight * (gap**2 - known)).sum(axis=-1)
    room = (weight * loading**2).sum(axis=-1)
    return np.asarray(np.where(room > 0, np.maximum(0.0, excess) / np.maximum(room, 1e-12), 0.0))


def _two_sided(t: Array, freedom: int) -> Array:
    """Two-sided p-value of Student's t."""
    return np.asarray(fdtrc(1, max(1, freedom), t**2))
