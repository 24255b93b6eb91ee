"""Overzicht: tiles follow the filters and say what they compare."""

from __future__ import annotations

import re

import pytest

from tests.conftest import said


def tiles(app):
    return [element.value for element in app.markdown if "### " in element.value and "LSI" not in element.value]


def test_eight_tiles_each_with_a_sentence(page):
    app = page()

    assert len(tiles(app)) == 8
    assert sum("januari t/m september 2026" in caption.value for caption in app.caption) == 7
    assert sum("over alle jaren" in caption.value for caption in app.caption) == 1


def test_a_narrower_area_has_other_figures(page):
    assert tiles(page(area="GM9002")) != tiles(page())


def test_first_year_has_nothing_to_compare_with(page):
    app = page(period="2019")

    assert any("geen vergelijkbare eerdere periode" in caption.value for caption in app.caption)


def test_measure_and_grain_come_from_the_url(page):
    app = page(measure="care_referrals", grain="year")

    assert app.selectbox(key="url_measure").value == "care_referrals"
    assert any("Zorgmeldingen door de tijd" in subheader.value for subheader in app.subheader)


def test_completeness_stands_under_the_tiles(page):
    assert any(
        re.search(r"\d+ van \d+ bronnen, 3 voorlopig; niet alles geleverd: IND", one.value) for one in page().caption
    )


def test_a_missing_partner_is_named(page):
    assert any("IND" in element.value and "niet nul" in element.value for element in page().markdown)


def test_what_needs_a_decision_and_the_certainty_of_money_stand_there(page):
    app = page("overview", period="2019-2026")
    titles = [one.value for one in app.subheader]

    assert "Wat een besluit vraagt" in titles
    assert any(title.startswith("Hoe zeker is elke euro?") for title in titles)
    assert any(title.startswith("Waar gaat het verder") for title in titles)
    assert any("Langer dan 12 maanden bezig" in one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("figure", "caveat"), [("ladder", "is nog niet geïnd"), ("funnel", "gelden niet voor een wijk of haar inwoners")]
)
def test_the_sentence_for_a_report_carries_its_caveat_and_source(page, figure, caveat):
    app = page()
    app.session_state[f"reading_{figure}"] = True
    app.run()

    quoted = next(element.value for element in app.code if caveat in element.value)

    assert "Bron: LSI-release" in quoted
    assert "bronnen" in quoted
    assert "Mijn gebied: Hele programma" in quoted
    assert "**" not in quoted


def test_nothing_is_read_out_until_somebody_asks(page):
    assert not page().code


def trend_title(app):
    return next(one.value for one in app.subheader if "door de tijd" in one.value)


def test_a_chosen_partner_narrows_the_trend_and_shows_as_a_chip(page):
    app = page(partner="UWV")

    assert trend_title(app) != trend_title(page())
    assert [button.label for button in app.button if button.key == "chip_partner"] == ["Partner: UWV"]


def test_a_year_from_the_link_shows_as_a_chip_that_can_be_taken_away(page):
    app = page(period="2024")
    app.button(key="chip_period").click().run()

    assert "period" not in app.query_params
    assert tiles(app) == tiles(page())


def test_the_map_at_the_end_is_drawn_when_it_is_opened_and_says_what_kaart_says(page):
    app = page("overview", period="2024")
    assert not app.get("deck_gl_json_chart")
    app.session_state["where_box"] = True
    app.run()
    sentence = next(line for line in said(app).split("\n") if line.startswith("Adressen onderzocht: 12 gebieden"))

    assert len(app.get("deck_gl_json_chart")) == 1
    assert sentence.split(". In ")[0] in said(page("area_map", period="2024"))
