"""What a project stated of the data of people: its DPIA beside its start, and each line as it was delivered."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.answers.rows import ProjectsCard, ProjectSteps
from dashboard.pages.project.figures.privacy import rows_of, sentence, table
from dashboard.pages.project.figures.steps import Step
from dashboard.text.markup import Delivered, unmarked
from tests.conftest import row

MADE = date(2024, 3, 4)
STEPS = tuple(
    Step(
        row(ProjectSteps, step_code=code, note=note, actual_date=done, name_nl=code, name_en=code),
        "done" if done else "missing",
        0,
    )
    for code, note, done in (
        ("S02", Delivered("Eerst een gesprek."), date(2024, 1, 2)),
        ("S16", None, date(2025, 1, 2)),
        ("S24", None, None),
    )
)


def project(start):
    return SimpleNamespace(code="LSI-2024-001", row=SimpleNamespace(start_date=start))


def card(made):
    return row(ProjectsCard, dpia_date=made, council_decision_date=MADE)


@pytest.mark.parametrize(
    ("made", "start", "told"),
    [
        (None, MADE, "niet opgegeven"),
        (MADE, None, "De DPIA is van 4 maart 2024."),
        (MADE, MADE, "niet later dan de start"),
        (MADE, date(2024, 3, 3), "na de start"),
    ],
)
def test_a_dpia_is_held_against_the_start(made, start, told):
    assert told in unmarked(sentence(project(start), card(made), STEPS))


def test_every_line_says_what_was_delivered_or_that_nothing_was():
    told = dict(table(card(MADE), STEPS, {"persons_compared": 1200}).itertuples(index=False))

    assert list(told.values())[:5] == ["2 januari 2024", "Eerst een gesprek.", "4 maart 2024", "4 maart 2024", "1.200"]
    assert type(list(told.values())[1]) is Delivered
    assert "niet opgegeven" in dict(table(card(None), STEPS, {}).itertuples(index=False)).values()


def test_rows_are_the_steps_it_is_about():
    rows = rows_of(project(MADE), card(MADE), STEPS)

    assert rows["step_code"].tolist() == ["S02", "S16", "S24"]
    assert set(rows["dpia_date"]) == {MADE}
