"""The policy: every number with its reason, and the numbers fit each other."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from dashboard.errors import PolicyViolation
from dashboard.policy import read_policy
from dashboard.steward.protect.noise import factors
from dashboard.steward.protect.policy import SHIPPED, explain_policy, load_policy, plain_rules, policy_hash


def test_every_number_says_why_and_where_from():
    rules = {name: rule for name, rule in explain_policy().items() if isinstance(rule, dict)}

    for rule in rules.values():
        assert set(rule) == {"value", "label_nl", "label_en", "why_nl", "why_en", "source_nl", "source_en", "since"}
        assert rule["why_nl"].endswith(".")
        assert rule["why_en"].endswith(".")


@pytest.fixture
def changed(tmp_path):
    """The shipped policy file with other values: ``changed(base=10)``."""

    def write(**values: int):
        rules = SHIPPED.read_text(encoding="utf-8")
        for rule, value in values.items():
            rules, n = re.subn(rf"(?m)^(\[{rule}\]\nvalue = )\d+$", rf"\g<1>{value}", rules)
            assert n == 1
        path = tmp_path / "policy.toml"
        path.write_text(rules, encoding="utf-8")
        return path

    return write


def test_one_number_makes_it_stricter_and_the_reasons_follow(changed):
    path = changed(base=10)
    reasons = {rule["rule"]: rule["why_nl"] for rule in plain_rules(path)}

    assert (load_policy(path).block, load_policy(path).block_single, load_policy(path).below) == (30, 20, 9)
    assert "een veelvoud van 10;" in reasons["base"]
    assert "hoogstens 9 af" in reasons["base"]
    assert reasons["block_bases"].endswith("minstens 3 keer de afrondingsbasis: 30.")


@pytest.mark.parametrize(("insider", "cover"), [(10, 25), (20, 40)])
def test_the_reach_of_secret_deviations_is_that_of_the_factors_themselves(changed, insider, cover):
    path = changed(insider_percent=insider, cover_percent=cover)
    policy = load_policy(path)
    reasons = {rule["rule"]: rule["why_nl"] + rule["why_en"] for rule in plain_rules(path)}

    for rule, percent in (("insider_percent", insider), ("cover_percent", cover)):
        low, high = (100 * (factors(np.array([0.0, 1.0]), percent) - 1)).round().astype(int)
        assert f"({low} tot +{high}%)" in reasons[rule]
        assert f"({low} to +{high}%)" in reasons[rule]
    lowest, highest = factors(np.array([0.0, 1.0]), insider)
    assert policy.own_within == pytest.approx(100 * np.log(highest / lowest) / 2, abs=0.5)


def test_a_source_that_was_measured_says_at_which_numbers():
    measured = [
        rule[source] for rule in plain_rules() for source in ("source_nl", "source_en")
        if "meting" in rule[source] or "easure" in rule[source] or "gemeten" in rule[source]
    ]  # fmt: skip

    assert len(measured) >= 10
    unsaid = [
        one
        for one in measured
        if not re.search(r"basis 5|base of 5|afwijking van 10|deviation of 10|grens|border", one)
    ]
    assert unsaid == []


@pytest.mark.parametrize(("rule", "value"), [("block_bases", 2), ("contributors", 11), ("base_strict", 4)])
def test_numbers_that_do_not_fit_the_proof_are_refused(changed, rule, value):
    """A block of 3b holds more than k files whatever the rounding, as long as k <= 2b."""
    with pytest.raises(PolicyViolation) as error:
        load_policy(changed(**{rule: value}))

    assert error.value.values == {"rules": rule}


@pytest.mark.parametrize("harm", ["lost", "no toml", "a rule less", "no number"])
def test_a_policy_that_cannot_be_read_says_so(changed, harm):
    path = changed()
    rules = path.read_text(encoding="utf-8")
    harmed = {
        "no toml": "base = ",
        "a rule less": rules.replace("[base]", "[other]"),
        "no number": rules.replace("= 5", '= "vijf"'),
    }
    path.unlink() if harm == "lost" else path.write_text(harmed[harm], encoding="utf-8")

    with pytest.raises(PolicyViolation) as error:
        load_policy(path)

    assert error.value.key == "error.policy_unreadable"


def test_what_travels_is_what_was_read(changed):
    path = changed(base=10, own_area_parts=4)
    release = {"name": "LSI-standaard", "version": "2.0", "rules": json.loads(json.dumps(plain_rules(path)))}

    assert read_policy(release) == load_policy(path)
    assert load_policy(path) != load_policy()


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
