"""What the attacks found, for a machine and for a privacy officer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard.text import language, say


@dataclass(frozen=True)
class Attack:
    """One attack and its outcome.

    Attributes:
        name: text key under ``protect.attack``.
        tried: how many things it tried to find out.
        found: what it found out, in the unit the text names.
        threshold: the most it may find.
        detail: further numbers the text names; never a figure of a place.
        limits: the most some of the details may be.
    """

    name: str
    tried: int
    found: float
    threshold: float
    detail: dict[str, float]
    limits: dict[str, float] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the protection held. Nothing tried is nothing found, and is said to be so."""
        within = all(self.detail[name] <= limit for name, limit in self.limits.items())
        return within and self.found <= self.threshold


@dataclass(frozen=True)
class AttackReport:
    """All attacks on one release."""

    attacks: tuple[Attack, ...]

    @property
    def passed(self) -> bool:
        """Whether every attack failed."""
        return all(attack.passed for attack in self.attacks)

    def as_dict(self) -> dict[str, Any]:
        """The report for the manifest and ``--json``."""
        rows = [{**asdict(attack), "passed": attack.passed} for attack in self.attacks]
        return {"passed": self.passed, "attacks": rows}

    def as_text(self) -> str:
        """The report in the active language: per attack what was tried, what came out and what is allowed."""
        lines = [say("protect.report.passed" if self.passed else "protect.report.failed"), ""]
        for number, attack in enumerate(self.attacks, start=1):
            numbers = {**attack.detail, "tried": attack.tried, "found": attack.found, "threshold": attack.threshold}
            values = {name: _spoken(value) for name, value in numbers.items()}
            lines.append(f"{number}. {say(f'protect.attack.{attack.name}.title')}")
            lines.append(f"   {say(f'protect.attack.{attack.name}.how')}")
            outcome = say(f"protect.attack.{attack.name}.outcome", **values)
            lines.append(f"   {say('protect.report.not_tried') if not attack.tried else outcome}")
            lines.append(f"   {say('protect.report.held' if attack.passed else 'protect.report.broken')}")
        return "\n".join(lines)


def _spoken(value: float) -> str:
    """A number as people write it here: 40.000 and 0,326 in Dutch."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language() == "nl" else text
