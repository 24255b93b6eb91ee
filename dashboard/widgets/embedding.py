"""What Borging draws under its bars: values after closure, every agreement, and the calendar of follow-ups."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.documents.calendar import Event, calendar
from dashboard.text import say
from dashboard.view import embedding
from dashboard.view import embedding_figures as figures
from dashboard.view.numbers import number
from dashboard.view.walk import values, walk
from dashboard.widgets import screen
from dashboard.widgets.figure import Shown, draw_figure, draw_foot

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.accuracy import Noise
    from dashboard.store import Release
    from dashboard.widgets.agreements import Agreements
    from dashboard.widgets.frame import Frame

HEIGHT, ROW, AGREEMENT = 420, 36, 340  # pixels
LONG = 500  # rows; a table of more is folded
FIRST = 12  # follow-ups shown


def noise_of(release: Release) -> Noise:
    """Standard deviation of the rounding of a value after closure: each is one rounded cell, whatever its size."""
    return lambda _value, measure: release.accuracy(measure, "project", "month").one_cell


def draw_values(here: Frame, found: Agreements, noise: Noise) -> None:
    """Values after closure: of one project their course, of more what is left; then all of them over the whole width."""
    rows = found.measured
    is_one = len(set(values(rows["project_code"]))) == 1
    figure = figures.courses(rows, noise, here.colours) if is_one else figures.shares(rows, here.colours)
    table = partial(embedding.values_table, rows, noise)
    shown = Shown(
        "values",
        say("embedding.values_title"),
        found.sentences["values"],
        lambda: embedding.values_brief(table()),
        partial(embedding.values_rows, rows),
        say("embedding.rule"),
        say("embedding.courses_reading" if is_one else "embedding.shares_reading"),
        say("embedding.values_caveat"),
    )
    draw_figure(figure, shown, here)
    wide = {say("embedding.agreement"): st.column_config.TextColumn(width=AGREEMENT // 2)}
    _draw_rows("values_rows", len(rows), table, shown.title, column_config=wide)


def draw_agreements(here: Frame, found: Agreements) -> None:
    """Every agreement in a table that sorts, with its foot."""
    table = partial(embedding.listed, found.rows)
    screen.subheader(say("embedding.list_title"))
    wide = {
        say("embedding.agreement"): st.column_config.TextColumn(width=AGREEMENT),
        say("embedding.due"): st.column_config.DateColumn(format="DD-MM-YYYY"),
    }
    _draw_rows("list_rows", len(found.rows), table, say("embedding.list_title"), column_config=wide, placeholder="–")
    guide = say("embedding.list_note"), say("embedding.list_reading"), say("embedding.list_caveat")
    title, sentence = say("embedding.list_title"), found.sentences["agreements"]
    draw_foot(Shown("agreements", title, sentence, table, table, *guide), here)


def draw_calendar(here: Frame, found: Agreements) -> None:
    """Follow-ups still to be made as a list, and as a file for a calendar."""
    due = here.ask("embedding__follow_ups", **here.scope).frame
    due = due.take([at for at, code in enumerate(values(due["project_code"])) if code in found.projects])
    screen.subheader(say("embedding.calendar_title"))
    table = partial(embedding.follow_ups, due)
    if not due.empty:
        screen.table(embedding.follow_ups(due.head(FIRST)))
        screen.download_button(
            say("embedding.calendar_download"),
            data=lambda: calendar(events(due), say("embedding.calendar_title"), _made_at(here)),
            file_name=f"lsi_metingen_{here.release.id}.ics",
            mime="text/calendar",
            key="download_calendar_file",
            icon=":material/calendar_month:",
        )
    words = embedding.follow_ups_sentence(due), say("embedding.calendar_note")
    guide = say("embedding.calendar_reading"), say("embedding.calendar_caveat")
    draw_foot(Shown("calendar", say("embedding.calendar_title"), words[0], table, due, words[1], *guide), here)


def events(due: pd.DataFrame) -> list[Event]:
    """One whole day per follow-up; its name is the project and the moment, so that a later file replaces it."""
    return [
        Event(
            f"{project}-{months}",
            day,
            say("embedding.event", moment=embedding.moment(months), project=project),
            say("embedding.event_text", title=title, n=n),
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
        folded = screen.expander(say("embedding.all_rows", n=number(n)), key=key, on_change="rerun")
        if not folded.open:
            return
        place = folded
    table = make()
    with place:
        screen.dataframe(table, height=_height(table), alt=alt, **more)


def _height(table: pd.DataFrame) -> int:
    return min(HEIGHT, ROW * (len(table) + 1) + 2)


def _made_at(here: Frame) -> datetime:
    made = datetime.fromisoformat(here.release.manifest["history"][0]["at"])
    return made if made.tzinfo else made.replace(tzinfo=UTC)
