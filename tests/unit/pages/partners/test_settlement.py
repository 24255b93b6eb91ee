"""Settlement times are told per receiver and only called different beyond chance."""

from __future__ import annotations

from dashboard.answers.rows import PartnersSettlement
from dashboard.charts.palette import palette
from dashboard.pages.partners.figures import settlement

LIGHT = palette("light")
NAMES = {"GEM": "Gemeenten", "UWV": "UWV", "SVB": "SVB"}


def days(*rows):
    return [PartnersSettlement(*row) for row in rows]


FAST_AND_SLOW = days(("GEM", 30, 90), ("GEM", 120, 10), ("UWV", 30, 20), ("UWV", 120, 80), ("SVB", 60, 5))


def test_receivers_differ_only_when_their_intervals_do_not_touch():
    text = settlement.sentence(FAST_AND_SLOW, settlement.times(FAST_AND_SLOW, None), NAMES)

    assert "bij Gemeenten vaker dan bij UWV" in text

    alike = days(("GEM", 30, 20), ("GEM", 120, 10), ("UWV", 30, 19), ("UWV", 120, 11))
    assert "niet groter dan toeval" in settlement.sentence(alike, settlement.times(alike, None), NAMES)


def test_few_rows_are_told_as_numbers():
    found = settlement.table(settlement.times(FAST_AND_SLOW, None), NAMES).set_index("Ontvanger")

    assert found.loc["SVB", "Binnen 90 dagen"] == "5 van 5"
    assert found.loc["Gemeenten", "Binnen 90 dagen"] == "90%"


def test_the_figure_has_norm_middle_half_and_median():
    found = settlement.times(FAST_AND_SLOW, "GEM")
    figure = settlement.figure(found, NAMES, LIGHT)

    assert list(found) == ["GEM"]
    assert figure["data"][0]["base"] == [found["GEM"].low]
    assert figure["data"][1]["x"] == [found["GEM"].median]
    assert figure["layout"]["shapes"][0]["x0"] == 90
    assert figure["data"][0]["customdata"] == ["partner:GEM"]


def test_no_lead_times_say_so_and_draw_nothing():
    assert "te weinig opgaven" in settlement.sentence(days(), {}, NAMES)
    assert settlement.figure({}, NAMES, LIGHT)["data"] == []
