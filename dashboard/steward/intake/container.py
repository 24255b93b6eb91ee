"""What a delivery is wrapped in: a workbook, a ZIP or a folder; opened without trusting it.

Nothing is ever unpacked to disk: members are read into memory, after their sizes and names have been looked at.
"""

from __future__ import annotations

import io
import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from dashboard.errors import UserError
from dashboard.files import file_hash, stream_hash
from dashboard.steward.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What a delivery can be: the whole country, every buurt and measure of a quarter, is some 40 MB of text.
MAX_BYTES: Final = 64 << 20
MAX_UNPACKED: Final = 400 << 20
MAX_RATIO: Final = 200
MAX_RATIO_FROM: Final = 16 << 20
MAX_MEMBERS: Final = 500
_DUST: Final = {"thumbs.db", "desktop.ini"}
TEXT: Final = frozenset({".csv", ".txt", ".tsv"})
_WORKBOOK: Final = {".xlsx", ".xlsm"}
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED: Final = 0x1
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_BLOCK: Final = 1 << 20
# A part that only an Office file of another kind has.
_OTHER_OFFICE: Final = {"xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "mimetype", "content.xml"}
# What zipfile raises on damage, unknown compression (NotImplementedError is a RuntimeError) and lying headers.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Content:
    """The files of a delivery.

    Attributes:
        tables: text file name to its bytes, in order of name; empty when there is a workbook.
        workbook: bytes of the XLSX workbook, when there is one.
        strangers: names of files that cannot be read and so cannot be checked for personal data.
        names: every name that came along, of folders and files, of the delivery itself too.
    """

    tables: dict[str, bytes]
    workbook: bytes | None
    strangers: tuple[str, ...]
    names: tuple[str, ...] = ()


class Members:
    """The files in a ZIP, by their name with slashes; each is read only when asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str, limit: int) -> None:
        """Look at all names and sizes.

        Raises:
            UserError: encrypted, a path that leads outside, the same name twice, or far larger than it should be.
        """
        members = [member for member in archive.infolist() if not member.filename.endswith(("/", "\\"))]
        _refuse_unsafe(members, name, limit)
        self._archive = archive
        self._name = name
        self._members = {_slashed(member.filename): member for member in members}

    def names(self) -> Iterable[str]:
        """Names in the order of the ZIP."""
        return self._members

    def read(self, member: str) -> bytes:
        """The bytes of a file; none when there is no such file."""
        with self.open(member) as stream:
            return stream.read()

    @contextmanager
    def open(self, member: str) -> Iterator[IO[bytes]]:
        """A file to read from; empty when there is no such file.

        Raises:
            UserError: damaged.
        """
        if member not in self._members:
            yield io.BytesIO()
            return
        try:
            with self._archive.open(self._members[member]) as stream:
                yield stream
        except _BROKEN as error:
            raise UserError("intake.unreadable.damaged", file=self._name) from error


@contextmanager
def open_zip(source: Path | IO[bytes], name: str, limit: int | None = None) -> Iterator[Members]:
    """Open a ZIP.

    Args:
        source: where it is.
        name: for messages.
        limit: bytes unpacked, of all files together.

    Raises:
        UserError: damaged, or as `Members` says.
    """
    try:
        archive = zipfile.ZipFile(source)
    except _BROKEN as error:
        raise UserError("intake.unreadable.damaged", file=name) from error
    with archive:
        yield Members(archive, name, limit or MAX_UNPACKED)


def open_delivery(path: Path) -> Content:
    """Open a workbook, a ZIP or a folder.

    Raises:
        UserError: missing, empty, damaged, protected with a password, too large, unsafe or of another kind.
    """
    name = shown(path.name)
    if path.is_dir():
        return _sort_out({file: member.read_bytes() for file, member in _folder_files(path)}, path.name)
    _refuse_size(path)
    data = path.read_bytes()
    if not data.startswith((b"PK", _OLE)):
        kind = "single_table" if path.suffix.lower() in TEXT else "unknown_kind"
        raise UserError(f"intake.unreadable.{kind}", file=name)
    if data.startswith(_OLE) or is_workbook(path):
        return Content({}, _checked_workbook(data, name), (), (path.name,))
    with open_zip(path, name, MAX_BYTES) as members:
        return _sort_out({file: members.read(file) for file in members.names()}, path.name)


def is_workbook(source: Path | IO[bytes]) -> bool:
    """True when a ZIP has the inside of an Office file."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return False
    return "[Content_Types].xml" in names or bool(names & _OTHER_OFFICE)


def _checked_workbook(data: bytes, name: str) -> bytes:
    """Refuse what only looks like a workbook, by what it is."""
    if data.startswith(_OLE):
        kind = "password" if _PASSWORD in data else "old_excel"
        raise UserError(f"intake.unreadable.{kind}", file=name)
    with open_zip(io.BytesIO(data), name) as members:
        names = set(members.names())
    if names & _OTHER_OFFICE or "_rels/.rels" not in names:
        raise UserError("intake.unreadable.other_office", file=name)
    return data


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


def is_dust(name: str) -> bool:
    """True for files that operating systems and Office leave behind."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$")) or path.name.lower() in _DUST


def _refuse_size(path: Path) -> None:
    if not path.is_file():
        raise UserError("intake.unreadable.missing", file=shown(path.name))
    if path.stat().st_size > MAX_BYTES:
        raise UserError("intake.unreadable.too_large", file=shown(path.name), limit=MAX_BYTES >> 20)


def _folder_files(folder: Path) -> list[tuple[str, Path]]:
    """Files of a folder in order of name; a link, which may lead anywhere, is refused."""
    if folder.is_symlink():
        raise UserError("intake.unreadable.link", file=shown(folder.name))
    files = []
    try:
        for inside, folders, names in os.walk(folder, onerror=_raise):
            here = Path(inside)
            if any((here / name).is_symlink() for name in (*folders, *names)):
                raise UserError("intake.unreadable.link", file=shown(folder.name))
            files += [here / name for name in names]
    except OSError as error:
        raise UserError("intake.unreadable.no_access", file=shown(folder.name)) from error
    named = sorted((file.relative_to(folder).as_posix(), file) for file in files if file.is_file())
    named = [(name, file) for name, file in named if not is_dust(name)]
    if len(named) > MAX_MEMBERS or sum(file.stat().st_size for _, file in named) > MAX_BYTES:
        raise UserError("intake.unreadable.too_large", file=shown(folder.name), limit=MAX_BYTES >> 20)
    return named


def _raise(error: OSError) -> None:
    raise error


def _refuse_unsafe(members: list[zipfile.ZipInfo], name: str, limit: int) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UserError("intake.unreadable.password", file=name)
    if any(_leads_outside(_slashed(member.filename)) for member in members):
        raise UserError("intake.unreadable.path_outside", file=name)
    seen: set[str] = set()
    for member in members:
        same = _slashed(member.filename).lower()
        if same in seen:
            raise UserError("intake.unreadable.double_member", file=name, name=shown(member.filename))
        seen.add(same)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > limit:
        raise UserError("intake.unreadable.too_large", file=name, limit=limit >> 20)
    if any(_is_bomb(member) for member in members):
        raise UserError("intake.unreadable.bomb", file=name)


def _slashed(name: str) -> str:
    """A name as other systems write it: some programs of Windows divide folders by a backslash."""
    return name.replace("\\", "/")


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or not path.parts or ":" in path.parts[0]


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(MAX_RATIO_FROM, member.compress_size * MAX_RATIO)


def _sort_out(files: dict[str, bytes], name: str) -> Content:
    """Tell tables, a workbook and strangers apart."""
    kept = {file: data for file, data in sorted(files.items()) if not is_dust(file)}
    tables = {file: data for file, data in kept.items() if PurePosixPath(file).suffix.lower() in TEXT}
    workbooks = [file for file in kept if PurePosixPath(file).suffix.lower() in _WORKBOOK]
    strangers = tuple(file for file in kept if file not in tables and file not in workbooks)
    if not tables and not workbooks:
        raise UserError("intake.unreadable.no_tables", file=shown(name))
    if len(workbooks) > 1 or (workbooks and tables):
        names = ", ".join(shown(one) for one in [*workbooks, *tables][:5])
        raise UserError("intake.unreadable.several", file=shown(name), names=names)
    workbook = _nested(kept[workbooks[0]], shown(workbooks[0])) if workbooks else None
    return Content(tables, workbook, strangers, (name, *kept))


def _nested(data: bytes, name: str) -> bytes:
    """The bytes of a workbook inside a folder or ZIP; what is none, whatever it is called, is refused."""
    if data.startswith(_OLE) or is_workbook(io.BytesIO(data)):
        return _checked_workbook(data, name)
    kind = "damaged" if data.startswith(b"PK") else "unknown_kind"
    raise UserError(f"intake.unreadable.{kind}", file=name)
