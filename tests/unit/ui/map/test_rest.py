"""What of the euros on a map is in none of its areas, by level and by what is open."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import EurosTotals
from dashboard.ui.map.picture import FigureChoice, not_in_areas
from dashboard.ui.measure import Measure
from tests.conftest import row

FINES = Measure("fines", "Boetes", "", "eur", None, None)


def choice(level, parent=None, years=(2024, 2024)):
    when = {"from_month": f"{years[0]}-01-01", "until_month": f"{years[1]}-12-01"}
    return FigureChoice(level=level, parent=parent, measure=FINES, form="eur", **when)


def given(part, value, province=None, municipality=None, year=2024):
    where = {"province_code": province, "municipality_code": municipality, "period": date(year, 1, 1)}
    return row(EurosTotals, part=part, measure_code="fines", amount_eur=value, margin_pct=value and 10, **where)


MUNICIPALITIES = [
    given("total", 500.0, "PV1", "GM1"),
    given("total", 300.0, "PV2", "GM3"),
    given("remainder", 1_000.0, "PV1"),
    given("remainder", 2_000.0, "PV2"),
    given("remainder", 4_000.0, "PV2", year=2023),
]
PROVINCES = [
    given("total", 1_500.0, "PV1"),
    given("total", 2_300.0, "PV2"),
    given("total", None, "PV3"),
    given("remainder", 8_000.0),
]


@pytest.mark.parametrize(
    ("level", "parent", "years", "left"),
    [
        ("municipality", None, (2024, 2024), 11_000),  # of both provinces, and what is in no province
        ("municipality", None, (2023, 2024), 15_000),
        ("municipality", "PV1", (2024, 2024), 1_000),
        ("municipality", "PV2", (2023, 2024), 6_000),
        ("municipality", "PV3", (2024, 2024), None),  # its total is not shown, so nothing is published of it
        ("municipality", "PV1", (2023, 2023), None),
    ],
)
def test_of_municipalities_it_is_what_their_provinces_leave(level, parent, years, left):
    assert not_in_areas(MUNICIPALITIES, PROVINCES, choice(level, parent, years)).value == left


def test_of_provinces_it_is_what_the_programme_leaves():
    assert not_in_areas(PROVINCES, PROVINCES, choice("province")).value == 8_000


def test_a_municipality_of_a_province_that_is_not_shown_does_not_count_twice():
    """Its province is in what is left of the programme, and so is the municipality that is shown."""
    parts = [*MUNICIPALITIES, given("total", 700.0, "PV3", "GM5")]
    found = not_in_areas(parts, PROVINCES, choice("municipality"))

    assert found.value == 3_000
    assert not found.is_whole
