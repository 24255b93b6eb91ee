"""What the attacks found, for a machine and for a privacy officer.

The report lies beside the release and is as public as that: it says how much was tried and found in coarse numbers only,
because an exact number of small figures is itself a figure, and two reports could be subtracted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.text import language, say

FEWEST = 10
STEP = 5
NEAR = 1e-9
OFTEN = 100  # tries from which a twin must break
ALMOST = 90  # above it a share only says: nearly always; exactly all would settle every single figure


@dataclass(frozen=True)
class Attack:
    """One attack and its outcome.

    Attributes:
        name: text key under ``protect.attack``.
        tried: how many things it tried to find out.
        found: what it found out, in per cent of what it tried.
        threshold: the most it may find, in per cent.
        detail: further shares the text names, in per cent, and numbers of the attack's own choice; never a figure of a place.
        limits: the most some of the details or counts may be.
        counts: how much was asked or went wrong, for the text; told to one digit.
        twin: what the same attack finds on a layer that is bad on purpose, in per cent; None where that is not tried.
        least: what it must find there at least, in per cent; in any case more than it may find here.
        is_often: whether the twin was tried often enough to hold the attack to it.
        measures: per measure, for attacks that find other things for each: plain values by name.
    """

    name: str
    tried: int
    found: float
    threshold: float
    detail: dict[str, float] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)
    twin: float | None = None
    least: float = 0.0
    is_often: bool = False
    measures: tuple[dict[str, Any], ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the protection held. Nothing tried is nothing found, and is said to be so."""
        seen = self.detail | self.counts
        within = all(seen[name] <= limit for name, limit in self.limits.items())
        return within and self.found <= self.threshold

    @property
    def is_sharp(self) -> bool:
        """Whether the attack can succeed: its twin broke. One tried too seldom, or without a twin, is not held to that."""
        return self.twin is None or not self.is_often or (self.twin > self.threshold and self.twin >= self.least)

    def beside(self, twin: Attack, least: float = 0.0) -> Attack:
        """The same with what its twin found: the same attack on a layer that is bad on purpose.

        Args:
            twin: that attack.
            least: what it must find at least, in per cent.
        """
        found = twin.found if twin.tried else None
        return replace(self, twin=found, least=least, is_often=twin.tried >= OFTEN)

    def as_dict(self) -> dict[str, Any]:
        """Name, verdict and coarse numbers."""
        return {
            "name": self.name,
            "passed": self.passed,
            "tried": coarse(self.tried),
            "found": math.ceil(self.found),
            "threshold": self.threshold,
            "detail": {name: math.ceil(value) for name, value in self.detail.items()},
            "counts": {name: coarse(value) for name, value in self.counts.items()},
            "twin": None if self.twin is None else math.floor(self.twin),
            "sharp": self.is_sharp,
            "measures": list(self.measures),
        }


@dataclass(frozen=True)
class AttackReport:
    """All attacks on one release."""

    attacks: tuple[Attack, ...]

    @property
    def passed(self) -> bool:
        """Whether every attack failed, and none of them for want of teeth."""
        return all(attack.passed and attack.is_sharp for attack in self.attacks)

    def as_dict(self) -> dict[str, Any]:
        """The report for the manifest and ``--json``."""
        return {"passed": self.passed, "attacks": [attack.as_dict() for attack in self.attacks]}

    def as_text(self) -> str:
        """The report in the active language: per attack what was tried, what came out and what is allowed."""
        lines = [say("protect.report.passed" if self.passed else "protect.report.failed"), ""]
        for number, attack in enumerate(self.attacks, start=1):
            row = attack.as_dict()
            numbers = {
                **row["detail"],
                **row["counts"],
                **{name: row[name] for name in ("tried", "found", "threshold")},
            }
            values = {name: _spoken(value) for name, value in numbers.items()}
            lines.append(f"{number}. {say(f'protect.attack.{attack.name}.title')}")
            lines.append(f"   {say(f'protect.attack.{attack.name}.how')}")
            outcome = say(f"protect.attack.{attack.name}.outcome", **values)
            lines.append(f"   {say('protect.report.not_tried') if not attack.tried else outcome}")
            if row["twin"] is not None:
                lines.append(f"   {say('protect.report.twin', twin=_spoken(row['twin']))}")
            lines += [f"   {say('protect.report.measure', **one)}" for one in row["measures"]]
            verdict = "broken" if not attack.passed else "held" if attack.is_sharp else "blunt"
            lines.append(f"   {say(f'protect.report.{verdict}')}")
        return "\n".join(lines)


def coarse(number: float) -> int:
    """A number to one digit; below ten only whether there is any.

    Example:
        >>> [coarse(number) for number in (0, 3, 14, 485, 40_000)]
        [0, 10, 10, 500, 40000]
    """
    if number < FEWEST:
        return FEWEST if number > 0 else 0
    size = 10 ** math.floor(math.log10(number))
    return int(round(number / size) * size)


def step(share: float) -> int:
    """A share (0 to 1) in per cent, down to a multiple of five and at most ninety: what lies above is said to be more.

    Example:
        >>> [step(share) for share in (0.0, 0.571, 0.899, 1.0)]
        [0, 55, 85, 90]
    """
    return min(STEP * math.floor(100 * share / STEP + NEAR), ALMOST)


def percent(hits: float, tried: int) -> float:
    """Hits in per cent of what was tried; 0 where nothing was."""
    return round(100 * float(hits) / tried, 2) if tried else 0.0


def _spoken(value: float) -> str:
    """A number as people write it here: 40.000 and 0,326 in Dutch."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language() == "nl" else text
