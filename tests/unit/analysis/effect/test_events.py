"""Event study against statsmodels, quarter by quarter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.analysis.effect import event_study


def coefficients(panel, periods):
    """Poisson regression with a dummy per area and period, and one for the project in each of some periods."""
    counts = panel.counts
    area, period = np.indices(counts.shape)
    columns = [area == at for at in range(counts.shape[0])] + [period == at for at in range(1, counts.shape[1])]
    columns += [panel.treated[:, None] & (period == at) for at in periods]
    design = np.stack([column.reshape(-1).astype(float) for column in columns], axis=1)
    fit = sm.GLM(counts.reshape(-1), design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    return fit.params[-len(periods) :]


def test_quarters_after_the_start_are_the_coefficients_of_a_poisson_regression(make_panel):
    panel = make_panel(periods=14)
    found = [moment for moment in event_study(panel).moments if moment.period >= 0]

    assert [moment.period for moment in found] == list(range(6))
    assert np.log([moment.value for moment in found]) == pytest.approx(coefficients(panel, range(8, 14)), abs=1e-7)


def test_a_quarter_before_the_start_is_held_against_the_other_ones(make_panel):
    panel = make_panel(periods=14)
    before = replace(panel, counts=panel.counts[:, :8])

    assert np.log(event_study(panel).moments[2].value) == pytest.approx(coefficients(before, [2])[0], abs=1e-7)


def test_exposure_that_doubles_halves_the_quarters_after_it(make_panel):
    panel = make_panel(periods=14)
    grown = np.ones((34, 14))
    grown[panel.treated, 8:] = 2
    plain, halved = (event_study(one).moments for one in (panel, replace(panel, exposure=grown)))

    assert halved[0].value == pytest.approx(plain[0].value)
    assert halved[-1].value == pytest.approx(plain[-1].value / 2)


def test_a_quarter_without_counts_has_a_lower_end_of_zero_and_no_break(make_panel):
    panel = make_panel(periods=14)
    counts = panel.counts.copy()
    counts[panel.treated, 9] = 0
    counts[~panel.treated, 11] = 0
    found = {moment.period: moment for moment in event_study(replace(panel, counts=counts)).moments}

    assert (found[1].value, found[1].lower) == (0, 0)
    assert found[3].value is None
    assert found[2].value is not None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start": 1, "end": 2}, "no_before"),
        ({"n_comparison": 0}, "no_comparison"),
        ({"n_comparison": 4}, "few_comparison"),
    ],
)
def test_what_is_missing_is_named(make_panel, change, reason):
    found = event_study(make_panel(**change))

    assert found.reason == reason
    assert found.pre_trend.reason == reason
    assert found.moments == ()
