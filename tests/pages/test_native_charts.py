"""The figures of the pages as office programs draw them: none is drawn otherwise than a person would, and none loses a number."""

from __future__ import annotations

from math import isfinite

import pytest

from dashboard.access import VIEWER
from dashboard.documents.native import native
from dashboard.ui import rooms

CHOSEN = {"area": "GM9001", "period": "2019-2026"}
# By room and choice: what each figure is in an office program; a picture where it is none.
DRAWN = {
    ("overview", ""): {
        "ladder": "bar grouped or bar stacked",  # with money that is mixed at source, which may be too little to show
        "funnel": "bar stacked",
        "trend": "line grouped",
        "partners": "bar grouped",
        "where": "",
    },
    ("projects", ""): {
        "choose": "",
        "timeline": "",
        "lead": "column stacked",
        "cohorts": "line grouped",
        "realisation": "bar stacked",
    },
    ("partners", ""): {"contribution": "", "flows": "", "settlement": "", "deliveries": ""},
    ("compare", ""): {"compare_dots": "bar grouped"},
    ("compare", "funnel"): {"compare_funnel": "scatter grouped"},
    ("compare", "spine"): {"compare_spine": ""},
    ("sustainment", ""): {"degree": "bar stacked", "lasting": "bar stacked", "values": "bar overlaid"},
    ("effect", ""): {
        "effect_series": "line grouped",
        "effect_events": "line grouped",
        "effect_methods": "bar grouped or ",  # no chart where no method, of the project that is offered, gives an estimate
        "effect_ring": "bar grouped or ",
        "effect_sensitivity": "bar grouped or ",
        "effect_placebos": "column grouped",
    },
}


@pytest.mark.parametrize(("room", "view"), DRAWN)
def test_every_figure_is_the_chart_a_person_would_draw_or_a_picture(release, room, view):
    kept = rooms.read(room, CHOSEN | ({"view": view} if view else {}), VIEWER, release)
    charts = {panel.key: native(panel.figure, panel.title) for panel in kept.panels if panel.figure}

    found = {key: f"{one.kind} {one.arrangement}" if one else "" for key, one in charts.items()}
    assert {
        key: form if found.get(key) in form.split(" or ") else "" for key, form in DRAWN[room, view].items()
    } == DRAWN[room, view]
    assert set(found) == set(DRAWN[room, view])
    for chart in filter(None, charts.values()):
        assert len(set(chart.categories)) == len(chart.categories)
        for series in chart.series:
            assert len(series.values) == len(series.places or chart.categories)
            assert series.name
            known = [one for one in (*series.values, *series.low, *series.high) if one is not None]
            assert all(map(isfinite, known))
            assert all(
                low <= value <= high
                for low, value, high in zip(series.low, series.values, series.high, strict=False)
                if value is not None and low is not None
            )
            assert "\xa0" not in {text[-1:] for text in chart.categories}


def test_numbers_of_the_chart_are_those_of_the_table(release):
    kept = rooms.read("sustainment", CHOSEN, VIEWER, release, {"degree"})
    (panel,) = kept.panels
    chart = native(panel.figure, panel.title)

    names, *counted = (list(panel.numbers[head]) for head in list(panel.numbers)[:4])
    assert chart.categories == tuple(names)
    assert [list(one.values) for one in chart.series] == counted
