"""Releases on disk: the pointer, the manifest, one locked-down read-only connection per release file.

The app opens ``releases/<id>.duckdb`` and nothing else. A release is never changed in place; a new one has a new name.
"""

from __future__ import annotations

import errno
import json
import os
import re
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.accuracy import Accuracy, Noise, read_accuracy
from dashboard.errors import DataDamaged, DataMissing, DiskFull, NotPermitted, ReleaseGone, StorageFailed, UserError
from dashboard.files import file_hash, listed
from dashboard.frozen import FrozenDict, freeze
from dashboard.policy import read_policy
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.following import Follower
    from dashboard.policy import Policy
    from dashboard.settings import Settings

FORMAT = 5  # 1: euros in blocks (release 0.1), which may not be read beside later ones; 2: fewer rules in the policy
# 4: no context figures, no patterns of areas
POINTER = "current"
# What a release goes through before people see it, and what it is to them from then on.
UNSEEN = ("draft", "checked", "approved")
SEEN = ("published", "superseded", "withdrawn", "removed")
ID = re.compile(r"[0-9a-f]{10}")
LONGEST_ID = 40  # signs of what a link says that are repeated in a message
READABLE_FOLDER = 0o755  # the account of the app reads it
STORAGE_ERRORS = (OSError, duckdb.Error)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_PERMITTED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
SPILLED = "max_temp_directory_size"  # DuckDB takes for it what room the disk has left
QUOTED = re.compile(r"""["']([^"']*/[^"']+)["']""")
MACROS = """
    select function_name, function_type, parameters, macro_definition from duckdb_functions()
    where database_name = 'release' and not internal
    order by function_name
"""
_FOLLOWED: list[Follower] = []  # at most one; empty where the data folder itself is read
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoinstall_known_extensions": "false",
}


@dataclass(frozen=True)
class Release:
    """One release: where its file is and what its manifest says."""

    id: str
    path: Path
    manifest: Mapping[str, Any] = field(compare=False)

    @property
    def status(self) -> str:
        """One of ``UNSEEN`` or ``SEEN``: the last line of its history."""
        return status_of(self.manifest)

    @property
    def made_at(self) -> datetime:
        """The moment it was made, with its time zone."""
        made = datetime.fromisoformat(self.manifest["history"][0]["at"])
        return made if made.tzinfo else made.replace(tzinfo=UTC)

    @property
    def attacks(self) -> Mapping[str, Any]:
        """What attacking this release found: ``passed`` and ``attacks``; empty before the first attack."""
        return self.manifest.get("attacks", FrozenDict())  # type: ignore[no-any-return]

    @property
    def policy(self) -> Policy:
        """The rules of disclosure control it was made with."""
        return _policy(self)

    def accuracy(self, measure: str, level: str, period: str) -> Accuracy:
        """How far shown counts of a measure may be off by rounding, per ``level`` and ``period`` of a view."""
        return _accuracy(self, measure, level, period)

    def noise(self, level: str, period: str) -> Noise:
        """The standard deviation of that, as a function of value and measure."""
        return lambda value, measure: _accuracy(self, measure, level, period).sd(value)


@lru_cache(maxsize=64)
def _policy(release: Release) -> Policy:
    return read_policy(release.manifest["policy"])


@lru_cache(maxsize=4096)
def _accuracy(release: Release, measure: str, level: str, period: str) -> Accuracy:
    return read_accuracy(release.manifest["report"]["accuracy"], measure, level, period)


@contextmanager
def following(follower: Follower) -> Iterator[None]:
    """Let this process read releases from the folder of a follower instead of the data folder, until the block ends."""
    _FOLLOWED.append(follower)
    try:
        with follower.kept_up():
            yield
    finally:
        _FOLLOWED.clear()


def folder_of(settings: Settings) -> Path:
    """Where this process reads releases."""
    return _FOLLOWED[0].folder if _FOLLOWED else settings.releases


def _fetched(release_id: str) -> None:
    """See that the file of a release is here when it has to come from elsewhere.

    Raises:
        DataDamaged: what came does not fit its manifest.
        NotPermitted, StorageFailed: it cannot be fetched.
    """
    if _FOLLOWED:
        _FOLLOWED[0].fetch(release_id)


def current_release(settings: Settings) -> Release:
    """The release the pointer names, ready to be read.

    Raises:
        DataMissing: nothing was published yet, or what was published is withdrawn.
        DataDamaged: pointer, manifest or file is unreadable, changed by hand or of a newer format.
    """
    release_id = pointed(settings)
    if release_id is None:
        if _FOLLOWED and _FOLLOWED[0].trouble:
            raise _FOLLOWED[0].trouble
        raise DataMissing("error.no_release", folder=settings.releases)
    release = read_release(settings, release_id)
    # A draft made anew of what was withdrawn is seen by nobody before it is published.
    seen = seen_lines(release.manifest)
    if not seen:
        raise DataMissing("error.no_release", folder=settings.releases)
    if seen[-1]["status"] == "withdrawn":
        raise DataMissing("error.withdrawn", id=release_id, why=seen[-1].get("why", ""))
    return release


def linked_release(settings: Settings, release_id: str) -> Release:
    """A release by its id that people may see: one that was published and is kept, whether or not a newer one has come.

    Raises:
        ReleaseGone: it was withdrawn, or is not kept any more.
        DataMissing: nobody knows it, or it waits to be published and nobody has seen it.
        DataDamaged: as in ``current_release``.
    """
    manifest = read_manifest(folder_of(settings) / f"{release_id}.json") if ID.fullmatch(release_id) else None
    seen = seen_lines(manifest) if manifest else []
    if not seen:
        raise DataMissing("error.link.unknown", id=release_id[:LONGEST_ID])
    if seen[-1]["status"] == "withdrawn":
        raise ReleaseGone("error.link.withdrawn", id=release_id, why=seen[-1].get("why", ""))
    if seen[-1]["status"] == "removed":
        raise ReleaseGone("error.link.removed", id=release_id, contact=settings.contact or say("error.link.steward"))
    return read_release(settings, release_id)


def standing(release: Release, newest: Release) -> str:
    """How a release stands beside the one people see now.

    Returns:
        ``current``; ``newer`` when the other one goes on for longer; ``replaced`` when it tells the same months anew.
    """
    if release.id == newest.id:
        return "current"
    return "newer" if _last_month(newest) > _last_month(release) else "replaced"


def _last_month(release: Release) -> str:
    return max((str(delivery["period_to"]) for delivery in release.manifest["deliveries"]), default="")


def pointed(settings: Settings) -> str | None:
    """Id of the release the pointer names; None before the first was published."""
    pointer = folder_of(settings) / POINTER
    try:
        return pointer.read_bytes().decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return None


def read_release(settings: Settings, release_id: str) -> Release:
    """One release by its id, its file held against the manifest's checksum.

    Raises:
        DataMissing: there is no such release.
        DataDamaged: as in ``current_release``.
    """
    path = folder_of(settings) / f"{release_id}.json"
    if not ID.fullmatch(release_id) or not path.exists():
        raise DataMissing("error.unknown_release", id=release_id)
    _fetched(release_id)
    return _verified(path, (_stamp(path), _stamp(path.with_suffix(".duckdb"))))


def manifests(folder: Path) -> dict[str, dict[str, Any] | None]:
    """Every manifest in a folder by the id of its release, in order of id; None for one that cannot be read.

    Only names that are ids are looked at, and no release file is opened: a damaged one hides nothing of the others.
    """
    paths = (path for path in listed(folder, "*.json") if ID.fullmatch(path.stem))
    return {path.stem: _read_if_allowed(path) for path in paths}


def read_manifest(path: Path) -> dict[str, Any] | None:
    """What the manifest of a release says; None when it is not there, cannot be read or has no history."""
    try:
        manifest: dict[str, Any] = json.loads(path.read_bytes())
        whole = isinstance(manifest["format"], int) and all(
            line["status"] and line["at"] for line in manifest["history"]
        )
        return manifest if whole and manifest["history"] else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def status_of(manifest: Mapping[str, Any]) -> str:
    """What a manifest says its release is: one of ``UNSEEN`` or ``SEEN``, the last line of its history."""
    return str(manifest["history"][-1]["status"])


def _read_if_allowed(path: Path) -> dict[str, Any] | None:
    try:
        return read_manifest(path)
    except OSError:
        return None


def seen_lines(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines of a history that say what a release is to people; what it goes through before they see it stays out."""
    return [line for line in manifest["history"] if line["status"] in SEEN]


def published_at(manifest: Mapping[str, Any]) -> str:
    """Moment a release was published last, in ISO 8601; empty for one that never was, or was withdrawn or removed since."""
    moment = ""
    for line in manifest["history"]:
        if line["status"] in {"published", "withdrawn", "removed"}:
            moment = line["at"] if line["status"] == "published" else ""
    return moment


def earlier_releases(release: Release) -> list[tuple[str, str]]:
    """Releases of this format that were published before this one and not withdrawn: id and day of publishing, newest first.

    Only their manifests are read; ``beside`` opens one of them.
    """
    others, own = manifests(release.path.parent), published_at(release.manifest)
    moments = [
        (release_id, published_at(manifest))
        for release_id, manifest in others.items()
        if manifest and manifest["format"] == FORMAT and release_id != release.id
    ]
    before = (one for one in moments if one[1] and (not own or one[1] <= own))
    return sorted(before, key=lambda one: (one[1], one[0]), reverse=True)


def beside(release: Release, release_id: str) -> Release:
    """Another release of the same folder, held against its checksum.

    Raises:
        DataDamaged: as in ``current_release``.
    """
    path = release.path.with_name(f"{release_id}.json")
    _fetched(release_id)
    return _verified(path, (_stamp(path), _stamp(path.with_suffix(".duckdb"))))


@lru_cache(maxsize=16)
def _verified(path: Path, _stamps: tuple[object, object]) -> Release:
    manifest, file = read_manifest(path), path.with_suffix(".duckdb")
    if manifest is None:
        raise DataDamaged("error.damaged", id=path.stem)
    if manifest["format"] != FORMAT:
        key = "error.newer_format" if manifest["format"] > FORMAT else "error.older_format"
        raise DataDamaged(key, id=path.stem, format=manifest["format"], known=FORMAT)
    try:
        sound = file_hash(file) == manifest.get("file_sha256")
    except FileNotFoundError:
        sound = False
    if not sound:
        raise DataDamaged("error.damaged", id=path.stem)
    forget_connections()  # one from before would go on reading the file that was replaced
    return Release(path.stem, file, freeze(manifest))


def forget_connections() -> None:
    """Close every release, as soon as the last query on it is answered."""
    _narrow_connection.cache_clear()
    _connection.cache_clear()


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file: when they change, the file is verified again."""
    if not path.exists():
        return None
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@dataclass(frozen=True, eq=False)
class Narrowing:
    """What stands instead of each table of a release for who may not see all of it; equal only to itself.

    Attributes:
        views: name and statement of each table, in which the release is called ``release``; one that has none is not there.
    """

    views: tuple[tuple[str, str], ...]


def cursor(release: Release, narrowing: Narrowing | None = None) -> duckdb.DuckDBPyConnection:
    """A cursor of its own for one query; close it after use.

    Args:
        release: what is asked.
        narrowing: what is shown of it; None shows all.
    """
    if narrowing is None:
        return _connection(release.path).cursor()
    return _narrow_connection(release.path, narrowing).cursor()


@lru_cache(maxsize=4)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=True, config=_LOCKED)
    except duckdb.Error:
        raise DataDamaged("error.damaged", id=path.stem) from None


@lru_cache(maxsize=32)
def _narrow_connection(path: Path, narrowing: Narrowing) -> duckdb.DuckDBPyConnection:
    """A database in memory in which every table is a view of what may be seen, with the macros of the release."""
    try:
        connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        connection.execute(f"attach {_literal(str(path))} as release (read_only)")
        connection.execute("create schema mart")
        for table, view in narrowing.views:
            connection.execute(f"create view mart.{table} as {view}")
        for name, kind, parameters, definition in connection.execute(MACROS).fetchall():
            table = "table " if kind == "table_macro" else ""
            connection.execute(f"create macro mart.{name}({', '.join(parameters)}) as {table}{definition}")
        connection.execute("set enable_external_access = false; set lock_configuration = true")
    except duckdb.Error:
        raise DataDamaged("error.damaged", id=path.stem) from None
    return connection


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def storage_error(error: OSError | duckdb.Error, folder: Path) -> UserError:
    """What a person can do about an error of a disk or a database.

    Args:
        error: as it was raised.
        folder: the data folder, below which files are named.
    """
    if isinstance(error, OSError):
        detail = error.strerror or type(error).__name__
    else:  # its message may hold what stood in the file
        last = traceback.extract_tb(error.__traceback__)[-1:]
        detail = ", ".join([type(error).__name__, *(f"{Path(one.filename).name}:{one.lineno}" for one in last)])
    return disk_error(error, folder) or StorageFailed("error.storage", where=_where(error, folder), detail=detail)


def disk_error(error: OSError | duckdb.Error, folder: Path) -> UserError | None:
    """The error of a disk that is full or closed to this account; None for any other."""
    text, number = str(error), getattr(error, "errno", None)

    def is_one_of(numbers: frozenset[int]) -> bool:
        return number in numbers or any(os.strerror(one) in text for one in numbers)

    if is_one_of(FULL) or SPILLED in text:
        return DiskFull("error.disk_full", where=_where(error, folder))
    if is_one_of(NOT_PERMITTED):
        return NotPermitted("error.not_permitted", where=_where(error, folder))
    return None


def _where(error: OSError | duckdb.Error, folder: Path) -> str:
    """The file an error is about, named below the data folder; or that folder."""
    named = getattr(error, "filename", None) or next(iter(QUOTED.findall(str(error))), None)
    if not isinstance(named, (str, Path)):
        return folder.name
    path, top = Path(named).absolute(), folder.absolute()
    return str(path.relative_to(top)) if path.is_relative_to(top) else path.name
