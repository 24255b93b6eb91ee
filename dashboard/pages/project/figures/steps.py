"""The 28 steps of one project: planned and real dates, what is missing, and what is simply not due yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.base import layout
from dashboard.charts.numbers import NBSP, day, number
from dashboard.charts.plain import Tags, label
from dashboard.text import language, say
from dashboard.text.markup import Markup, clean

if TYPE_CHECKING:
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


STATUSES = ("done", "later", "missing", "overdue", "not_due", "skipped")
LATE = 30  # days; a step set within a month of its plan is on time
LAST_STEP = {"dpia_stop": "S06", "rejected": "S10"}  # after it nothing is expected any more
CLOSING = ("S16", "S21", "S22", "S23", "S24")  # what a project that stops half-way still owes
DESTROYED = ("S16", "S24")
LAST_WORK = "S20"
ROW, LONGEST = 24, 44  # pixels, characters


def classify(steps: pd.DataFrame, state: str, on: pd.Timestamp) -> pd.DataFrame:
    """Each step with ``status`` (one of STATUSES) and ``days`` after its plan.

    ``missing``: a later step was taken, so this one was skipped or not delivered. ``overdue``: its planned day has passed and
    nothing after it was done. ``not_due``: still to come. ``skipped``: does not apply, because the project stopped.

    Args:
        steps: as ``project__steps`` answers.
        state: the project's state.
        on: the day the project's delivery speaks of.
    """
    done = steps["actual_date"].notna()
    days = (steps["actual_date"] - steps["planned_date"]).dt.days
    last = steps["position"].where(done).max()
    found = pd.Series("not_due", steps.index)
    found[steps["planned_date"] <= on] = "overdue"
    found[(steps["position"] < last) & ~(steps["planned_date"] > on)] = "missing"
    found[~_expected(steps, state, done)] = "skipped"
    found[done] = "done"
    found[done & (days > LATE)] = "later"
    return steps.assign(status=found, days=days)


def _expected(steps: pd.DataFrame, state: str, done: pd.Series) -> pd.Series:
    """Whether a step may be asked after: not after a stop, apart from what a stopped project still owes."""
    code = steps["step_code"]
    if state in LAST_STEP:
        return code <= LAST_STEP[state]
    if state != "stopped_early":
        return pd.Series(data=True, index=steps.index)
    worked = code[done & (code <= LAST_WORK)]
    return (code <= (worked.max() if len(worked) else "")) | code.isin(CLOSING)


def tally(rows: pd.DataFrame) -> dict[str, int]:
    """How many steps there are of each status, and how many are set."""
    sizes = {status: int((rows["status"] == status).sum()) for status in STATUSES}
    return sizes | {"set": sizes["done"] + sizes["later"], "absent": sizes["missing"] + sizes["overdue"]}


def sentence(rows: pd.DataFrame) -> str:
    """How many steps are set, which are missing, and what is known of the destruction of data."""
    sizes = tally(rows)
    told = [say("project.steps.sentence", set=number(sizes["set"]), all=number(len(rows)))]
    if sizes["later"]:
        told.append(say("project.steps.later", n=number(sizes["later"]), days=LATE))
    absent = rows[rows["status"].isin(("missing", "overdue"))]
    told.append(say("project.steps.absent", names=names(absent)) if len(absent) else say("project.steps.none_absent"))
    if sizes["not_due"]:
        told.append(say("project.steps.not_due", n=number(sizes["not_due"])))
    if sizes["skipped"]:
        told.append(say("project.steps.skipped", n=number(sizes["skipped"])))
    return Markup(" ").join([*told, destroyed(rows)])


def names(rows: pd.DataFrame) -> str:
    """``evaluatie (S22), DPIA (S06)``."""
    return ", ".join(
        f"{name} ({code})" for name, code in zip(rows[f"name_{language()}"], rows["step_code"], strict=True)
    )


def destroyed(rows: pd.DataFrame) -> str:
    """What the delivery says of the destruction of data of people without a finding, and of all project data."""
    found = rows.set_index("step_code").loc[list(DESTROYED)]
    return Markup(" ").join(_destroyed(code, row) for code, row in zip(DESTROYED, found.itertuples(), strict=True))


def in_time(rows: pd.DataFrame, code: str) -> str:
    """Whether data were destroyed in time, for the panel of people: in words, with the days."""
    row: Any = rows.set_index("step_code").loc[code]
    if row["status"] in {"done", "later"} and pd.notna(row["days"]):
        key = "in_time" if row["days"] <= LATE else "too_late"
        return say(f"project.people.{key}", date=day(row["actual_date"]), days=number(max(int(row["days"]), 0)))
    if row["status"] in {"done", "later"}:
        return say("project.people.no_plan", date=day(row["actual_date"]))
    return say(f"project.people.destroyed_{row['status']}")


def _destroyed(code: str, row: Any) -> str:
    if row.status in {"done", "later"}:
        return say(f"project.steps.{code}_done", date=day(row.actual_date))
    return say(f"project.steps.{code}_{'absent' if row.status in {'missing', 'overdue'} else row.status}")


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Every step as people read it; notes stay plain."""
    word = language()
    return pd.DataFrame(
        {
            say("project.steps.step"): rows["step_code"] + " " + rows[f"name_{word}"],
            say("table.phase"): rows[f"phase_name_{word}"],
            say("table.planned"): [_day(value) for value in rows["planned_date"]],
            say("table.actual"): [_day(value) for value in rows["actual_date"]],
            say("project.steps.days"): [f"{int(value):+d}" if pd.notna(value) else "" for value in rows["days"]],
            say("projects.state_label"): [say(f"project.steps.status.{status}") for status in rows["status"]],
            say("project.steps.remark"): [clean(note) for note in rows["note"]],
        }
    )


def figure(rows: pd.DataFrame, on: pd.Timestamp, colours: Palette) -> Figure:
    """Per step its planned day (open) and its real one (full), joined; a cross where one is missing."""
    known = rows[rows["planned_date"].notna() | rows["actual_date"].notna()]
    if known.empty:
        return {"data": [], "layout": {}}
    places = {code: at for at, code in enumerate(rows["step_code"])}
    both = known.dropna(subset=["planned_date", "actual_date"])
    joined: Figure = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    joined["x"] = [
        x for a, b in zip(both["planned_date"], both["actual_date"], strict=True) for x in (_iso(a), _iso(b), None)
    ]
    joined["y"] = [y for code in both["step_code"] for y in (places[code], places[code], None)]
    joined["line"] = {"color": colours.muted, "width": 1.5}
    planned = known[known["planned_date"].notna()]
    absent = planned["status"].isin(("missing", "overdue"))
    marks = [
        (planned[~absent], "planned_date", "circle-open", colours.muted, "table.planned"),
        (planned[absent], "planned_date", "x", colours.text, "project.steps.cross"),
        (known[known["actual_date"].notna()], "actual_date", "circle", colours.main, "table.actual"),
    ]
    traces = [
        joined,
        *(_marks(part, column, places, (symbol, colour, say(key))) for part, column, symbol, colour, key in marks),
    ]
    texts = [
        label(f"{code} {name}", LONGEST)
        for code, name in zip(rows["step_code"], rows[f"name_{language()}"], strict=True)
    ]
    up = {"tickvals": list(places.values()), "ticktext": [f"{text}{NBSP}" for text in texts], "tickfont": {"size": 12}}
    up |= {"range": [len(places) - 0.4, -0.6], "showgrid": False, "fixedrange": True, "rangemode": "normal"}
    across = {"type": "date", "fixedrange": True, "side": "top", "tickformat": "%m-%Y", "nticks": 6, "tickangle": 0}
    legend = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    bands = [_band(group, places, colours) for at, (_, group) in enumerate(rows.groupby("phase_code")) if at % 2]
    shapes = [*bands, {"type": "line", "yref": "paper", "x0": _iso(on), "x1": _iso(on), "y0": 0, "y1": 1, "line": line}]
    more = {"showlegend": True, "legend": legend, "hovermode": "closest", "shapes": shapes}
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(places) + 90, **more)}


def _band(group: pd.DataFrame, places: dict[str, int], colours: Palette) -> Figure:
    """Every other phase on a ground of its own, so that the eye finds it back."""
    at = [places[code] for code in group["step_code"]]
    ground = {"fillcolor": colours.surface, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": min(at) - 0.5, "y1": max(at) + 0.5} | ground


def _marks(part: pd.DataFrame, column: str, places: dict[str, int], look: tuple[str, str, str]) -> Figure:
    symbol, colour, name = look
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "showlegend": not part.empty,
        "x": [_iso(value) for value in part[column]],
        "y": [places[code] for code in part["step_code"]],
        "text": [
            f"{code} · {say(f'project.steps.status.{status}')}"
            for code, status in zip(part["step_code"], part["status"], strict=True)
        ],
        "hovertemplate": Tags("%{{text}}<br>{}: %{{x|%d-%m-%Y}}<extra></extra>").format(name),
        "marker": {"symbol": symbol, "size": 9, "color": colour, "line": {"width": 1.5, "color": colour}},
    }


def _iso(value: pd.Timestamp) -> str:
    return value.strftime("%Y-%m-%d")


def _day(value: pd.Timestamp) -> str:
    return value.strftime("%d-%m-%Y") if pd.notna(value) else "–"
