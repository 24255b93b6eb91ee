"""Publishing by the clock, and seeing a release before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from dashboard.clock import HERE
from dashboard.errors import DiskFull, NotPermitted, StateAway, UserError
from dashboard.state.engine import looking
from dashboard.state.log import Kind
from dashboard.state.tables import PRERELEASE, SCHEDULE
from dashboard.steward.release.acts import acting, note
from dashboard.steward.release.approval import MANAGERS, hold_open, publish_planned
from dashboard.steward.release.sending import send

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.access import Person
    from dashboard.settings import Settings

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Planned:
    """When a release is to be published.

    Attributes:
        release_id: which release.
        due: moment in UTC, ISO 8601.
        subject: who planned it.
    """

    release_id: str
    due: str
    subject: str


@dataclass(frozen=True)
class Early:
    """Who may see a release before it is published.

    Attributes:
        release_id: which release.
        subject: who, by the id of the one who says who they are.
        opens: first moment in UTC, ISO 8601.
        closes: moment from which they may not any more.
        given_by: who gave it.
    """

    release_id: str
    subject: str
    opens: str
    closes: str
    given_by: str


@dataclass(frozen=True)
class Due:
    """What came of publishing what is due.

    Attributes:
        published: ids, in the order of their moments.
        refused: what could not be published, with why; it stays planned.
    """

    published: tuple[str, ...]
    refused: tuple[UserError, ...]


def moment(written: str) -> str:
    """A moment as people write it, such as ``2026-12-01 09:30``, in UTC; without a time zone it is that of the Netherlands.

    Raises:
        UserError: it is no moment.
    """
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        raise UserError("error.release.no_moment", written=written[:40]) from None
    return (read if read.tzinfo else read.replace(tzinfo=HERE)).astimezone(UTC).isoformat(timespec="seconds")


def schedule(settings: Settings, release_id: str, due: str, person: Person, at: str) -> Planned:
    """Plan the publication of a release; it happens only when it is approved by then. An earlier plan for it is replaced.

    Args:
        settings: where the releases and the state are.
        release_id: which release.
        due: when, as ``moment`` reads it.
        person: who plans it.
        at: now, ISO 8601.

    Raises:
        AccessDenied: they are neither steward nor approver.
        UserError: that moment has passed, or the release does not wait to be published.
    """
    with acting(settings, Kind.SCHEDULED, release_id, person, *MANAGERS) as connection:
        hold_open(settings, release_id)
        planned = Planned(release_id, moment(due), person.subject)
        if planned.due <= moment(at):
            raise UserError("error.release.past", moment=due)
        connection.execute(delete(SCHEDULE).where(SCHEDULE.c.release_id == release_id))
        connection.execute(insert(SCHEDULE).values(release_id=release_id, due=planned.due, subject=person.subject))
        note(connection, Kind.SCHEDULED, release_id, person, due=planned.due)
    return planned


def unschedule(settings: Settings, release_id: str, person: Person) -> None:
    """Take a plan back.

    Raises:
        AccessDenied: they are neither steward nor approver.
        UserError: nothing was planned.
    """
    with acting(settings, Kind.SCHEDULED, release_id, person, *MANAGERS) as connection:
        gone = connection.execute(delete(SCHEDULE).where(SCHEDULE.c.release_id == release_id)).rowcount
        if not gone:
            raise UserError("error.release.not_planned", id=release_id)
        note(connection, Kind.SCHEDULED, release_id, person, due="off")


def planned(settings: Settings) -> tuple[Planned, ...]:
    """All that is planned, first due first.

    Raises:
        StateAway: the database cannot be reached.
    """
    asked = select(SCHEDULE).order_by(SCHEDULE.c.due, SCHEDULE.c.release_id)
    with looking(settings) as connection:
        return tuple(Planned(row.release_id, row.due, row.subject) for row in connection.execute(asked))


def publish_due(settings: Settings, at: str) -> Due:
    """Publish what is due and approved, in the name of who planned it. Two at once publish once.

    Args:
        settings: where the releases and the state are.
        at: now, ISO 8601.

    Raises:
        StateAway: the database cannot be reached.
    """
    done: list[str] = []
    refused: list[UserError] = []
    for one in planned(settings):
        if one.due > moment(at):
            break
        try:
            if publish_planned(settings, one.release_id, at):
                done.append(one.release_id)
        except (StateAway, DiskFull, NotPermitted):
            raise
        except UserError as error:
            refused.append(error)
    try:  # also what could not be sent before
        send(settings)
    except UserError as error:
        refused.append(error)
    return Due(tuple(done), tuple(refused))


def give_early(settings: Settings, release_id: str, subject: str, window: tuple[str, str], person: Person) -> Early:
    """Let somebody see a release before it is published; an earlier window of theirs is replaced.

    Args:
        settings: where the releases and the state are.
        release_id: which release.
        subject: who may see it.
        window: from when and until when, as ``moment`` reads them.
        person: who gives it.

    Raises:
        AccessDenied: they are neither steward nor approver.
        UserError: the window is none, nobody is named, or the release does not wait to be published.
    """
    with acting(settings, Kind.PRERELEASE, release_id, person, *MANAGERS) as connection:
        hold_open(settings, release_id)
        who, opens, closes = subject.strip(), moment(window[0]), moment(window[1])
        if not who or len(who) > LONGEST_SUBJECT:
            raise UserError("error.release.no_subject", most=LONGEST_SUBJECT)
        if closes <= opens:
            raise UserError("error.release.no_window")
        given = Early(release_id, who, opens, closes, person.subject)
        _take(connection, release_id, who)
        row = {"release_id": release_id, "subject": who, "opens": opens, "closes": closes, "given_by": person.subject}
        connection.execute(insert(PRERELEASE).values(**row))
        note(connection, Kind.PRERELEASE, release_id, person, person=who, opens=opens, closes=closes)
    return given


def take_early(settings: Settings, release_id: str, subject: str, person: Person) -> None:
    """Take it back.

    Raises:
        AccessDenied: they are neither steward nor approver.
        UserError: they had no such access.
    """
    with acting(settings, Kind.PRERELEASE, release_id, person, *MANAGERS) as connection:
        if not _take(connection, release_id, subject.strip()):
            raise UserError("error.release.not_early", id=release_id)
        note(connection, Kind.PRERELEASE, release_id, person, person=subject.strip(), closes="off")


def early(settings: Settings) -> tuple[Early, ...]:
    """Everybody who may see a release before it is published.

    Raises:
        StateAway: the database cannot be reached.
    """
    asked = select(PRERELEASE).order_by(PRERELEASE.c.release_id, PRERELEASE.c.opens, PRERELEASE.c.subject)
    with looking(settings) as connection:
        rows = connection.execute(asked).all()
    return tuple(Early(row.release_id, row.subject, row.opens, row.closes, row.given_by) for row in rows)


def _take(connection: Connection, release_id: str, subject: str) -> int:
    """Remove somebody's window; how many there were."""
    theirs = delete(PRERELEASE).where(PRERELEASE.c.release_id == release_id, PRERELEASE.c.subject == subject)
    return connection.execute(theirs).rowcount
