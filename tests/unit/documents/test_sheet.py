"""CSV for Dutch Excel, safe to open."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.documents.sheet import csv_file, source_line
from dashboard.text.markup import Markup


def test_source_and_filters_stand_above_the_rows(release):
    rows = pd.DataFrame({"gebied": ["Marken-Waard", "=1+1"], "waarde": [1234.5, None], "n": [40, 5]})
    text = csv_file(rows, "Titel", release, {"Periode": "2025"}).decode("utf-8-sig").splitlines()

    assert text[0] == "Titel"
    assert release.id in text[1]
    assert "Periode;2025" in text
    assert "gebied;waarde;n" in text
    assert "Marken-Waard;1234,5;40" in text
    assert "'=1+1;;5" in text, "a formula from a text is never run by the reader's spreadsheet"


def test_nothing_of_a_text_is_run_wherever_it_stands(release):
    texts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u202e=1+1", "\uff1d1+1"]
    rows = pd.DataFrame({"=kop": texts, "n": range(-4, 5), "x": ["-5"] * 9})
    lines = csv_file(rows, "=titel", release, {"Gebied": "@naam"}).decode("utf-8-sig").splitlines()
    cells = [line.split(";") for line in lines if ";" in line and not line.startswith('"')]

    assert lines[0] == "'=titel"
    assert cells[0] == ["Gebied", "'@naam"]
    assert cells[1] == ["'=kop", "n", "x"]
    assert all(text.startswith("'") for text, *_ in cells[2:])
    assert [(int(n), x) for _, n, x in cells[2:]] == [(n, "-5") for n in range(-4, 5)]


def test_a_label_of_our_own_stays_as_it_is(release):
    labels = [Markup("+24 maanden"), Markup("-"), "+24 maanden"]
    rows = pd.DataFrame({"a": labels, "d": [date(2024, 1, 6), None, None]}, dtype=object)
    lines = csv_file(rows, "Titel", release, {}).decode("utf-8-sig").splitlines()

    assert lines[-3:] == ["+24 maanden;2024-01-06", "-;", "'+24 maanden;"]


def test_rounding_is_told_where_something_is_rounded_and_made_up_data_say_so(release):
    rounded, exact = (
        csv_file(pd.DataFrame({"a": [1]}), "Titel", release, {}, is_rounded=one).decode("utf-8-sig")
        for one in (True, False)
    )

    assert "afgerond op veelvouden" in rounded
    assert "afgerond op veelvouden" not in exact
    assert "bestaat niet" in exact


def test_the_source_names_release_and_policy(release):
    assert "LSI-standaard 2.0" in source_line(release)
