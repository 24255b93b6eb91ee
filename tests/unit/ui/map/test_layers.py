"""Maps: a colour, a pattern and words per area; lines on top; borders packed once, in whole metres."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pytest
import shapely

from dashboard.access import VIEWER
from dashboard.answers import Answer, ask
from dashboard.answers.rows import MapAreas, MapProjectAreas, MapShapes
from dashboard.charts.classes import classify
from dashboard.charts.palette import palette
from dashboard.ui.map import shapes as map_shapes
from dashboard.ui.map.layers import (
    PHASES,
    area_map,
    choice_map,
    drawn_outline,
    fill,
    mine_outline,
    pattern,
    phase_colours,
    project_outlines,
    shade,
)

LIGHT = palette("light")
CUTS = [100.0, 500.0, 1000.0]


@pytest.fixture
def shapes(release):
    return ask(MapShapes, VIEWER, release, level="municipality", parent=None, tolerance_m=400)


@pytest.fixture
def areas(release):
    asked = {
        "measure": "examined_addresses",
        "level": "municipality",
        "from_month": "2019-01-01",
        "until_month": "2026-09-01",
    }
    return classify(
        ask(MapAreas, VIEWER, release, **asked).rows, "count", lambda *_: 0.0, ("irregular_addresses", None)
    )


def rebuilt(steps):
    """The ring a browser makes of steps."""
    points, x, y = [], 0, 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return shapely.Polygon(points)


def test_borders_come_back_to_the_metre(shapes):
    rows = json.loads(gzip.decompress(map_shapes.packed(shapes)))
    known = map_shapes.by_code(shapes)

    assert {row[0] for row in rows} == set(known)
    for code, rings, point in rows:
        assert rebuilt(rings[0]).hausdorff_distance(shapely.Polygon(shapely.get_parts(known[code])[0].exterior)) < 1
        assert known[code].buffer(1).contains(shapely.Point(point))


def test_an_address_names_release_level_parent_and_detail():
    assert map_shapes.address("ab12", "district", None, 400) == "/api/borders/ab12/district/alle/400"


def test_a_rerun_sends_words_and_colours_and_no_borders(areas):
    payload = area_map("/where", areas, CUTS, LIGHT, alt="Kaart")

    assert {row[0] for row in payload["areas"]} == {area.code for area in areas}
    assert len(json.dumps(payload)) < 3000
    assert payload["background"] == ""
    assert payload["words"]["alt"] == "Kaart"


def test_the_stamp_follows_the_values(areas):
    one, other = (area_map("/where", areas, cuts, LIGHT, alt="")["stamp"] for cuts in (CUTS, [1.0]))

    assert one != other
    assert one == area_map("/where", areas, CUTS, LIGHT, alt="")["stamp"]


def test_outlines_of_projects_are_joined_named_and_coloured_by_phase(shapes):
    rows = [
        MapProjectAreas("P1", "Een", "running", "GM9002", "municipality"),
        MapProjectAreas("P1", "Een", "running", "GM9001", "municipality"),
        MapProjectAreas("P2", "Twee", "done", "GM9003", "municipality"),
    ]
    answered = pa.Table.from_pylist([row._asdict() for row in rows])
    found = project_outlines(shapes, Answer(MapProjectAreas, answered, None, shapes.release, {}), LIGHT)

    assert [one.name for one in found] == ["Project: Een (lopend)", "Project: Twee (gereed)"]
    assert found[0].colour != found[1].colour


def test_every_status_has_a_phase_and_every_phase_a_look_of_its_own():
    from dashboard.steward.intake.codes import PROJECT_STATUS

    assert {status for statuses in PHASES.values() for status in statuses} >= set(PROJECT_STATUS.values())
    assert len(set(phase_colours(LIGHT).values())) == len(PHASES)


def test_my_area_is_one_line_even_when_it_has_parts(shapes):
    assert len(mine_outline(shapes, {"GM9001"}, LIGHT)) == 1
    assert mine_outline(shapes, {"GM0000"}, LIGHT) == ()
    assert drawn_outline(shapely.box(0, 0, 10, 10), LIGHT).is_dashed


def test_every_kind_has_a_look_of_its_own(areas):
    looks = {area.kind: (fill(area, CUTS, LIGHT), pattern(area)) for area in areas}

    assert len(set(looks.values())) == len(looks)
    assert shade(0, 5, LIGHT) != shade(4, 5, LIGHT)


def test_the_chosen_ones_are_filled(shapes):
    payload = choice_map("/where", {"BU1": "Een", "BU2": "Twee"}, {"BU2"}, LIGHT, alt="", outlines=[])

    assert [(row[0], row[1]) for row in payload["areas"]] == [("BU1", 1), ("BU2", 0)]
