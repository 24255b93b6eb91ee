"""Who delivered which quarter: a field of symbols and words, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.text import say
from dashboard.view.charts import layout
from dashboard.view.numbers import NBSP, day, number, period_name
from dashboard.view.palette import rgba

if TYPE_CHECKING:
    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette

STATES = ("delivered", "late", "provisional", "restated", "missing")
LEGEND = {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
ROW, HEAD = 32, 90  # pixels
ROOM = 3  # quarters a year needs for its name
FEW = 16  # quarters that have room for large marks
WIDE, NARROW = (20, 12), (13, 10)  # mark and letter, pixels


def with_state(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The deliveries with one state each, the one that matters most: missing, restated, provisional, late, delivered."""
    state = pd.Series("delivered", index=rows.index)
    for name in ("late", "provisional", "restated", "missing"):
        state = state.where(~rows[f"is_{name}"], name)
    text = [period_name(quarter, "quarter") for quarter in rows["quarter"]]
    return rows.assign(state=state, name=rows["partner_code"].map(names), quarter_name=text)


def field(rows: pd.DataFrame, chosen: str | None, colours: Palette) -> Figure:
    """One mark per partner and quarter, a letter and a shape per state; the chosen period is shaded.

    Args:
        rows: as ``with_state`` gives them.
        chosen: code of the selected partner, its name in orange.
        colours: the active palette.
    """
    codes = list(dict.fromkeys(rows["partner_code"]))[::-1]
    rows = _recent(rows)
    quarters = sorted(rows["quarter"].unique())
    size = WIDE if len(quarters) <= FEW else NARROW
    across_at = {quarter: i for i, quarter in enumerate(quarters)}
    up_at = {code: i for i, code in enumerate(codes)}
    traces = [_marks(rows[rows["state"] == state], state, across_at, up_at, colours, size) for state in STATES]
    inside = [across_at[quarter] for quarter in rows.loc[rows["is_chosen"], "quarter"].unique()]
    names = rows.drop_duplicates("partner_code").set_index("partner_code")["name"]
    across = _year_axis(across_at)
    labels = [
        f'<span style="color:{colours.mine}"><b>{names[code]}</b></span>{NBSP}'
        if code == chosen
        else f"{names[code]}{NBSP}"
        for code in codes
    ]
    up = {
        "tickvals": list(up_at.values()),
        "ticktext": labels,
        "showgrid": False,
        "rangemode": "normal",
        "fixedrange": True,
    }
    more: dict[str, Any] = {"showlegend": True, "legend": LEGEND, "hovermode": "closest"}
    if inside:
        more["shapes"] = [_shade(min(inside) - 0.5, max(inside) + 0.5, colours)]
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(codes) + HEAD, **more)}


def _recent(rows: pd.DataFrame) -> pd.DataFrame:
    """The quarters from the chosen period on, and so many before it that there are at least FEW when they exist."""
    quarters = sorted(rows["quarter"].unique())
    chosen = rows.loc[rows["is_chosen"], "quarter"]
    first = min(chosen.min() if len(chosen) else quarters[-1], quarters[-min(FEW, len(quarters))])
    return rows[rows["quarter"].ge(pd.Timestamp(first))]


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """The quarters of the period in words, a row per partner."""
    inside = rows[rows["is_chosen"]]
    words = pd.Series([_words(row) for row in inside.itertuples(index=False)], index=inside.index, dtype="object")
    spread = inside.assign(words=words).pivot_table(
        index="name", columns="quarter", values="words", aggfunc="first", sort=False
    )
    spread.columns = [period_name(pd.Timestamp(quarter), "quarter") for quarter in spread.columns]
    return spread.reset_index().rename(columns={"name": say("table.partner")})


def sentence(rows: pd.DataFrame) -> str:
    """How many of the quarters of the period were delivered, late, restated, and who is missing."""
    inside = rows[rows["is_chosen"]]
    state = inside["state"]
    gaps = inside[state == "missing"]
    missing = [f"{name} ({', '.join(part['quarter_name'])})" for name, part in gaps.groupby("name", sort=True)]
    text = say(
        "deliveries.sentence",
        all=number(len(inside)),
        there=number((state != "missing").sum()),
        late=number(inside["is_late"].sum()),
        provisional=number(inside["is_provisional"].sum()),
        restated=number(inside["is_restated"].sum()),
    )
    return f"{text} {say('deliveries.missing', names='; '.join(missing)) if missing else say('deliveries.complete')}"


def _year_axis(across_at: dict[Any, int]) -> Figure:
    """A tick at the first quarter of each year; a year with one quarter in view has no room for its name."""
    years = {pd.Timestamp(quarter).year: at for quarter, at in reversed(across_at.items())}
    shown = {year: at for year, at in years.items() if at or years.get(year + 1, ROOM) >= ROOM}
    return {
        "tickvals": list(shown.values()),
        "ticktext": [str(year) for year in shown],
        "showgrid": False,
        "side": "top",
        "tickangle": 0,
        "range": [-0.7, len(across_at) - 0.3],
        "fixedrange": True,
    }


def _marks(
    part: pd.DataFrame,
    state: str,
    across_at: dict[Any, int],
    up_at: dict[str, int],
    colours: Palette,
    size: tuple[int, int],
) -> dict[str, Any]:
    look = {
        "delivered": ("square", rgba(colours.main, 0.3)),
        "late": ("square", rgba(colours.main, 0.5)),
        "provisional": ("diamond-tall", rgba(colours.main, 0.3)),
        "restated": ("circle", rgba(colours.main, 0.5)),
        "missing": ("square-open", colours.text),
    }
    symbol, colour = look[state]
    hover = [f"{row.name}, {row.quarter_name}: {_words(row)}" for row in part.itertuples(index=False)]
    letter = say(f"deliveries.letter.{state}")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": f"{letter}{NBSP}{say(f'deliveries.state.{state}')}",
        "x": [across_at[quarter] for quarter in part["quarter"]],
        "y": [up_at[code] for code in part["partner_code"]],
        "text": [letter] * len(part),
        "textposition": "middle center",
        "textfont": {"size": size[1], "color": colours.text},
        "customdata": [f"p:{pd.Timestamp(quarter).year}" for quarter in part["quarter"]],
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": symbol, "size": size[0], "color": colour, "line": {"width": 1, "color": colours.muted}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _words(row: Any) -> str:
    if row.is_missing:
        return say("deliveries.state.missing")
    flags = [name for name in ("late", "provisional", "restated") if getattr(row, f"is_{name}")]
    words = ", ".join(say(f"deliveries.state.{name}") for name in flags or ["delivered"])
    first, last = (pd.Timestamp(value) for value in (row.first_reference_date, row.reference_date))
    if first == last:
        return say("deliveries.on", words=words, date=day(last))
    return say("deliveries.twice", words=words, first=day(first), last=day(last))


def _shade(low: float, high: float, colours: Palette) -> Figure:
    area = {"type": "rect", "xref": "x", "yref": "paper", "x0": low, "x1": high, "y0": 0, "y1": 1, "layer": "below"}
    return area | {"fillcolor": rgba(colours.muted, 0.15), "line": {"width": 0}}
