"""The tracker: who delivered which quarter, and who is still to; a field of symbols and words, never colour alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dashboard.addresses import EVERYWHERE, PartnersAddress
from dashboard.charts.base import chosen_name, layout, readable_from
from dashboard.charts.named import named
from dashboard.charts.numbers import NBSP, day, number, period_name, some, tally
from dashboard.charts.palette import rgba
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.answers.rows import PartnersDeliveries
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


STATES = ("delivered", "late", "provisional", "restated", "missing")  # the one that matters most last
LEGEND = {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
ROW, HEAD = 32, 90  # pixels
NAMES, CELL = 180, 15  # pixels across, at least
ROOM = 3  # quarters a year needs for its name
FEW = 16  # quarters that have room for large marks
MOST = 40  # sources one can follow in a figure; the table has all
SOME = 30  # sources of which all are shown at first
WIDE, NARROW = (20, 12), (13, 12)  # mark and letter, pixels
PROBLEMS, NATIONAL = "problems", "national"
NAMES_SHOWN = 5
FLAGS = ("is_late", "is_provisional", "is_restated")


class Delivery(NamedTuple):
    """A row of ``PartnersDeliveries`` with its one state and with a name to read."""

    source_code: str
    partner_code: str
    province_name: str | None
    quarter: date
    reference_date: date | None
    first_reference_date: date | None
    is_expected: bool
    is_missing: bool
    is_provisional: bool
    is_restated: bool
    due_date: date
    days_late: int
    is_chosen: bool
    state: str
    name: str
    quarter_name: str

    @property
    def is_late(self) -> bool:
        """First sent after the time agreed."""
        return self.days_late > 0


def with_state(rows: Sequence[PartnersDeliveries]) -> tuple[Delivery, ...]:
    """The deliveries with one state each, the one that matters most: missing, restated, provisional, late, delivered."""
    return tuple(
        Delivery(
            row.source_code, row.partner_code, row.province_name, row.quarter, row.reference_date,
            row.first_reference_date, row.is_expected, row.is_missing, row.is_provisional, row.is_restated,
            row.due_date, row.days_late, row.is_chosen, _state(row), named(row), period_name(row.quarter, "quarter"),
        )
        for row in rows
    )  # fmt: skip


def _state(row: PartnersDeliveries) -> str:
    """The last of ``STATES`` that holds."""
    flags = True, row.days_late > 0, row.is_provisional, row.is_restated, row.is_missing
    return [*compress(STATES, flags)][-1]


def numbers(rows: Sequence[Delivery]) -> pd.DataFrame:
    """Every source and quarter with its state and names, for the download."""
    return pd.DataFrame(rows, columns=list(Delivery._fields))


def groups(rows: Sequence[Delivery]) -> dict[str, str]:
    """What the tracker can show, by key: all, those with something amiss, national, each province, and each source alone.

    The list is searched by typing, so that one of 350 sources is found by its name.
    """
    provinces = sorted({row.province_name for row in rows if row.province_name})
    given = {EVERYWHERE: "deliveries.group.all", PROBLEMS: "deliveries.group.problems"}
    given |= {NATIONAL: "deliveries.group.national"} if any(not row.province_name for row in rows) else {}
    names = {key: say(text) for key, text in given.items()}
    names |= {name: say("deliveries.group.province", name=name) for name in provinces}
    return names | dict(sorted({row.source_code: row.name for row in rows}.items(), key=lambda one: one[1]))


def usual_group(rows: Sequence[Delivery]) -> str:
    """What is shown when nothing was chosen: all while one can follow them, else those with something amiss."""
    return EVERYWHERE if len({row.source_code for row in rows}) <= SOME else PROBLEMS


def in_group(rows: Sequence[Delivery], group: str) -> list[Delivery]:
    """The rows of the sources in a group, those with most amiss in the period first."""
    amiss = amiss_of(rows)

    def is_kept(row: Delivery) -> bool:
        if group == PROBLEMS:
            return any(amiss[row.source_code])
        if group == NATIONAL:
            return not row.province_name
        return group in {EVERYWHERE, row.province_name, row.source_code}

    return sorted(
        (row for row in rows if is_kept(row)),
        key=lambda row: (*(-n for n in amiss[row.source_code]), bool(row.province_name), row.name, row.quarter),
    )


def amiss_of(rows: Iterable[Delivery]) -> dict[str, tuple[int, int, int]]:
    """Per source, quarters of the period that are missing, late, and provisional."""
    counted: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        for at, flag in enumerate((row.is_missing, row.is_late, row.is_provisional)):
            counted[row.source_code][at] += flag and row.is_chosen
    return {source: (n[0], n[1], n[2]) for source, n in counted.items()}


def field(rows: Sequence[Delivery], chosen: str | None, colours: Palette) -> Figure:
    """One mark per source and quarter, a letter and a shape per state; the chosen period is shaded.

    Args:
        rows: sources in the order to show them, with their quarters; the first ``MOST`` sources are drawn.
        chosen: code of the selected partner, its name in orange.
        colours: the active palette.
    """
    every = dict.fromkeys(row.source_code for row in rows)
    drawn = set([*every][:MOST])
    shown = _recent([row for row in rows if row.source_code in drawn])
    names = {row.source_code: row for row in reversed(shown)}
    quarters = sorted({row.quarter for row in shown})
    size = WIDE if len(quarters) <= FEW else NARROW
    across_at = {quarter: i for i, quarter in enumerate(quarters)}
    up_at = {code: i for i, code in enumerate(names)}
    parts = {state: [row for row in shown if row.state == state] for state in STATES}
    traces = [_marks(part, state, across_at, up_at, colours, size) for state, part in parts.items()]
    inside = [across_at[row.quarter] for row in shown if row.is_chosen]
    across = _year_axis(across_at)
    labels = [
        chosen_name(f"{row.name}{NBSP}", colours) if row.partner_code == chosen else f"{row.name}{NBSP}"
        for row in names.values()
    ]
    up = {
        "tickvals": list(up_at.values()),
        "ticktext": labels,
        "showgrid": False,
        "rangemode": "normal",
        "fixedrange": True,
    }
    least = readable_from(NAMES + CELL * len(across_at))
    more: dict[str, Any] = {"showlegend": True, "legend": LEGEND, "hovermode": "closest", **least}
    if inside:
        more["shapes"] = [_shade(min(inside) - 0.5, max(inside) + 0.5, colours)]
    return {"data": traces, "layout": layout(colours, xaxis=across, yaxis=up, height=ROW * len(names) + HEAD, **more)}


def _recent(rows: Sequence[Delivery]) -> list[Delivery]:
    """The quarters from the chosen period on, and so many before it that there are at least FEW when they exist."""
    quarters = sorted({row.quarter for row in rows})
    if not quarters:
        return []
    chosen = [row.quarter for row in rows if row.is_chosen]
    first = min([*chosen, quarters[-min(FEW, len(quarters))]])
    return [row for row in rows if row.quarter >= first]


def table(rows: Sequence[Delivery]) -> pd.DataFrame:
    """The quarters of the period in words, a row per source."""
    inside = [row for row in rows if row.is_chosen]
    words: dict[str, dict[str, str]] = {}
    for row in inside:
        start = {say("table.source"): row.name, say("table.province"): row.province_name or ""}
        words.setdefault(row.source_code, start)[row.quarter_name] = _words(row)
    quarters = dict.fromkeys(row.quarter_name for row in sorted(inside, key=lambda row: row.quarter))
    columns = [say("table.source"), say("table.province"), *quarters]
    return pd.DataFrame(list(words.values()), columns=columns).fillna(say("deliveries.state.not_due"))


def sentence(rows: Sequence[Delivery]) -> str:
    """How many sources delivered all quarters of the period, how many late, provisional, restated, and who is missing."""
    inside = [row for row in rows if row.is_chosen]
    due = {row.source_code for row in inside if row.is_expected}
    missing = {row.source_code: row.name for row in inside if row.is_missing}
    flagged = {flag: {row.source_code for row in inside if getattr(row, flag)} for flag in FLAGS}
    parts = tally((say(f"deliveries.with.{flag}"), len(sources)) for flag, sources in flagged.items())
    flags = say("deliveries.flagged", parts=parts) if parts else ""
    text = say("deliveries.sentence", all=number(len(due)), there=some(len(due - missing.keys())), flags=flags)
    return sentences(text, say("deliveries.missing", names=_missing(inside)) if missing else say("deliveries.complete"))


def finding(rows: Sequence[Delivery]) -> str:
    """That totals are not whole yet, or that they are and stay so; silent where all is there and some may still change.

    Who is late stands in the tracker, never in a headline.
    """
    inside = [row for row in rows if row.is_chosen]
    due = {row.source_code for row in inside if row.is_expected}
    missing = {row.source_code for row in inside if row.is_missing}
    if missing:
        return say("deliveries.finding.missing", n=number(len(missing)), all=number(len(due | missing)))
    if not due or any(row.is_provisional for row in inside):
        return ""
    return say("deliveries.finding.complete", n=number(len(due)))


def _missing(inside: Sequence[Delivery]) -> str:
    """The sources that are missing with their quarters; after the first few how many more."""
    gaps: dict[str, list[str]] = {}
    for row in inside:
        if row.is_missing:
            gaps.setdefault(row.name, []).append(row.quarter_name)
    listed = [f"{name} ({', '.join(quarters)})" for name, quarters in sorted(gaps.items())]
    more = [say("deliveries.more", n=len(listed) - NAMES_SHOWN)] if len(listed) > NAMES_SHOWN else []
    return "; ".join([*listed[:NAMES_SHOWN], *more])


def late_sources(rows: Sequence[Delivery]) -> dict[str, str]:
    """Sources with a quarter missing, over the whole release, by code with a name to read."""
    return {row.source_code: row.name for row in sorted(rows, key=lambda row: row.name) if row.is_missing}


def reminder(rows: Sequence[Delivery], source: str, until: date) -> str:
    """A text to send to one source: what is missing, since when, and how to deliver.

    Args:
        rows: every source and quarter.
        source: code of the one it is for.
        until: last day the release knows of, from which lateness is counted.
    """
    own = [row for row in rows if row.source_code == source and row.is_missing]
    lines = [_line(row, until) for row in own]
    code = say("deliveries.reminder.municipality", code=source) if source.startswith("GM") else ""
    return "\n".join(
        [
            say("deliveries.reminder.head", name=own[0].name), "", *lines, "",
            say("deliveries.reminder.how"), *([code] if code else []), say("deliveries.reminder.foot"),
        ]
    )  # fmt: skip


def _line(row: Delivery, until: date) -> str:
    """A quarter that is missing: how long it is overdue, or until when it can be in time."""
    if until <= row.due_date:
        return say("deliveries.reminder.due", quarter=row.quarter_name, date=day(row.due_date))
    return say("deliveries.reminder.line", quarter=row.quarter_name, n=(until - row.due_date).days)


def _year_axis(across_at: dict[date, int]) -> Figure:
    """A tick at the first quarter of each year; a year with one quarter in view has no room for its name."""
    years = {quarter.year: at for quarter, at in reversed(across_at.items())}
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
    part: Sequence[Delivery],
    state: str,
    across_at: dict[date, int],
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
    letter = say(f"deliveries.letter.{state}")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": f"{letter}{NBSP}{say(f'deliveries.state.{state}')}",
        "x": [across_at[row.quarter] for row in part],
        "y": [up_at[row.source_code] for row in part],
        "text": [letter] * len(part),
        "textposition": "middle center",
        "textfont": {"size": size[1], "color": colours.text},
        "customdata": [PartnersAddress.period.mark(row.quarter.year) for row in part],
        "hovertext": [f"{row.name}, {row.quarter_name}: {_words(row)}" for row in part],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": symbol, "size": size[0], "color": colour, "line": {"width": 1, "color": colours.muted}},
    }


def _words(row: Delivery) -> str:
    first, last = row.first_reference_date, row.reference_date
    if row.is_missing or first is None or last is None:
        return say("deliveries.state.missing")
    late = say("deliveries.late_by", n=row.days_late)
    texts = (late, say("deliveries.state.provisional"), say("deliveries.state.restated"))
    flags = row.is_late, row.is_provisional, row.is_restated
    words = ", ".join([*compress(texts, flags)] or [say("deliveries.state.delivered")])
    if first == last:
        return say("deliveries.on", words=words, date=day(last))
    return say("deliveries.twice", words=words, first=day(first), last=day(last))


def _shade(low: float, high: float, colours: Palette) -> Figure:
    area = {"type": "rect", "xref": "x", "yref": "paper", "x0": low, "x1": high, "y0": 0, "y1": 1, "layer": "below"}
    return area | {"fillcolor": rgba(colours.muted, 0.15), "line": {"width": 0}}


class Aside(NamedTuple):
    """A delivery that does not count.

    Attributes:
        state: ``refused`` or ``withdrawn``.
        n_problems: errors it was refused for.
        why: reason of a withdrawal.
    """

    state: str
    name: str
    period: str
    received_on: str
    n_problems: int
    why: str


def asides(manifest: Mapping[str, Any], names: Mapping[str, str]) -> list[Aside]:
    """Deliveries that were refused or withdrawn, as the release tells of them."""
    return [
        Aside(
            one["state"], ", ".join(names.get(code, code) for code in one["sources"]),
            f"{one['period_from']} – {one['period_to']}", one["received_on"], one["n_errors"], one["why"],
        )
        for one in manifest.get("aside", ())
    ]  # fmt: skip


def asides_table(rows: Sequence[Aside]) -> pd.DataFrame:
    """The same in words."""
    return pd.DataFrame(
        {
            say("table.source"): [row.name for row in rows],
            say("deliveries.aside.period"): [row.period for row in rows],
            say("deliveries.aside.received"): [day(pd.Timestamp(row.received_on).date()) for row in rows],
            say("deliveries.aside.state"): [say(f"deliveries.aside.{row.state}") for row in rows],
            say("deliveries.aside.why"): [
                row.why if row.state == "withdrawn" else say("deliveries.aside.errors", n=row.n_problems)
                for row in rows
            ],
        }
    )
