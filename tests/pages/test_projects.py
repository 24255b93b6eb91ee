"""Projecten: filters narrow every part, chips undo them, a project opens on its card."""

from __future__ import annotations


def said(app):
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.header, *app.subheader, *app.info])


def chips(app):
    return {button.key: button.label for button in app.button if button.key and button.key.startswith("chip_")}


def test_all_projects_are_told_and_nothing_is_filtered(page):
    app = page("projects")

    assert "Projecten in deze keuze: **65**" in said(app)
    assert not chips(app)


def test_filters_of_the_link_are_chips(page):
    app = page("projects", lead="GEM", type="neighbourhood", year="2021", state="done")

    assert list(chips(app)) == ["chip_year", "chip_type", "chip_state", "chip_lead", "chip_all"]
    assert chips(app)["chip_lead"] == "Trekker: Gemeenten"


def test_a_chip_takes_its_filter_away_and_the_last_one_all(page):
    app = page("projects", lead="GEM", year="2021")
    app.button(key="chip_year").click().run()
    one = dict(app.query_params)
    app = page("projects", lead="GEM", year="2021")
    app.button(key="chip_all").click().run()

    assert "year" not in one
    assert one["lead"] in ("GEM", ["GEM"])
    assert "lead" not in app.query_params


def test_a_list_sets_the_same_filter(page):
    app = page("projects")
    app.selectbox(key="url_state").select("extended").run()

    assert "chip_state" in chips(app)
    assert "Stand: Verlengd" in chips(app).values()


def test_a_project_opens_on_its_card_and_closes(page):
    app = page("projects", project="LSI-2019-001")
    opened = said(app)
    app.button(key="close_card").click().run()

    assert "Wijkgerichte aanpak Centrum" in opened
    assert "project" not in app.query_params


def test_the_dpia_stop_says_why(page):
    assert "niet instemmen met de DPIA" in said(page("projects", project="LSI-2022-002")).replace("\\", "")


def test_an_unknown_project_gives_a_quiet_notice(page):
    app = page("projects", project="LSI-0000")

    assert "een onbekende waarde" in said(app)
    assert not app.exception


def test_a_choice_without_projects_offers_the_way_back(page):
    assert "Haal een filter weg" in said(page("projects", type="national", lead="NLA", state="suspended"))


def test_a_page_beyond_the_list_is_the_first(page):
    assert "LSI-" not in page("projects", part="77").query_params.get("b", "")


def lessons(app):
    return next(text for text in said(app).splitlines() if "les** van" in text or "lessen** van" in text)


def test_lessons_follow_the_filters_of_the_page_and_those_of_their_own(page):
    every = page("projects")
    some = page("projects", type="neighbourhood", theme="cooperation", urbanity="1")

    assert "lessen** van" in lessons(every)
    assert lessons(every).endswith("projecten.")
    assert lessons(some).endswith("over samenwerking in zeer sterk stedelijk gebied.")
    assert lessons(some) != lessons(page("projects", theme="cooperation", urbanity="1"))


def test_a_word_to_search_for_is_in_the_link_and_a_list_narrows_further(page):
    app = page("projects")
    app.text_input(key="url_word").set_value("OVERLEG").run()
    app.selectbox(key="url_theme").select("cooperation").run()

    assert app.query_params["word"] in ("OVERLEG", ["OVERLEG"])
    assert lessons(app).endswith("over samenwerking met “OVERLEG”.")
    assert all("overleg" in text.value.casefold() for text in app.markdown if text.value.startswith("*Samenwerking*"))


def test_lessons_that_are_not_there_are_said_to_be_so(page):
    assert "Geen les past bij deze keuze" in said(page("projects", word="olifant"))
    assert "nog geen lessen geleverd" in said(page("projects", state="rejected"))


def test_an_unknown_theme_of_the_link_gives_a_notice(page):
    app = page("projects", theme="olifanten")

    assert any("olifanten" in caption.value for caption in app.caption)
    assert "lessen** van" in lessons(app)
