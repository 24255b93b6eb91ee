"""Figures of Effect: counted against expected, quarter by quarter, and estimates under each other."""

from __future__ import annotations

from datetime import date

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard import text
from dashboard.analysis.effect import Panel, event_study
from dashboard.analysis.effect.areas import quarter_start
from dashboard.charts.palette import palette
from dashboard.pages.effect import figures
from dashboard.pages.effect.figures import HIGHEST, LOWEST, Mark
from dashboard.pages.effect.words import Row

COLOURS = palette("light")
QUARTERS = [quarter_start(8000 + n) for n in range(16)]
MARKS = [Mark("Nulmeting", date(2000, 1, 1), date(2002, 1, 1)), Mark("+6 mnd", date(2003, 1, 1))]


@pytest.fixture(autouse=True)
def _dutch():
    text.use("nl")


@pytest.fixture
def panel():
    chance = np.random.default_rng(3)
    return Panel(chance.poisson(30, (20, 16)).astype(float), np.arange(20) < 3, 8, 10)


def test_counted_has_its_interval_and_expected_is_dashed(panel):
    figure = figures.series(panel, [90.0] * 16, QUARTERS, MARKS, COLOURS)
    band, counted, expected = figure["data"]

    assert counted["y"] == panel.counts[:3].sum(axis=0).tolist()
    assert all(
        low < value < high for value, high, low in zip(counted["y"], band["y"][:16], band["y"][:15:-1], strict=True)
    )
    assert expected["line"]["dash"] == "dash"
    go.Figure(figure)


def test_without_comparison_nothing_is_expected(panel):
    assert len(figures.series(panel, None, QUARTERS, MARKS, COLOURS)["data"]) == 2


def test_a_stretch_is_a_band_and_a_moment_a_line(panel):
    shapes = figures.series(panel, None, QUARTERS, MARKS, COLOURS)["layout"]["shapes"]

    assert [one["type"] for one in shapes] == ["rect", "line"]


def test_quarters_before_the_start_are_hollow(panel):
    figure = figures.events(event_study(panel), QUARTERS, panel.start, MARKS, COLOURS)
    before, since = figure["data"]

    assert before["marker"]["symbol"] == "circle-open"
    assert max(before["x"]) < min(since["x"]) == QUARTERS[8].isoformat()
    go.Figure(figure)


def test_no_effects_by_quarter_draw_nothing(panel):
    alone = panel.take(panel.treated)

    assert figures.events(event_study(alone), QUARTERS, 8, MARKS, COLOURS)["data"] == []


def test_an_estimate_without_a_number_says_why_at_its_own_place():
    rows = [Row("Een", 0.8, 0.5, 1.2, "woorden", is_main=True), Row("Twee", None, None, None, "lang", "kort")]
    figure = figures.estimates(rows, COLOURS)
    trace, note = figure["data"][0], figure["layout"]["annotations"][0]

    assert trace["x"] == pytest.approx([-20])
    assert trace["y"] == [1]
    assert (note["y"], note["text"]) == (0, "kort")
    assert trace["marker"]["symbol"] == ["diamond"]
    go.Figure(figure)


def test_names_cut_alike_keep_their_own_rows():
    rows = [Row("x" * 80 + str(n), 1.0, 0.9, 1.1, "") for n in range(3)]

    assert figures.estimates(rows, COLOURS)["data"][0]["y"] == [2, 1, 0]


def test_what_lies_beyond_the_figure_is_cut_off():
    trace = figures.estimates([Row("Een", 4.0, 0.0, float("inf"), "")], COLOURS)["data"][0]

    assert trace["x"] == [HIGHEST]
    assert trace["error_x"]["array"] == [0]
    assert trace["error_x"]["arrayminus"] == [HIGHEST - LOWEST]


def test_placebos_are_counted_in_classes_with_the_project_as_a_line():
    figure = figures.placebos([0.81, 0.85, 1.02, 1.31], 0.7, COLOURS)

    assert figure["data"][0]["x"] == [-15, 5, 35]
    assert figure["data"][0]["y"] == [2, 1, 1]
    assert figure["layout"]["shapes"][0]["x0"] == pytest.approx(-30)
    go.Figure(figure)


def test_no_rows_no_figure():
    assert figures.estimates([], COLOURS)["data"] == []
