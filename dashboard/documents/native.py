"""Which chart an office program would draw of a figure: bars, lines or points that stay editable.

A figure comes as plotly's plain data. What belongs to its drawing alone is left out: what is said on hovering, bands and
whiskers become intervals, texts beside bars become labels, and lines of reference become notes. What no office program
draws by itself, such as flows, timelines or several figures in one, is no chart, and a picture takes its place.

A dot with its interval beside names is drawn as a bar from zero with an error bar: no office program has a dot plot whose
names stand beside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Any

from dashboard.charts.numbers import NBSP, day, number, period_name
from dashboard.documents.office import shown
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Trace = Mapping[str, Any]
    Value = float | None

PALE = 0.55  # how much of its colour a bar keeps under an error bar
WHOLE = 10  # from here on an axis needs no decimals
LONGEST, SHORT = 75, 25  # signs of a text that stands behind a name, alone or again and again
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"-?[\d.,\s]*\d[\d.,\s]*%?")
_RGBA = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)(?:,\s*([\d.]+))?\)")


@dataclass(frozen=True)
class Series:
    """One row of bars, one line or one cloud of points.

    Attributes:
        name: in the legend and as head of its column.
        values: one per category, in the unit of the axis; None is a gap and never zero.
        colours: ``#rrggbb`` per value.
        hatched: whether a value is hatched, per value.
        low: lower end of the interval per value; empty where the series has none.
        high: upper end of it.
        labels: what the figure writes at each value; empty where it writes nothing.
        is_labelled: whether the values stand beside their bars as numbers.
        places: where the values stand along the other axis, for points; empty where categories say so.
        has_line: whether points are joined.
        has_marks: whether each point is marked.
        is_dashed: whether the line is broken.
    """

    name: str
    values: tuple[Value, ...]
    colours: tuple[str, ...]
    hatched: tuple[bool, ...] = ()
    low: tuple[Value, ...] = ()
    high: tuple[Value, ...] = ()
    labels: tuple[str, ...] = ()
    is_labelled: bool = False
    places: tuple[Value, ...] = ()
    has_line: bool = False
    has_marks: bool = False
    is_dashed: bool = False

    @property
    def colour(self) -> str:
        """Its colour in the legend."""
        return self.colours[0] if self.colours else "#000000"

    @property
    def above(self) -> tuple[float, ...]:
        """From each value up to the end of its interval; 0 where there is none."""
        return tuple(_length(one, end) for one, end in zip(self.values, self.high, strict=False))

    @property
    def below(self) -> tuple[float, ...]:
        """From each value down to the end of its interval."""
        return tuple(_length(one, end) for one, end in zip(self.values, self.low, strict=False))


@dataclass(frozen=True)
class Chart:
    """A chart as office programs know them.

    Attributes:
        kind: ``bar`` (lying), ``column`` (standing), ``line`` or ``scatter``.
        arrangement: of bars: ``grouped``, ``stacked`` or ``overlaid``.
        categories: names of the values, in reading order; empty for ``scatter``.
        series: what is drawn.
        category_title: title of the axis of the categories, or of the places of points; may be empty.
        value_title: title of the axis of the values; may be empty.
        number_format: format of the values as Excel writes it.
        place_format: format of the places of points.
        lowest: where the axis of the values begins; None leaves it to the program.
        highest: where it ends.
        has_axis: whether the numbers of the axis are shown.
        has_legend: whether a legend is shown.
        is_histogram: whether the columns are classes of one quantity and touch.
        notes: what the figure says besides: lines of reference, reasons.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    arrangement: str = "grouped"
    category_title: str = ""
    value_title: str = ""
    number_format: str = "#,##0"
    place_format: str = "#,##0"
    lowest: Value = None
    highest: Value = None
    has_axis: bool = True
    has_legend: bool = False
    is_histogram: bool = False
    notes: tuple[str, ...] = ()

    @property
    def axis_format(self) -> str:
        """Format of the numbers along the axis, which are whole where they are large."""
        ends = [abs(one) for row in self.series for one in (*row.values, *row.high) if one is not None]
        return self.number_format.replace("0.0", "0") if max(ends, default=0) >= WHOLE else self.number_format


def native(figure: Mapping[str, Any] | None, title: str = "") -> Chart | None:
    """The chart an office program would draw of a figure, or None where it draws none.

    Args:
        figure: plotly's plain data with ``data`` and ``layout``; None is no chart.
        title: names a series that has no name of its own.
    """
    chart = _chart(figure, title) if figure else None
    if chart is None or all(one is None for row in chart.series for one in row.values):
        return None
    return replace(chart, series=tuple(_rounded(one, chart.number_format) for one in chart.series))


def _chart(figure: Mapping[str, Any], title: str) -> Chart | None:
    traces = [trace for trace in figure["data"] if trace.get("visible") is not False]
    layout = figure["layout"]
    if not traces or any(not _is_plain(trace) for trace in traces):
        return None
    bars = [trace for trace in traces if trace["type"] == "bar"]
    if bars:
        return _bars(bars, [trace for trace in traces if trace["type"] != "bar"], layout, title)
    if _has_names(layout.get("yaxis", {}), traces):
        return _dots(traces, layout, title)
    points = [trace for trace in traces if not _is_band(trace)]
    if all(_DAY.match(str(one)) for trace in points for one in _list(trace["x"])):
        return _lines(points, [trace for trace in traces if _is_band(trace)], layout, title)
    if all(trace["mode"] == "lines" for trace in points) and _are_whole(points):
        return _lines(points, [], layout, title)
    return _points(points, layout, title)


def _bars(bars: Sequence[Trace], rest: Sequence[Trace], layout: Mapping[str, Any], title: str) -> Chart | None:
    """Lying or standing bars; a trace whose base is the end of the one before is stacked on it."""
    is_lying = bars[0].get("orientation") == "h"
    along, across = ("y", "x") if is_lying else ("x", "y")
    if any(not _is_whisker(trace) for trace in rest) or not _bases_stack(bars, across):
        return None
    bars = [trace for at, trace in enumerate(bars) if not at or "base" not in trace or any(_numbers(trace[across]))]
    axis = layout.get(f"{along}axis", {})
    is_stacked = layout.get("barmode") == "stack" or any("base" in trace for trace in bars)
    raw = list(dict.fromkeys(one for trace in bars for one in _list(trace[along])))
    classes = {} if is_lying or any(isinstance(one, str) for one in raw) else _classes(raw, axis)
    order = list(classes) if classes else _ordered(raw, axis, is_lying=is_lying)
    ends = _whiskers(rest, along, across)
    made = []
    for at, trace in enumerate(bars):
        found = _series(trace, order, (along, across), _name(trace, at, title))
        if classes:  # a class in which nothing falls is not delivered: it holds none
            found = replace(found, values=tuple(0.0 if one is None else one for one in found.values))
        if ends and at == 0:
            low, high = zip(*(ends.get(one, (None, None)) for one in order), strict=True)
            found = replace(found, low=low, high=high)
        made.append(found)
    names = [classes.get(one) or _words(one) for one in order]
    beside = _beside(layout, order, along)
    series, names, reasons = _labelled(made, names, [beside.get(one, []) for one in order], is_stacked=is_stacked)
    values = layout.get(f"{across}axis", {})
    shows = values.get("visible", True) and values.get("showticklabels", True)
    words = [text for texts in beside.values() for text in texts] + [one for row in series for one in row.labels]
    return Chart(
        kind="bar" if is_lying else "column",
        arrangement="stacked" if is_stacked and len(series) > 1 else "grouped",
        categories=tuple(names),
        series=tuple(series),
        number_format=_format(values, series, is_euro=any("€" in one for one in words + names)),
        has_axis=bool(shows),
        is_histogram=bool(classes),
        notes=(*reasons, *_notes(layout)),
        **_axes(axis, values, series),
        has_legend=bool(layout.get("showlegend")),
    )


def _dots(traces: Sequence[Trace], layout: Mapping[str, Any], title: str) -> Chart | None:
    """Dots with their intervals beside names, as bars from zero."""
    traces = [trace for trace in traces if _list(trace.get("x"))]
    if any(trace["mode"] != "markers" for trace in traces) or any(
        isinstance(one, str) for trace in traces for one in _list(trace["x"])
    ):
        return None
    axis, values = layout.get("yaxis", {}), layout.get("xaxis", {})
    raw = list(dict.fromkeys(one for trace in traces for one in _list(trace["y"])))
    called = dict(zip(_list(axis.get("tickvals")), _list(axis.get("ticktext")), strict=False))
    raw += [one for one in called if one not in raw]
    order = _ordered(sorted(raw) if called else raw, axis, is_lying=True)
    beside = _beside(layout, order, "y")
    made = [
        _pale(_series({**trace, "text": None}, order, ("y", "x"), _name(trace, at, title)), trace)
        for at, trace in enumerate(traces)
    ]
    names = [_words(called.get(one, one)) for one in order]
    series, names, reasons = _labelled(made, names, [beside.get(one, []) for one in order], is_stacked=False)
    return Chart(
        kind="bar",
        arrangement="overlaid" if len(series) > 1 else "grouped",
        categories=tuple(names),
        series=tuple(series),
        number_format=_format(values, series),
        has_legend=bool(layout.get("showlegend")),
        notes=(*reasons, *_notes(layout)),
        **_axes(axis, values, series),
    )


def _lines(points: Sequence[Trace], bands: Sequence[Trace], layout: Mapping[str, Any], title: str) -> Chart:
    """Lines over time or over whole steps, with the band round the first of them as its interval."""
    order = sorted({one for trace in points for one in _list(trace["x"])}, key=str if _is_time(points) else float)
    spans = _spans(bands)
    names = [_words(one) for one in order]
    if _is_time(points):
        days = [date.fromisoformat(str(one)[:10]) for one in order]
        grain = _grain(days)
        names = [period_name(one, grain) if grain else day(one) for one in days]
    series: list[Series] = []
    seen: set[Any] = set()
    for at, trace in enumerate(points):
        own = _list(trace["x"])
        found = _series({**trace, "text": None}, order, ("x", "y"), _name(trace, at, title))
        new = [one for one in own if one not in seen]
        if spans and len(own) - len(new) <= 1:  # it is the first, or it goes on where another ended
            reach = [spans.get(one, (None, None)) if one in own else (None, None) for one in order]
            found = replace(found, low=tuple(low for low, _ in reach), high=tuple(high for _, high in reach))
            seen.update(own)
        goes_on = found.name in {one.name for one in series} or (found.is_dashed and not trace.get("name"))
        if goes_on:
            found = replace(found, name=say("office.incomplete", name=_words(trace.get("name")) or series[0].name))
        series.append(found)
    values = layout.get("yaxis", {})
    return Chart(
        kind="line",
        categories=tuple(names),
        series=tuple(series),
        number_format=_format(values, series),
        has_legend=len(series) > 1,
        notes=_notes(layout),
        **_axes(layout.get("xaxis", {}), values, series),
    )


def _points(points: Sequence[Trace], layout: Mapping[str, Any], title: str) -> Chart | None:
    """Points along two axes of numbers."""
    if any(isinstance(one, str) for trace in points for side in "xy" for one in _list(trace[side])):
        return None
    if any("text" in trace["mode"] for trace in points):
        return None
    first = next((at for at, trace in enumerate(points) if trace["mode"] == "markers"), 0)
    turns = {first: 0} | {at: turn for turn, at in enumerate((one for one in range(len(points)) if one != first), 1)}
    series = [
        replace(
            _series({**trace, "text": None}, _list(trace["x"]), ("x", "y"), _name(trace, turns[at], title)),
            places=tuple(_numbers(trace["x"])),
        )
        for at, trace in enumerate(points)
    ]
    across, values = layout.get("xaxis", {}), layout.get("yaxis", {})
    return Chart(
        kind="scatter",
        categories=(),
        series=tuple(series),
        number_format=_format(values, series),
        place_format="#,##0",
        notes=_notes(layout),
        **_axes(across, values, series),
    )


def _series(trace: Trace, order: Sequence[Any], sides: tuple[str, str], name: str) -> Series:
    """A trace along the categories of its figure."""
    along, across = sides
    at = {one: place for place, one in enumerate(_list(trace[along]))}
    values = _numbers(trace[across])
    picked = [at.get(one) for one in order]
    marker, line = trace.get("marker", {}), trace.get("line", {})
    is_bar = trace["type"] == "bar"
    own = marker.get("color") if is_bar or "line" not in trace else line.get("color", marker.get("color"))
    pattern = marker.get("pattern", {})
    paint = _spread(own, len(values))
    shapes = (
        _spread(pattern.get("shape", ""), len(values)) if is_bar else _spread(marker.get("symbol", ""), len(values))
    )
    drawn = _spread(pattern.get("fgcolor"), len(values))
    hatched = [bool(shape) if is_bar else "open" in str(shape) for shape in shapes]
    colours = [
        solid(ink if mark and is_bar and ink else colour)
        for colour, ink, mark in zip(paint, drawn, hatched, strict=True)
    ]
    low, high = _interval(trace.get(f"error_{across}"), values)
    texts = [] if trace.get("textposition") == "none" else [_words(one) for one in _list(trace.get("text"))]

    def of(rows: Sequence[Any], nothing: Any) -> tuple[Any, ...]:
        return tuple(rows[place] if place is not None and rows else nothing for place in picked)

    mode = trace.get("mode", "")
    return Series(
        name=name,
        values=of(values, None),
        colours=of(colours, colours[0] if colours else "#000000"),
        hatched=of(hatched, False),
        low=of(low, None) if low else (),
        high=of(high, None) if high else (),
        labels=of(texts, "") if texts else (),
        has_line="lines" in mode,
        has_marks="markers" in mode,
        is_dashed=line.get("dash", "solid") != "solid",
    )


def _labelled(
    series: Sequence[Series], names: Sequence[str], beside: Sequence[Sequence[str]], *, is_stacked: bool
) -> tuple[list[Series], list[str], list[str]]:
    """The series, the names and the notes with each text where it is read.

    A number is written by the program itself beside its bar. Any other text stands behind the name of its category, because
    programs break what is beside a bar into pieces.
    """
    can_label = (is_stacked or len(series) == 1) and not any(one.low for one in series)
    is_labelled = [can_label and any(text and _is_number(text) for text in one.labels) for one in series]
    said, rows = [], [list(one.values) for one in series]
    for at, texts in enumerate(beside):
        own = [(one.labels[at], has) for one, has in zip(series, is_labelled, strict=True) if one.labels]
        said.append(" · ".join([*texts, *(text for text, has in own if text and not (has and _is_number(text)))]))
        is_reason = not any(row[at] for row in rows) and not _is_number(said[-1])
        is_part = is_stacked and not any(one.labels for one in series)
        for row in rows:  # nothing is drawn as zero for want of a figure
            row[at] = None if is_reason or (is_part and not row[at]) else row[at]
    made = [
        replace(one, values=tuple(row), labels=(), is_labelled=has)
        for one, row, has in zip(series, rows, is_labelled, strict=True)
    ]
    called, notes = _footnoted(names, said)
    return made, called, notes


def _footnoted(names: Sequence[str], said: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names with what is said of them; what is long, or is said of more than one, stands in a footnote."""
    often = Counter(said)
    below = {text for text in said if len(text) > LONGEST or (often[text] > 1 and len(text) > SHORT)}
    marks = dict(zip(dict.fromkeys(text for text in said if text in below), "¹²³⁴⁵⁶⁷⁸⁹", strict=False))
    called = [
        f"{name} {marks[text]}" if text in marks else f"{name}{' · ' if ': ' in name else ': '}{text}" if text else name
        for name, text in zip(names, said, strict=True)
    ]
    return called, [f"{mark} {text}" for text, mark in marks.items()]


def _is_number(text: str) -> bool:
    """Whether a text says nothing but a number, or nothing."""
    return not text or bool(_NUMBER.fullmatch(text))


def _is_plain(trace: Trace) -> bool:
    """Whether a trace is bars or points along the first axes, without days as their base."""
    has_one_field = trace.get("xaxis", "x") == "x" and trace.get("yaxis", "y") == "y"
    return trace["type"] in {"bar", "scatter"} and has_one_field and "text" not in trace.get("mode", "")


def _is_band(trace: Trace) -> bool:
    return trace.get("mode") == "none" and trace.get("fill") == "toself"


def _is_whisker(trace: Trace) -> bool:
    """The two ends of an interval, drawn as a line across a bar."""
    sides = [set(_list(trace[side])) for side in "xy"]
    return "lines" in trace.get("mode", "") and len(_list(trace["x"])) == 2 and min(map(len, sides)) == 1


def _whiskers(traces: Iterable[Trace], along: str, across: str) -> dict[Any, tuple[float, float]]:
    return {_list(trace[along])[0]: (min(trace[across]), max(trace[across])) for trace in traces}


def _bases_stack(bars: Sequence[Trace], across: str) -> bool:
    """Whether each base is nothing, or the end of the bars before."""
    ends: list[float] = []
    for trace in bars:
        base = _list(trace.get("base"))
        if any(isinstance(one, str) for one in base) or (base and base != ends):
            return False
        ends = [one or 0.0 for one in _numbers(trace[across])]
    return True


def _spans(bands: Sequence[Trace]) -> dict[Any, tuple[float, float]]:
    """Lower and upper end of a band at each place of its outline."""
    outline = defaultdict[Any, list[float]](list)
    for trace in bands:
        for place, value in zip(_list(trace["x"]), _numbers(trace["y"]), strict=True):
            if value is not None:
                outline[place].append(value)
    return {place: (min(values), max(values)) for place, values in outline.items()}


def _interval(bars: Mapping[str, Any] | None, values: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Lower and upper end of error bars; None at a value that is not there."""
    if not bars:
        return [], []
    up = _numbers(bars["array"])
    down = _numbers(bars.get("arrayminus", bars["array"]))
    low = [None if one is None or d is None else one - d for one, d in zip(values, down, strict=True)]
    high = [None if one is None or u is None else one + u for one, u in zip(values, up, strict=True)]
    return low, high


def _classes(places: Sequence[Any], axis: Mapping[str, Any]) -> dict[Any, str]:
    """The middle of every class of a histogram with its name, those in which nothing falls among them."""
    middles = sorted(float(one) for one in places)
    step = min((b - a for a, b in pairwise(middles)), default=1.0)
    count = round((middles[-1] - middles[0]) / step) + 1
    every = [middles[0] + step * at for at in range(count)]
    known = {round(one, 6): one for one in places}
    after = axis.get("ticksuffix", "")
    return {
        known.get(round(one, 6), one): f"{number(one - step / 2)}{after} – {number(one + step / 2)}{after}"
        for one in every
    }


def _ordered(names: Sequence[Any], axis: Mapping[str, Any], *, is_lying: bool) -> list[Any]:
    """Categories in reading order: plotly draws the first of lying bars at the bottom unless the axis is turned round."""
    wanted = [one for one in _list(axis.get("categoryarray")) if one in names]
    found = wanted + [one for one in names if one not in wanted]
    span = _list(axis.get("range"))
    is_turned = axis.get("autorange") == "reversed" or (len(span) == 2 and span[0] > span[1])
    return found[::-1] if is_lying and not is_turned else found


def _beside(layout: Mapping[str, Any], order: Sequence[Any], along: str) -> dict[Any, list[str]]:
    """Texts that stand at a category, from left to right and from top to bottom."""
    found = defaultdict[Any, list[str]](list)
    for note in layout.get("annotations", ()):
        if note.get(f"{along}ref", along) == along and note.get(along) in order and _words(note.get("text")):
            found[note[along]].append(_words(note["text"]))
    return found


def _notes(layout: Mapping[str, Any]) -> tuple[str, ...]:
    """Lines of reference with where they stand, and what is written across the figure; of a number what it stands for."""
    found = []
    for note in layout.get("annotations", ()):
        text = _words(note.get("hovertext") or note.get("text"))
        on_paper = [side for side in "xy" if note.get(f"{side}ref") == "paper"]
        if not text or not on_paper:
            continue
        lines = [
            one
            for one in layout.get("shapes", ())
            for side in "xy"
            if side not in on_paper and one.get(f"{side}0") == one.get(f"{side}1") == note.get(side) is not None
        ]
        side = "x" if "x" not in on_paper else "y"
        place = _place(note[side], layout.get(f"{side}axis", {})) if lines else ""
        if lines and place not in text:
            found.append(f"{text} ({place})")
        elif len(on_paper) == 2:
            found.append(text)
    return tuple(dict.fromkeys(found))


def _place(value: Any, axis: Mapping[str, Any]) -> str:
    if _DAY.match(str(value)):
        return str(day(date.fromisoformat(str(value)[:10])))
    return f"{axis.get('tickprefix', '')}{number(value)}{axis.get('ticksuffix', '')}"


def _rounded(series: Series, number_format: str) -> Series:
    """Values and ends of intervals in the digits they are read in: more would say how a release was rounded."""
    digits = len(number_format.split(".")[1].strip('"%')) if "." in number_format else 0
    digits += 3 if number_format.endswith("0%") else 0

    def to(values: Iterable[Value]) -> tuple[Value, ...]:
        return tuple(round(one, digits) if isinstance(one, float) else one for one in values)

    return replace(series, values=to(series.values), low=to(series.low), high=to(series.high))


def _axes(along: Mapping[str, Any], across: Mapping[str, Any], series: Sequence[Series]) -> dict[str, Any]:
    """Titles and ends of the axes."""
    span = [one if isinstance(one, int | float) else None for one in _list(across.get("range"))]
    lowest, highest = span if len(span) == 2 else (None, None)
    has_negative = any(one < 0 for row in series for one in (*row.values, *row.low) if one is not None)
    if lowest is None and across.get("rangemode") == "tozero" and not has_negative:
        lowest = 0.0
    ends = [one for row in series for one in row.high if one is not None]
    if ends and highest is None:  # programs look at values alone, and would cut the intervals off
        highest = _round_end(max(ends))
    return {
        "category_title": _words(_title(along)),
        "value_title": _words(_title(across)),
        "lowest": lowest,
        "highest": highest,
    }


def _round_end(value: float) -> float:
    """A round number at or above a value, for the end of an axis."""
    if value <= 0:
        return 0.0
    step = 10.0 ** floor(log10(value))
    step /= next(part for part in (2, 5, 10) if value / (step / part) > 4)
    return step * ceil(value / step)


def _title(axis: Mapping[str, Any]) -> Any:
    title = axis.get("title", "")
    return title.get("text", "") if isinstance(title, dict) else title


def _format(axis: Mapping[str, Any], series: Sequence[Series], *, is_euro: bool = False) -> str:
    """Format of the values of an axis; its signs are those of the program that opens the file."""
    values = [one for row in series for one in row.values if one is not None]
    told = str(axis.get("tickformat", ""))
    digits = re.search(r"\.(\d)", told)
    if digits:
        decimals = "0." + "0" * int(digits[1]) if int(digits[1]) else "0"
    else:
        decimals = "0" if all(float(one).is_integer() for one in values) or told.endswith("d") else "0.0"
    if told.endswith("%") or (not axis.get("visible", True) and all(0 <= one <= 1 for one in values)):
        return f"{decimals if digits else '0'}%"
    if str(axis.get("ticksuffix", "")).startswith("%"):
        return '0"%"' if decimals == "0" else '0.0"%"'
    sign = '"€ "' if is_euro or "€" in str(axis.get("tickprefix", "")) else ""
    return f"{sign}#,##{decimals}"


def _name(trace: Trace, at: int, title: str) -> str:
    """Its own name, or that of the figure, or which one it is."""
    own = _words(trace.get("name"))
    return own or (shown(title) if not at and title else say("office.series", n=at + 1))


def _pale(series: Series, trace: Trace) -> Series:
    """The colours a bar has under its interval; dots that are crosses keep theirs, so that they differ."""
    symbols = set(_spread(trace.get("marker", {}).get("symbol", ""), len(series.values)))
    if not series.low or symbols == {"x"}:
        return series
    return replace(series, colours=tuple(blended(one, PALE) for one in series.colours))


def _has_names(axis: Mapping[str, Any], traces: Sequence[Trace]) -> bool:
    """Whether names stand along the left side."""
    return "ticktext" in axis or any(isinstance(one, str) for trace in traces for one in _list(trace.get("y")))


def _is_time(points: Sequence[Trace]) -> bool:
    return all(_DAY.match(str(one)) for trace in points for one in _list(trace["x"]))


def _are_whole(points: Sequence[Trace]) -> bool:
    """Whether lines go by whole steps that begin at nothing, so that each step has its name."""
    places = {one for trace in points for one in _numbers(trace["x"])}
    return all(one is not None and float(one).is_integer() for one in places) and 0 in places


def _grain(days: Sequence[date]) -> str:
    if any(one.day != 1 for one in days):
        return ""
    months = {one.month for one in days}
    if months == {1} and len(days) > 1:
        return "year"
    return "quarter" if months <= {1, 4, 7, 10} else "month"


def _words(text: object) -> str:
    """A text of a figure without plotly's tags, as it is read."""
    broken = re.sub(r"<br>\s*<b>", ": ", str("" if text is None else text))
    plain = unescape(_TAG.sub("", broken.replace("<br>", " ")))
    return shown(plain).strip(f" {NBSP}")


def solid(colour: object) -> str:
    """A colour as ``#rrggbb``, on white where it lets through; black where it is none."""
    text = str(colour)
    parts = _RGBA.fullmatch(text)
    if parts:
        red, green, blue = (int(one) for one in parts.groups()[:3])
        return blended(f"#{red:02x}{green:02x}{blue:02x}", float(parts[4] or 1))
    return text.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", text) else "#000000"


def blended(colour: str, share: float) -> str:
    """A share of a colour ``#rrggbb`` on white."""
    parts = [round(255 - share * (255 - int(colour[at : at + 2], 16))) for at in (1, 3, 5)]
    return "#" + "".join(f"{one:02x}" for one in parts)


def _list(values: Any) -> list[Any]:
    if values is None:
        return []
    return list(values.tolist()) if hasattr(values, "tolist") else list(values)


def _numbers(values: Any) -> list[Any]:
    """Numbers, with None where there is none."""
    return [None if one is None or (isinstance(one, float) and not isfinite(one)) else one for one in _list(values)]


def _spread(value: Any, count: int) -> list[Any]:
    """One value for each of ``count``, or the values themselves."""
    return [value] * count if isinstance(value, str) or not hasattr(value, "__len__") else _list(value)[:count]


def _length(value: Value, end: Value) -> float:
    return 0.0 if value is None or end is None else abs(end - value)
