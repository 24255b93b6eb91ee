"""Accuracy as pages read it: per measure, level and period, and never smaller for want of views."""

from __future__ import annotations

from math import sqrt

import pytest

from dashboard.accuracy import EVERY, LEVELS, PERIODS, SIZES, read_accuracy

YEAR = {
    "common": {"1": 0.5, "2": 0.25},
    "result 0": {"1": 0.6, "2": 0.4, "3": 0.3},
    EVERY: {"1": 0.9, "2": 0.8, "3": 0.7, "4": 0.6},
}
REPORT = {
    "bases": {"common": 5, "rare": 5, "strict": 10, EVERY: 10},
    "likes": {"common": "result 0", "rare": "result 0", "strict": "result 1"},
    "spreads": {"municipality|year": YEAR},
}


@pytest.mark.parametrize(
    ("measure", "spreads"),
    [
        ("common", (1.0, 0.5, 0.25, 0.3, 0.6, 1.0)),
        ("rare", (1.0, 0.6, 0.4, 0.3, 0.6, 1.0)),
        ("strict", (1.0, 0.9, 0.8, 0.7, 0.6, 1.0)),
        ("never_delivered", (1.0, 0.9, 0.8, 0.7, 0.6, 1.0)),
    ],
)
def test_what_too_few_views_tell_is_taken_from_like_measures_then_all_then_the_bound(measure, spreads):
    assert read_accuracy(REPORT, measure, "municipality", "year").spreads == spreads


def test_a_kind_of_view_that_tells_nothing_has_the_bound():
    found = read_accuracy(REPORT, "common", "district", "month")

    assert found.sd(100) == pytest.approx(sqrt(4 * 100))
    assert found.sd(0) == pytest.approx(sqrt(4 * 5))


def test_criminal_law_counts_by_its_own_base():
    found = read_accuracy(REPORT, "strict", "municipality", "year")

    assert found.base == 10
    assert found.sd(10) == pytest.approx(sqrt(0.9 * 9 * 10))
    assert found.p95(10) == pytest.approx(1.96 * found.sd(10))
    assert found.one_cell == pytest.approx(10 / sqrt(6))


def test_a_measure_no_release_counts_has_the_strictest_base():
    assert read_accuracy(REPORT, "never_delivered", "municipality", "year").base == 10


@pytest.mark.parametrize(("value", "size"), [(0, 0), (5, 1), (10, 1), (15, 2), (45, 2), (50, 3), (500, 4), (505, 5)])
def test_shown_values_fall_in_size_classes(value, size):
    shares = [{str(number): number / 10 for number in range(len(SIZES) + 1)}]
    report = REPORT | {"spreads": {"programme|all": {"common": shares[0]}}}

    assert read_accuracy(report, "common", "programme", "all").sd(value) == sqrt(size / 10 * 4 * max(value, 5))


def test_a_release_gives_every_measure_an_accuracy_in_every_kind_of_view(release):
    for measure in ("examined_addresses", "police_reports", "signals_settled", "eur_fines", "ctx_reports"):
        for level in LEVELS:
            for period in PERIODS:
                found = release.accuracy(measure, level, period)
                assert found.sd(5) > 0
                assert release.noise(level, period)(35.0, measure) == found.sd(35)
    assert release.accuracy("police_reports", "project", "all").base == 10


def test_in_the_sample_the_intervals_hold_what_they_promise(release):
    """Counted against the vault when the release was made; of each measure that has a hundred shown counts of 5 to 500."""
    coverage = release.manifest["report"]["accuracy"]["coverage"]

    assert {"municipality|month", "district|year", "neighbourhood|year", "project|month"} <= set(coverage)
    assert min(coverage.values()) >= 93


def test_a_rare_measure_is_less_accurate_than_a_common_one_where_both_are_small(release):
    """Pooled over measures both would be as accurate as the most common one."""
    common, rare = (release.accuracy(one, "neighbourhood", "year") for one in ("persons_compared", "warnings"))

    assert rare.sd(1000) > 3 * common.sd(1000)
