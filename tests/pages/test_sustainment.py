"""Borging: the whole programme, one project, an owner, nothing to show; and the calendar file."""

from __future__ import annotations

import pytest

from dashboard.analysis.lasting import KEPT
from tests.conftest import said


def test_the_programme_shows_degree_verdicts_and_follow_ups(page):
    app = page("sustainment")

    assert not app.exception
    text = said(app)
    for words in ("Borgingsgraad", "nog niets gemeten", "Beklijft:", "hebben een gemeten waarde", "Nog te doen"):
        assert words in text


def test_every_verdict_occurs_in_the_sample(page):
    verdicts = set(page("sustainment").dataframe[-1].value["Oordeel"])

    assert verdicts == {"Beklijft", "Verwatert", "Te vroeg", "Niet meetbaar"}


def test_one_project_shows_its_own_agreements(page):
    code = page("sustainment").dataframe[-1].value["Code"].iloc[0].split()[0]
    app = page("sustainment", project=code)

    assert not app.exception
    assert app.dataframe[-1].value["Code"].str.startswith(code).all()
    assert len(app.dataframe[-1].value) <= 8


def test_the_long_list_of_a_programme_is_made_when_it_is_opened(page, monkeypatch):
    monkeypatch.setattr("dashboard.ui.agreements.LONG", 20)
    app = page("sustainment")
    assert len(app.dataframe) == 0

    app.session_state["list_rows"] = True
    app.run()

    assert len(app.dataframe[0].value) > 20


def test_an_owner_narrows_the_list(page):
    table = page("sustainment", owner="UWV").dataframe[-1].value

    assert set(table["Eigenaar"]) == {"UWV"}


@pytest.mark.parametrize("kind", ["type", "owner", "place"])
def test_every_division_counts_the_same_agreements(page, kind):
    app = page("sustainment", group=kind)

    assert not app.exception
    assert said(page("sustainment")).count("Borgingsgraad") == said(app).count("Borgingsgraad")


def test_without_agreements_it_says_so(page):
    app = page("sustainment", project="LSI-0000-000")

    assert not app.exception
    assert any("onbekend" in caption.value for caption in app.caption)


def test_definitions_state_the_rule(page, release):
    text = said(page("definitions"))

    for words in (
        "**Beklijft**",
        "**Verwatert**",
        "**Te vroeg**",
        "**Niet meetbaar**",
        f"{KEPT:.0%}",
        f"onder {release.policy.percentage_denominator}",
    ):
        assert words in text
