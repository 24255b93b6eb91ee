"""What persons do with a release: who did what, when and why, each with an entry in the log in one transaction."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from dashboard.access import LOCAL, VIEWER, Person, Role
from dashboard.clock import now
from dashboard.errors import AccessDenied, DiskFull, NotPermitted, StateAway, UserError
from dashboard.state import log
from dashboard.state.engine import looking, writing
from dashboard.state.log import Kind
from dashboard.state.tables import ACT
from dashboard.store import ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from dashboard.settings import Settings

LONGEST_NAME = 100
LOCALLY = f"{LOCAL.subject}:"  # before the name of somebody nobody vouches for
# After one of these a release is checked and approved anew.
RENEWS = frozenset({Kind.BUILT, Kind.PUBLISHED, Kind.WITHDRAWN})
MAKES = frozenset({Kind.BUILT, Kind.CHECKED})


@dataclass(frozen=True)
class Act:
    """One thing somebody did with a release.

    Attributes:
        release_id: which release.
        act: a ``Kind`` of the log.
        subject: who, by the id of the one who says who they are.
        at: moment in UTC, ISO 8601.
        why: their reason; may be empty.
    """

    release_id: str
    act: str
    subject: str
    at: str
    why: str


def named_person(name: str) -> Person:
    """Somebody without login, by the name they give: nobody vouches for it.

    Raises:
        UserError: it is no name.
    """
    plain = " ".join(name.split()).casefold()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise UserError("error.release.no_name", most=LONGEST_NAME)
    return Person(f"{LOCALLY}{plain}", frozenset(Role), VIEWER, None, name.strip())


def account() -> str:
    """The name of the account of this machine that gives the command; empty where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def acts(settings: Settings) -> dict[str, tuple[Act, ...]]:
    """Everything that was done, per release, oldest first.

    Raises:
        StateAway: the database cannot be reached.
    """
    with looking(settings) as connection:
        rows = connection.execute(select(ACT).order_by(ACT.c.release_id, ACT.c.number)).all()
    each = (Act(row.release_id, row.act, row.subject, row.at, row.why) for row in rows)
    return {release_id: tuple(group) for release_id, group in groupby(each, key=lambda act: act.release_id)}


def acts_on(connection: Connection, release_id: str) -> tuple[Act, ...]:
    """The same of one release, within a transaction."""
    asked = select(ACT).where(ACT.c.release_id == release_id).order_by(ACT.c.number)
    return tuple(Act(row.release_id, row.act, row.subject, row.at, row.why) for row in connection.execute(asked))


def makers(done: Sequence[Act]) -> frozenset[str]:
    """Who built or checked a release, and so cannot be its second person."""
    return frozenset(act.subject for act in done if act.act in MAKES)


def stands(done: Sequence[Act], act: Kind) -> bool:
    """Whether a release was checked or approved since it was last built, published or withdrawn."""
    for one in reversed(done):
        if one.act == act:
            return True
        if one.act in RENEWS:
            return False
    return False


@contextmanager
def acting(settings: Settings, act: Kind, release_id: str, person: Person, *roles: Role) -> Iterator[Connection]:
    """One transaction of somebody who may do this; a refusal, whatever its reason, is noted in the log.

    Others that do something wait meanwhile, so what is read in it is what stands.

    Raises:
        AccessDenied: they have none of the roles.
        StateAway: the database cannot be reached; nothing was done.
    """
    try:
        if not person.has(*roles):
            raise AccessDenied("error.release.role")
        with writing(settings) as connection:
            log.take_turn(connection)
            yield connection
    except (StateAway, DiskFull, NotPermitted):
        raise
    except UserError as error:
        note_refusal(settings, act, release_id, person, error)
        raise


def note_refusal(settings: Settings, act: Kind, release_id: str, person: Person, error: UserError) -> None:
    """Note in the log that somebody was refused something, and by which rule.

    Raises:
        StateAway: the database cannot be reached.
    """
    release = release_id if ID.fullmatch(release_id) else ""  # whatever else was typed is no matter of the log
    rule = error.key.rpartition(".")[2]
    log.append(settings, Kind.REFUSED, person.subject, act=str(act), release=release, reason=rule)


def note(connection: Connection, act: Kind, release_id: str, person: Person, /, why: str = "", **about: str) -> None:
    """Write what somebody does and its entry in the log."""
    why = why.replace("\0", " ")  # no database takes that sign
    row = {"release_id": release_id, "act": str(act), "subject": person.subject, "why": why}
    connection.execute(insert(ACT).values(**row, at=now()))
    log.add(connection, act, person.subject, release=release_id, **({"why": why} if why else {}), **about)
