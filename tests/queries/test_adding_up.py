"""Checks of a build on totals of euros: parts and what is left of them are the whole, in every way that is broken down."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from dashboard.catalogue import query
from dashboard.steward.protect.totals import REST, VIEWS

YEAR, QUARTER = date(2025, 1, 1), date(2025, 4, 1)
CODES = {"province_code": "PV1", "municipality_code": "GM1", "partner_code": "UWV", "type_code": "area"}
COLUMNS = "view, grain, part, province_code, municipality_code, partner_code, type_code, period, amount_eur"
WITHIN = {view.name: view.within for view in VIEWS}
PARTS = [(view.name, grain) for view in VIEWS if view.within for grain in view.grains]
RESTS = [(view.name, *rest) for view in VIEWS for rest in REST if rest[0] in view.grains]
DATED = {"year": YEAR, "quarter": QUARTER, "decision_year": YEAR}


def line(view, grain, part, amount, period=None, **codes):
    """A row of the table; a remainder has the codes of the total it belongs to."""
    known = next(one for one in VIEWS if one.name == (view if part != "remainder" else WITHIN[view])).by
    given = {name: code if name in known else None for name, code in CODES.items()} | codes
    return (view, grain, part, *given.values(), period or DATED.get(grain), amount)


def offending(check, rows):
    with duckdb.connect() as connection:
        connection.execute("create schema mart")
        connection.execute(
            "create table mart.amount_total (view varchar, grain varchar, part varchar, province_code varchar,"
            " municipality_code varchar, partner_code varchar, type_code varchar, project_code varchar, period date,"
            " measure_code varchar default 'eur_fines', is_mixed boolean default false, amount_eur double)"
        )
        marks = ", ".join("?" * 9)
        connection.executemany(f"insert into mart.amount_total ({COLUMNS}) values ({marks})", rows)
        return connection.execute(query("checks", check).sql).fetchall()


@pytest.mark.parametrize(("view", "grain"), PARTS)
def test_parts_and_what_is_not_broken_down_are_the_total_they_belong_to(view, grain):
    def found(whole, part, rest):
        rows = [(WITHIN[view], grain, "total", whole), (view, grain, "total", part), (view, grain, "remainder", rest)]
        return offending("amount_total__parts_add_up", [line(*row) for row in rows])

    assert found(900.0, 600.0, 300.0) == []
    assert found(900.0, 600.0, None) == []  # no number may stand for it
    assert found(None, 600.0, 300.0) == []
    assert len(found(900.0, 600.0, 200.0)) == 1


@pytest.mark.parametrize("view", ["municipality", "municipality_partner"])
def test_parts_are_held_to_their_own_total_and_no_other(view):
    outer = WITHIN[view]
    elsewhere = {"province_code": "PV2"} | ({"municipality_code": "GM2"} if outer == "municipality" else {})
    rows = [line(outer, "year", "total", 900.0), line(view, "year", "total", 900.0)]
    rows += [line(outer, "year", "total", 500.0, **elsewhere), line(view, "year", "total", 400.0, **elsewhere)]

    assert [row[-1] for row in offending("amount_total__parts_add_up", rows)] == [500.0]


@pytest.mark.parametrize(("view", "fine", "coarse", "part"), RESTS)
def test_what_is_shown_of_a_finer_period_and_the_rest_are_the_coarser_one(view, fine, coarse, part):
    def found(whole, shown, rest):
        rows = [line(view, coarse, "total", whole), line(view, fine, "total", shown)]
        return offending("amount_total__periods_add_up", [*rows, line(view, fine, part, rest, DATED.get(coarse))])

    assert found(900.0, 600.0, 300.0) == []
    assert found(900.0, 600.0, None) == []
    assert len(found(900.0, 600.0, 200.0)) == 1
