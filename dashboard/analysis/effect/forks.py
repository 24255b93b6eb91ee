"""Forking paths: the estimate under every reasonable choice, so that nobody has to trust the one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.analysis.effect.did import did
from dashboard.analysis.effect.interrupted import before_after, interrupted
from dashboard.analysis.effect.pretrend import pre_trend
from dashboard.analysis.effect.rung import Verdict, verdict
from dashboard.analysis.effect.synthetic import synthetic_control

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.analysis.effect.panel import Effect, Estimator, Panel, Phase

WINDOWS = (4, 8)
COMPARING = ("did", "synthetic_control")


@dataclass(frozen=True)
class Fork:
    """One path: which choice, what it gives and what it allows to say.

    Attributes:
        estimator: which one.
        window: periods before and after.
        comparison: name of the set of comparison areas; empty for estimators that do not compare.
        effect: the estimate.
        verdict: what may be said.
    """

    estimator: Estimator
    window: int
    comparison: str
    effect: Effect
    verdict: Verdict


def forks(panels: Mapping[str, Panel], phase: Phase = "after", windows: tuple[int, ...] = WINDOWS) -> tuple[Fork, ...]:
    """Estimates under the other choices: window, comparison set, estimator.

    Args:
        panels: the same project with other comparison areas, by name of the set; the first is used where nothing is
            compared.
        phase: ``during`` or ``after``.
        windows: periods before the start and after the end.
    """
    found = []
    for window in windows:
        for name, panel in panels.items():
            trend = pre_trend(panel)
            made = (did(panel, phase, window), synthetic_control(panel, phase, window))
            found += [Fork(one.estimator, window, name, one, verdict(one, trend)) for one in made]
        alone = next(iter(panels.values()))
        made = (interrupted(alone, phase, window), before_after(alone, phase, window))
        found += [Fork(one.estimator, window, "", one, verdict(one)) for one in made]
    return tuple(found)
