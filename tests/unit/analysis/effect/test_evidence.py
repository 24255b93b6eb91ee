"""Which rung the data reach, and when an estimate may be spoken of."""

from __future__ import annotations

import math

import pytest

from dashboard.analysis.effect import Effect, PreTrend, evidence_level, verdict


@pytest.mark.parametrize(
    ("change", "step", "needs"),
    [
        ({"end": 18}, "nothing", ("no_after",)),
        ({"start": 0, "end": 1}, "only_after", ("no_before",)),
        ({"n_comparison": 0}, "before_after", ("no_comparison",)),
        ({"n_comparison": 9}, "before_after", ("few_comparison",)),
        ({"n_comparison": 19}, "with_comparison", ("few_comparison",)),
        ({"start": 3, "end": 3}, "with_comparison", ("short_before",)),
        ({"n_comparison": 20}, "many_comparisons", ()),
    ],
)
def test_the_level_follows_from_what_there_is(make_panel, change, step, needs):
    found = evidence_level(make_panel(**change))

    assert (found.step, found.next_needs) == (step, needs)


def test_areas_that_counted_nothing_before_have_the_lowest_level(make_panel):
    panel = make_panel()
    panel.counts[panel.treated, :8] = 0

    assert (evidence_level(panel).step, evidence_level(panel).next_needs) == ("only_after", ("no_counts",))


def effect(lower, upper):
    return Effect("did", value=math.sqrt(lower * upper) if lower else 0.5, lower=lower, upper=upper)


@pytest.mark.parametrize(
    ("lower", "upper", "finding", "why", "draw"),
    [
        (0.6, 0.95, "lower", "interval", True),
        (1.05, 1.6, "higher", "interval", True),
        (0.8, 1.2, "undetermined", "includes_one", True),
        (0.2, 0.85, "undetermined", "wide", False),
        (0.0, 0.5, "undetermined", "wide", False),
        (0.9, math.inf, "undetermined", "wide", False),
    ],
)
def test_the_verdict_follows_from_the_interval(lower, upper, finding, why, draw):
    found = verdict(effect(lower, upper))

    assert (found.finding, found.why, found.draw) == (finding, why, draw)


def test_a_drift_before_the_start_or_a_failed_validation_holds_an_estimate_back():
    clear = effect(0.6, 0.9)

    assert verdict(clear, PreTrend(passed=False)).why == "pre_trend"
    assert verdict(clear, PreTrend(passed=None)).finding == "lower"
    assert verdict(clear, is_offered=False).why == "not_offered"
    assert not verdict(clear, PreTrend(passed=False)).draw
    assert verdict(Effect("did", reason="no_before")).why == "not_estimated"
