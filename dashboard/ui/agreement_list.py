"""What Borging draws under its bars: values after closure, every agreement, and the calendar of follow-ups."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.answers.rows import SustainmentFollowUps
from dashboard.charts import agreement_figures as figures
from dashboard.charts import agreements as sustainment
from dashboard.charts.numbers import number
from dashboard.charts.walk import values, walk
from dashboard.documents.calendar import Event, calendar
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_figure, draw_foot

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.accuracy import Noise
    from dashboard.store import Release
    from dashboard.ui.agreements import Agreements
    from dashboard.ui.viewer import Viewer

HEIGHT, ROW, AGREEMENT = 420, 36, 340  # pixels
LONG = 500  # rows; a table of more is folded
FIRST = 12  # follow-ups shown


def noise_of(release: Release) -> Noise:
    """Standard deviation of the rounding of a value after closure: each is one rounded cell, whatever its size."""
    return lambda _value, measure: release.accuracy(measure, "project", "month").one_cell


def draw_values(viewer: Viewer, found: Agreements, noise: Noise) -> None:
    """Values after closure: of one project their course, of more what is left; then all of them over the whole width."""
    rows = found.measured
    is_one = len(set(values(rows["project_code"]))) == 1
    figure = figures.courses(rows, noise, viewer.colours) if is_one else figures.shares(rows, viewer.colours)
    table = partial(sustainment.values_table, rows, noise)
    shown = Shown(
        "values",
        say("sustainment.values_title"),
        found.sentences["values"],
        lambda: sustainment.values_brief(table()),
        partial(sustainment.values_rows, rows),
        say("sustainment.rule"),
        say("sustainment.courses_reading" if is_one else "sustainment.shares_reading"),
        say("sustainment.values_caveat"),
    )
    draw_figure(figure, shown, viewer)
    wide = {say("sustainment.agreement"): st.column_config.TextColumn(width=AGREEMENT // 2)}
    _draw_rows("values_rows", len(rows), table, shown.title, column_config=wide)


def draw_agreements(viewer: Viewer, found: Agreements) -> None:
    """Every agreement in a table that sorts, with its foot."""
    table = partial(sustainment.listed, found.rows)
    screen.subheader(say("sustainment.list_title"))
    wide = {
        say("sustainment.agreement"): st.column_config.TextColumn(width=AGREEMENT),
        say("sustainment.due"): st.column_config.DateColumn(format="DD-MM-YYYY"),
    }
    _draw_rows("list_rows", len(found.rows), table, say("sustainment.list_title"), column_config=wide, placeholder="–")
    guide = say("sustainment.list_note"), say("sustainment.list_reading"), say("sustainment.list_caveat")
    title, sentence = say("sustainment.list_title"), found.sentences["agreements"]
    draw_foot(Shown("agreements", title, sentence, table, table, *guide), viewer)


def draw_calendar(viewer: Viewer, found: Agreements) -> None:
    """Follow-ups still to be made as a list, and as a file for a calendar."""
    due = viewer.ask(SustainmentFollowUps, **viewer.scope).frame
    due = due.take([at for at, code in enumerate(values(due["project_code"])) if code in found.projects])
    screen.subheader(say("sustainment.calendar_title"))
    table = partial(sustainment.follow_ups, due)
    if not due.empty:
        screen.table(sustainment.follow_ups(due.head(FIRST)))
        screen.download_button(
            say("sustainment.calendar_download"),
            data=lambda: calendar(events(due), say("sustainment.calendar_title"), _made_at(viewer)),
            file_name=f"lsi_metingen_{viewer.release.id}.ics",
            mime="text/calendar",
            key="download_calendar_file",
            icon=":material/calendar_month:",
        )
    words = sustainment.follow_ups_sentence(due), say("sustainment.calendar_note")
    guide = say("sustainment.calendar_reading"), say("sustainment.calendar_caveat")
    draw_foot(Shown("calendar", say("sustainment.calendar_title"), words[0], table, due, words[1], *guide), viewer)


def events(due: pd.DataFrame) -> list[Event]:
    """One whole day per follow-up; its name is the project and the moment, so that a later file replaces it."""
    return [
        Event(
            f"{project}-{months}",
            day,
            say("sustainment.event", moment=sustainment.moment(months), project=project),
            say("sustainment.event_text", title=title, n=n),
        )
        for project, months, day, title, n in walk(
            due, "project_code", "moment_months", "due_date", "title", "n_agreements"
        )
    ]


def _draw_rows(key: str, n: int, make: Callable[[], pd.DataFrame], alt: str, **more: Any) -> None:
    """A table that sorts; of a whole programme folded, and made when it is opened."""
    if not n:
        return
    place = st.container()
    if n > LONG:
        folded = screen.expander(say("sustainment.all_rows", n=number(n)), key=key, on_change="rerun")
        if not folded.open:
            return
        place = folded
    table = make()
    with place:
        screen.dataframe(table, height=_height(table), alt=alt, **more)


def _height(table: pd.DataFrame) -> int:
    return min(HEIGHT, ROW * (len(table) + 1) + 2)


def _made_at(viewer: Viewer) -> datetime:
    made = datetime.fromisoformat(viewer.release.manifest["history"][0]["at"])
    return made if made.tzinfo else made.replace(tzinfo=UTC)
