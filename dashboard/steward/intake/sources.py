"""What is of which source: who may read and hand in what, and which delivery of a source holds for a month.

Every function that reads the archive for somebody takes the sources that one may deliver for; ``None`` means every source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from dashboard.errors import AccessDenied
from dashboard.files import listed
from dashboard.steward.intake.archive import survey
from dashboard.steward.intake.contract import MUNICIPALITIES, seed
from dashboard.text import language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt

Allowed = tuple[str, ...] | None


def hold_own(allowed: Allowed, sources: Collection[str]) -> None:
    """Refuse what is of another source, or of nobody.

    Raises:
        AccessDenied: not all of these sources are allowed.
    """
    if not sources or (allowed is not None and not set(sources) <= set(allowed)):
        raise AccessDenied("intake.sources.other", sources=", ".join(sorted(sources)) or "?")


def sources_of(settings: Settings, allowed: Allowed) -> dict[str, str]:
    """Sources somebody may deliver for, with their names: national partners first, then gemeenten by name."""
    names = {row["delivery_code"]: row[f"name_{language()}"] for row in seed("partners") if row["delivery_code"]}
    partners = {code: name for code, name in names.items() if code != MUNICIPALITIES}
    every = partners | dict(sorted(_municipalities(settings).items(), key=lambda pair: (pair[1], pair[0])))
    if allowed is None:
        return every
    return {code: every[code] for code in every if code in allowed} | {
        code: code for code in allowed if code not in every
    }


def receipts_of(settings: Settings, allowed: Allowed, source: str) -> tuple[Receipt, ...]:
    """The deliveries of one source, of which the sheet levering could be read, newest first.

    Raises:
        AccessDenied: it is another source.
    """
    hold_own(allowed, (source,))
    sound = survey(settings)[0]
    return tuple(one for one in reversed(sound) if one.facts and source in one.facts.sources)


def holding(receipts: Iterable[Receipt], source: str) -> dict[str, Receipt]:
    """Month ``YYYY-MM`` to the delivery that holds for it, of the accepted ones of a source; as ``current_month.sql`` decides."""
    of_month: dict[str, list[Receipt]] = {}
    for one in receipts:
        if one.status == "accepted" and source in one.told().sources:
            for month in one.told().months:
                of_month.setdefault(month, []).append(one)
    return {month: max(those, key=lambda one: _order(one, those)) for month, those in sorted(of_month.items())}


def _order(one: Receipt, beside: Iterable[Receipt]) -> tuple[bool, bool, str, str]:
    """What is not replaced holds before what is, final before provisional, later before earlier."""
    facts = one.told()
    is_replaced = any(
        one.number.startswith(number[: len(one.number)]) for other in beside for number in other.told().replaces
    )
    is_firm = facts.status == "final" or bool(facts.replaces)
    return not is_replaced, is_firm, facts.reference_date.isoformat(), one.number


def _municipalities(settings: Settings) -> Mapping[str, str]:
    """Codes of the gemeenten of every year that was imported, with their last names."""
    names: dict[str, str] = {}
    for path in (folder / "area.parquet" for folder in listed(settings.areas) if (folder / "area.parquet").exists()):
        rows = duckdb.execute(
            "select area_code, area_name from read_parquet(?) where level = 'municipality' and not is_water",
            [str(path)],
        ).fetchall()
        names |= {str(code): str(name) for code, name in rows}
    return names
