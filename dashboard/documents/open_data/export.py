"""The folder of a release as open data: every file by name, made when it is asked for, and the whole in one step."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from dashboard.answers.tables import open_tables, read_table
from dashboard.documents.open_data.content import csv_bytes, parquet_bytes, plain
from dashboard.documents.open_data.csvw import table_description
from dashboard.documents.open_data.dcat import json_ld, record, turtle
from dashboard.documents.open_data.edition import LICENCE, PUBLISHER, Edition, File, edition
from dashboard.documents.open_data.package import data_package
from dashboard.documents.open_data.readme import licence, readme
from dashboard.errors import UserError
from dashboard.files import READABLE, file_hash, write_atomically
from dashboard.store import READABLE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from dashboard.answers import Reader
    from dashboard.answers.tables import OpenTable

CSV, PARQUET, CSVW = ".csv", ".parquet", ".csv-metadata.json"
CHECKSUMS = "checksums.sha256"
PACKAGE = "datapackage.json"
DOCUMENTS: dict[str, Callable[[Edition], str]] = {
    PACKAGE: lambda told: _json(data_package(told)),
    "dcat.jsonld": lambda told: json_ld(record(told)),
    "dcat.ttl": lambda told: turtle(record(told)),
    "README.md": readme,
    "LICENCE": licence,
}


class OpenData:
    """The files of one release for one viewer, in a folder of their own; each is made when it is asked for first.

    Args:
        reader: who asks, and which published release.
        folder: where the files are kept; nothing else may be in it.
    """

    def __init__(self, reader: Reader, folder: Path) -> None:
        self.reader, self.folder = reader, folder
        self._making = RLock()
        self._sums: dict[str, str] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files, in order; the checksums come last."""
        data = [table.name + kind for table in open_tables() for kind in (CSV, CSVW, PARQUET)]
        return (*data, *DOCUMENTS, CHECKSUMS)

    def path(self, name: str) -> Path:
        """Where a file is, made now if it was not asked for before.

        Args:
            name: one of ``names``.

        Raises:
            AccessDenied: the viewer may not view.
            OSError: there is no room for it.
        """
        path = self.folder / name
        with self._making:
            if not path.exists():
                write_atomically(path, self._content(name))
        return path

    def sha256(self, name: str) -> str:
        """SHA-256 of a file's bytes, in hex; raises as ``path``."""
        with self._making:
            if name not in self._sums:
                self._sums[name] = file_hash(self.path(name))
            return self._sums[name]

    def _content(self, name: str) -> str | bytes:
        if name == CHECKSUMS:
            return "".join(f"{self.sha256(one)}  {one}\n" for one in self.names if one != CHECKSUMS)
        if name in DOCUMENTS:
            return DOCUMENTS[name](self._edition)
        if name.endswith(CSVW):
            wanted = name.removesuffix(CSVW)
            return _json(table_description(next(one for one in self._edition.resources if one.table.name == wanted)))
        table = next(one for one in open_tables() if name in {one.name + CSV, one.name + PARQUET})
        rows = self._rows(table)
        return csv_bytes(rows) if name.endswith(CSV) else parquet_bytes(rows, self._about(table))

    @cached_property
    def _edition(self) -> Edition:
        found = {table.name: self._rows(table) for table in open_tables()}
        files = {name: (self._file(name + CSV), self._file(name + PARQUET)) for name in found}
        return edition(self.reader.release, found, files)

    def _rows(self, table: OpenTable) -> pa.Table:
        return plain(read_table(self.reader, table))

    def _file(self, name: str) -> File:
        return File(name, self.path(name).stat().st_size, self.sha256(name))

    def _about(self, table: OpenTable) -> dict[str, str]:
        return {
            "title": table.title.en,
            "description": table.text.en,
            "release": self.reader.release.id,
            "publisher": PUBLISHER.en,
            "licence": LICENCE,
        }


def export(reader: Reader, folder: Path) -> int:
    """Write all files of a release to a folder, in one step: what is cut off leaves nothing.

    Args:
        reader: who asks, and which published release.
        folder: where to; made if it is not there.

    Returns:
        How many files were written.

    Raises:
        UserError: the folder holds something.
        AccessDenied: the viewer may not view.
        OSError: there is no room, or this account may not write there.
    """
    folder = folder.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise UserError("open_data.error.not_empty", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        made = OpenData(reader, beside)
        for name in made.names:
            made.path(name).chmod(READABLE)
        beside.chmod(READABLE_FOLDER)
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(made.names)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
