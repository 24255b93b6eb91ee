"""Which estimates stand on Effect, in which order, and which are left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.addresses import EffectAddress
from dashboard.analysis.effect import (
    before_after,
    did,
    did_trend,
    displacement,
    forks,
    interrupted,
    judge,
    pre_trend,
    rung,
    synthetic_control,
)
from dashboard.analysis.effect.areas import panel as make_panel
from dashboard.analysis.effect.areas import panel_with_ring, without
from dashboard.analysis.effect.offered import offered
from dashboard.charts.numbers import number
from dashboard.pages.effect.figures import Row
from dashboard.pages.effect.words import phrase, why
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.effect import Effect, Panel, Verdict
    from dashboard.analysis.effect.areas import Cast, Ground
    from dashboard.analysis.effect.panel import Phase

METHODS = (did, did_trend, synthetic_control, interrupted, before_after)


def main_estimate(panel: Panel, phase: Phase, window: int) -> tuple[Effect, Verdict]:
    """The estimate of the headline: against comparison areas where there are enough, else before and after."""
    compares = rung(panel, phase, window).step in {"with_comparison", "many_comparisons"}
    made = (did if compares else before_after)(panel, phase, window)
    return made, judge(made, pre_trend(panel))


def fooled(made: Effect) -> float | None:
    """Largest share of false alarms in the simulated worlds that break this estimator's assumption; None without any."""
    limits = offered(made.estimator, made.n_treated, made.n_comparison).limits
    return max((share for _, share in limits), default=None)


def rows(panel: Panel, phase: Phase, window: int, main: Effect) -> list[Row]:
    """Every estimator on the same data, the headline's marked; one without a figure says why."""
    trend = pre_trend(panel)
    made = [method(panel, phase, window) for method in METHODS]
    return [
        as_row(say(f"effect.estimator.{one.estimator}"), one, judge(one, trend), is_main=one == main) for one in made
    ]


def beside(ground: Ground, found: Cast, base: int, phase: Phase, window: int) -> list[Row]:
    """The ring around the project against areas further off; and the project without areas that had another project too."""
    panel, ring = panel_with_ring(ground, found, base)
    made = []
    if ring.any():
        moved = displacement(panel, ring, phase, window)
        away = panel.take(~panel.treated)
        trend = pre_trend(replace(away, treated=ring[~panel.treated]))
        made.append(as_row(say("effect.ring"), moved, judge(moved, trend)))
    if found.also.any() and not found.also[found.project].all():
        clean = make_panel(ground, without(found, found.also), base)
        own = did(clean, phase, window)
        made.append(as_row(say("effect.without_also"), own, judge(own, pre_trend(clean))))
    return made


def fork_rows(panels: Mapping[str, Panel], phase: Phase) -> list[Row]:
    """The estimate under the other reasonable choices."""
    return [
        as_row(_fork_name(one.estimator, one.window, one.comparison), one.effect, one.verdict)
        for one in forks(panels, phase)
    ]


def _fork_name(estimator: str, window: int, comparison: str) -> str:
    parts = [say(f"effect.short.{estimator}"), say("effect.quarters", n=window)]
    if comparison:
        parts.insert(1, comparison)
    return ", ".join(parts)


def as_row(name: str, made: Effect, judged: Verdict, *, is_main: bool = False) -> Row:
    """An estimate as a row of a figure; what may not be drawn says why."""
    finding = say(f"effect.finding.{judged.finding}")
    if not judged.draw:
        words = f"{finding}. {why(made, judged)}"
        return Row(name, None, None, None, words, _brief(made, judged), is_main, finding=judged.finding)
    words = f"{phrase(made.value, made.lower, made.upper)}. {finding}."
    return Row(name, made.value, made.lower, made.upper, words, is_main=is_main, finding=judged.finding)


def _brief(made: Effect, judged: Verdict) -> str:
    if judged.why == "not_estimated":
        return why(made, judged)
    return say(f"effect.brief.{judged.why}")


def group_rows(together: Effect, panels: Mapping[str, Panel], titles: Mapping[str, str], window: int) -> list[Row]:
    """All projects together, then each by itself, the latest first; a click on one opens it."""
    first = as_row(say("effect.together"), together, judge_group(together, len(panels)), is_main=True)
    singles = []
    for code, panel in reversed(list(panels.items())):
        made = did(panel, "after", window)
        row = as_row(f"{code} {titles[code]}", made, judge(made, pre_trend(panel)))
        singles.append(replace(row, mark=EffectAddress.project.mark(code)))
    return [first, *singles]


def judge_group(together: Effect, n_projects: int) -> Verdict:
    """The verdict on projects taken together; each has its own time before the start, so no common check of it is made."""
    return judge(together, n_projects=n_projects)


def agreement(rows: Sequence[Row]) -> str:
    """How many methods give an estimate, and what may be said of each."""
    return _counted("effect.agreement", rows)


def forks_sentence(rows: Sequence[Row]) -> str:
    """Under how many of the other choices the verdict is the same."""
    return _counted("effect.forks_sentence", rows)


def group_sentence(rows: Sequence[Row]) -> str:
    """How many projects by themselves differ from what was expected."""
    return _counted("effect.group_sentence", rows[1:])


def ring_sentence(near: Sequence[Row]) -> str:
    """What happened next door, in words."""
    return Markup(" ").join(f"{row.name}: {row.words}" for row in near)


def _counted(key: str, rows: Sequence[Row]) -> str:
    """A sentence with how many rows are drawn and how many of those are lower, higher or undetermined."""
    found = Counter(row.finding for row in rows if row.value is not None)
    words = {"low": found["lower"], "high": found["higher"], "open": found["undetermined"]}
    return say(key, all=number(len(rows)), drawn=number(found.total()), **{k: number(n) for k, n in words.items()})
