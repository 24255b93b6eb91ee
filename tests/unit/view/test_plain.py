"""A delivered text never becomes markup."""

from __future__ import annotations

from dashboard.view.plain import label, plain


def test_markdown_and_html_stay_text():
    assert plain("**vet** <b>") == r"\*\*vet\*\* \<b\>"
    assert plain("[klik](http)") == r"\[klik\]\(http\)"
    assert plain("$x$ :red[x]") == r"\$x\$ \:red\[x\]"


def test_an_absent_text_is_empty():
    assert plain(None) == ""
    assert plain(float("nan")) == ""


def test_a_label_is_cut_and_has_no_tags():
    assert label("<b>Wijk", 20) == "&lt;b&gt;Wijk"
    assert label("Wijkgerichte aanpak", 8) == "Wijkger…"
