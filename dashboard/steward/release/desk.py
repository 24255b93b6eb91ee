"""What becomes of the files of a release: published, withdrawn, noted. Who may do so, and with whose approval, is up to ``approval``."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dashboard.errors import DataDamaged, DataMissing, PolicyViolation, UserError
from dashboard.files import write_atomically
from dashboard.steward.release.ledger import continue_from, hold_to_published, line, parent
from dashboard.store import FORMAT, POINTER, UNSEEN, Release, manifests, pointed, read_manifest, read_release, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dashboard.settings import Settings


def publish(settings: Settings, release_id: str | None, at: str) -> Release:
    """Make a release the one everybody sees; the pointer moves in one step, and last.

    Nothing is read of the releases before but their manifests, so a damaged one keeps nobody from publishing. Publishing that
    was cut off is finished by publishing again.

    Args:
        settings: where the releases are.
        release_id: which one; None takes the draft that was made last of those that continue what is published.
        at: time of publishing, ISO 8601.

    Raises:
        DataMissing: there is no draft, or the release was withdrawn.
        PolicyViolation: it was not attacked yet, an attack found more than is allowed, or another release was published
            since it was built.
        DataDamaged: its ledger is gone, or that of a release that was published.
    """
    release = read_release(settings, release_id or next_release(settings))
    if release.status == "withdrawn":
        raise DataMissing("error.publish_withdrawn", id=release.id)
    if not release.attacks:
        raise PolicyViolation("error.not_attacked", id=release.id)
    if not release.attacks["passed"]:
        raise PolicyViolation("error.attack_found_more", id=release.id)
    hold_to_published(settings)
    continue_from(settings, release.id, release.manifest["continues"])
    previous = pointed(settings)
    if release.status != "published":
        _note(settings, release.id, {"status": "published", "at": at} | ({"replaces": previous} if previous else {}))
    for other in _published(settings) - {release.id}:
        _note(settings, other, {"status": "superseded", "at": at, "by": release.id})
    if previous != release.id:
        write_atomically(settings.releases / POINTER, release.id)
    return read_release(settings, release.id)


def withdraw(settings: Settings, release_id: str, why: str, at: str) -> None:
    """Take a release back with a reason; readers are told so instead of shown it. A damaged one can be taken back too.

    Raises:
        DataMissing: there is no such release.
        UserError: it was withdrawn already, or no reason is given.
    """
    with alone(settings):
        every = manifests(settings.releases)
        if release_id not in every:
            raise DataMissing("error.unknown_release", id=release_id)
        manifest = every[release_id] or {"id": release_id, "format": FORMAT, "history": []}
        if manifest["history"] and status_of(manifest) == "withdrawn":
            raise UserError("error.withdrawn_before", id=release_id)
        if not why.strip():
            raise UserError("error.no_reason")
        manifest["history"].append({"status": "withdrawn", "at": at, "why": why.strip()})
        _write(settings, release_id, manifest)


def releases(settings: Settings) -> list[Release | DataDamaged]:
    """All releases that are kept, made last first; then for each that cannot be read the error that says why."""
    sound, damaged = [], []
    for release_id, manifest in manifests(settings.releases).items():
        if manifest and status_of(manifest) == "removed":
            continue
        try:
            sound.append(read_release(settings, release_id))
        except DataDamaged as error:
            damaged.append(error)
    return [*sorted(sound, key=lambda release: _made(release.id, release.manifest), reverse=True), *damaged]


def newest(settings: Settings) -> str:
    """Id of the release made last.

    Raises:
        DataMissing: there is none.
    """
    sound = [release for release in releases(settings) if isinstance(release, Release)]
    if not sound:
        raise DataMissing("error.no_release", folder=settings.releases)
    return sound[0].id


def next_number(settings: Settings) -> int:
    """The number of the release made next: releases are told apart by what came later without asking a clock."""
    return 1 + max(
        (manifest.get("number", 0) for manifest in manifests(settings.releases).values() if manifest), default=0
    )


def offer(settings: Settings, release_id: str, at: str) -> None:
    """Make a release that stands, and is not what people see, the draft that is published next."""

    def renew(manifest: dict[str, Any]) -> None:
        if status_of(manifest) not in UNSEEN:
            manifest["history"].append({"status": "draft", "at": at})
        manifest["number"] = number

    number = next_number(settings)
    manifest = read_release(settings, release_id).manifest
    if status_of(manifest) not in UNSEEN or manifest.get("number", 0) + 1 != number:
        change(settings, release_id, renew)


def keep_attack_report(settings: Settings, release_id: str, report: dict[str, Any]) -> None:
    """Write what the attacks found into a release's manifest, in place of an earlier report."""
    change(settings, release_id, lambda manifest: manifest.update(attacks=report))


def tell_aside(settings: Settings, release_id: str, aside: list[dict[str, Any]]) -> None:
    """Bring up to date what a release tells of deliveries that do not count in it."""
    if read_release(settings, release_id).manifest.get("aside") != aside:
        change(settings, release_id, lambda manifest: manifest.update(aside=aside))


def note(settings: Settings, release_id: str, status: str, at: str) -> None:
    """Write into the history of a release that it was checked or approved; without who, because readers get it.

    Once: it stands there already when whoever did so was ended before they could note who they are, and does so again.
    """

    def once(manifest: dict[str, Any]) -> None:
        if status_of(manifest) != status:
            manifest["history"].append({"status": status, "at": at})

    change(settings, release_id, once)


def next_release(settings: Settings) -> str:
    """Id of what to publish when nobody says: the last draft of the published line, or else what was cut off.

    Raises:
        DataMissing: nothing waits to be published.
    """
    published, newest_published = line(settings), parent(settings)
    readable = {one: manifest for one, manifest in manifests(settings.releases).items() if manifest}
    drafts = [one for one, manifest in readable.items() if status_of(manifest) in UNSEEN]
    fitting = [one for one in drafts if one in published or readable[one].get("continues") == newest_published]
    if drafts:  # where none fits, publishing says so of the last one
        return max(fitting or drafts, key=lambda one: _made(one, readable[one]))
    seen = pointed(settings)
    half_published = sorted(_published(settings) - {seen})
    if not half_published:
        raise DataMissing("error.no_draft")
    unfinished = [one for one in half_published if readable[one]["history"][-1].get("replaces") == seen]
    return unfinished[0] if unfinished or not seen else seen


def _published(settings: Settings) -> set[str]:
    """Ids of the releases that say they are published."""
    return {
        one for one, manifest in manifests(settings.releases).items() if manifest and status_of(manifest) == "published"
    }


def _made(release_id: str, manifest: Mapping[str, Any]) -> tuple[int, str, str]:
    """What sorts releases by when they were made; the clock counts only for those from before there was a number."""
    return manifest.get("number", 0), manifest["history"][0]["at"], release_id


def _note(settings: Settings, release_id: str, entry: dict[str, str]) -> None:
    change(settings, release_id, lambda manifest: manifest["history"].append(entry))


def change(settings: Settings, release_id: str, edit: Callable[[dict[str, Any]], object]) -> None:
    """Write something into the manifest of a release.

    Raises:
        DataDamaged: it cannot be read.
    """
    with alone(settings):
        manifest = read_manifest(settings.releases / f"{release_id}.json")
        if manifest is None:
            raise DataDamaged("error.damaged", id=release_id)
        edit(manifest)
        _write(settings, release_id, manifest)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Others that read a manifest in order to write it wait meanwhile, so that nothing that was noted is lost."""
    if not settings.releases.exists():  # nothing to write into either
        yield
        return
    folder = os.open(settings.releases, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(settings: Settings, release_id: str, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True)
    write_atomically(settings.releases / f"{release_id}.json", text)
