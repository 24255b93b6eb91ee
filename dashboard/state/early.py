"""Who may see a release before it is published: named persons, in a window, once it is approved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from dashboard.state.engine import looking
from dashboard.state.tables import PRERELEASE
from dashboard.store import ID, folder_of, read_manifest, status_of

if TYPE_CHECKING:
    from dashboard.settings import Settings


def may_open_early(settings: Settings, release_id: str, subject: str, at: str) -> bool:
    """Whether somebody may open a release that waits to be published.

    Args:
        settings: where the state and the releases are.
        release_id: which release.
        subject: who, by the id of the one who says who they are.
        at: now, ISO 8601 with its time zone.

    Returns:
        True only within their window and while the release is approved: what is checked again may still change.

    Raises:
        StateAway: the database cannot be reached, so nobody may.
    """
    manifest = read_manifest(folder_of(settings) / f"{release_id}.json") if ID.fullmatch(release_id) else None
    if not subject or manifest is None or status_of(manifest) != "approved":
        return False
    asked = select(PRERELEASE).where(PRERELEASE.c.release_id == release_id, PRERELEASE.c.subject == subject)
    with looking(settings) as connection:
        window = connection.execute(asked).one_or_none()
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return window is not None and _moment(window.opens) <= moment < _moment(window.closes)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
