"""Difference-in-differences: the ratio of ratios against statsmodels, several projects, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.effect import Panel, did


def poisson_of_statsmodels(counts, *columns):
    """Last coefficients of a Poisson regression with a dummy for every area and period."""
    n_areas, n_periods = counts.shape
    area, period = np.indices(counts.shape)
    dummies = [area == at for at in range(n_areas)] + [period == at for at in range(1, n_periods)]
    design = np.stack([np.broadcast_to(one, counts.shape).reshape(-1).astype(float) for one in (*dummies, *columns)]).T
    fit = sm.GLM(counts.reshape(-1), design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    return fit.params[-len(columns) :]


def test_the_estimate_is_that_of_a_poisson_regression_with_area_and_period_effects(make_panel):
    panel = make_panel(end=8, periods=16)
    active = panel.treated[:, None] & (np.arange(16) >= 8)

    assert np.log(did(panel).value) == pytest.approx(poisson_of_statsmodels(panel.counts, active)[0], abs=1e-8)


def test_the_phase_during_is_start_to_end_and_after_is_from_the_end_on(make_panel):
    panel = make_panel()
    own, others = panel.counts[panel.treated], panel.counts[~panel.treated]

    def ratio(part):
        return own[:, part].sum() / own[:, :8].sum() / (others[:, part].sum() / others[:, :8].sum())

    assert did(panel, "during").value == pytest.approx(ratio(slice(8, 10)))
    assert did(panel, "after").value == pytest.approx(ratio(slice(10, 18)))
    assert did(panel, "after", 4).n_periods == (4, 4)
    assert did(replace(panel, end=None), "after").reason == "no_after"


def test_observed_over_expected_is_the_value_and_lies_inside_its_interval(make_panel):
    found = did(make_panel())

    assert found.observed / found.expected == pytest.approx(found.value)
    assert found.lower < found.value < found.upper


def test_several_projects_are_all_they_counted_over_all_that_was_expected(make_panel):
    one, two = make_panel(seed=1), make_panel(seed=2, start=6, end=9)
    apart, both = [did(one), did(two)], did([one, two])

    assert both.observed == sum(found.observed for found in apart)
    assert both.expected == pytest.approx(sum(found.expected for found in apart))
    assert both.n_treated == 8
    assert both.upper / both.lower < min(found.upper / found.lower for found in apart)


def test_a_comparison_area_that_serves_two_projects_is_counted_once(make_panel):
    one = make_panel()
    others = tuple(f"c{at}" for at in range(30))
    shared = [replace(one, ids=(*(f"{name}{at}" for at in range(4)), *others)) for name in "ab"]
    apart = [replace(panel, ids=tuple(f"{at}{name}" for name in panel.ids)) for at, panel in enumerate(shared)]

    assert did(shared).n_comparison == 30
    assert did(apart).n_comparison == 60
    assert did(shared).upper > did(apart).upper


def test_exposure_counts_only_where_it_changes(make_panel):
    panel = make_panel(end=8, periods=16)
    level = replace(panel, exposure=np.linspace(100, 900, 34))
    grown = np.ones((34, 16))
    grown[panel.treated, 8:] = 2

    assert did(level).value == did(panel).value
    assert did(replace(panel, exposure=grown)).value == pytest.approx(did(panel).value / 2)


def test_rounding_widens_and_moves_nothing(make_panel):
    exact, rounded = did(make_panel(base=0)), did(make_panel(base=5))

    assert rounded.value == exact.value
    assert rounded.lower < exact.lower
    assert rounded.upper > exact.upper


def test_comparison_areas_that_differ_more_widen_the_interval(make_panel):
    panel = make_panel()
    uneven = panel.counts.copy()
    uneven[4::2, 10:] *= 1.6
    uneven[5::2, 10:] *= 0.5

    found = did(replace(panel, counts=uneven))
    assert did(panel).spread < 0.05
    assert found.spread > 0.3
    assert found.upper / found.lower > did(panel).upper / did(panel).lower


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start": 0, "end": 2}, "no_before"),
        ({"end": 18}, "no_after"),
        ({"n_comparison": 0}, "no_comparison"),
        ({"n_treated": 0}, "no_comparison"),
        ({"n_comparison": 9}, "few_comparison"),
    ],
)
def test_what_is_missing_is_named(make_panel, change, reason):
    found = did(make_panel(**change))

    assert found.reason == reason
    assert (found.value, found.lower, found.upper) == (None, None, None)


def test_areas_that_count_nothing_have_no_estimate_or_an_open_one(make_panel):
    panel = make_panel()
    nothing_before, nothing_after, no_others = (panel.counts.copy() for _ in range(3))
    nothing_before[panel.treated, :8] = 0
    nothing_after[panel.treated, 8:] = 0
    no_others[~panel.treated] = 0

    assert did(replace(panel, counts=nothing_before)).reason == "no_counts"
    assert did(replace(panel, counts=no_others)).reason == "no_counts_comparison"
    found = did(replace(panel, counts=nothing_after))
    assert (found.value, found.lower) == (0, 0)
    assert 0 < found.upper < 0.2
    assert did([]).reason == "no_before"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.2, 5.0), st.floats(0.2, 5.0))
def test_neither_the_order_of_areas_nor_a_change_common_to_all_moves_the_estimate(seed, common, own):
    draw = np.random.default_rng(seed)
    counts = draw.poisson(8.0, (24, 16)).astype(float)
    counts[0] += 1
    counts[-1] += 1
    panel = Panel(counts, np.arange(24) < 3, 8, 8, base=0)
    order = draw.permutation(24)
    times = counts.copy()
    times[:, 8:] *= common
    times[:3, 8:] *= own

    moved = did(panel.take(order))
    assert moved.value == pytest.approx(did(panel).value)
    assert (moved.lower, moved.upper) == (pytest.approx(did(panel).lower), pytest.approx(did(panel).upper))
    assert did(replace(panel, counts=times)).value == pytest.approx(did(panel).value * own)


def test_the_same_counts_give_the_same_answer_twice(make_panel):
    assert did(make_panel()) == did(make_panel())
