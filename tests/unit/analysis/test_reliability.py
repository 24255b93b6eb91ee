"""Classes of reliability."""

from __future__ import annotations

import math

import pytest

from dashboard.analysis.contrast import difference
from dashboard.analysis.intervals import Estimate, share_interval
from dashboard.analysis.reliability import reliability, variation


def test_coefficient_is_standard_error_over_value():
    assert variation(Estimate(100, 100 - 19.59963985, 100 + 19.59963985, "")) == pytest.approx(0.1, abs=1e-6)
    assert variation(Estimate(0, 0, 3, "")) == math.inf


def test_classes_and_differences():
    assert reliability(share_interval(100, 200)) == "firm"
    assert reliability(share_interval(10, 100)) == "fair"
    assert reliability(share_interval(2, 100)) == "weak"
    assert reliability(difference(share_interval(50, 100), share_interval(48, 100))) == "weak"
