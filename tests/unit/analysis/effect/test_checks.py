"""Placebo areas and dates, one area left out, and what happened next door."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.analysis.effect import did, displacement, leave_one_out, placebo_areas, placebo_dates


def test_a_real_effect_stands_out_among_placebo_areas_and_none_does_not(make_panel):
    real, none = placebo_areas(make_panel(effect=0.4)), placebo_areas(make_panel(effect=1.0))

    assert real.p_value <= 0.01
    assert none.p_value > 0.1
    assert real.false_share <= 0.08
    assert np.median(real.values) == pytest.approx(1, abs=0.1)


def test_one_area_is_held_against_every_comparison_area_once(make_panel):
    found = placebo_areas(make_panel(n_treated=1))

    assert len(found.values) == 30
    assert found.n_areas == 1


def test_a_placebo_never_sees_the_project_itself(make_panel):
    panel = make_panel()
    changed = panel.counts.copy()
    changed[panel.treated, 10:] *= 3

    assert placebo_areas(panel).values == placebo_areas(replace(panel, counts=changed)).values


def test_placebo_areas_need_twice_as_many_as_the_project_has(make_panel):
    assert placebo_areas(make_panel(n_treated=8, n_comparison=15)).reason == "few_comparison"
    assert placebo_areas(make_panel(end=18)).reason == "no_after"


def test_placebo_dates_use_only_time_before_the_start(make_panel):
    panel = make_panel(start=12, end=12, periods=20)
    changed = panel.counts.copy()
    changed[:, 12:] = 99
    found = placebo_dates(panel)

    assert [date.periods for date in found] == [8, 7, 6, 5, 4]
    assert found == placebo_dates(replace(panel, counts=changed))
    own, others = panel.counts[panel.treated], panel.counts[~panel.treated]
    by_hand = own[:, 4:8].sum() / own[:, :4].sum() / (others[:, 4:8].sum() / others[:, :4].sum())
    assert found[0].effect.value == pytest.approx(by_hand)
    assert placebo_dates(make_panel(start=7)) == ()


def test_leaving_one_out_is_the_estimate_on_the_others(make_panel):
    panel = make_panel()
    found = {one.area: one for one in leave_one_out(panel)}

    assert sorted(found) == list(range(34))
    for area in (1, 20):
        known = did(panel.take(np.arange(34) != area))
        assert found[area].effect.value == pytest.approx(known.value)
        assert found[area].effect.upper == pytest.approx(known.upper)
        assert found[area].effect.n_comparison == known.n_comparison
        assert found[area].is_treated == (area < 4)


def test_a_single_area_is_never_left_out_nor_are_the_last_ten(make_panel):
    assert all(not one.is_treated for one in leave_one_out(make_panel(n_treated=1)))
    assert all(one.is_treated for one in leave_one_out(make_panel(n_comparison=10)))
    assert leave_one_out(make_panel(end=18)) == ()


def test_displacement_compares_the_ring_with_areas_further_off(make_panel):
    panel = make_panel(n_comparison=40)
    ring = np.zeros(44, dtype=bool)
    ring[4:12] = True
    moved = panel.counts.copy()
    moved[ring, 10:] = np.round(moved[ring, 10:] * 1.5)
    moved[panel.treated] = 0
    found = displacement(replace(panel, counts=moved), ring)

    assert found.value == pytest.approx(1.5, abs=0.1)
    assert found.lower > 1
    assert (found.n_treated, found.n_comparison) == (8, 32)


def test_checks_draw_the_same_every_time(make_panel):
    assert placebo_areas(make_panel()) == placebo_areas(make_panel())
