"""What the intake hands on: the facts of a delivery, the delivery itself, and what is known from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.steward.intake.contract import MUNICIPALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from dashboard.steward.intake.problems import Problem


NUMBER = 12  # hex digits of a delivery's hash by which people, and rows in the vault, know it


@dataclass(frozen=True)
class Known:
    """What is known of the official areas.

    Attributes:
        areas: area year to the codes of its municipalities, districts and neighbourhoods; empty when not imported.
        moved: area year to codes that are in the imported year before or after it only, with the codes of the same land.
    """

    areas: dict[int, frozenset[str]] = field(default_factory=dict)
    moved: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Who delivered what about when.

    Attributes:
        period_from: first day of the first month.
        period_to: first day of the last month.
        status: ``provisional`` or ``final``.
        municipality_codes: gemeenten the delivery speaks for, sorted; none for a national partner.
        replaces: numbers of earlier deliveries it says it takes the place of.
    """

    partner_code: str
    reference_date: date
    period_from: date
    period_to: date
    status: str
    municipality_codes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Who speaks: the partner, or each of the gemeenten."""
        return self.municipality_codes if self.partner_code == MUNICIPALITIES else (self.partner_code,)

    @property
    def months(self) -> tuple[str, ...]:
        """The months it covers, ``YYYY-MM``."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.period_from, self.period_to))
        return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1))


@dataclass(frozen=True)
class Described:
    """What a delivery says of a project.

    Attributes:
        lead: partner that answers for it.
        municipality_codes: gemeenten where it runs.
    """

    lead: str
    municipality_codes: tuple[str, ...]


@dataclass(frozen=True)
class Stake:
    """What hangs on a project being known.

    Attributes:
        rows: rows of results and referrals.
        addresses: addresses examined.
        euros: all euros together, to tell large from small only.
    """

    rows: int
    addresses: int
    euros: float

    def __add__(self, other: Stake) -> Stake:
        """Both together."""
        return Stake(self.rows + other.rows, self.addresses + other.addresses, self.euros + other.euros)


@dataclass(frozen=True)
class Content:
    """What later deliveries must know of an accepted one, without reading it again.

    Attributes:
        projects: project code to what the sheet of projects says of it.
        parts: sheet to project to its number of rows, for the sheets that describe projects.
        stakes: project code to what its results are about.
        rows: sheet to month to its number of rows, for the sheets with months.
        is_cumulative: some results count on from month to month.
    """

    projects: Mapping[str, Described] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stakes: Mapping[str, Stake] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_cumulative: bool = False


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

    @property
    def number(self) -> str:
        """What it is called by: the first digits of its hash."""
        return self.sha256[:NUMBER]


@dataclass(frozen=True)
class Checked:
    """The outcome of a check of one delivery by itself.

    Attributes:
        problems: errors first.
        delivery: None when there is an error.
        facts: None when the sheet levering cannot be read.
        content: what later deliveries must know of it.
    """

    file_name: str
    sha256: str
    problems: tuple[Problem, ...]
    delivery: Delivery | None
    facts: Facts | None
    content: Content = field(default_factory=Content)

    @property
    def is_accepted(self) -> bool:
        """True when there is no error."""
        return self.delivery is not None
