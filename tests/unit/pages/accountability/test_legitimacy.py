"""Legitimacy: what is counted, who is named, and how a step of destruction stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard import text
from dashboard.answers.rows import AccountabilityStated, ProjectsList
from dashboard.charts.projects import Project
from dashboard.pages.accountability.legitimacy import words
from dashboard.pages.project.figures import steps as dossier
from dashboard.text import say
from dashboard.text.markup import Markup
from tests.conftest import row

ON = date(2026, 6, 1)


def file(code="P1", state="closed", dpia=None, end=date(2025, 1, 1), **steps):
    """A project with its steps as ``S02=(planned, actual)``."""
    own = row(ProjectsList, project_code=code, title=f"Project {code}", start_date=date(2024, 1, 1), end_date=end)
    made = {}
    for key in ("S02", "S16", "S24"):  # the answer has each, with or without dates
        planned, actual = steps.get(key, OPEN)
        days = {"planned_date": planned, "actual_date": actual, "dpia_date": dpia}
        made[key] = row(AccountabilityStated, project_code=code, step_code=key, name_nl="Stap", **days)
    return words.File(Project(own, state, 12.0), made)


TAKEN, OPEN = (None, date(2023, 5, 1)), (None, None)


def test_three_who_lack_it_are_named_and_four_stand_in_the_table():
    three = [file(f"P{n}", S02=OPEN) for n in range(3)] + [file("P9", S02=TAKEN)]

    assert "Van de 4 projecten in deze keuze gaven er 1 op" in words.first_sentence(three)
    assert all(f"Project P{n} (P{n})" in words.first_sentence(three) for n in range(3))
    assert words.first_sentence([*three, file("P4")]).endswith("4 projecten gaven dit niet op; de tabel zegt welke.")
    assert "op:" not in words.first_sentence([file(S02=TAKEN)])


def test_a_project_without_a_dpia_that_began_is_told_and_one_that_came_late_too():
    never, late, well = file("P1"), file("P2", dpia=date(2024, 2, 1)), file("P3", dpia=date(2024, 1, 1))

    said = words.dpia_sentence([never, late, well])

    assert said.startswith("Van de 3 projecten in deze keuze hebben er 2 een DPIA met een datum.")
    assert "Project P1 (P1)" in said
    assert "Daarvan is er 1 toch begonnen. Bij 1 project is de DPIA van na de start." in said
    table = words.dpia_table([late, well, never])
    assert table["Op tijd"].tolist() == ["geen datum opgegeven", "na de startdag", "vóór of op de startdag"]


@pytest.mark.parametrize(
    ("planned", "made", "state", "end", "expected"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), "closed", date(2025, 1, 1), "on_time"),
        (date(2025, 3, 1), date(2025, 4, 1), "closed", date(2025, 1, 1), "late"),
        (None, date(2025, 4, 1), "closed", date(2025, 1, 1), "on_time"),
        (date(2026, 5, 31), None, "closed", date(2025, 1, 1), "overdue"),
        (date(2026, 6, 1), None, "closed", date(2025, 1, 1), "not_due"),
        (None, None, "closed", date(2025, 11, 30), "overdue"),
        (None, None, "closed", date(2025, 12, 1), "not_due"),
        (None, None, "running", None, "not_due"),
        (None, None, "dpia_stop", None, "none"),
    ],
)
def test_destruction_afterwards_is_on_time_late_overdue_or_not_due(planned, made, state, end, expected):
    assert words.standing(file(state=state, end=end, S24=(planned, made)), "S24", ON) == expected


def test_without_a_day_nothing_is_said_of_data_without_a_hit():
    assert words.standing(file(), "S16", ON) == "unknown"


def test_a_month_is_late_here_as_in_the_dossier():
    assert words.LATE == dossier.LATE
    assert f"{words.LATE} dagen" in say("legitimacy.destroyed.note")


def test_what_is_overdue_comes_first_and_by_name():
    done, overdue = file("P1", S24=(None, date(2025, 2, 1))), file("P2", S24=(date(2025, 2, 1), None))

    said, table = words.destroyed_sentence([done, overdue], ON), words.destroyed_table([done, overdue], ON)

    assert "Projectgegevens na afloop (S24), van 2 projecten: 1 op tijd, 1 niet opgegeven en de dag is voorbij." in said
    assert said.endswith("Project P2 (P2).")
    assert table.iloc[0].tolist()[0] == "Project P2 (P2)"
    assert len(table) == len(words.destroyed_rows([done, overdue])) == 4


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_source_is_a_link_and_says_whether_it_was_read(language):
    text.use(language)
    keys = {key for of in words.SOURCES.values() for key in of}

    assert keys >= words.UNREAD
    assert all(re.fullmatch(r"\[[^]]+\]\(https://[^)\s]+\)", say(f"legitimacy.source.{key}")) for key in keys)
    assert [isinstance(cell, Markup) for cell in words.sources_table().iloc[:, 0]] == [True] * len(
        keys
    )  # a link, not its signs
    addresses = [
        re.search(r"\((.+)\)$", text.texts(each)[f"legitimacy.source.{key}"])[1]
        for key in sorted(keys)
        for each in ("nl", "en")
    ]
    assert addresses[::2] == addresses[1::2]


def test_every_statement_says_whose_it_is_and_of_which_day():
    said = file(S02=TAKEN)
    stated = replace(
        said, project=replace(said.project, row=said.project.row._replace(lead_name_nl="Gemeente A", stated_on_date=ON))
    )

    for table in (words.first_table([stated]), words.dpia_table([stated]), words.destroyed_table([stated], ON)):
        assert set(table["Trekker"]) == {"Gemeente A"}
        assert set(table["Gegevens opgegeven op"]) == {"1 juni 2026"}
    assert set(words.first_rows([stated])["stated_on_date"]) == {ON}
