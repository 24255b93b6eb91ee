"""The table of other choices holds every one once, and each row is the estimate under that choice."""

from __future__ import annotations

import numpy as np

from dashboard.analysis.effect import did, sensitivity


def test_every_choice_stands_in_the_table_once(make_panel):
    panel = make_panel(start=16, end=16, periods=26)
    panels = {"all": panel, "near": panel.take(np.arange(24))}
    found = sensitivity(panels)
    keys = [(one.estimator, one.window, one.comparison) for one in found]

    assert len(keys) == len(set(keys))
    assert {one.comparison for one in found if one.estimator == "did"} == {"all", "near"}
    assert {one.window for one in found} == {4, 8}
    assert {one.estimator for one in found} == {
        "did", "did_trend", "synthetic_control", "interrupted", "before_after",
    }  # fmt: skip
    four = next(one for one in found if (one.estimator, one.window, one.comparison) == ("did", 4, "near"))
    assert four.effect == did(panels["near"], "after", 4)


def test_a_drift_before_the_start_holds_back_what_assumes_there_is_none(make_panel):
    panel = make_panel(start=16, end=16, periods=26, n_treated=8, n_comparison=60)
    panel.counts[panel.treated] = np.round(panel.counts[panel.treated] * np.exp(0.08 * np.arange(26)))
    whys = {one.estimator: one.verdict.why for one in sensitivity({"all": panel}) if one.window == 8}

    assert whys["did"] == "pre_trend"
    assert whys["did_trend"] in {"interval", "includes_one", "wide"}
