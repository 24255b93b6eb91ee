"""The active policy: numbers with their reasons, read once from ``policy.toml`` and passed as an argument."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class Policy:
    """The rules of disclosure control as plain numbers.

    Attributes:
        base: counts become multiples of this.
        base_strict: the same for figures under AVG art. 10.
        passes: rounds of balancing swaps.
        contributors: least number of files in an amount.
        block: least protected number of files of an amount of two features.
        block_single: the same for an amount of one feature.
        insider_percent: p of the own factor of an amount.
        cover_percent: p of its cover.
        widest_percent: margin above which an amount is not shown.
        dominance_percent: p of the p% rule.
        amount_rounding: amounts are rounded to this, in euro.
        percentage_denominator: least denominator of a shown percentage.
        percentage_top: above this a percentage is only said to be more.
        gain_percent: most percentage points a shown figure may make an attacker surer than knowing that there is something.
        certainty_percent: above this certainty the attack report names a measure.
        carry_percent: a count is not offered where its margin is more than this of a typical one.
        settlement_days: width of a class of lead times.
        settlement_rows: least rows of deliveries in such a class.
        settlement_signals: least protected signals in a receiver's year.
        settlement_projects: least projects in it.
    """

    name: str
    version: str
    base: int
    base_strict: int
    passes: int
    contributors: int
    block: int
    block_single: int
    insider_percent: int
    cover_percent: int
    widest_percent: int
    dominance_percent: int
    amount_rounding: int
    percentage_denominator: int
    percentage_top: int
    gain_percent: int
    certainty_percent: int
    carry_percent: int
    settlement_days: int
    settlement_rows: int
    settlement_signals: int
    settlement_projects: int

    def base_of(self, rule: str) -> int:
        """The rounding base of a protection rule.

        Raises:
            KeyError: a rule nobody knows; unknown is never passed.
        """
        return {"count": self.base, "count_strict": self.base_strict}[rule]


@cache
def load_policy(path: Path = _FILE) -> Policy:
    """The policy as numbers."""
    tree = explain_policy(path)
    numbers = {name: rule["value"] for name, rule in tree.items() if isinstance(rule, dict)}
    return Policy(name=tree["name"], version=tree["version"], **numbers)


@cache
def explain_policy(path: Path = _FILE) -> dict[str, Any]:
    """The policy as it stands in the file: per rule value, label, why, source and since."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def plain_rules(path: Path = _FILE) -> list[dict[str, Any]]:
    """The rules in order for the manifest, dates as ISO 8601, so that readers see the rules a release was made with."""
    rules = {name: rule for name, rule in explain_policy(path).items() if isinstance(rule, dict)}
    return [{"rule": name, **rule, "since": rule["since"].isoformat()} for name, rule in rules.items()]


def policy_hash(path: Path = _FILE) -> str:
    """SHA-256 of the policy file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
