"""What the intake hands on: the facts of a delivery, the delivery itself, and what is known from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from dashboard.steward.intake.problems import Problem


@dataclass(frozen=True)
class Known:
    """What is known from earlier deliveries and from the official areas.

    Attributes:
        projects: project codes.
        areas: area year to the codes of its municipalities, districts and neighbourhoods; empty when not imported.
    """

    projects: frozenset[str] = frozenset()
    areas: dict[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Who delivered what about when.

    Attributes:
        period_from: first day of the first month.
        period_to: first day of the last month.
        status: ``provisional`` or ``final``.
    """

    partner_code: str
    reference_date: date
    period_from: date
    period_to: date
    status: str


@dataclass(frozen=True)
class Delivery:
    """An accepted delivery, typed.

    Attributes:
        sheets: inner sheet name to a frame with every inner column of the contract, index ``row`` = source row. Codes and
            texts ``str``, dates and months ``datetime64`` (months: first day), counts and years ``Int64``, amounts and
            days ``float64``, yes/no ``boolean``, lists of codes as lists. A sheet without rows may be missing.
    """

    sha256: str
    facts: Facts
    sheets: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Checked:
    """The outcome of a check.

    Attributes:
        problems: errors first.
        delivery: None when there is an error.
        facts: None when the sheet levering cannot be read.
    """

    file_name: str
    sha256: str
    problems: tuple[Problem, ...]
    delivery: Delivery | None
    facts: Facts | None

    @property
    def is_accepted(self) -> bool:
        """True when there is no error."""
        return self.delivery is not None
