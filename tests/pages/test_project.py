"""The dossier: rich, poor, stopped, at the DPIA, unknown, none; every chapter and every caveat."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER
from dashboard.pages.project.choices import CHAPTERS
from dashboard.ui import rooms

RICH, POOR, STOPPED, DPIA, PROPOSED, HOURS = (
    "LSI-2021-009", "LSI-2021-001", "LSI-2019-002", "LSI-2022-002", "LSI-2026-005", "LSI-2023-006",
)  # fmt: skip


def said(app) -> str:
    kinds = ("markdown", "caption", "info", "subheader", "header")
    parts = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    return "\n".join([*parts, *(table.value.to_csv() for table in app.table)]).replace("\\", "")


@pytest.mark.parametrize("code", [RICH, POOR, STOPPED, DPIA, PROPOSED])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_project_has_a_whole_dossier(page, code, language):
    app = page("project", project=code, chapter="all", language=language)

    assert not app.exception
    assert code in said(app)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_in_the_link_is_the_only_one_drawn(page, chapter):
    one, every = page("project", project=RICH, chapter=chapter), page("project", project=RICH, chapter="all")

    assert not one.exception
    assert 0 < len(one.subheader) < len(every.subheader)


def test_a_rich_project_has_goals_money_beside_people_and_a_range(page):
    text = said(page("project", project=RICH, chapter="all"))

    for words in (
        "Vooraf gestelde doelen", "van de 6 deelnemers", "zonder bevinding", "zonder gevolg",
        "Per euro opgegeven kosten", "Verwatert", "Terugkoppeling raad en bewoners (S23)",
    ):  # fmt: skip
        assert words in text


def test_that_the_course_of_one_project_cannot_be_said_is_said(page):
    assert "Stijgend of dalend is van één project niet te zeggen" in said(
        page("project", project=RICH, chapter="results")
    )


def test_a_poor_project_says_what_is_not_known(page):
    text = said(page("project", project=POOR, chapter="all"))

    assert "geen doel vooraf" in text
    assert "Kosten onbekend" in text
    assert "geen toelichtingen" in text


def test_words_in_place_of_a_figure_are_not_in_large_letters_which_cut_them(page):
    app = page("project", project="LSI-2022-001")

    assert app.metric
    assert [one.value for one in app.metric if not any(map(str.isdigit, one.value))] == []
    assert "**geen doel vooraf**" in [one.value for one in app.markdown]


def test_a_dossier_says_who_leads_under_which_covenant_and_what_was_learnt(page):
    head = said(page("project", project=RICH, chapter="lessons"))
    table = said(page("project", project=RICH, chapter="overview"))

    for words in ("Projectleider: Gemeente, ", "Convenant: Samenwerkingsovereenkomst", "3 lessen", "Wat niet werkte"):
        assert words in head
    assert "Convenantversie,Samenwerkingsovereenkomst" in table
    assert "nog geen lessen" in said(page("project", project=PROPOSED, chapter="lessons"))


def test_documents_in_their_format_are_told_with_the_steps(page):
    assert "Documenten in hun vaste format" in said(page("project", project=RICH, chapter="steps"))


def test_hours_stand_beside_the_costs(page):
    assert "Uren volgens" in said(page("project", project=HOURS, chapter="costs"))
    assert "Uren zijn niet opgegeven" in said(page("project", project=POOR, chapter="costs"))


def test_a_stopped_project_gives_its_reason_and_is_not_blamed_for_what_no_longer_applies(page):
    text = said(page("project", project=STOPPED, chapter="all"))

    assert "voortijdig gestopt" in text
    assert "Toelichting bij de stappen" in text
    assert "Niet van toepassing, omdat het project stopte" in text


def test_a_stop_at_the_dpia_has_nobody_examined(page):
    app = page("project", project=DPIA, chapter="all")

    assert "gestopt bij de DPIA" in said(app)
    assert "geen resultaten geleverd" in said(app)
    assert "er is niets vergeleken" in said(app)


def test_an_unknown_code_is_ignored_with_a_notice_and_projects_are_offered(page):
    app = page("project", project="LSI-0000-000")

    assert not app.exception
    assert any("onbekend" in caption.value for caption in app.caption)
    assert "Laatst afgesloten projecten" in said(app)


def test_area_and_type_narrow_the_box_until_a_dossier_is_open(page):
    every, here = page("project"), page("project", area="GM9001", type="sector")
    open_one = page("project", project=RICH, type="sector")

    assert len(here.selectbox(key="url_project").options) < len(every.selectbox(key="url_project").options)
    assert RICH in said(open_one)
    assert open_one.selectbox(key="url_project").options == every.selectbox(key="url_project").options


def test_choosing_in_the_box_opens_the_dossier(page):
    app = page("project")
    app.selectbox(key="url_project").select(RICH).run()

    assert app.query_params["project"] == RICH
    assert f"{RICH} · Wijkgerichte aanpak" in said(app)


def test_without_a_project_here_it_says_why_and_offers_the_way_back(page):
    app = page("project", area="GM9001", type="national")

    assert not app.exception
    assert app.info[-1].value.startswith("Bij deze keuze") or "Laatst afgesloten" in said(app)


def test_the_period_above_does_not_change_a_dossier(page):
    one, other = page("project", project=RICH, period="2019"), page("project", project=RICH, period="2024")

    assert said(one) == said(other)


def test_events_are_numbered_on_the_steps_and_one_switch_leaves_them_out(release):
    query = {"project": "LSI-2022-001", "chapter": "steps"}
    with_them, without = (
        rooms.read("project", query | more, VIEWER, release, {"project_steps"}).panels[0]
        for more in ({}, {"events": "off"})
    )
    numbers = [note["text"] for note in with_them.figure["layout"]["annotations"]]

    assert numbers == [str(at + 1) for at in range(len(numbers))]
    assert len(numbers) > 0
    assert f"{numbers[-1]}. " in with_them.listed
    assert "begin van" not in with_them.listed  # the project itself stands in the steps
    assert without.figure["layout"]["annotations"] == []
    assert without.listed == ""
