"""Difference-in-differences that lets the areas drift apart: the difference in trend before the start is carried on.

It trades one assumption for another: not that the areas would have gone together, but that they would have gone on
drifting as they did. Its interval holds the error of that drift, so it is wider; it needs years before the start.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from dashboard.analysis.effect.did import collapse, facts, missing
from dashboard.analysis.effect.panel import LONG, WINDOW, Array, Effect, Panel, Phase
from dashboard.analysis.effect.pretrend import drift, per_unit
from dashboard.analysis.effect.ratio import Solved, solve
from dashboard.analysis.intervals import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

METHOD = "difference-in-differences with a drift of its own, Poisson, spread of comparison areas"
LEAST_LONG = 12  # periods before the start; with fewer the drift is too uncertain to carry on


def did_trend(panels: Panel | Sequence[Panel], phase: Phase = "after", window: int = WINDOW) -> Effect:
    """Effect against comparison areas, with the earlier drift between the two carried on.

    Formula: as ``did`` with up to 16 periods before the start, expected times exp(b d) with b of ``pretrend.drift`` and d
    the time from the middle of before to the middle of the phase. Half-widths on the log scale add in squares.

    Args:
        panels: one panel, or several to combine; each has its own drift.
        phase: ``during`` or ``after``.
        window: most periods after the end.
    """
    chosen = (panels,) if isinstance(panels, Panel) else tuple(panels)
    chosen = tuple(_cut(panel, phase, window) for panel in chosen)
    base = facts(chosen, phase, LONG, "did_trend", METHOD)
    reason = missing(chosen, phase, LONG) or ("no_before" if base.n_periods[0] < LEAST_LONG else None)
    if reason:
        return replace(base, reason=reason)
    solved = solve(collapse(chosen, phase, LONG))
    if not np.isfinite(solved.value):
        return replace(base, reason="no_counts_comparison" if base.before else "no_counts")
    drifts = [_drift(panel, phase) for panel in chosen]
    value, lower, upper, expected = (float(part) for part in carry(solved, drifts))
    return replace(base, value=value, lower=lower, upper=upper, expected=expected, spread=float(solved.spread))


def carry(solved: Solved, drifts: Sequence[tuple[Array, Array, Array]]) -> tuple[Array, Array, Array, Array]:
    """Ratio, ends and expected count with the drift carried on; leading axes are repetitions.

    Args:
        solved: without drift.
        drifts: per panel the log factor on what is expected, its half-width, and the count of the panel before.
    """
    weights = np.stack([count for _, _, count in drifts])
    weights = weights / np.maximum(weights.sum(axis=0), 1e-12)
    grown = weights * np.exp(np.clip(np.stack([factor for factor, _, _ in drifts]), -20, 20))
    factor = grown.sum(axis=0)
    half = np.sqrt(((grown / factor * np.stack([half for _, half, _ in drifts])) ** 2).sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        low, middle, high = np.log(solved.lower), np.log(solved.value), np.log(solved.upper)
        lower = np.where(solved.lower > 0, np.exp(middle - np.hypot(middle - low, half)), 0.0)
        upper = np.where(solved.value > 0, np.exp(middle + np.hypot(high - middle, half)), solved.upper * np.exp(half))
    return solved.value / factor, lower / factor, upper / factor, solved.expected * factor


def _drift(panel: Panel, phase: Phase) -> tuple[Array, Array, Array]:
    before, after = panel.periods(phase, LONG)
    counts = panel.counts[:, before].astype(float)
    slope, error, _ = drift(counts, panel.treated, panel.base, per_unit(panel, before))
    return (*log_factor(slope, error, counts, panel, (before, after)), counts[panel.treated].sum(axis=(0, 1)))


def log_factor(
    slope: Array, error: Array, counts: Array, panel: Panel, parts: tuple[slice, slice]
) -> tuple[Array, Array]:
    """Drift times the time from the middle of before to the middle of the phase, and its half-width.

    Args:
        slope: drift per period.
        error: its standard error.
        counts: ... x areas x periods before the start; the middle is that of what the comparison areas count.
        panel: which areas lie in the project.
        parts: before and phase.
    """
    before, after = parts
    by_period = counts[..., ~panel.treated, :].sum(axis=-2)
    time = np.arange(before.start, before.stop)
    middle = (by_period * time).sum(axis=-1) / np.maximum(by_period.sum(axis=-1), 1e-12)
    distance = (after.start + after.stop - 1) / 2 - middle
    critical = float(stdtrit(max(1, panel.n_comparison - 1), (1 + CONFIDENCE) / 2))
    return slope * distance, critical * error * distance


def _cut(panel: Panel, phase: Phase, window: int) -> Panel:
    """The panel without periods beyond the window after the end."""
    _, after = panel.periods(phase, window)
    exposure = panel.exposure if panel.changing is None else panel.changing[:, : after.stop]
    return replace(panel, counts=panel.counts[:, : after.stop], exposure=exposure)
