"""``--stats``: simulate what intervals, funnel limits and estimates of effect promise, and hold it against the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.effect.offered import AGAINST, ALONE, GROUP, SIZES, judge
from dashboard.analysis.funnel import dispersion, limits
from dashboard.analysis.intervals import count_interval, rate_interval, share_interval
from dashboard.tools.validation.run import LIMITS, validate
from tests.bench.budgets import Row

if TYPE_CHECKING:
    from collections.abc import Callable

MEANS = (5, 8, 12, 20, 35, 50, 80, 125, 200, 350, 500)
DRAWS, FUNNELS, UNITS = 20_000, 400, 100


def measure(runs: int, tell: Callable[[str], None]) -> list[Row]:
    """Rows of every promise."""
    return [*measure_intervals(), measure_funnel(), *measure_effects(runs, tell)]


def measure_intervals() -> list[Row]:
    """Share of 95 % intervals of counts, rates and shares rounded to fives that miss the truth, at the worst count."""
    makers = {
        "counts": lambda value: (count_interval(value, 2.0), 1),
        "rates": lambda value: (rate_interval(value, 1000, 2.0), 1000),
        "shares": lambda value: (share_interval(value, 5000, 2.0, base=5), 5000),
    }
    rows = []
    for name, make in makers.items():
        missed = {mean: _missed(mean, make, is_share=name == "shares") for mean in MEANS}
        worst = max(missed, key=missed.get)
        rows.append(Row("missed", f"95 % intervals of {name} 5 to 500, rounded", 100 * missed[worst], f"at {worst}"))
    return rows


def _missed(mean: int, make, *, is_share: bool) -> float:
    draw = np.random.default_rng(mean)
    exact = draw.binomial(5000, mean / 5000, DRAWS) if is_share else draw.poisson(mean, DRAWS)
    values, times = np.unique(5 * np.floor(exact / 5 + draw.random(DRAWS)), return_counts=True)
    out = 0
    for value, n in zip(values, times, strict=True):
        found, unit = make(int(value))
        out += 0 if found.lower <= mean / unit <= found.upper else n
    return out / DRAWS


def measure_funnel() -> Row:
    """Units outside the 99.8 % limits where they differ by a standard deviation of 0.05 and counts are rounded."""
    draw, out = np.random.default_rng(3), 0
    for _ in range(FUNNELS):
        wholes = draw.integers(50, 800, UNITS)
        exact = draw.binomial(wholes, np.clip(draw.normal(0.3, 0.05, UNITS), 0, 1))
        parts = 5 * np.floor(exact / 5 + draw.random(UNITS))
        found = dispersion(parts, wholes, 2.0 / wholes, "share")
        centre = parts.sum() / wholes.sum()
        for part, whole in zip(parts, wholes, strict=True):
            low, high = limits(centre, whole, 0.998, "share", 2.0 / whole, found.tau)
            out += not low <= part / whole <= high
    return Row("funnel_alarms", "funnel at 99.8 %, over-dispersed", 100 * out / (FUNNELS * UNITS), f"{FUNNELS} funnels")


def measure_effects(runs: int, tell: Callable[[str], None]) -> list[Row]:
    """Coverage, false alarms and power of each estimator of effect where it is offered."""
    result = validate(runs, progress=lambda world, number, of: tell(f"effect: {world} {number}/{of}"))
    rows = []
    for name in LIMITS:
        sizes, against = (*(str(size) for size in SIZES), GROUP), (0,) if name in ALONE else AGAINST
        offers = {(size, other): judge(result, name, (size,), (other,)) for size in sizes for other in against}
        held = [key for key, offer in offers.items() if offer.is_offered]
        note = f"offered in {len(held)} of {sum(one.reason != 'not_tried' for one in offers.values())} situations"
        if not held:
            rows.append(Row("seen", f"effect, {name}", 0.0, note))
            continue
        seen = [
            cell["called"]
            for cell in result["cells"]
            if cell["estimator"] == name and (cell["size"], cell["against"]) in held and cell["effect"] == -0.25
        ]
        rows += [
            Row("missed", f"effect, {name}, intervals", 100 - 100 * min(offers[key].coverage for key in held), note),
            Row("false_alarms", f"effect, {name}", 100 * max(offers[key].false_alarms for key in held), note),
            Row("seen", f"effect, {name}, fall of 25 %, best situation", 100 * max(seen), note),
        ]
    return rows
