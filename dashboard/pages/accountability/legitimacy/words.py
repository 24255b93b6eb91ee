"""The sentences and tables of legitimacy: what projects stated of the first step, of the DPIA and of destruction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.named import delivered, named
from dashboard.charts.numbers import day, number
from dashboard.charts.projects import state_name
from dashboard.text import say
from dashboard.text.markup import Markup, clean, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.rows import AccountabilityStated
    from dashboard.charts.projects import Project

FIRST, COMPARED, CLOSED = "S02", "S16", "S24"
DESTROYED = (COMPARED, CLOSED)
NAMED = 3  # projects that are named in a sentence; more stand in the table
LATE = 30  # days; a step set within a month of its plan is on time, as in the dossier of a project
GRACE = 6  # months after the end in which the data of a project are destroyed, where no day was planned
READING = ("on_time", "late", "overdue", "not_due", "unknown", "none")  # as a sentence counts them
STANDINGS = ("late", "overdue", "unknown", "on_time", "not_due", "none")
NEVER_COMPARED = ("proposed", "rejected", "approved", "dpia_stop")
# Where each part of the chapter gets it from; which of them were read, and when.
SOURCES: dict[str, tuple[str, ...]] = {
    "law": ("vng", "convenant", "decree", "wgs", "letter_2025"),
    "heavy": ("conditions",),
    "supervision": ("thesis",),
    "rights": ("avg", "complaint"),
    "lessons": ("syri", "nationality", "argos", "letter_2023", "letter_2025"),
    "conclusions": ("ondiep",),
}
READ = date(2026, 11, 27)
UNREAD = frozenset({"convenant", "decree", "letter_2025", "thesis", "ondiep"})


@dataclass(frozen=True)
class File:
    """What one project stated of itself.

    Attributes:
        project: as the list has it.
        steps: what it stated of each step, by code; each says its reason and decisions as well.
    """

    project: Project
    steps: Mapping[str, AccountabilityStated]

    @property
    def name(self) -> str:
        """Title and code."""
        return f"{clean(self.project.row.title)} ({self.project.code})"

    @property
    def card(self) -> AccountabilityStated:
        """Its reason and decisions."""
        return next(iter(self.steps.values()))

    @property
    def has_begun(self) -> bool:
        """Whether it ever started."""
        return self.project.row.start_date is not None


def sources_of(part: str) -> Markup:
    """Where a part of the chapter has it from, each as a link."""
    return Markup("; ").join(say(f"legitimacy.source.{key}") for key in SOURCES[part])


def sources_table() -> pd.DataFrame:
    """One row per source: what it is, and whether it was read for this page and when."""
    every = list(dict.fromkeys(key for keys in SOURCES.values() for key in keys))
    checked = [say("legitimacy.unread") if key in UNREAD else say("legitimacy.read", date=day(READ)) for key in every]
    return pd.DataFrame(
        {
            say("legitimacy.source_name"): pd.Series([say(f"legitimacy.source.{key}") for key in every], dtype=object),
            say("legitimacy.checked"): checked,
        }
    )


def names(files: Sequence[File]) -> str:
    """Projects by name, joined with commas; empty where there are more than ``NAMED``."""
    return "; ".join(file.name for file in files) if len(files) <= NAMED else ""


def first_sentence(files: Sequence[File]) -> str:
    """How many projects stated that ordinary enforcement was tried, and which did not."""
    without = [file for file in files if not _day_of(file, FIRST)]
    return _counted("first", files, without)


def first_table(files: Sequence[File]) -> pd.DataFrame:
    """One row per project: why, the day of the step, of the executive decision and of the DPIA, and the note."""
    return pd.DataFrame(
        {
            say("legitimacy.project"): [file.name for file in files],
            say("projects.state_label"): [state_name(file.project.state) for file in files],
            say("legitimacy.reason"): delivered(
                clean(file.card.reason) or say("legitimacy.not_stated") for file in files
            ),
            say("legitimacy.first.day"): [_said(_day_of(file, FIRST)) for file in files],
            say("legitimacy.first.note_head"): delivered(clean(file.steps[FIRST].note) for file in files),
            say("projects.council"): [_said(file.card.council_decision_date) for file in files],
            say("projects.dpia"): [_said(file.card.dpia_date) for file in files],
            **_stated(files),
        }
    )


def first_rows(files: Sequence[File]) -> pd.DataFrame:
    """The same in machine columns."""
    more = {
        "stated_reason": [clean(file.card.reason) for file in files],
        "council_decision_date": [file.card.council_decision_date for file in files],
        "dpia_date": [file.card.dpia_date for file in files],
    }
    return pd.concat([_rows(files, (FIRST,)), pd.DataFrame(more)], axis=1)


def dpia_sentence(files: Sequence[File]) -> str:
    """How many projects have a DPIA, which have none, and how many of those began all the same."""
    without = [file for file in files if not file.card.dpia_date]
    begun = sum(file.has_begun for file in without)
    late = [file for file in files if _is_after_start(file)]
    parts = [_counted("dpia", files, without)]
    if without:
        parts.append(say("legitimacy.dpia.begun", n=number(begun)) if begun else say("legitimacy.dpia.none_begun"))
    if late:
        parts.append(say("legitimacy.dpia.late", n=number(len(late))))
    return sentences(*parts)


def dpia_table(files: Sequence[File]) -> pd.DataFrame:
    """One row per project, those without a DPIA first: state, start, day of the DPIA, and whether that was in time."""
    ordered = sorted(files, key=lambda file: file.card.dpia_date is not None)
    return pd.DataFrame(
        {
            say("legitimacy.project"): [file.name for file in ordered],
            say("projects.state_label"): [state_name(file.project.state) for file in ordered],
            say("projects.start"): [_said(file.project.row.start_date) for file in ordered],
            say("projects.dpia"): [_said(file.card.dpia_date) for file in ordered],
            say("legitimacy.dpia.when"): [say(f"legitimacy.dpia.times.{_time(file)}") for file in ordered],
            **_stated(ordered),
        }
    )


def dpia_rows(files: Sequence[File]) -> pd.DataFrame:
    """The same in machine columns."""
    return pd.DataFrame(
        {
            "project_code": [file.project.code for file in files],
            "title": [file.project.row.title for file in files],
            "start_date": [file.project.row.start_date for file in files],
            "dpia_date": [file.card.dpia_date for file in files],
            "stated_on_date": [file.project.row.stated_on_date for file in files],
        }
    )


def _stated(files: Sequence[File]) -> dict[str, list[str]]:
    """Whose statement it is and of which day, as columns: the project's own, through who leads it."""
    return {
        say("projects.lead_partner"): [named(file.project.row, "lead_name") for file in files],
        say("projects.stated_on"): [_said(file.project.row.stated_on_date) for file in files],
    }


def _is_after_start(file: File) -> bool:
    begun, made = file.project.row.start_date, file.card.dpia_date
    return begun is not None and made is not None and made > begun


def _time(file: File) -> str:
    if file.card.dpia_date is None:
        return "none"
    if not file.has_begun:
        return "not_begun"
    return "after" if _is_after_start(file) else "before"


def standing(file: File, code: str, on: date) -> str:
    """How a step of destruction stands, one of ``STANDINGS``.

    Rule: set within ``LATE`` days of its plan is ``on_time``, and so is one without a plan; later is ``late``. Not set is ``overdue``
    once its day has passed, ``not_due`` before it and ``unknown`` where there is no day to hold it against; of a project that never
    compared files there is ``none``. The day of S24 is the planned one, or ``GRACE`` months after the end.

    Args:
        file: the project.
        code: of the step.
        on: the day the deliveries speak of.
    """
    planned, made = file.steps[code].planned_date, file.steps[code].actual_date
    if made:
        return "late" if planned and (made - planned).days > LATE else "on_time"
    if file.project.state in NEVER_COMPARED:
        return "none"
    due = planned or (_after_end(file.project.row.end_date) if code == CLOSED else None)
    if due:
        return "overdue" if due < on else "not_due"
    return "not_due" if code == CLOSED and file.project.row.end_date is None else "unknown"


def _after_end(end: date | None) -> date | None:
    return (pd.Timestamp(end) + pd.DateOffset(months=GRACE)).date() if end else None


def destroyed_sentence(files: Sequence[File], on: date) -> str:
    """Per step of destruction how many projects stand how; those that are overdue by name where they are few."""
    parts = []
    for code in DESTROYED:
        of = Counter(standing(file, code, on) for file in files)
        counts = Markup(", ").join(
            say(f"legitimacy.destroyed.n.{key}", n=number(of[key])) for key in READING if of[key]
        )
        parts.append(say(f"legitimacy.destroyed.{code}", n=number(len(files)), counts=counts))
        if late := names([file for file in files if standing(file, code, on) == "overdue"]):
            parts.append(say("legitimacy.destroyed.overdue", names=late))
    return sentences(*parts)


def destroyed_table(files: Sequence[File], on: date) -> pd.DataFrame:
    """One row per project and step of destruction: planned, real, and how it stands; what asks for attention first."""
    pairs = [(file, code, standing(file, code, on)) for file in files for code in DESTROYED]
    ordered = sorted(pairs, key=lambda pair: STANDINGS.index(pair[2]))
    return pd.DataFrame(
        {
            say("legitimacy.project"): [file.name for file, _, _ in ordered],
            say("column.step"): [say(f"legitimacy.destroyed.step.{code}") for _, code, _ in ordered],
            say("column.planned_date"): [_said(file.steps[code].planned_date) for file, code, _ in ordered],
            say("column.actual_date"): [_said(_day_of(file, code)) for file, code, _ in ordered],
            say("column.state"): [say(f"legitimacy.destroyed.is.{state}") for _, _, state in ordered],
            **_stated([file for file, _, _ in ordered]),
        }
    )


def destroyed_rows(files: Sequence[File]) -> pd.DataFrame:
    """The same in machine columns."""
    return _rows(files, DESTROYED)


def _rows(files: Sequence[File], codes: Sequence[str]) -> pd.DataFrame:
    cells = ("step_name_nl", "step_name_en", "planned_date", "actual_date", "note")
    rows = []
    for file in files:
        for code in codes:
            row = file.project.row
            own = {"project_code": row.project_code, "title": row.title, "stated_on_date": row.stated_on_date}
            own |= {"step_code": code}
            rows.append(own | {cell: getattr(file.steps[code], cell.removeprefix("step_")) for cell in cells})
    return pd.DataFrame(rows)


def _counted(part: str, files: Sequence[File], without: Sequence[File]) -> str:
    """``Van de 17 projecten …; van 2 niet: …``; who lacks it by name where they are few."""
    has = len(files) - len(without)
    if not has:
        return say(f"legitimacy.{part}.sentence_none", n=number(len(files)))
    said = say(f"legitimacy.{part}.sentence", n=number(len(files)), has=number(has))
    if not without:
        return said
    few = names(without)
    lacks = say("legitimacy.lacking_named", names=few) if few else say("legitimacy.lacking", n=number(len(without)))
    return sentences(said, lacks)


def _day_of(file: File, code: str) -> date | None:
    return file.steps[code].actual_date


def _said(value: date | None) -> str:
    return day(value) if value else say("legitimacy.not_stated")
