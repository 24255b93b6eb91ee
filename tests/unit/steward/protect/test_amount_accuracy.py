"""The spread of shown euros is said in coarse steps and only over enough figures."""

from __future__ import annotations

import pandas as pd

from dashboard.margins import STEPS
from dashboard.steward.protect.amount_accuracy import ENOUGH, measure_amounts
from dashboard.steward.protect.nodes import NO_MONTH


def given(size, off):
    months = pd.to_datetime([f"{2000 + year}-03-01" for year in range(size)])
    cells = pd.DataFrame({"measure_code": "m", "is_mixed": False, "amount_cents": 100_000, "month": months})
    cells = cells.assign(decision_month=NO_MONTH, is_step=False)
    codes = dict.fromkeys(("province_code", "partner_code", "type_code", "municipality_code", "project_code"), "")
    periods = pd.to_datetime([f"{2000 + year}-01-01" for year in range(size)]).astype("datetime64[us]")
    totals = pd.DataFrame({"measure_code": "m", "is_mixed": False, "amount_eur": 1000 * (1 + off), "period": periods})
    shown = {"view": "programme", "grain": "year", "part": "total", "reason": "", "margin_pct": 8}
    return totals.assign(**codes, **shown), cells.assign(**codes)


def test_errors_are_steps_and_the_share_that_holds_is_whole():
    assert measure_amounts(*given(ENOUGH, 0.041)) == {
        "programme|year": {"median": 5, "p90": 5, "holds": 99, "figures": ENOUGH}
    }
    assert measure_amounts(*given(ENOUGH, 0.2))["programme|year"]["holds"] == 0
    assert measure_amounts(*given(ENOUGH, 0.2))["programme|year"]["median"] in STEPS


def test_that_every_margin_holds_is_not_told():
    """It would make of each margin of 95 % one that is certain."""
    totals, cells = given(200, 0.041)
    totals.loc[0, "margin_pct"] = 1

    assert measure_amounts(totals, cells) == measure_amounts(*given(200, 0.041))


def test_the_spread_of_a_few_figures_is_not_told():
    assert ENOUGH == 100
    assert measure_amounts(*given(ENOUGH - 1, 0.041)) == {}
