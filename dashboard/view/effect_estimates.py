"""Which estimates stand on Effect, in which order, and which are left out and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.analysis.effect import (
    before_after,
    did,
    did_trend,
    displacement,
    forks,
    interrupted,
    pre_trend,
    rung,
    synthetic_control,
    verdict,
)
from dashboard.analysis.effect.offered import offered
from dashboard.analysis.effect_areas import panel as make_panel
from dashboard.analysis.effect_areas import panel_with_ring, without
from dashboard.text import say
from dashboard.view.effect import phrase, why
from dashboard.view.effect_figures import Row
from dashboard.view.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.effect import Effect, Panel, Verdict
    from dashboard.analysis.effect.panel import Phase
    from dashboard.analysis.effect_areas import Cast, Ground

COMPARING = ("did", "synthetic_control")
ALONE = ("interrupted", "before_after")


def judge(made: Effect, panel: Panel) -> Verdict:
    """The verdict on an estimate, with what the simulation and the time before the start allow."""
    n_comparison = 0 if made.estimator in ALONE else made.n_comparison
    offer = offered(made.estimator, made.n_treated, n_comparison)
    trend = pre_trend(panel) if made.estimator in COMPARING else None
    return verdict(made, trend, is_offered=offer.is_offered)


def main_estimate(panel: Panel, phase: Phase, window: int) -> tuple[Effect, Verdict]:
    """The estimate of the headline: against comparison areas where there are enough, else before and after."""
    compares = rung(panel, phase, window).step in {"with_comparison", "many_comparisons"}
    made = (did if compares else before_after)(panel, phase, window)
    judged = judge(made, panel)
    if not compares and judged.finding in {"lower", "higher"}:
        judged = type(judged)("undetermined", "no_comparison", draw=judged.draw)
    return made, judged


def fooled(made: Effect) -> float | None:
    """Largest share of false alarms in the simulated worlds that break this estimator's assumption; None without any."""
    limits = offered(made.estimator, made.n_treated, made.n_comparison).limits
    return max((share for _, share in limits), default=None)


def rows(panel: Panel, phase: Phase, window: int) -> list[Row]:
    """Every estimator on the same data, the headline's first; one without a figure says why."""
    main, _ = main_estimate(panel, phase, window)
    made = [
        did(panel, phase, window),
        did_trend(panel, phase, window),
        synthetic_control(panel, phase, window),
        interrupted(panel, phase, window),
        before_after(panel, phase, window),
    ]
    return [
        as_row(say(f"effect.estimator.{one.estimator}"), one, judge(one, panel), is_main=one == main) for one in made
    ]


def beside(ground: Ground, found: Cast, base: int, phase: Phase, window: int) -> list[Row]:
    """The ring around the project against areas further off; and the project without areas that had another project too."""
    panel, ring = panel_with_ring(ground, found, base)
    made = []
    if ring.any():
        moved = displacement(panel, ring, phase, window)
        away = panel.take(~panel.treated)
        made.append(as_row(say("effect.ring"), moved, judge(moved, replace(away, treated=ring[~panel.treated]))))
    if found.also.any() and not found.also[found.project].all():
        clean = make_panel(ground, without(found, found.also), base)
        own = did(clean, phase, window)
        made.append(as_row(say("effect.without_also"), own, judge(own, clean)))
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
        return Row(name, None, None, None, f"{finding}. {why(made, judged)}", _brief(made, judged), is_main)
    words = f"{phrase(made.value, made.lower, made.upper)}. {finding}."
    return Row(name, made.value, made.lower, made.upper, words, is_main=is_main)


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
        row = as_row(f"{code} {titles[code]}", made, judge(made, panel))
        singles.append(replace(row, mark=f"j:{code}"))
    return [first, *singles]


def judge_group(together: Effect, n_projects: int) -> Verdict:
    """The verdict on projects taken together; each has its own time before the start, so no common check of it is made."""
    offer = offered(together.estimator, together.n_treated, together.n_comparison, n_projects)
    return verdict(together, is_offered=offer.is_offered)


def agreement(rows: Sequence[Row]) -> str:
    """How many methods give an estimate, and on which side of no difference their intervals lie."""
    drawn = [row for row in rows if row.value is not None]
    return say("effect.agreement", all=number(len(rows)), drawn=number(len(drawn)), **_sides(drawn))


def forks_sentence(rows: Sequence[Row]) -> str:
    """Under how many of the other choices the verdict is the same."""
    drawn = [row for row in rows if row.value is not None]
    return say("effect.forks_sentence", all=number(len(rows)), drawn=number(len(drawn)), **_sides(drawn))


def group_sentence(rows: Sequence[Row]) -> str:
    """How many projects by themselves differ from what was expected."""
    drawn = [row for row in rows[1:] if row.value is not None]
    return say("effect.group_sentence", all=number(len(rows) - 1), drawn=number(len(drawn)), **_sides(drawn))


def ring_sentence(near: Sequence[Row]) -> str:
    """What happened next door, in words."""
    return " ".join(f"{row.name}: {row.words}" for row in near)


def _sides(drawn: Sequence[Row]) -> dict[str, str]:
    low = sum(row.upper is not None and row.upper < 1 for row in drawn)
    high = sum(row.lower is not None and row.lower > 1 for row in drawn)
    return {"low": number(low), "high": number(high), "open": number(len(drawn) - low - high)}
