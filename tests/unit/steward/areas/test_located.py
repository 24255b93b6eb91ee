"""Coordinates as people have them: another system, a wrong label, axes that changed places, curves and heights."""

from __future__ import annotations

import sqlite3
import struct

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import MUNICIPALITY, NEIGHBOURHOOD
from dashboard.steward.areas.layers import read_layer

RD, WGS84 = "EPSG:28992", "EPSG:4326"


@pytest.fixture
def written(atlas, tmp_path):
    """Write the atlas with its numbers in one system and another on the label; read the buurten."""

    def write(numbers=RD, label=None, change=lambda shapes: shapes):
        for layer, frame in atlas.layers.items():
            moved = frame.set_crs(RD).to_crs(numbers)
            moved = moved.set_geometry(change(moved.geometry), crs=numbers)
            atlas.layers[layer] = moved.set_crs(label or numbers, allow_override=True)
        atlas.crs = label or numbers
        return atlas.write(tmp_path / f"file_{len(list(tmp_path.iterdir()))}.gpkg")

    return write


def read(file):
    return read_layer(file, NEIGHBOURHOOD, 2023)


@pytest.fixture
def in_place(draw):
    """Hold the buurten to where they lie, to the centimetre."""

    def hold(layer):
        found = layer.areas.set_index("area_code").loc["BU90010101", "shape"]
        assert layer.areas.crs.to_epsg() == 28992
        assert shapely.hausdorff_distance(found, draw(0, 0)) < 0.01

    return hold


@pytest.mark.parametrize("numbers", [RD, WGS84, "EPSG:4258", "EPSG:3857", "EPSG:3035", "EPSG:32631"])
def test_every_stated_system_comes_out_in_rd(written, in_place, numbers):
    layer = read(written(numbers))
    in_place(layer)
    assert layer.reprojected_from == (None if numbers == RD else numbers)
    assert layer.wrong_label is None


@pytest.mark.parametrize(
    ("numbers", "label"), [(RD, WGS84), (RD, "EPSG:4258"), (RD, "EPSG:32631"), (WGS84, RD), (WGS84, "EPSG:3857")]
)
def test_numbers_go_before_a_label_that_contradicts_them(written, in_place, numbers, label):
    layer = read(written(numbers, label))
    in_place(layer)
    assert layer.wrong_label == label
    assert layer.reprojected_from == (None if numbers == RD else WGS84)


@pytest.mark.parametrize("system", [RD, WGS84])
def test_axes_that_changed_places_are_refused_with_what_to_do(written, sentence, system):
    def swap(shapes):
        return shapely.transform(shapes.to_numpy(), lambda points: points[:, ::-1])

    with pytest.raises(AreasInvalid) as caught:
        read(written(system, change=swap))
    words = sentence(caught.value)
    assert caught.value.exit_code == 15
    assert "laag buurten de assen verwisseld" in words
    assert "Verwissel ze" in words


def test_areas_elsewhere_are_named_with_the_system_that_was_stated(written, sentence):
    with pytest.raises(AreasInvalid) as caught:
        read(written(RD, change=lambda shapes: shapes.translate(900_000, 0)))
    assert "niet in Nederland als het coördinatenstelsel EPSG:28992 is: BU90010101, BU90010102" in sentence(
        caught.value
    )


def test_one_area_that_strayed_is_named_alone(written, sentence):
    def stray(shapes):
        return [shapely.transform(shape, lambda xy: xy * 10) if k == 3 else shape for k, shape in enumerate(shapes)]

    with pytest.raises(AreasInvalid) as caught:
        read_layer(written(RD, change=lambda shapes: stray(shapes) if len(shapes) > 4 else shapes), NEIGHBOURHOOD, 2023)
    assert sentence(caught.value).count("BU9001") == 1


def test_heights_are_left_out(written, in_place):
    layer = read(written(RD, "EPSG:7415", change=shapely.force_3d))
    in_place(layer)
    assert not shapely.has_z(layer.areas["shape"].to_numpy()).any()
    assert (layer.reprojected_from, layer.wrong_label) == (None, None)


def circle(x, y, radius):
    """A CURVEPOLYGON with one circular string, as WKB."""
    points = [(x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius), (x - radius, y)]
    ring = struct.pack("<BII", 1, 8, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)
    return struct.pack("<BII", 1, 10, 1) + ring


@pytest.mark.filterwarnings("ignore:geometry column type")
@pytest.mark.parametrize("is_multi", [False, True])
def test_curves_become_short_straight_lines(atlas, tmp_path, is_multi):
    file = atlas.write(tmp_path / "curves.gpkg")
    wkb = circle(151_000, 451_000, 800)
    wkb = struct.pack("<BII", 1, 12, 1) + wkb if is_multi else wkb
    with sqlite3.connect(file) as database:
        triggers = database.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in triggers:  # they call functions that only GDAL has
            database.execute(f'drop trigger "{name}"')
        header = b"GP" + struct.pack("<BBi", 0, 1, 28992)
        database.execute("update gemeenten set geom = ? where gemeentecode = 'GM9001'", [header + wkb])
        kind = "MULTISURFACE" if is_multi else "CURVEPOLYGON"
        database.execute(
            "update gpkg_geometry_columns set geometry_type_name = ? where table_name = 'gemeenten'", [kind]
        )
    database.close()

    found = read_layer(file, MUNICIPALITY, 2023).areas.set_index("area_code").loc["GM9001", "shape"]
    assert found.geom_type in {"Polygon", "MultiPolygon"}
    assert found.area == pytest.approx(np.pi * 800**2, rel=0.002)


def test_the_command_tells_which_label_was_left_aside(written, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(main, ["areas", "import", str(written(WGS84, RD)), "--year", "2023"])
    assert result.exit_code == 0, result.output
    assert "De laag gemeenten zegt EPSG:28992, maar de getallen zijn EPSG:4326; zo zijn ze gelezen." in result.output
