"""The sentences and tables of Effect, each with what it cannot say."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.addresses import EffectAddress
from dashboard.analysis.effect import (
    before_after,
    did,
    did_trend,
    displacement,
    evidence_level,
    interrupted,
    judge,
    pre_trend,
    sensitivity,
    synthetic_control,
)
from dashboard.analysis.effect.areas import panel as make_panel
from dashboard.analysis.effect.areas import panel_with_ring, without
from dashboard.analysis.effect.offered import offered
from dashboard.charts.numbers import circa, number, percentage, period_name, some, tally
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.analysis.effect import (
        Effect,
        EventStudy,
        Evidence,
        LeftOut,
        Panel,
        PlaceboAreas,
        PlaceboDate,
        PreTrend,
        Verdict,
    )
    from dashboard.analysis.effect.areas import AreaCounts, Design
    from dashboard.analysis.effect.panel import Phase
    from dashboard.answers.rows import EffectAreas, EffectProjects


@dataclass(frozen=True)
class Row:
    """One estimate in a figure of estimates.

    Attributes:
        name: what it estimates or how.
        value: observed / expected; None where it is not drawn, and then ``words`` say why.
        lower, upper: ends of the interval.
        words, brief: the estimate, or why there is none; and the same where there is little room.
        is_main: the estimate of the headline.
        mark: ``key:code`` a click fills in the URL.
        finding: what may be said, as of a Verdict.
    """

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    words: str
    brief: str = ""
    is_main: bool = False
    mark: str = ""
    finding: str = "none"


ABSENT = "–"
DOUBLE = 2.0  # from twice on a ratio reads better as a multiple
YEAR = 12  # months after the end from which a project shows what came of it
HIDDEN = ("not_offered", "pre_trend", "not_estimated")  # verdicts that give no figure
STEPS = ("only_after", "before_after", "with_comparison", "many_comparisons")
FEW = 3  # areas; so few say little on their own


def against(ratio: float) -> str:
    """Observed / expected in words: ``15% minder``, ``3 keer zoveel``, ``evenveel``."""
    if not math.isfinite(ratio):
        return say("effect.unbounded")
    if ratio >= DOUBLE:
        return say("effect.times", value=number(ratio, 1))
    share = round(abs(ratio - 1), 2)
    if share == 0:
        return say("effect.equal")
    return say("effect.fewer" if ratio < 1 else "effect.more", value=percentage(share))


def span(lower: float, upper: float) -> str:
    """An interval in words: ``tussen 30% minder en 8% meer``."""
    return say("effect.span", lower=against(lower), upper=against(upper))


def phrase(value: float | None, lower: float | None, upper: float | None) -> str:
    """Interval, then point."""
    if value is None or lower is None or upper is None:
        return ABSENT
    return say("effect.phrase", span=span(lower, upper), value=against(value))


def why(effect: Effect, verdict: Verdict) -> str:
    """Why the verdict is as it is; why there is no estimate where there is none."""
    if verdict.why == "not_estimated" and effect.reason:
        return say(f"effect.reason.{effect.reason}")
    return say(f"effect.why.{verdict.why}")


def headline(effect: Effect, verdict: Verdict, phase: str, what: str, measure: str) -> str:
    """The answer of the page in a sentence: interval before point, then what may be said and why."""
    words = {"what": what, "measure": measure, "why": why(effect, verdict)}
    words["finding"] = say(f"effect.finding.{verdict.finding}").lower()
    if verdict.why in HIDDEN or effect.value is None:
        return say(f"effect.headline_none.{phase}", **words)
    return say(f"effect.headline.{phase}", phrase=phrase(effect.value, effect.lower, effect.upper), **words)


def series_finding(verdict: Verdict, phase: str, measure: str) -> str:
    """Whether fewer or more were counted than expected; silent unless the whole interval lies on one side, against other areas."""
    if verdict.why != "interval" or verdict.finding not in {"lower", "higher"}:
        return ""
    return say(f"effect.headline_short.{verdict.finding}.{phase}", measure=measure)


def ladder(found: Evidence) -> str:
    """The four evidence levels on one line, those reached with a full dot, the highest of them bold."""
    reached = STEPS.index(found.step) if found.step in STEPS else -1
    parts = []
    for at, step in enumerate(STEPS):
        name = say(f"effect.evidence_level.{step}")
        sign = Markup("● **{}**" if at == reached else "● {}" if at < reached else "○ {}")
        parts.append(sign.format(name))
    return Markup(" → ").join(parts)


def evidence_sentence(found: Evidence) -> str:
    """How far the data reach, and what the next level lacks."""
    told = say(f"effect.evidence_says.{found.step}", n=number(found.n_comparison), before=number(found.n_before))
    if not found.next_needs:
        return told
    what = ", ".join(say(f"effect.evidence_needs.{need}") for need in found.next_needs)
    return sentences(told, say("effect.evidence_needs.label", what=what))


def pre_trend_sentence(found: PreTrend) -> str:
    """Whether the areas went together before the start, and that going together proves nothing."""
    if found.passed is None:
        return say("effect.pre_trend.unknown")
    told = say("effect.pre_trend.passed" if found.passed else "effect.pre_trend.failed")
    if found.lower is None or found.upper is None:
        return told
    return sentences(told, say("effect.pre_trend.drift", span=span(found.lower, found.upper)))


def usual_project(projects: Sequence[EffectProjects], until: date) -> str:
    """The latest project that ended a year before the end of the period; without one, the latest that started."""
    limit = (pd.Timestamp(until) - pd.DateOffset(months=YEAR)).date()
    ends = [(row.end_date, row.project_code) for row in projects if row.end_date and row.status != "stopped_early"]
    starts = [(row.start_date, row.project_code) for row in projects]
    return max([end for end in ends if end[0] <= limit] or starts)[1]


def expected(panel: Panel, window: int) -> list[float] | None:
    """Counts per quarter the project's areas would have had if they had moved with the comparison areas; None without those."""
    before, _ = panel.periods("after", window)
    own, others = panel.counts[panel.treated], panel.counts[~panel.treated]
    base = others[:, before].sum() if panel.n_comparison else 0.0
    if not base:
        return None
    scaled: list[float] = (own[:, before].sum() * others.sum(axis=0) / base).tolist()
    return scaled


def series_sentence(panel: Panel, quarters: Sequence[date], measure: str) -> str:
    """How much was counted before the start and from it on, per quarter."""
    own = panel.counts[panel.treated].sum(axis=0)
    words = {
        "measure": measure,
        "n": number(panel.n_treated),
        "start": period_name(quarters[panel.start], "quarter"),
    }
    since = own[panel.start :].mean()
    if not panel.start:
        return say("effect.series_sentence_after", since=_mean(since), **words)
    before = own[: panel.start].mean()
    return say("effect.series_sentence", before=_mean(before), since=_mean(since), **words)


def _mean(value: float) -> str:
    """A mean of counts; what is less than one keeps a decimal, so that it does not read as none."""
    return number(value, 1) if 0 < value < 1 else some(value)


def area_sentence(found: Design) -> str:
    """How many areas play which part, and how many were left out for what."""
    plays = ("treated", "ring", "comparison")
    parts = tally((say(f"effect.plays.{part}"), int(getattr(found, part).sum())) for part in plays)
    told = say("effect.area_sentence", parts=parts)
    gone = ", ".join(say(f"effect.left_out.{why}", n=number(n)) for why, n in found.left_out.items() if n)
    return sentences(told, say("effect.left_out.label", parts=gone)) if gone else told


def limits(found: Design, panel: Panel, phase: str, fooled: float | None = None) -> list[str]:
    """What may not be concluded from this project, the general first, then what holds here.

    Args:
        found: who plays which part.
        panel: counts.
        phase: during or after.
        fooled: share of false alarms in the validation when areas drift apart by themselves; None where it is not known.
    """
    told = [say(f"effect.limit.{name}") for name in ("selection", "attribution", "mean", "registration", "good")]
    if phase == "during":
        told.append(say("effect.limit.during"))
    if found.also_treated.any():
        told.append(say("effect.limit.also", n=number(int(found.also_treated.sum())), all=number(panel.n_treated)))
    if fooled is not None:
        told.append(say("effect.limit.drift", share=percentage(fooled)))
    if panel.n_treated <= FEW:
        told.append(say("effect.limit.few", n=number(panel.n_treated)))
    return told


def group_limits() -> list[str]:
    """What may not be concluded from projects taken together."""
    return [
        say(f"effect.limit.{name}") for name in ("selection", "attribution", "mean", "registration", "good", "group")
    ]


def no_placebos(made: Effect) -> str:
    """Why nothing can be tried out."""
    return say("effect.no_placebos", why=say(f"effect.reason.{made.reason}"))


def placebo_sentence(found: PlaceboAreas, dates: Sequence[PlaceboDate], left: Sequence[LeftOut]) -> str:
    """How the estimate holds among areas and dates without a project, and without one area."""
    told = []
    if found.p_value is not None and found.false_share is not None:
        words = {"n": number(len(found.values)), "p": percentage(found.p_value), "false": percentage(found.false_share)}
        told.append(say("effect.placebo_areas", **words))
    else:
        told.append(say("effect.no_placebo_areas"))
    tried = [one.effect for one in dates if one.effect.lower is not None and one.effect.upper is not None]
    outside = sum(not (one.lower or 0) <= 1 <= (one.upper or math.inf) for one in tried)
    key = "no_placebo_dates" if not tried else "placebo_dates" if outside else "placebo_dates_hold"
    told.append(say(f"effect.{key}", n=number(len(tried)), out=number(outside)))
    values = [one.effect.value for one in left if one.effect.value is not None]
    if values:
        told.append(say("effect.leave_one_out", span=span(min(values), max(values))))
    return Markup(" ").join(told)


METHODS = (did, did_trend, synthetic_control, interrupted, before_after)


def main_estimate(panel: Panel, phase: Phase, window: int) -> tuple[Effect, Verdict]:
    """The estimate of the headline: against comparison areas where there are enough, else before and after."""
    compares = evidence_level(panel, phase, window).step in {"with_comparison", "many_comparisons"}
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


def beside(area_counts: AreaCounts, found: Design, base: int, phase: Phase, window: int) -> list[Row]:
    """The ring around the project against areas further off; and the project without areas that had another project too."""
    panel, ring = panel_with_ring(area_counts, found, base)
    made = []
    if ring.any():
        moved = displacement(panel, ring, phase, window)
        away = panel.take(~panel.treated)
        trend = pre_trend(replace(away, treated=ring[~panel.treated]))
        made.append(as_row(say("effect.ring"), moved, judge(moved, trend)))
    if found.also_treated.any() and not found.also_treated[found.treated].all():
        clean = make_panel(area_counts, without(found, found.also_treated), base)
        own = did(clean, phase, window)
        made.append(as_row(say("effect.without_also"), own, judge(own, pre_trend(clean))))
    return made


def sensitivity_rows(panels: Mapping[str, Panel], phase: Phase) -> list[Row]:
    """The estimate under the other reasonable choices."""
    return [
        as_row(_choice_name(one.estimator, one.window, one.comparison), one.effect, one.verdict)
        for one in sensitivity(panels, phase)
    ]


def _choice_name(estimator: str, window: int, comparison: str) -> str:
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
    return _count_findings("effect.agreement", rows)


def sensitivity_sentence(rows: Sequence[Row]) -> str:
    """Under how many of the other choices the verdict is the same."""
    return _count_findings("effect.sensitivity_sentence", rows)


def group_sentence(rows: Sequence[Row]) -> str:
    """How many projects by themselves differ from what was expected."""
    return _count_findings("effect.group_sentence", rows[1:])


def ring_sentence(near: Sequence[Row]) -> str:
    """What happened next door, in words."""
    return Markup(" ").join(f"{row.name}: {row.words}" for row in near)


FINDINGS = ("lower", "higher", "undetermined")


def _count_findings(key: str, rows: Sequence[Row]) -> str:
    """A sentence with how many rows are drawn and how many of those are lower, higher or undetermined."""
    found = Counter(row.finding for row in rows if row.value is not None)
    parts = tally((say(f"effect.found.{finding}"), found[finding]) for finding in FINDINGS)
    told = say(key, all=number(len(rows)), drawn=some(found.total()))
    return sentences(told, say("effect.found.sentence", parts=parts) if parts else "")


RATIO = 3  # decimals of a ratio in a download


def event_rows(found: EventStudy, quarters: Sequence[date], start: int) -> pd.DataFrame:
    """Effects per quarter as numbers."""
    return pd.DataFrame(
        {
            "quarter": [quarters[start + one.period] for one in found.moments],
            "quarters_since_start": [one.period for one in found.moments],
            "observed": [int(one.observed) for one in found.moments],
            "expected": [_rounded(one.expected, 1) for one in found.moments],
            "ratio": [_rounded(one.value) for one in found.moments],
            "lower": [_rounded(one.lower) for one in found.moments],
            "upper": [_rounded(one.upper) for one in found.moments],
        }
    )


def events_table(found: EventStudy, quarters: Sequence[date], start: int) -> pd.DataFrame:
    """The same as people read it."""
    return pd.DataFrame(
        {
            say("table.period"): [period_name(quarters[start + one.period], "quarter") for one in found.moments],
            say("effect.counted"): [circa(int(one.observed)) for one in found.moments],
            say("effect.expected"): [ABSENT if one.expected is None else number(one.expected) for one in found.moments],
            say("effect.difference"): [phrase(one.value, one.lower, one.upper) for one in found.moments],
        }
    )


def series_rows(
    panel: Panel, without: Sequence[float] | None, quarters: Sequence[date], happened: Sequence[str]
) -> pd.DataFrame:
    """Counts per quarter of the project's areas, those expected, those of the comparison areas, and what happened."""
    own, others = panel.counts[panel.treated].sum(axis=0), panel.counts[~panel.treated].sum(axis=0)
    return pd.DataFrame(
        {
            "quarter": list(quarters),
            "n_project": own.astype(int),
            "expected": np.full(len(own), np.nan) if without is None else np.round(without, 1),
            "n_comparison": others.astype(int),
            "events": list(happened),
        }
    )


def series_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as people read it."""
    return pd.DataFrame(
        {
            say("table.period"): [period_name(day, "quarter") for day in rows["quarter"]],
            say("effect.project_areas"): [circa(int(value)) for value in rows["n_project"]],
            say("effect.expected"): [ABSENT if pd.isna(value) else number(value) for value in rows["expected"]],
            say("effect.comparison_areas"): [circa(int(value)) for value in rows["n_comparison"]],
            say("events.column"): rows["events"].tolist(),
        }
    )


def areas(neighbourhoods: Sequence[EffectAreas], area_counts: AreaCounts, found: Design) -> pd.DataFrame:
    """Every area with a part, the project's first."""
    by_code = {row.area_code: row for row in neighbourhoods}
    parts = (("project", found.treated), ("ring", found.ring), ("comparison", found.comparison))
    rows = [
        (
            say(f"effect.part.{part}"),
            by_code[area_counts.codes[at]],
            say("effect.in_other_project") if found.also_treated[at] else "",
        )
        for part, mask in parts
        for at in np.flatnonzero(mask)
    ]
    lines = [(part, area.area_name, area.municipality_name, also_treated) for part, area, also_treated in rows]
    heads = [say("effect.part_label"), say("table.area"), say("level.municipality"), say("effect.remark")]
    return pd.DataFrame(lines, columns=heads)


def area_rows(neighbourhoods: Sequence[EffectAreas], area_counts: AreaCounts, found: Design) -> pd.DataFrame:
    """The same by code, for the download."""
    by_code = {row.area_code: row for row in neighbourhoods}
    parts = (("project", found.treated), ("ring", found.ring), ("comparison", found.comparison))
    every = [(part, at) for part, mask in parts for at in np.flatnonzero(mask)]
    rows = [by_code[area_counts.codes[at]] for _, at in every]
    return pd.DataFrame(
        {
            "role": [part for part, _ in every],
            "area_code": [row.area_code for row in rows],
            "area_name": [row.area_name for row in rows],
            "municipality_code": [row.municipality_code for row in rows],
            "municipality_name": [row.municipality_name for row in rows],
            "is_in_other_project": [bool(found.also_treated[at]) for _, at in every],
        }
    )


def estimates_table(rows: Sequence[Row]) -> pd.DataFrame:
    """Estimates with their interval in words, or why there is none."""
    return pd.DataFrame(
        {
            say("effect.method"): [row.name for row in rows],
            say("effect.difference"): [row.words for row in rows],
        }
    )


def estimate_rows(rows: Sequence[Row]) -> pd.DataFrame:
    """Estimates as numbers; empty where none is given."""
    return pd.DataFrame(
        {
            "method": [row.name for row in rows],
            "ratio": [_rounded(row.value) for row in rows],
            "lower": [_rounded(row.lower) for row in rows],
            "upper": [_rounded(row.upper) for row in rows],
            "remark": [row.words for row in rows],
        },
    )


QUANTILES = (0.025, 0.25, 0.5, 0.75, 0.975)  # of the placebos, in the table


def placebos_table(found: PlaceboAreas) -> pd.DataFrame:
    """Placebo effects at the edges and in the middle."""
    values = np.array(found.values)
    quantiles = QUANTILES if len(values) else ()
    return pd.DataFrame(
        {
            say("effect.share_of_draws"): [say("effect.below", share=f"{number(100 * q, 1)}%") for q in quantiles],
            say("effect.difference"): [against(float(np.quantile(values, q))) for q in quantiles],
        }
    )


def placebos_rows(found: PlaceboAreas) -> pd.DataFrame:
    """The same as numbers, for the download."""
    values = np.array(found.values)
    quantiles = QUANTILES if len(values) else ()
    return pd.DataFrame(
        {
            "draws_below_pct": [100 * share for share in quantiles],
            "ratio": [_rounded(float(np.quantile(values, share))) for share in quantiles],
        }
    )


def _rounded(value: float | None, decimals: int = RATIO) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, decimals)
