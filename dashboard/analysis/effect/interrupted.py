"""Without comparison areas: before against after, and an interrupted series that carries trend and season on.

Neither can tell a project from anything else that changed at the same time: a law, a campaign, a new system, a pandemic.
That error is not in their intervals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from dashboard.analysis.effect.panel import (
    LONG,
    WINDOW,
    Array,
    Effect,
    Estimator,
    Panel,
    Phase,
    Reason,
    rounding_variance,
)
from dashboard.analysis.intervals import CONFIDENCE

LEAST_LONG = 12  # with fewer, a trend and a season leave nothing to judge the error by
METHOD_SERIES = "interrupted series, quasi-Poisson with trend and season, first-order autocorrelation"
METHOD_RATIO = "before and after, quasi-Poisson, first-order autocorrelation"
FITS = 25
MOST_MEMORY = 0.8  # autocorrelation is held below this


@dataclass(frozen=True)
class Fit:
    """A quasi-Poisson fit; leading axes are repetitions.

    Attributes:
        coefficients: ... x columns.
        covariance: ... x columns x columns, with dispersion and autocorrelation in it.
        dispersion: Pearson chi-square over degrees of freedom, at least 1.
        memory: first-order autocorrelation of the residuals, corrected for its bias; 0 at least.
        freedom: degrees of freedom.
    """

    coefficients: Array
    covariance: Array
    dispersion: Array
    memory: Array
    freedom: int


def interrupted(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> Effect:
    """Effect against the areas' own trend and season before the start; for where there is no comparison.

    Formula: quasi-Poisson log mean = level + trend + season, fitted on up to 16 periods before the start; expected is
    that carried on. Interval: all ratios r with (O - r E)^2 <= t^2 (V_O(r) + r^2 V_E), V_O with dispersion and
    first-order autocorrelation, V_E of the fit by the delta method. The same as a segmented regression in which every
    period of the phase has a parameter of its own.
    Source: Bernal, Cummins and Gasparrini 2017, Int J Epidemiol 46:348 (segmented quasi-Poisson regression).

    Args:
        panel: only its treated areas are used.
        phase: ``during`` or ``after``.
        window: most periods after the end.
    """
    before, after = panel.periods(phase, LONG)
    after = slice(after.start, min(after.stop, after.start + window))
    return _effect(panel, before, after, LEAST_LONG, trend=True)


def before_after(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> Effect:
    """What the areas count in the phase against before the start; the lowest rung that has a before.

    Formula: as ``interrupted`` without a trend; with whole years on both sides the ratio of two means.

    Args:
        panel: only its treated areas are used.
        phase: ``during`` or ``after``.
        window: most periods before the start, and after the end.
    """
    before, after = panel.periods(phase, window)
    return _effect(panel, before, after, panel.season, trend=False)


def _effect(panel: Panel, before: slice, after: slice, least: int, *, trend: bool) -> Effect:
    counts = panel.counts[panel.treated].astype(float)
    name: Estimator = "interrupted" if trend else "before_after"
    base = panel.facts(name, METHOD_SERIES if trend else METHOD_RATIO, before, after)
    reason: Reason | None = "no_before" if base.n_periods[0] < least else "no_after" if base.n_periods[1] < 1 else None
    if reason is None and base.before == 0:
        reason = "no_counts"
    if reason:
        return replace(base, reason=reason)
    value, lower, upper, expected = (float(part) for part in forecast(panel, before, after, counts, trend=trend))
    if not np.isfinite(value):
        return replace(base, reason="not_computable")
    return replace(base, value=value, lower=lower, upper=upper, expected=expected)


def forecast(
    panel: Panel, before: slice, after: slice, counts: Array, *, trend: bool
) -> tuple[Array, Array, Array, Array]:
    """Ratio, its ends and what is expected, from counts ... x areas x periods; leading axes are repetitions."""
    offset = _offset(panel, before)
    design = _design(counts.shape[-1], panel.season, before, trend=trend)
    areas = counts[..., before].sum(axis=-1)
    rounding = rounding_variance(areas, panel.base).sum(axis=-1)
    series = counts.sum(axis=-2)
    fit = fit_series(series[..., before], design[before], offset[before])
    with np.errstate(over="ignore"):
        mean = np.exp(np.clip(fit.coefficients @ design[after].T + offset[after], -50, 50))
    expected, observed = mean.sum(axis=-1), series[..., after].sum(axis=-1)
    slope = mean @ design[after]
    n_before = before.stop - before.start
    known = np.einsum("...i,...ij,...j->...", slope, fit.covariance, slope)
    own = known + rounding * (expected / np.maximum(series[..., before].sum(axis=-1), 1e-12)) ** 2
    swell = fit.dispersion * (1 + fit.memory) / (1 - fit.memory)
    around = swell * expected
    noise = rounding_variance(counts[..., after].sum(axis=-1), panel.base).sum(axis=-1)
    critical = float(stdtrit(max(1, fit.freedom), (1 + CONFIDENCE) / 2)) if n_before else np.inf
    lower, upper = _ends(observed, expected, around, noise, own, critical)
    return observed / expected, lower, upper, expected


def _ends(
    observed: Array, expected: Array, around: Array, noise: Array, own: Array, critical: float
) -> tuple[Array, Array]:
    """Roots of (O - r E)^2 = t^2 (r A + N + r^2 V): a quadratic in r."""
    square = critical**2
    a = expected**2 - square * own
    b = -(2 * observed * expected + square * around)
    c = observed**2 - square * noise
    root = np.sqrt(np.maximum(0.0, b * b - 4 * a * c))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = np.where(a > 0, (-b - root) / (2 * a), np.where(c > 0, 2 * c / (-b + root), 0.0))
        upper = np.where(a > 0, (-b + root) / (2 * a), np.inf)
    return np.maximum(0.0, lower), upper


def _offset(panel: Panel, before: slice) -> Array:
    """Log exposure of all treated areas together by period, relative to before the start; 0 where it does not change."""
    if panel.changing is None:
        return np.zeros(panel.counts.shape[-1])
    total = panel.changing[panel.treated].sum(axis=0)
    mean = total[before].mean()
    if mean <= 0:
        return np.zeros(panel.counts.shape[-1])
    return np.asarray(np.log(np.maximum(total, 1e-12) / mean))


def _design(n_periods: int, season: int, before: slice, *, trend: bool) -> Array:
    """Columns: level, trend per year about the middle of before, one per part of the year but the first."""
    time = np.arange(n_periods, dtype=float)
    middle = (before.start + before.stop - 1) / 2
    columns = [np.ones(n_periods)]
    if trend:
        columns.append((time - middle) / season)
    parts = range(1, season) if before.stop - before.start >= 2 * season else ()
    columns += [(time.astype(int) % season == part) - 1.0 / season for part in parts]
    return np.stack(columns, axis=1)


def fit_series(series: Array, design: Array, offset: Array) -> Fit:
    """Quasi-Poisson regression of one or many series on one design, by Fisher scoring.

    Formula: covariance = dispersion (1 + m) / (1 - m) (X'WX)^-1, dispersion Pearson / freedom and at least 1, m the
    first-order autocorrelation of the Pearson residuals with Kendall's correction (m + 1/n) / (1 - 3/n), held in
    0 to 0.8; on series this short Newey-West is biased to 0.

    Args:
        series: ... x periods.
        design: periods x columns.
        offset: log exposure by period.
    """
    n, columns = design.shape
    start = np.log(np.maximum(series.mean(axis=-1), 0.1))
    beta = np.zeros((*series.shape[:-1], columns))
    beta[..., 0] = start
    for _ in range(FITS):
        mean = np.exp(np.clip(beta @ design.T + offset, -30, 30))
        score = (series - mean) @ design
        information = np.einsum("ti,...t,tj->...ij", design, mean, design) + 1e-9 * np.eye(columns)
        step = np.linalg.solve(information, score[..., None])[..., 0]
        beta = beta + np.clip(step, -2, 2)
    residual = (series - mean) / np.sqrt(mean)
    freedom = max(1, n - columns)
    dispersion = np.maximum(1.0, (residual**2).sum(axis=-1) / freedom)
    memory = (residual[..., 1:] * residual[..., :-1]).sum(axis=-1) / np.maximum((residual**2).sum(axis=-1), 1e-12)
    memory = np.clip((memory + 1 / n) / (1 - 3 / n), 0.0, MOST_MEMORY)
    swell = (dispersion * (1 + memory) / (1 - memory))[..., None, None]
    return Fit(beta, swell * np.linalg.inv(information), dispersion, memory, freedom)
