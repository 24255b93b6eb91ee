"""The policy file: numbers with their reasons, read once from ``policy.toml`` and passed as an argument."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.errors import PolicyViolation
from dashboard.policy import NUMBERS, Policy, read_policy

SHIPPED = Path(__file__).with_name("policy.toml")
_TEXTS = ("why_nl", "why_en")


@cache
def load_policy(path: Path | None = None) -> Policy:
    """The policy as numbers.

    Args:
        path: a policy file; None takes the shipped one.

    Raises:
        PolicyViolation: the file cannot be read, lacks a rule, or its numbers do not fit each other.
    """
    try:
        tree = explain_policy(path)
        numbers = [{"rule": name, "value": int(rule["value"])} for name, rule in tree.items() if isinstance(rule, dict)]
        policy = read_policy({**tree, "rules": numbers})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PolicyViolation("error.policy_unreadable", path=path, detail=error) from None
    return _held_to_proof(policy)


@cache
def explain_policy(path: Path | None = None) -> dict[str, Any]:
    """The policy as it stands in the file: per rule value, label, why, source and since."""
    return tomllib.loads((path or SHIPPED).read_text(encoding="utf-8"))


def plain_rules(path: Path | None = None) -> list[dict[str, Any]]:
    """The rules in order for the manifest, dates as ISO 8601, so that readers see the rules a release was made with.

    The reason of a rule may name numbers of the policy, like ``{base}``.
    """
    policy = load_policy(path)
    numbers = {name: getattr(policy, name) for name in NUMBERS}
    rules = {name: rule for name, rule in explain_policy(path).items() if isinstance(rule, dict)}
    return [
        {"rule": name, **rule, "since": rule["since"].isoformat()}
        | {word: rule[word].format(**numbers) for word in _TEXTS}
        for name, rule in rules.items()
    ]


def policy_hash(path: Path | None = None) -> str:
    """SHA-256 of the policy file."""
    return hashlib.sha256((path or SHIPPED).read_bytes()).hexdigest()


def _held_to_proof(policy: Policy) -> Policy:
    """The policy, where its numbers fit the proof: a block of three bases holds enough files whatever the rounding."""
    fits = {
        "block_bases": policy.block_bases >= 3,
        "contributors": policy.contributors <= 2 * policy.base,
        "base_strict": policy.base_strict >= policy.base,
    }
    if wrong := [rule for rule, is_fitting in fits.items() if not is_fitting]:
        raise PolicyViolation("error.policy_does_not_fit", rules=", ".join(wrong))
    return policy
