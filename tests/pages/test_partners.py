"""Partners: names of the period, who is missing, the chosen partner in every part."""

from __future__ import annotations

from tests.pages.test_projects import chips, said


def test_every_part_has_its_sentence(page):
    text = said(page("partners", period="2019-2026"))

    for words in (
        "Wat ontbreekt is niet nul",
        "hoogstens",
        "Doorgeleid: circa",
        "mediaan",
        "Alle kwartalen van de periode geleverd:",
    ):
        assert words in text


def test_names_are_those_of_the_period(page):
    assert "Inspectie SZW" in str(page("partners", period="2020").selectbox(key="url_partner").options)
    assert "Nederlandse Arbeidsinspectie" in str(page("partners", period="2024").selectbox(key="url_partner").options)


def test_a_chosen_partner_and_period_are_chips(page):
    app = page("partners", partner="UWV", period="2024")

    assert chips(app)["chip_partner"] == "Partner: UWV"
    assert chips(app)["chip_period"] == "Periode: 2024"


def test_a_chosen_partner_narrows_the_flows(page):
    whole, part = said(page("partners", period="2019-2026")), said(page("partners", period="2019-2026", partner="SVB"))

    assert [line for line in whole.splitlines() if line.startswith("Doorgeleid:")] != [
        line for line in part.splitlines() if line.startswith("Doorgeleid:")
    ]


def test_of_a_chosen_partner_the_course_of_every_count_is_said(page):
    text = said(page("partners", partner="UWV", kind="counts"))

    assert "Per kwartaal, UWV. " in text
    assert "geen verandering groter dan toeval" in text


def test_counts_take_the_place_of_euros(page):
    app = page("partners", kind="counts")

    assert "Elke kolom is een eigen maatstaf" in said(app)


def test_an_area_without_referrals_says_what_to_do(page):
    assert not page("partners", area="GM9001", period="2019").exception
