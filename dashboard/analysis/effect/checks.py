"""Does an effect survive? Areas and dates that had no project, one area left out, and what happened next door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.effect.did import LEAST_COMPARISON, collapse, did
from dashboard.analysis.effect.panel import WINDOW, Array, Effect, Panel, Phase
from dashboard.analysis.effect.ratio import Collapsed, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 499
SEED = 20261125


@dataclass(frozen=True)
class PlaceboAreas:
    """Effects found where there was no project.

    Attributes:
        values: observed / expected of every draw, sorted.
        p_value: share of draws, the project's own included, whose effect lies at least as many standard errors from 1.
        false_share: share of draws whose interval leaves out 1; about 0.05 is as it should be.
        n_areas: areas in one draw.
        reason: why there are none.
    """

    values: tuple[float, ...] = ()
    p_value: float | None = None
    false_share: float | None = None
    n_areas: int = 0
    reason: str | None = None


@dataclass(frozen=True)
class PlaceboDate:
    """The effect of a start that was none, ``periods`` before the real one; only time before the real start is used."""

    periods: int
    effect: Effect


@dataclass(frozen=True)
class LeftOut:
    """The effect without one area: its index in the panel, and whether it is of the project."""

    area: int
    is_treated: bool
    effect: Effect


def placebo_areas(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> PlaceboAreas:
    """Let comparison areas play the project, as many at a time, against the other comparison areas.

    Formula: every single area where the project has one; else 499 draws without replacement from a fixed seed. Distance
    is |log value| / (log upper - log lower), which makes draws of unlike size comparable.

    Args:
        panel: the project and its comparison areas; twice as many as the project has, and ten besides.
        phase: ``during`` or ``after``.
        window: most periods before the start, and after the end.
    """
    real = did(panel, phase, window)
    size = panel.n_treated
    if real.value is None:
        return PlaceboAreas(reason=real.reason)
    if panel.n_comparison < max(2 * size, size + LEAST_COMPARISON):
        return PlaceboAreas(reason="few_comparison", n_areas=size)
    others = collapse([panel.take(~panel.treated)], phase, window)[0]
    found = solve([rearrange(others, _draws(panel.n_comparison, size), size)])
    known = np.stack([found.value, found.lower, found.upper], axis=1)
    known = known[np.isfinite(known).all(axis=1) & (known[:, 1] > 0)]
    if not len(known):
        return PlaceboAreas(reason="no_counts_comparison", n_areas=size)
    far = np.abs(np.log(known[:, 0])) / np.log(known[:, 2] / known[:, 1])
    out = (known[:, 1] > 1) | (known[:, 2] < 1)
    p_value = None
    if real.lower and real.upper and np.isfinite(real.upper):
        own = abs(np.log(real.value)) / np.log(real.upper / real.lower)
        p_value = float((1 + (far >= own).sum()) / (1 + len(far)))
    return PlaceboAreas(tuple(np.sort(known[:, 0]).tolist()), p_value, float(out.mean()), size)


def _draws(n_areas: int, size: int) -> NDArray[np.int64]:
    """Orders of the areas, those that play the project first."""
    if size == 1:
        return np.stack([np.roll(np.arange(n_areas), -at) for at in range(n_areas)])
    chance = np.random.default_rng(SEED)
    return np.stack([chance.permutation(n_areas) for _ in range(DRAWS)])


def rearrange(areas: Collapsed, orders: NDArray[np.int64], size: int) -> Collapsed:
    """Many orders of the same areas at once, the first ``size`` of each being the project's."""
    grown = areas.growth[orders] if isinstance(areas.growth, np.ndarray) else areas.growth
    first = np.arange(orders.shape[1])
    return Collapsed(areas.before[orders], areas.after[orders], grown, first < size, first, areas.base)


def placebo_dates(panel: Panel, window: int = 4) -> tuple[PlaceboDate, ...]:
    """Effects of starts before the real one, each with ``window`` periods before and after it, from early to late."""
    found = []
    for at in range(window, panel.start - window + 1):
        early = replace(panel, counts=panel.counts[:, : panel.start], start=at, end=at, exposure=_until(panel))
        found.append(PlaceboDate(panel.start - at, did(early, "after", window)))
    return tuple(found)


def _until(panel: Panel) -> Array | None:
    return panel.exposure if panel.changing is None else panel.changing[:, : panel.start]


def leave_one_out(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> tuple[LeftOut, ...]:
    """The effect without each area in turn; a single area of the project is not left out."""
    base = did(panel, phase, window)
    if base.value is None:
        return ()
    areas = collapse([panel], phase, window)[0]
    own, others = np.flatnonzero(panel.treated), np.flatnonzero(~panel.treated)
    found = _without(base, areas, own, others)
    return found + (_without(base, areas, others, own) if len(others) > LEAST_COMPARISON else ())


def _without(
    base: Effect, areas: Collapsed, shrinking: NDArray[np.int64], whole: NDArray[np.int64]
) -> tuple[LeftOut, ...]:
    """The effect without each of one kind of areas, all at once."""
    if len(shrinking) < 2:
        return ()
    left = np.stack([np.delete(shrinking, at) for at in range(len(shrinking))])
    is_treated = bool(areas.treated[shrinking[0]])
    rest = np.tile(whole, (len(left), 1))
    parts = (left, rest) if is_treated else (rest, left)
    solved = solve([rearrange(areas, np.hstack(parts), parts[0].shape[1])])
    sizes = {"n_treated": parts[0].shape[1], "n_comparison": parts[1].shape[1]}
    names = ("value", "lower", "upper", "observed", "expected", "spread")
    rows = zip(*(getattr(solved, name).tolist() for name in names), strict=True)
    return tuple(
        LeftOut(int(area), is_treated, replace(base, **sizes, **dict(zip(names, row, strict=True))))
        for area, row in zip(shrinking, rows, strict=True)
        if np.isfinite(row[0])
    )


def displacement(panel: Panel, ring: NDArray[np.bool_], phase: Phase = "after", window: int = WINDOW) -> Effect:
    """Did counts move next door? The ring of neighbouring areas against areas further off.

    Above 1 fits displacement, below 1 fits a benefit that spread; both also fit something that changed around there.
    Where the ring is left among the comparison areas of the project itself, displacement makes a fall look larger.

    Args:
        panel: as for ``did``; the project's own areas are left out.
        ring: per area of the panel whether it borders on the project.
        phase: ``during`` or ``after``.
        window: most periods before the start, and after the end.
    """
    away = panel.take(~panel.treated)
    return did(replace(away, treated=np.asarray(ring, dtype=bool)[~panel.treated]), phase, window)
