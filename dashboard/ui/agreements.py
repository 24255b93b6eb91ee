"""The agreements Borging shows: asked for, narrowed to a project or an owner, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.addresses import EVERYWHERE, Address, SustainmentAddress
from dashboard.analysis.lasting import VERDICTS
from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsMeasures, SustainmentAgreements
from dashboard.charts import agreements as sustainment
from dashboard.charts.walk import values
from dashboard.frozen import FrozenDict
from dashboard.shared import FrozenTable
from dashboard.text import say
from dashboard.ui.address import choose_one, segments
from dashboard.ui.agreement_list import noise_of
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.navigation import link_to

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers import Answer
    from dashboard.ui.viewer import Viewer

KINDS = {"type": Address.type, "owner": SustainmentAddress.owner, "place": None}  # a click on a bar fills this key


@dataclass(frozen=True, eq=False)
class Agreements:
    """The agreements of a choice and what follows from them, made once.

    Attributes:
        every: as ``sustainment.prepare`` gives them.
        valued: those that have a value.
        projects: name per code.
        owners: in order.
        sentences: what is said of them, by figure.
    """

    every: FrozenTable
    valued: FrozenTable
    projects: FrozenDict[str, str]
    owners: tuple[str, ...]
    sentences: FrozenDict[str, str]

    @property
    def rows(self) -> pd.DataFrame:
        """``every`` as a frame."""
        return self.every.frame

    @property
    def measured(self) -> pd.DataFrame:
        """``valued`` as a frame."""
        return self.valued.frame


def ask_agreements(viewer: Viewer) -> Agreements:
    """The agreements of the area and the type."""
    answer = viewer.ask(SustainmentAgreements, **viewer.scope)
    return derived(_prepare, answer, viewer.ask(DefinitionsMeasures))


def _prepare(answer: Answer[Any], measures: Answer[Any]) -> Agreements:
    return _told(sustainment.prepare(answer.frame, measures.frame, noise_of(answer.release)))


def _told(rows: pd.DataFrame) -> Agreements:
    measured, owners = sustainment.measured(rows), tuple(sorted(set(values(rows["owner"]))))
    sentences = {
        "degree": sustainment.degree(rows),
        "lasting": sustainment.verdicts(rows),
        "values": sustainment.values_sentence(measured),
        "agreements": sustainment.listed_sentence(rows),
    }
    projects = FrozenDict(sustainment.projects(rows))
    return Agreements(FrozenTable(rows), FrozenTable(measured), projects, owners, FrozenDict(sentences))


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
        (Address.type, say("frame.project_type"), viewer.project_type and every.rows["type"].iloc[0]),
        (Address.area, say("frame.my_area"), viewer.area_name if viewer.area else None),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    if project is not None:
        link_to("project", say("projects.dossier"), project=project)
    return every if project is owner is None else derived(_narrow, every, project, owner)


def _narrow(every: Agreements, project: str | None, owner: str | None) -> Agreements:
    rows = every.rows if project is None else every.rows[every.rows["project_code"] == project]
    return _told(rows if owner is None else rows[rows["owner"] == owner])


def choose_kind(project: str) -> str:
    """By type of project, owner, or what the agreement is embedded in; one project has one type, so its owners first."""
    return segments(
        say("sustainment.kind.label"),
        SustainmentAddress.group,
        tuple(KINDS),
        lambda kind: say(f"sustainment.kind.{kind}"),
        default="type" if project == EVERYWHERE else "owner",
    )


def count_by(kind: str, found: Agreements) -> dict[str, pd.DataFrame]:
    """Numbers of agreements per group, by figure."""
    return {name: table.frame for name, table in derived(_count, kind, found).items()}


def _count(kind: str, found: Agreements) -> FrozenDict[str, FrozenTable]:
    counted = {
        "degree": sustainment.split(found.rows, kind, "state", sustainment.CLASSES),
        "lasting": sustainment.split(found.rows, kind, "verdict", VERDICTS),
    }
    return FrozenDict((name, FrozenTable(table)) for name, table in counted.items())
