"""CSV for Dutch Excel, safe to open."""

from __future__ import annotations

import pandas as pd

from dashboard.documents.sheet import csv_file, source_line


def test_source_and_filters_stand_above_the_rows(release):
    rows = pd.DataFrame({"gebied": ["Marken-Waard", "=1+1"], "waarde": [1234.5, None], "n": [40, 5]})
    text = csv_file(rows, "Titel", release, {"Periode": "2025"}).decode("utf-8-sig").splitlines()

    assert text[0] == "Titel"
    assert release.id in text[1]
    assert "Periode;2025" in text
    assert "gebied;waarde;n" in text
    assert "Marken-Waard;1234,5;40" in text
    assert "'=1+1;;5" in text, "a formula from a text is never run by the reader's spreadsheet"


def test_the_source_names_release_and_policy(release):
    assert "LSI-standaard 1.1" in source_line(release)
