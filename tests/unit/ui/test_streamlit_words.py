"""Streamlit's own English has its Dutch, and is still what the installed Streamlit says."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

from dashboard.text import texts
from dashboard.ui.streamlit_words import PREFIX, pairs, script

# Put together by Streamlit from these pieces.
PIECES = {
    "press_apply": ("Press Enter to ", "apply"),
    "press_form": ("Press Enter to ", "submit form"),
    "press_apply_long": ("+Enter to ", "apply"),
    "press_form_long": ("+Enter to ", "submit form"),
}
KEYS = [key.removeprefix(PREFIX) for key in texts("en") if key.startswith(PREFIX)]


@cache
def scripts():
    folder = files("streamlit").joinpath("static", "static", "js")
    return "\n".join(one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".js"))


@pytest.mark.parametrize("key", KEYS)
def test_the_installed_streamlit_says_it(key):
    english = str(texts("en")[f"{PREFIX}{key}"])
    quoted = [f"`{piece}" for piece in english.split("{name}") if piece]

    assert [piece for piece in PIECES.get(key, quoted) if piece not in scripts()] == []


def test_every_word_has_a_dutch_one_of_its_own():
    english, dutch = zip(*pairs(), strict=True)

    assert len(set(english)) == len(english) == len(KEYS)
    assert [one for one, other in pairs() if one == other] == []
    assert all(("{name}" in one) == ("{name}" in other) for one, other in pairs())
    assert dutch


def test_the_page_names_the_script_with_the_words_and_nothing_that_ends_an_attribute():
    tag = script()

    assert re.fullmatch(
        r'<script defer src="\./app/static/frame\.js\?v=[0-9a-f]{12}" data-words="[^"<>]*"></script>', tag
    )
    assert "Naar de inhoud" in tag
