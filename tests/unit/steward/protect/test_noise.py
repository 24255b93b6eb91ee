"""Factors of money: their width, their mean and what they are drawn from."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest

from dashboard.steward.protect import noise

UNITS = (np.arange(100_000) + 0.5) / 100_000


@pytest.mark.parametrize("percent", [5, 10, 25])
def test_factors_average_one_and_spread_as_their_formula_says(percent):
    drawn = noise.factors(UNITS, percent)

    assert drawn.mean() == pytest.approx(1, abs=1e-6)
    assert drawn.std() == pytest.approx(noise.spread(percent), rel=1e-4)
    assert math.log(drawn.max() / drawn.min()) == pytest.approx(2 * noise.width(percent), rel=1e-4)


def test_no_interval_of_p_per_cent_holds_more_than_half_of_the_factors():
    """The guarantee in one line: of all places to lay an interval of ± 10 %, the best one holds the half."""
    drawn = noise.factors(UNITS, 10)
    guesses = np.linspace(0.75, 1.3, 200)

    best = max(np.mean(np.abs(guess / drawn - 1) <= 0.1) for guess in guesses)

    assert 0.49 < best < 0.505


def test_a_draw_depends_on_key_purpose_and_name_alone():
    names = [("P", "GEM", 100), ("P", "GEM", 101)]

    drawn = noise.draw(b"k" * 32, "own", names)

    assert noise.draw(b"k" * 32, "own", names[::-1]).tolist() == drawn[::-1].tolist()
    others = (noise.draw(b"l" * 32, "own", names), noise.draw(b"k" * 32, "cover", names))
    assert all(not np.isclose(other, drawn).any() for other in others)
    assert ((drawn > 0) & (drawn < 1)).all()


def test_examples_hold():
    assert doctest.testmod(noise).failed == 0
