"""A release beside what is published: its difference and its checklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.errors import DataDamaged, DataMissing
from dashboard.steward.release.checklist import checklist, thresholds
from dashboard.steward.release.difference import compare
from dashboard.store import current_release, read_release

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from dashboard.steward.release.checklist import Item
    from dashboard.steward.release.difference import Difference
    from dashboard.store import Release


@dataclass(frozen=True)
class Review:
    """What there is to know of a release before it is published.

    Attributes:
        release: the release.
        difference: from what is published.
        items: its checklist.
    """

    release: Release
    difference: Difference
    items: tuple[Item, ...]


def review(settings: Settings, release_id: str) -> Review:
    """Hold a release against what is published.

    Raises:
        DataMissing: there is no such release.
        DataDamaged: it cannot be read.
    """
    release = read_release(settings, release_id)
    previous = _published(settings, release_id)
    difference = compare(previous, release)
    items = checklist(release.manifest, previous.manifest if previous else None, difference, thresholds())
    return Review(release, difference, tuple(items))


def _published(settings: Settings, release_id: str) -> Release | None:
    """What people see, when that is another release; one that is withdrawn or damaged is nothing to compare with."""
    try:
        current = current_release(settings)
    except (DataMissing, DataDamaged):
        return None
    return None if current.id == release_id else current
