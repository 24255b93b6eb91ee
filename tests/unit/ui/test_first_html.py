"""The first HTML of a page, before any script ran."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from dashboard.addresses import ADDRESSES
from dashboard.assets import BASIC, FOLDER, LETTERS, STATIC, begin_script
from dashboard.packed import found
from dashboard.text import say, use
from dashboard.ui.first_html import MORE, ON_EVERY_PAGE, WITH_FIGURES, written

THEIRS = files("streamlit").joinpath("static")
PAGE = THEIRS.joinpath("index.html").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _dutch():
    yield
    use("nl")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("room", ADDRESSES)
def test_it_says_in_its_language_which_page_it_is(room, language):
    page = written(PAGE, language, room)

    use(language)
    title = say(f"{room}.title")
    assert f'<html lang="{language}"' in page
    assert f"<title>{say('frame.window_title', page=title)}</title>" in page
    assert f"<h1>{title}</h1>" in page
    assert say("frame.coming") in page
    assert say("frame.no_script") in page
    assert "Streamlit</title>" not in page
    assert "You need to enable" not in page


def test_the_desk_goes_by_the_name_of_the_product():
    page = written(PAGE, "nl", "")

    assert "<title>LSI-resultaten</title>" in page
    assert BASIC not in page


@pytest.mark.parametrize("room", ["", *ADDRESSES])
def test_every_file_it_names_is_served(room):
    named = re.findall(r'(?:src|href)="\./([^"?]+)', written(PAGE, "nl", room))

    assert [address for address in named if not found(f"/{address}") and "_stcore" not in address] == []
    assert len(named) == len(set(named)), "no file is fetched twice"
    # A letter that is fetched early has the address that the theme gives it.
    assert {f"{FOLDER}/{name}" for name in LETTERS} <= set(named)
    assert "SourceSans" not in "".join(named)


def test_only_a_page_with_figures_fetches_plotly_early():
    assert {room for room in ADDRESSES if BASIC in written(PAGE, "nl", room)} == WITH_FIGURES


def test_streamlit_has_a_piece_by_every_name_we_fetch_early():
    known = json.loads(THEIRS.joinpath("manifest.json").read_text(encoding="utf-8"))
    for name in {*ON_EVERY_PAGE, *(one for more in MORE.values() for one in more)}:
        assert [key for key in known if key.endswith(f"/{name}.tsx")], name


def test_the_letters_are_those_of_the_theme():
    theme = (STATIC.parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")

    assert all(f'url = "{FOLDER}/{name}"' in theme for name in LETTERS)
    assert re.search(r'bodyFont:"([^"]+)"', begin_script()).group(1) in theme
    assert f"<script>{begin_script()}</script>" in written(PAGE, "nl", "overview")
