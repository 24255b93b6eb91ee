"""What Projecten shows: state of every project, choices, counts to choose from, sentence, table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from functools import reduce
from operator import and_, itemgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.lead_time import DAYS_PER_MONTH, NORMS
from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, day, number
from dashboard.charts.plain import label
from dashboard.charts.walk import values
from dashboard.shared import FrozenTable
from dashboard.text import language, say

if TYPE_CHECKING:
    from dashboard.answers import Answer
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette

STATES = (
    "proposed",
    "approved",
    "running",
    "suspended",
    "closed",
    "in_sustainment",
    "done",
    "stopped_early",
    "dpia_stop",
    "rejected",
)
FLAGS = ("extended", "over_12", "over_24")
OPEN = ("running", "suspended")
CLOSED = ("closed", "in_sustainment", "done")
# The bars to choose from: what they count and the URL key a click fills.
PARTS = (("year", "y"), ("type_code", "t"), ("lead_partner_code", "v"))
LONGEST = 20
FIELDS = ((0.0, 0.2), (0.45, 0.65), (0.87, 1.0))  # parts of the width; the labels stand between them
NOTE = {"y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
FEWEST = 6  # places on an axis, so that few bars do not become blocks


@dataclass(frozen=True)
class Choice:
    """What the viewer narrowed the list down to; None is everything.

    Attributes:
        year: year the project started, or was to start.
        state: one of STATES, or of FLAGS.
    """

    year: str | None = None
    type_code: str | None = None
    lead_partner_code: str | None = None
    state: str | None = None


def prepare(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.Timestamp]:
    """The list with what follows from it, and the day it speaks of: that of the latest delivery.

    Returns:
        The rows, newest first, with year, state, months (age or length, NaN before the start), extended, over_12, over_24.
    """
    on = pd.Timestamp(frame["stated_on_date"].max()) if len(frame) else pd.Timestamp(0)
    began = frame["start_date"].fillna(frame["planned_start_date"])
    at_dpia = (frame["status"] == "stopped_early") & frame["start_date"].isna() & ~frame["has_dpia"]
    until = frame["end_date"].fillna(frame["last_step_date"].where(frame["status"] == "stopped_early")).fillna(on)
    months = (until - frame["start_date"]).dt.days / DAYS_PER_MONTH
    rows = frame.assign(
        began_date=began,
        year=began.dt.year.astype("Int64").astype("str"),
        state=frame["status"].where(~at_dpia, "dpia_stop"),
        months=months,
        extended=frame["extended_until_date"].notna(),
        **{f"over_{norm}": months > norm for norm in NORMS},
    )
    return rows.sort_values(["began_date", "project_code"], ascending=False, ignore_index=True), on


def prepared(answer: Answer[Any]) -> tuple[FrozenTable, pd.Timestamp]:
    """``prepare`` of the rows of ``projects__list``, for everybody."""
    rows, on = prepare(answer.frame)
    return FrozenTable(rows), on


def narrow(rows: pd.DataFrame, choice: Choice, but: str = "") -> pd.DataFrame:
    """The projects that meet the choice, leaving out the one called ``but``."""
    wanted = {field.name: getattr(choice, field.name) for field in fields(choice) if field.name != but}
    met = [rows[code] if code in FLAGS else rows[name] == code for name, code in wanted.items() if code is not None]
    return rows[reduce(and_, met)] if met else rows


def state_name(code: str) -> str:
    """A state or a flag in words."""
    return say(f"projects.state.{code}")


def summary(rows: pd.DataFrame, on: pd.Timestamp) -> str:
    """How many projects, how far they are, how many took longer than the norms."""
    if rows.empty:
        return say("projects.none")
    state = Counter(values(rows["state"]))
    return say(
        "projects.summary",
        n=number(len(rows)),
        on=day(on),
        running=number(state["running"]),
        closed=number(sum(state[code] for code in CLOSED)),
        early=number(state["stopped_early"] + state["dpia_stop"]),
        **{flag: number(sum(values(rows[flag]))) for flag in FLAGS},
    )


def bars(rows: pd.DataFrame, choice: Choice, names: dict[str, dict[str, str]], colours: Palette) -> Figure:
    """Three fields of bars to choose from: projects per start year, type and lead partner.

    Each counts the projects that meet every other choice; what is chosen is orange. A bar carries ``key:code``.

    Args:
        rows: all projects.
        choice: what is chosen now.
        names: per part the name of each code.
        colours: the active palette.
    """
    traces, notes = [], []
    axes: Figure = {}
    for position, (part, key) in enumerate(PARTS):
        suffix = "" if position == 0 else str(position + 1)
        counted = _counted(rows, choice, part)
        counted = sorted(counted) if part == "year" else sorted(counted, key=itemgetter(1, 0))
        codes, sizes = [code for code, _ in counted], [n for _, n in counted]
        marks = [colours.mine if code == getattr(choice, part) else colours.main for code in codes]
        trace = {
            "type": "bar",
            "orientation": "h",
            "y": [f"{label(names[part].get(code, code), LONGEST)}{NBSP}" for code in codes],
            "x": sizes,
            "text": [f"{NBSP}{number(n)}" for n in sizes],
            "textposition": "outside",
            "cliponaxis": False,
            "customdata": [f"{key}:{code}" for code in codes],
            "textfont": {"size": 12},
            "marker": {"color": marks},
            "unselected": {"marker": {"opacity": 1}},
            "hovertemplate": "%{y}: %{x}<extra></extra>",
        }
        traces.append(trace | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"})
        axes |= _axes(suffix, FIELDS[position], float(max(sizes, default=1)), len(sizes), colours)
        notes.append({"x": FIELDS[position][0], "text": say(f"projects.by.{part}")} | NOTE)
    size = {"height": 270, "margin": {"t": 30, "l": 48}}
    return {"data": traces, "layout": layout(colours, annotations=notes, hovermode="closest", **size, **axes)}


def _counted(rows: pd.DataFrame, choice: Choice, part: str) -> list[tuple[str, int]]:
    """Codes of one part with the number of projects that meet every other choice."""
    return list(Counter(code for code in values(narrow(rows, choice, part)[part]) if isinstance(code, str)).items())


def _axes(suffix: str, domain: tuple[float, float], top: float, n: int, colours: Palette) -> Figure:
    flat = {"showgrid": False, "fixedrange": True, "zeroline": False, "linecolor": colours.border}
    across = {"domain": domain, "showticklabels": False, "range": [0, top * 1.25], "anchor": f"y{suffix}"}
    up = {
        "type": "category",
        "range": [n - 0.5 - max(n, FEWEST), n - 0.5],
        "anchor": f"x{suffix}",
        "tickfont": {"size": 12},
    }
    return {f"xaxis{suffix}": flat | across, f"yaxis{suffix}": flat | up}


def bars_table(rows: pd.DataFrame, choice: Choice, names: dict[str, dict[str, str]]) -> pd.DataFrame:
    """The rows behind the three small figures."""
    found = []
    for part, _ in PARTS:
        pairs = sorted(_counted(rows, choice, part))
        found += [(say(f"projects.by.{part}"), names[part].get(code, code), number(n)) for code, n in pairs]
    return pd.DataFrame(found, columns=[say("table.kind"), say("table.choice"), say("table.projects")])


def listed(rows: pd.DataFrame) -> pd.DataFrame:
    """The table of projects with real dates and numbers, so that it sorts as it should; months are whole."""
    word = language()
    return pd.DataFrame(
        {
            say("table.code"): rows["project_code"],
            say("table.title"): rows["title"],
            say("frame.project_type"): rows[f"type_name_{word}"],
            say("projects.lead_partner"): rows[f"lead_name_{word}"],
            say("projects.state_label"): rows["state"].map({code: state_name(code) for code in STATES}),
            say("projects.start"): rows["start_date"],
            say("projects.planned_end"): rows["planned_end_date"],
            say("projects.end"): rows["end_date"],
            say("projects.months"): rows["months"].round().astype("Int64"),
            say("projects.extension"): rows["extension_reason"].where(rows["extended"]),
        }
    )


def part_names(rows: pd.DataFrame, leads: dict[str, str]) -> dict[str, dict[str, str]]:
    """Per part of the choice the name of each code."""
    types = dict(zip(rows["type_code"], rows[f"type_name_{language()}"], strict=True))
    return {"year": {}, "type_code": types, "lead_partner_code": leads}
