"""Definitions through time: which held when, what changed, what is planned, and whether two releases agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures, DefinitionsReviews, DefinitionsVersions
from dashboard.charts.definitions import (
    change_sentence,
    changed_definitions,
    changes,
    held,
    review_sentence,
    versions_table,
    with_earlier,
)
from tests.conftest import row

FIRST = row(
    DefinitionsVersions,
    version=1,
    measure_name_nl="Boetes",
    measure_name_en="Fines",
    valid_from_date=date(2019, 1, 1),
    valid_to_date=date(2023, 12, 31),
    definition_nl="Boetes per *dag*.",
    definition_en="Fines by the *day*.",
    source="Oude lijst",
)
NOW = FIRST._replace(
    version=2,
    valid_from_date=date(2024, 1, 1),
    valid_to_date=None,
    definition_nl="Boetes per uur.",
    definition_en="Fines by the hour.",
    source="Lijst",
    what_changed_nl="Per uur",
    what_changed_en="By the hour",
    what_changed_source="Wet",
)
LATER = NOW._replace(version=3, valid_from_date=date(2026, 1, 1))


def test_a_break_has_the_text_before_and_after_and_the_newest_stands_first():
    assert changes([NOW, FIRST, LATER]) == [(NOW, LATER), (FIRST, NOW)]
    assert changes([NOW]) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            (
                "Van 1 januari 2019 tot en met 31 december 2023",
                "Sinds 1 januari 2024",
                "**Sinds 1 januari 2024 wordt anders geteld.** Per uur. Bron: Wet.",
                "Boetes per uur. Tot en met 31 december 2023 gold: Boetes per *dag*.",
            ),
        ),
        (
            "en",
            (
                "From 1 January 2019 up to and including 31 December 2023",
                "Since 1 January 2024",
                "**Counted in another way since 1 January 2024.** By the hour. Source: Wet.",
                "Fines by the hour. Up to and including 31 December 2023 it was: Fines by the *day*.",
            ),
        ),
    ],
)
def test_days_change_and_old_text_are_told_in_both_languages(language, told):
    text.use(language)
    now = NOW.definition_nl if language == "nl" else NOW.definition_en

    assert (held(FIRST), held(NOW), change_sentence(NOW), with_earlier(now, [FIRST, NOW])) == told
    assert "*day*" not in with_earlier(now, [FIRST, NOW]).markdown
    assert with_earlier(now, []) == now


def test_a_table_has_every_definition_with_its_days_and_source():
    lines = versions_table([FIRST, NOW]).to_numpy().tolist()

    assert [line[0] for line in lines] == ["Boetes", "Boetes"]
    assert [line[2:] for line in lines] == [
        ["Boetes per *dag*.", "", "Oude lijst"],
        ["Boetes per uur.", "Per uur", "Lijst"],
    ]


REVIEW = row(DefinitionsReviews, review_month=date(2027, 1, 1), source_nl="Besluit", source_en="Decision")
OF_ONE = REVIEW._replace(
    measure_code="fines",
    measure_name_nl="Boetes",
    measure_name_en="Fines",
    planned_nl="Per kwartier.",
    planned_en="Quarters.",
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            (
                "Volgende herziening van de definities: januari 2027. Er staat geen wijziging gepland. Bron: Besluit.",
                "Volgende herziening van de definitie van Boetes: januari 2027. Per kwartier. Bron: Besluit.",
            ),
        ),
        (
            "en",
            (
                "Next review of the definitions: January 2027. No change is planned. Source: Decision.",
                "Next review of the definition of Fines: January 2027. Quarters. Source: Decision.",
            ),
        ),
    ],
)
def test_a_review_says_when_what_and_who_says_so(language, told):
    text.use(language)

    assert tuple(map(review_sentence, (REVIEW, OF_ONE))) == told


def test_another_text_and_another_break_are_another_definition_and_a_translation_is_not(release):
    now, breaks = ask(DefinitionsMeasures, VIEWER, release), ask(DefinitionsBreaks, VIEWER, release)

    def found(column, cells):
        at = now.found.column_names.index(column)
        before = replace(now, found=now.found.set_column(at, column, [cells]))
        return {code for code, _ in changed_definitions(before, now, breaks, breaks)}

    codes = [row.measure_code for row in now.rows]
    other = ["anders" if row.measure_code == "home_visits" else row.definition_nl for row in now.rows]
    without = replace(breaks, found=breaks.found.slice(0, 0))
    assert found("definition_nl", other) == {"home_visits"}
    assert found("definition_en", ["other"] * len(codes)) == set()
    assert [code for code, _ in changed_definitions(now, now, without, breaks)] == ["labour_violations"]
