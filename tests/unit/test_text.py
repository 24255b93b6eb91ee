"""Dutch and English say the same things: same keys, same placeholders, every key used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from dashboard import text
from dashboard.text import say

PACKAGE = Path(text.__file__).parent.parent


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys():
    assert set(text.texts("nl")) == set(text.texts("en"))


def test_both_languages_have_the_same_placeholders():
    nl, en = text.texts("nl"), text.texts("en")

    assert [key for key in nl if placeholders(nl[key]) != placeholders(en[key])] == []


def test_every_key_is_used_somewhere():
    """A key is used when it, or the beginning that code completes at run time, stands in the code."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    starts = set(re.findall(r'f["\']((?:\w+\.)+)\{', code))
    whole = set(re.findall(r'["\']((?:\w+\.)+\w+)["\' ]', code))
    unused = [
        key
        for key in text.texts("nl")
        if key not in whole
        and not any(key.startswith(start) for start in starts)
        and f'.{key.rsplit(".", 1)[1]}"' not in code
    ]

    assert [key for key in unused if not key.startswith(("intake.", "areas.", "protect."))] == []


def test_no_text_brands_people():
    for language in text.LANGUAGES:
        for sentence in text.texts(language).values():
            assert "fraudeur" not in sentence.lower()


def test_language_is_chosen_and_falls_back_to_dutch():
    text.use("en")
    english = say("overview.title")
    text.use("xx")

    assert english == "Overview"
    assert say("overview.title") == "Overzicht"
    assert text.language() == "nl"


def test_an_unknown_key_is_a_programming_mistake():
    with pytest.raises(KeyError):
        say("nothing.here")
