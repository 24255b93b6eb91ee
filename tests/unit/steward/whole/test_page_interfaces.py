"""The attacker's doors open on what the product serves, and break what is not protected."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboard.answers.rows import TrendCount
from dashboard.documents.sheet import csv_file
from dashboard.steward import vault
from dashboard.steward.attack.page_interfaces import download_interface, map_interface, read_back, runs
from dashboard.steward.attack.run import COUNT_VIEW, by_place
from dashboard.steward.attack.selections import attack_selections
from dashboard.store import Release, cursor
from tests.conftest import table

# What no other measure is nested in, so that the component is the measure itself.
PLAIN = ("warnings", "fines", "benefits_ended", "brp_corrections", "referred_addresses")


def test_months_in_a_row_are_asked_at_once():
    assert runs(["2024-03-01", "2024-01-01", "2024-02-01", "2024-12-01", "2025-01-01"]) == [
        ("2024-01-01", "2024-03-01"),
        ("2024-12-01", "2025-01-01"),
    ]


def test_a_download_is_read_back_as_it_was_written(release):
    rows = table("""
        area_code | n_value
        BU1       | 15
        BU2       | -3
    """)

    assert read_back(csv_file(rows, "titel", release, {"filter": "a;b"})) == [
        {"area_code": "BU1", "n_value": "15"},
        {"area_code": "BU2", "n_value": "-3"},
    ]


def test_the_interfaces_give_what_the_release_holds(release):
    with cursor(release) as connection:
        code, kind, area, month, value = connection.execute(
            "select municipality_code, type_code, area_code, month::varchar, sum(n_value) from mart.outcome_area"
            " where measure_code = 'referred_addresses' and level = 'neighbourhood' group by all order by 5 desc, 1, 2, 3, 4"
            " limit 1"
        ).fetchall()[0]
    wanted = {"municipality_code": (code,), "type_code": (kind,), "area_code": (area,), "month": (month,)}

    assert map_interface(release)({**wanted, "component": ("referred_addresses",)}) == value


def test_the_same_question_is_asked_once(release, monkeypatch):
    interface = download_interface(release)
    asked = {"measure": "fines", "grain": "year", "from_month": "2022-01-01", "until_month": "2025-12-01"}
    first = interface(TrendCount, "period", **asked)
    monkeypatch.setattr("dashboard.steward.attack.page_interfaces.ask", None)

    assert interface(TrendCount, "period", **asked) is first


@pytest.fixture
def naive(settings, release, tmp_path):
    """The sample's release with exact counts in the table its map reads, and those exact cells."""
    with vault.locked_vault(settings) as connection:
        counts = vault.exact_cells(connection, "count_cell")
    exact = by_place(counts, release)
    exact = exact[exact["component"].isin(PLAIN)].rename(columns={"value": "n"})
    path = tmp_path / "naive.duckdb"
    shutil.copy(release.path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create or replace table mart.outcome_area as select area_code, 'neighbourhood' as level,"
            " component as measure_code, month::date as month, type_code, 'GEM' as partner_code, municipality_code,"
            " n::bigint as n_value from exact"
        )
    return Release("naive", path, release.manifest), exact.rename(columns={"n": "value"})


def test_exact_figures_behind_the_same_pages_are_found(naive):
    """The pages' attack can fail: on a release that was not protected it recovers nearly everything."""
    served, exact = naive

    broken = attack_selections(map_interface(served), exact, base=5, scope=COUNT_VIEW, name="pages")

    assert broken.found > 80
    assert broken.counts["strays"] > 0
    assert not broken.passed
