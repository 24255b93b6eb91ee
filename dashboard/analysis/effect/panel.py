"""What every estimator takes and gives back: counts of areas by period, and an effect as a ratio with its interval.

An effect is always *observed / expected*: 0.9 is ten per cent fewer than expected without the project, 1 is no
difference. Expected is what the areas themselves counted before the start, carried on by what the comparison areas did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Phase = Literal["during", "after"]
Estimator = Literal["before_after", "interrupted", "did", "did_trend", "event_study", "synthetic_control"]
Reason = Literal[
    "no_before",  # no, or too few, periods before the start
    "no_after",  # no periods in the phase asked for
    "no_comparison",  # no comparison areas at all
    "few_comparison",  # too few comparison areas for this estimator
    "no_counts",  # the areas counted nothing before the start
    "no_counts_comparison",  # the comparison areas counted nothing before or after
    "poor_fit",  # the synthetic series does not follow the area before the start
    "not_computable",  # the model has no solution on these counts
]
WINDOW = 8  # periods before and after: two years of quarters
LONG = 16  # periods before the start that a trend is read from, where there are as many
SEASON = 4  # periods in a year


@dataclass(frozen=True)
class Panel:
    """Counts of one project's areas and of the areas it is compared with.

    Attributes:
        counts: areas x periods, protected counts; periods are consecutive and of one length (quarters).
        treated: per area whether it lies in the project; the others are the comparison.
        start: index of the first period in which the project ran.
        end: index of the first period wholly after the project; None while it runs.
        exposure: homes or addresses, per area or areas x periods; only its change over time matters, because what an
            area is by itself falls out. None where it does not change.
        base: rounding base of the counts; 0 for exact counts.
        ids: names of the areas, so that an area that serves in several panels is counted as one; None where each
            panel has its own.
        season: periods in a year.
    """

    counts: Array
    treated: NDArray[np.bool_]
    start: int
    end: int | None = None
    exposure: Array | None = None
    base: int = 5
    ids: tuple[str, ...] | None = None
    season: int = SEASON

    @property
    def changing(self) -> Array | None:
        """Exposure by area and period where it changes over time; None where it does not."""
        if self.exposure is None or np.ndim(self.exposure) == 1:
            return None
        return np.asarray(self.exposure, dtype=float)

    @property
    def n_treated(self) -> int:
        """Areas of the project."""
        return int(np.sum(self.treated))

    @property
    def n_comparison(self) -> int:
        """Areas to compare with."""
        return int(np.sum(~self.treated))

    def periods(self, phase: Phase, window: int = WINDOW) -> tuple[slice, slice]:
        """Periods before the start, at most ``window``, and in the phase; either may be empty.

        During is start to end; after is from the end on, at most ``window``.
        """
        before = slice(max(0, self.start - window), max(0, self.start))
        last = self.counts.shape[1]
        end = last if self.end is None else min(self.end, last)
        if phase == "during":
            return before, slice(self.start, end)
        return before, slice(end, min(last, end + window))

    def facts(self, estimator: Estimator, method: str, before: slice, after: slice) -> Effect:
        """An effect that holds what is known before anything is estimated."""
        own = self.counts[self.treated]
        lengths = (own[:, before].shape[1], own[:, after].shape[1])
        return Effect(
            estimator,
            method=method,
            before=float(own[:, before].sum()),
            observed=float(own[:, after].sum()),
            n_treated=self.n_treated,
            n_comparison=self.n_comparison,
            n_periods=lengths,
        )

    def take(self, areas: NDArray[Any]) -> Panel:
        """The same panel with some of the areas, by mask or index."""
        exposure = self.exposure if self.exposure is None else np.asarray(self.exposure)[areas]
        ids = self.ids and tuple(np.asarray(self.ids)[areas].tolist())
        return replace(self, counts=self.counts[areas], treated=self.treated[areas], exposure=exposure, ids=ids)


@dataclass(frozen=True)
class Effect:
    """One estimate of an effect.

    Attributes:
        estimator: which one.
        value: observed / expected; None where it cannot be estimated, and then so are the ends.
        lower: lower end of the 95 % interval.
        upper: upper end; may be infinite.
        method: name of the method, for the note.
        reason: why there is no estimate.
        observed: count of the project's areas in the phase.
        expected: count expected there without the project.
        before: count of the project's areas before the start, in the window.
        n_treated: areas of the project or projects.
        n_comparison: comparison areas.
        n_periods: periods before the start and in the phase.
        spread: standard deviation between comparison areas of the change in log count, beyond chance and rounding.
        p_value: of a placebo test, where the estimator has one.
        fit: synthetic control only: root mean squared error before the start, as a share of the mean.
    """

    estimator: Estimator
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    reason: Reason | None = None
    observed: float = 0.0
    expected: float | None = None
    before: float = 0.0
    n_treated: int = 0
    n_comparison: int = 0
    n_periods: tuple[int, int] = (0, 0)
    spread: float | None = None
    p_value: float | None = None
    fit: float | None = None


def rounding_variance(count: Array, base: int) -> Array:
    """Variance of the rounding error of the sum of an area's cells over some months.

    Formula: b^2 (1 - exp(-x / (1.8 b))): small where hardly any cell holds a case, b^2 at most because balancing keeps
    an area's total over time close. Our own measurement: the real protection on the sample's context figures gives
    9.7, 13.6, 20.0, 25.5 and 27.7 at counts of 2-5, 5-10, 10-20, 20-40 and 40-80; a test measures it again.
    Errors of areas of one gemeente partly cancel, so adding these up over areas is careful.
    """
    if base <= 0:
        return np.zeros_like(count)
    return np.asarray(base**2 * -np.expm1(-count / (1.8 * base)))
