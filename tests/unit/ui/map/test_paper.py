"""A map on paper shows what the map on the screen shows."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from dashboard.access import VIEWER
from dashboard.answers import Reader
from dashboard.charts.classes import NUMBER
from dashboard.charts.palette import palette
from dashboard.ui.map.paper import paper_map
from dashboard.ui.map.picture import FigureChoice, ask_picture, offered

COLOURS = palette("light")


def drawn(release, level="neighbourhood", parent="GM9001", measure="examined_addresses", form="count"):
    reader = Reader(VIEWER, release)
    choice = FigureChoice(
        level=level,
        parent=parent,
        from_month="2025-01-01",
        until_month="2025-12-01",
        measure=offered(reader)[measure],
        form=form,
    )
    picture = ask_picture(reader, choice)
    return picture, paper_map(reader, picture, COLOURS)


def rings(trace):
    return sum(value is None for value in trace["x"])


@pytest.mark.parametrize(("measure", "form"), [("examined_addresses", "count"), ("hit_rate", "share")])
@pytest.mark.parametrize(("level", "parent"), [("municipality", None), ("neighbourhood", "GM9001")])
def test_every_area_is_drawn_once_and_plotly_takes_it(release, level, parent, measure, form):
    picture, figure = drawn(release, level, parent, measure, form)

    surfaces = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert sum(map(rings, surfaces)) >= len(picture.areas)
    assert go.Figure(figure).data


def test_the_legend_names_what_is_on_it_and_nothing_else(release):
    picture, figure = drawn(release)

    shown = [trace["name"] for trace in figure["data"] if trace["showlegend"]]
    assert len(shown) == len(set(shown))
    assert "geen project" in shown
    assert any(name.startswith("meer dan") for name in shown) == any(area.kind == NUMBER for area in picture.areas)
    assert any("project" in name and name != "geen project" for name in shown)


def test_names_stand_where_they_fit_and_can_be_read(release):
    _, figure = drawn(release, "municipality", None)
    (names,) = [trace for trace in figure["data"] if trace["mode"] == "text"]

    assert "Goudkogge" in names["text"]
    assert set(names["textfont"]["color"]) <= {COLOURS.text, COLOURS.background}
    assert len(set(names["textfont"]["color"])) == 2
