"""The policy of disclosure control as plain numbers: read once from a release, used by pages, words, checks and tests alike.

The policy of the release that is looked at lives in a context variable beside the language, so that every word and
percentage of one run follows the rules that release was made with.
"""

from __future__ import annotations

import math
from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


PERCENT = 100


def width(percent: float) -> float:
    """``w(p) = ln((1 + p) / (1 - p))``, half the length of the interval of the logarithm of a secret factor.

    Example:
        >>> round(width(10), 4)
        0.2007
    """
    share = percent / PERCENT
    return math.log((1 + share) / (1 - share))


def reach(percent: float) -> tuple[int, int]:
    """How far a secret factor lowers and raises an amount at most, in per cent of it.

    Formula: ``1 - exp(-w) / m`` and ``exp(w) / m - 1`` with ``m = sinh(w) / w``, which makes the mean of a factor exactly 1.

    Example:
        >>> reach(10), reach(25)
        ((19, 21), (43, 60))
    """
    w = width(percent)
    mean = math.sinh(w) / w
    return round(PERCENT * (1 - math.exp(-w) / mean)), round(PERCENT * (math.exp(w) / mean - 1))


@dataclass(frozen=True)
class Policy:
    """The rules of disclosure control as plain numbers.

    Attributes:
        base: counts become multiples of this.
        base_strict: the same for figures under AVG art. 10.
        passes: rounds of balancing swaps.
        contributors: least number of files in an amount.
        block_bases: least protected number of files of an amount of two features, in bases.
        block_single_bases: the same for an amount of one feature.
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
        own_area_parts: least neighbourhoods in an area a viewer composes.
        own_area_dwellings: least dwellings in it.
    """

    name: str
    version: str
    base: int
    base_strict: int
    passes: int
    contributors: int
    block_bases: int
    block_single_bases: int
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
    own_area_parts: int
    own_area_dwellings: int

    @property
    def below(self) -> int:
        """The largest count that may become 0, and the most a count is off when it is first shown."""
        return self.base - 1

    @property
    def block(self) -> int:
        """Least protected number of files of an amount of two features."""
        return self.block_bases * self.base

    @property
    def block_single(self) -> int:
        """Least protected number of files of an amount of one feature."""
        return self.block_single_bases * self.base

    @property
    def own_below(self) -> int:
        """The most the own factor lowers an amount, in per cent."""
        return reach(self.insider_percent)[0]

    @property
    def own_above(self) -> int:
        """The most the own factor raises an amount, in per cent."""
        return reach(self.insider_percent)[1]

    @property
    def cover_below(self) -> int:
        """The most the cover lowers an amount, in per cent."""
        return reach(self.cover_percent)[0]

    @property
    def cover_above(self) -> int:
        """The most the cover raises an amount, in per cent."""
        return reach(self.cover_percent)[1]

    @property
    def own_within(self) -> int:
        """What who knows all but an amount's own factor can be sure it lies within, in per cent of it, about."""
        return round(PERCENT * width(self.insider_percent))

    def base_of(self, rule: str) -> int:
        """The rounding base of a protection rule.

        Raises:
            KeyError: a rule nobody knows; unknown is never passed.
        """
        return {"count": self.base, "count_strict": self.base_strict}[rule]


# What a text may name: {base} in it is filled in by ``say``.
DERIVED = ("below", "block", "block_single", "own_below", "own_above", "cover_below", "cover_above", "own_within")
NUMBERS = frozenset([*(field.name for field in fields(Policy) if field.type == "int"), *DERIVED])
_active: ContextVar[Policy] = ContextVar("policy")


def read_policy(policy: Mapping[str, Any]) -> Policy:
    """The policy as numbers.

    Args:
        policy: ``policy`` of a manifest: its name, version and rules.

    Raises:
        TypeError: a rule is missing or unknown.
    """
    numbers = {rule["rule"]: rule["value"] for rule in policy["rules"]}
    return Policy(name=policy["name"], version=policy["version"], **numbers)


def use_policy(policy: Policy) -> None:
    """Let the words and percentages of this run follow the policy of the release that is shown."""
    _active.set(policy)


def active_policy() -> Policy:
    """The policy of the release that is shown.

    Raises:
        LookupError: no release was chosen in this run, a programming mistake.
    """
    return _active.get()
