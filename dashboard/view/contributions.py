"""What each partner contributed, side by side per kind of outcome or certainty; the kinds are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.text import language, say
from dashboard.view.charts import layout
from dashboard.view.numbers import NBSP, count, euro, number
from dashboard.view.palette import rgba

if TYPE_CHECKING:
    from dashboard.view.charts import Figure
    from dashboard.view.palette import Palette

MONEY = ("established", "imposed", "irrevocable", "collected", "backpay", "imputed")
COUNTS = (
    "examined_addresses",
    "irregular_addresses",
    "irregular_companies",
    "benefits_ended",
    "brp_corrections",
    "care_referrals",
)
SEVERAL = "multi_partner_addresses"
ENOUGH_FILES = 25
TEN, THOUSAND = 10, 1000
GAP = 0.035  # of the width, between two kinds
ROOM = 2.6  # a bar leaves this many times its length for its label
ROW, HEAD = 36, 86  # pixels
FITS = 12  # characters above a column


@dataclass(frozen=True)
class Cell:
    """One partner and one kind.

    Attributes:
        value: NaN where nothing was stated.
        text: what the table says.
        short: what stands beside the bar; euros in thousands.
        is_firm: False where fewer than 25 files stand behind the euros.
    """

    value: float
    text: str
    short: str
    is_firm: bool = True


Cells = dict[tuple[str, str], Cell]


def partners(names: pd.DataFrame, deliveries: pd.DataFrame) -> pd.DataFrame:
    """Partners with their name, and how many quarters of the period they delivered or not.

    Returns:
        partner_code, name, n_quarters, n_missing; the name says how many quarters are missing.
    """
    chosen = deliveries[deliveries["is_chosen"]]
    gaps = chosen.groupby("partner_code")["is_missing"].agg(["size", "sum"])
    rows = names.join(gaps, on="partner_code").fillna({"size": 0, "sum": 0})
    missing = rows["sum"].astype(int)
    title = rows[f"name_{language()}"]
    words = [say("partners.gap", name=name, n=n) if n else name for name, n in zip(title, missing, strict=True)]
    return pd.DataFrame(
        {
            "partner_code": rows["partner_code"],
            "name": title,
            "label": words,
            "n_quarters": rows["size"].astype(int),
            "n_missing": missing,
        }
    )


def money_cells(rows: pd.DataFrame, found: pd.DataFrame) -> Cells:
    """The cells of the money kinds, by (kind, partner)."""
    cells = _absent(rows, MONEY)
    for row in found.to_dict("records"):
        value, is_firm = float(row["amount_eur"]), int(row["n_files"]) >= ENOUGH_FILES
        marks = (f"{NBSP}†" if row["has_mixed"] else "") + ("" if is_firm else f"{NBSP}*")
        short = number(value / THOUSAND, 0 if value >= TEN * THOUSAND else 1)
        cells[str(row["money_kind"]), str(row["partner_code"])] = Cell(
            value, euro(value) + marks, short + marks, is_firm
        )
    return cells


def count_cells(rows: pd.DataFrame, found: pd.DataFrame) -> Cells:
    """The cells of the counts, by (measure, partner)."""
    cells = _absent(rows, COUNTS)
    for row in found[found["measure_code"].isin(COUNTS)].to_dict("records"):
        value = int(row["n_value"])
        cells[str(row["measure_code"]), str(row["partner_code"])] = Cell(
            value, count(value), count(value).replace(" of ", " of<br>").replace(" or ", " or<br>")
        )
    return cells


def kinds(*, is_money: bool) -> dict[str, str]:
    """The columns: code and short name, of money by certainty or of counts."""
    if is_money:
        return {code: say(f"money.{code}").capitalize() for code in MONEY}
    return {code: say(f"partners.count.{code}") for code in COUNTS}


def panels(rows: pd.DataFrame, cells: Cells, columns: dict[str, str], chosen: str | None, colours: Palette) -> Figure:
    """One row per partner, one column of bars per kind, each column on its own scale.

    Args:
        rows: partners, as ``partners`` gives them.
        cells: value and text by (kind, partner).
        columns: code and name of each kind.
        chosen: code of the selected partner, orange.
        colours: the active palette.
    """
    rows = rows.iloc[::-1]
    width = (1 + GAP) / len(columns)
    traces, axes, notes = [], {}, []
    for position, (kind, name) in enumerate(columns.items()):
        suffix = "" if position == 0 else str(position + 1)
        line = [cells[kind, code] for code in rows["partner_code"]]
        top = max([cell.value for cell in line if pd.notna(cell.value)], default=0.0)
        domain = [position * width, position * width + width - GAP]
        axes[f"xaxis{suffix}"] = {
            "domain": domain,
            "range": [0, max(top, 1.0) * ROOM],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": True,
            "zerolinecolor": colours.border,
            "fixedrange": True,
        }
        notes.append(_heading(name, domain[0], colours))
        traces.append(_bars(rows, line, kind, chosen, colours) | {"xaxis": f"x{suffix}"})
    up = {"showgrid": False, "fixedrange": True, "ticksuffix": NBSP, "type": "category"}
    size = {"height": ROW * len(rows) + HEAD, "margin": {"t": 60}}
    return {"data": traces, "layout": layout(colours, yaxis=up, annotations=notes, hovermode="closest", **size, **axes)}


def panel_table(rows: pd.DataFrame, cells: Cells, columns: dict[str, str]) -> pd.DataFrame:
    """The same as rows of text; there is no column of totals."""
    texts = {name: [cells[kind, code].text for code in rows["partner_code"]] for kind, name in columns.items()}
    return pd.DataFrame({say("table.partner"): rows["label"]} | texts)


def sentence(rows: pd.DataFrame) -> str:
    """Who is missing; a missing partner is in no total and is never zero."""
    absent = rows.loc[rows["n_missing"] > 0, "name"].tolist()
    if absent:
        return say("partners.missing", names=", ".join(absent))
    return say("partners.complete")


def several(found: pd.DataFrame, rows: pd.DataFrame) -> str:
    """What is known of addresses where several partners have a result, so that they are not counted twice."""
    irregular = int(found.loc[found["measure_code"] == "irregular_addresses", "n_value"].sum())
    shared = int(found.loc[found["measure_code"] == SEVERAL, "n_value"].sum())
    source = rows[rows["partner_code"] == "GEM"]
    if source.empty or (source["n_missing"] == source["n_quarters"]).any() or not shared:
        return say("partners.several.unknown")
    text = say(
        "partners.several.known", sum=number(irregular), shared=number(shared), most=number(max(irregular - shared, 0))
    )
    return f"{text} {say('partners.several.partly')}" if (source["n_missing"] > 0).any() else text


def _absent(rows: pd.DataFrame, kinds: tuple[str, ...]) -> Cells:
    undelivered = say("partners.undelivered")
    nothing, missing = (
        Cell(float("nan"), "–", "–"),
        Cell(float("nan"), undelivered, undelivered.replace(" ", "<br>", 1)),
    )
    return {
        (kind, code): missing if is_missing else nothing
        for kind in kinds
        for code, is_missing in zip(rows["partner_code"], rows["n_quarters"] == rows["n_missing"], strict=True)
    }


def _bars(rows: pd.DataFrame, line: list[Cell], kind: str, chosen: str | None, colours: Palette) -> dict[str, Any]:
    base = [colours.mine if code == chosen else colours.main for code in rows["partner_code"]]
    marker: dict[str, Any] = {
        "color": [colour if cell.is_firm else rgba(colour, 0.4) for colour, cell in zip(base, line, strict=True)]
    }
    if kind == "imputed":
        marker |= {"pattern": {"shape": "/", "fgcolor": base, "bgcolor": "rgba(0,0,0,0)", "size": 6}}
        marker |= {"line": {"color": base, "width": [0 if pd.isna(cell.value) else 1 for cell in line]}}
    return {
        "type": "bar",
        "orientation": "h",
        "y": rows["label"].tolist(),
        "x": [0.0 if pd.isna(cell.value) else float(cell.value) for cell in line],
        "text": [f"{NBSP}{cell.short}" for cell in line],
        "hovertext": [cell.text for cell in line],
        "textposition": "outside",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "marker": marker,
        "customdata": [f"q:{code}" for code in rows["partner_code"]],
        "unselected": {"marker": {"opacity": 1}},
        "hovertemplate": "%{y}: %{hovertext}<extra></extra>",
    }


def _heading(name: str, left: float, colours: Palette) -> Figure:
    words, lines = name.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > FITS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return {
        "x": left,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "text": "<br>".join(lines),
        "font": {"size": 11, "color": colours.text},
    }
