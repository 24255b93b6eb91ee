"""The typed sheets of an accepted delivery, kept beside its original: a build need not read a workbook a second time.

A by-product, never the truth: it may be thrown away at any time, and is not looked at when the code that types has changed.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.intake.contract import BY_NAME, LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping


def typed_name(sha256: str, version: str | None = None) -> str:
    """File name of the typed sheets of a delivery, as this code types them, or another version of it."""
    return f"{sha256}.{version or _mark()}.typed"


def examined_name(sha256: str, version: str | None = None) -> str:
    """File name of what the check of a delivery by itself found, until it is settled beside the others."""
    return f"{sha256}.{version or _mark()}.examined"


def pack_sheets(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """A ZIP with one parquet file per sheet that has rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, frame in sheets.items():
            if len(frame):
                file.writestr(zipfile.ZipInfo(name), frame.to_parquet())  # without the moment: the same each time
    return out.getvalue()


def read_sheets(path: Path) -> dict[str, pd.DataFrame] | None:
    """The sheets with rows as they were packed; None where there is no such file or it cannot be read."""
    try:
        with zipfile.ZipFile(path) as file:
            return {name: _lists(name, pd.read_parquet(io.BytesIO(file.read(name)))) for name in file.namelist()}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _lists(sheet: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Lists of codes as lists, which parquet gives back as arrays."""
    for column in BY_NAME[sheet].columns:
        if column.kind in LISTS:
            values = [None if one is None else list(one) for one in frame[column.name]]
            frame[column.name] = pd.Series(values, index=frame.index, dtype=object)
    return frame


@cache
def _mark() -> str:
    """What changes whenever the code that reads and types changes."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
