"""Figures as pictures: the drawing of the screen as vectors and pixels, by a browser that asks nobody for anything."""

from __future__ import annotations

import io
import re
import struct
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dashboard.documents.pictures import BrowserMissing, PictureFailed, Pictures, for_typst, has_figure, pixels
from dashboard.documents.typesetting import FONTS
from dashboard.text import say
from tests.browser.conftest import CHROMIUM
from tests.unit.documents.conftest import BAR

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = re.compile(rb"(?:href|src|url)\W{1,3}https?:")


def texts(drawing):
    return ["".join(one.itertext()) for one in ET.fromstring(drawing).iter(f"{SVG}text")]


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.browser
def test_a_figure_is_drawn_as_vectors_with_its_words_in_our_font(pictures):
    drawing = pictures.svg(BAR)
    root = ET.fromstring(drawing)

    assert (root.attrib["width"], root.attrib["height"]) == ("680", "240")
    assert {text.strip() for text in texts(drawing)} >= {"Geïnd €", "Opgelegd"}
    assert b"IBM Plex Sans" in drawing
    assert "fill: rgb(255, 255, 255); fill-opacity: 1" in root.find(f"{SVG}rect").attrib["style"], (
        "white paper behind it"
    )
    assert not ADDRESS.search(drawing)


@pytest.mark.browser
def test_one_figure_gives_the_same_bytes_again_and_names_of_its_own(pictures):
    striped = BAR | {"data": [BAR["data"][0] | {"marker": {"pattern": {"shape": "/"}}}]}
    first, other = pictures.svg(BAR), pictures.svg(striped)

    assert {pictures.svg(BAR) for _ in range(5)} == {first}
    names = [set(re.findall(rb'id="([^"]+)"', drawing)) for drawing in (first, other)]
    assert names[0]
    assert not names[0] & names[1]


@pytest.mark.browser
def test_a_figure_of_another_kind_is_drawn_too_and_leaves_the_next_as_it_was(pictures):
    flow = {
        "type": "sankey",
        "node": {"label": ["Gemeenten", "Politie"]},
        "link": {"source": [0], "target": [1], "value": [5]},
    }
    before = pictures.svg(BAR)

    assert "Politie" in texts(pictures.svg({"data": [flow], "layout": {}}))
    assert pictures.svg(BAR) == before


@pytest.mark.browser
def test_pixels_are_as_many_as_asked(pictures):
    assert size_of(pictures.png(BAR, 400, 200, scale=1.5)) == (600, 300)


@pytest.mark.browser
@pytest.mark.parametrize(
    "figure", [{"data": [], "layout": {}}, {"data": [{"type": "bar", "x": [], "y": []}], "layout": {}}]
)
def test_a_figure_without_data_is_an_empty_drawing(pictures, figure):
    assert ET.fromstring(pictures.svg(figure)).tag == f"{SVG}svg"


@pytest.mark.browser
def test_what_cannot_be_drawn_fails_in_one_sentence_and_the_next_is_drawn(pictures):
    with pytest.raises(PictureFailed) as error:  # it would ask a host for the map of the world
        pictures.svg({"data": [{"type": "choropleth", "locations": ["NLD"], "z": [1]}], "layout": {}})

    assert "topojson" in say(error.value.key, **error.value.values)
    assert pictures.svg(BAR)


@pytest.mark.browser
def test_a_picture_to_paste_says_what_it_is_and_where_it_comes_from(report, pictures):
    panel = replace(
        report.panels[0], title="Een titel die zo lang is dat zij niet op een regel past, " * 3, finding="Oost"
    )
    drawing = pictures.standalone(panel, "svg")
    said = " ".join(texts(drawing))
    root = ET.fromstring(drawing)

    assert f"{' '.join(panel.title.split())} Oost" in said
    assert "Mijn gebied: Nieuw-Oosterdijk" in said
    assert panel.source in said
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == [panel.title.strip(), panel.sentence]
    width, height = size_of(pictures.standalone(panel, "png", scale=1))
    assert (width, height) == (680, int(root.attrib["height"]))


@pytest.mark.browser
def test_a_panel_without_figure_has_no_picture(report, pictures):
    assert not has_figure(report.panels[1])
    with pytest.raises(PictureFailed):
        pictures.standalone(report.panels[1], "png")


def test_a_drawing_of_other_letters_is_other_pixels():
    from PIL import Image

    def of(text, style=""):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20" style="font-family: \'IBM Plex Sans\'; {style}">{text}</text></svg>'
        return Image.open(io.BytesIO(pixels(drawing.encode(), 2))).convert("L")

    plain, bold = of("Wwww"), of("Wwww", "font-weight: bold;")
    assert plain.size == (180, 60)
    assert sum(bold.histogram()[:128]) > sum(plain.histogram()[:128]) > 0, "bold type is darker"
    assert of("●").tobytes() != of("▲").tobytes()


def test_signs_of_no_font_are_shown_as_missing():
    assert for_typst("<text>😀 € ▲</text>".encode()) == "<text>\ufffd € ▲</text>"


def test_without_a_browser_one_sentence_says_how_to_get_one(monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(BrowserMissing) as error, Pictures():
        raise AssertionError
    said = say(error.value.key, **error.value.values)
    assert "apt-get install chromium" in said
    assert str(tmp_path / "nowhere") in said
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_any_browser_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("choreographer.browsers.chromium.chromium_based_browsers", {})
    monkeypatch.setattr("choreographer.browsers.chromium.get_chrome_download_path", lambda **_: None)
    monkeypatch.setattr("choreographer.browsers.chromium.get_old_chrome_download_path", lambda: None)
    with pytest.raises(BrowserMissing) as error:
        Pictures()
    assert "DASHBOARD_CHROMIUM" in say(error.value.key)


def test_a_program_that_is_no_browser_fails_in_one_sentence():
    with pytest.raises(PictureFailed) as error, Pictures(Path("/bin/true")):
        raise AssertionError
    assert "close immediately" in say(error.value.key, **error.value.values)


@pytest.mark.browser
def test_a_browser_that_dies_fails_in_one_sentence_and_leaves_nothing_running():
    import psutil

    def started():
        return set(psutil.Process().children(recursive=True))

    before = started()
    with Pictures(Path(CHROMIUM)) as drawing:
        for process in started() - before:
            process.kill()
        with pytest.raises(PictureFailed):
            drawing.svg(BAR)
    assert started() - before == set()


@pytest.mark.browser
def test_the_first_figure_is_measured_in_our_font_and_the_browser_ends_whatever_happens():
    import psutil
    from PIL import ImageFont

    def room(drawing, label):
        """What plotly keeps free at the left of a label."""
        bar = {"type": "bar", "orientation": "h", "x": [1], "y": [label]}
        made = ET.fromstring(drawing.svg({"data": [bar], "layout": MEASURED}))
        return next(float(one.attrib["x"]) for one in made.iter(f"{SVG}rect") if one.attrib.get("x", "0") != "0")

    before = set(psutil.Process().children(recursive=True))
    with suppress(KeyError), Pictures(Path(CHROMIUM)) as drawing:
        wider = room(drawing, "m" * 30) - room(drawing, "m" * 20)
        raise KeyError

    assert set(psutil.Process().children(recursive=True)) - before == set()
    ours = ImageFont.truetype(FONTS / "IBMPlexSans-Regular.ttf", 20)
    assert wider == pytest.approx(ours.getlength("m" * 10), abs=2)


MEASURED = {
    "font": {"family": "IBM Plex Sans", "size": 20},
    "yaxis": {"automargin": True},
    "margin": {"l": 0, "r": 0},
    "width": 1200,
}
