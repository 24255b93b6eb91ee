"""Handing in and withdrawing: the archive and the log change together, for the sources somebody may deliver for.

How the two go together is up to ``intake.handed_in``; here is who may. Were a change of what counts ended before it was noted, the
same done again adds the entry and changes nothing else.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from dashboard.desk.deliver.trial import apart
from dashboard.errors import UserError
from dashboard.state.engine import looking, writing
from dashboard.state.log import Kind
from dashboard.state.tables import HANDED_IN
from dashboard.steward.intake import archive
from dashboard.steward.intake.handed_in import SENT, enter, note
from dashboard.steward.intake.problems import shown
from dashboard.steward.intake.referable import references
from dashboard.steward.intake.sources import hold_own
from dashboard.steward.intake.workers import spreader
from dashboard.store import STORAGE_ERRORS, storage_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from dashboard.access import Person
    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Known


def hold_open(settings: Settings) -> None:
    """Refuse whoever would send while nothing can be noted.

    Raises:
        StateAway: the database cannot be reached or written.
    """
    with writing(settings):
        pass


def send(person: Person, settings: Settings, path: Path, at: str) -> Receipt:
    """Put a delivery in the archive in the name of somebody; refused beside the others, it is kept with its problems.

    The same bytes again give the first receipt and change nothing.

    Args:
        person: who sends.
        settings: say where archive and state are.
        path: workbook or ZIP.
        at: moment in ISO 8601.

    Raises:
        AccessDenied: it is of another source.
        StateAway: nothing can be noted, so nothing is taken in.
        UserError: it cannot be read, or was withdrawn.
    """
    archive.hold_sound(settings)
    hold_open(settings)
    known = references(settings)
    with archive.alone(settings):
        examined = apart(partial(_examine, settings=settings, known=known, at=at), path)
        if isinstance(examined, UserError):
            raise examined
        try:
            hold_own(person.delivers_for, examined.facts.sources if examined.facts else ())
            return _enter(person, settings, examined, at)
        finally:
            archive.drop(examined, settings)


def withdraw(person: Person, settings: Settings, number: str, why: str, at: str) -> Receipt:
    """Take a delivery of somebody's own out of every later build.

    Args:
        person: who withdraws.
        settings: say where archive and state are.
        number: of the delivery.
        why: the reason, kept with it.
        at: moment in ISO 8601.

    Raises:
        AccessDenied: it is of another source.
        StateAway: nothing can be noted, so it stays.
        UserError: it does not count now, or there is no reason.
    """
    return _change(archive.withdraw, Kind.DELIVERY_WITHDRAWN, person, settings, number, why, at)


def restore(person: Person, settings: Settings, number: str, why: str, at: str) -> Receipt:
    """Let a withdrawn delivery of somebody's own count again; arguments and errors as ``withdraw``."""
    return _change(archive.restore, Kind.DELIVERY_RESTORED, person, settings, number, why, at)


def _change(
    change: Callable[[Settings, str, str, str], Receipt],
    kind: Kind,
    person: Person,
    settings: Settings,
    number: str,
    why: str,
    at: str,
) -> Receipt:
    """Change what a delivery counts for, with its entry."""
    receipt = archive.numbered(settings, number)
    hold_own(person.delivers_for, receipt.facts.sources if receipt.facts else ())
    if not why.strip():
        raise UserError("deliver.error.no_reason")
    with archive.alone(settings), writing(settings) as connection:
        receipt = archive.numbered(settings, number)
        was_cut_off = _is_changed(receipt, kind) and not _is_noted_last(connection, kind, receipt)
        note(connection, kind, receipt, subject=person.subject, at=at, why=why.strip())
        if was_cut_off:
            return receipt
        try:
            return change(settings, receipt.sha256, why, at)
        except STORAGE_ERRORS as error:
            raise storage_error(error, settings.archive) from None


def senders(settings: Settings, source: str) -> dict[str, str]:
    """Hash of a delivery of a source to the subject who handed it in last, for the steward.

    Raises:
        StateAway: the database cannot be reached.
    """
    asked = select(HANDED_IN.c.sha256, HANDED_IN.c.subject).where(
        HANDED_IN.c.source == source, HANDED_IN.c.act.in_([str(kind) for kind in SENT.values()])
    )
    with looking(settings) as connection:
        return {str(row.sha256): str(row.subject) for row in connection.execute(asked.order_by(HANDED_IN.c.number))}


def _enter(person: Person, settings: Settings, examined: Receipt, at: str) -> Receipt:
    """Judge an examined delivery beside the others and let it count, with its entry."""
    (receipt,) = spreader().spread(partial(_weigh, settings=settings), [examined], lambda one: shown(one.file_name))
    if isinstance(receipt, UserError):
        raise receipt
    if receipt.status == "withdrawn":
        raise UserError("deliver.error.withdrawn", number=receipt.number, why=receipt.why)
    enter(receipt, settings, subject=person.subject, at=at)
    return receipt


def _is_changed(receipt: Receipt, kind: Kind) -> bool:
    """Whether a delivery counts already as a change of this kind would have it."""
    return receipt.status == ("withdrawn" if kind == Kind.DELIVERY_WITHDRAWN else "accepted")


def _is_noted_last(connection: Connection, kind: Kind, receipt: Receipt) -> bool:
    """Whether the last thing that was noted of a delivery made it count as a change of this kind would have it."""
    asked = select(HANDED_IN.c.act).where(HANDED_IN.c.sha256 == receipt.sha256).order_by(HANDED_IN.c.number.desc())
    last = connection.scalar(asked.limit(1))
    return (last == Kind.DELIVERY_WITHDRAWN) == (kind == Kind.DELIVERY_WITHDRAWN)


def _examine(path: Path, settings: Settings, known: Known, at: str) -> Receipt:
    return archive.examine(path, settings, known, received_at=datetime.fromisoformat(at))


def _weigh(receipt: Receipt, settings: Settings) -> Receipt:
    return archive.weigh(receipt, settings, archive.stand(settings))
