"""What has to stand with a panel stands with it in every kind of document."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.documents.panels import MOST_ROWS, paragraphs, remarks, rows


def test_what_is_said_has_its_name_and_what_is_not_said_has_none(report):
    panel = replace(report.panels[0], definition="Wat telt.\u202e", reading="")
    assert remarks(panel) == [("Let op", panel.caveat), ("Definitie", "Wat telt.")]


def test_lines_that_say_nothing_are_no_paragraphs():
    assert paragraphs("Een.\n\n \u200f\nTwee.") == ["Een.", "Twee."]


def test_paper_has_no_more_rows_than_anybody_reads_and_says_where_the_others_are(report):
    panel = replace(report.panels[0], table=pd.DataFrame({"n": range(MOST_ROWS + 1)}))
    assert len(rows(panel)) == MOST_ROWS
    assert ("Tabel", "Van de 301 rijen staan de eerste 300 hier; de spreadsheet heeft ze alle.") in remarks(panel)
    whole = replace(panel, table=panel.table.head(MOST_ROWS))
    assert len(rows(whole)) == MOST_ROWS
    assert all(name != "Tabel" for name, _ in remarks(whole))
