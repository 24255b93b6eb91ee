"""What each partner contributed, side by side per kind of outcome or certainty; the kinds are never added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.addresses import PartnersAddress
from dashboard.charts.base import layout, readable_from
from dashboard.charts.by_partner import REST
from dashboard.charts.direction import direction_words
from dashboard.charts.euros import MEASURES_OF, REMAINDER, Euros, add, due
from dashboard.charts.named import named
from dashboard.charts.numbers import NBSP, count, number
from dashboard.charts.plain import Tags
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.analysis.recent import Recent
    from dashboard.answers.rows import EurosTotals, PartnersCounts, PartnersNames
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette
    from dashboard.pages.partners.figures.deliveries import Delivery


MONEY = ("established", "imposed", "irrevocable", "collected", "backpay", "imputed")
COUNTS = (
    "examined_addresses",
    "irregular_addresses",
    "irregular_companies",
    "benefits_ended",
    "brp_corrections",
    "care_referrals",
)
# Of both, what people had of it, as on Overzicht.
FOR_PEOPLE = frozenset({"brp_corrections", "care_referrals", "backpay"})
SEVERAL = "multi_partner_addresses"
TEN, THOUSAND = 10, 1000
GAP, ROOM = 0.035, 2.6  # of the width, between two kinds; a bar leaves this many times its length for its label
ROW, HEAD = 36, 86  # pixels
NAMES, PANEL = 220, 80  # pixels across, at least
FITS = 12  # characters above a column


@dataclass(frozen=True)
class Partner:
    """One partner, or what cannot be broken down by partner.

    Attributes:
        label: the name, with how many quarters of the period are missing, or how many of its sources miss some.
        n_quarters: of the period, of each source.
        n_missing: of those, not delivered.
    """

    code: str
    name: str
    label: str
    n_quarters: int
    n_missing: int


@dataclass(frozen=True)
class Cell:
    """One partner and one kind.

    Attributes:
        value: None where nothing was stated or nothing may be shown.
        text: what the table says.
        short: what stands beside the bar; euros in thousands.
    """

    value: float | None
    text: str
    short: str


Cells = dict[tuple[str, str], Cell]


def partners(names: Sequence[PartnersNames], deliveries: Sequence[Delivery]) -> tuple[Partner, ...]:
    """Partners with their name, and how many quarters of the period they delivered or not."""
    due = [row for row in deliveries if row.is_chosen and row.is_expected]
    quarters = Counter(row.partner_code for row in due)
    missing = Counter(row.partner_code for row in due if row.is_missing)
    sources, absent = defaultdict(set), defaultdict(set)
    for row in due:
        sources[row.partner_code].add(row.source_code)
        if row.is_missing:
            absent[row.partner_code].add(row.source_code)

    def label(code: str, name: str) -> str:
        if len(sources[code]) > 1 and absent[code]:
            return say("partners.gap_sources", name=name, n=len(absent[code]), all=len(sources[code]))
        return say("partners.gap", name=name, n=missing[code]) if missing[code] else name

    return tuple(
        Partner(row.partner_code, named(row), label(row.partner_code, named(row)), *counts)
        for row in names
        for counts in [(quarters[row.partner_code], missing[row.partner_code])]
    )


def with_rest(rows: Sequence[Partner]) -> tuple[Partner, ...]:
    """The partners and, as the last row, what cannot be broken down by partner."""
    return (*rows, Partner(REST, say("euros.rest"), say("euros.rest"), 1, 0))


def money_cells(
    rows: Sequence[Partner],
    totals: Iterable[EurosTotals],
    years: Sequence[date],
    may: Callable[[str, str], bool] = lambda _measure, _partner: True,
) -> Cells:
    """The cells of the money kinds, by (kind, partner), each with its margin; mixed amounts are said beside, not added.

    Args:
        rows: partners, with a row for what is not broken down.
        totals: totals by partner and their remainders.
        years: those that are asked for.
        may: whether a measure can be of a partner.
    """
    cells = _absent(rows, MONEY)
    parts: defaultdict[tuple[str, str], list[EurosTotals]] = defaultdict(list)
    for row in totals:
        parts[row.money_kind, REST if row.part == REMAINDER else row.partner_code or ""].append(row)
    for key, given in parts.items():
        kind, code = key
        measures = [one for one in MEASURES_OF.get(kind, ()) if code != REST and may(one, code)]
        plain = add((row for row in given if not row.is_mixed), due(measures, years))
        mixed = add(row for row in given if row.is_mixed)
        if key in cells and not (plain.is_empty and mixed.value is None):
            cells[key] = _money_cell(plain, mixed)
    return cells


def _money_cell(plain: Euros, mixed: Euros) -> Cell:
    mark = "" if mixed.value is None else f"{NBSP}†"
    if plain.value is None:
        return Cell(None, plain.text + mark, say("partners.few") + mark if plain.closed else f"–{mark}")
    thousands = number(plain.value / THOUSAND, 0 if plain.value >= TEN * THOUSAND else 1)
    text = plain.text if mixed.value is None else say("partners.with_mixed", value=plain.text, mixed=mixed.text)
    least = f"≥{NBSP}" if plain.closed else ""
    short = Tags(f"{{}}{{}}<br>{NBSP}±{{}}%{{}}")
    return Cell(plain.value, text, short.format(least, thousands, number(plain.margin), mark))


def count_cells(rows: Sequence[Partner], counts: Iterable[PartnersCounts]) -> Cells:
    """The cells of the counts, by (measure, partner)."""
    cells = _absent(rows, COUNTS)
    for row in counts:
        if row.measure_code in COUNTS:
            text = count(row.n_value)
            short = Tags(text.replace(" of ", " of<br>").replace(" or ", " or<br>"))
            cells[row.measure_code, row.partner_code] = Cell(row.n_value, text, short)
    return cells


def kinds(*, is_money: bool) -> dict[str, str]:
    """The columns: code and short name, of money by certainty or of counts."""
    if is_money:
        return {code: say(f"money.{code}").capitalize() for code in MONEY}
    return {code: say(f"partners.count.{code}") for code in COUNTS}


def panels(
    rows: Sequence[Partner], cells: Cells, columns: Mapping[str, str], chosen: str | None, colours: Palette
) -> Figure:
    """One row per partner, one column of bars per kind, each column on its own scale.

    Args:
        rows: partners.
        cells: value and text by (kind, partner).
        columns: code and name of each kind.
        chosen: code of the selected partner, orange.
        colours: the active palette.
    """
    shown = rows[::-1]
    width = (1 + GAP) / len(columns)
    traces, axes, notes = [], {}, []
    for position, (kind, name) in enumerate(columns.items()):
        suffix = "" if position == 0 else str(position + 1)
        line = [cells[kind, row.code] for row in shown]
        top = max((cell.value or 0.0 for cell in line), default=0.0)
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
    size = {"height": ROW * len(shown) + HEAD, "margin": {"t": 60}, **readable_from(NAMES + PANEL * len(columns))}
    return {"data": traces, "layout": layout(colours, yaxis=up, annotations=notes, hovermode="closest", **size, **axes)}


def panel_table(rows: Sequence[Partner], cells: Cells, columns: Mapping[str, str]) -> pd.DataFrame:
    """The same as rows of text; there is no column of totals."""
    texts = {name: [cells[kind, row.code].text for row in rows] for kind, name in columns.items()}
    return pd.DataFrame({say("table.partner"): [row.label for row in rows]} | texts)


def sentence(rows: Sequence[Partner]) -> str:
    """Who is missing; a missing partner is in no total and is never zero."""
    absent = [row.label for row in rows if row.n_missing]
    return say("partners.missing", names=", ".join(absent)) if absent else say("partners.complete")


def course(partner: str, found: Mapping[str, Recent]) -> str:
    """Per kind what may be said of its course per quarter, kinds of which the same is said together.

    Args:
        partner: name of the partner.
        found: the test by name of the kind.
    """
    together: defaultdict[str, list[str]] = defaultdict(list)
    for name, recent in found.items():
        together[direction_words(recent, "quarter")].append(name)
    parts = "; ".join(f"{', '.join(names)}: {words}" for words, names in together.items())
    return say("partners.course", partner=partner, parts=parts)


def several(counts: Iterable[PartnersCounts], rows: Sequence[Partner]) -> str:
    """What is known of addresses where several partners have a result, so that they are not counted twice."""
    sums: Counter[str] = Counter()
    for counted in counts:
        sums[counted.measure_code] += counted.n_value
    irregular, shared = sums["irregular_addresses"], sums[SEVERAL]
    municipalities = next((row for row in rows if row.code == "GEM"), None)
    if not municipalities or municipalities.n_missing == municipalities.n_quarters or not shared:
        return say("partners.several.unknown")
    text = say(
        "partners.several.known", sum=number(irregular), shared=number(shared), most=number(max(irregular - shared, 0))
    )
    return sentences(text, say("partners.several.partly")) if municipalities.n_missing else text


def _absent(rows: Sequence[Partner], kinds: tuple[str, ...]) -> Cells:
    undelivered = say("partners.undelivered")
    nothing = Cell(None, "–", "–")
    missing = Cell(None, undelivered, Tags(undelivered.replace(" ", "<br>", 1)))
    return {
        (kind, row.code): missing if 0 < row.n_quarters == row.n_missing else nothing for kind in kinds for row in rows
    }


def _bars(
    shown: Sequence[Partner], line: Sequence[Cell], kind: str, chosen: str | None, colours: Palette
) -> dict[str, Any]:
    usual = colours.citizens if kind in FOR_PEOPLE else colours.main
    base = [colours.mine if row.code == chosen else colours.muted if row.code == REST else usual for row in shown]
    marker: dict[str, Any] = {"color": base}
    if kind == "imputed":
        marker |= {"pattern": {"shape": "/", "fgcolor": base, "bgcolor": "rgba(0,0,0,0)", "size": 6}}
        marker |= {"line": {"color": base, "width": [0 if cell.value is None else 1 for cell in line]}}
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.label for row in shown],
        "x": [float(cell.value or 0) for cell in line],
        "text": [Tags(f"{NBSP}{{}}").format(cell.short) for cell in line],
        "hovertext": [cell.text for cell in line],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "marker": marker,
        "customdata": ["" if row.code == REST else PartnersAddress.partner.mark(row.code) for row in shown],
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
        "font": {"size": 12, "color": colours.text},
    }
