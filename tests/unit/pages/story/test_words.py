"""How long a story is, and its paragraphs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.pages.story.contents import PROGRAMME, PROJECT
from dashboard.pages.story.words import SECONDS_A_FIGURE, WORDS_A_MINUTE, minutes, paragraphs


def panel(words, figure=None):
    return SimpleNamespace(topic="", headline="", sentence="woord " * words, caveat="", figure=figure)


@pytest.mark.parametrize(("n", "expected"), [(1, 1), (WORDS_A_MINUTE * 3, 3), (WORDS_A_MINUTE * 5, 5)])
def test_words_are_read_at_a_steady_pace_and_it_takes_at_least_a_minute(n, expected):
    assert minutes([panel(n)]) == expected


def test_a_figure_takes_a_look():
    assert minutes([panel(0, {"data": [1]})] * (120 // SECONDS_A_FIGURE)) == 2


@pytest.mark.parametrize("chapters", [PROGRAMME, PROJECT])
def test_no_panel_is_told_twice(chapters):
    told = [(source.room, key) for chapter in chapters for source in chapter.panels for key in source.keys]

    assert len(set(told)) == len(told)


def test_empty_lines_are_no_paragraphs():
    assert paragraphs("Eén.\n\n Twee. \n") == ["Eén.", "Twee."]
