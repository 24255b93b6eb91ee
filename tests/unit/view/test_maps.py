"""Maps: compact, in WGS84, every part coloured by its class."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard.access import VIEWER
from dashboard.answers import Answer, ask
from dashboard.view.classes import classify
from dashboard.view.maps import area_map, fill, shade, web_shapes
from dashboard.view.palette import palette

LIGHT = palette("light")
CUTS = [100.0, 500.0, 1000.0]


@pytest.fixture
def shapes(release):
    return web_shapes(ask("map__shapes", VIEWER, release, level="municipality", parent=None, tolerance_m=400))


@pytest.fixture
def areas(release):
    asked = {
        "measure": "examined_addresses",
        "level": "municipality",
        "from_month": "2019-01-01",
        "until_month": "2026-09-01",
    }
    return classify(ask("map__areas", VIEWER, release, **asked).frame, is_share=False)


def test_shapes_lie_in_the_markermeer(shapes):
    west, south, east, north = shapes.bounds

    assert 5.0 < west < east < 5.6
    assert 52.3 < south < north < 52.8


def test_the_deck_is_compact_and_asks_for_no_tiles(shapes, areas):
    deck = area_map(shapes, areas, CUTS, LIGHT, mine="GM9002")
    packed = deck.to_json()
    tree = json.loads(packed)

    assert '": ' not in packed
    assert '", ' not in packed
    assert "carto" not in packed
    assert [layer["id"] for layer in tree["layers"]] == ["areas", "hatch", "mine"]
    assert {row["c"] for row in tree["layers"][0]["data"]} == {area.code for area in areas}


def test_outlines_of_projects_are_drawn_on_top(shapes, areas):
    rows = pd.DataFrame({"title": ["Project"] * 2, "status": ["running"] * 2, "area_code": ["GM9002", "GM9001"]})
    deck = area_map(shapes, areas, [], LIGHT, mine=None, outlines=Answer(rows, None, None, {}))
    drawn = json.loads(deck.to_json())["layers"][-1]

    assert drawn["id"] == "projects"
    assert {row["n"] for row in drawn["data"]} == {"Project"}


def test_every_kind_has_a_colour_of_its_own_or_a_hatching(areas):
    cuts = CUTS
    kinds = {area.kind: tuple(fill(area, cuts, LIGHT)) for area in areas}

    assert len(set(kinds.values())) == len(kinds)
    assert shade(0, 5, LIGHT) != shade(4, 5, LIGHT)


def test_shapes_are_turned_once(release):
    answer = ask("map__shapes", VIEWER, release, level="municipality", parent=None, tolerance_m=400)

    assert web_shapes(answer) is web_shapes(answer)
