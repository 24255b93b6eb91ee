"""Which project, which chapter, and what is known of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import EVERY_CHAPTER, EVERYWHERE, ProjectAddress
from dashboard.answers.rows import (
    DefinitionsMeasures,
    FramePeriod,
    MapShapes,
    ProjectAreas,
    ProjectCounts,
    ProjectGoals,
    ProjectMap,
    ProjectPartners,
    ProjectsCard,
    ProjectSteps,
    SustainmentAgreements,
    TrendEvents,
)
from dashboard.charts import agreements as sustainment
from dashboard.charts import goals as project_goals
from dashboard.charts.events import events, inside
from dashboard.charts.named import named
from dashboard.charts.projects import OPEN, state_name
from dashboard.pages.project.figures import cover
from dashboard.pages.project.figures import head as project_head
from dashboard.pages.project.figures import results as project_results
from dashboard.pages.project.figures import steps as project_steps
from dashboard.text import say
from dashboard.text.markup import Markup, clean, sentences, unmarked
from dashboard.ui import screen
from dashboard.ui.address import draw_notices, segments, select, write
from dashboard.ui.agreements import noise_of
from dashboard.ui.euros import project_amounts
from dashboard.ui.map.drawing import land
from dashboard.ui.map.picture import MapChoice
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, source_note
from dashboard.ui.project_filters import ask_projects
from dashboard.ui.viewer import LAST_MONTH_OF_QUARTER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.answers import Answer, Row
    from dashboard.charts.agreements import Agreement
    from dashboard.charts.events import Event
    from dashboard.charts.goals import Goal
    from dashboard.charts.ladder import Amount
    from dashboard.charts.projects import Project
    from dashboard.pages.project.figures.steps import Step
    from dashboard.ui.viewer import Viewer


CHAPTERS = ("overview", "steps", "results", "people", "costs", "lessons", "similar")
PER_ROW, NARROWEST = 2, 380  # pixels
AFTER = 18  # months after the end in which results are still delivered


@dataclass(frozen=True, eq=False)
class Dossier:
    """One project and what is asked of it, each answer once a run and only when it is needed.

    Attributes:
        projects: all projects.
        project: the project itself.
        card: what more is known of it.
    """

    viewer: Viewer
    projects: Sequence[Project]
    project: Project
    card: ProjectsCard

    @property
    def code(self) -> str:
        """Code of the project."""
        return self.project.code

    @property
    def stated_on(self) -> date:
        """The day its delivery speaks of."""
        return self.project.row.stated_on_date

    def ask(self, kind: type[Row]) -> Answer[Row]:
        """What is asked of this project."""
        return self.viewer.ask(kind, project=self.code)

    @cached_property
    def noise(self) -> Noise:
        """Standard deviation of the rounding of a count of this project."""
        return self.viewer.release.noise("project", "all")

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The 28 steps with their status."""
        return project_steps.classify(self.ask(ProjectSteps).rows, self.project.state, self.stated_on)

    @cached_property
    def totals(self) -> dict[str, int]:
        """Totals per measure."""
        return project_results.totals(self.ask(ProjectCounts).rows)

    @cached_property
    def amounts(self) -> list[Amount]:
        """The money by certainty."""
        return project_amounts(self.viewer, self.code, [one.partner_code for one in self.partners if one.takes_part])

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals, judged."""
        rows = self.viewer.ask(ProjectGoals, projects=(self.code,)).rows
        return project_goals.judged(rows, self.noise, over=self.is_over)

    @property
    def is_over(self) -> bool:
        """Whether it has ended so long ago that hardly more is to come."""
        return project_goals.is_over(self.project, self.stated_on)

    @property
    def partners(self) -> tuple[ProjectPartners, ...]:
        """Every partner by the name it had then."""
        return self.ask(ProjectPartners).rows

    @property
    def names(self) -> dict[str, str]:
        """Name per partner code."""
        return {partner.partner_code: named(partner) for partner in self.partners}

    def happened(self, ends: tuple[date, date]) -> tuple[Event, ...]:
        """Events from one day to another: of the programme, and of its gemeente where it has one; projects are none of them."""
        municipalities = {f"GM{row.area_code[2:6]}" for row in self.ask(ProjectAreas).rows}
        months = {"from_month": ends[0].replace(day=1).isoformat(), "until_month": ends[1].replace(day=1).isoformat()}
        area = municipalities.pop() if len(municipalities) == 1 else None
        rows = self.viewer.ask(TrendEvents, **months, area=area, project_type=None, most_projects=0).rows
        return inside(events(rows), ends)

    def agreements(self, codes: Collection[str]) -> tuple[Agreement, ...]:
        """Agreements of some projects with their verdict."""
        every, measures = self.viewer.ask(SustainmentAgreements).rows, self.viewer.ask(DefinitionsMeasures).rows
        rows = [row for row in every if row.project_code in codes]
        return sustainment.prepare(rows, measures, noise_of(self.viewer.release))


def choose_project(viewer: Viewer) -> Dossier | None:
    """Draw the box to choose from; without a choice, which area and type narrow, what the page does and some projects."""
    projects = ask_projects(viewer)[0]
    by_code = {project.code: project for project in projects}
    near = [
        project
        for project in ask_projects(viewer, viewer.area)[0]
        if viewer.project_type in {None, project.row.type_code}
    ]
    names = project_head.names(near)
    code = select(
        say("project.choose"),
        ProjectAddress.project,
        [EVERYWHERE, *names],
        lambda one: say("project.none_chosen") if one == EVERYWHERE else names[one],
    )
    draw_notices()
    if code != EVERYWHERE:
        project, card = by_code[code], viewer.ask(ProjectsCard, project=code).rows[0]
        return Dossier(_whole(viewer, project).of(code, project.row.title), projects, project, card)
    _offer(viewer, near)
    return None


def _whole(viewer: Viewer, project: Project) -> Viewer:
    """The frame of a dossier: all months of the project, whatever period, area and type are chosen."""
    last = last_month(viewer)
    end = project.row.end_date
    until = min(last, (pd.Timestamp(end) + pd.DateOffset(months=AFTER)).date()) if end else last
    start = project.row.start_date or viewer.first_month
    return replace(
        viewer,
        area=None,
        area_name=say("frame.everywhere"),
        project_type=None,
        from_month=max(start.replace(day=1), viewer.first_month),
        until_month=until.replace(day=1),
        follows=("period",),
    )


def last_month(viewer: Viewer) -> date:
    """The last month for which anything can have been delivered."""
    quarter = viewer.ask(FramePeriod).rows[0].last_quarter
    return quarter.replace(month=quarter.month + LAST_MONTH_OF_QUARTER)


def _offer(viewer: Viewer, projects: Sequence[Project]) -> None:
    if not projects:
        screen.info(say("project.nothing_here"))
    else:
        screen.markdown(say("project.what"))
        screen.subheader(say("project.offer"))
        grid = st.grid(PER_ROW, min_column_width=NARROWEST)
        for project in project_head.offered(projects):
            with grid.container(border=True, height="stretch"):
                open_button(project.code, f"{project.code} · {project.row.title}")
                screen.caption(Markup(" · ").join((named(project.row, "type_name"), project_head.line(project))))
    screen.caption(source_note(viewer))


def open_button(code: str, label: str, chapter: str | None = None) -> None:
    """Open the dossier of a project; a link from a page to itself would leave the address behind, and Back with it."""
    name, icon = f"open_{code}", ":material/folder_open:"
    with st.container(key=f"printed_{code}"):
        screen.button(label, key=name, type="tertiary", icon=icon, on_click=_open, args=(code, chapter))


def _open(code: str, chapter: str | None) -> None:
    write(ProjectAddress.project, code)
    write(ProjectAddress.chapter, chapter, CHAPTERS[0])


def draw_head(file: Dossier) -> None:
    """The cover: where and when, what came of it in a sentence, and the reason it was begun; delivered texts stay plain."""
    row = file.project.row
    left, right = st.columns([3, 1], gap="large")
    with left:
        parts = (file.code, named(row, "type_name"), file.card.municipalities)
        screen.caption(Markup(" · ").join(filter(None, parts)))
        screen.header(row.title)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            screen.pill(state_name(file.project.state), is_open=file.project.state in OPEN)
            screen.caption(project_head.when(file.project), width="content")
        # Who never began has no results to sum up.
        if file.project.state in project_head.BEGUN:
            told = cover.verdict(file.goals, file.totals, file.noise, is_over=file.is_over)
            screen.markdown(Markup("**{}**").format(told))
        screen.markdown(project_head.standing(file.project, file.steps))
        reason = clean(file.card.reason) or say("projects.unknown")
        screen.markdown(Markup("**{}:** {}").format(say("projects.reason"), reason))
        led_by = say("project.led_by", name=named(row, "lead_name"))
        screen.caption(Markup(" · ").join((led_by, *project_head.led(file.card))))
    with right:
        screen.markdown(_thumbnail(file))
    with st.container(horizontal=True, gap="medium"):
        for room in ("projects", "effect", "sustainment"):
            link_to(room, say(f"project.to_{room}"), project=file.code)


def _thumbnail(file: Dossier) -> str:
    """A small map of the areas of the project; empty where they are not in today's division."""
    areas = file.ask(ProjectAreas).rows
    level = project_head.level(areas)
    rows = file.viewer.ask(ProjectMap, project=file.code, level=level).rows
    if not rows:
        return ""
    shapes = land(file.viewer.ask(MapShapes, **MapChoice(level=level, parent=rows[0].parent_code).shapes).rows)
    inside = [row.area_code for row in rows if row.is_inside]
    return cover.thumbnail(shapes, inside, unmarked(project_head.area_sentence(areas)), file.viewer.colours)


def choose_chapter() -> tuple[str, ...]:
    """The chapters to draw: one, or all of them under each other for reading through and printing."""
    with st.container(key="stays_in_sight"):
        chosen = segments(
            say("project.chapter_label"),
            ProjectAddress.chapter,
            (*CHAPTERS, EVERY_CHAPTER),
            lambda one: say(f"project.chapter.{one}"),
            label_visibility="collapsed",
        )
    return CHAPTERS if chosen == EVERY_CHAPTER else (chosen,)


def shown(
    part: str,
    sentence: str,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    rows: pd.DataFrame | Callable[[], pd.DataFrame],
    more: str = "",
    finding: str = "",
) -> Shown:
    """A figure of the dossier with its words: title, note, how to read it and the caveat of its part.

    Args:
        part: ``project.<part>`` has the words.
        sentence: written from the data.
        table: as read.
        rows: as numbers.
        more: what this project adds to the caveat, such as deliveries that are missing.
        finding: what the figure found; empty where it found nothing beyond noise.
    """

    def say_part(key: str) -> str:
        return say(f"project.{part}.{key}")

    caveat = sentences(say_part("caveat"), more)
    note = sentences(say_part("note"), more)
    return Shown(
        f"project_{part}", say_part("title"), sentence, table, rows, note, say_part("reading"), caveat, finding
    )


def missing(file: Dossier) -> str:
    """What has to stand with every result: which of its partners have not delivered everything."""
    late = [named(partner) for partner in file.partners if partner.takes_part and partner.n_missing]
    return say("project.missing", names=", ".join(late)) if late else ""
