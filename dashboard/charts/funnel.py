"""The programme funnel: what goes on and what stops at each step, with nothing found drawn as large as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import share_interval
from dashboard.charts.base import Figure, layout
from dashboard.charts.euros import NOTHING
from dashboard.charts.finding import side_of_half
from dashboard.charts.numbers import NBSP, circa, count, number, percent, percentage
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.charts.shares import noises, share_columns
from dashboard.policy import active_policy
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import OverviewFunnel, ProjectFunnels
    from dashboard.charts.euros import Euros
    from dashboard.charts.ladder import Amount
    from dashboard.charts.shares import Pair

    Counted = OverviewFunnel | ProjectFunnels

# What a step starts from and what goes on; the last one counts signals, not addresses.
STEPS = (
    ("scope", "n_scope", "n_selected"),
    ("selected", "n_selected", "n_examined"),
    ("examined", "n_examined", "n_irregular"),
    ("irregular", "n_irregular", "n_referred"),
    ("passed_on", "n_passed_on", "n_settled"),
)
ENDINGS = ("established", "irrevocable", "collected")
ROW = 54  # pixels of a step, with a line above its bar and one under it
# Steps of one period in which the same addresses begin and go on: they are counted in the month of the first.
SAME = frozenset({"examined", "irregular", "passed_on"})
MEASURES = {
    "n_scope": None,
    "n_selected": "selected_addresses",
    "n_examined": "examined_addresses",
    "n_irregular": "irregular_addresses",
    "n_referred": "referred_addresses",
    "n_passed_on": "signals_passed_on",
    "n_settled": "signals_settled",
}


def of_step(first: str, second: str) -> Pair:
    """The measures of a step from one column to another."""
    return str(MEASURES[second]), MEASURES[first]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        key: which one; ``funnel.<key>.…`` has its words.
        start: how many begin it.
        on: how many go on; rounding and the months in which steps are taken can put it above the start.
        share: share that goes on as read, or None where there is none.
        interval: of that share, as read.
        why_not: why there is no share, as read.
        is_same: whether the same addresses begin and go on; where not, the bar is all of what begins and is not parted.
        limit: the share that goes on with its interval; None where there is none.
    """

    key: str
    start: int
    on: int
    share: str | None
    interval: str
    why_not: str = ""
    is_same: bool = True
    limit: Estimate | None = None


@dataclass(frozen=True)
class Ending:
    """What came of it, in files and euros, which are no addresses.

    Attributes:
        kind: of money, one of ``ENDINGS``.
        counted: number of files as read, or that it is not known.
        euros: the amount with its margin as read, or why there is none.
        amount: the same as a number.
    """

    kind: str
    counted: str
    euros: str
    amount: Euros = NOTHING


def steps(row: Counted, noise: Noise, *, is_cohort: bool = False) -> list[Step]:
    """The steps of one period, or of one project from its beginning.

    Args:
        row: how many came to each step.
        noise: of the release; addresses in scope are exact.
        is_cohort: every step is of the same addresses, as in one project over all its months. In a period they are not:
            who is examined now was often selected before, so a share of the one in the other would mean nothing.
    """
    course, base = [], active_policy().base
    for key, first, second in STEPS:
        start, on = int(getattr(row, first)), int(getattr(row, second))
        limit = share_interval(min(on, start), start, *noises(on, start, noise, of_step(first, second)), base)
        is_same = is_cohort or key in SAME
        shown = percent(min(on, start), start) if is_same else None
        span = say("number.interval", lower=percentage(limit.lower), upper=percentage(limit.upper)) if limit else ""
        why_not = say("funnel.too_small" if is_same else "funnel.not_the_same")
        found = limit if shown else None
        course.append(Step(key, start, on, shown, span if shown else "", "" if shown else why_not, is_same, found))
    return course


def funnel(course: Sequence[Step], colours: Palette, ends: Sequence[Ending] = ()) -> Figure:
    """One bar per step, all of what begins it: blue goes on, pale stops, and both say what they are; then what came of it."""
    names = [_named(say(f"funnel.{step.key}.start"), _start(step)) for step in course]
    share = [min(step.on / step.start, 1.0) if step.share else 0.0 for step in course]
    rest = [1 - part if step.share else float(not step.is_same) for part, step in zip(share, course, strict=True)]
    notes = [note for at, step in enumerate(course) for note in _notes(step, names[at], colours)]
    last = [_named(say(f"funnel.{end.kind}.start"), end.counted) for end in ends]
    notes += [
        _note(name, colours) | {"x": 0, "xanchor": "left", "text": end.euros}
        for name, end in zip(last, ends, strict=True)
    ]
    names, share, rest = names + last, share + [0.0] * len(last), rest + [1.0] * len(last)
    bar: dict[str, Any] = {"type": "bar", "orientation": "h", "y": names, "width": 0.36, "hoverinfo": "skip"}
    return {
        "data": [
            {**bar, "x": share, "marker": {"color": colours.main}},
            {**bar, "x": rest, "marker": {"color": rgba(colours.main, 0.2)}},
        ],
        "layout": layout(
            colours,
            xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={"autorange": "reversed", "showgrid": False, "fixedrange": True},
            annotations=notes,
            barmode="stack",
            hovermode=False,
            height=ROW * len(names),
            margin={"t": 8},
        ),
    }


def funnel_table(course: Sequence[Step], ends: Sequence[Ending] = ()) -> pd.DataFrame:
    """The steps as people read them, and what came of it in files and euros."""
    rows = [
        (
            say(f"funnel.{step.key}.start"),
            _start(step),
            f"{say(f'funnel.{step.key}.on')}: {count(step.on)}",
            step.share or step.why_not,
            step.interval,
            say(f"funnel.{step.key}.stop"),
        )
        for step in course
    ]
    rows += [
        (say(f"funnel.{end.kind}.start"), end.counted, end.euros, say("funnel.no_addresses"), "", "") for end in ends
    ]
    columns = ("funnel.step", "funnel.number", "funnel.on", "funnel.share", "table.interval", "funnel.stops")
    return pd.DataFrame(rows, columns=[say(name) for name in columns])


def funnel_rows(course: Sequence[Step], ends: Sequence[Ending] = ()) -> pd.DataFrame:
    """The steps as numbers, one row each, and what came of it in files and euros with their margin, for the download."""
    rows = pd.DataFrame(
        {
            "funnel_step": [step.key for step in course],
            "n_start": [step.start for step in course],
            "goes_on": [step.key for step in course],
            "n_on": [step.on for step in course],
            **share_columns([step.limit for step in course]),
            "why_no_share": [step.why_not or None for step in course],
        }
    )
    if not ends:
        return rows
    last = pd.DataFrame(
        {
            "funnel_step": [end.kind for end in ends],
            "why_no_share": say("funnel.no_addresses"),
            "n_files": [end.amount.files for end in ends],
            "amount_eur": [end.amount.value for end in ends],
            "margin_pct": [None if end.amount.value is None else end.amount.margin for end in ends],
            "as_shown": [end.euros for end in ends],
        }
    )
    return pd.concat([rows.convert_dtypes(), last.convert_dtypes()], ignore_index=True)


def endings(rows: Sequence[Amount]) -> list[Ending]:
    """The decision, what became irrevocable and what was collected, of the money of the same period; none without any money."""
    by_kind = {row.kind: row.plain for row in rows}
    kept = [(kind, by_kind[kind]) for kind in ENDINGS if kind in by_kind]
    if all(euros.is_empty for _, euros in kept):
        return []
    return [
        Ending(
            kind,
            say("funnel.files_unknown")
            if euros.files is None or euros.value is None
            else say("funnel.files", n=circa(euros.files)),
            euros.text,
            euros,
        )
        for kind, euros in kept
    ]


def endings_sentence(ends: Sequence[Ending], *, is_cohort: bool = False) -> str:
    """How it ended in euros, and why no share of the addresses stands there; of a cohort no earlier decisions are in it."""
    euros = {end.kind: end.euros for end in ends}
    if not euros:
        return ""
    return sentences(say("funnel.sentence_ends", **euros), "" if is_cohort else say("funnel.ends_of_period"))


def funnel_sentence(course: Sequence[Step]) -> str:
    """How many were looked at and how many of those had nothing to report."""
    step = next(one for one in course if one.key == "examined")
    if not step.share:
        return say("funnel.sentence_small", examined=circa(step.start))
    clean = _rest(step)
    return say("funnel.sentence", examined=circa(step.start), clean=clean, irregular=step.share, interval=step.interval)


def funnel_finding(course: Sequence[Step]) -> str:
    """Whether most of what was looked at had nothing to report, or most had; silent where the share lies near half."""
    side = side_of_half(next(one for one in course if one.key == "examined").limit)
    return say(f"funnel.finding.{side}") if side else ""


def _rest(step: Step) -> str:
    """The share that stops; where nearly all go on it is not given more closely than that."""
    top = active_policy().percentage_top
    if percent(step.on, step.start) == say("number.more_than", value=f"{top}%"):
        return say("number.less_than", value=f"{100 - top}%")
    return percent(max(step.start - step.on, 0), step.start) or ""


def _start(step: Step) -> str:
    return number(step.start) if step.key == "scope" else count(step.start)


def _notes(step: Step, name: str, colours: Palette) -> list[dict[str, Any]]:
    """What goes on above the bar; what stops, or why there is no share, under it, so that both fit a phone."""
    left, what = _note(name, colours) | {"x": 0, "xanchor": "left"}, say(f"funnel.{step.key}.on")
    under = left | {"yshift": -left["yshift"]}
    if not step.is_same:
        on = say("funnel.label_stop", what=what, share=count(step.on))
        return [left | {"text": on}, under | {"text": say("funnel.other")}]
    if not step.share:
        text = say("funnel.label", what=what, n=count(step.on), share=step.why_not)
        return [left | {"yshift": 0, "text": text}]
    on = say("funnel.label", what=what, n=count(step.on), share=step.share)
    rest = say("funnel.label_stop", what=say(f"funnel.{step.key}.stop"), share=_rest(step))
    return [left | {"text": on}, under | {"x": 1, "xanchor": "right", "text": rest}]


def _note(name: str, colours: Palette) -> dict[str, Any]:
    return {"y": name, "showarrow": False, "yshift": 18, "font": {"size": 12, "color": colours.text}}


def _named(name: str, number_of: str) -> Tags:
    return Tags(f"{{}}<br><b>{{}}</b>{NBSP}").format(name, number_of)
