"""Words in a figure are shown as they are, unless they are tags of our own."""

from __future__ import annotations

from dashboard.charts.base import Ready
from dashboard.charts.plain import Tags, in_lines, label, written
from dashboard.text.markup import Markup


def test_no_text_of_a_figure_is_read_as_tags():
    figure = {
        "data": [{"y": ["<b>x</b>", "gewoon"], "x": [1, 2.5], "text": ("<a href='x'>&lt;", None), "name": "R&D"}],
        "layout": {"annotations": [{"text": "<br>"}], "yaxis": {"ticktext": ["<i>"]}, "title": Markup("<sub>")},
    }
    drawn = Ready(figure).to_dict()

    assert drawn["data"][0]["y"] == ["&lt;b&gt;x&lt;/b&gt;", "gewoon"]
    assert drawn["data"][0]["x"] == [1, 2.5]
    assert drawn["data"][0]["text"] == ["&lt;a href='x'&gt;&amp;lt;", None]
    assert drawn["data"][0]["name"] == "R&amp;D"
    assert drawn["layout"]["annotations"][0]["text"] == "&lt;br&gt;"
    assert drawn["layout"]["yaxis"]["ticktext"] == ["&lt;i&gt;"]
    assert drawn["layout"]["title"] == "&lt;sub&gt;"
    assert figure["data"][0]["name"] == "R&D"


def test_tags_of_our_own_stay_and_hold_others_as_they_are():
    text = Tags("<b>{}</b>: %{{y}}").format("<i>%{x}")

    assert written(text) == "<b>&lt;i&gt;%&#123;x}</b>: %{y}"
    assert written(Tags("<br>").join(["a", "<"])) == "a<br>&lt;"
    assert written({"hovertemplate": "%{y}<extra></extra>", "customdata": ["o:A & B"]}) == {
        "hovertemplate": "%{y}<extra></extra>", "customdata": ["o:A & B"],
    }  # fmt: skip


def test_signs_that_nobody_sees_are_gone():
    assert written("a\u202eb\x00") == "ab"


def test_a_long_text_stands_in_lines_and_is_shown_as_it_is():
    assert in_lines("Geen mengsel van buurten volgt", 14) == "Geen mengsel<br>van buurten<br>volgt"
    assert in_lines("<b>Wijk</b> en buurt", 12) == "&lt;b&gt;Wijk&lt;/b&gt;<br>en buurt"


def test_a_label_is_cut():
    assert label("Wijkgerichte aanpak", 8) == "Wijkger…"
    assert label("<b>Wijk", 20) == "<b>Wijk"
