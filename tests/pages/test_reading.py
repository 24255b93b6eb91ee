"""A page read off the screen says what the same page says on it."""

from __future__ import annotations

import json

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.access import VIEWER
from dashboard.addresses import ADDRESSES
from dashboard.text import language
from dashboard.text.markup import Markup, unmarked
from dashboard.ui import rooms
from tests.conftest import figures, zeros

OPENED = {"where", "tiles", "effect_sensitivity", "effect_placebos", "compare_what_if"}
SMALLEST = 12
CHOSEN = {"area": "GM9001", "period": "2019-2026"}


@pytest.mark.parametrize("room", [room for room in ADDRESSES if room != "story"])  # made of the panels of the others
def test_every_figure_and_sentence_off_the_screen_is_the_one_on_it(page, release, room):
    app = page(room, **CHOSEN)
    kept = rooms.read(room, CHOSEN, VIEWER, release)

    # What is opened by a click stands closed on the screen at first, and key figures are tiles there.
    on_screen = [figure["data"] for figure in figures(app)]
    read = [json.loads(PlotlyJSONEncoder().encode(panel.figure["data"])) for panel in kept.panels if panel.figure]
    assert [data for data in on_screen if data not in read] == []
    assert {size for panel in kept.panels for size in letters(panel.figure) if size < SMALLEST} == set()
    said = {unmarked(Markup(text.value)) for text in app.markdown}
    assert [panel.key for panel in kept.panels if panel.sentence not in said and panel.key not in OPENED] == []
    texts = [text for one in kept.panels for text in (one.finding, one.title, one.sentence, one.caveat, one.listed)]
    assert zeros("\n".join(texts)) == []


def letters(part, *, is_font=False):
    """How large the letters of a figure are, in pixels, wherever a font is named in it."""
    if isinstance(part, dict):
        if is_font and "size" in part:
            yield part["size"]
        for name, one in part.items():
            yield from letters(one, is_font=name.endswith("font"))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from letters(one)


def test_only_what_is_asked_for_is_kept(release):
    kept = rooms.read("overview", CHOSEN, VIEWER, release, {"ladder"})
    assert [panel.key for panel in kept.panels] == ["ladder"]


def test_a_reading_speaks_its_own_language_and_leaves_that_of_the_asker(release):
    titles = [
        rooms.read("overview", CHOSEN | more, VIEWER, release, {"ladder"}).panels[0].title
        for more in ({}, {"language": "en"})
    ]
    assert titles[0] != titles[1]
    assert language() == "nl"


def test_a_page_that_stops_tells_why_and_keeps_nothing(release):
    kept = rooms.read("own_area", {}, VIEWER, release)
    assert not kept.panels
    assert any("Kies bij" in message for message in kept.messages)
