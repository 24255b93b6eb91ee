"""In Chromium: from navigation to readable and complete, from a click until nothing changes any more, bytes on the wire."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dashboard.store import Release, cursor
from tests.bench.budgets import Row
from tests.bench.reruns import municipalities, pages
from tests.bench.served import Counter
from tests.browser.conftest import CHROMIUM, FLAGS

TIMES = 5
MEASURES = ("Huisbezoeken", "Adressen met onregelmatigheid")
QUIET = 0.8  # seconds without any change: then the page is complete
WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


def measure(port: int, release: Release) -> list[Row]:
    """Times first, then bytes through a counting relay."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows += _first_visits(browser, port)
        with _tab(browser) as page:
            for name, url in pages().items():
                rows += _navigation(page, f"http://127.0.0.1:{port}/{url}", name)
            rows += _clicks(page, f"http://127.0.0.1:{port}", release)
        rows += _maps(browser, port, release)
        with Counter(port) as counter, _tab(browser) as page:
            rows += _bytes(page, counter, release)
        browser.close()
    return rows


@contextmanager
def _tab(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL", color_scheme="light")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def _settle(page: Page) -> dict[str, float]:
    """Wait until nothing has changed for a while; give back the moments in milliseconds."""
    page.wait_for_selector("[data-testid=stMain] h1", timeout=60_000)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        moments = page.evaluate("({...window.__bench, now: performance.now()})")
        busy = page.locator("[data-testid=stApp][data-test-script-state=running]").count()
        if not busy and moments["now"] - moments["changed"] > 1000 * QUIET:
            return moments
        time.sleep(0.1)
    raise AssertionError("the page never came to rest")


def _first_visits(browser, port: int) -> list[Row]:
    """The overview in fresh profiles: when something was seen, when it could be read, when it was whole, and what was sent."""
    seen, sent = [], []
    for _ in range(TIMES):
        with Counter(port) as counter, _tab(browser) as page:
            page.goto(f"http://127.0.0.1:{counter.port}/")
            moments = _settle(page)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            seen.append({**moments, "paint": paint})
            sent.append(counter.sent / 1e3)
    told = {"paint": "first seen", "readable": "first readable", "changed": "complete"}
    budgets = {"paint": "first_visit_paint", "readable": "first_visit_readable", "changed": "first_visit_complete"}
    rows = [
        Row(
            budgets[moment], f"overview: first visit, navigation to {words}", statistics.median(m[moment] for m in seen)
        )
        for moment, words in told.items()
    ]
    return [*rows, Row("first_visit_bytes", "overview: first visit, all that is sent", statistics.median(sent))]


def _navigation(page: Page, address: str, name: str) -> list[Row]:
    seen = []
    for _ in range(TIMES + 1):
        page.goto(address)
        seen.append(_settle(page))
    warm = seen[1:]
    return [
        Row("first_readable", f"{name}: navigation to first readable", statistics.median(m["readable"] for m in warm)),
        Row("complete", f"{name}: navigation to complete", statistics.median(m["changed"] for m in warm)),
    ]


def _clicks(page: Page, address: str, release: Release) -> list[Row]:
    areas = municipalities(release)
    with cursor(release) as connection:
        names = dict(
            connection.execute("select area_code, area_name from mart.area where level = 'municipality'").fetchall()
        )
    page.goto(f"{address}/")
    _settle(page)
    whole = [_time(page, lambda name=names[area]: _choose(page, "Mijn gebied", name)) for area in areas[:TIMES]]
    part = [
        _time(page, lambda word=word: _press(page, word)) for word in ("Maand", "Jaar", "Kwartaal", "Maand", "Jaar")
    ]
    return [
        Row("click_page", "overview: choose an area (8 tiles, 4 figures)", statistics.median(whole)),
        Row("click_card", "overview: another grain (fragment: 2 figures)", statistics.median(part)),
    ]


def _maps(browser, port: int, release: Release) -> list[Row]:
    """The first map in a fresh profile, and another measure on the maps with most polygons, with what it sends."""
    rows = []
    address = f"http://127.0.0.1:{port}"
    for label, (kind, query) in _widest(release).items():
        with _tab(browser) as page:
            page.goto(f"{address}/kaart?period=2019-2026&{query}")
            rows.append(Row("first_map", f"map: first in a fresh profile, {label}", _settle(page)["changed"]))
            page.goto(f"{address}/kaart?period=2019-2026&{query}")
            _settle(page)
            times = [_time(page, lambda word=word: _choose(page, "Maatstaf", word)) for word in MEASURES * 2]
            assert "measure=irregular_addresses" in page.url, "the clicks chose nothing"
            rows.append(Row(f"click_{kind}", f"map: another measure, {label}", statistics.median(times)))
        with Counter(port) as counter, _tab(browser) as page:
            page.goto(f"http://127.0.0.1:{counter.port}/kaart?period=2019-2026&{query}")
            _settle(page)
            before = counter.sent
            _choose(page, "Maatstaf", MEASURES[0])
            _settle(page)
            rows.append(Row(f"bytes_{kind}", f"map: bytes of another measure, {label}", (counter.sent - before) / 1e3))
    return rows


def _widest(release: Release) -> dict[str, tuple[str, str]]:
    """All municipalities, the neighbourhoods of the largest one, and all districts: kind of budget and query."""
    with cursor(release) as connection:
        towns, districts = connection.execute(
            """select count(*) filter (where level = 'municipality'), count(*) filter (where level = 'district')
            from mart.area where not is_water"""
        ).fetchall()[0]
        code, parts = connection.execute(
            """select municipality_code, count(*) from mart.area where level = 'neighbourhood' and not is_water
            group by all order by 2 desc, 1 limit 1"""
        ).fetchall()[0]
    return {
        f"{towns} polygons (municipality)": ("map", "inside=alle&level=municipality"),
        f"{parts} polygons (neighbourhood)": ("map", f"inside={code}&level=neighbourhood"),
        f"{districts} polygons (district)": ("wide_map", "inside=alle&level=district"),
    }


def _time(page: Page, act) -> float:
    act()
    moments = _settle(page)
    return moments["changed"] - moments["acted"]


def _choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.keyboard.press("Enter")


def _press(page: Page, word: str) -> None:
    page.get_by_role("radio", name=word).or_(page.get_by_role("button", name=word)).first.click()


def _bytes(page: Page, counter: Counter, release: Release) -> list[Row]:
    rows, area = [], municipalities(release)[0]
    with cursor(release) as connection:
        kind = connection.execute("select name_nl from mart.project_type order by type_code limit 1").fetchall()[0][0]
    for name, url in pages().items():
        address = f"http://127.0.0.1:{counter.port}/{url}"
        page.goto(address)
        _settle(page)
        before = counter.sent
        page.goto(address)
        _settle(page)
        rows.append(Row("bytes_page", f"{name}: bytes of a page, static assets cached", (counter.sent - before) / 1e3))
        page.goto(f"{address}?area={area}&period=2019-2026")
        _settle(page)
        before = counter.sent
        _choose(page, "Soort project", kind)
        _settle(page)
        rows.append(Row("bytes_click", f"{name}: bytes of a filter click", (counter.sent - before) / 1e3))
    return rows
