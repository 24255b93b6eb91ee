"""Every estimator of the page on a batch of draws, all runs at once where the estimator can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.effect.interrupted import forecast
from dashboard.analysis.effect.panel import LONG, WINDOW, Array, Panel
from dashboard.analysis.effect.pretrend import JOINT_LEVEL, SLOPE_LEVEL, drift, wobble
from dashboard.analysis.effect.ratio import Collapsed, solve
from dashboard.analysis.effect.synthetic import WORST_FIT, gaps, index_of, interval_of, placebo_ratios
from dashboard.analysis.effect.trending import carry, log_factor
from dashboard.steward.protect.policy import load_policy
from dashboard.tools.validation.worlds import AFTER, AREAS, PROJECTS, QUARTERS, STARTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

BASE = load_policy().base  # what ways of estimating are tried with
MOMENT = 3  # quarter after the start whose effect the event study is judged by
SIZES: dict[str, tuple[tuple[int, ...], ...]] = {
    "1": ((0,),),
    "3": (tuple(range(3)),),
    "8": (tuple(range(AREAS)),),
    "group": tuple(tuple(range(at * AREAS, (at + 1) * AREAS)) for at in range(PROJECTS)),
}
AGAINST = (10, 40)
EARLIEST = min(LONG, *STARTS)  # quarters before the start that every project has


@dataclass(frozen=True)
class Found:
    """Estimates of one estimator in one setting, by run.

    Attributes:
        estimator: which one.
        size: key of ``SIZES``.
        against: comparison areas; 0 where there are none.
        value: observed / expected; NaN where there is none.
        lower: lower end.
        upper: upper end.
        truth: the true ratio.
        withheld: whether the check of the time before the start holds the estimate back.
    """

    estimator: str
    size: str
    against: int
    value: Array
    lower: Array
    upper: Array
    truth: Array
    withheld: NDArray[np.bool_]


@dataclass(frozen=True)
class Draws:
    """Protected quarterly counts of a batch with one effect, and the means they were drawn from.

    Attributes:
        inside: runs x 32 areas x quarters.
        outside: runs x 40 areas x quarters.
        without: mean of ``inside`` without the effect.
        factor: the effect by area and quarter, 32 x quarters; within a quarter the mean of its months.
        ratios: per size of comparison set the placebo ratios of the synthetic control by run; empty where not tried.
    """

    inside: Array
    outside: Array
    without: Array
    factor: Array
    ratios: tuple[Array, ...]


def try_all(draws: Draws) -> list[Found]:
    """Every estimator in every size."""
    found = []
    for size, projects in SIZES.items():
        for against in AGAINST:
            panels = [_panel(draws, areas, against) for areas in projects]
            withheld = _withheld(panels)
            found.append(_did(draws, panels, size, withheld))
            found.append(_did_trend(draws, panels, size))
            if size != "group":
                found.append(_moment(draws, panels[0], size, withheld))
        if size != "group":
            found += [_alone(draws, projects[0], size, trend=trend) for trend in (False, True)]
            found.append(_synthetic(draws, projects[0], size))
    return found


@dataclass(frozen=True)
class Batch:
    """One project in all runs of a batch: counts are runs x areas x quarters, the project's first."""

    counts: Array
    areas: tuple[int, ...]
    start: int

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Which areas lie in the project."""
        return np.arange(self.counts.shape[1]) < len(self.areas)

    @property
    def panel(self) -> Panel:
        """The same sizes and times for the functions that take them from a panel; its counts are of no use."""
        return Panel(self.counts[0], self.treated, self.start, self.start, base=BASE)

    def collapse(self, before: slice, after: slice, others_from: int) -> Collapsed:
        """Before and after per area; comparison areas have one number in every project."""
        n_own = len(self.areas)
        ids = np.concatenate([np.array(self.areas), others_from + np.arange(self.counts.shape[1] - n_own)])
        x, y = self.counts[..., before].sum(axis=-1), self.counts[..., after].sum(axis=-1)
        ratio = (after.stop - after.start) / (before.stop - before.start)
        return Collapsed(x, y, ratio, self.treated, ids.astype(np.int64), BASE)


def _panel(draws: Draws, areas: tuple[int, ...], against: int) -> Batch:
    counts = np.concatenate([draws.inside[:, list(areas)], draws.outside[:, :against]], axis=1)
    return Batch(counts, areas, STARTS[areas[0] // AREAS])


def _spans(batch: Batch, window: int) -> tuple[slice, slice]:
    return slice(max(0, batch.start - window), batch.start), slice(batch.start, batch.start + AFTER)


def _truth(draws: Draws, panels: list[Batch], after: slice | None = None) -> Array:
    with_effect: Array = np.zeros(len(draws.inside))
    without: Array = np.zeros(len(draws.inside))
    for batch in panels:
        span = after or _spans(batch, WINDOW)[1]
        mean = draws.without[:, list(batch.areas), span]
        with_effect = with_effect + (mean * draws.factor[list(batch.areas), span]).sum(axis=(1, 2))
        without = without + mean.sum(axis=(1, 2))
    return np.asarray(with_effect / without)


def _withheld(panels: list[Batch]) -> NDArray[np.bool_]:
    """Whether the check before the start fails; for a group, of all its areas by time before their own start."""
    parts = [batch.counts[..., batch.start - EARLIEST : batch.start] for batch in panels]
    if len(panels) > 1:
        own = np.concatenate([part[:, batch.treated] for part, batch in zip(parts, panels, strict=True)], axis=1)
        others = np.stack([part[:, ~batch.treated] for part, batch in zip(parts, panels, strict=True)]).sum(axis=0)
        counts, treated = (
            np.concatenate([own, others], axis=1),
            np.arange(own.shape[1] + others.shape[1]) < own.shape[1],
        )
    else:
        counts, treated = panels[0].counts[..., max(0, panels[0].start - LONG) : panels[0].start], panels[0].treated
    slope_p = drift(counts, treated, BASE)[2]
    return np.asarray((slope_p < SLOPE_LEVEL) | (wobble(counts, treated, BASE) < JOINT_LEVEL))


def _did(draws: Draws, panels: list[Batch], size: str, withheld: NDArray[np.bool_]) -> Found:
    solved = solve([batch.collapse(*_spans(batch, WINDOW), PROJECTS * AREAS) for batch in panels])
    against = int((~panels[0].treated).sum())
    return Found("did", size, against, solved.value, solved.lower, solved.upper, _truth(draws, panels), withheld)


def _did_trend(draws: Draws, panels: list[Batch], size: str) -> Found:
    spans = [_spans(batch, LONG) for batch in panels]
    solved = solve([batch.collapse(*span, PROJECTS * AREAS) for batch, span in zip(panels, spans, strict=True)])
    drifts = []
    for batch, span in zip(panels, spans, strict=True):
        counts = batch.counts[..., span[0]]
        slope, error, _ = drift(counts, batch.treated, BASE)
        factor = log_factor(slope, error, counts, batch.panel, span)
        drifts.append((*factor, counts[:, batch.treated].sum(axis=(1, 2))))
    value, lower, upper, _ = carry(solved, drifts)
    never = np.zeros(len(value), dtype=bool)
    against = int((~panels[0].treated).sum())
    return Found("did_trend", size, against, value, lower, upper, _truth(draws, panels), never)


def _moment(draws: Draws, batch: Batch, size: str, withheld: NDArray[np.bool_]) -> Found:
    before, after = slice(batch.start - WINDOW, batch.start), slice(batch.start + MOMENT, batch.start + MOMENT + 1)
    solved = solve([batch.collapse(before, after, PROJECTS * AREAS)])
    against, truth = int((~batch.treated).sum()), _truth(draws, [batch], after)
    return Found("event_study", size, against, solved.value, solved.lower, solved.upper, truth, withheld)


def _alone(draws: Draws, areas: tuple[int, ...], size: str, *, trend: bool) -> Found:
    batch = _panel(draws, areas, 0)
    before, after = _spans(batch, LONG if trend else WINDOW)
    value, lower, upper, _ = forecast(batch.panel, before, after, batch.counts, trend=trend)
    never = np.zeros(len(value), dtype=bool)
    return Found(
        "interrupted" if trend else "before_after", size, 0, value, lower, upper, _truth(draws, [batch]), never
    )


def _synthetic(draws: Draws, areas: tuple[int, ...], size: str) -> Found:
    against = AGAINST[-1]
    batch = _panel(draws, areas, against)
    before, after = _spans(batch, LONG)
    rows = np.full((len(batch.counts), 3), np.nan)
    for run, ratios in enumerate(draws.ratios):
        own, donors = batch.counts[run, batch.treated].sum(axis=0), batch.counts[run, ~batch.treated]
        if own[before].sum() == 0 or not len(ratios):
            continue
        donors, own = index_of(donors[donors[:, before].sum(axis=1) > 0], before), index_of(own[None], before)[0]
        gap, error = gaps(own, donors, before, after)
        if error <= WORST_FIT:
            rows[run] = interval_of(float(own[after].mean()), gap, error, ratios)
    withheld = np.zeros(len(rows), dtype=bool)
    return Found(
        "synthetic_control", size, against, rows[:, 0], rows[:, 1], rows[:, 2], _truth(draws, [batch]), withheld
    )


def placebos(outside: Array) -> tuple[Array, ...]:
    """Placebo ratios of the comparison areas by run; the same for every effect, because none reaches them."""
    before, after = slice(0, STARTS[0]), slice(STARTS[0], STARTS[0] + AFTER)
    kept = [donors[donors[:, before].sum(axis=1) > 0] for donors in outside]
    return tuple(placebo_ratios(index_of(donors, before), before, after) for donors in kept)


def by_quarter(counts: Array) -> Array:
    """Sums of three months."""
    return np.asarray(counts.reshape(*counts.shape[:-1], QUARTERS, -1).sum(axis=-1))
