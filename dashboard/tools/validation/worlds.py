"""Worlds with a known truth: monthly counts of neighbourhoods, drawn as the sample's context figures, with an effect in some.

One draw has the areas of four projects of eight neighbourhoods and forty comparison areas over six years. The same draw serves
every size: one, three and eight areas of the first project, and the group of four; ten and forty comparison areas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from dashboard.tools.sample.context import MEASURES, OWN, season_and_trend
from dashboard.tools.sample.land import draw_land
from dashboard.tools.sample.months import FIRST_CONTEXT
from dashboard.tools.sample.places import WATER
from dashboard.tools.sample.scale import SCALES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.effect.panel import Array

QUARTERS, PER_QUARTER = 24, 3
PROJECTS, AREAS, OTHERS = 4, 8, 40
STARTS = (16, 13, 14, 15)  # first quarter after the start, per project
AFTER = 8  # quarters after the start that are looked at
EFFECTS = (-0.25, -0.10, 0.25)
MEASURE = "context_brp_adresonderzoeken"
LAND_SEED = 2026


@dataclass(frozen=True)
class World:
    """How areas behave besides chance.

    Attributes:
        name: key in the result.
        spread: standard deviation of the log rate by area and quarter (over-dispersion).
        memory: correlation of that from quarter to quarter.
        own_trend: standard deviation between areas of the growth per year, log.
        apart: growth per year, log, that only the areas of the projects have.
        together: factor on all areas from the start on, as by a new law.
        slopes: also try effects that grow.
    """

    name: str
    spread: float = 0.0
    memory: float = 0.0
    own_trend: float = 0.0
    apart: float = 0.0
    together: float = 1.0
    slopes: bool = True


WORLDS = (
    World("chance"),
    World("spread", spread=0.25),
    World("serial", spread=0.25, memory=0.6),
    World("own_trends", own_trend=0.05),
    World("apart_little", apart=-0.03, slopes=False),
    World("apart_much", apart=-0.10, slopes=False),
    World("together", together=0.85, slopes=False),
)


@dataclass(frozen=True)
class Variant:
    """An injected effect: ``level`` from the start on, or ``slope``, growing to it in two years."""

    effect: float
    shape: str


def variants(world: World) -> tuple[Variant, ...]:
    """The effects tried in a world; where its assumption is broken on purpose, none and one."""
    if not world.slopes:
        return (Variant(0.0, "level"), Variant(-0.25, "level"))
    shapes = ("level", "slope")
    return (Variant(0.0, "level"), *(Variant(effect, shape) for shape in shapes for effect in EFFECTS))


@cache
def homes() -> NDArray[np.int64]:
    """Addresses of the neighbourhoods of the sample."""
    land = draw_land(np.random.default_rng(LAND_SEED), SCALES["demo"])
    found = land.addresses[land.nesting.kind != WATER]
    return np.asarray(found[found > 0], dtype=np.int64)


def draw_rates(rng: np.random.Generator, world: World, runs: int) -> tuple[Array, Array]:
    """Mean counts by month without an effect: of the projects' areas (runs x 32 x months) and of the others (x 40).

    Areas of projects are drawn with their number of addresses as weight, as projects of the sample are.
    """
    found, own = homes(), PROJECTS * AREAS
    inside = rng.choice(found, (runs, own), p=found / found.sum())
    size = np.concatenate([inside, rng.choice(found, (runs, OTHERS))], axis=1)
    level = size * rng.lognormal(0, OWN, size.shape) * MEASURES[MEASURE][0] / 1000
    quarter = np.arange(QUARTERS)
    log = _noise(rng, world, (runs, own + OTHERS, QUARTERS))
    years = (quarter - STARTS[0]) / 4
    log = log + rng.normal(0, world.own_trend, (runs, own + OTHERS, 1)) * years
    log[:, :own] += world.apart * years
    log[..., quarter >= STARTS[0]] += np.log(world.together)
    season, trend = season_and_trend(np.arange(QUARTERS * PER_QUARTER) + FIRST_CONTEXT + 36)
    rates = level[..., None] * np.repeat(np.exp(log), PER_QUARTER, axis=-1) * season * trend
    return rates[:, :own], rates[:, own:]


def _noise(rng: np.random.Generator, world: World, shape: tuple[int, int, int]) -> Array:
    """First-order autoregressive log rates with mean rate 1."""
    fresh = rng.normal(0, 1, shape)
    for at in range(1, shape[-1]):
        fresh[..., at] = world.memory * fresh[..., at - 1] + np.sqrt(1 - world.memory**2) * fresh[..., at]
    return np.asarray(world.spread * fresh - world.spread**2 / 2)


def factors(variant: Variant) -> Array:
    """Factor of the effect per project's area and month: 32 x months."""
    month = np.arange(QUARTERS * PER_QUARTER)
    start = np.repeat(STARTS, AREAS)[:, None] * PER_QUARTER
    since = month - start + 1
    growing = np.clip(since / (AFTER * PER_QUARTER), 0, 1) if variant.shape == "slope" else since > 0
    return np.asarray(1 + variant.effect * growing)
