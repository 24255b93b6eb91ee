"""The policy: every number with its reason, and the numbers fit each other."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.steward.protect.policy import explain_policy, plain_rules, policy_hash


def test_every_number_says_why_and_where_from():
    rules = {name: rule for name, rule in explain_policy().items() if isinstance(rule, dict)}

    for rule in rules.values():
        assert set(rule) == {"value", "label_nl", "label_en", "why_nl", "why_en", "source_nl", "source_en", "since"}
        assert rule["why_nl"].endswith(".")
        assert rule["why_en"].endswith(".")


def test_the_numbers_fit_the_proof(policy):
    """Protection.md section 6 (d): a block of 3b holds more than k files whatever the rounding, as long as k <= 2b."""
    assert policy.block >= 3 * policy.base
    assert policy.contributors <= 2 * policy.base


def test_the_rules_travel_as_plain_values():
    first, *_ = json.loads(json.dumps(plain_rules()))

    assert first["rule"] == "base"
    assert first["value"] == 5
    assert first["since"] == "2026-11-01"


def test_an_unknown_rule_is_never_passed(policy):
    assert (policy.base_of("count"), policy.base_of("count_strict")) == (5, 10)
    with pytest.raises(KeyError):
        policy.base_of("public")


def test_the_hash_is_that_of_the_file():
    assert re.fullmatch("[0-9a-f]{64}", policy_hash())
