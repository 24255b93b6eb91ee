"""Projects on a time axis: phases as they went and as they were planned, extensions, stops, norms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.lead_time import DAYS_PER_MONTH, NORMS
from dashboard.text import language, say
from dashboard.view.charts import layout
from dashboard.view.numbers import day
from dashboard.view.plain import label
from dashboard.view.projects import state_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette

PER_PAGE = 20
ROW, HEAD = 25, 170  # pixels
LONGEST = 36
SHORT = "%d-%m-%Y"  # dates in a narrow table
SHADES = (1, 2, 3, 4, 5, 6, 8)  # of the ten blues, one per phase
LEGEND = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "font": {"size": 12}, "maxheight": 1}
LEGEND |= {"itemclick": False, "itemdoubleclick": False}
GOING_ON = ("proposed", "approved", "running", "in_embedding")
MS_PER_DAY = 86_400_000
SHORTEST = 6  # days; a phase of one day is still seen
STOPS = {"stopped_early": "x", "dpia_stop": "square-x", "rejected": "circle-x", "suspended": "diamond"}


def segments(phases: pd.DataFrame, rows: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """Each phase from its first step until the first step of the next one that began.

    Args:
        phases: one row per project and phase, as projects__phases gives them.
        rows: the projects shown; columns project_code, state, last_step_date.
        on: until when a project that goes on is drawn.

    Returns:
        project_code, phase_code, kind (``actual`` or ``planned``), from_date, until_date.
    """
    last_step = rows["last_step_date"].where(~rows["state"].isin(GOING_ON), on)
    last = phases["project_code"].map(dict(zip(rows["project_code"], last_step, strict=True)))
    bare = phases[["project_code", "phase_code", "position"]]
    actual = bare.assign(from_date=phases["actual_from_date"], last_date=last, kind="actual")
    planned = bare.assign(from_date=phases["planned_from_date"], last_date=phases["planned_until_date"], kind="planned")
    found = pd.concat([actual, planned]).dropna(subset="from_date").sort_values(["kind", "project_code", "position"])
    following = found.groupby(["kind", "project_code"])["from_date"].shift(-1)
    until = following.fillna(found["last_date"])
    shortest = found["from_date"] + pd.Timedelta(days=SHORTEST)
    columns = ["project_code", "phase_code", "kind", "from_date", "until_date"]
    return found.assign(until_date=until.where(until > shortest, shortest))[columns].reset_index(drop=True)


def timeline(
    rows: pd.DataFrame, phases: pd.DataFrame, on: pd.Timestamp, chosen: str | None, colours: Palette
) -> Figure:
    """The drawing: one line per project, thick as it went, thin below it as it was planned.

    Args:
        rows: the projects of this page, top first.
        phases: their phases, as projects__phases gives them.
        on: the day of the latest delivery, a thin line.
        chosen: code of the selected project, orange in the margin.
        colours: the active palette.
    """
    place = {code: position for position, code in enumerate(rows["project_code"])}
    drawn = segments(phases, rows, on)
    named = phases.sort_values("position").drop_duplicates("phase_code")
    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in drawn.itertuples(index=False):
        parts[str(one.phase_code), str(one.kind)].append(one)
    traces = [
        _bars(parts[code, kind], place, str(name), shade, kind, colours)
        for code, name, shade in zip(named["phase_code"], named[f"phase_name_{language()}"], SHADES, strict=False)
        for kind in ("actual", "planned")
    ]
    traces += [*_norms(rows, place, colours), _extensions(rows, place, colours), _stops(rows, place, colours)]
    names = [
        _name(code, title, chosen, colours) for code, title in zip(rows["project_code"], rows["title"], strict=True)
    ]
    up = {
        "tickvals": list(place.values()),
        "ticktext": names,
        "range": [len(place) - 0.4, -0.6],
        "showgrid": False,
        "fixedrange": True,
        "tickfont": {"size": 12},
        "rangemode": "normal",
    }
    across = {"type": "date", "tickformat": "%Y", "dtick": "M12", "fixedrange": True, "side": "top"}
    more = {"showlegend": True, "legend": LEGEND}
    more |= {"shapes": [_today(on, colours)], "hovermode": "closest", "barmode": "overlay"}
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(place) + HEAD, **more)}


def sentence(rows: pd.DataFrame, shown: int) -> str:
    """How many of how many, and what stands out on this page: the longest overrun of its plan."""
    late = (rows["end_date"] - rows["planned_end_date"]).dt.days / DAYS_PER_MONTH
    text = say("projects.timeline.sentence", shown=len(rows), all=shown)
    if not (late > 1).any():
        return text
    worst = rows.iloc[int(late.fillna(0).to_numpy().argmax())]
    reason = worst["extension_reason"] if isinstance(worst["extension_reason"], str) else ""
    why = say("projects.timeline.reason", reason=reason) if reason else say("projects.timeline.no_reason")
    return f"{text} " + say("projects.timeline.latest", code=worst["project_code"], months=round(late.max()), why=why)


def phase_table(phases: pd.DataFrame) -> pd.DataFrame:
    """Phases of the projects on the page as people read them."""
    word = language()
    return pd.DataFrame(
        {
            say("table.project"): phases["project_code"],
            say("table.phase"): phases[f"phase_name_{word}"],
            say("table.planned"): _spans(phases, "planned"),
            say("table.actual"): _spans(phases, "actual"),
            say("table.steps"): [
                say("projects.steps", done=done, all=every)
                for done, every in zip(phases["n_done"], phases["n_steps"], strict=True)
            ],
        }
    )


def _spans(phases: pd.DataFrame, kind: str) -> list[str]:
    pairs = zip(phases[f"{kind}_from_date"], phases[f"{kind}_until_date"], strict=True)
    return [_span(low, high) for low, high in pairs]


def _span(low: Any, high: Any) -> str:
    if pd.isna(low):
        return say("projects.no_date")
    return f"{low:{SHORT}}" if low == high else f"{low:{SHORT}} – {high:{SHORT}}"


def _bars(part: list[Any], place: dict[str, int], name: str, shade: int, kind: str, colours: Palette) -> dict[str, Any]:
    is_actual = kind == "actual"
    what = say("projects.timeline.actual" if is_actual else "projects.timeline.planned")
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "legendgroup": name,
        "showlegend": is_actual,
        "y": [place[one.project_code] for one in part],
        "base": [f"{one.from_date:%Y-%m-%d}" for one in part],
        "x": [(one.until_date - one.from_date).days * MS_PER_DAY for one in part],
        "offset": -0.4 if is_actual else 0.16,
        "width": 0.5 if is_actual else 0.2,
        "customdata": [f"j:{one.project_code}" for one in part],
        "text": [f"{one.project_code} · {name} ({what}): {_span(one.from_date, one.until_date)}" for one in part],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "color": colours.sequence[shade],
            "opacity": 1 if is_actual else 0.55,
            "line": {"color": colours.muted, "width": 0.5},
        },
        "unselected": {"marker": {"opacity": 1 if is_actual else 0.55}},
    }


def _norms(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> list[dict[str, Any]]:
    begun = rows[rows["start_date"].notna()]
    out = []
    for norm, shifts in zip(NORMS, ((0,), (0, 12)), strict=True):
        days = [round(norm * DAYS_PER_MONTH) + shift for shift in shifts]
        at = [(code, start + pd.Timedelta(days=d)) for code, start in _pairs(begun, "start_date") for d in days]
        name = say("projects.timeline.norm", months=norm)
        out.append(_marks(at, place, name, "line-ns-open", colours.text) | {"hoverinfo": "skip"})
    return out


def _extensions(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> dict[str, Any]:
    found = rows[rows["extended"]]
    trace = _marks(
        _pairs(found, "extended_until_date"), place, say("projects.timeline.extended"), "triangle-left", colours.text
    )
    reasons = [reason if isinstance(reason, str) else say("projects.no_reason") for reason in found["extension_reason"]]
    return trace | {
        "text": [
            say("projects.timeline.extension", date=day(until), reason=label(reason, 200))
            for (_, until), reason in zip(_pairs(found, "extended_until_date"), reasons, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _stops(rows: pd.DataFrame, place: dict[str, int], colours: Palette) -> dict[str, Any]:
    found = rows[rows["state"].isin(STOPS)]
    at = found["end_date"].fillna(found["last_step_date"]).fillna(found["began_date"])
    trace = _marks(
        list(zip(found["project_code"], at, strict=True)), place, say("projects.timeline.stop"), "x", colours.text
    )
    trace["marker"]["symbol"] = [STOPS[state] for state in found["state"]]
    words = [f"  {state_name(state).lower()}" for state in found["state"]]
    more = {"mode": "markers+text", "text": words, "textposition": "middle right", "textfont": {"size": 11}}
    return trace | more | {"hovertemplate": "%{text}: %{x|%d-%m-%Y}<extra></extra>"}


def _pairs(rows: pd.DataFrame, column: str) -> list[tuple[str, pd.Timestamp]]:
    return list(zip(rows["project_code"], rows[column], strict=True))


def _marks(
    at: Sequence[tuple[str, pd.Timestamp]], place: dict[str, int], name: str, symbol: str, colour: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [when.strftime("%Y-%m-%d") for _, when in at],
        "y": [place[code] - 0.15 for code, _ in at],
        "customdata": [f"j:{code}" for code, _ in at],
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 1.5, "color": colour}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": bool(at),
    }


def _name(code: str, title: str, chosen: str | None, colours: Palette) -> str:
    text = label(f"{code.removeprefix('LSI-')} {title}", LONGEST)
    return f'<span style="color:{colours.mine}"><b>{text}</b></span>' if code == chosen else text


def _today(on: pd.Timestamp, colours: Palette) -> Figure:
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    when = on.strftime("%Y-%m-%d")
    return {"type": "line", "xref": "x", "yref": "paper", "x0": when, "x1": when, "y0": 0, "y1": 1, "line": line}
