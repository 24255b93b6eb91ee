"""A folder that follows object storage: what viewers read when ``LSI_RELEASES`` is set.

Manifests are small and all of them are there; the file of a release is fetched once by its id when somebody asks for it, held
against the checksum of its manifest, and kept as long as there is room. The pointer moves last, so that what it names is always
there. When the storage is away, what was fetched is shown.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dashboard.errors import DataDamaged, UserError
from dashboard.files import file_hash, listed, put_in_place, remove_half_written, write_atomically
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.objects import Objects

LOG = logging.getLogger("lsi")
POINTER = "current"
MANIFEST = re.compile(r"[0-9a-f]{10}\.json")
LONGEST_ID = 40  # signs of what a pointer says that are repeated
EVERY = 10.0  # seconds between two looks at the storage
MEGABYTE = 1_000_000
USED = 60.0  # seconds; how exactly is kept when a file was used last


class Follower:
    """Keeps a folder the same as an address in object storage.

    Args:
        objects: where releases are.
        folder: where they are kept here; several viewers of one machine may share it.
        most_mb: megabytes the files of releases may take together; the one people see and the one just asked for always fit.
    """

    def __init__(self, objects: Objects, folder: Path, most_mb: int) -> None:
        self.objects, self.folder, self.most_mb = objects, folder, most_mb
        self.trouble: UserError | None = None
        self._tags: dict[str, str] = {}
        self._sound: set[str] = set()
        self._ended = threading.Event()

    @contextmanager
    def kept_up(self) -> Iterator[None]:
        """Look at once, and again every so often, until the block ends."""
        self.look()
        keeper = threading.Thread(target=self._keep_up, name="following", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            self._ended.set()
            keeper.join()

    def _keep_up(self) -> None:
        while not self._ended.wait(EVERY):
            self.look()

    def look(self) -> None:
        """Take over what changed; what keeps it from that is kept as ``trouble`` and told once in the log."""
        try:
            with self._alone():
                self._take_over(self.objects.listed())
        except UserError as error:
            trouble: UserError | None = error
        except OSError as error:  # of the folder
            trouble = UserError("error.objects.folder", where=self.folder.name, kind=type(error).__name__)
        else:
            trouble = None
        if trouble and (self.trouble is None or self.trouble.key != trouble.key):
            LOG.warning("%s", say(trouble.key, **trouble.values))
        self.trouble = trouble

    def _take_over(self, there: dict[str, tuple[str, int]]) -> None:
        manifests = {name: tag for name, (tag, _) in there.items() if MANIFEST.fullmatch(name)}
        damaged: DataDamaged | None = None
        for name, tag in manifests.items():
            if self._tags.get(name) == tag and (self.folder / name).exists():
                continue
            try:
                write_atomically(self.folder / name, self._manifest(name))
                self._tags[name] = tag
            except DataDamaged as error:  # one says nothing of the others
                damaged = error
        for path in listed(self.folder, "*.json"):
            if path.name not in manifests:
                path.unlink()
        for path in listed(self.folder, "*.duckdb"):
            if path.name not in there:
                path.unlink()
        self._point(there)
        if damaged:
            raise damaged

    def _manifest(self, name: str) -> bytes:
        """A manifest, when it is one.

        Raises:
            DataDamaged: it is none.
        """
        content = self.objects.read(name)
        try:
            json.loads(content)["history"]
        except (ValueError, KeyError, TypeError):
            raise DataDamaged(
                "error.objects.damaged", id=name.removesuffix(".json"), where=self.objects.address
            ) from None
        return content

    def _point(self, there: dict[str, tuple[str, int]]) -> None:
        """Let the pointer name what it names there, once that is here."""
        here = self.folder / POINTER
        if POINTER not in there:
            here.unlink(missing_ok=True)
            return
        wanted = self.objects.read(POINTER).decode("utf-8", "replace").strip()
        if not (f"{wanted}.json" in there and MANIFEST.fullmatch(f"{wanted}.json")):
            raise DataDamaged("error.objects.damaged", id=wanted[:LONGEST_ID], where=self.objects.address)
        self._fetch(wanted)
        if not here.exists() or here.read_text(encoding="utf-8") != wanted:
            write_atomically(here, wanted)

    def fetch(self, release_id: str) -> None:
        """See that the file of a release is here; one whose manifest is not here, or that is not kept, is left to who reads it.

        Raises:
            DataDamaged: it does not fit its manifest.
            NotPermitted, StorageFailed: as ``Objects.fetch``.
        """
        path = self.folder / f"{release_id}.duckdb"
        if release_id in self._sound and path.exists():
            _note_use(path)
            return
        with self._alone():
            self._fetch(release_id)

    def _fetch(self, release_id: str) -> None:
        path = self.folder / f"{release_id}.duckdb"
        told = self._told(release_id)
        if told.get("history", [{}])[-1].get("status") in {None, "removed"}:
            return
        expected = told.get("file_sha256")
        if release_id in self._sound and path.exists():
            return
        if not path.exists() or file_hash(path) != expected:
            self._download(path, expected)
        self._sound.add(release_id)
        self._make_room(release_id)

    def _told(self, release_id: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads((self.folder / f"{release_id}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return told

    def _download(self, path: Path, expected: str | None) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self.objects.fetch(path.name, beside)
            if file_hash(beside) != expected:
                raise DataDamaged("error.objects.damaged", id=path.stem, where=self.objects.address)
            put_in_place(beside, path)
        finally:
            beside.unlink(missing_ok=True)

    def _make_room(self, asked: str) -> None:
        """Take away what was used longest ago until the rest fits."""
        pointer = self.folder / POINTER
        kept = {asked, pointer.read_text(encoding="utf-8") if pointer.exists() else ""}
        files = sorted(listed(self.folder, "*.duckdb"), key=lambda path: path.stat().st_atime_ns)
        room = self.most_mb * MEGABYTE - sum(path.stat().st_size for path in files)
        for path in files:
            if room >= 0:
                break
            if path.stem not in kept:
                room += path.stat().st_size
                path.unlink()  # who reads it now goes on reading it
                self._sound.discard(path.stem)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Others that fetch into this folder wait meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            remove_half_written(self.folder)
            yield
        finally:
            os.close(handle)


def _note_use(path: Path) -> None:
    """Keep when a file was used, without touching the time by which a reader knows that it did not change."""
    state = path.stat()
    if time.time() - state.st_atime > USED:
        os.utime(path, ns=(time.time_ns(), state.st_mtime_ns))
