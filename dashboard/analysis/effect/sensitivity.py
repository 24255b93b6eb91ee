"""Sensitivity analysis (the specification curve): the estimate under every reasonable choice, so that nobody has to trust the one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.analysis.effect.did import did
from dashboard.analysis.effect.interrupted import before_after, interrupted
from dashboard.analysis.effect.judging import judge
from dashboard.analysis.effect.pretrend import pre_trend
from dashboard.analysis.effect.synthetic import synthetic_control
from dashboard.analysis.effect.trending import did_trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.analysis.effect.evidence import Verdict
    from dashboard.analysis.effect.panel import Effect, Estimator, Panel, Phase
    from dashboard.analysis.effect.pretrend import PreTrend

WINDOWS = (4, 8)


@dataclass(frozen=True)
class OtherChoice:
    """Another reasonable choice, what it gives and what it allows to say.

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


def sensitivity(
    panels: Mapping[str, Panel], phase: Phase = "after", windows: tuple[int, ...] = WINDOWS
) -> tuple[OtherChoice, ...]:
    """Estimates under the other choices: window, comparison set, estimator.

    Args:
        panels: the same project with other comparison areas, by name of the set; the first is used where nothing is
            compared.
        phase: ``during`` or ``after``.
        windows: periods before the start and after the end.
    """
    found = []
    alone = next(iter(panels.values()))
    for window in windows:
        for name, panel in panels.items():
            trend = pre_trend(panel)
            comparing = (did, did_trend, synthetic_control)
            found += [_choice(one(panel, phase, window), window, name, trend) for one in comparing]
        found += [_choice(one(alone, phase, window), window, "", None) for one in (interrupted, before_after)]
    return tuple(found)


def _choice(effect: Effect, window: int, comparison: str, trend: PreTrend | None) -> OtherChoice:
    return OtherChoice(effect.estimator, window, comparison, effect, judge(effect, trend))
