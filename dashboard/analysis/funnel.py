"""Funnel limits: how far a share or rate may lie from the whole by chance and rounding, given how much was examined."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import chdtri, ndtri
from scipy.stats import binom, poisson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEVELS = (0.95, 0.998)
WINSOR = 0.1
ALARM = 0.01  # of sets of units that do not differ, so many are said to
ENOUGH = 10  # of fewer units no tenth can be drawn in, and one of them would decide the spread of all
Kind = Literal["share", "rate"]


@dataclass(frozen=True)
class Dispersion:
    """Spread between units beyond chance and rounding.

    Attributes:
        phi: mean of the squared winsorised z-scores; 1 is chance alone.
        tau: standard deviation between units, in the unit of the share or rate; 0 where chance suffices.
    """

    phi: float
    tau: float

    @property
    def is_used(self) -> bool:
        """Whether the limits are widened for it; then say so."""
        return self.tau > 0


def dispersion(parts: Sequence[float], wholes: Sequence[float], noises: Sequence[float], kind: Kind) -> Dispersion:
    """Over-dispersion of units about their pooled value.

    Formula: z = (y - t) / s, its lowest and highest tenth drawn in; phi = mean z^2
    divided by what the drawing in leaves of a normal, so that chance alone gives 1;
    tau^2 = (I phi - (I - 1)) / (sum w - sum w^2 / sum w) with w = s^-2, and 0 where I phi is below I - 1.
    Source: Spiegelhalter 2005, Statist Med 24:1185; Spiegelhalter 2012, JRSS A 175:1. The division is ours: without it
    1.5 % of units would be called different at 99.8 %, with it 0.5 % at most (simulated in the tests).

    Args:
        parts: numerators.
        wholes: denominators above 0.
        noises: standard deviation of the rounding of each share or rate, in its unit.
        kind: ``share`` (binomial) or ``rate`` (Poisson).
    """
    found = _scores(parts, wholes, noises, kind)
    if found is None:
        return Dispersion(1.0, 0.0)
    scores, variance = np.sort(found[0]), found[1]
    cut = int(WINSOR * len(scores))
    scores = np.clip(scores, scores[cut], scores[len(scores) - 1 - cut])
    phi, weights = float(np.mean(scores**2)) / _left_of_normal(cut / len(scores)), 1 / variance
    excess = len(scores) * phi - (len(scores) - 1)
    room = weights.sum() - (weights**2).sum() / weights.sum()
    return Dispersion(phi, math.sqrt(max(0.0, excess) / room) if room > 0 else 0.0)


def _left_of_normal(tail: float) -> float:
    """Variance of a standard normal whose tails are drawn in: 1 - 2t - 2c f(c) + 2t c^2 with c the quantile of 1 - t."""
    if tail <= 0:
        return 1.0
    edge = float(ndtri(1 - tail))
    density = math.exp(-edge * edge / 2) / math.sqrt(2 * math.pi)
    return 1 - 2 * tail - 2 * edge * density + 2 * tail * edge * edge


def is_beyond_chance(parts: Sequence[float], wholes: Sequence[float], noises: Sequence[float], kind: Kind) -> bool:
    """Whether units differ by more than chance and rounding alone would let them once in a hundred times.

    Formula: sum of z^2, none drawn in, above the 99 % quantile of chi-square with I - 1 degrees of freedom.
    Source: Cochran 1954, Biometrics 10:417.

    Args:
        parts: numerators.
        wholes: denominators above 0.
        noises: standard deviation of the rounding of each share or rate, in its unit.
        kind: ``share`` (binomial) or ``rate`` (Poisson).
    """
    found = _scores(parts, wholes, noises, kind)
    return found is not None and float((found[0] ** 2).sum()) > float(chdtri(len(parts) - 1, ALARM))


def _scores(
    parts: Sequence[float], wholes: Sequence[float], noises: Sequence[float], kind: Kind
) -> tuple[Floats, Floats] | None:
    """How far each unit is from the pooled value in standard deviations, with its variance; None of too few units."""
    above, below, rounding = (np.asarray(values, dtype=float) for values in (parts, wholes, noises))
    centre = above.sum() / below.sum() if below.sum() else 0.0
    chance = centre * (1 - centre) if kind == "share" else centre
    if len(below) < ENOUGH or chance <= 0:
        return None
    variance = chance / below + rounding**2
    return (above / below - centre) / np.sqrt(variance), variance


def limits(
    centre: float, whole: ArrayLike, level: float, kind: Kind, noise: ArrayLike = 0.0, tau: float = 0.0
) -> tuple[Floats, Floats]:
    """Lower and upper limits of shares or rates with these denominators.

    Formula: exact binomial or Poisson quantiles, interpolated between whole counts, as a distance from the centre;
    widened to sqrt(distance^2 + z^2 (noise^2 + tau^2)). Source: Spiegelhalter 2005, Statist Med 24:1185, appendix A.1.

    Args:
        centre: pooled share or rate.
        whole: denominators or exposures, above 0; one or many.
        level: 0.95 or 0.998.
        kind: ``share`` or ``rate``.
        noise: standard deviation of the rounding of each share or rate.
        tau: over-dispersion of ``dispersion``.
    """
    tail, below = (1 - level) / 2, np.asarray(whole, float)
    extra = ndtri(1 - tail) * np.hypot(noise, tau)
    low, high = (_quantile(p, centre, below, kind) / below for p in (tail, 1 - tail))
    lower, upper = centre - np.hypot(centre - low, extra), centre + np.hypot(high - centre, extra)
    return np.maximum(0.0, lower), np.minimum(1.0, upper) if kind == "share" else upper


def _quantile(probability: float, centre: float, whole: Floats, kind: Kind) -> Floats:
    """Counts whose cumulative chance is the probability, between whole counts along a straight line; never below 0."""
    size = np.maximum(1.0, np.round(whole))
    law = binom(size, centre) if kind == "share" else poisson(centre * whole)
    first = np.maximum(law.ppf(probability), 0.0)  # smallest count whose cumulative chance reaches the probability
    reached, under = law.cdf(first), law.cdf(first - 1)
    step = reached - under
    share = np.divide(reached - probability, step, out=np.zeros(np.shape(step)), where=step > 0)
    count: Floats = np.clip(first - share, 0.0, size if kind == "share" else np.inf)
    return count
