"""A tiny fictitious country: two gemeenten, four wijken, eight buurten, written as an official GeoPackage."""

from __future__ import annotations

import tomllib
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from dashboard import text
from dashboard.steward.areas import official
from dashboard.steward.areas.official import import_areas

WEST, SOUTH, SIDE = 150_000, 450_000, 1000
LAYERS = {"gemeenten": ("gemeente", 6), "wijken": ("wijk", 8), "buurten": ("buurt", 10)}


def line(start, end):
    """A crooked border; the same points whichever way it is walked."""
    low, high = sorted([start, end])
    along = np.linspace(0, 1, 21)[:, None]
    straight = np.asarray(low) + along * (np.asarray(high) - np.asarray(low))
    across = np.asarray([high[1] - low[1], low[0] - high[0]]) / SIDE
    crooked = np.round(straight + across * 40 * np.sin(along * 4 * np.pi), 1)
    return crooked if (low, high) == (start, end) else crooked[::-1]


def cell(column, row):
    """Square of about 1 km², crooked, beside others without gap."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    corners = [(west, south), (west + SIDE, south), (west + SIDE, south + SIDE), (west, south + SIDE)]
    ring = [line(a, b)[:-1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    return shapely.Polygon(np.concatenate(ring))


class Atlas:
    """Layers as official files have them; tests spoil them before writing."""

    def __init__(self, year=2023, columns=4):
        self.year = year
        self.crs = "EPSG:28992"
        self.layers = {}
        cells = {
            f"BU900{1 + column // 2}0{1 + column % 2}0{1 + row}": cell(column, row)
            for column in range(columns)
            for row in range(2)
        }
        self.build(cells)

    def build(self, cells):
        """Make the three layers from the shapes of the buurten."""
        whole = {}
        for code, shape in cells.items():
            for key in (code, f"WK{code[2:8]}", f"GM{code[2:6]}"):
                whole.setdefault(key, []).append(shape)
        for layer, (stem, length) in LAYERS.items():
            codes = sorted(code for code in whole if len(code) == length)
            self.layers[layer] = self._layer(stem, codes, [shapely.union_all(whole[code]) for code in codes])

    def _layer(self, stem, codes, shapes):
        frame = geopandas.GeoDataFrame({f"{stem}code": codes}, geometry=shapes)
        frame[f"{stem}naam"] = [f"{stem} {code}" for code in codes]
        if stem != "gemeente":
            frame["gemeentecode"] = ["GM" + code[2:6] for code in codes]
            frame["indelingswijziging_wijken_en_buurten"] = 1
        if stem == "buurt":
            frame["wijkcode"] = ["WK" + code[2:8] for code in codes]
        return frame.assign(
            water="NEE",
            jaar=self.year,
            aantal_inwoners=1000,
            aantal_huishoudens=450,
            woningvoorraad=500,
            percentage_koopwoningen=55.5,
            percentage_personen_met_herkomst_buiten_nederland=12,
        )

    def set(self, layer, code, **values):
        """Change values of one row."""
        frame = self.layers[layer]
        row = frame.index[frame[f"{LAYERS[layer][0]}code"] == code][0]
        for name, value in values.items():
            frame.at[row, name] = value

    def add(self, layer, like, **values):
        """Add a row that copies another but for some values."""
        frame = self.layers[layer]
        row = frame[frame[f"{LAYERS[layer][0]}code"] == like].iloc[[0]].copy()
        for name, value in values.items():
            row[name] = [value]
        self.layers[layer] = geopandas.pd.concat([frame, row], ignore_index=True)

    def write(self, file):
        """Write the GeoPackage and return its path."""
        for layer, frame in self.layers.items():
            frame.set_crs(self.crs).to_file(file, layer=layer) if self.crs else frame.to_file(file, layer=layer)
        return file


@pytest.fixture
def atlas():
    return Atlas()


@pytest.fixture
def new_atlas():
    return Atlas


@pytest.fixture
def draw():
    return cell


@pytest.fixture
def take(tmp_path):
    """Write an atlas and import it; the report."""

    def run(atlas, **options):
        file = atlas.write(tmp_path / f"wijkenbuurten_{atlas.year}_{len(list(tmp_path.iterdir()))}.gpkg")
        return import_areas(file, atlas.year, tmp_path / "areas", **options)

    return run


@pytest.fixture
def provinces(tmp_path):
    def write(lines):
        file = tmp_path / "provinces.csv"
        file.write_text("gemeentecode,gemeentenaam,provincienaam\n" + lines, encoding="utf-8")
        return file

    return write


@pytest.fixture
def figures():
    """Key figures of an imported year: one row per area, one column per figure."""

    def pivot(stored):
        return stored.figure.pivot(index="area_code", columns="figure_code", values="value")

    return pivot


@pytest.fixture
def sentence():
    """The error as a person reads it, in Dutch; fails when either language lacks it or a placeholder."""

    def read(error):
        spoken = []
        for language in text.LANGUAGES:
            file = Path(official.__file__).with_name(f"{language}.toml")
            area, group, key = error.key.split(".")
            spoken.append(tomllib.loads(file.read_text(encoding="utf-8"))[area][group][key].format(**error.values))
        return spoken[0]

    return read
