"""What Word, slides and spreadsheet share: words that a file may hold, and a file that is the same each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pandas as pd
import pytest

from dashboard.documents.office import about, cell_text, is_link, is_numeric, paragraphs, settled, shown
from dashboard.documents.panels import spoken
from dashboard.text import language, say
from tests.unit.documents.office import HOSTILE, LINK, MADE, SHOWN, office_report, panel


def test_words_lose_what_nobody_sees_and_no_file_may_hold():
    assert shown(HOSTILE) == SHOWN
    assert paragraphs("een\n\n\u200b\ntwee\x07") == ["een", "twee"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (LINK, True),
        ("http://localhost:8501/", True),
        ("", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a b", False),
        ("https://a\u202eb", False),
    ],
)
def test_only_a_page_of_the_web_is_followed(address, expected):
    assert is_link(address) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (float("nan"), ""), (pd.NA, ""), (pd.NaT, ""), (0, "0"), ([1], "[1]"), (" a\n", "a")],
)
def test_a_cell_says_nothing_where_there_is_nothing(value, expected):
    assert cell_text(value) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("12", True), ("€ 3", True), ("-1,5%", True), ("", True), ("–", False), ("a1", False)]
)
def test_amounts_are_told_from_words(words, expected):
    assert is_numeric(words) is expected


def test_what_belongs_to_a_panel_is_named_once():
    told = dict(about(panel("k", None, pd.DataFrame())))

    assert list(told) == ["Let op", "Zo leest u dit", "Definitie", "Bron", "Keuze", "In het dashboard"]
    assert told["Bron"].startswith("LSI-release")


def test_a_file_is_made_in_the_language_of_its_report():
    assert spoken(office_report("en"), lambda: say("office.source").encode()) == b"Source"
    assert language() == "nl"


def test_a_file_has_the_moment_of_its_release_and_says_nothing_of_a_machine():
    def zipped(moment, parts):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for name, part in parts.items():
                file.writestr(zipfile.ZipInfo(name, moment), part)
        return made.getvalue()

    def made_at(moment):
        core = f'<a><dcterms:created xsi:type="t">{moment[0]}-01-01T00:00:00Z</dcterms:created></a>'
        inner = zipped(moment, {"docProps/core.xml": core})
        return zipped(
            moment, {"docProps/core.xml": core, "docProps/app.xml": str(moment), "ppt/embeddings/a.xlsx": inner}
        )

    one, other = (settled(made_at((year, 1, 1, 0, 0, 0)), MADE) for year in (2020, 2024))
    elsewhere = settled(made_at((2020, 1, 1, 0, 0, 0)), MADE.astimezone(timezone(timedelta(hours=1))))

    assert one == other == elsewhere
    with zipfile.ZipFile(io.BytesIO(one)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 11, 23, 9, 30, 0)}
        assert b"2026-11-23T09:30:00Z" in file.read("docProps/core.xml")
        assert b"2020" not in file.read("docProps/app.xml")
    assert settled(made_at((2020, 1, 1, 0, 0, 0)), datetime(2025, 1, 1, tzinfo=UTC)) != one
