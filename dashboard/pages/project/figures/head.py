"""The head of a dossier: where the project stands in words, its key facts, its areas."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.goals import set_beforehand
from dashboard.charts.numbers import circa, count, counted, day, number, tally
from dashboard.charts.project_card import day_stated, manager
from dashboard.charts.projects import CLOSED, OPEN, state_name
from dashboard.charts.shares import share_text
from dashboard.pages.project.figures import steps
from dashboard.pages.project.figures.people import CLEAN, without_finding
from dashboard.text import say
from dashboard.text.markup import Markup, clean, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectAreas, ProjectsCard
    from dashboard.charts.euros import Euros
    from dashboard.charts.goals import Goal
    from dashboard.charts.ladder import Amount
    from dashboard.charts.projects import Project
    from dashboard.pages.project.figures.steps import Step


OFFERED = 8
IRREGULAR = ("irregular_addresses", "examined_addresses")
BEGUN = (*CLOSED, *OPEN, "stopped_early")
MANY_MUNICIPALITIES = 8  # above it the map draws municipalities, not neighbourhoods


@dataclass(frozen=True)
class Key:
    """One key figure: what, its value and what belongs to it."""

    title: str
    value: str
    detail: str


def names(projects: Iterable[Project]) -> dict[str, str]:
    """``LSI-2024-001 · title`` by code, newest code first."""
    titles = {project.code: f"{project.code} · {project.row.title}" for project in projects}
    return dict(sorted(titles.items(), reverse=True))


def offered(projects: Sequence[Project]) -> list[Project]:
    """The most recently finished projects; where none has ended the newest ones."""
    ends = [(project.row.end_date, project.code, project) for project in projects if project.state in CLOSED]
    ended = sorted(((end, code, project) for end, code, project in ends if end), key=itemgetter(0, 1), reverse=True)
    return ([project for *_, project in ended] or list(projects))[:OFFERED]


def line(project: Project) -> str:
    """``Afgesloten, 12 maart 2024`` under a project on offer."""
    name, end = state_name(project.state), project.row.end_date
    return say("project.offer_line", state=name, end=day(end)) if end else name


def standing(project: Project, taken: Sequence[Step]) -> str:
    """How the project stands, in a sentence or two; a stop with the reason that was delivered.

    Args:
        project: as the list has it.
        taken: its steps, whose notes hold the reason of a stop.
    """
    notes = [step.note for step in taken if step.note]
    reason = say("project.reason", reason=Markup(" ").join(notes)) if notes else say("project.no_reason")
    row, state = project.row, project.state
    dates = {
        "start": day_stated(row.start_date),
        "planned": day_stated(row.planned_start_date),
        "end": day_stated(row.end_date),
        "planned_end": day_stated(row.planned_end_date),
        "on": day_stated(row.stated_on_date),
    }
    told = [say(f"project.standing.{state}", **dates)]
    if state in {"stopped_early", "dpia_stop", "rejected", "suspended"}:
        told.append(reason)
    if row.extended_until_date:
        why = clean(row.extension_reason) or say("projects.no_reason")
        told.append(say("project.extended", date=day(row.extended_until_date), reason=why))
    return Markup(" ").join(told)


def when(project: Project) -> str:
    """``25 november 2024 – 24 augustus 2025, 9 maanden``; of what has not begun when it was planned."""
    row = project.row
    if row.start_date is None:
        return say("project.cover.planned", start=day_stated(row.planned_start_date))
    if row.end_date is None:
        return say("project.cover.since", start=day(row.start_date))
    months = say("project.key.n_months", n=number(project.months or 0))
    return say("project.cover.period", start=day(row.start_date), end=day(row.end_date), months=months)


def led(card: ProjectsCard) -> list[str]:
    """By whom, as a function, and under which covenant; without what was not stated."""
    leader = manager(card)
    version = clean(card.covenant_version)
    lines = [say("project.managed_by", who=leader)] if leader else []
    return [*lines, say("project.covenant", version=version)] if version else lines


def keys(
    project: Project,
    taken: Sequence[Step],
    goals: Sequence[Goal],
    found: Mapping[str, int],
    amounts: Sequence[Amount],
    n_scope: int,
    noise: Noise,
    *,
    has_prior: bool,
) -> list[Key]:
    """The key figures; of a project that never began only its course and its goals."""
    made = [_length(project), _steps(taken), _goals(goals, has_prior=has_prior)]
    if project.state not in BEGUN:
        return made
    return [*made, *_results(found, amounts, n_scope, noise)]


def _results(found: Mapping[str, int], amounts: Sequence[Amount], n_scope: int, noise: Noise) -> list[Key]:
    examined, irregular = found.get("examined_addresses", 0), found.get("irregular_addresses", 0)
    kinds = {amount.kind: amount for amount in amounts}
    clean = without_finding(found, "addresses")
    followed = found.get("care_followed_up")
    care = say("project.key.care_detail", n=say("project.people.nothing") if followed is None else circa(followed))
    return [
        _key("examined", count(examined), share=share_text(examined, n_scope, noise, ("examined_addresses", None))),
        _key("clean", count(clean) if examined else "–", share=share_text(clean, examined, noise, CLEAN)),
        _key("irregular", count(irregular), share=share_text(irregular, examined, noise, IRREGULAR)),
        _money(
            "established", kinds["established"].plain, say("project.key.collected", amount=kinds["collected"].shown)
        ),
        _money("backpay", kinds["backpay"].plain, care),
    ]


def _money(name: str, euros: Euros, detail: str) -> Key:
    """An amount in large letters with its margin under it, before what else there is to tell."""
    return Key(say(f"project.key.{name}"), euros.bare, " · ".join(filter(None, (euros.off, detail))))


def _key(name: str, value: str, **words: str) -> Key:
    return Key(say(f"project.key.{name}"), value, say(f"project.key.{name}_detail", **words))


def _length(project: Project) -> Key:
    start, end = project.row.planned_start_date, project.row.planned_end_date
    detail = say("project.key.months_detail", n=number((end - start).days / 30.44)) if end else ""
    if project.months is None:
        return Key(say("project.key.months"), say("projects.not_begun"), detail)
    return Key(say("project.key.months"), say("project.key.n_months", n=number(project.months)), detail)


def _steps(taken: Sequence[Step]) -> Key:
    sizes = steps.tally(taken)
    rest = {"absent": sizes["absent"], "rest": sizes["not_due"] + sizes["skipped"]}
    detail = tally((say(f"project.key.steps_{name}"), n) for name, n in rest.items())
    return Key(say("project.key.steps"), say("projects.steps", done=sizes["set"], all=len(taken)), detail)


def _goals(goals: Sequence[Goal], *, has_prior: bool) -> Key:
    judged = set_beforehand(goals)
    title = say("project.key.goals")
    if not judged:
        unknown = has_prior and not goals
        return Key(
            title, say("project.key.goals_unknown" if unknown else "projects.goal_no"), say("project.key.goals_none")
        )
    reached = sum(goal.verdict == "reached" for goal in judged)
    open_ones = sum(goal.verdict in {"undecided", "not_yet", "unknown"} for goal in judged)
    return Key(
        title,
        say("projects.steps", done=reached, all=len(judged)),
        tally([(say("project.key.goals_open"), open_ones)]),
    )


def level(areas: Sequence[ProjectAreas]) -> str:
    """The level to draw the map at."""
    municipalities = {area.municipality_name for area in areas if area.municipality_name}
    return "municipality" if len(municipalities) > MANY_MUNICIPALITIES else "neighbourhood"


def area_table(areas: Sequence[ProjectAreas]) -> pd.DataFrame:
    """The areas as people read them."""
    companies = ["–" if area.n_companies is None else number(area.n_companies) for area in areas]
    return pd.DataFrame(
        {
            say("table.area"): [area.area_name or say("project.map.unnamed") for area in areas],
            say("table.code"): [area.area_code for area in areas],
            say("project.map.town"): [area.municipality_name or "–" for area in areas],
            say("project.map.addresses"): [number(area.n_addresses) for area in areas],
            say("project.map.companies"): companies,
        }
    )


def area_sentence(areas: Sequence[ProjectAreas]) -> str:
    """How many areas with how many addresses and companies, and which are not on the map."""
    sizes = {
        "address": sum(area.n_addresses for area in areas),
        "company": sum(area.n_companies or 0 for area in areas),
    }
    what = say("project.map.and").join(counted(noun, n) for noun, n in sizes.items() if n)
    named = counted("area", len(areas))
    told = (
        say("project.map.sentence_with", areas=named, what=what) if what else say("project.map.sentence", areas=named)
    )
    lost = sum(not area.is_comparable for area in areas)
    return sentences(told, say("project.map.lost", n=number(lost))) if lost else told
