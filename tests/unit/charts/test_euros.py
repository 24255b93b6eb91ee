"""Euros with their margin, sums of them, and which filters can have them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import EurosTotals
from dashboard.charts.euros import Euros, add, amount, choose, closed_text, due, rest_sentence, years_between
from dashboard.charts.numbers import NBSP
from tests.conftest import row


def total(value, *, measure="fines", year=2025, margin=10, files=20):
    shown = {"amount_eur": value, "margin_pct": margin, "n_files": files}
    return row(EurosTotals, measure_code=measure, period=date(year, 1, 1), **shown)


def test_a_sum_adds_amounts_and_files_and_its_margin_is_that_of_independent_noise():
    found = add([total(1000.0), total(1000.0)])

    assert (found.value, found.margin, found.files) == (2000, 8, 40)
    assert found.text == f"€{NBSP}2.000 (± 8%)"
    assert (found.lower, found.upper) == (1840, 2160)


def test_what_is_not_shown_is_left_out_and_remembered():
    found = add([total(1000.0), total(None, year=2024), total(None, measure="tax", year=2023)])

    assert found.value == 1000
    assert not found.is_whole
    assert closed_text(found, str.upper) == "zonder FINES 2024; TAX 2023"
    assert closed_text(found, str.upper, "FINES") == "zonder 2024; TAX 2023"


def test_what_is_not_broken_down_is_said_with_its_margin_or_that_it_may_not_be_named():
    said = rest_sentence(add([total(1000.0), total(None, year=2024)]), "partner")

    assert (
        said == f"minstens €{NBSP}1.000 (± 10%) zonder 2024 is niet naar partner uit te splitsen: te weinig dossiers."
    )
    assert rest_sentence(add([total(None)]), "partner").endswith("heeft ook samen te weinig dossiers om te noemen.")
    assert rest_sentence(add([]), "partner") == ""


def test_nothing_shown_is_not_the_same_as_nothing_delivered():
    assert add([total(None)]).text == "geen of te weinig dossiers om te tonen"
    assert add([]).text == "geen of te weinig om te tonen"
    assert add([]).is_empty


def test_files_are_not_known_when_one_part_does_not_know_them():
    assert add([total(1000.0), total(1000.0, files=None)]).files is None


@pytest.mark.parametrize("value", [1_045_100, 9_990_000])
def test_millions_are_written_as_finely_as_their_margin(value):
    """One decimal of a million would hide what a margin of 3 % promises."""
    written = float(amount(value).replace("€", "").replace("mln", "").replace(NBSP, "").replace(",", "."))

    assert abs(written * 1_000_000 - value) / value < 0.01


@pytest.mark.parametrize(
    ("given", "by_partner", "view", "drop"),
    [
        ((None, None), False, "programme", ()),
        ((None, "park"), False, "type", ()),
        (("PV20", None), False, "province", ()),
        (("GM0363", None), False, "municipality", ()),
        (("GM0363", "park"), False, "", ("project_type", "area")),
        ((None, None), True, "partner", ()),
        (("GM0363", None), True, "municipality_partner", ()),
        (("PV20", None), True, "", ("area",)),
        ((None, "park"), True, "", ("project_type",)),
    ],
)
def test_one_feature_at_a_time(given, by_partner, view, drop):
    found = choose(*given, by_partner=by_partner)

    assert (found.view, found.drop) == (view, drop)


def test_a_gemeente_is_per_year_only():
    assert choose("GM0363", None).grain("quarter") == "year"
    assert choose(None, None).grain("month") == "quarter"
    assert choose(None, None).grain("year") == "year"


def test_years_in_a_row_are_said_by_their_ends():
    years = [2019, 2021, 2022, 2023, 2025, 2026]
    sums = Euros(1000.0, 10, 20, tuple(("fines", date(year, 1, 1)) for year in years))

    assert closed_text(sums, str) == "zonder fines 2019, 2021 – 2023, 2025, 2026"


def test_what_could_be_there_and_has_no_row_leaves_a_sum_less_than_whole():
    given = [row(EurosTotals, measure_code="fines", period=date(2024, 1, 1), amount_eur=1000.0, margin_pct=10)]
    whole = add(given, due(["fines"], years_between(date(2024, 1, 1), date(2024, 12, 1))))
    part = add(given, due(["fines", "tax"], years_between(date(2023, 1, 1), date(2024, 12, 1))))

    assert whole.is_whole
    assert len(part.closed) == 3
    assert part.bare == f"≥{NBSP}€{NBSP}1.000"
    assert add([], due(["fines"], [None])).is_empty
