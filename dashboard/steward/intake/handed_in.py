"""Who handed a delivery in: whichever way it came, its receipt is written within the transaction of its entry in the log.

What a delivery is stands in the archive; who handed it in, in the database. When either fails neither is there. Were the process
ended between the two, the delivery counts without its entry; the same bytes handed in again then add the entry and change
nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select

from dashboard.state.engine import writing
from dashboard.state.log import CODE, Kind, add
from dashboard.state.tables import HANDED_IN
from dashboard.steward.intake import archive
from dashboard.store import STORAGE_ERRORS, storage_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Facts

NOBODYS, JOINT = "", "+"
SENT: Final[Mapping[str, Kind]] = {"accepted": Kind.DELIVERED, "refused": Kind.DELIVERY_REFUSED}


def enter(receipt: Receipt, settings: Settings, *, subject: str, at: str) -> bool:
    """Write the receipt of a weighed delivery and note who handed it in; one that was withdrawn is left as it is.

    Args:
        receipt: as ``archive.weigh`` gave it.
        settings: say where archive and state are.
        subject: who hands it in.
        at: moment in ISO 8601.

    Returns:
        Whether the receipt was not there yet.

    Raises:
        StateAway: nothing can be noted, so it does not count.
        DiskFull, NotPermitted: the receipt cannot be written, so nothing is noted.
    """
    if receipt.status not in SENT:
        return False
    kind = SENT[receipt.status]
    with writing(settings) as connection:
        if not _is_noted(connection, kind, receipt):
            note(connection, kind, receipt, subject=subject, at=at)
        try:
            return archive.enter(receipt, settings)
        except STORAGE_ERRORS as error:
            raise storage_error(error, settings.archive) from None


def note(connection: Connection, kind: Kind, receipt: Receipt, *, subject: str, at: str, why: str = "") -> None:
    """A row per source and one entry of the log; where nobody could read whose it is, of nobody."""
    facts = receipt.facts
    for source in facts.sources if facts else (NOBODYS,):
        row = {"sha256": receipt.sha256, "source": source, "act": str(kind), "subject": subject, "at": at, "why": why}
        connection.execute(insert(HANDED_IN).values(**row))
    about = {"delivery": receipt.number} | (_spoken_for(facts) if facts else {}) | ({"why": why} if why else {})
    add(connection, kind, subject, **about)


def _spoken_for(facts: Facts) -> dict[str, str]:
    """Sources and months as an entry may hold them: of more sources than go in a code how many there are."""
    sources = JOINT.join(facts.sources)
    named = {"sources": sources} if CODE.fullmatch(sources) else {"n_sources": str(len(facts.sources))}
    return named | {"months": f"{facts.months[0]}..{facts.months[-1]}"}


def _is_noted(connection: Connection, kind: Kind, receipt: Receipt) -> bool:
    asked = select(HANDED_IN.c.number).where(HANDED_IN.c.sha256 == receipt.sha256, HANDED_IN.c.act == str(kind))
    return connection.execute(asked.limit(1)).first() is not None
