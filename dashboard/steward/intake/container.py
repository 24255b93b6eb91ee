"""What a delivery is wrapped in: a workbook, a ZIP or a folder; opened without trusting it.

Nothing is ever unpacked to disk: members are read into memory, after their sizes and names have been looked at.
"""

from __future__ import annotations

import lzma
import shutil
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from dashboard.errors import UserError
from dashboard.files import file_hash, stream_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES: Final = 1 << 30
MAX_RATIO: Final = 200
MAX_RATIO_FROM: Final = 16 << 20
MAX_MEMBERS: Final = 500
_DUST: Final = {"thumbs.db", "desktop.ini"}
_TEXT: Final = {".csv", ".txt", ".tsv"}
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED: Final = 0x1
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_BLOCK: Final = 1 << 20
# What zipfile raises on damage, unknown compression (NotImplementedError is a RuntimeError) and lying headers.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Content:
    """The files of a delivery.

    Attributes:
        tables: text file name to its bytes, in order of name; empty when there is a workbook.
        workbook: bytes of the XLSX workbook, when there is one.
        strangers: names of files that cannot be read and so cannot be checked for personal data.
    """

    tables: dict[str, bytes]
    workbook: bytes | None
    strangers: tuple[str, ...]


def open_delivery(path: Path) -> Content:
    """Open a workbook, a ZIP or a folder.

    Raises:
        UserError: missing, empty, damaged, protected with a password, too large, unsafe or of another kind.
    """
    if path.is_dir():
        return _sort_out({name: file.read_bytes() for name, file in _folder_files(path)}, path.name)
    _refuse_size(path)
    data = path.read_bytes()
    if data.startswith(_OLE):
        kind = "password" if _PASSWORD in data else "old_excel"
        raise UserError(f"intake.unreadable.{kind}", file=path.name)
    if not data.startswith(b"PK"):
        kind = "single_table" if path.suffix.lower() in _TEXT else "unknown_kind"
        raise UserError(f"intake.unreadable.{kind}", file=path.name)
    if is_workbook(path):
        return Content({}, data, ())
    return _sort_out(dict(read_members(path, path.name)), path.name)


def read_members(source: Path | IO[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file in a ZIP, once all of them look safe.

    Raises:
        UserError: encrypted, damaged, a path that leads outside, or far larger than it should be.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_unsafe(members, name)
            for member in members:
                yield member.filename, archive.read(member)
    except _BROKEN as error:
        raise UserError("intake.unreadable.damaged", file=name) from error


def is_workbook(source: Path | IO[bytes]) -> bool:
    """True when a ZIP has the inside of an XLSX workbook."""
    try:
        with zipfile.ZipFile(source) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False


def pack(path: Path, target: IO[bytes]) -> str:
    """Write the original as it is archived: the file itself, or a folder as a ZIP that is the same bytes every time.

    Returns:
        The suffix: ``.xlsx`` or ``.zip``.

    Raises:
        UserError: missing or too large.
    """
    if not path.is_dir():
        _refuse_size(path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, target, _BLOCK)
        return ".xlsx" if is_workbook(path) else ".zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, member in _folder_files(path):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), member.read_bytes())
    return ".zip"


def sha256_of(path: Path) -> str:
    """SHA-256 of the original as it is archived, in hex."""
    if not path.is_dir():
        return file_hash(path)
    with tempfile.TemporaryFile() as packed:
        pack(path, packed)
        packed.seek(0)
        return stream_hash(packed)


def _refuse_size(path: Path) -> None:
    if not path.is_file():
        raise UserError("intake.unreadable.missing", file=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise UserError("intake.unreadable.too_large", file=path.name, limit=MAX_BYTES >> 20)


def _folder_files(folder: Path) -> list[tuple[str, Path]]:
    """Files of a folder in order of name; a link that leads outside is refused."""
    files = sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())
    files = [(name, file) for name, file in files if not _is_dust(name)]
    if any(not file.resolve().is_relative_to(folder.resolve()) for _, file in files):
        raise UserError("intake.unreadable.path_outside", file=folder.name)
    if len(files) > MAX_MEMBERS or sum(file.stat().st_size for _, file in files) > MAX_BYTES:
        raise UserError("intake.unreadable.too_large", file=folder.name, limit=MAX_BYTES >> 20)
    return files


def _refuse_unsafe(members: list[zipfile.ZipInfo], name: str) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UserError("intake.unreadable.password", file=name)
    if any(_leads_outside(member.filename) for member in members):
        raise UserError("intake.unreadable.path_outside", file=name)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise UserError("intake.unreadable.too_large", file=name, limit=MAX_BYTES >> 20)
    if any(_is_bomb(member) for member in members):
        raise UserError("intake.unreadable.bomb", file=name)


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(MAX_RATIO_FROM, member.compress_size * MAX_RATIO)


def _is_dust(name: str) -> bool:
    """Files that operating systems leave behind."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$")) or path.name.lower() in _DUST


def _sort_out(files: dict[str, bytes], name: str) -> Content:
    """Tell tables, a workbook and strangers apart."""
    kept = {file: data for file, data in sorted(files.items()) if not _is_dust(file)}
    tables = {file: data for file, data in kept.items() if PurePosixPath(file).suffix.lower() in _TEXT}
    workbooks = [file for file in kept if PurePosixPath(file).suffix.lower() == ".xlsx"]
    strangers = tuple(file for file in kept if file not in tables and file not in workbooks)
    if not tables and not workbooks:
        raise UserError("intake.unreadable.no_tables", file=name)
    if len(workbooks) > 1 or (workbooks and tables):
        raise UserError("intake.unreadable.several", file=name, names=", ".join([*workbooks, *tables][:5]))
    return Content(tables, kept[workbooks[0]] if workbooks else None, strangers)
