"""Sums of euros as pages add them up, against the vault: what is called whole misses nothing."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import EurosTotals
from dashboard.charts.euros import MEASURES_OF, TOTAL, add, due
from dashboard.steward import vault

ESTABLISHED = MEASURES_OF["established"]
EVER = {"from_month": "1900-01-01", "until_month": "2999-12-01"}
FAR = 2  # times its margin: no draw of the noise goes there, a measure that is missing does


@pytest.fixture(scope="module")
def exact(settings):
    with vault.locked_vault(settings) as connection:
        cells = vault.exact_cells(connection, "amount_cell")
    return cells[cells["measure_code"].astype(str).isin(ESTABLISHED) & ~cells["is_mixed"]]


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("programme", None),
        ("municipality", "municipality_code"),
        ("partner", "partner_code"),
        ("type", "type_code"),
        ("project", "project_code"),
    ],
)
def test_what_is_called_whole_is_as_near_as_its_margin(release, exact, view, key):
    rows = ask(EurosTotals, VIEWER, release, view=view, grain="all" if view == "project" else "year", **EVER).rows
    sums = defaultdict(list)
    for row in rows:
        if row.part == TOTAL and row.measure_code in ESTABLISHED and not row.is_mixed:
            sums[key and getattr(row, key), row.period].append(row)
    added = {one: add(parts, due(ESTABLISHED, [one[1]])) for one, parts in sums.items()}
    whole = {one: euros for one, euros in added.items() if euros.is_whole}
    far = {}
    for (code, period), euros in whole.items():
        mine = exact if key is None else exact[exact[key].astype(str) == code]
        mine = mine if period is None else mine[mine["month"].dt.year == period.year]
        truth = mine["amount"].sum()
        if abs(euros.value - truth) > FAR * euros.margin / 100 * euros.value:
            far[code, period] = euros.value, euros.margin, truth

    assert added
    assert whole or view not in {"programme", "type"}
    assert far == {}


def test_the_kinds_of_money_are_those_of_the_catalogue(release):
    with_kind = ask(EurosTotals, VIEWER, release, view="programme", grain="year", **EVER).rows
    found = {(row.money_kind, row.measure_code) for row in with_kind if row.money_kind != "cost"}

    assert found <= {(kind, measure) for kind, measures in MEASURES_OF.items() for measure in measures}
    assert {measure for _, measure in found} >= set(ESTABLISHED)
