"""Files written whole and known by their bytes: a reader sees the old or the new one, never half of it."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWNER_ONLY = 0o600
READABLE = 0o644  # a release may be read by the account of the app, which is not that of the builder


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return stream_hash(file)


def stream_hash(stream: IO[bytes]) -> str:
    """SHA-256 of what is left to read, in hex."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def write_atomically(path: Path, content: str | bytes, mode: int = READABLE) -> None:
    """Write a file whole; a text as UTF-8.

    Args:
        path: where; its folder is made.
        content: what.
        mode: rights of the file, whatever the umask; by default the app's own account may read it.
    """
    with whole_file(path, mode) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path, mode: int = READABLE) -> Iterator[IO[bytes]]:
    """A file to write bytes to, for its owner alone until it stands under its name; nothing stands there when the block fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
            yield file
        put_in_place(beside, path, mode)
    finally:
        beside.unlink(missing_ok=True)


def put_in_place(finished: Path, path: Path, mode: int = READABLE) -> None:
    """Move a finished file to its name, in the same file system, so that it lasts through a power cut."""
    finished.chmod(mode)
    _flush(finished)
    finished.replace(path)
    _flush(path.parent)


def listed(folder: Path, pattern: str = "*") -> list[Path]:
    """What lies in a folder by a pattern, in order; nothing where there is no folder.

    ``Path.glob`` finds nothing in a folder that may not be read, so that it would seem empty; this raises ``PermissionError``.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.match(pattern))
    except FileNotFoundError:
        return []


def remove_half_written(folder: Path, name: str = "*") -> None:
    """Remove what ``write_atomically`` left in a folder, of one file or of all, when its process was ended."""
    for path in folder.glob(f".{name}.*"):
        process = path.suffix.removeprefix(".")
        if process.isdecimal() and path.is_file() and not runs(int(process)):
            path.unlink()


def runs(process: int) -> bool:
    """Whether a process runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, for another account
        return True
    return True


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
