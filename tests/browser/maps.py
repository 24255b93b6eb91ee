"""A map of deck.gl as a test sees it: where an area lies on the screen, and when nothing moves any more."""

from __future__ import annotations

import io
import math
from functools import partial

import numpy as np
from PIL import Image
from playwright.sync_api import TimeoutError  # noqa: A004

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import MapDrawings
from dashboard.charts.palette import palette, rgb
from dashboard.charts.places import tolerance
from dashboard.ui.map.drawing import box, drawings
from dashboard.ui.map.view import EARTH_PX, fit

CHART = "[data-testid=stDeckGlJsonChart]"
BESIDE = [(0, 0), *((x, y) for n in (5, 9, 14, 20) for x in (-n, 0, n) for y in (-n, 0, n) if x or y)]
# The map looks what lies under the pointer when it draws the next frame.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OUTSIDE = 5, 5
TRIES = 6
MOST = 60  # pictures until a map must be still


class Map:
    """A map on a page, of these areas.

    Args:
        tab: the visit.
        release: what is looked at.
        level: of its areas.
        parent: in which they lie; None for all.
        nth: which of the maps of the page.
    """

    def __init__(self, tab, release, level, parent=None, nth=0):
        asked = {"level": level, "parent": parent, "tolerance_m": tolerance(level, parent)}
        answer = ask(MapDrawings, VIEWER, release, **asked)
        self.page, self.chart = tab.page, tab.page.locator(CHART).nth(nth)
        self.areas, self.view = {one.code: one for one in drawings(answer)}, fit(box(answer))
        self.still()

    def still(self):
        """Wait until two pictures in a row are the same, and give it."""
        canvas = self.chart.locator("canvas").first
        canvas.wait_for()
        self.page.wait_for_load_state("networkidle")
        before = None
        for _ in range(MOST):
            picture = self.chart.screenshot()
            if picture == before:
                return picture
            before = picture
        raise AssertionError("the map never came to rest")

    def place(self, code):
        """Where the label of an area is on the screen, before anybody zoomed."""
        size = EARTH_PX * 2**self.view.zoom
        mercator = partial(_mercator, size)
        x, y = mercator(*self.areas[code].label)
        middle = mercator(self.view.longitude, self.view.latitude)
        frame = self.chart.bounding_box()
        return frame["x"] + frame["width"] / 2 + x - middle[0], frame["y"] + frame["height"] / 2 - y + middle[1]

    def point(self, code):
        """Move the mouse to an area, beside the lines that cross it; what the map then says."""
        x, y = self.place(code)
        bubble = self.chart.locator(".deck-tooltip")
        for right, down in BESIDE:
            self.page.mouse.move(*OUTSIDE)  # what was pointed at before must not be what is clicked
            self.page.evaluate(TWO_FRAMES)
            self.page.mouse.move(x + right, y + down)
            self.page.evaluate(TWO_FRAMES)
            said = bubble.inner_text() if bubble.is_visible() else ""
            if said.split("\n")[0] == self.areas[code].name:
                return said
        raise AssertionError(f"{code} was not found where it should be: {said!r}")

    def click(self, code, leads_to):
        """Click an area until the address is another one."""
        self.point(code)
        click_until(self.page, leads_to)


def click_until(page, leads_to):
    """Click where the mouse is until the address is as it should be: a tab that draws too long takes a click for a press.

    Args:
        page: the tab.
        leads_to: a pattern of the address, or a function of it.
    """
    for _ in range(TRIES):
        page.mouse.down()
        page.mouse.up()
        try:
            page.wait_for_url(leads_to, timeout=10_000)
        except TimeoutError:
            continue
        return
    page.wait_for_url(leads_to)


def pixels(picture):
    """A picture as red, green and blue from 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


def alike(one, other):
    """Whether two pictures are the same but for the smoothing of edges."""
    return np.abs(pixels(one) - pixels(other)).mean() < 1


def orange(picture):
    """How many pixels have the colour of what is mine."""
    return int((np.abs(pixels(picture) - rgb(palette("light").mine)[:3]).max(axis=2) < 24).sum())


def _mercator(size, longitude, latitude):
    return (
        longitude / 360 * size,
        math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi) * size,
    )
