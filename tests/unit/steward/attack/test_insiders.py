"""Insiders learn of others where others are rounded together with them, and nowhere else."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.insiders import KEY, attack_insiders, round_across_owners
from dashboard.steward.protect.counts import protect_counts


@pytest.fixture
def owned(make_cells):
    """Results of two projects, two partners and two municipalities, twelve months each."""
    random = np.random.default_rng(3)
    parts = [
        make_cells(
            random.integers(1, 5, 12), project_code=project, partner_code=partner, municipality_code=municipality
        )
        for project, partner, municipality in itertools.product(("P1", "P2"), ("GEM", "UWV"), ("GM1", "GM2"))
    ]
    return pd.concat(parts, ignore_index=True)


def test_nobody_learns_of_others_from_own_figures(owned, policy):
    attack = attack_insiders(owned, policy)

    assert attack.tried >= 48 * 6
    assert attack.detail == {"project": 0, "partner": 0, "municipality": 0, "receiver": 0}
    assert attack.passed


def test_without_figures_there_is_nobody_to_learn_from(owned, policy):
    attack = attack_insiders(owned.iloc[:0], policy)

    assert attack.tried == 0
    assert attack.passed


def test_rounded_across_owners_every_insider_learns_of_others(owned, policy):
    broken = attack_insiders(owned, policy, engine=round_across_owners(policy))

    assert all(broken.detail[kind] > 5 for kind in ("project", "partner", "municipality"))
    assert not broken.passed


@pytest.fixture
def referred(owned, make_cells):
    """The same with what one sender passed on to three receivers."""
    random = np.random.default_rng(4)
    referrals = [
        make_cells(
            random.integers(1, 5, 12), origin="referral", component="signals_passed_on", partner_code=f"GEM/{name}"
        )
        for name in ("POL", "SVB", "UWV")
    ]
    return pd.concat([owned, *referrals], ignore_index=True)


def test_receivers_learn_nothing_of_what_others_received(referred, policy):
    attack = attack_insiders(referred, policy)

    assert attack.tried > attack_insiders(referred[referred["origin"] == "result"], policy).tried
    assert attack.detail["receiver"] == 0


def test_receivers_of_one_unit_learn_of_each_other(referred, policy):
    """The leak that was: all receivers of a sender in one unit."""

    def by_sender(cells):
        pair = cells["partner_code"].str.partition("/")
        joined = cells["class_code"] + "/" + pair[2]
        shown = protect_counts(cells.assign(partner_code=pair[0], class_code=joined), policy, KEY)
        parts = shown["class_code"].str.partition("/")
        pairs = (shown["partner_code"] + "/" + parts[2]).str.removesuffix("/")
        return shown.assign(partner_code=pairs, class_code=parts[0])

    broken = attack_insiders(referred, policy, engine=by_sender)

    assert broken.detail["receiver"] > 5
    assert broken.detail["project"] == broken.detail["partner"] == 0
