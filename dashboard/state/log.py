"""The audit log: entries are added and never changed, and each bears the hash of the one before.

Whoever changes, leaves out or moves an entry breaks the chain, and ``verify`` says where. Nobody can prove from within that the
end was not cut off; so ``verify`` gives the hash of the last entry, which is to be noted elsewhere and can be given back to it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from dashboard.errors import LogBroken, NoCode
from dashboard.frozen import FrozenDict
from dashboard.state.engine import looking, writing
from dashboard.state.tables import ANCHOR, HEAD, LOG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Connection, Row, Select

    from dashboard.settings import Settings

GENESIS = "0" * 64
AT_ONCE = 1_000  # entries that are read at a time
# What an entry may say of a thing: a code, a number, a moment, a hash. No sentence, address of mail or of the web, path or name
# of a file; so what a partner typed or a figure of a table cannot pass as one.
CODE = re.compile(r"[\w.:+-]{0,100}", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}")
FILE_NAME = re.compile(r".*\.[A-Za-z][A-Za-z0-9]{1,4}")
# The only words of people's own: the line in which somebody says what for, or why. Screens ask to write no names in it.
OWN_WORDS = frozenset({"line", "why"})
LONGEST = 200  # signs of it that are kept
# An id of somebody, as whoever says who people are gave it; of any shape.
IDS = frozenset({"person"})


class Kind(StrEnum):
    """What an entry is about."""

    LOGIN = "login"
    REFUSED = "refused"
    ACKNOWLEDGED = "acknowledged"
    VIEWED = "viewed"
    EXPORTED = "exported"
    DELIVERED = "delivered"
    DELIVERY_REFUSED = "delivery_refused"
    DELIVERY_WITHDRAWN = "delivery_withdrawn"
    DELIVERY_RESTORED = "delivery_restored"
    EVENTS_TAKEN = "events_taken"
    BUILT = "built"
    CHECKED = "checked"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PRERELEASE = "prerelease"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMARKED = "remarked"
    REMARK_HANDLED = "remark_handled"
    REMARK_WIPED = "remark_wiped"
    LOG_EXPORTED = "log_exported"
    LOG_EXPIRED = "log_expired"
    BACKED_UP = "backed_up"
    RESTORED = "restored"


@dataclass(frozen=True)
class Entry:
    """One entry.

    Attributes:
        number: from 1, without holes.
        at: moment in UTC, ISO 8601.
        subject: who, by the id of the one who says who they are; no name.
        kind: a ``Kind``.
        about: what of, as names and codes.
        before: hash of the entry before.
        hash: of all the above.
    """

    number: int
    at: str
    subject: str
    kind: str
    about: Mapping[str, str]
    before: str
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What reading the whole chain found.

    Attributes:
        n_entries: how many there are.
        first: number of the first; one more than the last when there is none.
        last: number of the last.
        head: hash of the last, to note elsewhere.
    """

    n_entries: int
    first: int
    last: int
    head: str


@dataclass(frozen=True)
class Tally:
    """How many entries of one kind one month has.

    Attributes:
        month: ``2026-11``, in UTC.
        kind: a ``Kind``.
        n: how many.
    """

    month: str
    kind: str
    n: int


@dataclass(frozen=True)
class Beginning:
    """Where the log begins.

    Attributes:
        at: moment of the first entry there is, ISO 8601 in UTC; empty where there is none.
        expired_at: moment at which older ones were deleted the last time; empty where none ever was.
        n_expired: how many have been deleted in all.
    """

    at: str
    expired_at: str
    n_expired: int


def take_turn(connection: Connection) -> None:
    """Wait until nobody else writes: what is read from here on in this transaction is what stands."""
    connection.execute(update(HEAD).values(number=HEAD.c.number))


def append(settings: Settings, kind: Kind, subject: str, /, **about: str) -> Entry:
    """Add an entry; those who write at once get numbers one after another.

    Raises:
        StateAway: the database cannot be reached, so nothing was noted.
    """
    with writing(settings) as connection:
        return add(connection, kind, subject, **about)


def add(connection: Connection, kind: Kind, subject: str, /, **about: str) -> Entry:
    """The same within a transaction, so that an act and its entry are there both or neither.

    Raises:
        NoCode: something of it is no code, a programming mistake; then the act is not done either.
    """
    about = {name: _code(name, value) for name, value in about.items()}
    connection.execute(update(HEAD).values(number=HEAD.c.number + 1))  # whoever else writes waits here
    number, before = connection.execute(select(HEAD.c.number, HEAD.c.hash)).one()
    at, told = _now(), json.dumps(about, sort_keys=True, ensure_ascii=False)
    made = _hash(number, at, subject, kind, told, before)
    row = {"number": number, "at": at, "subject": subject, "kind": str(kind), "about": told}
    connection.execute(insert(LOG).values(**row, before=before, hash=made))
    connection.execute(update(HEAD).values(hash=made))
    return Entry(number, at, subject, str(kind), FrozenDict(about), before, made)


def entries(
    settings: Settings,
    *,
    since: str = "",
    until: str = "",
    kinds: Collection[str] = (),
    subject: str = "",
    last: int = 500,
    skip: int = 0,
) -> tuple[Entry, ...]:
    """The last entries that answer all of this, newest first.

    Args:
        settings: where the state is.
        since: first moment, ISO 8601; empty for any.
        until: moment before which; empty for any.
        kinds: only these; empty for all.
        subject: only of this one; empty for everybody.
        last: how many at most.
        skip: how many of the newest are passed over.
    """
    asked = _chosen(select(LOG), since, until, kinds, subject).order_by(LOG.c.number.desc()).limit(last).offset(skip)
    with looking(settings) as connection:
        return tuple(map(_entry, connection.execute(asked)))


def walk(
    settings: Settings, *, since: str = "", until: str = "", kinds: Collection[str] = (), subject: str = ""
) -> Iterator[Entry]:
    """Every entry that answers all of this, oldest first, read in parts; arguments as ``entries``."""
    asked = _chosen(select(LOG), since, until, kinds, subject).order_by(LOG.c.number)
    with looking(settings) as connection:
        yield from map(_entry, connection.execute(asked.execution_options(yield_per=AT_ONCE)))


def tally(
    settings: Settings, *, since: str = "", until: str = "", kinds: Collection[str] = (), subject: str = ""
) -> tuple[Tally, ...]:
    """How many entries there are per month and kind; arguments as ``entries``."""
    month = func.substr(LOG.c.at, 1, 7).label("month")
    asked = _chosen(select(month, LOG.c.kind, func.count()), since, until, kinds, subject)
    with looking(settings) as connection:
        rows = connection.execute(asked.group_by(month, LOG.c.kind).order_by(month, LOG.c.kind))
        return tuple(Tally(*row) for row in rows)


def begun(settings: Settings) -> Beginning:
    """Where the log begins."""
    with looking(settings) as connection:
        first = connection.scalar(select(LOG.c.at).order_by(LOG.c.number).limit(1))
        anchor = _anchor(connection)
    return Beginning(first or "", anchor.at if anchor else "", anchor.number if anchor else 0)


def newest(connection: Connection) -> tuple[str, ...]:
    """The moment of the last entry, within a transaction; nothing where there is none."""
    return tuple(connection.scalars(select(LOG.c.at).order_by(LOG.c.number.desc()).limit(1)))


def is_hash(text: str) -> bool:
    """Whether a text can be a hash of an entry."""
    return bool(HASH.fullmatch(text))


def verify(settings: Settings, head: str = "") -> Verdict:
    """Read the whole chain.

    Args:
        settings: where the state is.
        head: hash of an entry that was noted before, which must be in it or have been deleted after its time; empty for none.

    Raises:
        LogBroken: an entry was changed, left out or moved, or the end or the noted entry is not there.
    """
    with looking(settings) as connection:
        return verify_on(connection, head)


def expire(settings: Settings, days: int, subject: str) -> int:
    """Delete entries after their time; what is left begins at the hash of the last that went, and an entry tells of it.

    Args:
        settings: where the state is.
        days: how long an entry is kept.
        subject: who does this.

    Returns:
        How many went.

    Raises:
        LogBroken: the chain does not hold, so that nothing may be deleted.
    """
    limit = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    with writing(settings) as connection:
        take_turn(connection)
        verify_on(connection, "")
        # What was noted after an entry that stays, stays too, whatever its clock said.
        stays = connection.scalar(select(func.min(LOG.c.number)).where(LOG.c.at >= limit))
        going = select(LOG).order_by(LOG.c.number.desc()).limit(1)
        final = connection.execute(going if stays is None else going.where(LOG.c.number < stays)).one_or_none()
        if final is None:
            return 0
        gone = connection.execute(delete(LOG).where(LOG.c.number <= final.number)).rowcount
        connection.execute(delete(ANCHOR))
        connection.execute(insert(ANCHOR).values(number=final.number, hash=final.hash, at=_now()))
        add(connection, Kind.LOG_EXPIRED, subject, n=str(gone), last=str(final.number), hash=final.hash, days=str(days))
        return gone


def _chosen(asked: Select[Any], since: str, until: str, kinds: Collection[str], subject: str) -> Select[Any]:
    """The rows of the log that answer all of this."""
    if since:
        asked = asked.where(LOG.c.at >= since)
    if until:
        asked = asked.where(LOG.c.at < until)
    if kinds:
        asked = asked.where(LOG.c.kind.in_(tuple(map(str, kinds))))
    if subject:
        asked = asked.where(LOG.c.subject == subject)
    return asked


def _code(name: str, value: str) -> str:
    """What an entry says of one thing, when it may."""
    if name in OWN_WORDS | IDS:
        return value[:LONGEST]
    if not CODE.fullmatch(value) or FILE_NAME.fullmatch(value) or _is_address(value):
        raise NoCode(name)
    return value


def _is_address(value: str) -> bool:
    """Whether it is where a machine can be reached."""
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def verify_on(connection: Connection, noted: str = "") -> Verdict:
    """As ``verify``, within a transaction."""
    anchor = _anchor(connection)
    number, before = (anchor.number, anchor.hash) if anchor else (0, GENESIS)
    first, seen, is_told = number + 1, noted in {"", GENESIS, before}, anchor is None
    reading = select(LOG).order_by(LOG.c.number).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(reading):
        number += 1
        if row.number != number:
            raise LogBroken("error.log_gap", number=number)
        if row.before != before or row.hash != _hash(row.number, row.at, row.subject, row.kind, row.about, row.before):
            raise LogBroken("error.log_changed", number=number)
        before = row.hash
        seen, is_told = seen or before == noted, is_told or _tells_of(row, anchor)
    end = connection.execute(select(HEAD.c.number, HEAD.c.hash)).one()
    if tuple(end) != (number, before):
        raise LogBroken("error.log_gap", number=number + 1)
    if not is_told:
        raise LogBroken("error.log_gap", number=first)
    if not seen:
        raise LogBroken("error.log_noted")
    return Verdict(number - first + 1, first, number, before)


def _tells_of(row: Row[Any], anchor: Row[Any] | None) -> bool:
    """Whether an entry says that all up to where the log begins was deleted after its time."""
    if anchor is None or row.kind != Kind.LOG_EXPIRED:
        return False
    about = _entry(row).about
    return (about.get("last"), about.get("hash")) == (str(anchor.number), anchor.hash)


def _anchor(connection: Connection) -> Row[Any] | None:
    """The last entry that was deleted after its time; ``expire`` keeps one at most."""
    return connection.execute(select(ANCHOR)).one_or_none()


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    try:
        about = FrozenDict(json.loads(row.about))
    except (TypeError, ValueError):
        raise LogBroken("error.log_changed", number=row.number) from None
    return Entry(row.number, row.at, row.subject, row.kind, about, row.before, row.hash)


def _hash(number: int, at: str, subject: str, kind: str, about: str, before: str) -> str:
    # What a damaged page gives may be bytes, and then hashes to something else.
    told = json.dumps([number, at, subject, str(kind), about, before], ensure_ascii=False, default=repr)
    return hashlib.sha256(told.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
