"""Contributions side by side: kinds never added, a missing partner is never zero, every amount with its margin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.analysis.recent import Recent
from dashboard.answers.rows import EurosTotals, PartnersCounts, PartnersDeliveries, PartnersNames
from dashboard.charts.numbers import NBSP
from dashboard.charts.palette import palette
from dashboard.pages.partners.figures import contributions
from dashboard.pages.partners.figures.deliveries import with_state
from tests.conftest import row

LIGHT = palette("light")
KINDS = {"established": "Vastgesteld", "imputed": "Berekend"}


@pytest.fixture
def rows():
    names = [PartnersNames(code, name, name) for code, name in (("GEM", "Gemeenten"), ("IND", "IND"), ("UWV", "UWV"))]
    gaps = {"IND": [True, True], "UWV": [False, True], "GM1": [False, False], "GM2": [False, True]}
    found = [(code, flag, True) for code, flags in gaps.items() for flag in flags] + [("GM1", True, False)]
    delivered = [
        row(
            PartnersDeliveries, source_code=code, partner_code="GEM" if code.startswith("GM") else code,
            is_expected=True, is_missing=is_missing, is_chosen=is_chosen,
        )
        for code, is_missing, is_chosen in found
    ]  # fmt: skip
    return contributions.partners(names, with_state(delivered))


@pytest.fixture
def cells(rows):
    found = [
        total("established", "GEM", 50_000.0),
        total("established", "GEM", 7_000.0, mixed=True),
        total("imputed", "GEM", 9_000.0),
        total("imputed", "UWV", None),
        total("established", None, 4_000.0, part="remainder"),
    ]
    return contributions.money_cells(contributions.with_rest(rows), found, ())


def total(kind, partner, value, *, mixed=False, part="total"):
    what = {"part": part, "measure_code": kind, "money_kind": kind, "is_mixed": mixed, "partner_code": partner}
    return row(EurosTotals, **what, period=date(2025, 1, 1), amount_eur=value, margin_pct=10, n_files=40)


def test_only_quarters_of_the_period_count_and_a_gap_stands_with_the_name(rows):
    assert [row.label for row in rows] == [
        "Gemeenten (1 van 2 mist iets)",
        "IND (mist 2 kw.)",
        "UWV (mist 1 kw.)",
    ]


def test_missing_is_not_delivered_and_nothing_stated_is_a_dash(cells):
    assert cells["established", "IND"].text == "niet geleverd"
    assert cells["established", "UWV"].text == "–"


def test_every_amount_has_its_margin_and_what_is_mixed_is_said_beside_it(cells):
    assert cells["established", "GEM"].text == f"€{NBSP}50.000 (± 10%), en €{NBSP}7.000 (± 10%) gemengd met besparing"
    assert cells["established", "GEM"].short == f"50<br>{NBSP}±10%{NBSP}†"
    assert cells["imputed", "GEM"].short == f"9,0<br>{NBSP}±10%"


def test_too_few_files_is_not_the_same_as_nothing_stated(cells):
    assert cells["imputed", "UWV"].text == "geen of te weinig dossiers om te tonen"
    assert (cells["imputed", "UWV"].short, cells["established", "UWV"].short) == ("te weinig", "–")


def test_what_is_not_broken_down_is_a_row_of_its_own_and_no_partner(rows, cells):
    lines = contributions.with_rest(rows)
    table = contributions.panel_table(lines, cells, KINDS)
    bar = contributions.panels(lines, cells, KINDS, None, LIGHT)["data"][0]

    assert table.iloc[-1].tolist() == ["Niet uitgesplitst", f"€{NBSP}4.000 (± 10%)", "–"]
    assert (bar["customdata"][0], bar["marker"]["color"][0]) == ("", LIGHT.muted)


def test_what_people_had_of_it_has_the_colour_it_has_on_overzicht(rows):
    for kinds in (contributions.kinds(is_money=True), contributions.kinds(is_money=False)):
        nothing = {(kind, row.code): contributions.Cell(1, "1", "1") for kind in kinds for row in rows}
        bars = contributions.panels(rows, nothing, kinds, "UWV", LIGHT)["data"]
        found = {kind: bar["marker"]["color"] for kind, bar in zip(kinds, bars, strict=True)}

        assert {kind for kind, (_, ind, _) in found.items() if ind == LIGHT.citizens} == contributions.FOR_PEOPLE & set(
            kinds
        )
        assert {uwv for uwv, _, _ in found.values()} == {LIGHT.mine}


def test_each_kind_has_its_own_column_and_scale_and_imputed_is_hatched(rows, cells):
    figure = contributions.panels(rows, cells, KINDS, "UWV", LIGHT)
    established, imputed = figure["data"]

    assert (established["xaxis"], imputed["xaxis"]) == ("x", "x2")
    assert figure["layout"]["xaxis"]["range"][1] != figure["layout"]["xaxis2"]["range"][1]
    assert imputed["marker"]["pattern"]["shape"] == "/"
    assert "pattern" not in established["marker"]
    assert established["customdata"] == ["partner:UWV", "partner:IND", "partner:GEM"]
    assert established["marker"]["color"][0] != established["marker"]["color"][2]


def test_the_table_has_no_total(rows, cells):
    found = contributions.panel_table(rows, cells, KINDS)

    assert found.columns.tolist() == ["Partner", "Vastgesteld", "Berekend"]
    assert len(found) == 3


def counted(**values):
    return [PartnersCounts(measure, "GEM", value) for measure, value in values.items()]


def test_counts_read_none_or_few(rows):
    found = contributions.count_cells(rows, counted(irregular_addresses=0, signals=5))

    assert found["irregular_addresses", "GEM"].text == "geen of enkele"


def test_addresses_of_several_partners_give_an_upper_bound(rows):
    text = contributions.several(counted(irregular_addresses=100, multi_partner_addresses=15), rows)

    assert f"{100} adressen" in text
    assert "hoogstens 85 verschillende" in text


def test_without_that_figure_it_says_so(rows):
    assert "niet bekend" in contributions.several(counted(irregular_addresses=100), rows)


def test_when_the_municipalities_miss_a_quarter_it_may_be_more(rows):
    municipalities, *others = rows
    rows = (replace(municipalities, n_missing=1), *others)

    assert "kan dus vaker" in contributions.several(counted(irregular_addresses=9, multi_partner_addresses=5), rows)


def test_the_sentence_names_who_is_missing(rows):
    assert "Gemeenten (1 van 2 mist iets), IND (mist 2 kw.), UWV (mist 1 kw.)" in contributions.sentence(rows)
    assert "hebben alle kwartalen" in contributions.sentence([replace(rows[0], n_missing=0)])


def test_columns_are_certainties_or_measures():
    assert list(contributions.kinds(is_money=True)) == list(contributions.MONEY)
    assert contributions.kinds(is_money=True)["collected"] == "Geïnd"
    assert list(contributions.kinds(is_money=False)) == list(contributions.COUNTS)


def test_kinds_of_which_the_same_is_said_stand_together():
    up, flat = Recent("rising", 1.0, 0.0), Recent("no_direction", 0.0, 1.0)
    told = contributions.course("UWV", {"Boetes": flat, "Adressen": up, "Bedrijven": flat})

    assert told == "Per kwartaal, UWV. Boetes, Bedrijven: geen verandering groter dan toeval; Adressen: stijgend."
