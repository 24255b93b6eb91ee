"""Money that is seen more than once tells no more than once; a factor for each measure or month would average out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.averages import DRAWS, FILES, attack_averages, draw_per_measure
from dashboard.steward.protect.amounts import in_cents
from dashboard.steward.protect.noise import draw, factors
from tests.unit.steward.programme import money_cell

LADDER = ("eur_recovery_established", "eur_imposed", "eur_irrevocable", "eur_collected")


def exact(rows):
    return in_cents(pd.DataFrame(rows).assign(n_new=np.nan))


@pytest.fixture
def ladder():
    """Six amounts, each in four measures a month apart."""
    rows = [
        money_cell(
            amount=1000.0 + file,
            largest=1000.0 + file,
            measure_code=measure,
            month=pd.Timestamp(2024, 1 + step, 1),
            files_return=step > 0,
            is_paid_in_parts=step == 3,
        )
        for file in range(6)
        for step, measure in enumerate(LADDER)
    ]
    return exact(rows)


@pytest.fixture
def parts():
    """One amount that comes in twenty-four months."""
    common = {"amount": 237.5, "largest": 237.5, "measure_code": LADDER[3], "files_return": True}
    months = pd.date_range("2024-01-01", periods=24, freq="MS")
    return exact([money_cell(month=month, is_paid_in_parts=True, **common) for month in months])


def one_factor_per(*names):
    def engine(cells):
        own = factors(draw(b"k", "own", cells[["class_code", *names]].itertuples(index=False, name=None)), 10)
        return cells.assign(own_cents=cells["amount_cents"] * own)

    return engine


@pytest.mark.parametrize("money", ["ladder", "parts"])
def test_what_the_product_publishes_of_money_that_returns_is_one_factor(money, policy, request):
    cells = request.getfixturevalue(money)
    held, broken = attack_averages(cells, policy), attack_averages(cells, policy, engine=draw_per_measure(policy))

    assert held.passed
    assert 40 < held.found < 60  # the attack can succeed
    assert held.tried == (6 if money == "ladder" else 1) * DRAWS
    assert broken.found > 80
    assert not broken.passed


def test_a_factor_per_measure_alone_is_seen(ladder, policy):
    assert not attack_averages(ladder, policy, engine=one_factor_per("measure_code")).passed
    assert attack_averages(ladder, policy, engine=one_factor_per()).passed


def test_a_factor_per_month_of_instalments_alone_is_seen(parts, policy):
    assert not attack_averages(parts, policy, engine=one_factor_per("month")).passed


def test_one_file_whose_factor_is_always_near_nothing_is_seen(ladder, policy):
    """All files together may hold while one does not."""

    def lean(cells):
        shown = one_factor_per()(cells)
        is_first = cells["class_code"].str.startswith("0/")
        return shown.assign(own_cents=shown["own_cents"].mask(is_first, shown["amount_cents"]))

    attack = attack_averages(ladder, policy, engine=lean)

    assert attack.detail["worst"] == 100
    assert not attack.passed


def test_only_so_many_files_are_looked_at_and_half_of_them_are_seen_most_often(parts, policy):
    """Files in two measures do not keep instalments of one measure out."""
    pairs = [
        money_cell(amount=5000.0 + file, largest=5000.0 + file, measure_code=measure)
        for file in range(FILES)
        for measure in LADDER[:2]
    ]
    both = pd.concat([exact(pairs), parts], ignore_index=True)
    looked_at = []
    attack_averages(both, policy, engine=lambda cells: looked_at.append(cells) or one_factor_per()(cells))

    assert looked_at[0]["file"].nunique() == FILES
    assert (looked_at[0]["amount_cents"] == 23_750).sum() == 24 * DRAWS


def test_money_that_is_there_once_leaves_nothing_to_try(parts, policy):
    assert attack_averages(parts.iloc[:1], policy).tried == 0
    assert attack_averages(parts.iloc[:0], policy).tried == 0
