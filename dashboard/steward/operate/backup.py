"""A copy of all that cannot be made again, in one folder that stands whole or not at all; the key of the rounding goes elsewhere."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__
from dashboard.errors import DataMissing, DiskFull, UserError
from dashboard.files import OWNER_ONLY, file_hash, listed, remove_half_written, runs, write_atomically
from dashboard.private import private_folder
from dashboard.state.copies import Means, copy_state, means_of
from dashboard.state.log import Kind, append
from dashboard.steward import vault
from dashboard.steward.intake import archive
from dashboard.steward.operate.inventory import PARTS, Inventory, Item, write_inventory
from dashboard.steward.release import desk
from dashboard.steward.release.mart_sources import SOURCES
from dashboard.store import pointed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.settings import Settings

    Progress = Callable[[str], None]

BESIDE = ".lsi-partial-"  # before the name of a folder that is not whole yet
AT_ONCE = 1 << 20  # bytes


def back_up(
    settings: Settings,
    folder: Path,
    key_to: Path | None,
    subject: str,
    at: str,
    progress: Progress,
    *,
    database_apart: bool = False,
) -> Inventory:
    """Copy vault, ledger, archive, areas, releases, events and the state of one moment.

    Nobody builds meanwhile, and who sends a delivery or publishes waits; people go on looking.

    Args:
        settings: where it all is.
        folder: where it goes: new or empty, outside the data folder.
        key_to: file or folder for the key, outside both; None copies no key.
        subject: who does this, for the log.
        at: now, in UTC, ISO 8601.
        progress: told at each step.
        database_apart: PostgreSQL is copied by its own means, and not here.

    Raises:
        BuilderBusy: somebody builds.
        DataMissing: there is nothing to copy.
        UserError: a place that cannot be used, or PostgreSQL's program fails.
        DiskFull: there is no room.
        StateAway: that it is done cannot be noted.
    """
    if not settings.archive.exists() and not settings.releases.exists():
        raise DataMissing("operate.error.nothing", folder=settings.data)
    _hold_place(settings, folder)
    with vault.held(settings):
        key = _key(settings)
        if key_to is not None:
            keep_key(settings, folder, key_to, key)
        append(settings, Kind.BACKED_UP, subject, n=str(sum(1 for _ in _files(settings))))
        with archive.alone(settings), desk.alone(settings), beside(folder) as partial:
            hold_room(partial, sum(path.stat().st_size for path in _files(settings)))
            items = []
            for part in PARTS:
                progress(f"operate.step.{part}")
                items += [_copied(path, partial, settings.data) for path in _files(settings, (part,))]
            means = means_of(settings, apart=database_apart)
            items += _state(settings, means, partial)
            release = pointed(settings) or ""
            inventory = Inventory(at, __version__, release, vault.fingerprint(key), means, tuple(items))
            write_inventory(partial, inventory)
    return inventory


def keep_key(settings: Settings, folder: Path, place: Path, key: bytes) -> None:
    """Write the key where it is kept apart; the same key may stand there already.

    Raises:
        UserError: it would lie in the backup or beside the vault, or another one stands there.
        DataMissing: there is no key.
    """
    if not key:
        raise DataMissing("operate.error.no_key", folder=settings.vault)
    file = place / f"lsi-{vault.fingerprint(key)}.key" if place.is_dir() else place
    if any(file.absolute().is_relative_to(one.absolute()) for one in (folder, settings.data)):
        raise UserError("operate.error.key_inside", file=file)
    remove_half_written(file.parent, file.name)
    if not file.exists():
        write_atomically(file, key, OWNER_ONLY)
    elif file.read_bytes() != key:
        raise UserError("operate.error.other_key", file=file)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A private folder that gets the name of another one when the block ends well, and goes when it does not."""
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    for old in listed(parent, f"{BESIDE}*"):
        if (process := old.name.rpartition("-")[2]).isdecimal() and not runs(int(process)):
            shutil.rmtree(old)
    partial = private_folder(parent / f"{BESIDE}{folder.name}-{os.getpid()}")
    try:
        yield partial
        os.sync()
        partial.replace(folder)
        os.sync()
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def copy(source: Path, target: Path, mode: int) -> str:
    """Copy a file; the SHA-256 of the bytes that were written."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as write:
        while piece := read.read(AT_ONCE):
            digest.update(piece)
            write.write(piece)
    target.chmod(mode)
    return digest.hexdigest()


def _hold_place(settings: Settings, folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError("operate.error.not_empty", folder=folder)
    if folder.absolute().is_relative_to(settings.data.absolute()):
        raise UserError("operate.error.inside", folder=folder, data=settings.data)


def hold_room(folder: Path, needed: int) -> None:
    """Refuse before anything is copied when the disk has not so many bytes left.

    Raises:
        DiskFull: it has not.
    """
    if shutil.disk_usage(folder).free < needed:
        raise DiskFull("error.disk_full", where=folder.parent)


def _key(settings: Settings) -> bytes:
    """The key, as far as there is one.

    Raises:
        DataDamaged: it is lost or another one than the vault began with; a copy would be of no use.
    """
    return vault.read_key(settings) if (settings.vault / vault.MARK).exists() else b""


def _files(settings: Settings, parts: tuple[str, ...] = PARTS) -> Iterator[Path]:
    """Every file to copy, in order: not the key, the locks, what is half made, or the state, which is copied by its own means."""
    left_out = {settings.vault / vault.KEY, settings.vault / vault.LOCK}
    for part in parts:
        if part == "state":
            if settings.events.exists():
                yield settings.events
            continue
        for inside, folders, names in os.walk(settings.data / part):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            for name in sorted(names):
                path = Path(inside, name)
                if not name.startswith((".", f"{SOURCES}.")) and path not in left_out:
                    yield path


def _copied(path: Path, to: Path, data: Path) -> Item:
    name = path.relative_to(data)
    target = to / name
    target.parent.mkdir(parents=True, exist_ok=True)
    state = path.stat()
    sha256 = copy(path, target, OWNER_ONLY)
    return Item(name.as_posix(), target.stat().st_size, sha256, state.st_mode & 0o777)


def _state(settings: Settings, means: Means, to: Path) -> list[Item]:
    folder = private_folder(to / settings.state.name)
    file = copy_state(settings, means, folder)
    if file is None:
        folder.rmdir()
        return []
    return [Item(f"{folder.name}/{file.name}", file.stat().st_size, file_hash(file), OWNER_ONLY)]
