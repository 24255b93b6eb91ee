"""Difference-in-differences on counts: Poisson pseudo-likelihood with area and period effects, in closed form.

With one phase and areas that are in or out, the Poisson pseudo-likelihood estimate of the effect *is* the ratio of ratios
of totals, (T_after / T_before) / (C_after / C_before) (Wooldridge 2023, Econometrics J 26:C31; checked against
statsmodels in the tests). Its interval comes from the spread of the comparison areas, see ``ratio``.

Assumed: without the project its areas would have changed as the comparison areas did, up to spread between areas of the
kind the comparison areas show. A shock that all areas of one project share and no other area has is not in the interval.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.effect.panel import WINDOW, Array, Effect, Estimator, Panel, Phase, Reason
from dashboard.analysis.effect.ratio import Collapsed, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

METHOD = "difference-in-differences, Poisson, spread of comparison areas"
LEAST_COMPARISON = 10  # fewer comparison areas cannot tell their spread


def did(panels: Panel | Sequence[Panel], phase: Phase = "after", window: int = WINDOW) -> Effect:
    """Effect of one project, or of several together, each with its own times and its own comparison areas.

    Formula: sum O / sum E over the projects, with E_p = T_before,p * C_after,p / C_before,p. Interval: all ratios r with
    (O - r E)^2 <= t^2 V(r); t has as many degrees of freedom as there are comparison areas, less one.

    Args:
        panels: one panel, or several to combine.
        phase: ``during`` or ``after``.
        window: most periods to take before the start, and after the end.
    """
    chosen = (panels,) if isinstance(panels, Panel) else tuple(panels)
    base = facts(chosen, phase, window)
    if reason := missing(chosen, phase, window):
        return replace(base, reason=reason)
    solved = solve(collapse(chosen, phase, window))
    if not np.isfinite(solved.value):
        return replace(base, reason="no_counts_comparison" if base.before else "no_counts")
    value, lower, upper, expected, spread = (
        float(part) for part in (solved.value, solved.lower, solved.upper, solved.expected, solved.spread)
    )
    return replace(base, value=value, lower=lower, upper=upper, expected=expected, spread=spread)


def collapse(panels: Sequence[Panel], phase: Phase, window: int) -> list[Collapsed]:
    """Before and after per area, areas numbered over all panels."""
    numbers: dict[str, int] = {}
    found = []
    for at, panel in enumerate(panels):
        before, after = panel.periods(phase, window)
        names = panel.ids or [f"{at}|{area}" for area in range(len(panel.treated))]
        ids = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
        x, y = (panel.counts[:, part].sum(axis=1).astype(float) for part in (before, after))
        found.append(Collapsed(x, y, growth(panel, before, after), panel.treated, ids, panel.base))
    return found


def growth(panel: Panel, before: slice, after: slice) -> Array | float:
    """Exposure of each area in one part of the time divided by that in another; counts the periods too."""
    lengths = [len(range(*part.indices(panel.counts.shape[1]))) for part in (before, after)]
    ratio = lengths[1] / lengths[0]
    if panel.changing is None:
        return ratio
    x, y = (panel.changing[:, part].sum(axis=1) for part in (before, after))
    return np.where((x > 0) & (y > 0), y / np.maximum(x, 1e-12), ratio)


def facts(
    panels: Sequence[Panel], phase: Phase, window: int, estimator: Estimator = "did", method: str = METHOD
) -> Effect:
    """An effect that holds what is known of several panels before anything is estimated; the shortest periods."""
    each = [panel.facts(estimator, method, *panel.periods(phase, window)) for panel in panels]
    return Effect(
        estimator,
        method=method,
        before=sum(one.before for one in each),
        observed=sum(one.observed for one in each),
        n_treated=sum(one.n_treated for one in each),
        n_comparison=_apart(panels),
        n_periods=(
            min((one.n_periods[0] for one in each), default=0),
            min((one.n_periods[1] for one in each), default=0),
        ),
    )


def _apart(panels: Sequence[Panel]) -> int:
    """Different comparison areas over all panels."""
    names = [
        name
        for at, panel in enumerate(panels)
        for name, is_in in zip(
            panel.ids or [f"{at}|{area}" for area in range(len(panel.treated))], panel.treated, strict=True
        )
        if not is_in
    ]
    return len(set(names))


def missing(panels: Sequence[Panel], phase: Phase, window: int) -> Reason | None:
    """What an estimate lacks from the start."""
    spans = [panel.periods(phase, window) for panel in panels]
    if not panels or any(before.stop <= before.start for before, _ in spans):
        return "no_before"
    if any(after.stop <= after.start for _, after in spans):
        return "no_after"
    if any(panel.n_treated == 0 or panel.n_comparison == 0 for panel in panels):
        return "no_comparison"
    return "few_comparison" if _apart(panels) < LEAST_COMPARISON else None
