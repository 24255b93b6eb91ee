"""What readers say is not right on a screen: taken in small numbers, without people in it, and answered by those who look after the data.

Whose a remark is stands with it only where they asked for the answer. The log tells that somebody sent one, never which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from dashboard.errors import UserError
from dashboard.personal import looks_personal
from dashboard.state.engine import looking, writing
from dashboard.state.log import Kind, add, take_turn
from dashboard.state.tables import LOG, REMARK

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dashboard.settings import Settings

LONGEST, LONGEST_LINK, LONGEST_ANSWER = 1_000, 4_000, 1_000  # signs
AN_HOUR = timedelta(hours=1)
PER_HOUR = 5  # of one person
MOST_OPEN = 500  # that wait at once
AT_ONCE = 20  # that are read


@dataclass(frozen=True)
class Remark:
    """One remark.

    Attributes:
        number: from 1.
        at: moment in UTC, ISO 8601.
        release_id: of the release that was on the screen.
        page: name of its room.
        link: address of that screen, without its host; every choice in it.
        words: what was said; empty where it was wiped.
        contact: id of who asked for an answer; empty for nobody.
        handled_at: moment in UTC, ISO 8601; empty while it waits.
        handled_by: id of who handled it.
        answer: what they answered.
    """

    number: int
    at: str
    release_id: str
    page: str
    link: str
    words: str
    contact: str
    handled_at: str
    handled_by: str
    answer: str


@dataclass(frozen=True)
class Sent:
    """What somebody wants to send.

    Attributes:
        release_id: of the release on the screen.
        page: name of the room.
        link: address of the screen, without its host.
        words: what is not right.
        wants_answer: whether the id of who sends it is kept with it.
    """

    release_id: str
    page: str
    link: str
    words: str
    wants_answer: bool = False


def send(settings: Settings, subject: str, sent: Sent, per_hour: int = PER_HOUR) -> None:
    """Keep a remark for those who look after the data.

    Args:
        settings: where the state is.
        subject: who sends it.
        sent: what.
        per_hour: how many of this subject are taken in an hour.

    Raises:
        UserError: it says nothing, says too much, seems to name somebody, or there are too many; nothing was kept.
        StateAway: the database cannot be reached, so nothing was kept.
    """
    words = _checked(sent.words, LONGEST)
    now = datetime.now(UTC)
    with writing(settings) as connection:
        take_turn(connection)
        _hold_back(connection, subject, now, per_hour)
        row = {
            "at": now.isoformat(timespec="seconds"),
            "release_id": sent.release_id,
            "page": sent.page,
            "link": sent.link[:LONGEST_LINK],
            "words": words,
            "contact": subject if sent.wants_answer else "",
        }
        connection.execute(insert(REMARK).values(**row, handled_at="", handled_by="", answer=""))
        add(connection, Kind.REMARKED, subject, release=sent.release_id, page=sent.page)


def waiting(settings: Settings, skip: int = 0) -> tuple[Remark, ...]:
    """Those that wait, the oldest first.

    Raises:
        StateAway: the database cannot be reached.
    """
    asked = select(REMARK).where(REMARK.c.handled_at == "").order_by(REMARK.c.number)
    with looking(settings) as connection:
        return tuple(map(_remark, connection.execute(asked.limit(AT_ONCE).offset(skip))))


def handled(settings: Settings) -> tuple[Remark, ...]:
    """The last that were handled, the newest first.

    Raises:
        StateAway: the database cannot be reached.
    """
    asked = select(REMARK).where(REMARK.c.handled_at != "").order_by(REMARK.c.handled_at.desc(), REMARK.c.number.desc())
    with looking(settings) as connection:
        return tuple(map(_remark, connection.execute(asked.limit(AT_ONCE))))


def count_waiting(settings: Settings) -> int:
    """How many wait.

    Raises:
        StateAway: the database cannot be reached.
    """
    with looking(settings) as connection:
        return _n_waiting(connection)


def answered(settings: Settings, subject: str) -> tuple[Remark, ...]:
    """The last remarks for which somebody asked an answer, the newest first; those that wait among them.

    Raises:
        StateAway: the database cannot be reached.
    """
    if not subject:
        return ()
    asked = select(REMARK).where(REMARK.c.contact == subject).order_by(REMARK.c.number.desc()).limit(AT_ONCE)
    with looking(settings) as connection:
        return tuple(map(_remark, connection.execute(asked)))


def handle(settings: Settings, number: int, subject: str, answer: str) -> None:
    """Answer a remark that waits.

    Raises:
        UserError: the answer says nothing, says too much or seems to name somebody, or somebody else was first.
        StateAway: the database cannot be reached, so nothing was done.
    """
    told = _checked(answer, LONGEST_ANSWER)
    done = {"handled_at": datetime.now(UTC).isoformat(timespec="seconds"), "handled_by": subject, "answer": told}
    with writing(settings) as connection:
        waits = update(REMARK).where(REMARK.c.number == number, REMARK.c.handled_at == "")
        if not connection.execute(waits.values(**done)).rowcount:
            raise UserError("remark.error.gone")
        add(connection, Kind.REMARK_HANDLED, subject, n=str(number))


def wipe(settings: Settings, number: int, subject: str) -> None:
    """Take the words and whose they were away, where they name somebody all the same; that it was there stays.

    Raises:
        UserError: there is no such remark.
        StateAway: the database cannot be reached, so nothing was done.
    """
    with writing(settings) as connection:
        gone = update(REMARK).where(REMARK.c.number == number).values(words="", contact="")
        if not connection.execute(gone).rowcount:
            raise UserError("remark.error.gone")
        add(connection, Kind.REMARK_WIPED, subject, n=str(number))


def _checked(words: str, longest: int) -> str:
    text = words.strip()
    if not text:
        raise UserError("remark.error.empty")
    if len(text) > longest:
        raise UserError("remark.error.long", most=longest)
    if kind := looks_personal(text):
        raise UserError(f"remark.error.personal.{kind}")
    return text


def _hold_back(connection: Connection, subject: str, now: datetime, per_hour: int) -> None:
    since = (now - AN_HOUR).isoformat(timespec="microseconds")
    recent = select(func.count()).where(LOG.c.subject == subject, LOG.c.kind == str(Kind.REMARKED), LOG.c.at >= since)
    if connection.execute(recent).scalar_one() >= per_hour:
        raise UserError("remark.error.often")
    if _n_waiting(connection) >= MOST_OPEN:
        raise UserError("remark.error.full")


def _n_waiting(connection: Connection) -> int:
    asked = select(func.count()).select_from(REMARK).where(REMARK.c.handled_at == "")
    return int(connection.execute(asked).scalar_one())


def _remark(row: Row[Any]) -> Remark:
    return Remark(**row._asdict())
