"""Flows as picture, matrix and sentence."""

from __future__ import annotations

from dashboard.answers.rows import PartnersFlows
from dashboard.charts import flows
from dashboard.charts.palette import palette

LIGHT = palette("light")
NAMES = {"GEM": "Gemeenten", "UWV": "UWV", "SVB": "SVB"}


def passed(*rows):
    return [PartnersFlows(*row) for row in rows]


ALL = passed(("GEM", "UWV", 100, 80), ("UWV", "GEM", 20, 20), ("SVB", "GEM", 5, 0), ("SVB", "UWV", 0, 0))
MORE = [*passed(("UWV", "SVB", 10, 5)), *ALL[:3]]


def touching(partner):
    return [row for row in ALL if flows.touches(row, partner)]


def test_a_chosen_partner_keeps_what_it_gave_and_got():
    assert len(touching(None)) == 3
    assert [row.n_passed_on for row in touching("SVB")] == [5]
    assert len(touching("UWV")) == 2


def test_what_goes_into_a_receiver_comes_out_settled_or_open():
    sankey = flows.picture(MORE, NAMES, LIGHT)["data"][0]
    links = list(zip(sankey["link"]["source"], sankey["link"]["target"], sankey["link"]["value"], strict=True))
    labels = sankey["node"]["label"]
    receiver = labels.index("UWV 100")

    assert sum(n for _, to, n in links if to == receiver) == sum(n for start, _, n in links if start == receiver) == 100
    assert labels[-2:] == ["Afgehandeld 105", "Nog open 30"]
    assert sankey["node"]["customdata"][receiver] == "partner:UWV"  # a click on it chooses that partner
    assert sankey["node"]["customdata"][-2:] == ["", ""]


def test_the_matrix_is_the_same_flow():
    found = flows.matrix(touching(None), NAMES)

    assert found.columns.tolist() == ["Van ↓ naar →", "Gemeenten", "UWV"]
    assert found["UWV"].tolist() == ["100, afgehandeld 80", "–", "–"]
    assert found["Gemeenten"].tolist()[1] == "5, afgehandeld geen of enkele"


def test_the_sentence_gives_the_share_only_from_enough():
    text = flows.sentence(MORE, NAMES)

    assert "circa 135; afgehandeld: circa 105 (78%)" in text
    assert "De grootste stroom ging van Gemeenten naar UWV: circa 100" in text
    assert "%" not in flows.sentence(ALL[1:2], NAMES)


def test_a_few_flows_are_told_one_by_one_and_draw_nothing():
    few = ALL[:3]

    assert flows.picture(few, NAMES, LIGHT)["data"] == []
    assert flows.sentence(few, NAMES).endswith(
        "Dat ging van Gemeenten naar UWV: circa 100, afgehandeld circa 80; van UWV naar Gemeenten: circa 20, afgehandeld"
        " circa 20; van SVB naar Gemeenten: circa 5, afgehandeld geen of enkele."
    )


def test_no_flow_says_what_to_do_and_draws_nothing():
    assert "Haal een filter weg" in flows.sentence(passed(), NAMES)
    assert flows.picture(passed(), NAMES, LIGHT)["data"] == []
