"""Which counts a level can carry per month, quarter or year; less than one a month is carried no better than one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.accuracy import Accuracy
from dashboard.answers.rows import AccountabilityTypical
from dashboard.ui.carrying import carries

LOOSE = Accuracy(5, (0.0, 1.0, 1.0, 1.0, 1.0, 1.0))  # the margin of 16 is 15.7, that of 15 is 15.2


def carried(per_year, grain, length=1):
    rows = [AccountabilityTypical("municipality", "fines", per_year)] if per_year else []
    viewer = SimpleNamespace(
        ask=lambda _kind: SimpleNamespace(rows=rows), release=SimpleNamespace(accuracy=lambda *_: LOOSE)
    )
    return carries(viewer, "fines", "municipality", grain, length)


@pytest.mark.parametrize(
    ("per_year", "grain", "length", "is_so"),
    [
        (16, "year", 1, True),
        (15, "year", 1, False),
        (15, "year", 2, True),
        (64, "quarter", 1, True),
        (60, "quarter", 1, False),
        (60, "quarter", 2, True),
        (192, "month", 1, True),
        (180, "month", 1, False),
        (5, "month", 1, False),
        (0, "month", 1, True),
    ],
)
def test_a_count_is_carried_where_the_margin_of_a_typical_one_is_no_larger_than_that(per_year, grain, length, is_so):
    assert carried(per_year, grain, length) is is_so
