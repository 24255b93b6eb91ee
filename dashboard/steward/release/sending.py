"""Releases go to object storage when ``LSI_RELEASES`` names it: what people may see, data first, the pointer last.

The data folder is the truth; what is there is brought in line with it, so that sending that was cut off is finished by sending again.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dashboard.errors import UserError
from dashboard.objects import Objects, releases_address
from dashboard.store import POINTER, manifests, pointed, seen_lines, status_of
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dashboard.settings import Settings

EARLY = "approved"  # some may open it before it is published
Listing = dict[str, tuple[str, int]]


def send(settings: Settings) -> tuple[str, ...]:
    """Bring object storage in line with the data folder; nothing where no setting names it.

    Returns:
        Ids of the releases of which something was sent, in order; the pointer counts as its release.

    Raises:
        UserError: the storage cannot be reached or written. What was done here stays done.
    """
    address = releases_address()
    if not address:
        return ()
    try:
        with _alone(settings.data):
            return _send(settings, Objects(address))
    except UserError as error:
        why = say(error.key, **error.values)
        raise type(error)("error.objects.not_sent", why=why) from None


def _send(settings: Settings, objects: Objects) -> tuple[str, ...]:
    there = objects.listed()
    sent: dict[str, None] = {}
    for release_id, manifest in manifests(settings.releases).items():
        if manifest and _may_go(manifest) and _send_one(settings.releases, release_id, manifest, objects, there):
            sent[release_id] = None
    seen = pointed(settings)
    if seen and (POINTER not in there or objects.read(POINTER).decode("utf-8", "replace") != seen):
        objects.write(POINTER, seen.encode())
        sent[seen] = None
    return tuple(sent)


def _may_go(manifest: Mapping[str, Any]) -> bool:
    """Whether a release is for others: it was published, or is approved."""
    return bool(seen_lines(manifest)) or status_of(manifest) == EARLY


def _send_one(folder: Path, release_id: str, manifest: Mapping[str, Any], objects: Objects, there: Listing) -> bool:
    """Send the file of a release and then its manifest, as far as they are not there yet; whether anything was."""
    said, data = f"{release_id}.json", f"{release_id}.duckdb"
    text = (folder / said).read_bytes()
    before = objects.read(said) if said in there else b""
    is_kept = status_of(manifest) != "removed" and (folder / data).exists()
    is_there = data in there and there[data][1] == _size(folder / data) and _checksum(before) == _checksum(text)
    needs_data, is_over = is_kept and not is_there, data in there and not is_kept
    if needs_data:
        objects.send(folder / data, data)
    if before != text:
        objects.write(said, text)
    if is_over:
        objects.remove(data)
    return before != text or needs_data or is_over


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1


def _checksum(manifest: bytes) -> str:
    """What a manifest says of the file of its release; empty for what is none."""
    try:
        return str(json.loads(manifest).get("file_sha256", ""))
    except ValueError:
        return ""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Others that send wait meanwhile, so that an older pointer never follows a newer one."""
    if not folder.exists():
        yield
        return
    handle = os.open(folder / ".sending", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
