"""What is asked on Effect: project or group, context figure, comparison, window and phase; and the areas that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import EVERYWHERE, EffectAddress
from dashboard.analysis.effect.areas import KINDS, AreaCounts, Design, Kind, area_counts, design, panel
from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsMeasures, EffectAreas, EffectMembership, EffectProjects, EffectSeries
from dashboard.pages.effect import words as effect
from dashboard.text import language, say
from dashboard.ui.address import segments, select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.effect import Panel
    from dashboard.analysis.effect.panel import Phase
    from dashboard.answers import Answer
    from dashboard.ui.viewer import Viewer

WINDOWS = (4, 8, 12)  # quarters before and after
USUAL_WINDOW = 8
PHASES: tuple[Phase, ...] = ("during", "after")
ENOUGH = 20  # comparison areas; with fewer the next wider kind is offered first


@dataclass(frozen=True)
class Asked:
    """One question to the data.

    Attributes:
        projects: all that may be chosen.
        project: the chosen one; None for all finished ones together.
        measure: code of the context figure.
        measure_name: its name.
        definition: its definition.
        kind: where comparison areas come from.
        window: quarters before the start and after the end.
        phase: during or after.
        ground: every area that may play a part, with its counts.
        base: rounding base of the counts.
        parents: provinces the areas come from.
    """

    projects: Sequence[EffectProjects]
    project: EffectProjects | None
    measure: str
    measure_name: str
    definition: str
    kind: Kind
    window: int
    phase: Phase
    area_counts: AreaCounts
    base: int
    parents: tuple[str, ...]

    @property
    def design(self) -> Design | None:
        """Who plays which part, for one project."""
        return self.design_of(self.kind, self.window)

    def design_of(self, kind: Kind, window: int) -> Design | None:
        """The same under another choice."""
        return design(self.area_counts, self.project.project_code, kind, window) if self.project else None

    def panel(self, found: Design) -> Panel:
        """Counts of a cast."""
        return panel(self.area_counts, found, self.base)


def choose(viewer: Viewer, projects: Sequence[EffectProjects]) -> Asked | None:
    """Draw the choices and ask what goes with them; None where there are no figures at all."""
    figures = {row.measure_code: row for row in viewer.ask(DefinitionsMeasures).rows if row.theme == "context"}
    name, definition = f"name_{language()}", f"definition_{language()}"
    left, right = st.columns([5, 3])
    with left:
        row = _choose_project(viewer, projects)
    with right:
        measure = select(
            say("effect.measure"),
            EffectAddress.measure,
            list(figures),
            lambda code: str(getattr(figures[code], name)),
            default=next(iter(figures)),
        )
    parents = tuple(sorted({one.province_code for one in ([row] if row else projects)}))
    found = ask_area_counts(viewer, measure, parents)
    if found is None:
        return None
    kind, window, phase = _choose_rest(found, row)
    return Asked(
        projects, row, measure, str(getattr(figures[measure], name)), str(getattr(figures[measure], definition)),
        kind, window, phase, found, viewer.release.policy.base, parents,
    )  # fmt: skip


def ask_area_counts(viewer: Viewer, measure: str, parents: tuple[str, ...]) -> AreaCounts | None:
    """Every buurt inside some municipalities or provinces, with the figures and the projects it had."""
    areas = viewer.ask(EffectAreas, parents=parents)
    series = viewer.ask(EffectSeries, measure=measure, parents=parents)
    return derived(_area_counts, areas, series, viewer.ask(EffectMembership, parents=parents))


def _area_counts(
    areas: Answer[EffectAreas], series: Answer[EffectSeries], membership: Answer[EffectMembership]
) -> AreaCounts | None:
    return area_counts(areas.frame, series.frame, membership.frame)


def _choose_project(viewer: Viewer, projects: Sequence[EffectProjects]) -> EffectProjects | None:
    rows = {row.project_code: row for row in projects}
    usual = effect.usual_project(projects, viewer.until_month)
    codes = [EVERYWHERE, *reversed(rows)]
    names = {code: f"{code} {row.title}" for code, row in rows.items()} | {EVERYWHERE: say("effect.group")}
    chosen = select(say("effect.project"), EffectAddress.project, codes, lambda code: names[code], default=usual)
    return rows.get(chosen)


def _choose_rest(found: AreaCounts, row: EffectProjects | None) -> tuple[Kind, int, Phase]:
    usual, windows = usual_kind(found, row), [str(n) for n in WINDOWS]
    with st.container(horizontal=True, gap="medium"):
        kind = segments(
            say("effect.compare_with"),
            EffectAddress.controls,
            KINDS,
            lambda one: say(f"effect.with.{one}"),
            default=usual,
        )
        window = segments(
            say("effect.window"),
            EffectAddress.window,
            windows,
            lambda n: say("effect.quarters", n=n),
            default=str(USUAL_WINDOW),
        )
        phase: str = "after"
        if row is not None:
            phase = segments(
                say("effect.phase"),
                EffectAddress.phase,
                PHASES,
                lambda one: say(f"effect.phases.{one}"),
                default=usual_phase(found, row),
            )
    return kind, int(window), phase  # type: ignore[return-value]  # address gives back one of the options


def usual_kind(found: AreaCounts, row: EffectProjects | None) -> Kind:
    """The nearest kind of comparison with enough areas; the widest where none has."""
    if row is None:
        return "province"
    for kind in KINDS:
        parts = design(found, row.project_code, kind, USUAL_WINDOW)
        if parts is not None and parts.comparison.sum() >= ENOUGH:
            return kind
    return "province"


def usual_phase(found: AreaCounts, row: EffectProjects | None) -> Phase:
    """After, unless nothing was counted after the end yet."""
    if row is None:
        return "after"
    parts = design(found, row.project_code, "province", USUAL_WINDOW)
    ends = parts is not None and parts.end is not None and parts.end < parts.used.stop - parts.used.start
    return "after" if ends else "during"


def finished(asked: Asked) -> Mapping[str, Panel]:
    """Panels of every project that ended, has counts before and after it and areas to compare with."""
    panels = {}
    for project in asked.projects:
        parts = design(asked.area_counts, project.project_code, asked.kind, asked.window)
        if parts is None or parts.end is None or parts.end >= parts.used.stop - parts.used.start:
            continue
        made = asked.panel(parts)
        if made.n_comparison and made.counts[made.treated][:, : made.start].sum():
            panels[project.project_code] = made
    return panels
