"""The agreements to make results last: asked for, narrowed, counted, and drawn on Borging and in a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.addresses import EVERYWHERE, Address, SustainmentAddress
from dashboard.analysis.lasting import VERDICTS
from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsMeasures, SustainmentAgreements, SustainmentFollowUps
from dashboard.charts import agreement_figures as figures
from dashboard.charts import agreements as sustainment
from dashboard.charts.numbers import number
from dashboard.documents.calendar import Event, calendar
from dashboard.frozen import FrozenDict
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import choose_one, segments
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.gate import Taking, draw_download
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, draw_figure, draw_foot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from dashboard.accuracy import Noise
    from dashboard.answers import Answer
    from dashboard.charts.agreements import Agreement, Group
    from dashboard.store import Release
    from dashboard.ui.viewer import Viewer


KINDS = {"type": Address.type, "owner": SustainmentAddress.owner, "place": None}  # a click on a bar fills this key


@dataclass(frozen=True, eq=False)
class Agreements:
    """The agreements of a choice and what follows from them, made once.

    Attributes:
        agreed: all of them.
        valued: those that have a value.
        projects: name per code.
        owners: in order.
        sentences: what is said of them, by figure.
        findings: what leaves no doubt, by figure, and ``change`` of the whole page; empty where nothing does.
    """

    agreed: tuple[Agreement, ...]
    valued: tuple[Agreement, ...]
    projects: FrozenDict[str, str]
    owners: tuple[str, ...]
    sentences: FrozenDict[str, str]
    findings: FrozenDict[str, str]


def ask_agreements(viewer: Viewer) -> Agreements:
    """The agreements of the area and the type."""
    answer = viewer.ask(SustainmentAgreements, **viewer.scope)
    return derived(_prepare, answer, viewer.ask(DefinitionsMeasures))


def _prepare(answer: Answer[SustainmentAgreements], measures: Answer[DefinitionsMeasures]) -> Agreements:
    return _summarise(sustainment.prepare(answer.rows, measures.rows, noise_of(answer.release)))


def _summarise(every: tuple[Agreement, ...]) -> Agreements:
    valued, owners = sustainment.measured(every), tuple(sorted({agreement.owner for agreement in every}))
    sentences = {
        "degree": sustainment.degree(every),
        "lasting": sustainment.verdicts(every),
        "values": sustainment.values_sentence(valued),
        "agreements": sustainment.listed_sentence(every),
    }
    findings = {
        "change": sustainment.change_finding(every),
        "degree": sustainment.degree_finding(every),
        "lasting": sustainment.lasting_finding(every),
    }
    names = FrozenDict(sustainment.projects(every))
    return Agreements(every, valued, names, owners, FrozenDict(sentences), FrozenDict(findings))


def choose(viewer: Viewer, every: Agreements) -> Agreements:
    """Draw the lists of projects and owners and the chips; give back the agreements that are left."""
    left, right, _ = st.columns([5, 3, 2])
    with left:
        project = choose_one(
            say("sustainment.project"), SustainmentAddress.project, every.projects, say("sustainment.every_project")
        )
    with right:
        names = {name: name for name in every.owners}
        owner = choose_one(
            say("sustainment.kind.owner"), SustainmentAddress.owner, names, say("sustainment.every_owner")
        )
    chips = [
        (SustainmentAddress.project, say("sustainment.project"), project),
        (SustainmentAddress.owner, say("sustainment.kind.owner"), owner),
        (Address.type, say("frame.project_type"), viewer.project_type and every.agreed[0].type),
        (Address.area, say("frame.my_area"), viewer.area_name if viewer.area else None),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    if project is not None:
        link_to("project", say("projects.dossier"), project=project)
    return every if project is owner is None else derived(_narrow, every, project, owner)


def _narrow(every: Agreements, project: str | None, owner: str | None) -> Agreements:
    return _summarise(
        tuple(
            agreement
            for agreement in every.agreed
            if project in {None, agreement.row.project_code} and owner in {None, agreement.owner}
        )
    )


def choose_kind(project: str) -> str:
    """By type of project, owner, or what the agreement is embedded in; one project has one type, so its owners first."""
    return segments(
        say("sustainment.kind.label"),
        SustainmentAddress.group,
        tuple(KINDS),
        lambda kind: say(f"sustainment.kind.{kind}"),
        default="type" if project == EVERYWHERE else "owner",
    )


def count_by(kind: str, chosen: Agreements) -> Mapping[str, tuple[Group, ...]]:
    """Numbers of agreements per group, by figure."""
    return derived(_count, kind, chosen)


def _count(kind: str, chosen: Agreements) -> FrozenDict[str, tuple[Group, ...]]:
    return FrozenDict(
        degree=sustainment.split(chosen.agreed, kind, "state", sustainment.CLASSES),
        lasting=sustainment.split(chosen.agreed, kind, "verdict", VERDICTS),
    )


HEIGHT, ROW, AGREEMENT = 420, 36, 340  # pixels
LONG = 500  # rows; a table of more is folded
FIRST = 12  # follow-ups shown


def noise_of(release: Release) -> Noise:
    """Standard deviation of the rounding of a value after closure: each is one rounded cell, whatever its size."""
    return lambda _value, measure: release.accuracy(measure, "project", "month").one_cell


def draw_values(viewer: Viewer, chosen: Agreements, noise: Noise) -> None:
    """Values after closure: of one project their course, of more what is left; then all of them over the whole width."""
    valued = chosen.valued
    is_one = len({agreement.row.project_code for agreement in valued}) == 1
    figure = figures.courses(valued, noise, viewer.colours) if is_one else figures.shares(valued, viewer.colours)
    table = partial(sustainment.values_table, valued, noise)
    shown = Shown(
        "values",
        say("sustainment.values_title"),
        chosen.sentences["values"],
        lambda: sustainment.values_brief(table()),
        partial(sustainment.values_rows, valued, noise),
        say("sustainment.rule"),
        say("sustainment.courses_reading" if is_one else "sustainment.shares_reading"),
        say("sustainment.values_caveat"),
    )
    draw_figure(figure, shown, viewer)
    wide = {say("sustainment.agreement"): st.column_config.TextColumn(width=AGREEMENT // 2)}
    _draw_rows("values_rows", len(valued), table, shown.title, column_config=wide)


def draw_agreements(viewer: Viewer, chosen: Agreements) -> None:
    """Every agreement in a table that sorts, with its foot."""
    table = partial(sustainment.listed, chosen.agreed)
    screen.subheader(say("sustainment.list_title"))
    wide = {
        say("sustainment.agreement"): st.column_config.TextColumn(width=AGREEMENT),
        say("sustainment.due"): st.column_config.DateColumn(format="DD-MM-YYYY"),
    }
    _draw_rows(
        "list_rows", len(chosen.agreed), table, say("sustainment.list_title"), column_config=wide, placeholder="–"
    )
    guide = say("sustainment.list_note"), say("sustainment.list_reading"), say("sustainment.list_caveat")
    title, sentence = say("sustainment.list_title"), chosen.sentences["agreements"]
    rows = partial(sustainment.rows_of, chosen.agreed, viewer.ask(SustainmentAgreements, **viewer.scope).frame)
    draw_foot(
        Shown("agreements", title, sentence, table, rows, *guide, pressing=say("sustainment.list_pressing")), viewer
    )


def draw_calendar(viewer: Viewer, chosen: Agreements) -> None:
    """Follow-ups still to be made as a list, and as a file for a calendar."""
    answer = viewer.ask(SustainmentFollowUps, **viewer.scope)
    due = follow_ups(viewer, chosen)
    screen.subheader(say("sustainment.calendar_title"))
    table = partial(sustainment.follow_ups, due)
    if due:
        screen.table(sustainment.follow_ups(due[:FIRST]))
        draw_download(
            Taking(viewer.release, "calendar", "ics"),
            say("sustainment.calendar_download"),
            data=partial(calendar_file, viewer, due),
            file_name=f"lsi_metingen_{viewer.release.id}.ics",
            mime="text/calendar",
            key="download_calendar_file",
            icon=":material/calendar_month:",
        )
    words = sustainment.follow_ups_sentence(due), say("sustainment.calendar_note")
    guide = say("sustainment.calendar_reading"), say("sustainment.calendar_caveat")
    answered = answer.frame[answer.frame["project_code"].isin(list(chosen.projects))]
    download = answered.assign(is_late=answered["due_date"] < answered["stated_on_date"])
    draw_foot(Shown("calendar", say("sustainment.calendar_title"), words[0], table, download, words[1], *guide), viewer)


def follow_ups(viewer: Viewer, chosen: Agreements) -> list[SustainmentFollowUps]:
    """The measurements still to be made on these agreements."""
    return [row for row in viewer.ask(SustainmentFollowUps, **viewer.scope).rows if row.project_code in chosen.projects]


def calendar_file(viewer: Viewer, due: Iterable[SustainmentFollowUps]) -> bytes:
    """The days to measure as a file for a calendar."""
    return calendar(events(due), say("sustainment.calendar_title"), viewer.release.made_at)


def events(due: Iterable[SustainmentFollowUps]) -> list[Event]:
    """One whole day per follow-up; its name is the project and the moment, so that a later file replaces it."""
    return [
        Event(
            f"{row.project_code}-{row.moment_months}",
            row.due_date,
            say("sustainment.event", moment=sustainment.moment(row.moment_months), project=row.project_code),
            say("sustainment.event_text", title=row.title, n=row.n_agreements),
        )
        for row in due
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
