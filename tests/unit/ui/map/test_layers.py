"""Layers: a colour, a pattern and words per area; lines of projects; nothing twice."""

from __future__ import annotations

import pytest

from dashboard.answers.rows import MapDrawings, MapProjects, MapShapes
from dashboard.charts.classes import NONE_OR_FEW, NUMBER, UNDELIVERED, Area
from dashboard.charts.palette import palette, rgb
from dashboard.ui.map.drawing import box, drawings
from dashboard.ui.map.layers import (
    DASHED,
    WHOLE,
    areas_layer,
    around_layer,
    borders_layer,
    choice_layer,
    names_layer,
    outline_layer,
    projects_layer,
)
from tests.unit.ui.map.conftest import unpacked

LIGHT = palette("light")
WORDS = {"code", "project", "name", "text", "note"}
TOWNS = {"level": "municipality", "parent": None, "tolerance_m": 400}
YEARS = {"from_month": "2019-01-01", "until_month": "2026-06-01"}


@pytest.fixture
def drawn(reader):
    return drawings(reader.ask(MapDrawings, **TOWNS))


def area(code, kind, *, weak=False, name="Ergens"):
    return Area(code, name, kind, 5.0, "circa 5", 2, is_unreliable=weak)


def test_an_area_has_its_colour_and_words_and_a_weak_one_its_stripes(drawn):
    given = [area("GM9001", NUMBER, weak=True), area("GM9002", NONE_OR_FEW), area("GM9003", NUMBER), area("X", NUMBER)]
    found = unpacked(areas_layer(drawn, given, (), LIGHT))["features"]
    kinds = [(one["properties"]["code"], one["geometry"]["type"]) for one in found]

    assert [(code, kind.removeprefix("Multi")) for code, kind in kinds] == [
        ("GM9001", "Polygon"),
        ("GM9001", "LineString"),
        ("GM9002", "Polygon"),
        ("GM9002", "Point"),
        ("GM9003", "Polygon"),
    ]
    assert all(set(one["properties"]) >= WORDS for one in found)
    assert found[0]["properties"]["text"] == "circa 5"
    assert found[0]["properties"]["note"] == "projecten: 2"
    assert found[1]["properties"]["line"] == rgb(LIGHT.muted)


def test_what_partners_wrote_is_plain_text(drawn):
    given = [area("GM9001", UNDELIVERED, name="a\u202eb\u0000 <b>c</b>")]
    (first, _) = unpacked(areas_layer(drawn, given, (), LIGHT))["features"]

    assert first["properties"]["name"] == "ab <b>c</b>"


def test_the_chosen_ones_are_filled(drawn):
    found = unpacked(choice_layer(drawn, frozenset({"GM9001"}), ("wel", "niet"), LIGHT))["features"]
    said = {one["properties"]["code"]: (one["properties"]["text"], one["properties"]["fill"]) for one in found}

    assert said["GM9001"] == ("wel", rgb(LIGHT.sequence[4]))
    assert said["GM9002"] == ("niet", rgb(LIGHT.background))
    assert len(said) == 12


def test_borders_are_pieces_with_two_ends(reader):
    found = unpacked(borders_layer(reader.ask(MapDrawings, **TOWNS)))

    assert len(found) > 100
    assert all(set(one) == {"s", "t"} and one["s"] != one["t"] for one in found)
    assert len({(*one["s"], *one["t"]) for one in found}) == len(found)


def test_names_stand_where_they_fit(drawn):
    near, far = (unpacked(names_layer(drawn, metres)) for metres in (1.0, 1e6))

    assert {one["n"] for one in near} == {one.name for one in drawn}
    assert far == []


def test_land_around_is_grey_and_near(reader):
    town = reader.ask(MapDrawings, level="neighbourhood", parent="GM9001", tolerance_m=25)
    every = reader.ask(MapShapes, level="municipality", parent=None, tolerance_m=25)
    found = unpacked(around_layer(every, box(town), LIGHT))["features"]

    assert 1 < len(found) <= 12
    assert len({tuple(one["properties"]["fill"]) for one in found}) == 1


def test_a_project_is_one_line_with_title_phase_and_partners(reader):
    asked = reader.ask(MapProjects, parent=None, tolerance_m=400, **YEARS)
    found = {one["properties"]["project"]: one for one in unpacked(projects_layer(asked, LIGHT))["features"]}
    rows = {row.project_code: row for row in asked.rows}

    assert set(found) == set(rows)
    for code, one in found.items():
        words = one["properties"]
        assert one["geometry"]["type"] in {"LineString", "MultiLineString"}
        assert words["code"] == ""
        assert words["note"] == rows[code].partners_nl
        assert words["dash"] == (
            DASHED if rows[code].status in {"approved", "proposed", "stopped_early", "dpia_stop", "rejected"} else WHOLE
        )


def test_projects_are_outlined_at_every_level(reader):
    codes = [
        {row.project_code for row in reader.ask(MapProjects, parent=parent, tolerance_m=m, **YEARS).rows}
        for parent, m in ((None, 400), ("PV90", 100), ("GM9001", 25), ("WK900101", 25))
    ]

    assert codes[0] >= codes[1] > codes[2] > codes[3]
    assert codes[3]


def test_an_outline_is_the_edge_of_its_areas(reader):
    shapes = reader.ask(MapShapes, **TOWNS)

    assert len(unpacked(outline_layer(shapes, frozenset({"GM9001", "GM9002"})))["features"]) == 1
    assert unpacked(outline_layer(shapes, frozenset({"GM0000"})))["features"] == []
