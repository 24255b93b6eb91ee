"""Folders and files for their owner alone: what is too open is tightened, never assumed to be closed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.errors import AccessDenied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHERS = 0o077
_TURN = Lock()
_FOUND: list[int] = []  # what each that is under way found, the first first


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner may enter, or close one that others made; gives the folder.

    Raises:
        AccessDenied: it belongs to another account, so that it cannot be closed.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _close(folder)
    return folder


def close_to_others(folder: Path) -> None:
    """Take every right of group and others from a folder and all that lies in it; rights of the owner stay.

    Raises:
        AccessDenied: as in ``private_folder``.
    """
    for inside, folders, files in os.walk(private_folder(folder)):
        for name in (*folders, *files):
            _close(folder.joinpath(inside, name))


@contextmanager
def closed_to_others() -> Iterator[None]:
    """All files this process makes meanwhile are its own alone: also logs and spill files a library makes.

    What the process makes belongs to all of its threads; the one that ends last gives it back as the first found it.
    """
    with _TURN:
        _FOUND.append(os.umask(OTHERS))
    try:
        yield
    finally:
        with _TURN:
            found = _FOUND.pop()
            if not _FOUND:
                os.umask(found)


def _close(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if mode & OTHERS:
            path.chmod(mode & 0o777 & ~OTHERS)
    except FileNotFoundError:  # a file of another process that has just gone
        return
    except PermissionError:
        raise AccessDenied("error.not_private", path=path) from None
