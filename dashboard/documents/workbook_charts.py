"""A chart of Excel beside the cells it draws: who changes a cell sees it change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from dashboard.charts.palette import palette

if TYPE_CHECKING:
    from dashboard.documents.native import Chart, Series

COLOURS = palette("light")
SPAN = 2  # moves with its cells, keeps its size
WIDTH, LEAST, ROW = 760, 360, 34  # pixels of a chart, and of each lying bar in it
MANY = 12  # categories along a line from which not every one is named
PLAIN = {"major_tick_mark": "none", "line": {"color": COLOURS.border}}
KINDS = {
    ("bar", "stacked"): {"type": "bar", "subtype": "stacked"},
    ("column", "stacked"): {"type": "column", "subtype": "stacked"},
    ("bar", "grouped"): {"type": "bar"},
    ("bar", "overlaid"): {"type": "bar"},
    ("column", "grouped"): {"type": "column"},
    ("line", "grouped"): {"type": "line"},
    ("scatter", "grouped"): {"type": "scatter", "subtype": "straight"},
}


def made_chart(book: Any, chart: Chart, sheet: str, first: int) -> Any:
    """A chart of the table that stands in a sheet.

    Args:
        book: XlsxWriter's workbook.
        chart: what is drawn.
        sheet: name of the sheet.
        first: row of the first value, from 0.

    In the table stand the categories, each series with the ends of its interval, and last how long each interval is.
    """
    drawn = book.add_chart(KINDS[chart.kind, chart.arrangement])
    at, row, length = 1, first, 1 + sum(3 if series.low else 1 for series in chart.series)
    for series in chart.series:
        last = row + len(series.values) - 1
        if chart.kind == "scatter":
            places, values = [sheet, row, 1, last, 1], [sheet, row, 2, last, 2]
            row = last + 1
        else:
            places, values = [sheet, row, 0, last, 0], [sheet, row, at, last, at]
            at += 3 if series.low else 1
        form = {"name": series.name, "categories": places, "values": values, **_look(series, chart)}
        if series.low:
            form["y_error_bars"] = _interval(sheet, first, last, length)
            length += 2
        drawn.add_series(form)
    along = {"name": chart.category_title, "label_position": "low", "major_gridlines": {"visible": False}, **PLAIN}
    across = {
        "name": chart.value_title,
        "min": chart.lowest,
        "max": chart.highest,
        "num_format": chart.axis_format,
        "visible": chart.has_axis,
        **PLAIN,
        "major_gridlines": {"visible": chart.has_axis, "line": {"color": COLOURS.border}},
    }
    if chart.kind == "bar":  # the axes of lying bars change places, and the first name stands on top
        drawn.set_y_axis(along | {"reverse": True})
        drawn.set_x_axis(across | {"label_position": "high"})
    else:
        skip = {"interval_unit": -(-len(chart.categories) // MANY)} if len(chart.categories) > MANY else {}
        drawn.set_x_axis(along | skip | ({"num_format": chart.place_format} if chart.kind == "scatter" else {}))
        drawn.set_y_axis(across)
    drawn.set_legend({"position": "bottom"} if chart.has_legend else {"none": True})
    drawn.set_title({"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size(
        {"width": WIDTH, "height": max(LEAST, ROW * len(chart.categories)) if chart.kind == "bar" else LEAST}
    )
    return drawn


def _interval(sheet: str, first: int, last: int, column: int) -> dict[str, Any]:
    """Error bars as long as two columns say: down, and up."""
    down, up = (f"={quote_sheetname(sheet)}!{xl_range_abs(first, at, last, at)}" for at in (column, column + 1))
    line = {"color": COLOURS.text, "width": 1.25}
    return {"type": "custom", "plus_values": up, "minus_values": down, "line": line}


def _look(series: Series, chart: Chart) -> dict[str, Any]:
    """Colours, interval and labels of a series."""
    look: dict[str, Any] = {}
    if chart.kind in {"bar", "column"}:
        whole = bool(series.hatched) and all(series.hatched)
        look = _fill(series.colour, is_hatched=whole) | {
            "points": [
                _fill(colour, is_hatched=is_hatched) if (colour, is_hatched) != (series.colour, whole) else None
                for colour, is_hatched in zip(series.colours, series.hatched, strict=True)
            ],
            "gap": 6 if chart.is_histogram else 55,
            "overlap": 0 if chart.arrangement == "grouped" else 100,
        }
        if all(point is None for point in look["points"]):
            del look["points"]
    else:
        line = {"color": series.colour, "width": 2.25, "dash_type": "dash" if series.is_dashed else "solid"}
        mark = {"type": "circle", "size": 6, "border": {"color": series.colour}, "fill": {"color": series.colour}}
        if series.hatched and all(series.hatched):
            mark["fill"] = {"color": "#ffffff"}
        look = {
            "line": line if series.has_line else {"none": True},
            "marker": mark if series.has_marks else {"type": "none"},
        }
    if series.is_labelled:
        position = "center" if chart.arrangement == "stacked" else "outside_end"
        number_format = f"{chart.number_format};-{chart.number_format};"
        look["data_labels"] = {"value": True, "position": position, "num_format": number_format}
    return look


def _fill(colour: str, *, is_hatched: bool) -> dict[str, Any]:
    if is_hatched:
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#ffffff"}
        return {"pattern": pattern, "border": {"color": colour}}
    return {"fill": {"color": colour}}
