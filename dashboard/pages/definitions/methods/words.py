"""The methods as people read them; every number in a text comes from the code or the policy that works with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis import (
    clusters,
    composed,
    equal_age,
    funnel,
    intervals,
    lasting,
    lead_time,
    recent,
    reliability,
    settlement,
    similar,
)
from dashboard.analysis.effect.areas import ALIKE
from dashboard.analysis.effect.checks import DRAWS
from dashboard.analysis.effect.did import LEAST_COMPARISON
from dashboard.analysis.effect.evidence import MANY_COMPARISONS, TOO_WIDE
from dashboard.analysis.effect.interrupted import LEAST_LONG as LONG_SERIES
from dashboard.analysis.effect.offered import LEAST_COVERAGE, MOST_ALARMS
from dashboard.analysis.effect.panel import WINDOW
from dashboard.analysis.effect.pretrend import JOINT_LEVEL, LEAST_BEFORE, SLOPE_LEVEL
from dashboard.analysis.effect.sensitivity import WINDOWS
from dashboard.analysis.effect.synthetic import LEAST_BEFORE as LONG_BEFORE
from dashboard.analysis.effect.synthetic import LEAST_DONORS, WORST_FIT
from dashboard.analysis.effect.trending import LEAST_LONG as LONG_DRIFT
from dashboard.charts.numbers import number
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GROUPS = ("protection", "doubt", "comparing", "projects", "effect")
PARTS = ("formula", "assumes", "refuses", "tried")
HELD = (
    93  # per cent of the simulated runs in which an interval of 95 % holds the truth, at least; the bench measures it
)


@dataclass(frozen=True)
class Method:
    """One statistic of the dashboard.

    Attributes:
        key: its texts stand under ``method.<key>``.
        group: one of ``GROUPS``.
        modules: what of ``dashboard.analysis`` works by it, such as ``effect.did``.
        numbers: what its texts name, by placeholder; from the code that works with it.
        decimals: of the numbers that have any.
        source: whether a publication describes it.
    """

    key: str
    group: str
    modules: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    source: bool = True

    @property
    def name(self) -> str:
        """What it is called."""
        return say(f"method.{self.key}.name")

    def part(self, part: str) -> str:
        """One of ``PARTS`` in words, its numbers filled in."""
        filled = {name: number(value, self.decimals.get(name, 0)) for name, value in self.numbers.items()}
        return say(f"method.{self.key}.{part}", **filled)

    @property
    def origin(self) -> str:
        """The publication; that it is our own where there is none."""
        return say(f"method.{self.key}.source") if self.source else say("methods.own")


CONFIDENCE = {"confidence": 100 * intervals.CONFIDENCE}
METHODS = (
    Method("rounding", "protection", ("subtraction",)),
    Method("euros", "protection", source=False),
    Method("intervals", "doubt", ("intervals",), CONFIDENCE | {"few": intervals.BYAR_FROM, "held": HELD}),
    Method(
        "reliability",
        "doubt",
        ("reliability",),
        {"firm": 100 * reliability.FIRM, "weak": 100 * reliability.WEAK},
    ),
    Method("change", "doubt", ("change", "contrast"), CONFIDENCE),
    Method(
        "recent",
        "doubt",
        ("recent",),
        {"periods": recent.PERIODS, "level": 100 * (1 - recent.LEVEL)},
        {"level": 1},
    ),
    Method(
        "funnel",
        "comparing",
        ("funnel",),
        {
            "inner": 100 * funnel.LEVELS[0],
            "outer": 100 * funnel.LEVELS[1],
            "tail": 100 * funnel.WINSOR,
            "enough": funnel.ENOUGH,
            "alarm": 100 * funnel.ALARM,
        },
        {"outer": 1},
    ),
    Method("smoothing", "comparing", ("shrinkage",)),
    Method(
        "clusters",
        "comparing",
        ("clusters",),
        {"enough": clusters.ENOUGH, "draws": clusters.DRAWS, "discovery": 100 * clusters.FALSE_DISCOVERY},
    ),
    Method("peers", "comparing", ("peers",)),
    Method(
        "own_area",
        "comparing",
        ("composed",),
        {"belongs": 100 * composed.BELONGS, "most": composed.MOST_AREAS},
        source=False,
    ),
    Method(
        "lead_time",
        "projects",
        ("lead_time",),
        {"first": lead_time.NORMS[0], "last": lead_time.NORMS[1], "least": lead_time.LEAST},
    ),
    Method(
        "equal_age",
        "projects",
        ("equal_age",),
        {"youngest": equal_age.YOUNGEST, "oldest": equal_age.OLDEST, "fewest": equal_age.FEWEST},
        source=False,
    ),
    Method("similar", "projects", ("similar",), {"far_area": similar.FAR_AREA, "far_size": similar.FAR_SIZE}),
    Method("settlement", "projects", ("settlement",), {"norm": settlement.NORM}),
    Method("goal", "projects", ("goal",), CONFIDENCE, source=False),
    Method("yield", "projects", ("yield_range",), source=False),
    Method(
        "lasting",
        "projects",
        ("lasting",),
        CONFIDENCE | {"kept": 100 * lasting.KEPT, "decides": lasting.DECIDES_FROM, "held": HELD},
        source=False,
    ),
    Method(
        "comparison",
        "effect",
        ("effect.areas", "effect.panel", "effect.evidence"),
        {
            "least": LEAST_COMPARISON,
            "many": MANY_COMPARISONS,
            "before": LEAST_BEFORE,
            "window": WINDOW,
            "alike": ALIKE,
            "wide": TOO_WIDE,
        },
        source=True,
    ),
    Method(
        "did",
        "effect",
        ("effect.did", "effect.ratio"),
        CONFIDENCE | {"least": LEAST_COMPARISON, "held": HELD},
    ),
    Method(
        "pretrend",
        "effect",
        ("effect.pretrend", "effect.events"),
        {"level": 100 * (1 - SLOPE_LEVEL), "joint": 100 * JOINT_LEVEL, "before": LEAST_BEFORE},
        source=False,
    ),
    Method("did_trend", "effect", ("effect.trending",), {"before": LONG_DRIFT, "held": HELD}, source=False),
    Method(
        "placebo",
        "effect",
        ("effect.checks", "effect.sensitivity"),
        {"draws": DRAWS, "short": WINDOWS[0], "long": WINDOWS[1], "least": LEAST_COMPARISON},
        source=False,
    ),
    Method(
        "synthetic",
        "effect",
        ("effect.synthetic",),
        {"donors": LEAST_DONORS, "before": LONG_BEFORE, "fit": 100 * WORST_FIT},
    ),
    Method("alone", "effect", ("effect.interrupted",), {"long": LONG_SERIES}, source=False),
    Method(
        "offered",
        "effect",
        ("effect.offered", "effect.judging"),
        CONFIDENCE | {"coverage": 100 * LEAST_COVERAGE, "alarms": 100 * MOST_ALARMS},
        source=False,
    ),
)  # fmt: skip


def search(word: str) -> tuple[Method, ...]:
    """Methods that hold a word in their name or text, in the active language; all of them without a word."""
    wanted = word.strip().casefold()
    return tuple(one for one in METHODS if wanted in " ".join([one.name, one.origin, *map(one.part, PARTS)]).casefold())


def grouped(methods: Sequence[Method]) -> tuple[tuple[str, tuple[Method, ...]], ...]:
    """The groups that have any of these methods, each with its own."""
    kept = [(group, tuple(one for one in methods if one.group == group)) for group in GROUPS]
    return tuple((group, of) for group, of in kept if of)


def story(method: Method) -> str:
    """All there is to say of one method, a part on a line."""
    parts = [(say(f"methods.{part}"), method.part(part)) for part in PARTS] + [(say("methods.source"), method.origin)]
    return Markup("\n\n").join(Markup("**{}** {}").format(head, text) for head, text in parts)


def table(methods: Sequence[Method]) -> pd.DataFrame:
    """One row per method: name, formula, what it assumes, when it refuses, how it was tried, and where it comes from."""
    cells = {say("methods.name"): [one.name for one in methods]}
    cells |= {say(f"methods.{part}"): [one.part(part) for one in methods] for part in PARTS}
    return pd.DataFrame(cells | {say("methods.source"): [one.origin for one in methods]})


def rows(methods: Sequence[Method]) -> pd.DataFrame:
    """The same in machine columns."""
    cells = {"method_code": [one.key for one in methods], "method_name": [one.name for one in methods]}
    cells |= {f"{part}_said": [one.part(part) for one in methods] for part in PARTS}
    return pd.DataFrame(cells | {"origin_said": [one.origin for one in methods]})
