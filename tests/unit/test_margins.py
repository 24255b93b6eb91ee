"""Margins: coarse steps upwards, and the margin of a sum."""

from __future__ import annotations

import doctest
import math

import pytest

from dashboard import margins
from dashboard.margins import STEPS, margin_of_sum, step_up


def test_a_step_is_never_below_what_it_stands_for():
    assert [step_up(value) for value in (0.0, 1.0, 1.01, 49.0)] == [1, 1, 2, 50]
    assert step_up(50.1) == math.inf


def test_a_sum_is_never_wider_than_its_widest_part():
    assert margin_of_sum([(1000.0, 50), (1.0, 50)]) == 50
    assert margin_of_sum([]) == 0
    assert all(margin_of_sum([(1000.0, step)]) == step for step in STEPS)


def test_noise_of_parts_is_independent():
    assert margin_of_sum([(1000.0, 10)] * 4) == 5
    assert margin_of_sum([(3000.0, 10), (4000.0, 10)]) == pytest.approx(8)


def test_examples_hold():
    assert doctest.testmod(margins).failed == 0
