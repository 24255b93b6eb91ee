"""What has to stand with a panel stands with it in every kind of document."""

from __future__ import annotations

from dataclasses import replace

from dashboard.documents.panels import paragraphs, remarks


def test_what_is_said_has_its_name_and_what_is_not_said_has_none(report):
    panel = replace(report.panels[0], definition="Wat telt.\u202e", reading="")
    assert remarks(panel) == [("Let op", panel.caveat), ("Definitie", "Wat telt.")]


def test_lines_that_say_nothing_are_no_paragraphs():
    assert paragraphs("Een.\n\n \u200f\nTwee.") == ["Een.", "Twee."]
