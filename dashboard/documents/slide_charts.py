"""A chart on a slide as PowerPoint draws it itself: with its own numbers behind it, to be changed by whoever takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.charts.palette import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.chart.chart import Chart as Drawn
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide

    from dashboard.documents.deck import Box
    from dashboard.documents.native import Chart, Series

COLOURS = palette("light")
KINDS = {
    ("bar", "grouped"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "overlaid"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "stacked"): XL_CHART_TYPE.BAR_STACKED,
    ("column", "grouped"): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "stacked"): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", "grouped"): XL_CHART_TYPE.LINE_MARKERS,
    ("scatter", "grouped"): XL_CHART_TYPE.XY_SCATTER_LINES,
}
LIGHT_TYPE = 140  # of 255: on what is darker, type is white
NAMES = 0.44  # of the width of a chart, at most, for the names of lying bars
FEW, MANY, VERY_MANY = 3, 12, 18  # categories: thinner bars, smaller type, smaller still


def draw_chart(slide: Slide, chart: Chart, box: Box) -> GraphicFrame:
    """The chart in a box of a slide."""
    frame: GraphicFrame = slide.shapes.add_chart(KINDS[chart.kind, chart.arrangement], *box.emu, _data(chart))
    drawn = frame.chart
    drawn.has_title = False
    size = (
        12 if len(chart.categories) <= MANY or chart.kind != "bar" else 10 if len(chart.categories) <= VERY_MANY else 9
    )
    drawn.font.size = Pt(size)
    drawn.font.color.rgb = _rgb(COLOURS.text)
    drawn.has_legend = chart.has_legend
    if chart.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _draw_axes(drawn, chart)
    if chart.kind == "bar":
        _lay_out(drawn, chart, box, size)
    if chart.kind in {"bar", "column"}:
        plot = drawn.plots[0]
        plot.gap_width = 6 if chart.is_histogram else 55 if len(chart.categories) > FEW else 200
        plot.overlap = 0 if chart.arrangement == "grouped" else 100
    for series, row in zip(drawn.plots[0].series, chart.series, strict=True):
        _draw_series(series, row, chart)
    return frame


def _data(chart: Chart) -> CategoryChartData | XyChartData:
    if chart.kind == "scatter":
        points = XyChartData(number_format="General")
        for row in chart.series:
            series = points.add_series(row.name, number_format=chart.number_format)
            for place, value in zip(row.places, row.values, strict=True):
                if place is not None and value is not None:
                    series.add_data_point(place, value)
        return points
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.categories
    for row in chart.series:
        data.add_series(row.name, row.values)
    return data


def _draw_axes(drawn: Drawn, chart: Chart) -> None:
    along, across = drawn.category_axis, drawn.value_axis
    for axis, title in ((along, chart.category_title), (across, chart.value_title)):
        axis.has_title = bool(title)
        if title:
            axis.axis_title.text_frame.text = title
            run = axis.axis_title.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(12), False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = _rgb(COLOURS.border)
        axis.has_minor_gridlines = False
    along.has_major_gridlines = False
    along.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.has_major_gridlines = chart.has_axis
    across.visible = chart.has_axis
    if chart.has_axis:
        across.major_gridlines.format.line.color.rgb = _rgb(COLOURS.border)
        across.tick_labels.number_format, across.tick_labels.number_format_is_linked = chart.axis_format, False
    across.minimum_scale, across.maximum_scale = chart.lowest, chart.highest
    if chart.kind == "bar":  # the first name on top, and the numbers still below
        along.reverse_order = True
        across._element.find(qn("c:crosses")).set("val", "max")  # noqa: SLF001
    if chart.kind in {"line", "column"} and len(chart.categories) > MANY:
        skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{-(-len(chart.categories) // MANY)}"/>')
        along._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)  # noqa: SLF001
    if chart.kind == "scatter":
        along.tick_labels.number_format, along.tick_labels.number_format_is_linked = chart.place_format, False


def _lay_out(drawn: Drawn, chart: Chart, box: Box, size: int) -> None:
    """Room for the names of lying bars, which programs give too much of it or too little."""
    left = max(len(name) for name in chart.categories) * size * 0.52 / 72 / box.width
    left = min(max(left + 0.01, 0.08), NAMES)
    below = (0.07 if chart.has_axis else 0) + (0.07 if chart.value_title else 0) + (0.08 if chart.has_legend else 0)
    ends = {"x": left, "y": 0.01, "w": 0.96 - left, "h": 0.98 - below}
    sides = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in ends.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{sides}</c:manualLayout></c:layout>"
    )
    area = drawn._chartSpace.chart.plotArea  # noqa: SLF001
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _draw_series(series: Any, row: Series, chart: Chart) -> None:
    is_stacked = chart.arrangement == "stacked"
    if chart.kind in {"bar", "column"}:
        series.invert_if_negative = False
        _fill(series.format, row.colour, is_hatched=bool(row.hatched) and all(row.hatched))
        for at, (colour, is_hatched) in enumerate(zip(row.colours, row.hatched, strict=False)):
            if (colour, is_hatched) != (row.colour, all(row.hatched)):
                _fill(series.points[at].format, colour, is_hatched=is_hatched)
    else:
        _draw_line(series, row)
    if row.is_labelled:
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = f"{chart.number_format};-{chart.number_format};", False
        labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
        labels.font.color.rgb = _rgb(_type_on(row.colour) if is_stacked else COLOURS.text)
    if row.low:
        _draw_interval(series, row)


def _draw_line(series: Any, row: Series) -> None:
    series.smooth = False
    line = series.format.line
    if row.has_line:
        line.color.rgb, line.width = _rgb(row.colour), Pt(2.25)
        if row.is_dashed:
            line.dash_style = MSO_LINE_DASH_STYLE.DASH
    else:
        line.fill.background()
    series.marker.style = XL_MARKER_STYLE.CIRCLE if row.has_marks else XL_MARKER_STYLE.NONE
    if row.has_marks:
        series.marker.size = 6 if row.has_line else 9
        _mark(series.marker.format, row.colour, is_open=bool(row.hatched) and all(row.hatched))
    for at, colour in enumerate(row.colours):
        if row.has_marks and not row.has_line and colour != row.colour:
            _mark(series.points[at].marker.format, colour, is_open=row.hatched[at])


def _mark(form: Any, colour: str, *, is_open: bool) -> None:
    form.line.color.rgb = _rgb(colour)
    form.fill.solid()
    form.fill.fore_color.rgb = _rgb("#ffffff" if is_open else colour)


def _fill(form: Any, colour: str, *, is_hatched: bool) -> None:
    if is_hatched:
        form.fill.patterned()
        form.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
        form.line.color.rgb = _rgb(colour)
        form.fill.fore_color.rgb, form.fill.back_color.rgb = _rgb(colour), _rgb("#ffffff")
    else:
        form.fill.solid()
        form.fill.fore_color.rgb = _rgb(colour)


def _draw_interval(series: Any, row: Series) -> None:
    """Error bars, which python-pptx does not write: in the file they stand before categories and values."""
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers(row.above)}</c:plus><c:minus>{_numbers(row.below)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{COLOURS.text[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element = series._element  # noqa: SLF001
    element.xpath("c:cat | c:val | c:xVal | c:yVal")[0].addprevious(bars)


def _numbers(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value:g}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def _type_on(colour: str) -> str:
    """White or dark, whichever is read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < LIGHT_TYPE else COLOURS.text


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
