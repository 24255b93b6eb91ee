"""Gebieden as people use it: the map by keyboard, list and map in step, an area of their own, a background by setting."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
import shapely

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import MapShapes
from dashboard.ui.map import shapes as map_shapes
from dashboard.ui.map.layers import PDOK
from tests.browser.conftest import Visit, serve

pytestmark = pytest.mark.browser

ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8ff1f000401026aa35d8c7e"
    "0000000049454e44ae426082"
)


def spoken(tab):
    """What the map last said to a screen reader."""
    return tab.page.locator(".map .live").first.inner_text()


def drawn(tab):
    """The map, once it is on screen."""
    tab.page.locator(".map[data-drawn]").first.wait_for()
    return tab.page.locator(".map").first


def enter_nearest(tab):
    """Walk to an area of the map and enter it, by keyboard; gives its name."""
    drawn(tab).focus()
    tab.page.keyboard.press("ArrowRight")
    name = spoken(tab).split(";")[0]
    tab.page.keyboard.press("Enter")
    return name


def test_the_map_is_walked_entered_and_left_by_keyboard(visit):
    tab = visit()
    tab.open("/kaart")
    drawn(tab).focus()
    tab.page.keyboard.press("ArrowRight")
    first = spoken(tab)
    tab.page.keyboard.press("ArrowRight")
    second = spoken(tab)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**inside=GM*")
    tab.settle()
    town = second.split(";")[0]
    tab.page.locator(".st-key-crumb_alle").wait_for()
    tab.page.get_by_role("button", name=town).first.wait_for()
    drawn(tab).focus()
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_url("**inside=PV90*")

    assert first
    assert second not in {"", first}


def test_zoom_by_keyboard_goes_in_and_back(visit):
    tab = visit()
    tab.open("/kaart?inside=GM9001")
    box = drawn(tab)
    whole = picture(tab)
    box.focus()
    tab.page.keyboard.press("+")
    tab.page.wait_for_function(f"before => ({SUM}) !== before", arg=whole)
    tab.page.keyboard.press("0")
    tab.page.wait_for_function(f"before => ({SUM}) === before", arg=whole)


# A sum of what is on the canvas of the map, to see that it changed.
SUM = """(() => {
  const find = (node) => node.querySelector?.('.map canvas') ?? [...(node.querySelectorAll?.('*') ?? [])]
    .filter((one) => one.shadowRoot).map((one) => find(one.shadowRoot)).find(Boolean);
  const canvas = find(document), pen = canvas.getContext('2d');
  return pen.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, byte, i) => (sum * 31 + byte + i) % 1e9, 7);
})()"""


def picture(tab):
    return tab.page.evaluate(SUM)


def test_a_row_of_the_list_opens_the_area_on_the_map(visit):
    tab = visit()
    tab.open("/kaart")
    drawn(tab)
    listed = tab.page.locator("[data-testid=stDataFrame] canvas").first
    names = tab.page.locator("[data-testid=stDataFrame] table[role=grid] [role=row] [role=gridcell]")
    names.first.wait_for(state="attached")
    box = listed.bounding_box()
    tab.page.mouse.click(box["x"] + 14, box["y"] + 52)
    tab.page.wait_for_url("**inside=GM*")
    tab.settle()

    assert "12 gebieden, waarvan" not in tab.text()


def test_a_buurt_chosen_on_the_map_is_marked_in_the_list(visit):
    tab = visit()
    tab.open("/kaart?inside=GM9002")
    name = enter_nearest(tab)
    tab.page.wait_for_url("**inside=BU*")
    tab.settle()
    marked = tab.page.locator("[data-testid=stDataFrame] table[role=grid] [role=row][aria-selected=true]")
    marked.first.wait_for(state="attached")

    assert marked.count() == 1
    assert name in marked.first.text_content()


@pytest.fixture
def outline(release, tmp_path):
    """A GeoJSON file in RD of eight buurten that touch."""
    rows = ask(MapShapes, VIEWER, release, level="neighbourhood", parent="GM9001", tolerance_m=25).frame
    rows = rows[~rows["is_water"]].sort_values("area_code").head(8)
    whole = shapely.union_all(shapely.from_wkb([bytes(blob) for blob in rows["shape"]]))
    path = tmp_path / "gebied.geojson"
    path.write_text(json.dumps(shapely.geometry.mapping(whole)))
    return path


def test_an_area_from_a_file_gets_a_name_and_is_compared(visit, outline):
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    tab.page.locator("input[type=file]").set_input_files(outline)
    tab.page.get_by_text("Passing: goed").wait_for()
    name = tab.page.get_by_role("textbox", name="Naam")
    name.fill("Rond de haven")
    name.press("Enter")
    tab.page.wait_for_url("**outline=Rond*")
    tab.settle()
    tab.page.get_by_role("link", name="Vergelijk dit gebied").click()
    tab.page.wait_for_url("**/vergelijken?*")
    tab.settle()

    assert "Rond de haven" in tab.text()


def test_a_file_that_is_no_outline_is_refused_in_one_sentence(visit):
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    hand_in(tab, b"<kml/>")
    tab.page.get_by_text("geen JSON").wait_for()
    hand_in(tab, b"[" + b" " * 1_000_001)
    tab.page.get_by_text("groter dan 1 MB").wait_for()

    assert "outline=" not in tab.page.url


def hand_in(tab, content):
    """Give a file to the picker."""
    file = {"name": "gebied.geojson", "mimeType": "application/json", "buffer": content}
    tab.page.locator("input[type=file]").set_input_files(file)


def test_buurten_are_ticked_on_the_map_and_back_undoes_it(visit):
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    name = enter_nearest(tab)
    tab.page.wait_for_url("**outline=*")
    tab.settle()
    tag = tab.page.get_by_test_id("stMultiSelect").filter(has_text=name)
    tag.first.wait_for()
    tab.page.go_back()
    tab.page.wait_for_url(lambda url: "outline=" not in url)
    tag.first.wait_for(state="detached")


def test_a_saved_area_opens_again(visit, outline):
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    tab.page.locator("input[type=file]").set_input_files(outline)
    tab.page.wait_for_url("**outline=*")
    tab.settle()
    link = tab.page.url
    with tab.page.expect_download() as wait:
        tab.page.get_by_role("button", name="Bewaar als bestand").click()
    saved = Path(wait.value.path())
    other = visit(1440, 1400)
    other.open("/eigen-gebied")
    hand_in(other, saved.read_bytes())
    other.page.wait_for_url("**outline=*")

    codes = [re.search(r"outline=([^&]*)", url).group(1) for url in (link, other.page.url)]
    assert codes[0] == codes[1]


def answer(url):
    """Status, headers and body of a plain request, also of a refusal."""
    try:
        return urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as refused:
        return refused


def test_borders_are_packed_once_and_kept_by_the_browser(server, release):
    got = answer(server + map_shapes.address(release.id, "municipality", None, 400))
    rows = json.loads(gzip.decompress(got.read()))

    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "pdok" not in got.headers["content-security-policy"]
    assert len(rows) == 12
    code, rings, point = rows[0]
    assert code.startswith("GM")
    assert len(rings[0]) >= 8
    assert shapely.Polygon(np.cumsum(np.reshape(rings[0], (-1, 2)), axis=0)).contains(shapely.Point(point))


@pytest.mark.parametrize(
    ("level", "parent", "tolerance"), [("land", None, 400), ("district", "GM0000", 100), ("municipality", None, 7)]
)
def test_borders_that_are_not_there_are_refused(server, release, level, parent, tolerance):
    assert answer(server + map_shapes.address(release.id, level, parent, tolerance)).status == 404
    assert answer(server + map_shapes.address("0" * 12, "municipality", None, 400)).status == 404


def test_a_background_is_fetched_only_where_it_was_set(contexts, data, tmp_path):
    """The only other host is the one of the tiles, which here answers from the test itself."""
    host = PDOK.split("{")[0]
    with serve(data, tmp_path / "server.log", DASHBOARD_BACKGROUND="pdok") as address:
        allowed = answer(f"{address}/api/health").headers["content-security-policy"]
        page = contexts(1440, 900, "light").new_page()
        asked: list[str] = []
        page.route(f"{host}**", lambda route: (asked.append(route.request.url), route.fulfill(body=ONE_PIXEL)))
        tab = Visit(page, address)
        tab.open("/kaart")
        drawn(tab)
        trouble = [line for line in tab.trouble if host not in line]
        credit = page.locator(".map .credit").first.inner_text()
        page.close()

    assert trouble == []
    assert "img-src 'self' data: blob: https://service.pdok.nl;" in allowed
    assert asked
    assert all(re.fullmatch(re.escape(host) + r"\d+/\d+/\d+\.png", url) for url in asked)
    assert "Kadaster" in credit
