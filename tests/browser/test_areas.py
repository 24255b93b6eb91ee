"""Gebieden as people use it: the map by keyboard, list and map in step, an area of their own, a background by setting."""

from __future__ import annotations

import gzip
import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import shapely
from PIL import Image

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import MapProjects, MapShapes
from dashboard.ui.map.routes import TILES
from tests.browser.conftest import CHROMIUM, FLAGS, Visit, serve
from tests.browser.maps import CHART, TWO_FRAMES, Map, alike, click_until, orange

pytestmark = pytest.mark.browser

YEARS = {"from_month": "2019-01-01", "until_month": "2026-06-01"}


def test_the_map_says_what_is_under_the_pointer_is_moved_and_opens_the_dossier_of_an_outline(visit, release):
    tab = visit(1440, 1400)
    tab.open("/kaart?inside=GM9001&period=2019-2026")
    shown = Map(tab, release, "neighbourhood", "GM9001")
    whole = shown.still()
    code = next(iter(shown.areas))
    words = shown.point(code).split("\n")
    tab.page.mouse.wheel(0, -400)
    tab.page.mouse.move(5, 5)

    assert words[0] == shown.areas[code].name
    assert words[1]
    assert words[2].startswith("projecten: ") or words[1] == "geen project"
    assert not alike(shown.still(), whole)
    buttons = ("Hele kaart", "Inzoomen", "Uitzoomen", "Waar cijfers zijn", "Hele kaart")
    seen = [press(tab, shown, name) for name in buttons]
    assert [alike(one, whole) for one in seen] == [True, False, True, False, True]
    opens_the_dossier_of_an_outline(tab, shown, release)


def opens_the_dossier_of_an_outline(tab, shown, release):
    """Along a level line from the middle of a project's area outward, its edge comes somewhere."""
    bubble = shown.chart.locator(".deck-tooltip")
    rows = ask(MapProjects, VIEWER, release, parent="GM9001", tolerance_m=25, **YEARS).rows
    title = {row.title for row in rows}
    x, y = shown.place(next(row.area_code for row in rows if row.area_code in shown.areas))
    for step in range(120):
        tab.page.mouse.move(x + step, y)
        tab.page.evaluate(TWO_FRAMES)
        said = bubble.inner_text().split("\n") if bubble.is_visible() else [""]
        if said[0] in title:
            break
    assert said[0] in title
    assert len(said) == 3
    click_until(tab.page, "**/project?*project=LSI-*")
    tab.settle()

    assert said[0] in tab.text()


def test_the_same_buurt_is_chosen_marked_and_left_again(visit, release):
    tab = visit(1440, 1400)
    tab.open("/kaart?inside=GM9002&period=2019-2026")
    shown = Map(tab, release, "neighbourhood", "GM9002")
    bare = shown.still()
    code = min(shown.areas, key=lambda one: shown.areas[one].name)  # a list is read from its top
    shown.click(code, f"**inside={code}*")
    tab.settle()
    Map(tab, release, "neighbourhood", "GM9002")
    marked = tab.page.locator("[data-testid=stDataFrame] table[role=grid] [role=row][aria-selected=true]")
    marked.first.wait_for(state="attached")

    assert marked.count() == 1
    assert shown.areas[code].name in marked.first.text_content()
    tab.page.mouse.move(5, 5)
    assert orange(shown.still()) > orange(bare)
    tab.page.go_back()
    tab.page.wait_for_url("**inside=GM9002*")
    tab.settle()
    assert orange(shown.still()) == orange(bare)


def press(tab, shown, name):
    """Press a button under the map by keyboard; the map after it."""
    tab.page.get_by_role("button", name=name).first.focus()
    tab.page.keyboard.press("Enter")
    tab.settle()
    return shown.still()


def test_two_maps_are_seen_from_the_same_place(visit, release):
    tab = visit(1440, 1400)
    tab.open("/kaart?period=2019-2026&measure=hit_rate&beside=smooth")
    left, right = (Map(tab, release, "municipality", nth=n) for n in (0, 1))
    before = right.still()
    tab.page.mouse.move(*left.place("GM9001"))
    tab.page.mouse.wheel(0, -400)
    assert "Nieuw-Oosterdijk" in left.point("GM9001")
    assert "Nieuw-Oosterdijk" in right.point("GM9001")
    tab.page.mouse.move(5, 5)
    press(tab, left, "Inzoomen")

    assert not alike(right.still(), before)


def test_a_row_of_the_list_opens_its_area_by_mouse_and_by_keyboard_and_escape_and_the_path_go_up(visit):
    tab = visit(1440, 1400)
    tab.open("/kaart?period=2019-2026")
    listed = tab.page.locator("[data-testid=stDataFrame] canvas").first
    rows = tab.page.locator("[data-testid=stDataFrame] table[role=grid] [role=row] [role=gridcell]")
    rows.first.wait_for(state="attached")
    box = listed.bounding_box()
    tab.page.mouse.click(box["x"] + 14, box["y"] + 52)
    tab.page.wait_for_url("**inside=GM*")
    tab.settle()
    assert "12 gebieden, waarvan" not in tab.text()
    tab.page.go_back()
    tab.page.get_by_role("heading", name="per gemeente").wait_for()
    tab.settle()
    listed.focus()
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("Shift+Space")
    tab.page.wait_for_url("**inside=GM*")
    tab.settle()
    tab.page.get_by_role("heading", name="per buurt").wait_for()
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_url("**inside=PV90*")
    tab.settle()
    tab.page.get_by_role("button", name="Hele programma").focus()  # of the path above the map
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**inside=alle*")


def test_the_years_are_walked_by_keyboard_and_played_to_the_last(visit, release):
    tab = visit(1440, 1400)
    tab.open("/kaart?period=2023-2025&step=year")
    shown = Map(tab, release, "municipality")
    before = shown.still()
    tab.page.get_by_role("slider", name="Jaar").focus()
    tab.page.keyboard.press("ArrowRight")
    tab.page.wait_for_url("**moment=2024*")
    tab.settle()
    tab.page.mouse.move(5, 5)
    assert not alike(shown.still(), before)
    tab.page.get_by_role("slider", name="Jaar").focus()
    tab.page.keyboard.press("ArrowLeft")
    tab.page.wait_for_url(lambda url: "moment=2024" not in url)
    tab.settle()
    tab.page.get_by_role("button", name="Speel af").click()
    tab.page.get_by_role("button", name="Stop").wait_for()
    tab.page.wait_for_url("**moment=2025*")
    tab.page.get_by_role("button", name="Speel af").wait_for()


def test_without_webgl_the_list_stands_and_a_sentence_says_why(chromium_without_webgl, server):
    page = chromium_without_webgl.new_context(locale="nl-NL").new_page()
    tab = Visit(page, server)
    tab.open("/kaart?period=2019-2026")
    text = tab.text()
    names = page.locator("[data-testid=stDataFrame] table[role=grid] [role=row]")
    names.first.wait_for(state="attached")
    page.context.close()

    assert "staat WebGL in uw browser uit" in text
    assert "Traceback" not in text
    assert all("WebGL context" in line or "deck" in line for line in tab.trouble)


@pytest.fixture
def chromium_without_webgl(chromium):
    """A browser that draws no maps."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*(one for one in FLAGS if "angle" not in one), "--disable-3d-apis"]
    )
    yield browser
    browser.close()


@pytest.fixture
def outline(release, tmp_path):
    """A GeoJSON file in RD of eight buurten that touch."""
    rows = ask(MapShapes, VIEWER, release, level="neighbourhood", parent="GM9001", tolerance_m=25).frame
    rows = rows[~rows["is_water"]].sort_values("area_code").head(8)
    whole = shapely.union_all(shapely.from_wkb([bytes(blob) for blob in rows["shape"]]))
    path = tmp_path / "gebied.geojson"
    path.write_text(json.dumps(shapely.geometry.mapping(whole)))
    return path


def test_an_area_from_a_file_gets_a_name_is_saved_opened_again_and_compared(visit, outline):
    """After two files that are no outline, each refused in one sentence."""
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    hand_in(tab, b"<kml/>")
    tab.page.get_by_text("geen JSON").wait_for()
    hand_in(tab, b"[" + b" " * 1_000_001)
    tab.page.get_by_text("groter dan 1 MB").wait_for()
    assert "outline=" not in tab.page.url
    hand_in(tab, outline.read_bytes())
    tab.page.get_by_text("Passing: goed").wait_for()
    name = tab.page.get_by_role("textbox", name="Naam")
    name.fill("Rond de haven")
    name.press("Enter")
    tab.page.wait_for_url("**outline=Rond*")
    tab.settle()
    link = tab.page.url
    with tab.page.expect_download() as wait:
        tab.page.get_by_role("button", name="Bewaar als bestand").click()
    saved = Path(wait.value.path())
    tab.page.get_by_role("link", name="Vergelijk dit gebied").click()
    tab.page.wait_for_url("**/vergelijken?*")
    tab.settle()
    assert "Rond de haven" in tab.text()
    tab.open("/eigen-gebied")
    hand_in(tab, saved.read_bytes())
    tab.page.wait_for_url("**outline=*")

    codes = [re.search(r"outline=([^&]*)", url).group(1) for url in (link, tab.page.url)]
    assert codes[0] == codes[1]


def hand_in(tab, content):
    """Give a file to the picker."""
    file = {"name": "gebied.geojson", "mimeType": "application/json", "buffer": content}
    tab.page.locator("input[type=file]").set_input_files(file)


def test_buurten_are_ticked_on_the_map_and_back_undoes_it(visit, release):
    tab = visit(1440, 1400)
    tab.open("/eigen-gebied?area=GM9001")
    shown = Map(tab, release, "neighbourhood", "GM9001")
    code = list(shown.areas)[3]
    tag = tab.page.get_by_test_id("stMultiSelect").filter(has_text=shown.areas[code].name)
    shown.click(code, "**outline=*")
    tab.settle()
    tag.first.wait_for()
    shown.still()
    assert shown.point(code).split("\n")[1] == "gekozen"
    shown.click(code, lambda url: "outline=" not in url)
    tag.first.wait_for(state="detached")
    tab.page.go_back()
    tab.page.wait_for_url("**outline=*")
    tag.first.wait_for()


def answer(url):
    """Status, headers and body of a plain request, also of a refusal."""
    try:
        return urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as refused:
        return refused


def test_a_layer_is_packed_and_asked_again_only_when_it_changed(server, release):
    url = server + "/api/areas/{}/municipality/alle?measure=hit_rate&form=share&from=2024-01-01&until=2024-12-01"
    got = answer(url.format(release.id))
    found = json.loads(gzip.decompress(got.read()))
    again = urllib.request.Request(url.format(release.id), headers={"if-none-match": got.headers["etag"]})

    assert got.headers["cache-control"] == "private, no-cache"
    assert "pdok" not in got.headers["content-security-policy"]
    assert len({one["properties"]["code"] for one in found["features"]}) == 12
    assert answer(again).status == 304


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("land/alle", "Het niveau land bestaat niet"),
        ("district/GM0000/borders", "Het gebied GM0000 bestaat niet"),
        ("district/alle/roads", "De laag roads bestaat niet"),
        ("municipality/alle?measure=gold&from=2024-01-01&until=2024-12-01", "De maatstaf gold bestaat niet"),
        ("municipality/alle?measure=gold&language=en&from=2024-01-01&until=2024-12-01", "There is no measure gold"),
        ("municipality/alle/projects", "Geef met from en until"),
        ("municipality/PV99/projects?from=2024-01-01&until=2024-12-01", "Het gebied PV99 bestaat niet"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_in_one_sentence(server, release, path, told):
    refused = answer(f"{server}/api/areas/{release.id}/{path}")
    text = refused.read().decode()

    assert refused.status == 404
    assert told in text
    assert "\n" not in text
    assert answer(f"{server}/api/areas/0000000000/municipality/alle/borders").status == 404


def test_a_background_is_fetched_only_where_it_was_set(contexts, data, tmp_path):
    """The only other host is the one of the tiles, which here answers from the test itself."""
    host, tile = TILES.split("{")[0], io.BytesIO()
    Image.new("RGB", (256, 256), "#dddddd").save(tile, "PNG")
    with serve(data, tmp_path / "server.log", DASHBOARD_BACKGROUND="pdok") as address:
        allowed = answer(f"{address}/api/health").headers["content-security-policy"]
        page = contexts(1440, 900, "light").new_page()
        asked: list[str] = []
        page.route(
            f"{host}**",
            lambda route: (
                asked.append(route.request.url),
                route.fulfill(
                    body=tile.getvalue(), headers={"access-control-allow-origin": "*", "content-type": "image/png"}
                ),
            ),
        )
        tab = Visit(page, address)
        tab.open("/kaart")
        page.wait_for_selector(f"{CHART} canvas")
        page.wait_for_load_state("networkidle")
        trouble = [line for line in tab.trouble if host not in line]
        text = tab.text()
        page.close()

    assert trouble == []
    assert "https://service.pdok.nl" in allowed
    assert "Kadaster" in text
    assert asked
    assert all(re.fullmatch(re.escape(host) + r"\d+/\d+/\d+\.png", url) for url in asked)
