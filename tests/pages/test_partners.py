"""Partners: names of the period, who is missing, the chosen partner in every part."""

from __future__ import annotations

from tests.pages.test_projects import chips, said


def test_every_part_has_its_sentence(page):
    text = said(page("partners", p="2019-2026"))

    for words in ("Wat ontbreekt is niet nul", "hoogstens", "Doorgeleid: circa", "mediaan", "kwartalen geleverd"):
        assert words in text


def test_names_are_those_of_the_period(page):
    assert "Inspectie SZW" in str(page("partners", p="2020").selectbox(key="url_q").options)
    assert "Nederlandse Arbeidsinspectie" in str(page("partners", p="2024").selectbox(key="url_q").options)


def test_a_chosen_partner_and_period_are_chips(page):
    app = page("partners", q="UWV", p="2024")

    assert chips(app)["chip_q"] == "Partner: UWV"
    assert chips(app)["chip_p"] == "Periode: 2024"


def test_a_chosen_partner_narrows_the_flows(page):
    whole, part = said(page("partners", p="2019-2026")), said(page("partners", p="2019-2026", q="SVB"))

    assert [line for line in whole.splitlines() if line.startswith("Doorgeleid:")] != [
        line for line in part.splitlines() if line.startswith("Doorgeleid:")
    ]


def test_counts_take_the_place_of_euros(page):
    app = page("partners", i="counts")

    assert "Elke kolom is een eigen maatstaf" in said(app)


def test_an_area_without_referrals_says_what_to_do(page):
    assert not page("partners", g="GM9001", p="2019").exception
