"""Empirical Bayes: a share or rate of few cases moves towards the whole; always shown beside the raw one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaincinv, gammaincinv

from dashboard.analysis.intervals import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence


def shrink_shares(parts: Sequence[float], wholes: Sequence[float], noises: Sequence[float]) -> list[Estimate]:
    """Beta-binomial estimates with their credible intervals, as fractions.

    Formula: a = max(0, s^2 - mean variance) with s^2 the weighted variance about m; k = m (1 - m) / a - 1; posterior
    Beta(m k + p e, (1 - m) k + (1 - p) e). Rounding lowers the size e to m (1 - m) / (m (1 - m) / n + r^2).
    Source: moments of Marshall 1991, Appl Statist 40:283, for the beta-binomial.

    Args:
        parts: numerators.
        wholes: denominators above 0.
        noises: standard deviation of the rounding of each share.
    """
    raw, centre, between, variance, chance = _moments(parts, wholes, noises, binomial=True)
    if between <= 0:
        return [Estimate(centre, centre, centre, "beta-binomial")] * len(raw)
    prior, size = max(chance / between - 1, 1e-6), chance / variance
    one, two = centre * prior + raw * size, (1 - centre) * prior + (1 - raw) * size
    tail = (1 - CONFIDENCE) / 2
    ends = one / (one + two), betaincinv(one, two, tail), betaincinv(one, two, 1 - tail)
    return [Estimate(float(v), float(a), float(b), "beta-binomial") for v, a, b in zip(*ends, strict=True)]


def shrink_rates(counts: Sequence[float], exposures: Sequence[float], noises: Sequence[float]) -> list[Estimate]:
    """Gamma-Poisson estimates with their credible intervals, per unit of exposure.

    Formula: as ``shrink_shares`` with a = s^2 - m / mean exposure; posterior Gamma(m^2 / a + y e, m / a + e), where
    rounding lowers the exposure e to m / (m / n + r^2). Source: Marshall 1991, Appl Statist 40:283; Clayton and Kaldor 1987.
    """
    raw, centre, between, variance, chance = _moments(counts, exposures, noises, binomial=False)
    if between <= 0:
        return [Estimate(centre, centre, centre, "gamma-Poisson")] * len(raw)
    size = chance / variance
    shape, scale = centre**2 / between + raw * size, centre / between + size
    tail = (1 - CONFIDENCE) / 2
    ends = shape / scale, gammaincinv(shape, tail) / scale, gammaincinv(shape, 1 - tail) / scale
    return [Estimate(float(v), float(a), float(b), "gamma-Poisson") for v, a, b in zip(*ends, strict=True)]


def _moments(
    parts: Sequence[float], wholes: Sequence[float], noises: Sequence[float], *, binomial: bool
) -> tuple[np.ndarray, float, float, np.ndarray, float]:
    above, below, rounding = (np.asarray(values, dtype=float) for values in (parts, wholes, noises))
    raw, centre = above / below, float(above.sum() / below.sum())
    chance = centre * (1 - centre) if binomial else centre
    variance = chance / below + rounding**2
    spread = float((below * (raw - centre) ** 2).sum() / below.sum())
    return raw, centre, spread - float((below * variance).sum() / below.sum()), variance, chance
