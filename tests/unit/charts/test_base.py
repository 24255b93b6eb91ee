"""Figures say what they should, and nothing that is not in the release."""

from __future__ import annotations

from dashboard.answers.rows import EurosTotals, OverviewPartners
from dashboard.charts import base as charts
from dashboard.charts.base import CENTS, INTERVAL, Ready, without_intervals
from dashboard.charts.by_partner import REST, count_bars, euro_bars, partner_bars, partner_table
from dashboard.charts.numbers import NBSP
from dashboard.charts.palette import palette, rgb, rgba
from dashboard.pages.overview import figures as sparkline
from tests.conftest import row

LIGHT = palette("light")


def two_partners(n_value=(None, None), n_missing=(0, 0)):
    return [
        row(OverviewPartners, partner_code=code, name_nl=code.upper(), n_value=value, n_missing=gaps)
        for code, value, gaps in zip("ab", n_value, n_missing, strict=True)
    ]


def total(partner, value, part="total"):
    shown = {"amount_eur": value, "margin_pct": 10, "n_files": 20}
    return row(EurosTotals, part=part, measure_code="fines", partner_code=partner, **shown)


def test_a_partner_without_result_says_so_and_is_no_zero():
    rows = two_partners(n_value=[15, None], n_missing=[0, 2])
    bar = partner_bars(count_bars(rows), None, LIGHT)["data"][0]

    assert [text.replace("\u00a0", "") for text in bar["text"]] == [
        "geen resultaat opgegeven<br>2 kwartalen ontbreken", "15",
    ]  # fmt: skip


def test_the_chosen_partner_is_orange_and_every_bar_can_be_clicked():
    bar = partner_bars(count_bars(two_partners(n_value=[15, 20])), "b", LIGHT)["data"][0]

    assert [LIGHT.mine in name for name in bar["y"]] == [True, False]
    assert bar["customdata"] == ["partner:b", "partner:a"]
    assert bar["hoverinfo"] == "none"  # with "skip" there is no click


def test_euros_of_partners_have_margins_and_the_rest_is_a_bar_of_its_own():
    given = [total("a", 400.0), total("b", None), total(None, 100.0, "remainder"), total(None, None, "remainder")]
    bars = euro_bars(two_partners(), given, "fines", ())
    bar = partner_bars(bars, None, LIGHT)["data"][0]

    texts = [bar.text.replace(NBSP, " ") for bar in bars]
    assert texts == ["€ 400 ± 10%", "geen of te weinig dossiers om te tonen", "≥ € 100 ± 10%"]
    assert bar["customdata"] == ["", "partner:b", "partner:a"]
    assert partner_table(bars).iloc[-1].tolist() == ["Niet uitgesplitst", bars[-1].text, "", ""]


def test_a_rest_of_too_few_files_is_there_without_a_number():
    bars = euro_bars(two_partners(), [total("a", 400.0), total(None, None, "remainder")], "fines", ())

    assert (bars[-1].code, bars[-1].value, bars[-1].text) == (REST, 0.0, "te weinig dossiers om te noemen")


def test_plotly_speaks_dutch():
    months = charts.config()["locales"]["nl"]["format"]["months"]

    assert months[0] == "januari"
    assert len(months) == 12


def test_a_sparkline_has_a_text_alternative():
    picture = sparkline.sparkline([1, 2, 3], "verloop", LIGHT.main)

    assert picture.startswith("![verloop](data:image/svg+xml;base64,")
    assert sparkline.sparkline([1], "verloop", LIGHT.main) == ""


def test_colours_come_from_the_theme():
    assert palette("dark") != LIGHT
    assert palette("none") == LIGHT
    assert rgb("#102030") == [16, 32, 48, 255]
    assert rgba("#102030", 0.5) == "rgba(16,32,48,0.5)"


def test_ends_of_intervals_are_given_in_what_the_axis_is_read_in():
    bars = {"array": [3.14159], "arrayminus": [0.57123]}
    drawn = [
        Ready({"data": [{"x": [1.0], "error_x": bars}], "layout": {"xaxis": axis}}).to_dict()["data"][0]["error_x"]
        for axis in ({}, {"ticksuffix": "%"}, {"tickformat": CENTS})
    ]
    assert [(one["array"], one["arrayminus"]) for one in drawn] == [([3], [1]), ([3.1], [0.6]), ([3.14], [0.57])]


def test_without_intervals_a_figure_has_its_values_alone():
    line = {"type": "scatter", "y": [1, 2], "error_y": {"array": [1, 1]}}
    figure = {"data": [{"meta": INTERVAL, "y": [0, 3]}, line, {"x": [1], "error_x": {}}], "layout": {"height": 1}}

    assert without_intervals(figure) == {
        "data": [{"type": "scatter", "y": [1, 2]}, {"x": [1]}],
        "layout": {"height": 1},
    }
    assert "error_y" in line
