"""Figures say what they should, and nothing that is not in the release."""

from __future__ import annotations

import pandas as pd

from dashboard.view import charts, sparkline
from dashboard.view.by_partner import partner_bars
from dashboard.view.palette import palette, rgb, rgba

LIGHT = palette("light")


def two_partners(**columns):
    names = {"partner_code": ["a", "b"], "name_nl": ["A", "B"], "name_en": ["A", "B"], "n_missing": 0, "n_files": 0}
    return pd.DataFrame(names | columns)


def test_a_partner_without_result_says_so_and_is_no_zero():
    rows = two_partners(n_value=[15, None], n_missing=[0, 2], n_files=[0, 0])
    bar = partner_bars(rows, "n_value", None, LIGHT)["data"][0]

    assert [text.strip() for text in bar["text"]] == ["geen resultaat opgegeven · kwartalen niet geleverd: 2", "15"]


def test_the_chosen_partner_is_orange_and_every_bar_can_be_clicked():
    bar = partner_bars(two_partners(n_value=[15, 20]), "n_value", "b", LIGHT)["data"][0]

    assert [LIGHT.mine in name for name in bar["y"]] == [True, False]
    assert bar["customdata"] == ["q:b", "q:a"]
    assert bar["hoverinfo"] == "none"  # with "skip" there is no click


def test_plotly_speaks_dutch():
    months = charts.config()["locales"]["nl"]["format"]["months"]

    assert months[0] == "januari"
    assert len(months) == 12


def test_a_sparkline_has_a_text_alternative():
    picture = sparkline.sparkline([1, 2, 3], "verloop", LIGHT)

    assert picture.startswith("![verloop](data:image/svg+xml;base64,")
    assert sparkline.sparkline([1], "verloop", LIGHT) == ""


def test_colours_come_from_the_theme():
    assert palette("dark") != LIGHT
    assert palette("none") == LIGHT
    assert rgb("#102030") == [16, 32, 48, 255]
    assert rgba("#102030", 0.5) == "rgba(16,32,48,0.5)"


def test_euros_of_partners_on_few_files_are_grey():
    partners = two_partners(amount_eur=[40_000.0, 90_000.0], n_files=[20, 60])
    bar = partner_bars(partners, "amount_eur", None, LIGHT)["data"][0]

    assert bar["marker"]["color"] == [LIGHT.main, LIGHT.muted]
    assert "minder dan 25 dossiers" in bar["text"][1]
