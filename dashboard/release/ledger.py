"""Where the ledger of protection lives: secretly beside the vault, one folder per release, a pointer to the published one.

A build continues the ledger of the last published release; publishing makes its own ledger the one to continue. So a draft
that is never published leaves no trace in later figures.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.errors import DataDamaged
from dashboard.store import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.settings import Settings

POINTER = "current"
Ledger = dict[str, pd.DataFrame]


def read_ledger(settings: Settings) -> Ledger | None:
    """The ledger of the last published release; None before the first.

    Raises:
        DataDamaged: the ledger is gone or unreadable, without which old and new figures would give too much away.
    """
    folder = settings.vault / "ledger"
    if not (folder / POINTER).exists():
        return None
    release_id = (folder / POINTER).read_text(encoding="utf-8").strip()
    return _read(folder / release_id)


def published_cells(settings: Settings, release_id: str) -> pd.DataFrame:
    """The protected count cells above zero a release was made of.

    Raises:
        DataDamaged: the ledger of that release is gone.
    """
    cells = _read(settings.vault / "ledger" / release_id)["cells"]
    return cells[cells["value"] > 0].reset_index(drop=True)


def parent(settings: Settings) -> str | None:
    """Id of the release whose ledger a build continues."""
    pointer = settings.vault / "ledger" / POINTER
    return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


def keep_ledger(settings: Settings, release_id: str, ledger: Ledger) -> None:
    """Write a draft's ledger beside the others, whole."""
    folder = settings.vault / "ledger" / release_id
    beside = folder.with_name(f".{release_id}")
    for old in (beside, folder):
        shutil.rmtree(old, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    for name, frame in ledger.items():
        _write_privately(beside / f"{name}.parquet", frame)
    beside.rename(folder)


def continue_from(settings: Settings, release_id: str) -> None:
    """Make a release's ledger the one the next build continues; older ledgers are no longer needed."""
    folder = settings.vault / "ledger"
    if not (folder / release_id).is_dir():
        return
    write_atomically(folder / POINTER, release_id)


def _read(folder: Path) -> Ledger:
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise DataDamaged("error.ledger_lost", path=folder)
    try:
        return {file.stem: pd.read_parquet(file) for file in files}
    except (OSError, ValueError):
        raise DataDamaged("error.ledger_lost", path=folder) from None


def _write_privately(path: Path, frame: pd.DataFrame) -> None:
    frame.to_parquet(path, index=False)
    path.chmod(0o600)
