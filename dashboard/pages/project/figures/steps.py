"""The 28 steps of one project: planned and real dates, what is missing, and what is simply not due yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts import events
from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, day, number, some
from dashboard.charts.plain import Tags, label
from dashboard.text import language, say
from dashboard.text.markup import Markup, clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.answers.rows import ProjectSteps
    from dashboard.charts.base import Figure
    from dashboard.charts.events import Event
    from dashboard.charts.palette import Palette


STATUSES = ("done", "later", "missing", "overdue", "not_due", "skipped")
DONE, ABSENT = ("done", "later"), ("missing", "overdue")
LATE = 30  # days; a step set within a month of its plan is on time
LAST_STEP = {"dpia_stop": "S06", "rejected": "S10"}  # after it nothing is expected any more
CLOSING = ("S16", "S21", "S22", "S23", "S24")  # what a project that stops half-way still owes
DESTROYED = ("S16", "S24")
LAST_WORK = "S20"
ROW, LONGEST = 24, 44  # pixels, characters
FOOT = 0.022  # of the height of the figure: a line of numbers


@dataclass(frozen=True)
class Step:
    """One step of a project.

    Attributes:
        row: as it was answered.
        status: one of STATUSES.
        days: after its plan; None without both dates.
    """

    row: ProjectSteps
    status: str
    days: int | None

    @property
    def code(self) -> str:
        """``S01`` to ``S28``."""
        return self.row.step_code

    @property
    def name(self) -> str:
        """What is done in it."""
        return str(getattr(self.row, f"name_{language()}"))

    @property
    def note(self) -> str:
        """What the project wrote of it, plain; empty where it wrote nothing."""
        return clean(self.row.note)

    @property
    def document(self) -> str:
        """The document it asks in the format of LSI, where the project stated it; empty otherwise."""
        return say(f"project.document.{self.row.document}") if self.row.document else ""

    @property
    def is_done(self) -> bool:
        """Whether it was taken, in time or later."""
        return self.status in DONE

    @property
    def is_absent(self) -> bool:
        """Whether it was expected and is not there."""
        return self.status in ABSENT


def classify(rows: Sequence[ProjectSteps], state: str, on: date) -> tuple[Step, ...]:
    """Each step with its status and its days after plan.

    ``missing``: a later step was taken, so this one was skipped or not delivered. ``overdue``: its planned day has passed and
    nothing after it was done. ``not_due``: still to come. ``skipped``: does not apply, because the project stopped.

    Args:
        rows: the steps of the project.
        state: the project's state.
        on: the day the project's delivery speaks of.
    """
    last = max((row.position for row in rows if row.actual_date), default=0)
    expected = _expected(rows, state)
    return tuple(Step(row, _status(row, last, row.step_code in expected, on), _days(row)) for row in rows)


def _days(row: ProjectSteps) -> int | None:
    return (row.actual_date - row.planned_date).days if row.actual_date and row.planned_date else None


def _status(row: ProjectSteps, last: int, is_expected: bool, on: date) -> str:
    if row.actual_date:
        return "later" if (_days(row) or 0) > LATE else "done"
    if not is_expected:
        return "skipped"
    is_planned_later = row.planned_date is not None and row.planned_date > on
    if row.position < last and not is_planned_later:
        return "missing"
    return "overdue" if row.planned_date and not is_planned_later else "not_due"


def _expected(rows: Sequence[ProjectSteps], state: str) -> frozenset[str]:
    """Codes of the steps that may be asked after: none after a stop, apart from what a stopped project still owes."""
    codes = frozenset(row.step_code for row in rows)
    if state in LAST_STEP:
        return frozenset(code for code in codes if code <= LAST_STEP[state])
    if state != "stopped_early":
        return codes
    worked = max((row.step_code for row in rows if row.actual_date and row.step_code <= LAST_WORK), default="")
    return frozenset(code for code in codes if code <= worked or code in CLOSING)


def rows_of(steps: Sequence[Step], answered: pd.DataFrame) -> pd.DataFrame:
    """The steps as they were answered with status and days, for the download."""
    days = pd.Series([step.days for step in steps], answered.index, dtype=float)
    return answered.assign(step_status=[step.status for step in steps], days=days)


def tally(steps: Sequence[Step]) -> dict[str, int]:
    """How many steps there are of each status, and how many are set."""
    counted = Counter(step.status for step in steps)
    sizes = {status: counted[status] for status in STATUSES}
    return sizes | {"set": sum(step.is_done for step in steps), "absent": sum(step.is_absent for step in steps)}


def sentence(steps: Sequence[Step]) -> str:
    """How many steps are set, which are missing, and what is known of the destruction of data."""
    sizes = tally(steps)
    told = [say("project.steps.sentence", set=some(sizes["set"]), all=number(len(steps)))]
    if sizes["later"]:
        told.append(say("project.steps.later", n=number(sizes["later"]), days=LATE))
    absent = [step for step in steps if step.is_absent]
    told.append(say("project.steps.absent", names=names(absent)) if absent else say("project.steps.none_absent"))
    if sizes["not_due"]:
        told.append(say("project.steps.not_due", n=number(sizes["not_due"])))
    if sizes["skipped"]:
        told.append(say("project.steps.skipped", n=number(sizes["skipped"])))
    return Markup(" ").join([*told, documents(steps), destroyed(steps)])


def documents(steps: Sequence[Step]) -> str:
    """How many documents were stated in their format and how many of those adopted, or that none was."""
    written = [step for step in steps if step.row.document]
    if not written:
        return say("project.steps.no_documents")
    adopted = sum(step.row.adopted_on_date is not None for step in written)
    return say("project.steps.documents", n=number(len(written)), adopted=some(adopted))


def names(steps: Sequence[Step]) -> str:
    """``evaluatie (S22), DPIA (S06)``."""
    return ", ".join(f"{step.name} ({step.code})" for step in steps)


def destroyed(steps: Sequence[Step]) -> str:
    """What the delivery says of the destruction of data of people without a finding, and of all project data."""
    by_code = {step.code: step for step in steps}
    return Markup(" ").join(_destroyed(by_code[code]) for code in DESTROYED)


def in_time(steps: Sequence[Step], code: str) -> str:
    """Whether data were destroyed in time, for the panel of people: in words, with the days."""
    step = next(step for step in steps if step.code == code)
    if step.row.actual_date is None:
        return say(f"project.people.destroyed_{step.status}")
    on = day(step.row.actual_date)
    if step.days is None:
        return say("project.people.no_plan", date=on)
    key = "in_time" if step.days <= LATE else "too_late"
    return say(f"project.people.{key}", date=on, days=number(max(step.days, 0)))


def _destroyed(step: Step) -> str:
    if step.row.actual_date:
        return say(f"project.steps.{step.code}_done", date=day(step.row.actual_date))
    return say(f"project.steps.{step.code}_{'absent' if step.is_absent else step.status}")


def table(steps: Sequence[Step]) -> pd.DataFrame:
    """Every step as people read it; notes stay plain."""
    phase = f"phase_name_{language()}"
    return pd.DataFrame(
        {
            say("project.steps.step"): [f"{step.code} {step.name}" for step in steps],
            say("table.phase"): [getattr(step.row, phase) for step in steps],
            say("table.planned"): [_day(step.row.planned_date) for step in steps],
            say("table.actual"): [_day(step.row.actual_date) for step in steps],
            say("project.steps.days"): ["" if step.days is None else f"{step.days:+d}" for step in steps],
            say("projects.state_label"): [say(f"project.steps.status.{step.status}") for step in steps],
            say("project.steps.document"): [step.document or "–" for step in steps],
            say("project.steps.adopted"): [_day(step.row.adopted_on_date) for step in steps],
            say("project.steps.remark"): [step.note for step in steps],
        }
    )


def document_table(steps: Sequence[Step]) -> pd.DataFrame:
    """The steps whose document was stated in its format, with the day it was adopted; no rows where none was."""
    written = [step for step in steps if step.row.document]
    return pd.DataFrame(
        {
            say("project.steps.step"): [f"{step.code} {step.name}" for step in written],
            say("project.steps.document"): [step.document for step in written],
            say("project.steps.adopted"): [_day(step.row.adopted_on_date) for step in written],
        }
    )


def days(steps: Sequence[Step], on: date) -> tuple[date, date]:
    """The first and the last day that the figure shows, that of the delivery among them."""
    known = [one for step in steps for one in (step.row.planned_date, step.row.actual_date) if one]
    return min([*known, on]), max([*known, on])


def figure(steps: Sequence[Step], on: date, colours: Palette, happened: Sequence[Event] = ()) -> Figure:
    """Per step its planned day (open) and its real one (full), joined; a cross where one is missing; events as thin numbered lines.

    Args:
        steps: in order.
        on: the day the delivery speaks of.
        colours: the active palette.
        happened: events within ``days``, in order of time.
    """
    planned = [(step, step.row.planned_date) for step in steps if step.row.planned_date]
    taken = [(step, step.row.actual_date) for step in steps if step.row.actual_date]
    if not planned and not taken:
        return {"data": [], "layout": {}}
    places = {step.code: at for at, step in enumerate(steps)}
    both = [(step, step.row.actual_date) for step, _ in planned if step.row.actual_date]
    joined: Figure = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    plan = {step.code: when for step, when in planned}
    joined["x"] = [x for step, actual in both for x in (_iso(plan[step.code]), _iso(actual), None)]
    joined["y"] = [y for step, _ in both for y in (places[step.code], places[step.code], None)]
    joined["line"] = {"color": colours.muted, "width": 1.5}
    present = [(step, when) for step, when in planned if not step.is_absent]
    absent = [(step, when) for step, when in planned if step.is_absent]
    marks = [
        (present, "circle-open", colours.muted, "table.planned"),
        (absent, "x", colours.text, "project.steps.cross"),
        (taken, "circle", colours.main, "table.actual"),
    ]
    traces = [joined, *(_marks(dated, places, (symbol, colour, say(key))) for dated, symbol, colour, key in marks)]
    texts = [label(f"{step.code} {step.name}", LONGEST) for step in steps]
    up = {"tickvals": list(places.values()), "ticktext": [f"{text}{NBSP}" for text in texts], "tickfont": {"size": 12}}
    up |= {"range": [len(places) - 0.4, -0.6], "showgrid": False, "fixedrange": True, "rangemode": "normal"}
    across = {"type": "date", "fixedrange": True, "side": "top", "tickformat": "%m-%Y", "nticks": 6, "tickangle": 0}
    legend = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    phases = sorted({step.row.phase_code for step in steps})
    bands = [
        _band([places[step.code] for step in steps if step.row.phase_code == phase], colours) for phase in phases[1::2]
    ]
    shapes = [*bands, {"type": "line", "yref": "paper", "x0": _iso(on), "x1": _iso(on), "y0": 0, "y1": 1, "line": line}]
    lines, numbers = events.marks(happened, days(steps, on), colours)
    # Above the figure stand its dates, so the numbers stand on its foot, each line of them a little higher.
    behind = {"bgcolor": colours.background}
    numbers = [note | behind | {"y": events.line_of(note) * FOOT} for note in numbers]
    more = {"showlegend": True, "legend": legend, "hovermode": "closest"}
    more |= {"shapes": [*shapes, *lines], "annotations": numbers}
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(places) + 90, **more)}


def _band(at: Sequence[int], colours: Palette) -> Figure:
    """Every other phase on a ground of its own, so that the eye finds it back."""
    behind = {"fillcolor": colours.surface, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": min(at) - 0.5, "y1": max(at) + 0.5} | behind


def _marks(dated: Sequence[tuple[Step, date]], places: dict[str, int], look: tuple[str, str, str]) -> Figure:
    symbol, colour, name = look
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "showlegend": bool(dated),
        "x": [_iso(when) for _, when in dated],
        "y": [places[step.code] for step, _ in dated],
        "text": [f"{step.code} · {say(f'project.steps.status.{step.status}')}" for step, _ in dated],
        "hovertemplate": Tags("%{{text}}<br>{}: %{{x|%d-%m-%Y}}<extra></extra>").format(name),
        "marker": {"symbol": symbol, "size": 9, "color": colour, "line": {"width": 1.5, "color": colour}},
    }


def _iso(value: date) -> str:
    return value.strftime("%Y-%m-%d")


def _day(value: date | None) -> str:
    return value.strftime("%d-%m-%Y") if value else "–"
