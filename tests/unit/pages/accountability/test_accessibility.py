"""The accessibility statement follows from the report that is shipped, and the report from what is served."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from dashboard.addresses import ADDRESSES
from dashboard.pages.accountability.accessibility.words import (
    FAULTS,
    Examination,
    examination,
    faults_table,
    standing,
    status,
    tried,
)
from dashboard.text import LANGUAGES, say, texts, use
from dashboard.ui.reach import source_mark

ROOMS_OF_THE_DESK = 4
MADE = Examination(date(2026, 11, 1), "4.0", "Chromium 1", "1.0", 16, 4, 60, {}, {}, "")


def test_the_report_is_of_every_page_as_it_is_served_now():
    report = examination()

    assert report.pages == len(ADDRESSES) + ROOMS_OF_THE_DESK
    assert report.streamlit == version("streamlit")
    assert report.source == source_mark(), "what pages are made of changed: python -m tests.accessibility"


def test_nothing_that_a_program_can_find_is_left():
    assert examination().found == {}


def test_without_a_report_there_is_no_statement():
    assert status(examination(Path("there/is/none"))) == "E"
    assert tried(None) == say("accessibility.not_tried")
    assert say("accessibility.status.E") in standing(None, "")


def test_an_own_trial_is_first_measures_however_good():
    assert status(MADE) == "C"
    assert "https://lsi.example" in standing(MADE, "https://lsi.example")


def test_what_was_found_and_what_could_not_be_judged_is_told():
    assert say("accessibility.nothing_found") in tried(MADE)
    assert "Op 3 plekken is een regel niet gehaald" in tried(replace(MADE, found={"image-alt": 2, "label": 1}))
    assert "Op 1 plek kon het programma niet oordelen" in tried(replace(MADE, undecided={"color-contrast": 1}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_says_all_that_the_model_asks(language):
    use(language)
    rows = faults_table()

    assert len(rows) == len(FAULTS)
    assert rows.shape[1] == 6
    assert all(cell.strip() for cell in rows.to_numpy().ravel())
    assert {key.split(".")[2] for key in texts(language) if key.startswith("accessibility.fault.")} == {
        fault.key for fault in FAULTS
    }
