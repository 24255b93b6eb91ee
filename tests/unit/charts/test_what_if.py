"""Does a conclusion stand: the same test, with something left out or counted otherwise."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

import pytest

from dashboard.answers.rows import EurosTotals, OverviewCounts, WhatIfLargest
from dashboard.charts.tiles import ESTABLISHED, span
from dashboard.charts.what_if import PART, WHOLE, cases, money_cases, rows_of, sentence, table
from dashboard.text import use
from tests.conftest import row

WHEN = span(date(2026, 1, 1), date(2026, 9, 1), date(2019, 1, 1))
Q = [date(2026, month, 1) for month in (1, 4, 7)]
BEFORE = [date(2025, month, 1) for month in (1, 4, 7)]


def quiet(_value, _measure):
    return 2.0


def counts(part, whole, quarters):
    """A count of both measures per quarter."""
    return [
        row(OverviewCounts, measure_code=name, quarter=quarter, n_value=value)
        for name, values in ((PART, part), (WHOLE, whole))
        for quarter, value in zip(quarters, values, strict=True)
    ]


def largest(part, whole, quarters):
    return [
        row(WhatIfLargest, title="Groot", measure_code=one.measure_code, quarter=one.quarter, n_value=one.n_value)
        for one in counts(part, whole, quarters)
    ]


ALL = counts([100, 100, 100], [200, 200, 200], Q) + counts([60, 60, 60], [200, 200, 200], BEFORE)
BIG = largest([80, 80, 80], [60, 60, 60], Q)


def verdicts(every):
    return {(case.about, case.what): case.verdict for case in every}


def test_a_rise_that_rests_on_one_project_falls_without_it():
    found = verdicts(cases(ALL, BIG, WHEN, quiet, None))

    assert found["share", "shown"] == "rise"
    assert found["share", "without_largest"] == "fall"
    assert found["share", "counted"] == "rise"
    assert found["examined", "shown"] == "no_change"
    assert found["examined", "without_largest"] == "fall"


def test_without_provisional_quarters_the_same_part_of_the_year_before_stands_beside_it():
    late = counts([10, 10, 100], [200, 200, 200], Q) + counts([10, 10, 60], [200, 200, 200], BEFORE)
    found = {
        (case.about, case.what): (case.now, case.before) for case in cases(late, [], WHEN, quiet, date(2026, 7, 1))
    }

    assert found["examined", "shown"] == ("600", "600")
    assert found["share", "without_provisional"] == ("5%", "5%")
    assert ("share", "without_largest") not in found


@pytest.mark.parametrize("first", [None, date(2026, 1, 1)])
def test_where_nothing_or_everything_is_provisional_that_case_is_not_there(first):
    assert not [case for case in cases(ALL, BIG, WHEN, quiet, first) if case.what == "without_provisional"]


def test_too_few_for_a_percentage_is_not_comparable():
    few = counts([1, 1, 1], [5, 5, 5], Q) + counts([1, 1, 1], [5, 5, 5], BEFORE)

    assert verdicts(cases(few, [], WHEN, quiet, None))["share", "shown"] == "not_comparable"


def test_without_an_earlier_period_there_is_nothing_to_hold_it_against():
    assert cases(ALL, BIG, span(date(2019, 1, 1), date(2019, 12, 1), date(2019, 1, 1)), quiet, None) == []


def test_the_sentence_says_what_changes_or_that_nothing_does():
    told = sentence(cases(ALL, BIG, WHEN, quiet, None))

    assert (
        "De conclusie over het aandeel met een onregelmatigheid verandert zonder het grootste project: hoger wordt lager."
        in told
    )
    assert (
        sentence(cases(ALL, largest([1, 1, 1], [2, 2, 2], Q), WHEN, quiet, None)[:3])
        == "De conclusies blijven in alle 2 gevallen gelijk."
    )
    use("en")
    assert "higher becomes lower" in sentence(cases(ALL, BIG, WHEN, quiet, None))


def test_the_table_names_the_project_and_marks_what_differs():
    every = cases(ALL, BIG, WHEN, quiet, None)
    read = table(every, WHEN, "Groot")

    assert "zonder het grootste project (Groot)" in read.iloc[:, 1].tolist()
    assert read.iloc[:, -1].tolist().count("ja") == 2
    assert rows_of(every)["says"].tolist() == read.iloc[:, 4].tolist()


YEAR = span(date(2026, 1, 1), date(2026, 12, 1), date(2019, 1, 1))


def euros(value, period, part="total", files=900):
    of = {"part": part, "measure_code": "eur_fines", "is_mixed": False, "period": period}
    return row(EurosTotals, **of, amount_eur=value, margin_pct=5, n_files=files)


YEARS = [euros(500_000.0, date(2025, 1, 1)), euros(1_000_000.0, date(2026, 1, 1))]
QUARTERS = [euros(100_000.0, one) for one in BEFORE] + [
    euros(100_000.0, Q[0]),
    euros(100_000.0, Q[1]),
    euros(800_000.0, Q[2]),
]


def padded(rows):
    """With the other measures of what was established, at nothing: a sum is whole only with all of them."""
    shown = [one for one in rows or () if one.amount_eur is not None and one.part == "total"]
    others = [one for one in ESTABLISHED if one != "eur_fines"]
    more = [one._replace(measure_code=code, amount_eur=0.0) for one in shown for code in others]
    return rows and [*rows, *more]


def test_money_without_provisional_quarters_is_a_sum_of_published_quarters():
    found, told = money_cases(padded(YEARS), padded(QUARTERS), YEAR, date(2026, 7, 1), str)
    read = {
        what: (now.replace("\u00a0", " "), before.replace("\u00a0", " "))
        for _, what, now, before, _ in map(astuple, found)
    }

    assert verdicts(found) == {("money", "shown"): "rise", ("money", "without_provisional"): "no_change"}
    assert read["without_provisional"] == ("€ 200.000 (± 5%)", "€ 200.000 (± 5%)")
    assert "zonder het grootste project staat hier niet" in told


@pytest.mark.parametrize(
    ("quarters", "why"),
    [
        ([*QUARTERS, euros(None, date(2025, 1, 1), "rest_of_year", 5)], "te weinig dossiers"),
        ([*QUARTERS, euros(70_000.0, date(2026, 1, 1), "rest_of_year")], "te weinig dossiers"),
        ([euros(None, Q[0]), *QUARTERS[:3], *QUARTERS[4:]], "te weinig dossiers"),
        (None, "alleen bedragen per jaar"),
    ],
)
def test_money_that_is_not_whole_per_quarter_gives_no_case_and_says_why(quarters, why):
    found, told = money_cases(padded(YEARS), padded(quarters), YEAR, date(2026, 7, 1), str)

    assert [case.what for case in found] == ["shown"]
    assert why in told


def test_where_nothing_could_be_concluded_nothing_changes():
    found, _ = money_cases(padded(YEARS), padded(QUARTERS), WHEN, date(2026, 7, 1), str)

    assert found[0].verdict == "not_comparable"
    assert "niet te zeggen wordt" not in sentence([*cases(ALL, BIG, WHEN, quiet, None), *found])


def test_money_of_a_part_of_a_year_stands_beside_nothing():
    (shown,), _ = money_cases(YEARS, QUARTERS, WHEN, None, str)

    assert (shown.verdict, shown.before) == ("not_comparable", "deze maanden zijn niet naast een heel jaar te leggen")
    assert money_cases(YEARS, QUARTERS, span(date(2019, 1, 1), date(2019, 12, 1), date(2019, 1, 1)), None, str) == (
        [],
        "",
    )
