"""What each partner contributed, side by side per kind of outcome or certainty; the kinds are never added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.addresses import PartnersAddress
from dashboard.charts.base import layout
from dashboard.charts.by_partner import REST
from dashboard.charts.euros import REMAINDER, Euros, Total, add
from dashboard.charts.numbers import NBSP, count, number
from dashboard.charts.plain import Tags
from dashboard.charts.walk import values, walk
from dashboard.text import language, say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


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
TEN, THOUSAND = 10, 1000
GAP, ROOM = 0.035, 2.6  # of the width, between two kinds; a bar leaves this many times its length for its label
ROW, HEAD = 36, 86  # pixels
FITS = 12  # characters above a column


@dataclass(frozen=True)
class Cell:
    """One partner and one kind.

    Attributes:
        value: NaN where nothing was stated or nothing may be shown.
        text: what the table says.
        short: what stands beside the bar; euros in thousands.
    """

    value: float
    text: str
    short: str


Cells = dict[tuple[str, str], Cell]


def partners(names: pd.DataFrame, deliveries: pd.DataFrame) -> pd.DataFrame:
    """Partners with their name, and how many quarters of the period they delivered or not.

    Returns:
        partner_code, name, n_quarters, n_missing; the name says how many quarters are missing.
    """
    quarters: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for code, is_missing, is_chosen in walk(deliveries, "partner_code", "is_missing", "is_chosen"):
        quarters[code] += is_chosen
        missing[code] += is_chosen and is_missing
    rows = []
    for code, name in walk(names, "partner_code", f"name_{language()}"):
        label = say("partners.gap", name=name, n=missing[code]) if missing[code] else name
        rows.append((code, name, label, quarters[code], missing[code]))
    return pd.DataFrame(rows, columns=["partner_code", "name", "label", "n_quarters", "n_missing"])


def with_rest(rows: pd.DataFrame) -> pd.DataFrame:
    """The partners and, as the last row, what cannot be broken down by partner."""
    name = say("euros.rest")
    rest = pd.DataFrame([(REST, name, name, 1, 0)], columns=list(rows.columns))
    return pd.concat([rows, rest], ignore_index=True)


def money_cells(rows: pd.DataFrame, totals: Iterable[Total]) -> Cells:
    """The cells of the money kinds, by (kind, partner), each with its margin; mixed amounts are said beside, not added.

    Args:
        rows: partners, with a row for what is not broken down.
        totals: totals by partner and their remainders.
    """
    cells = _absent(rows, MONEY)
    parts: defaultdict[tuple[str, str], list[Total]] = defaultdict(list)
    for row in totals:
        parts[row.kind, REST if row.part == REMAINDER else row.partner or ""].append(row)
    for key, given in parts.items():
        plain, mixed = (add(row for row in given if row.is_mixed == flag) for flag in (False, True))
        if key in cells and not (plain.is_empty and mixed.value is None):
            cells[key] = _money_cell(plain, mixed)
    return cells


def _money_cell(plain: Euros, mixed: Euros) -> Cell:
    mark = "" if mixed.value is None else f"{NBSP}†"
    if plain.value is None:
        return Cell(float("nan"), plain.text + mark, say("partners.few") + mark if plain.closed else f"–{mark}")
    thousands = number(plain.value / THOUSAND, 0 if plain.value >= TEN * THOUSAND else 1)
    text = plain.text if mixed.value is None else say("partners.with_mixed", value=plain.text, mixed=mixed.text)
    least = f"≥{NBSP}" if plain.closed else ""
    short = Tags(f"{{}}{{}}<br>{NBSP}±{{}}%{{}}")
    return Cell(plain.value, least + text, short.format(least, thousands, number(plain.margin), mark))


def count_cells(rows: pd.DataFrame, found: pd.DataFrame) -> Cells:
    """The cells of the counts, by (measure, partner)."""
    cells = _absent(rows, COUNTS)
    for measure, code, value in walk(found, "measure_code", "partner_code", "n_value"):
        if measure in COUNTS:
            text = count(value)
            cells[measure, code] = Cell(value, text, Tags(text.replace(" of ", " of<br>").replace(" or ", " or<br>")))
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
    shown = list(walk(rows, "partner_code", "label"))[::-1]
    width = (1 + GAP) / len(columns)
    traces, axes, notes = [], {}, []
    for position, (kind, name) in enumerate(columns.items()):
        suffix = "" if position == 0 else str(position + 1)
        line = [cells[kind, code] for code, _ in shown]
        top = max([cell.value for cell in line if not isnan(cell.value)], default=0.0)
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
        traces.append(_bars(shown, line, kind, chosen, colours) | {"xaxis": f"x{suffix}"})
    up = {"showgrid": False, "fixedrange": True, "ticksuffix": NBSP, "type": "category"}
    size = {"height": ROW * len(shown) + HEAD, "margin": {"t": 60}}
    return {"data": traces, "layout": layout(colours, yaxis=up, annotations=notes, hovermode="closest", **size, **axes)}


def panel_table(rows: pd.DataFrame, cells: Cells, columns: dict[str, str]) -> pd.DataFrame:
    """The same as rows of text; there is no column of totals."""
    codes = values(rows["partner_code"])
    texts = {name: [cells[kind, code].text for code in codes] for kind, name in columns.items()}
    return pd.DataFrame({say("table.partner"): values(rows["label"])} | texts)


def sentence(rows: pd.DataFrame) -> str:
    """Who is missing; a missing partner is in no total and is never zero."""
    absent = [name for name, gaps in walk(rows, "name", "n_missing") if gaps]
    return say("partners.missing", names=", ".join(absent)) if absent else say("partners.complete")


def several(found: pd.DataFrame, rows: pd.DataFrame) -> str:
    """What is known of addresses where several partners have a result, so that they are not counted twice."""
    sums: Counter[str] = Counter()
    for measure, value in walk(found, "measure_code", "n_value"):
        sums[measure] += value
    irregular, shared = sums["irregular_addresses"], sums[SEVERAL]
    gaps = (row[1:] for row in walk(rows, "partner_code", "n_missing", "n_quarters") if row[0] == "GEM")
    missing, quarters = next(gaps, (0, 0))
    if missing == quarters or not shared:
        return say("partners.several.unknown")
    text = say(
        "partners.several.known", sum=number(irregular), shared=number(shared), most=number(max(irregular - shared, 0))
    )
    return sentences(text, say("partners.several.partly")) if missing else text


def _absent(rows: pd.DataFrame, kinds: tuple[str, ...]) -> Cells:
    undelivered = say("partners.undelivered")
    nothing, missing = (
        Cell(float("nan"), "–", "–"),
        Cell(float("nan"), undelivered, Tags(undelivered.replace(" ", "<br>", 1))),
    )
    return {
        (kind, code): missing if quarters == gaps else nothing
        for kind in kinds
        for code, quarters, gaps in walk(rows, "partner_code", "n_quarters", "n_missing")
    }


def _bars(
    shown: Sequence[tuple[str, str]], line: Sequence[Cell], kind: str, chosen: str | None, colours: Palette
) -> dict[str, Any]:
    base = [colours.mine if code == chosen else colours.muted if code == REST else colours.main for code, _ in shown]
    marker: dict[str, Any] = {"color": base}
    if kind == "imputed":
        marker |= {"pattern": {"shape": "/", "fgcolor": base, "bgcolor": "rgba(0,0,0,0)", "size": 6}}
        marker |= {"line": {"color": base, "width": [0 if isnan(cell.value) else 1 for cell in line]}}
    return {
        "type": "bar",
        "orientation": "h",
        "y": [name for _, name in shown],
        "x": [0.0 if isnan(cell.value) else float(cell.value) for cell in line],
        "text": [Tags(f"{NBSP}{{}}").format(cell.short) for cell in line],
        "hovertext": [cell.text for cell in line],
        "textposition": "outside",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "marker": marker,
        "customdata": ["" if code == REST else PartnersAddress.partner.mark(code) for code, _ in shown],
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
        "text": Tags("<br>").join(lines),
        "font": {"size": 11, "color": colours.text},
    }
