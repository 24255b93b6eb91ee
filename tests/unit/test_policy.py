"""The policy of the release that is shown: as it travels, and as words and percentages follow it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dashboard.policy import NUMBERS, active_policy, read_policy, use_policy
from dashboard.steward.protect.policy import load_policy, plain_rules


def test_a_release_of_the_shipped_rules_gives_the_shipped_policy():
    policy = load_policy()

    assert read_policy({"name": policy.name, "version": policy.version, "rules": plain_rules()}) == policy


def test_what_follows_from_the_base_follows_it():
    policy = replace(load_policy(), base=3, block_bases=4, block_single_bases=2)

    assert (policy.below, policy.block, policy.block_single) == (2, 12, 6)
    assert {type(getattr(policy, name)) for name in NUMBERS} == {int}


def test_each_run_has_its_own_and_must_have_one():
    use_policy(replace(load_policy(), base=10))
    with ThreadPoolExecutor(1) as pool, pytest.raises(LookupError):
        pool.submit(active_policy).result()

    assert active_policy().base == 10
