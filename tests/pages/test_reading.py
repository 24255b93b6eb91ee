"""A page read off the screen says what the same page says on it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.access import VIEWER
from dashboard.access.outside import Outside, outside
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


OF_PROJECT = {"project": "LSI-2021-009", "chapter": "all"}


@pytest.mark.parametrize("room", [room for room in ADDRESSES if room != "story"])
def test_what_only_some_may_read_is_for_partners_when_it_is_taken(release, room):
    """What looks otherwise to somebody who may read no project holds texts, costs or estimates of one."""
    chosen = OF_PROJECT if room in {"project", "effect"} else CHOSEN
    whole, narrow = (
        {panel.key: content(panel) for panel in rooms.read(room, chosen, rights, release).panels}
        for rights in (VIEWER, replace(VIEWER, projects_of=()))
    )
    narrowed = [key for key, told in whole.items() if narrow.get(key) != told]

    assert [key for key in narrowed if outside(release, key) == Outside.PUBLIC] == []
    assert narrowed or room not in {"project", "effect", "sustainment"}


def content(panel):
    """All of a panel that leaves with it."""
    return panel.table.to_csv(), panel.numbers.to_csv(), str(panel.sentence), str(panel.listed)


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
