"""Why an area is in these figures at all: which projects worked there, chosen for what, and how closely was looked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.answers.rows import AreaProjects, CompareAreas, FrameAreaPath, MapAreas
from dashboard.charts import compared
from dashboard.charts.named import coded, delivered, named
from dashboard.charts.numbers import day, month_name, percentage
from dashboard.text import say
from dashboard.text.markup import clean, sentences
from dashboard.ui import screen
from dashboard.ui.key_figures import years_of
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, draw_foot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.charts.compared import Compared, Counted
    from dashboard.ui.viewer import Viewer

LOOKED = ("examined_addresses", None)
DWELLINGS = ("n_dwellings",)
FEW = 3  # projects that are named in the sentence
MOST_NAMED = 4  # projects with their reason; the table has all
LEVELS = {"GM": "municipality", "WK": "district", "BU": "neighbourhood"}
INSIDE = {"neighbourhood": "municipality", "district": "municipality", "municipality": "province"}


def draw_worked_here(
    viewer: Viewer, name: str, codes: Sequence[str], areas: Sequence[Compared], others: str = ""
) -> None:
    """The projects of an area with the reason of each, and a warning where was looked more closely than at its peers.

    Args:
        viewer: what is chosen; projects count to the end of the period, also those from before it.
        name: of the area.
        codes: of the area, or of the parts of an own one.
        areas: how closely was looked at it and its peers, its own marked as mine; see ``looked_at``.
        others: as its peers are called; empty for "the areas beside it".
    """
    found = viewer.ask(AreaProjects, areas=tuple(codes), until_month=viewer.history["until_month"])
    title = say("worked_here.title", name=name)
    screen.subheader(title)
    told, is_more = looked_sentence(areas, others or say("worked_here.others"))
    if is_more:
        screen.warning(told)
    with st.container(key="printed_worked_here", gap="xsmall"):
        for row in found.rows[-MOST_NAMED:][::-1]:
            link_to("project", f"{row.project_code} · {row.title}", project=row.project_code)
            screen.caption(_reason(row))
    if len(found.rows) > MOST_NAMED:
        screen.caption(say("worked_here.more", n=len(found.rows) - MOST_NAMED))
    listed = projects_sentence(found.rows, name, month_name(viewer.until_month))
    sentence = sentences(listed, "" if is_more else told, compared.widened_sentence(areas) if told else "")
    level = next((LEVELS[area.code[:2]] for area in areas if area.code[:2] in LEVELS), "")
    homes = years_of(viewer, level, DWELLINGS) if level else ""
    note = sentences(say("worked_here.note"), say("compare.looked_note"), homes)
    caveat = told if is_more else say("area_map.no_cause")
    table = partial(projects_table, found.rows)
    draw_foot(Shown("worked_here", title, sentence, table, found, note, caveat=caveat), viewer)


def _reason(row: AreaProjects) -> str:
    """``Adresfraude, begonnen op 25 november 2024. Aanleiding: …``."""
    reason = clean(row.stated_reason or "") or say("projects.unknown")
    return say("worked_here.reason", type=named(row, "type_name"), since=day(row.first_date), reason=reason)


def looked_at(viewer: Viewer, code: str) -> tuple[list[Compared], str]:
    """How closely was looked at an area and at those of its level beside it, over all years; and what those are called.

    Args:
        viewer: what is chosen; the project type does not count, because whoever was looked at was looked at.
        code: of a gemeente, wijk or buurt; nothing is beside a province.
    """
    path = {row.level: row for row in viewer.ask(FrameAreaPath, area=code).rows}
    level = next((level for level in INSIDE if level in path and path[level].area_code == code), None)
    parent = path.get(INSIDE[level]) if level else None
    if level is None or parent is None:
        return [], ""
    within = {"level": level, "parent": parent.area_code}
    answered = viewer.ask(MapAreas, **within, measure=LOOKED[0], denominator=None, project_type=None, **viewer.history)
    homes = {row.area_code: row.n_dwellings or 0 for row in viewer.ask(CompareAreas, **within).rows}
    areas = per_dwelling(answered.rows, homes)
    others = say(f"worked_here.beside.{level}", name=parent.area_name)
    return compared.compare(areas, code, viewer.release.noise(level, "year"), LOOKED), others


def per_dwelling(rows: Iterable[MapAreas], homes: Mapping[str, int]) -> list[Counted]:
    """Addresses examined with the dwellings of the area as denominator; what was not delivered is missing, never zero."""
    return compared.counted(
        row._replace(n_denominator=0 if row.is_undelivered and not row.n_value else homes[row.area_code])
        for row in rows
        if row.area_code in homes
    )


def looked_sentence(areas: Sequence[Compared], others: str) -> tuple[str, bool]:
    """How closely was looked beside the peers, and whether it was more; empty where there is nothing beside it."""
    mine = next((area for area in areas if area.is_mine), None)
    if mine is None or len(areas) == 1:
        return "", False
    if mine.share is None or mine.standing == "not_comparable":
        return say("worked_here.looked.not_comparable", others=others), False
    rest = [area for area in areas if area.share and not area.is_mine]
    share = percentage(compared.capped(compared.pooled(rest)))
    if not mine.part:
        return say("worked_here.looked.none_or_few", others=others, rest=share), False
    words = say(f"worked_here.looked.{mine.standing}", others=others, value=mine.text, rest=share)
    return words, mine.standing == "higher"


def projects_sentence(rows: Sequence[AreaProjects], name: str, until: str) -> str:
    """How many projects there were since when, by name where they are few, and how many gave no reason."""
    if not rows:
        return say("worked_here.none", name=name, until=until)
    titles = say("worked_here.titles", titles="; ".join(row.title for row in rows)) if len(rows) <= FEW else ""
    silent = sum(not row.stated_reason for row in rows)
    return sentences(
        say("worked_here.some", name=name, n=len(rows), since=month_name(rows[0].first_date)),
        titles,
        say("worked_here.silent", n=silent) if silent else "",
    )


def projects_table(rows: Sequence[AreaProjects]) -> pd.DataFrame:
    """Each project: its name, type, when it ran and the reason it gave; delivered texts stay plain."""
    return pd.DataFrame(
        {
            say("worked_here.project"): delivered(coded(f"{row.project_code} ·", row.title) for row in rows),
            say("frame.project_type"): [named(row, "type_name") for row in rows],
            say("worked_here.from"): [day(row.first_date) for row in rows],
            say("worked_here.to"): [day(row.end_date) if row.end_date else "" for row in rows],
            say("projects.reason"): delivered(
                clean(row.stated_reason or "") or say("projects.unknown") for row in rows
            ),
        }
    )
