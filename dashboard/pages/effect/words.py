"""What Effect says: effects in words with the interval first, how far the evidence reaches, and the tables of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import number, percentage, period_name
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.effect import Effect, LeftOut, Panel, PlaceboAreas, PlaceboDate, PreTrend, Rung, Verdict
    from dashboard.analysis.effect.areas import Cast

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


def ladder(found: Rung) -> str:
    """The four rungs on one line, those reached with a full dot, the highest of them bold."""
    reached = STEPS.index(found.step) if found.step in STEPS else -1
    parts = []
    for at, step in enumerate(STEPS):
        name = say(f"effect.rung.{step}")
        sign = Markup("● **{}**" if at == reached else "● {}" if at < reached else "○ {}")
        parts.append(sign.format(name))
    return Markup(" → ").join(parts)


def rung_sentence(found: Rung) -> str:
    """How far the data reach, and what the next rung lacks."""
    told = say(f"effect.rung_says.{found.step}", n=number(found.n_comparison), before=number(found.n_before))
    if not found.next_needs:
        return told
    what = ", ".join(say(f"effect.rung_needs.{need}") for need in found.next_needs)
    return sentences(told, say("effect.rung_needs.label", what=what))


def pre_trend_sentence(found: PreTrend) -> str:
    """Whether the areas went together before the start, and that going together proves nothing."""
    if found.passed is None:
        return say("effect.pre_trend.unknown")
    told = say("effect.pre_trend.passed" if found.passed else "effect.pre_trend.failed")
    if found.lower is None or found.upper is None:
        return told
    return sentences(told, say("effect.pre_trend.drift", span=span(found.lower, found.upper)))


def usual_project(projects: pd.DataFrame, until: date) -> str:
    """The latest project that ended a year before the end of the period; without one, the latest that started."""
    ended = pd.to_datetime(projects["end_date"]) <= pd.Timestamp(until) - pd.DateOffset(months=YEAR)
    settled = projects[ended & (projects["status"] != "stopped_early")]
    rows = settled.sort_values(["end_date", "project_code"]) if len(settled) else projects.sort_values("start_date")
    return str(rows["project_code"].iloc[-1])


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
        return say("effect.series_sentence_after", since=number(since), **words)
    before = own[: panel.start].mean()
    return say("effect.series_sentence", before=number(before), since=number(since), **words)


def area_sentence(found: Cast) -> str:
    """How many areas play which part, and how many were left out for what."""
    told = say(
        "effect.area_sentence",
        own=number(int(found.project.sum())),
        ring=number(int(found.ring.sum())),
        others=number(int(found.comparison.sum())),
    )
    gone = ", ".join(say(f"effect.left_out.{why}", n=number(n)) for why, n in found.left_out.items() if n)
    return sentences(told, say("effect.left_out.label", parts=gone)) if gone else told


def limits(found: Cast, panel: Panel, phase: str, fooled: float | None = None) -> list[str]:
    """What may not be concluded from this project, the general first, then what holds here.

    Args:
        found: who plays which part.
        panel: counts.
        phase: during or after.
        fooled: share of false alarms in the trial when areas drift apart by themselves; None where it is not known.
    """
    told = [say(f"effect.limit.{name}") for name in ("selection", "attribution", "mean", "registration", "good")]
    if phase == "during":
        told.append(say("effect.limit.during"))
    if found.also.any():
        told.append(say("effect.limit.also", n=number(int(found.also.sum())), all=number(panel.n_treated)))
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
    told.append(
        say("effect.placebo_dates" if tried else "effect.no_placebo_dates", n=number(len(tried)), out=number(outside))
    )
    values = [one.effect.value for one in left if one.effect.value is not None]
    if values:
        told.append(say("effect.leave_one_out", span=span(min(values), max(values))))
    return Markup(" ").join(told)
