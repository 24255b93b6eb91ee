"""Where the ledger of protection lives: secretly beside the vault, one folder per release, and the line of published ones.

The line names every release whose ledger was ever continued, oldest first; it only grows. A build continues the last of the
line. Publishing a release for the first time puts it at the end, and only a release that continues the last one fits there;
publishing an older one again moves what people see and never the line. So a draft that is never published leaves no trace in
later figures, and no figure that was published is ever drawn a second time.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from dashboard.errors import DataDamaged, PolicyViolation
from dashboard.files import OWNER_ONLY, write_atomically
from dashboard.private import private_folder
from dashboard.steward.protect.cells import share_names
from dashboard.steward.protect.linked import SHARED
from dashboard.store import ID, manifests, pointed, published_at

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.settings import Settings

LINE = "current"
Ledger = dict[str, pd.DataFrame]


def read_ledger(settings: Settings, release_id: str | None) -> Ledger | None:
    """The ledger of a published release, for the one that continues it; None before the first.

    Raises:
        DataDamaged: the ledger is gone or unreadable, without which old and new figures would give too much away.
    """
    return None if release_id is None else _read(settings.vault / "ledger" / release_id)


def published_cells(settings: Settings, release_id: str) -> pd.DataFrame:
    """The protected count cells above zero a release was made of; texts as categories in the order of their names.

    Raises:
        DataDamaged: the ledger of that release is gone.
    """
    cells = _read(settings.vault / "ledger" / release_id, "cells")["cells"]
    return share_names([cells[cells["value"] > 0].reset_index(drop=True)], SHARED)[0]


def parent(settings: Settings) -> str | None:
    """Id of the release whose ledger a build continues."""
    published = line(settings)
    return published[-1] if published else None


def continued_by(settings: Settings, release_id: str) -> str | None:
    """Id of the release whose ledger this one continues: the last of the line, or once it is in there the one before it."""
    published = line(settings)
    before = published[: published.index(release_id)] if release_id in published else published
    return before[-1] if before else None


def line(settings: Settings) -> list[str]:
    """Ids of the releases that were ever published, oldest first.

    Raises:
        DataDamaged: what should name them does not.
    """
    path = settings.vault / "ledger" / LINE
    if not path.exists():
        return []
    ids = path.read_bytes().decode("utf-8", "replace").split()
    if not ids or not all(map(ID.fullmatch, ids)):
        raise DataDamaged("error.ledger_lost", path=path)
    return ids


def hold_to_published(settings: Settings) -> None:
    """Refuse to build or publish when a release was published whose ledger is not in the line.

    The ledger was lost or put back from a backup that is too old; going on would draw published figures a second time. A
    release that was withdrawn does not count: withdrawing all of them is how a completely new data set begins. One whose
    manifest cannot be read was published when the pointer or another manifest says so.

    Raises:
        DataDamaged: names the release.
    """
    every = manifests(settings.releases)
    readable = {release_id: manifest for release_id, manifest in every.items() if manifest}
    told = {pointed(settings), *(manifest.get("continues") for manifest in readable.values())}
    told |= {entry.get("by") for manifest in readable.values() for entry in manifest["history"]}
    published = [one for one, manifest in every.items() if (published_at(manifest) if manifest else one in told)]
    for release_id in sorted(set(published) - set(line(settings))):
        raise DataDamaged("error.ledger_behind", id=release_id, path=settings.vault / "ledger")


def keep_ledger(settings: Settings, release_id: str, ledger: Ledger) -> None:
    """Write a draft's ledger beside the others, whole."""
    folder = settings.vault / "ledger" / release_id
    beside = folder.with_name(f".{release_id}")
    for old in (beside, folder):
        shutil.rmtree(old, ignore_errors=True)
    private_folder(beside)
    for name, frame in ledger.items():
        _write_privately(beside / f"{name}.parquet", frame)
    beside.rename(folder)


def continue_from(settings: Settings, release_id: str, continues: str | None) -> None:
    """Make a release's ledger the one the next build continues; one that is in the line already changes nothing.

    Args:
        settings: where the ledgers are.
        release_id: what is being published.
        continues: the release whose ledger it was built on.

    Raises:
        PolicyViolation: it was built on an older ledger than the last published one.
        DataDamaged: its own ledger is gone.
    """
    published = line(settings)
    if release_id in published:
        return
    if continues != parent(settings):
        raise PolicyViolation("error.draft_overtaken", id=release_id)
    folder = private_folder(settings.vault / "ledger")
    _read(folder / release_id)
    write_atomically(folder / LINE, "\n".join([*published, release_id]), OWNER_ONLY)


def _read(folder: Path, name: str = "*") -> Ledger:
    files = sorted(folder.glob(f"{name}.parquet"))
    if not files:
        raise DataDamaged("error.ledger_lost", path=folder)
    try:
        return {file.stem: pd.read_parquet(file) for file in files}
    except PermissionError:
        raise
    except (OSError, ValueError, pa.ArrowException):
        raise DataDamaged("error.ledger_lost", path=folder) from None


def _write_privately(path: Path, frame: pd.DataFrame) -> None:
    frame.to_parquet(path, index=False)
    path.chmod(OWNER_ONLY)
