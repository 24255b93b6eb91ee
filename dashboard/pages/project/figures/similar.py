"""The nearest finished projects: why they are alike, how long they took, what held; never ranked by result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.similar import PARTS, similar
from dashboard.answers.rows import ProjectFeatures
from dashboard.charts.agreements import by_verdict
from dashboard.charts.numbers import number, some
from dashboard.charts.projects import CLOSED
from dashboard.charts.shares import share_text
from dashboard.pages.project.figures.head import IRREGULAR
from dashboard.pages.project.figures.passing import SETTLED
from dashboard.text import language, say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectFunnels
    from dashboard.charts.agreements import Agreement
    from dashboard.charts.projects import Project

    Distance = Mapping[str, float]  # each of ``DISTANCES``: 0 is alike, 1 altogether different


SHOWN, COMPARED = 5, 15  # projects in the list; projects that make the middle and spread of the funnel
ALIKE = 0.34  # a part this far apart or less is called alike
DISTANCES = (*PARTS, "distance")


@dataclass(frozen=True)
class Peer:
    """One similar project.

    Attributes:
        distance: 0 is alike in everything, 1 altogether different.
        alike: in what it is alike, in words.
        unlike: in what it differs, in words.
        hit_rate: share of examined addresses with an irregularity, as read; on selected addresses only.
        held: what lasted and what faded, in words.
    """

    code: str
    title: str
    distance: float
    alike: tuple[str, ...]
    unlike: tuple[str, ...]
    months: str
    hit_rate: str
    settled: str
    held: str


def partners_of(project: ProjectFeatures) -> frozenset[str]:
    """Codes of the partners of a project."""
    return frozenset(project.partner_codes.split())


def nearest(projects: Sequence[ProjectFeatures], code: str) -> dict[str, Distance]:
    """How far every finished project is from this one and in what, by code, nearest first."""
    kept = [row for row in projects if row.status in CLOSED or row.project_code == code]
    frame = pd.DataFrame(kept, columns=ProjectFeatures._fields).set_index("project_code")
    apart = similar(frame.assign(partners=pd.Series(map(partners_of, kept), frame.index, dtype=object)), code)
    columns = {name: apart[name].tolist() for name in DISTANCES}
    return {str(other): {name: columns[name][at] for name in DISTANCES} for at, other in enumerate(apart.index)}


def rows(near: Mapping[str, Distance], found: Sequence[Peer]) -> pd.DataFrame:
    """The distances as numbers with what else is shown of each project, for the download.

    Args:
        near: distances by code.
        found: the same projects in words, in the same order.
    """
    lines = [(peer.code, peer.title, *(round(near[peer.code][name], 3) for name in DISTANCES)) for peer in found]
    frame = pd.DataFrame(lines, columns=["project_code", "title", *(f"{name}_apart" for name in DISTANCES)])
    return frame.assign(
        months_shown=[peer.months for peer in found],
        hit_rate_shown=[peer.hit_rate for peer in found],
        settled_shown=[peer.settled for peer in found],
        held_shown=[peer.held for peer in found],
    )


def peers(
    near: Mapping[str, Distance],
    features: Sequence[ProjectFeatures],
    projects: Sequence[Project],
    agreements: Sequence[Agreement],
    funnels: Sequence[ProjectFunnels],
    code: str,
    noise: Noise,
) -> list[Peer]:
    """The nearest projects in words.

    Args:
        near: distances of the projects to show, by code.
        features: of all projects.
        projects: all projects, for their months.
        agreements: agreements of these projects with their verdict.
        funnels: of these projects, everything delivered.
        code: this project.
        noise: of the release.
    """
    months = {one.code: one.months for one in projects}
    project = {row.project_code: row for row in features}
    funnel = {row.project_code: row for row in funnels}
    found = []
    for one, apart in near.items():
        alike, unlike = explain(project[code], project[one], apart)
        counts, title = funnel[one], project[one].title
        hit = share_text(counts.n_irregular, counts.n_examined, noise, IRREGULAR)
        settled = share_text(counts.n_settled, counts.n_passed_on, noise, SETTLED)
        what = held([agreement for agreement in agreements if agreement.row.project_code == one])
        length = _months(months.get(one))
        found.append(Peer(one, title, apart["distance"], tuple(alike), tuple(unlike), length, hit, settled, what))
    return found


def explain(own: ProjectFeatures, other: ProjectFeatures, parts: Distance) -> tuple[list[str], list[str]]:
    """In what two projects are alike and in what they differ."""
    shared, every = partners_of(own) & partners_of(other), partners_of(own) | partners_of(other)
    size = {"n": number(other.n_addresses), "own": number(own.n_addresses)}
    words = {
        "type": say("project.similar.type", type=getattr(other, f"type_name_{language()}")),
        "area": say("project.similar.area"),
        "partners": say("project.similar.partners", n=some(len(shared)), all=len(every)),
        "size": say("project.similar.size", **size),
    }
    alike = [text for name, text in words.items() if parts[name] <= ALIKE]
    return alike, [text for name, text in words.items() if parts[name] > ALIKE]


def held(agreements: Sequence[Agreement]) -> str:
    """How many agreements there are, and how many lasted, faded or cannot be told."""
    if not agreements:
        return say("project.similar.no_agreements")
    return say("project.similar.held", n=len(agreements), parts=by_verdict(agreements))


def because(peer: Peer) -> str:
    """In what a project is like this one and in what it differs, as one sentence or two."""
    told = say("project.similar.alike", what="; ".join(peer.alike)) if peer.alike else say("project.similar.not_alike")
    return sentences(told, say("project.similar.unlike", what="; ".join(peer.unlike))) if peer.unlike else told


def table(rows: Sequence[Peer]) -> pd.DataFrame:
    """The peers as people read them, nearest first."""
    return pd.DataFrame(
        {
            say("table.project"): [f"{row.code} {row.title}" for row in rows],
            say("project.similar.distance"): [number(row.distance, 2) for row in rows],
            say("project.similar.why"): [because(row) for row in rows],
            say("projects.months"): [row.months for row in rows],
            say("project.similar.hit_rate"): [row.hit_rate for row in rows],
            say("project.similar.settled"): [row.settled for row in rows],
            say("project.similar.held_label"): [row.held for row in rows],
        }
    )


def sentence(rows: Sequence[Peer], agreements: Sequence[Agreement]) -> str:
    """How many there are, and what held over all of them together."""
    if not rows:
        return say("project.similar.none")
    codes = {row.code for row in rows}
    mine = [agreement for agreement in agreements if agreement.row.project_code in codes]
    return say("project.similar.sentence", n=number(len(rows)), held=held(mine))


def _months(value: float | None) -> str:
    return say("projects.unknown") if value is None else number(round(value))
