"""Flows as picture, matrix and sentence; settlement times only called different beyond chance."""

from __future__ import annotations

import pandas as pd

from dashboard.view import flows
from dashboard.view.palette import palette

LIGHT = palette("light")
NAMES = {"GEM": "Gemeenten", "UWV": "UWV", "SVB": "SVB"}


def passed(*rows):
    return pd.DataFrame(rows, columns=["from_partner_code", "to_partner_code", "n_passed_on", "n_settled"])


ALL = passed(("GEM", "UWV", 100, 80), ("UWV", "GEM", 20, 20), ("SVB", "GEM", 5, 0), ("SVB", "UWV", 0, 0))


def test_a_chosen_partner_keeps_what_it_gave_and_got():
    assert len(flows.touching(ALL, None)) == 3
    assert flows.touching(ALL, "SVB")["n_passed_on"].tolist() == [5]
    assert len(flows.touching(ALL, "UWV")) == 2


def test_what_goes_into_a_receiver_comes_out_settled_or_open():
    sankey = flows.picture(flows.touching(ALL, None), NAMES, LIGHT)["data"][0]
    links = list(zip(sankey["link"]["source"], sankey["link"]["target"], sankey["link"]["value"], strict=True))
    labels = sankey["node"]["label"]
    receiver = labels.index("UWV 100")

    assert sum(n for _, to, n in links if to == receiver) == sum(n for start, _, n in links if start == receiver) == 100
    assert labels[-2:] == ["Afgehandeld 100", "Nog open 25"]


def test_the_matrix_is_the_same_flow():
    found = flows.matrix(flows.touching(ALL, None), NAMES)

    assert found.columns.tolist() == ["Van ↓ naar →", "Gemeenten", "UWV"]
    assert found["UWV"].tolist() == ["100, afgehandeld 80", "–", "–"]
    assert found["Gemeenten"].tolist()[1] == "5, afgehandeld geen of enkele"


def test_the_sentence_gives_the_share_only_from_enough():
    text = flows.sentence(ALL, NAMES)

    assert "circa 125; afgehandeld: circa 100 (80%)" in text
    assert "van Gemeenten naar UWV: circa 100" in text
    assert "%" not in flows.sentence(ALL.iloc[1:3].head(1), NAMES)


def test_no_flow_says_what_to_do_and_draws_nothing():
    assert "Haal een filter weg" in flows.sentence(passed(), NAMES)
    assert flows.picture(passed(), NAMES, LIGHT)["data"] == []


def days(*rows):
    return pd.DataFrame(rows, columns=["to_partner_code", "days_from", "n_rows"])


FAST_AND_SLOW = days(("GEM", 30, 90), ("GEM", 120, 10), ("UWV", 30, 20), ("UWV", 120, 80), ("SVB", 60, 5))


def test_receivers_differ_only_when_their_intervals_do_not_touch():
    text = flows.lead_sentence(FAST_AND_SLOW, flows.lead_times(FAST_AND_SLOW, None), NAMES)

    assert "bij Gemeenten vaker dan bij UWV" in text

    alike = days(("GEM", 30, 20), ("GEM", 120, 10), ("UWV", 30, 19), ("UWV", 120, 11))
    assert "niet groter dan toeval" in flows.lead_sentence(alike, flows.lead_times(alike, None), NAMES)


def test_few_rows_are_told_as_numbers():
    found = flows.lead_table(flows.lead_times(FAST_AND_SLOW, None), NAMES).set_index("Ontvanger")

    assert found.loc["SVB", "Binnen 90 dagen"] == "5 van 5"
    assert found.loc["GEM" if "GEM" in found.index else "Gemeenten", "Binnen 90 dagen"] == "90%"


def test_the_figure_has_norm_middle_half_and_median():
    found = flows.lead_times(FAST_AND_SLOW, "GEM")
    figure = flows.lead_figure(found, NAMES, LIGHT)

    assert list(found) == ["GEM"]
    assert figure["data"][0]["base"] == [found["GEM"].low]
    assert figure["data"][1]["x"] == [found["GEM"].median]
    assert figure["layout"]["shapes"][0]["x0"] == 90


def test_no_lead_times_say_so_and_draw_nothing():
    assert "te weinig opgaven" in flows.lead_sentence(days(), {}, NAMES)
    assert flows.lead_figure({}, NAMES, LIGHT)["data"] == []
