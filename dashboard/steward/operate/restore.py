"""A backup brought back into an empty data folder: all of it is held against its hashes before anything is written."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.errors import DataDamaged, UserError
from dashboard.files import OWNER_ONLY, write_atomically
from dashboard.private import private_folder
from dashboard.state.copies import DUMP, Means, bring_back, hold_empty
from dashboard.state.engine import forget
from dashboard.state.log import Kind, append
from dashboard.steward import vault
from dashboard.steward.operate.backup import beside, copy, hold_room
from dashboard.steward.operate.inventory import PARTS, Inventory, read_inventory, verify
from dashboard.store import READABLE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.settings import Settings

    Progress = Callable[[str], None]

PRIVATE = frozenset({"vault", "archive", "state"})


def restore(settings: Settings, folder: Path, key_file: Path | None, subject: str, progress: Progress) -> Inventory:
    """Bring a backup back.

    Args:
        settings: say where it goes: a data folder that is empty or not there, and for PostgreSQL an empty database.
        folder: the backup.
        key_file: the key that was kept apart; None brings none back, and then nothing can be built until it is put there.
        subject: who does this, for the log.
        progress: told at each step.

    Raises:
        UserError: this is no backup, or the data folder or the database is not empty.
        DataDamaged: a file of the backup is not what was written, or the key is another one.
        StateAway: the database cannot be reached.
    """
    inventory = read_inventory(folder)
    _hold_place(settings)
    key = _key(inventory, key_file)
    hold_empty(settings, inventory.state)
    progress("operate.step.verify")
    verify(folder, inventory)
    with beside(settings.data) as partial:
        hold_room(partial, inventory.size)
        for part in PARTS:
            progress(f"operate.step.{part}")
            _copy_part(folder, partial, inventory, part)
        if key:
            write_atomically(private_folder(partial / settings.vault.name) / vault.KEY, key, OWNER_ONLY)
        if inventory.state == Means.DUMP:
            bring_back(settings, folder / settings.state.name / DUMP)
        partial.chmod(READABLE_FOLDER)
        if inventory.state != Means.APART:  # before anybody can use it, so that nothing is restored without being noted
            here = replace(settings, data=partial)
            append(here, Kind.RESTORED, subject, at=inventory.made_at, release=inventory.release)
            forget(here)
    return inventory


def _hold_place(settings: Settings) -> None:
    """A folder takes the place of another one in one step, which cannot be done with the top of a disk."""
    if settings.data.exists() and (not settings.data.is_dir() or any(settings.data.iterdir())):
        raise UserError("operate.error.data_not_empty", folder=settings.data)
    if settings.data.exists() and os.path.ismount(settings.data):
        raise UserError("operate.error.mount", folder=settings.data)


def _key(inventory: Inventory, file: Path | None) -> bytes:
    if file is None:
        return b""
    key = file.read_bytes()
    if vault.fingerprint(key[: vault.KEY_BYTES]) != inventory.key or len(key) != vault.KEY_BYTES:
        raise DataDamaged("operate.error.wrong_key", file=file)
    return key


def _copy_part(folder: Path, to: Path, inventory: Inventory, part: str) -> None:
    """Copy what belongs to one folder of the data; the file of events goes with the state."""
    for item in inventory.items:
        first, _, rest = item.path.partition("/")
        if first != part and (rest or part != "state"):
            continue
        if item.path.endswith(f"/{DUMP}"):
            continue
        target = to / item.path
        _make_folders(to, target.parent, is_private=first in PRIVATE)
        if copy(folder / item.path, target, item.mode) != item.sha256:
            raise DataDamaged("operate.error.file_damaged", file=item.path, folder=folder)


def _make_folders(top: Path, folder: Path, *, is_private: bool) -> None:
    for one in (*reversed(folder.parents), folder):
        if one.is_relative_to(top) and one != top and not one.exists():
            one.mkdir()
            one.chmod(0o700 if is_private else READABLE_FOLDER)
