"""Figures of Borging are valid plotly, draw what was given and nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from dashboard.analysis.lasting import VERDICTS
from dashboard.charts import agreement_figures as figures
from dashboard.charts import agreements as sustainment
from dashboard.charts.palette import palette
from dashboard.charts.plain import written
from tests.unit.charts.test_agreements import rows, still

COLOURS = palette("light")
__all__ = ["rows"]


def test_bars_add_up_and_what_cannot_be_measured_is_hatched(rows):
    sizes = sustainment.split(rows, "owner", "verdict", VERDICTS)
    figure = figures.classes(sizes, VERDICTS, "verdict", COLOURS, "o")

    go.Figure(figure)
    assert [sum(trace["x"]) for trace in figure["data"]] == [1, 1, 1, 2]
    assert figure["data"][-1]["marker"]["pattern"]["shape"] == "/"
    assert figure["data"][0]["customdata"] == ["o:Gemeente", "o:UWV"]


def test_a_click_on_a_type_says_its_code_and_not_its_name(rows):
    sizes = sustainment.split(rows, "type", "verdict", VERDICTS)
    codes = {one.type: one.row.type_code for one in rows}
    figure = figures.classes(sizes, VERDICTS, "verdict", COLOURS, "type", codes)

    assert figure["data"][0]["customdata"] == [f"type:{codes[group.name]}" for group in sizes[::-1]]
    assert not set(codes) & set(codes.values())


def test_no_agreement_gives_no_drawing():
    sizes = sustainment.split((), "owner", "state", sustainment.CLASSES)

    assert figures.classes(sizes, sustainment.CLASSES, "state", COLOURS)["data"] == []
    assert figures.shares((), COLOURS)["data"] == []


def test_only_judged_agreements_have_a_share(rows):
    figure = figures.shares(sustainment.measured(rows), COLOURS)

    go.Figure(figure)
    found = {trace["name"]: (trace["y"], trace["x"]) for trace in figure["data"]}
    assert found["Beklijft"] == ((["P1 A1\u00a0"]), [100.0])
    assert found["Verwatert"] == (["P1 A2\u00a0"], pytest.approx([37.5]))
    assert found["Niet meetbaar"] == ([], [])


def test_a_moment_without_measurement_breaks_the_line(rows):
    mine = [row for row in rows if row.row.project_code == "P1"]
    figure = figures.courses(sustainment.measured(mine), still, COLOURS)

    go.Figure(figure)
    assert figure["data"][1]["y"] == [400, None, 150, None]
    assert len(figure["layout"]["annotations"]) == 2


def test_names_of_partners_are_no_markup(rows):
    given = [replace(one, row=one.row._replace(owner_organisation="<b>x")) for one in rows]
    sizes = sustainment.split(given, "owner", "state", sustainment.CLASSES)

    drawn = written(figures.classes(sizes, sustainment.CLASSES, "state", COLOURS))

    assert drawn["data"][0]["y"][0].startswith("&lt;b&gt;x")
    assert drawn["data"][0]["hovertemplate"] == "%{y}<br>Werkend: %{x}<extra></extra>"
