"""Which older releases stay readable: those somebody keeps because they are cited, and the last few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.errors import DataMissing, UserError
from dashboard.steward.release.desk import change
from dashboard.steward.release.sending import send
from dashboard.store import manifests, pointed, published_at, status_of

if TYPE_CHECKING:
    from dashboard.settings import Settings


def keep(settings: Settings, release_id: str, why: str, at: str) -> None:
    """Keep a published release whatever comes after it, because minutes or a report cite it.

    Raises:
        DataMissing: there is no such release, or it is not kept any more.
        UserError: it was never published, or no reason is given.
    """
    manifest = manifests(settings.releases).get(release_id)
    if manifest is None or status_of(manifest) == "removed":
        raise DataMissing("error.unknown_release", id=release_id)
    if not published_at(manifest):
        raise UserError("error.keep.never_published", id=release_id)
    if not why.strip():
        raise UserError("error.no_reason")

    def note(manifest: dict[str, Any]) -> None:
        manifest["kept"] = {"at": at, "why": why.strip()}

    change(settings, release_id, note)
    send(settings)


def clear(settings: Settings, last: int, at: str) -> list[str]:
    """Take away the files of superseded releases; what is said of them stays, so that a link still knows what it leads to.

    Args:
        settings: where the releases are.
        last: how many of the last superseded ones stay.
        at: now, ISO 8601.

    Returns:
        Ids of those that went, oldest first. What is kept, published or not published yet stays.
    """
    every = {one: manifest for one, manifest in manifests(settings.releases).items() if manifest}
    superseded = [one for one, manifest in every.items() if status_of(manifest) == "superseded"]
    in_time = sorted(superseded, key=lambda one: (published_at(every[one]), one))
    old = in_time[: max(0, len(in_time) - last)]
    going = [one for one in old if "kept" not in every[one] and one != pointed(settings)]
    for one in going:
        change(settings, one, lambda manifest: manifest["history"].append({"status": "removed", "at": at}))
    # Also what clearing that was ended said was gone.
    for one in [*going, *(one for one, said in every.items() if status_of(said) == "removed")]:
        (settings.releases / f"{one}.duckdb").unlink(missing_ok=True)
    send(settings)
    return going
