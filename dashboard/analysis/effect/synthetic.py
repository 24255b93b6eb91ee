"""Synthetic control: a weighted mean of comparison areas that followed the project's areas before the start.

Quarterly counts of buurten are mostly noise, and forty free weights follow any noise. So weights are drawn towards equal
ones by the penalty of synthetic difference-in-differences, and series are compared by their course, not their level.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import nnls

from dashboard.analysis.effect.panel import LONG, WINDOW, Array, Effect, Panel, Phase, Reason
from dashboard.analysis.intervals import CONFIDENCE

METHOD = "synthetic control, placebo test on comparison areas"
LEAST_DONORS = 19  # with fewer, no placebo test can reach 5 %
LEAST_BEFORE = 8
WORST_FIT = 0.30  # root mean squared error before the start, as a share of the mean
TIGHT = 1e4  # weight of the row that makes the weights sum to one


def synthetic_control(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> Effect:
    """Effect on all areas of a project taken as one series.

    Formula: every series is divided by its own mean before the start. Weights w >= 0 with sum 1 minimise the squared gap
    before the start plus z^2 P sum w^2 (Abadie, Diamond and Hainmueller 2010, JASA 105:493; penalty z = s F^(1/4) of
    Arkhangelsky et al. 2021, Am Econ Rev 111:4088, with s the standard deviation of the donors' changes from period to
    period, P and F the numbers of periods before and in the phase). Each comparison area in turn plays the project
    against the others; ratio = mean gap in the phase / root mean squared gap before. P-value: rank of the project's
    ratio among all. Interval: all effects that leave the project's ratio below the 95 % quantile of the placebos
    (Firpo and Possebom 2018, J Causal Inference 6:20160026), so mean / (synthetic -+ q rmse).

    Args:
        panel: the project and its comparison areas; those without counts before the start are left out.
        phase: ``during`` or ``after``.
        window: most periods after the end; before the start up to 16 are used.
    """
    before, after = panel.periods(phase, LONG)
    after = slice(after.start, min(after.stop, after.start + window))
    own = panel.counts[panel.treated].sum(axis=0).astype(float)
    donors = panel.counts[~panel.treated].astype(float)
    donors = donors[donors[:, before].sum(axis=1) > 0]
    base = replace(panel.facts("synthetic_control", METHOD, before, after), n_comparison=len(donors))
    if reason := _missing(base):
        return replace(base, reason=reason)
    donors, own = index_of(donors, before), index_of(own[None], before)[0]
    gap, error = gaps(own, donors, before, after)
    if error > WORST_FIT:
        return replace(base, reason="poor_fit", fit=error)
    return _with_placebos(base, float(own[after].mean()), gap, error, placebo_ratios(donors, before, after))


def _missing(base: Effect) -> Reason | None:
    if base.n_periods[0] < LEAST_BEFORE:
        return "no_before"
    if base.n_periods[1] < 1:
        return "no_after"
    if base.before == 0:
        return "no_counts"
    return "few_comparison" if base.n_comparison < LEAST_DONORS else None


def _with_placebos(base: Effect, level: float, gap: float, error: float, ratios: Array) -> Effect:
    value, lower, upper = interval_of(level, gap, error, ratios)
    if not np.isfinite(value):
        return replace(base, reason="not_computable", fit=error)
    return replace(
        base,
        value=value,
        lower=lower,
        upper=upper,
        expected=base.observed * (level - gap) / level if level > 0 else None,
        p_value=float((1 + (ratios >= abs(gap) / max(error, 1e-12)).sum()) / (1 + len(ratios))),
        fit=error,
    )


def interval_of(level: float, gap: float, error: float, ratios: Array) -> tuple[float, float, float]:
    """Value and ends: level / (level - gap), and that with the placebos' 95 % quantile of the error either way.

    Args:
        level: mean of the project's index in the phase.
        gap: its mean distance from the synthetic series.
        error: root mean squared distance before the start.
        ratios: of the placebos.
    """
    edge = float(np.quantile(ratios, CONFIDENCE, method="higher")) * error
    other = level - gap
    if other <= 0:
        return np.nan, np.nan, np.nan
    return level / other, level / (other + edge), level / (other - edge) if other > edge else np.inf


def index_of(series: Array, before: slice) -> Array:
    """Each series divided by its own mean before the start."""
    return np.asarray(series / series[:, before].mean(axis=1, keepdims=True))


def weigh(own: Array, donors: Array, penalty: float = 0.0) -> Array:
    """Weights of at least 0 that sum to 1 and bring the donors closest to ``own`` in squares.

    Formula: non-negative least squares with one heavy row for the sum (Lawson and Hanson 1974, chapter 23) and one row
    per weight for the penalty.

    Args:
        own: periods.
        donors: areas x periods.
        penalty: on the sum of squared weights; 0 for the plain synthetic control.
    """
    left = np.vstack([donors.T, np.full(len(donors), TIGHT), np.sqrt(penalty) * np.eye(len(donors))])
    found, _ = nnls(left, np.concatenate([own, [TIGHT], np.zeros(len(donors))]))
    return np.asarray(found / found.sum())


def penalty_of(donors: Array, before: slice, after: slice) -> float:
    """Penalty on squared weights: s^2 sqrt(F) P."""
    periods, phase = before.stop - before.start, after.stop - after.start
    return float(np.diff(donors[:, before], axis=1).var() * np.sqrt(phase) * periods)


def gaps(own: Array, donors: Array, before: slice, after: slice) -> tuple[float, float]:
    """Mean gap to the synthetic series in the phase, and root mean squared gap before the start."""
    gap = own - weigh(own[before], donors[:, before], penalty_of(donors, before, after)) @ donors
    return float(gap[after].mean()), float(np.sqrt((gap[before] ** 2).mean()))


def placebo_ratios(donors: Array, before: slice, after: slice) -> Array:
    """Ratio of every comparison area, played against the others."""
    found = [gaps(one, np.delete(donors, at, axis=0), before, after) for at, one in enumerate(donors)]
    return np.array([abs(gap) / max(error, 1e-12) for gap, error in found])
