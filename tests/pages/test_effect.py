"""Effect: one project, every evidence level it can have, all projects together, other choices, and nothing to show."""

from __future__ import annotations

import pytest

from tests.conftest import said


def test_a_finished_project_shows_its_answer_its_level_and_its_limits(page):
    app = page("effect")

    assert not app.exception
    text = said(app)
    for words in ("Oordeel:", "Hoever het bewijs reikt", "voor de start", "**Selectie.**", "vergelijkingsbuurten"):
        assert words in text


def test_every_choice_is_in_the_link_and_wrong_ones_are_ignored(page):
    app = page(
        "effect",
        project="LSI-2023-006",
        measure="ctx_brp_investigations",
        controls="province",
        window="4",
        phase="during",
    )

    assert not app.exception
    assert "tijdens het project" in said(app)
    wrong = page("effect", project="LSI-0000-999", controls="maan", window="99", phase="nooit")
    assert not wrong.exception
    assert said(wrong).count(":material/info:") == 4


def test_a_project_that_runs_is_looked_at_during(page):
    assert "tijdens het project" in said(page("effect", project="LSI-2024-008"))


@pytest.mark.parametrize(
    ("project", "measure", "words"),
    [("LSI-2023-006", "ctx_brp_investigations", "Met veel vergelijkingen**"),
     ("LSI-2021-008", "ctx_brp_investigations", "**Met vergelijking**"),
     ("LSI-2019-002", "ctx_brp_investigations", "**Voor en na**")],
)  # fmt: skip
def test_the_level_follows_the_areas_there_are_to_compare_with(page, project, measure, words):
    app = page("effect", project=project, measure=measure, controls="municipality")

    assert not app.exception
    assert words in said(app)


def test_without_figures_the_page_says_what_to_do(page):
    app = page("effect", project="LSI-2019-008", measure="ctx_new_applications")

    assert not app.exception
    assert "Kies een ander contextcijfer" in said(app)


def test_all_finished_projects_stand_together(page):
    app = page("effect", project="alle")

    assert not app.exception
    assert "projecten samen" in said(app)
    assert "Een gemiddelde over projecten" in said(app)


@pytest.mark.parametrize("box", ["effect_sensitivity_box", "effect_placebos_box"])
def test_what_takes_time_is_asked_only_when_opened(page, box):
    app = page("effect")
    words = {"effect_sensitivity_box": "Redelijke keuzes met een schatting", "effect_placebos_box": "proeven"}[box]
    assert words not in said(app)

    app.session_state[box] = True
    app.run()

    assert not app.exception
    assert words in said(app)


def test_a_type_without_a_started_project_leads_back(page):
    app = page("effect", area="GM9005", type="temp_agency")

    assert not app.exception
    assert "nog geen project begonnen" in said(app)


def test_english_is_complete(page):
    text = said(page("effect", language="en"))

    assert "Verdict:" in text
    assert "Oordeel" not in text
