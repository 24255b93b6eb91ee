"""Two releases side by side: a correction carries a deviation of its own, and nothing else moves."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.steward.attack.euro_corrections import KEY, attack_euro_corrections, keep_noise
from dashboard.steward.protect.amounts import add_noise, in_cents


@pytest.fixture(scope="module")
def cells(make_money):
    return in_cents(make_money(4, 2)[0].sample(frac=0.4, random_state=1, ignore_index=True))


def test_the_difference_of_two_releases_places_a_correction_only_where_noise_is_kept(cells, policy):
    held, broken = (
        attack_euro_corrections(cells, policy),
        attack_euro_corrections(cells, policy, engine=keep_noise(policy)),
    )

    assert held.passed
    assert held.tried > 100
    assert 10 < held.found < 40  # about a quarter, so the attack can succeed
    assert 40 < held.detail["wide"] < 75
    assert broken.found == 100
    assert not broken.passed


def test_other_amounts_that_move_along_are_seen(cells, policy):
    """Drawn anew: what was not corrected changes too."""

    def anew(frame, before):
        return add_noise(frame, policy, KEY if before is None else b"another key")

    assert attack_euro_corrections(cells, policy).detail["others"] == 0
    assert attack_euro_corrections(cells, policy, engine=anew).detail["others"] > 90
    assert not attack_euro_corrections(cells, policy, engine=anew).passed


def test_only_the_commonest_measure_is_rehearsed(cells, policy):
    few = cells.head(20).assign(measure_code="eur_backpay")

    assert attack_euro_corrections(pd.concat([cells, few], ignore_index=True), policy) == attack_euro_corrections(
        cells, policy
    )


def test_without_amounts_there_is_nothing_to_correct(cells, policy):
    attack = attack_euro_corrections(cells.iloc[:0], policy)

    assert (attack.tried, attack.passed) == (0, True)
