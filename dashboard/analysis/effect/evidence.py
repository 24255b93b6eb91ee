"""How far the data reach: the level of evidence, and the verdict on an effect.

Levels, from weak to strong (after BMJ Open's ladder of evaluation with routine data and HM Treasury's Magenta Book):

- ``only_after``       nothing was counted before the start: only what there is now.
- ``before_after``     before and after, no comparison: any other change in that time is in the figure.
- ``with_comparison``  ten or more comparison areas: what changed everywhere is out of it.
- ``many_comparisons`` twenty or more comparison areas and a year before the start: also tells how far ordinary areas
  differ, so placebo areas and the check of earlier trends mean something.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dashboard.analysis.effect.did import LEAST_COMPARISON
from dashboard.analysis.effect.panel import WINDOW, Effect, Panel, Phase
from dashboard.analysis.effect.pretrend import LEAST_BEFORE

if TYPE_CHECKING:
    from dashboard.analysis.effect.pretrend import PreTrend

Step = Literal["nothing", "only_after", "before_after", "with_comparison", "many_comparisons"]
STEPS: tuple[Step, ...] = ("nothing", "only_after", "before_after", "with_comparison", "many_comparisons")
MANY_COMPARISONS = 20  # with fewer no placebo test can reach 5 %
TOO_WIDE = 4.0  # upper / lower of an interval that cannot tell half from double


@dataclass(frozen=True)
class Evidence:
    """What the data allow.

    Attributes:
        step: the level.
        next_needs: what the next level lacks, as reasons; empty on the highest.
        n_before: periods before the start.
        n_phase: periods in the phase.
        n_comparison: comparison areas.
    """

    step: Step
    next_needs: tuple[str, ...]
    n_before: int
    n_phase: int
    n_comparison: int


Finding = Literal["lower", "higher", "undetermined", "none"]
Why = Literal["interval", "includes_one", "wide", "pre_trend", "not_offered", "not_estimated", "no_comparison"]


@dataclass(frozen=True)
class Verdict:
    """What may be said.

    Attributes:
        finding: ``lower`` or ``higher`` than expected; ``undetermined``: niet vast te stellen; ``none``: no estimate.
        why: what decided.
        draw: whether the estimate may be drawn; not when it is too wide, withheld or not there.
    """

    finding: Finding
    why: Why
    draw: bool


def evidence_level(panel: Panel, phase: Phase = "after", window: int = WINDOW) -> Evidence:
    """Which level of evidence the data of a project allow, and what the next one lacks."""
    before, after = panel.periods(phase, window)
    n_before, n_phase = max(0, before.stop - before.start), max(0, after.stop - after.start)
    counted = panel.counts[panel.treated][:, before].sum() > 0 if n_before else False
    step: Step
    needs: tuple[str, ...]
    if n_phase == 0 or panel.n_treated == 0:
        step, needs = "nothing", ("no_after",)
    elif not counted:
        step, needs = "only_after", ("no_before" if n_before == 0 else "no_counts",)
    elif panel.n_comparison < LEAST_COMPARISON:
        step, needs = "before_after", ("few_comparison" if panel.n_comparison else "no_comparison",)
    else:
        lacks = {"few_comparison": panel.n_comparison < MANY_COMPARISONS, "short_before": n_before < LEAST_BEFORE}
        needs = tuple(name for name, is_lacking in lacks.items() if is_lacking)
        step = "with_comparison" if needs else "many_comparisons"
    return Evidence(step, needs, n_before, n_phase, panel.n_comparison)


def verdict(effect: Effect, pre_trend: PreTrend | None = None, *, is_offered: bool = True) -> Verdict:
    """What an estimate allows to say.

    Rule, in this order: no estimate says nothing; an estimator that failed its validation in these conditions, or areas
    that drifted apart before the start, say nothing and are not drawn; an interval whose upper end is more than four
    times its lower end is undetermined and not drawn; an interval that holds 1 is undetermined; else lower or higher.

    Args:
        effect: the estimate.
        pre_trend: check of the time before the start, for estimators that compare.
        is_offered: what ``offered`` says of this estimator here.
    """
    if effect.value is None or effect.lower is None or effect.upper is None:
        return Verdict("none", "not_estimated", draw=False)
    if not is_offered:
        return Verdict("none", "not_offered", draw=False)
    if pre_trend is not None and pre_trend.passed is False:
        return Verdict("undetermined", "pre_trend", draw=False)
    if is_wide(effect.lower, effect.upper):
        return Verdict("undetermined", "wide", draw=False)
    if effect.lower <= 1 <= effect.upper:
        return Verdict("undetermined", "includes_one", draw=True)
    return Verdict("lower" if effect.upper < 1 else "higher", "interval", draw=True)


def is_wide(lower: float, upper: float) -> bool:
    """Whether an interval is too wide to draw: its upper end more than four times its lower end."""
    return not math.isfinite(upper) or lower <= 0 or upper > TOO_WIDE * lower
