"""Lead times in classes against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.settlement import grouped_quantile, settlement


def rows(*pairs):
    return np.array([low for low, _ in pairs], float), np.array([n for _, n in pairs], float)


def test_the_median_lies_inside_its_class():
    """Ten rows of 30 to 60 days and ten of 90 to 120: the median is the end of the first class."""
    assert grouped_quantile(*rows((30, 10), (90, 10)), 0.5, 30) == 60
    assert grouped_quantile(*rows((30, 10), (90, 10)), 0.75, 30) == pytest.approx(105)


def test_rows_within_the_norm_are_counted():
    found = settlement(*rows((30, 20), (75, 10), (90, 10)), 30, 25)

    assert (found.within, found.n) == (30, 40)
    assert found.share.value == pytest.approx(0.75)
    assert found.share.lower < 0.75 < found.share.upper


def test_few_rows_have_no_share():
    assert settlement(*rows((30, 24)), 30, 25).share is None
    assert settlement(*rows((30, 24)), 30, 24).share is not None


def test_without_rows_there_is_nothing():
    assert settlement(*rows(), 30, 25) is None
