"""Who read, for which release, what it is and what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from dashboard.state.engine import looking, writing
from dashboard.state.log import Kind, add, take_turn
from dashboard.state.tables import ACKNOWLEDGEMENT

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.settings import Settings


def has_acknowledged(settings: Settings, subject: str, release_id: str) -> bool:
    """Whether somebody did for this release.

    Raises:
        StateAway: the database cannot be reached.
    """
    with looking(settings) as connection:
        return _is_there(connection, subject, release_id)


def acknowledge(settings: Settings, subject: str, release_id: str) -> None:
    """Note it, once.

    Raises:
        StateAway: the database cannot be reached, so nothing was noted.
    """
    with writing(settings) as connection:
        take_turn(connection)  # or another visit of the same person is there between looking and writing
        if not _is_there(connection, subject, release_id):
            at = add(connection, Kind.ACKNOWLEDGED, subject, release=release_id).at
            connection.execute(insert(ACKNOWLEDGEMENT).values(subject=subject, release_id=release_id, at=at))


def _is_there(connection: Connection, subject: str, release_id: str) -> bool:
    of = ACKNOWLEDGEMENT.c
    asked = select(of.at).where(of.subject == subject, of.release_id == release_id)
    return connection.scalar(asked) is not None
