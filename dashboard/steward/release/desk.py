"""The desk: publish and withdraw a release. The one narrow interface for steward pages and the CLI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.errors import DataMissing, PolicyViolation
from dashboard.files import write_atomically
from dashboard.steward.release.ledger import continue_from
from dashboard.store import POINTER, Release, read_release

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.settings import Settings


def publish(settings: Settings, release_id: str | None, at: str) -> Release:
    """Make a release the one everybody sees; the pointer moves in one step.

    Args:
        settings: where the releases are.
        release_id: which one; None takes the newest draft.
        at: time of publishing, ISO 8601.

    Raises:
        DataMissing: there is no draft, or the release was withdrawn.
        PolicyViolation: it was not attacked yet, an attack found more than is allowed, or another release was published
            since it was built.
        DataDamaged: its ledger is gone.
    """
    release = read_release(settings, release_id or _newest_draft(settings))
    if release.status == "withdrawn":
        raise DataMissing("error.publish_withdrawn", id=release.id)
    if not release.attacks:
        raise PolicyViolation("error.not_attacked", id=release.id)
    if not release.attacks["passed"]:
        raise PolicyViolation("error.attack_found_more", id=release.id)
    previous = _pointed(settings)
    if previous == release.id and release.status == "published":
        return release
    continue_from(settings, release.id, release.manifest["continues"])
    _note(settings, release.id, {"status": "published", "at": at})
    write_atomically(settings.releases / POINTER, release.id)
    if previous and previous != release.id and read_release(settings, previous).status == "published":
        _note(settings, previous, {"status": "superseded", "at": at, "by": release.id})
    return read_release(settings, release.id)


def withdraw(settings: Settings, release_id: str, why: str, at: str) -> Release:
    """Take a release back with a reason; readers are told so instead of shown it."""
    read_release(settings, release_id)
    _note(settings, release_id, {"status": "withdrawn", "at": at, "why": why})
    return read_release(settings, release_id)


def releases(settings: Settings) -> list[Release]:
    """All releases, newest first."""
    found = [read_release(settings, path.stem) for path in settings.releases.glob("*.json")]
    return sorted(found, key=lambda release: (release.manifest["history"][0]["at"], release.id), reverse=True)


def newest(settings: Settings) -> str:
    """Id of the release made last.

    Raises:
        DataMissing: there is none.
    """
    found = releases(settings)
    if not found:
        raise DataMissing("error.no_release", folder=settings.releases)
    return found[0].id


def keep_attack_report(settings: Settings, release_id: str, report: dict[str, Any]) -> None:
    """Write what the attacks found into a release's manifest, in place of an earlier report."""
    _change(settings, release_id, lambda manifest: manifest.update(attacks=report))


def tell_aside(settings: Settings, release_id: str, aside: list[dict[str, Any]]) -> None:
    """Bring up to date what a release tells of deliveries that do not count in it."""
    if read_release(settings, release_id).manifest.get("aside") != aside:
        _change(settings, release_id, lambda manifest: manifest.update(aside=aside))


def _newest_draft(settings: Settings) -> str:
    drafts = [release.id for release in releases(settings) if release.status == "draft"]
    if not drafts:
        raise DataMissing("error.no_draft")
    return drafts[0]


def _pointed(settings: Settings) -> str | None:
    pointer = settings.releases / POINTER
    return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


def _note(settings: Settings, release_id: str, line: dict[str, str]) -> None:
    _change(settings, release_id, lambda manifest: manifest["history"].append(line))


def _change(settings: Settings, release_id: str, change: Callable[[dict[str, Any]], None]) -> None:
    path = settings.releases / f"{release_id}.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    write_atomically(path, json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True))
