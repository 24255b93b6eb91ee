"""What narrows Borging and what goes out of it: project, owner, how bars are grouped, and the calendar of follow-ups."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.answers import derived, rounding_sd
from dashboard.documents.calendar import Event, calendar
from dashboard.text import language, say
from dashboard.view import embedding
from dashboard.view import embedding_figures as figures
from dashboard.view.numbers import number
from dashboard.widgets import address
from dashboard.widgets.chips import Chip, draw_chips
from dashboard.widgets.figure import Shown, draw_figure, draw_foot
from dashboard.widgets.frame import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.answers import Answer
    from dashboard.store import Release
    from dashboard.view.embedding import Noise
    from dashboard.widgets.frame import Frame

KINDS = {"type": "t", "owner": "o", "place": ""}  # a click on a bar fills this key of the URL
HEIGHT, ROW, AGREEMENT = 420, 36, 340  # pixels
LONG = 500  # rows; a table of more is folded


def ask_agreements(here: Frame) -> pd.DataFrame:
    """The agreements of the choice with what follows from them."""
    answer = here.ask("embedding__agreements", **here.scope)
    return derived(_prepare, answer, here.ask("definitions__measures"), language())


def _prepare(answer: Answer, measures: Answer, _language: str) -> pd.DataFrame:
    return embedding.prepare(answer.frame, measures.frame, noise_of(answer.release))


def noise_of(release: Release, period: str = "month") -> Noise:
    """Standard deviation of the rounding of a value of one project per ``month``, ``year`` or ``all``.

    At least that of one rounded cell, base / sqrt 6.
    """
    numbers = {rule["rule"]: float(rule["value"]) for rule in release.manifest["policy"]["rules"]}
    bases = {"count": numbers["base"], "count_strict": numbers["base_strict"]}

    def noise(value: float, rule: str) -> float:
        one_cell = bases.get(rule, bases["count_strict"]) / math.sqrt(6)
        return max(one_cell, rounding_sd(release, "project", period, value))

    return noise


def choose(here: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    """Draw the lists of projects and owners and the chips; give back the agreements that are left."""
    names = embedding.projects(rows)
    owners = sorted(set(rows["owner"]))
    left, right, _ = st.columns([5, 3, 2])
    with left:
        project = _pick(say("embedding.project"), "j", names, say("embedding.every_project"))
    with right:
        owner = _pick(say("embedding.kind.owner"), "o", {name: name for name in owners}, say("embedding.every_owner"))
    address.draw_notices()
    chips = [
        ("j", say("embedding.project"), project),
        ("o", say("embedding.kind.owner"), owner),
        ("t", say("frame.project_type"), here.project_type and rows["type"].iloc[0]),
        ("g", say("frame.my_area"), here.area_name if here.area else None),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    if project is not None:
        st.page_link("app_pages/project.py", label=say("projects.dossier"), query_params=address.link(j=project))
    found = rows if project is None else rows[rows["project_code"] == project]
    return found if owner is None else found[found["owner"] == owner]


def choose_kind() -> str:
    """By type of project, owner, or what the agreement is embedded in; one project has one type, so its owners first."""
    return address.segments(
        say("embedding.kind.label"),
        "d",
        tuple(KINDS),
        "owner" if "j" in st.query_params else "type",
        lambda kind: say(f"embedding.kind.{kind}"),
    )


def draw_values(here: Frame, rows: pd.DataFrame, noise: Noise) -> None:
    """Values after closure: of one project their course, of more what is left; then all of them over the whole width."""
    is_one = len(set(rows["project_code"])) == 1
    figure = figures.courses(rows, noise, here.colours) if is_one else figures.shares(rows, here.colours)
    table = partial(embedding.values_table, rows, noise)
    shown = Shown(
        "values",
        say("embedding.values_title"),
        embedding.values_sentence(rows),
        lambda: embedding.values_brief(table()),
        partial(embedding.values_rows, rows),
        say("embedding.rule"),
        say("embedding.courses_reading" if is_one else "embedding.shares_reading"),
        say("embedding.values_caveat"),
    )
    draw_figure(figure, shown, here)
    wide = {say("embedding.agreement"): st.column_config.TextColumn(width=AGREEMENT // 2)}
    _draw_rows("values_rows", len(rows), table, shown.title, column_config=wide)


def draw_agreements(here: Frame, rows: pd.DataFrame) -> None:
    """Every agreement in a table that sorts, with its foot."""
    table = partial(embedding.listed, rows)
    st.subheader(say("embedding.list_title"), anchor=False)
    wide = {
        say("embedding.agreement"): st.column_config.TextColumn(width=AGREEMENT),
        say("embedding.due"): st.column_config.DateColumn(format="DD-MM-YYYY"),
    }
    _draw_rows("list_rows", len(rows), table, say("embedding.list_title"), column_config=wide, placeholder="–")
    caveat, note = say("embedding.list_caveat"), say("embedding.list_note")
    reading = say("embedding.list_reading")
    draw_foot(
        Shown(
            "agreements",
            say("embedding.list_title"),
            embedding.listed_sentence(rows),
            table,
            table,
            note,
            reading,
            caveat,
        ),
        here,
    )


def draw_calendar(here: Frame, due: pd.DataFrame) -> None:
    """Follow-ups still to be made as a list, and as a file for a calendar."""
    st.subheader(say("embedding.calendar_title"), anchor=False)
    table = embedding.follow_ups(due)
    if not due.empty:
        st.table(table.head(12), hide_index=True)
        st.download_button(
            say("embedding.calendar_download"),
            data=lambda: calendar(events(due), say("embedding.calendar_title"), _made_at(here)),
            file_name=f"lsi_metingen_{here.release.id}.ics",
            mime="text/calendar",
            on_click="ignore",
            key="download_calendar_file",
            icon=":material/calendar_month:",
        )
    words = embedding.follow_ups_sentence(due), say("embedding.calendar_note")
    guide = say("embedding.calendar_reading"), say("embedding.calendar_caveat")
    draw_foot(Shown("calendar", say("embedding.calendar_title"), words[0], table, due, words[1], *guide), here)


def events(due: pd.DataFrame) -> list[Event]:
    """One whole day per follow-up; its name is the project and the moment, so that a later file replaces it."""
    rows: list[Any] = list(due.itertuples(index=False))
    return [
        Event(
            f"{row.project_code}-{row.moment_months}",
            row.due_date.date(),
            say("embedding.event", moment=embedding.moment(row.moment_months), project=row.project_code),
            say("embedding.event_text", title=row.title, n=row.n_agreements),
        )
        for row in rows
    ]


def _draw_rows(key: str, n: int, make: Callable[[], pd.DataFrame], alt: str, **more: Any) -> None:
    """A table that sorts; of a whole programme folded, and made when it is opened."""
    if not n:
        return
    place = st.container()
    if n > LONG:
        folded = st.expander(say("embedding.all_rows", n=number(n)), key=key, on_change="rerun")
        if not folded.open:
            return
        place = folded
    table = make()
    place.dataframe(table, hide_index=True, height=_height(table), alt=alt, **more)


def _height(table: pd.DataFrame) -> int:
    return min(HEIGHT, ROW * (len(table) + 1) + 2)


def _made_at(here: Frame) -> datetime:
    made = datetime.fromisoformat(here.release.manifest["history"][0]["at"])
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _pick(title: str, key: str, names: dict[str, str], every: str) -> str | None:
    given = address.select(
        title, key, [EVERYWHERE, *names], EVERYWHERE, lambda code: every if code == EVERYWHERE else names[code]
    )
    return None if given == EVERYWHERE else given
