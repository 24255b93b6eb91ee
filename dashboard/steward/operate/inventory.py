"""What a backup holds: every file with its hash, and what must be known to bring it back. The key of the rounding is never in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dashboard.errors import DataDamaged, UserError
from dashboard.files import OWNER_ONLY, file_hash, write_atomically
from dashboard.state.copies import Means

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
NAME = "backup.json"
PARTS = ("vault", "archive", "areas", "releases", "state")
EVENTS = "events.csv"
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Item:
    """One file of a backup.

    Attributes:
        path: below the data folder, with slashes.
        size: bytes.
        sha256: of its bytes, in hex.
        mode: rights of the file, as a number.
    """

    path: str
    size: int
    sha256: str
    mode: int


@dataclass(frozen=True)
class Inventory:
    """All of a backup.

    Attributes:
        made_at: when, in UTC, ISO 8601.
        version: of the program that made it.
        release: id of the release people saw; empty for none.
        key: fingerprint of the key; empty where there was none.
        state: how the log and the acts are in it.
        items: every file but this list.
    """

    made_at: str
    version: str
    release: str
    key: str
    state: Means
    items: tuple[Item, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(item.size for item in self.items)


def write_inventory(folder: Path, inventory: Inventory) -> None:
    """Write the list of a backup; a folder without it is no backup."""
    told = {"format": FORMAT, **asdict(inventory)}
    write_atomically(folder / NAME, json.dumps(told, indent=1), OWNER_ONLY)


def read_inventory(folder: Path) -> Inventory:
    """The list of a backup.

    Raises:
        UserError: there is none, so this is no backup, or one that was broken off.
        DataDamaged: it cannot be read, is of a newer format, or names a place outside the data folder.
    """
    try:
        told = json.loads((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("operate.error.no_backup", folder=folder) from None
    except ValueError:
        raise DataDamaged("operate.error.list_damaged", folder=folder) from None
    try:
        if told.pop("format") > FORMAT:
            raise DataDamaged("operate.error.newer", folder=folder, version=told.get("version"))
        items = tuple(Item(**item) for item in told.pop("items"))
        inventory = Inventory(**told | {"state": Means(told["state"])}, items=items)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DataDamaged("operate.error.list_damaged", folder=folder) from None
    if not all(map(_is_sound, items)):
        raise DataDamaged("operate.error.list_damaged", folder=folder)
    return inventory


def verify(folder: Path, inventory: Inventory) -> None:
    """Hold every file of a backup against its hash.

    Raises:
        DataDamaged: one is not there, or is another one than was written; names it.
    """
    for item in inventory.items:
        file = folder / item.path
        if not file.is_file() or file.stat().st_size != item.size or file_hash(file) != item.sha256:
            raise DataDamaged("operate.error.file_damaged", file=item.path, folder=folder)


def _is_sound(item: Item) -> bool:
    """Whether it is a file below one of the folders of the data folder."""
    path = PurePosixPath(item.path)
    is_below = len(path.parts) > 1 and path.parts[0] in PARTS and not path.is_absolute() and ".." not in path.parts
    is_number = isinstance(item.size, int) and isinstance(item.mode, int) and 0 <= item.mode <= 0o777
    return (is_below or item.path == EVENTS) and is_number and bool(HASH.fullmatch(item.sha256))
