"""Areas beside each other, now and through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.addresses import CompareAddress
from dashboard.analysis.contrast import Standing, difference, standing
from dashboard.analysis.funnel import ENOUGH, LEVELS, limits
from dashboard.analysis.recent import Observed, Recent, direction
from dashboard.analysis.reliability import Reliability, reliability
from dashboard.charts.base import Figure, layout, marked_name
from dashboard.charts.compared import (
    Compared,
    Counted,
    capped,
    compare,
    others_of,
    pooled,
    share_of,
    share_words,
    spread,
)
from dashboard.charts.direction import direction_words
from dashboard.charts.numbers import NBSP, number, percentage
from dashboard.charts.palette import Palette, rgba
from dashboard.charts.plain import Tags
from dashboard.charts.shares import share_columns
from dashboard.pages.compare.words import columns_of
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import CompareMeasures, CompareYears
    from dashboard.charts.shares import Pair


ROW, MOST_ROWS = 22, 100  # pixels; rows in a dot plot
STEPS = 40
RING = 3.5  # pixels round the area that was clicked


def dots(areas: Sequence[Compared], colours: Palette, marked: str = "") -> Figure:
    """One dot per area with its interval, hollow where unreliable, orange for mine, a line at the pooled share.

    Args:
        areas: with a share, in the order from top to bottom; at most 100 are drawn.
        colours: the active palette.
        marked: code of the area that was clicked.
    """
    shown = list(reversed(areas[:MOST_ROWS]))
    trace = points([_named(a, marked) for a in shown], shown, colours, marked)
    middle = 100 * capped(pooled(areas))
    rule = line("x", middle, colours)
    side = names_axis(len(shown))
    height = 90 + ROW * max(len(shown), 4)
    more = {"shapes": [rule], "annotations": [note(middle, 1.0, say("compare.together"), colours)], "height": height}
    return {"data": [trace], "layout": layout(colours, xaxis=percent_axis(), yaxis=side, hovermode="closest", **more)}


def _named(area: Compared, marked: str) -> str:
    return marked_name(area.name) if area.code == marked else area.name


def points(names: Sequence[str | float], shown: Sequence[Compared], colours: Palette, marked: str = "") -> Figure:
    """Dots with horizontal intervals, that of the area that was clicked in a ring; a click on another marks that."""
    shares = [a.share for a in shown if a.share]
    values = [100 * capped(s.value) for s in shares]
    colour = [colours.mine if a.is_mine else colours.main for a in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": values,
        "y": list(names),
        "text": [hover(a) for a in shown],
        "customdata": ["" if a.is_mine else CompareAddress.marked.mark(a.code) for a in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "opacity": 1,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, 100 * s.upper - v) for s, v in zip(shares, values, strict=True)],
            "arrayminus": [max(0.0, v - 100 * s.lower) for s, v in zip(shares, values, strict=True)],
            "color": rgba(colours.muted, 0.75),
            "thickness": 1.4,
            "width": 0,
        },
        "marker": {
            "color": colour,
            "opacity": 1,
            "size": [12 if a.is_mine else 9 for a in shown],
            "symbol": [symbol(a) for a in shown],
            "line": {
                "width": [RING if a.code == marked else 1.5 for a in shown],
                "color": [colours.text if a.code == marked else one for a, one in zip(shown, colour, strict=True)],
            },
        },
    }


def symbol(area: Compared) -> str:
    """A diamond for my area; hollow where the figure is weak."""
    return ("diamond" if area.is_mine else "circle") + ("-open" if area.reliability == "weak" else "")


def hover(area: Compared) -> str:
    """What an area says when pointed at."""
    return Tags("{}: {}<br>{}").format(area.name, area.text, say(f"compare.standing.{area.standing}"))


def funnel(
    areas: Sequence[Compared], noise_at: Sequence[tuple[float, float]], colours: Palette, marked: str = ""
) -> Figure:
    """Shares against their exposure with limits of 95 and 99.8 %.

    Args:
        areas: of the comparison.
        noise_at: exposure and standard deviation of the rounding of a share there, from small to large.
        colours: the active palette.
        marked: code of the area that was clicked, with its name beside it.
    """
    shown, centre, tau = [a for a in areas if a.share], pooled(areas), spread(areas).tau
    xs, sds = np.array(noise_at, float).reshape(-1, 2).T
    traces: list[Figure] = []
    for level, dash in zip(LEVELS, ("dash", "solid"), strict=True):
        for end in limits(centre, xs, level, "share", sds, tau):
            ys = (100 * np.minimum(end, 1.0)).tolist()
            style = {"color": colours.muted, "width": 1.2, "dash": dash}
            traces.append(
                {"type": "scatter", "mode": "lines", "x": xs.tolist(), "y": ys, "line": style, "hoverinfo": "skip"}
            )
    marks = points([], shown, colours, marked) | {"y": [100 * capped(a.share.value) for a in shown if a.share]}
    traces.append({k: v for k, v in marks.items() if k != "error_x"} | {"x": [a.whole for a in shown]})
    axis = {
        "title": {"text": say("compare.exposure"), "font": {"size": 13}},
        "fixedrange": True,
        "rangemode": "tozero",
        "tickformat": ",d",
    }
    words = f"{say('compare.limit_inner')} · {say('compare.limit_outer')}"
    notes = [note(1.0, 1.0, words, colours) | {"xref": "paper", "xanchor": "right"}]
    notes += [
        {"x": a.whole, "y": 100 * capped(a.share.value), "text": marked_name(a.name), "showarrow": False, "yshift": 16}
        for a in shown
        if a.share and a.code == marked
    ]
    more = {"shapes": [line("y", 100 * centre, colours)], "annotations": notes, "height": 460}
    return {"data": traces, "layout": layout(colours, xaxis=axis, yaxis=percent_axis(), hovermode="closest", **more)}


def exposures(areas: Sequence[Compared]) -> list[tuple[float, float]]:
    """Exposures for the limits, with the rounding there: noise of a share falls with the root of its exposure."""
    shown = [a for a in areas if a.share]
    if not shown:
        return []
    scale = float(np.median([a.noise * a.whole**0.5 for a in shown]))
    low, high = min(a.whole for a in shown), max(a.whole for a in shown)
    return [(float(x), scale / float(x) ** 0.5) for x in np.unique(np.geomspace(low, high * 1.05, STEPS).round())]


def percent_axis() -> Figure:
    """An axis of percentages."""
    return {"ticksuffix": "%", "fixedrange": True, "rangemode": "tozero", "side": "bottom"}


def names_axis(n: int) -> Figure:
    """An axis of names, every one of them written, with no room to spare."""
    ends = [-0.7, max(n, 1) - 0.3]
    plain = {"type": "category", "showgrid": False, "fixedrange": True, "ticksuffix": 2 * NBSP}
    return plain | {"tickmode": "linear", "dtick": 1, "range": ends}


def line(axis: str, at: float, colours: Palette) -> Figure:
    """A thin dotted line across the figure at one value of an axis."""
    other = "y" if axis == "x" else "x"
    ends = {f"{axis}0": at, f"{axis}1": at, f"{other}0": 0, f"{other}1": 1, f"{axis}ref": axis, f"{other}ref": "paper"}
    return {"type": "line", "line": {"color": colours.muted, "width": 1, "dash": "dot"}, "layer": "below"} | ends


def note(x: float, y: float, text: str, colours: Palette) -> Figure:
    """A small word above a figure."""
    font = {"size": 12, "color": colours.muted}
    return {"x": x, "y": y, "yref": "paper", "text": text, "showarrow": False, "yanchor": "bottom", "font": font}


def spread_sentence(areas: Sequence[Compared]) -> str:
    """Whether the limits of the funnel were widened for spread between areas, with phi."""
    if sum(area.share is not None for area in areas) < ENOUGH:
        return say("compare.too_few_areas", n=ENOUGH)
    found = spread(areas)
    return say("compare.dispersed" if found.is_used else "compare.not_dispersed", phi=number(found.phi, 1))


COLUMNS, MOST_PANELS, PANEL = 4, 12, 150
Series = dict[int, "Estimate | None"]


def series(
    rows: Sequence[CompareYears], codes: Sequence[str], years: Sequence[int], noise: Noise, of: Pair
) -> dict[str, Series]:
    """Share per year of every area; None in a year whose denominator is too small."""
    counts = _counts(rows)
    return {code: {year: share_of(*counts.get((code, year), (0, 0)), noise, of)[0] for year in years} for code in codes}


def _counts(rows: Sequence[CompareYears]) -> dict[tuple[str, int], tuple[int, int]]:
    return {(row.area_code, row.year): (row.n_value, row.n_denominator) for row in rows}


def directions(
    lines: Mapping[str, Series], breaks: Mapping[str, int], provisional: Collection[int] = ()
) -> dict[str, Recent]:
    """Recent trend of the share of every area; years before other borders are of another area.

    Args:
        lines: share per year of every area.
        breaks: first year of today's borders, of areas that are not comparable with before.
        provisional: years that may still change.
    """
    return {
        code: direction(
            [Observed(date(year, 1, 1), limit, is_provisional=year in provisional) for year, limit in line.items()],
            months=12,
            breaks=[date(breaks[code], 1, 1)] if code in breaks else (),
        )
        for code, line in lines.items()
    }


def cut(lines: Mapping[str, Series], breaks: Mapping[str, int]) -> dict[str, Series]:
    """The same without the years before a change of borders, which are of another area.

    Args:
        lines: share per year of every area.
        breaks: first year of today's borders, of areas that are not comparable with before.
    """
    return {
        code: {year: found if year >= breaks.get(code, year) else None for year, found in line.items()}
        for code, line in lines.items()
    }


def break_sentence(breaks: Mapping[str, int], names: Mapping[str, str]) -> str:
    """Which areas cannot be compared with before their borders changed; empty without one."""
    by_year: dict[int, list[str]] = {}
    for code in sorted(set(breaks) & set(names)):
        by_year.setdefault(breaks[code], []).append(names[code])
    return Markup(" ").join(
        say("compare.breaks", year=year, names=", ".join(by_year[year])) for year in sorted(by_year)
    )


def multiples(
    lines: Mapping[str, Series],
    names: Mapping[str, str],
    mine: str | None,
    colours: Palette,
    breaks: Mapping[str, int] | None = None,
    marked: str = "",
) -> Figure:
    """One small panel per area on the same scale, with its interval; a year without a figure is a gap.

    Args:
        lines: share per year of every area.
        names: of the areas.
        mine: my area, in orange.
        colours: the active palette.
        breaks: first year of today's borders; a dotted line stands before it.
        marked: code of the area that was clicked.
    """
    codes = list(lines)[:MOST_PANELS]
    n_rows = max(1, -(-len(codes) // COLUMNS))
    shown = layout(colours, height=60 + n_rows * PANEL, margin={"l": 24}, hovermode="closest", annotations=[])
    top = max((100 * e.upper for c in codes for e in lines[c].values() if e), default=10.0)
    traces: list[Figure] = []
    for i, code in enumerate(codes):
        row, column, end = i // COLUMNS, i % COLUMNS, str(i + 1) if i else ""
        left, low = column / COLUMNS, 1 - (row + 1) / n_rows
        area = [left + 0.05 * (1 - left), left + 0.19 + 0.05 * (1 - left)], [low + 0.22 / n_rows, low + 0.84 / n_rows]
        plain = {"fixedrange": True, "showgrid": False, "gridcolor": colours.border, "zeroline": False, "nticks": 4}
        shown[f"xaxis{end}"] = plain | {"domain": area[0], "anchor": f"y{end}", "tickformat": "d"}
        shown[f"yaxis{end}"] = plain | {"domain": area[1], "anchor": f"x{end}", "range": [0, top], "ticksuffix": "%"}
        shown[f"yaxis{end}"]["showticklabels"] = column == 0
        if breaks and code in breaks:
            shown.setdefault("shapes", []).append(_border(breaks[code], end, colours))
        colour = colours.mine if code == mine else colours.main
        clicked = [CompareAddress.marked.mark(code) if code != mine else ""] * len(lines[code])
        traces += [
            {**one, "customdata": clicked, "xaxis": f"x{end}", "yaxis": f"y{end}"}
            for one in _panel(lines[code], names[code], colour)
        ]
        shown["annotations"].append(
            {"x": area[0][0], "y": area[1][1], "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
            | {
                "text": marked_name(names[code]) if code == marked else names[code],
                "showarrow": False,
                "font": {"size": 12, "color": colours.text},
            }
        )
    return {"data": traces, "layout": shown}


def _border(year: int, end: str, colours: Palette) -> Figure:
    place = {"xref": f"x{end}", "yref": f"y{end} domain", "x0": year - 0.5, "x1": year - 0.5, "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": {"color": colours.muted, "width": 1, "dash": "dot"}} | place


PAIR, SHIFT, ROOM_FOR_WORD = 32, 0.17, 76  # pixels; of a row, between its periods; pixels
THICK, THIN = (11, 2.5, 4), (7, 1.0, 1.5)  # size of a mark, its interval and the line that joins two


def two_periods(
    before: Sequence[Compared],
    now: Sequence[Compared],
    moved: Mapping[str, Move],
    periods: tuple[str, str],
    colours: Palette,
    marked: str = "",
) -> Figure:
    """Per area a hollow dot for the earlier and a full dot for the chosen period, each with its interval, joined by a line.

    What moved beyond chance and rounding is thick, with the word beside it; the rest is thin and grey.

    Args:
        before: the areas in the earlier period.
        now: the same areas in the chosen one.
        moved: by area.
        periods: names of both.
        colours: the active palette.
        marked: code of the area that was clicked.
    """
    first = {area.code: area for area in before if area.share}
    both = [(first[area.code], area) for area in reversed(now) if area.share and area.code in first]
    traces, notes = [], []
    for is_moved in (False, True):  # what moved lies on top
        rows = [(at, pair) for at, pair in enumerate(both) if _is_moved(moved[pair[1].code]) == is_moved]
        traces += _pairs(rows, moved, periods, colours, marked, is_strong=is_moved)
        notes += [_moved_note(at, pair, moved[pair[1].code], colours) for at, pair in rows if is_moved]
    names = [_named(area, marked) for _, area in both]
    side = names_axis(len(both)) | {"type": "linear", "tickmode": "array"}
    side |= {"tickvals": list(range(len(both))), "ticktext": [Tags("{}" + 2 * NBSP).format(name) for name in names]}
    size = {"height": 70 + PAIR * max(len(both), 3), "margin": {"r": ROOM_FOR_WORD}}
    shown = layout(colours, xaxis=percent_axis(), yaxis=side, hovermode="closest", annotations=notes, **size)
    return {"data": traces, "layout": shown}


def _is_moved(move: Move) -> bool:
    return move.standing in {"higher", "lower"}


def _pairs(
    rows: Sequence[tuple[int, tuple[Compared, Compared]]],
    moved: Mapping[str, Move],
    periods: tuple[str, str],
    colours: Palette,
    marked: str,
    *,
    is_strong: bool,
) -> list[Figure]:
    """Both periods of some areas, by the place of their row, and the line that joins them."""
    if not rows:
        return []
    size, thickness, width = THICK if is_strong else THIN
    inks = [colours.mine if now.is_mine else colours.main if is_strong else colours.muted for _, (_, now) in rows]
    traces: list[Figure] = []
    for (at, pair), ink in zip(rows, inks, strict=True):
        ends = [100 * capped(one.share.value) for one in pair if one.share]
        way = {"x": ends, "y": [at + SHIFT, at - SHIFT], "line": {"color": ink, "width": width}, "hoverinfo": "skip"}
        traces.append({"type": "scatter", "mode": "lines", **way})
    for which, (shift, symbol) in enumerate(((SHIFT, "circle-open"), (-SHIFT, "circle"))):
        shown = [pair[which] for _, pair in rows]
        trace = points([at + shift for at, _ in rows], shown, colours, marked)
        edge = [colours.text if one.code == marked else ink for one, ink in zip(shown, inks, strict=True)]
        trace["text"] = [_period_hover(one, periods[which], moved[one.code]) for one in shown]
        trace["marker"] |= {"color": inks, "size": size, "symbol": symbol}
        trace["marker"]["line"] |= {"color": edge}
        trace["error_x"] |= {"thickness": thickness}
        if is_strong:
            trace["error_x"] |= {"color": rgba(colours.text, 0.6)}
        traces.append(trace)
    return traces


def _period_hover(area: Compared, period: str, move: Move) -> str:
    moved = say(f"compare.moved.{move.standing}")
    return Tags("{}, {}: {}<br>{}").format(area.name, period, area.text, moved)


def _moved_note(at: int, pair: Sequence[Compared], move: Move, colours: Palette) -> Figure:
    """Beside what moved: that it did, so that no colour and no thickness has to say it."""
    end = max(100 * one.share.upper for one in pair if one.share)
    word = Tags("<b>{}</b>").format(say(f"compare.moved.{move.standing}"))
    font = {"size": 12, "color": colours.text}
    return {"x": end, "y": at, "text": word, "showarrow": False, "xanchor": "left", "xshift": 6, "font": font}


@dataclass(frozen=True)
class Move:
    """What moved between two periods.

    Attributes:
        standing: of the chosen period beside the earlier one.
        text: the difference in percentage points with its interval; empty where there is none.
        reliability: class of the difference.
        gap: the difference with its interval; None where there is none.
    """

    standing: Standing
    text: str = ""
    reliability: Reliability | None = None
    gap: Estimate | None = None


def moves(before: Sequence[Compared], now: Sequence[Compared]) -> dict[str, Move]:
    """What moved from the earlier period to the chosen one, per area."""
    first = {a.code: a.share for a in before}
    return {a.code: _move(a.share, first.get(a.code)) for a in now}


def _move(share: Estimate | None, other: Estimate | None) -> Move:
    where = standing(share, other)
    if share is None or other is None:
        return Move(where)
    gap = difference(share, other)
    value, *ends = (number(100 * end) for end in (gap.value, gap.lower, gap.upper))
    interval = say("number.interval", lower=ends[0], upper=ends[1])
    return Move(where, f"{'+' if gap.value > 0 else ''}{value} ({interval})", reliability(gap), gap)


def periods_rows(rows: pd.DataFrame, before: Sequence[Compared], moved: Mapping[str, Move]) -> pd.DataFrame:
    """The areas of the chosen period with their share in the one before and what moved, for the download.

    Args:
        rows: of the chosen period.
        before: the areas in the earlier period.
        moved: by area.
    """
    first = {area.code: area.share for area in before}
    codes = list(rows["area_code"])
    found = [moved[code] for code in codes]
    more: dict[str, Any] = {
        **share_columns([first.get(code) for code in codes], "before"),
        **share_columns([move.gap for move in found], "difference"),
        "moved": [move.standing for move in found],
        "reliability": [move.reliability for move in found],
    }
    return rows.drop(columns=["smoothed_pct", "standing", "reliability"]).assign(**more)


def spine(rows: Mapping[str, tuple[Compared, list[Compared]]], colours: Palette) -> Figure:
    """Per measure the range of the peers as a bar, what they have together as a tick, and my area with its interval."""
    names = list(rows)[::-1]
    beside = [others_of(rows[name][1]) for name in names]
    bar: Figure = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "base": [100 * them.lowest if them else 0.0 for them in beside],
        "x": [100 * (them.highest - them.lowest) if them else 0.0 for them in beside],
    }
    bar |= {"marker": {"color": rgba(colours.main, 0.25)}, "width": 0.5, "hoverinfo": "skip"}
    mark = {"symbol": "line-ns", "size": 16, "line": {"width": 2, "color": colours.main}}
    ticks = [100 * them.together if them else None for them in beside]
    middle = {"type": "scatter", "mode": "markers", "x": ticks, "y": names, "marker": mark, "hoverinfo": "skip"}
    mine = points(names, [rows[name][0] for name in names], colours)
    mine["text"] = [Tags("{}<br>{}").format(name, hover(rows[name][0])) for name in names]
    side = {"type": "category", "showgrid": False, "fixedrange": True}
    shown = layout(colours, xaxis=percent_axis(), yaxis=side, hovermode="closest", height=90 + 46 * max(len(names), 2))
    return {"data": [bar, middle, mine], "layout": shown}


def spine_table(rows: Mapping[str, tuple[Compared, list[Compared]]]) -> pd.DataFrame:
    """The same as people read it: my share, what it is tested against, and where the others lie."""
    beside = [others_of(others) for _, others in rows.values()]
    return pd.DataFrame(
        {
            say("measure.label"): list(rows),
            say("compare.share"): [own.text for own, _ in rows.values()],
            say("compare.others_together"): [percentage(them.together) if them else "" for them in beside],
            say("compare.others_range"): [them.range_text if them else "" for them in beside],
            say("compare.verdict"): [say(f"compare.standing.{own.standing}") for own, _ in rows.values()],
        }
    )


def spine_rows(
    rows: Sequence[CompareMeasures],
    mine: str,
    names: Mapping[str, str],
    measures: Mapping[str, tuple[str, Pair]],
    noise: Noise,
) -> dict[str, tuple[Compared, list[Compared]]]:
    """Per measure name my area and its peers; measures without a share of my area are left out.

    Args:
        rows: every share of every area.
        mine: code of my area.
        names: of the areas, by code.
        measures: name and what it is a share of, by code.
        noise: of the release.
    """
    counts: dict[str, list[Counted]] = {code: [] for code in measures}
    for row in rows:
        if row.area_code in names:
            counts[row.measure_code].append(
                Counted(row.area_code, names[row.area_code], row.n_value, row.n_denominator)
            )
    drawn = {}
    for code, (name, of) in measures.items():
        areas = compare(counts[code], mine, noise, of)
        own = next((a for a in areas if a.is_mine and a.share), None)
        if own:
            drawn[name] = own, [a for a in areas if not a.is_mine]
    return drawn


def years_table(
    rows: Sequence[CompareYears],
    lines: Mapping[str, Series],
    found: Mapping[str, Recent],
    names: Mapping[str, str],
    breaks: Mapping[str, int],
) -> pd.DataFrame:
    """Every point of the panels as people read it: area by area, year by year, a gap with its reason, the direction at the end.

    Args:
        rows: as they were answered.
        lines: share per year of every area that has one.
        found: recent trend of those areas.
        names: of the areas, by code.
        breaks: first year of today's borders, of areas that are not comparable with before.
    """
    counts = _counts(rows)
    read = [
        (
            names[code],
            str(year),
            say("compare.other_borders")
            if year < breaks.get(code, year)
            else share_words(*counts.get((code, year), (0, 0)), share),
            direction_words(found[code], "year") if year == max(line) else "",
        )
        for code, line in lines.items()
        for year, share in line.items()
    ]
    heads = ("table.area", "column.year", "compare.share", "compare.recent")
    return pd.DataFrame(read, columns=[say(head) for head in heads])


def years_rows(
    rows: Sequence[CompareYears], lines: Mapping[str, Series], found: Mapping[str, Recent], names: Mapping[str, str]
) -> pd.DataFrame:
    """The same area by area and year by year, with what was answered, for the download.

    Args:
        rows: as they were answered.
        lines: share per year of every area that has one.
        found: recent trend of those areas.
        names: of the areas, by code.
    """
    cells, counts = [(code, year) for code, line in lines.items() for year in line], _counts(rows)
    parts, wholes = zip(*(counts.get(cell, (None, None)) for cell in cells), strict=True) if cells else ((), ())
    return pd.DataFrame(
        {
            "area_code": [code for code, _ in cells],
            "area_name": [names[code] for code, _ in cells],
            "year": [year for _, year in cells],
            "n_value": pd.array(parts, "Int64"),
            "n_denominator": pd.array(wholes, "Int64"),
            **share_columns([lines[code][year] for code, year in cells]),
            "direction": [found[code].direction for code, _ in cells],
        }
    )


def spine_download(found: Mapping[str, tuple[Compared, list[Compared]]], codes: Mapping[str, str]) -> pd.DataFrame:
    """Every share of my area and of those it is compared with, for the download.

    Args:
        found: as ``spine_rows`` gave it.
        codes: of the measures, by name.
    """
    every = [(codes[name], area) for name, (own, others) in found.items() for area in (own, *others)]
    areas = [area for _, area in every]
    return pd.DataFrame(
        {
            "measure_code": [code for code, _ in every],
            "area_code": [area.code for area in areas],
            "area_name": [area.name for area in areas],
            "n_value": [area.part for area in areas],
            "n_denominator": [area.whole for area in areas],
            **columns_of(areas),
        }
    )


def _panel(line: Series, name: str, colour: str) -> list[Figure]:
    years = list(line)
    values = [100 * capped(e.value) if e else None for e in line.values()]
    ups = [100 * e.upper - v if e and v is not None else 0 for e, v in zip(line.values(), values, strict=True)]
    downs = [
        v - 100 * capped(e.lower) if e and v is not None else 0 for e, v in zip(line.values(), values, strict=True)
    ]
    spread = {"type": "data", "symmetric": False, "array": ups, "arrayminus": downs, "width": 0, "thickness": 1.2}
    base: Figure = {
        "type": "scatter",
        "mode": "lines+markers",
        "cliponaxis": False,
        "x": years,
        "y": values,
        "connectgaps": False,
    }
    style = {"line": {"color": colour, "width": 1.8}, "marker": {"size": 5, "color": colour}}
    shown = Tags("{} %{{x}}: %{{y:.0f}}%<extra></extra>").format(name)
    return [base | style | {"error_y": spread | {"color": rgba(colour, 0.5)}, "hovertemplate": shown}]
