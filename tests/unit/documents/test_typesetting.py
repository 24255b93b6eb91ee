"""Words on paper: our font has what we write, and what it lacks is shown as missing."""

from __future__ import annotations

import pytest

from dashboard.documents.typesetting import FONTS, MISSING, DocumentFailed, drawable, only_drawable, typeset
from dashboard.text import say
from tests.conftest import ROOT

# Of figures and their labels, beside what stands in texts.
DRAWN = "€±–…≥≤·▲▼×●○✓→↓−²"


def test_the_fonts_have_every_sign_of_our_texts():
    signs = {sign for file in (ROOT / "dashboard").rglob("*.toml") for sign in file.read_text(encoding="utf-8")}
    assert [sign for sign in sorted(signs | set(DRAWN)) if only_drawable(sign) == MISSING] == []


def test_a_sign_of_no_font_is_shown_as_missing_and_one_nobody_sees_is_left_out():
    assert drawable("\u202eÉén 😀\n 中\x1b") == f"Één {MISSING} {MISSING}"


def test_what_typst_refuses_is_one_sentence():
    with pytest.raises(DocumentFailed) as error:
        typeset("picture", {"svg": "no drawing", "width": 10, "height": 10}, format="png")
    assert "SVG" in say(error.value.key, **error.value.values)


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
