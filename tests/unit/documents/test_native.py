"""Charts as office programs draw them, from figures as plotly draws them."""

from __future__ import annotations

import pytest

from dashboard.documents.native import blended, native, solid
from tests.unit.documents.office import BLUE, bars, flow, stack, trend


def test_lying_bars_keep_their_order_their_intervals_and_what_is_said_beside_them():
    chart = native(bars(), "Bedragen")
    (series,) = chart.series

    assert (chart.kind, chart.arrangement, chart.number_format) == ("bar", "grouped", '"€ "#,##0')
    assert chart.categories == (
        "Vastgesteld: €\xa010.000 ± 10%",
        "Geïnd: te weinig dossiers",
        "Nabetaling: €\xa02.000 ± 50%",
    )
    assert series.name == "Bedragen"
    assert series.values == (10_000.0, None, -2_000.0), "what has too few files is a gap, never zero"
    assert (series.low, series.high) == ((9_000.0, None, -3_000.0), (11_000.0, None, -1_000.0))
    assert (series.below, series.above) == ((1_000.0, 0.0, 1_000.0), (1_000.0, 0.0, 1_000.0))
    assert (chart.lowest, chart.highest, chart.has_axis) == (-3_000.0, 20_000.0, False)


def test_stacked_bars_stand_as_they_are_read_with_their_numbers_and_hatching():
    chart = native(stack())
    solid_one, hatched_one = chart.series

    assert (chart.kind, chart.arrangement, chart.has_legend) == ("bar", "stacked", True)
    assert chart.categories == ("Eerste", "Laatste")
    assert (solid_one.name, solid_one.values, solid_one.colour, solid_one.is_labelled) == ("Werkt", (0, 4), BLUE, True)
    assert (hatched_one.values, hatched_one.colour, hatched_one.is_labelled) == ((3, 1), "#5b7083", False)
    assert all(hatched_one.hatched)
    assert not any(solid_one.hatched)
    assert chart.value_title == "Aantal"


def test_a_line_gets_its_band_as_an_interval_and_its_last_part_a_name():
    chart = native(trend(), "Adressen")
    whole, rest = chart.series

    assert chart.categories == ("2025 K1", "2025 K2", "2025 K3", "2025 K4")
    assert (whole.name, rest.name) == ("Adressen", "Adressen (nog niet volledig)")
    assert whole.values == (10.0, None, 20.0, None)
    assert rest.values == (None, None, 20.0, 30.0)
    assert (whole.is_dashed, rest.is_dashed) == (False, True)
    assert whole.low == (6.0, 0.0, 16.0, None), "in whole numbers, as they are read"
    assert whole.high == (14.0, 10.0, 24.0, None)
    assert rest.high == (None, None, 24.0, 34.0)
    assert chart.notes == ("Kamerbrief (19 mei 2025)",)
    assert chart.highest == 35.0, "an interval does not run out of its chart"


def test_dots_beside_names_become_bars_and_say_why_one_is_not_there():
    figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [8.24, -3.0],
                "y": [2, 1],
                "marker": {"color": ["#c8660a", BLUE], "symbol": ["diamond", "circle-open"]},
                "error_x": {"array": [10.0, 5.0], "arrayminus": [4.04, 6.0]},
            }
        ],
        "layout": {
            "xaxis": {"range": [-100, 150], "ticksuffix": "%"},
            "yaxis": {"tickvals": [2, 1, 0], "ticktext": ["Eerste\xa0", "Tweede\xa0", "Derde\xa0"]},
            "annotations": [{"x": -96, "y": 0, "text": "Te breed om te tekenen."}],
            "shapes": [{"type": "line", "x0": 0, "x1": 0}],
        },
    }
    chart = native(figure, "Methoden")
    (series,) = chart.series

    assert (chart.kind, chart.number_format, chart.axis_format) == ("bar", '0.0"%"', '0"%"')
    assert chart.categories == ("Eerste", "Tweede", "Derde: Te breed om te tekenen.")
    assert series.values == (8.2, -3.0, None)
    assert (series.low, series.high) == ((4.2, -9.0, None), (18.2, 2.0, None))
    assert series.colours[:2] == (blended("#c8660a", 0.55), blended(BLUE, 0.55))
    assert series.hatched[:2] == (False, True)


def test_what_is_said_of_more_than_one_stands_once_in_a_footnote():
    figure = bars()
    for note in figure["layout"]["annotations"]:
        note["text"] = "daarvan zijn te weinig dossiers om te tonen"
    chart = native(figure)

    assert chart.categories == ("Vastgesteld ¹", "Geïnd ¹", "Nabetaling ¹")
    assert chart.notes == ("¹ daarvan zijn te weinig dossiers om te tonen",)


def test_a_histogram_has_a_name_for_every_class_and_none_in_an_empty_one():
    data = [{"type": "bar", "x": [1.5, 4.5, 10.5], "y": [2, 1, 3], "marker": {"color": BLUE}}]
    chart = native({"data": data, "layout": {"xaxis": {"title": {"text": "Maanden"}}, "yaxis": {}}})

    assert (chart.kind, chart.is_histogram, chart.category_title) == ("column", True, "Maanden")
    assert chart.categories == ("0 – 3", "3 – 6", "6 – 9", "9 – 12")
    assert chart.series[0].values == (2, 1, 0.0, 3)


def test_points_along_two_numbers_keep_both():
    points = {"type": "scatter", "mode": "markers", "x": [75, 360], "y": [0.0, 54.2], "marker": {"color": BLUE}}
    limit = {
        "type": "scatter",
        "mode": "lines",
        "x": [75.0, 400.0],
        "y": [3.3, 9.0],
        "line": {"color": DASHED, "dash": "dash"},
    }
    chart = native({"data": [limit, points], "layout": {"xaxis": {}, "yaxis": {"ticksuffix": "%"}}}, "Trefkans")
    edge, dots = chart.series

    assert chart.kind == "scatter"
    assert (dots.name, dots.places, dots.values, dots.has_line) == ("Trefkans", (75, 360), (0.0, 54.2), False)
    assert (edge.name, edge.places, edge.is_dashed, edge.colour) == ("Reeks 2", (75.0, 400.0), True, DASHED)


DASHED = "#5b7083"


def more(figure, **trace):
    """The figure with other properties of its first trace."""
    return {**figure, "data": [figure["data"][0] | trace, *figure["data"][1:]]}


@pytest.mark.parametrize(
    "figure",
    [
        None,
        {"data": [], "layout": {}},
        flow(),
        more(stack(), xaxis="x2"),
        more(stack(), base=["2025-01-01", "2025-02-01"]),
        more(stack(), base=[3, 4]),
        more(trend(), mode="markers+text"),
        more(bars(), x=[None, None, None]),
        {"data": [{"type": "scatter", "mode": "lines", "x": ["2025-01-01"], "y": ["stap"]}], "layout": {"yaxis": {}}},
    ],
    ids=["nothing", "empty", "flow", "several", "timeline", "floating", "field", "no values", "steps"],
)
def test_what_no_office_program_draws_is_no_chart(figure):
    assert native(figure) is None


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#1F5C99", "#1f5c99"),
        ("rgba(31,92,153,0.2)", "#d2deeb"),
        ("rgba(0,0,0,0)", "#ffffff"),
        (None, "#000000"),
        ("red", "#000000"),
    ],
)
def test_a_colour_is_as_it_looks_on_white(colour, expected):
    assert solid(colour) == expected
