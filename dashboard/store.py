"""Releases on disk: the pointer, the manifest, one locked-down read-only connection per release file.

The app opens ``releases/<id>.duckdb`` and nothing else. A release is never changed in place; a new one has a new name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.accuracy import Accuracy, Noise, read_accuracy
from dashboard.errors import DataDamaged, DataMissing
from dashboard.files import file_hash
from dashboard.frozen import FrozenDict, freeze
from dashboard.policy import read_policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dashboard.policy import Policy
    from dashboard.settings import Settings

FORMAT = 4  # 1: euros in blocks (release 0.1), which may not be read beside later ones; 2: fewer rules in the policy
POINTER = "current"
READABLE_FOLDER = 0o755  # the account of the app reads it
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
        """``draft``, ``published``, ``superseded`` or ``withdrawn``: the last line of its history."""
        return str(self.manifest["history"][-1]["status"])

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


def current_release(settings: Settings) -> Release:
    """The release the pointer names, ready to be read.

    Raises:
        DataMissing: nothing was published yet, or what was published is withdrawn.
        DataDamaged: pointer, manifest or file is unreadable, changed by hand or of a newer format.
    """
    pointer = settings.releases / POINTER
    try:
        release_id = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise DataMissing("error.no_release", folder=settings.releases) from None
    release = read_release(settings, release_id)
    if release.status == "withdrawn":
        last = release.manifest["history"][-1]
        raise DataMissing("error.withdrawn", id=release_id, why=last.get("why", ""))
    return release


def read_release(settings: Settings, release_id: str) -> Release:
    """One release by its id, its file held against the manifest's checksum.

    Raises:
        DataMissing: there is no such release.
        DataDamaged: as in ``current_release``.
    """
    path = settings.releases / f"{release_id}.json"
    if not path.exists():
        raise DataMissing("error.unknown_release", id=release_id)
    return _verified(path, (_stamp(path), _stamp(path.with_suffix(".duckdb"))))


def earlier_releases(release: Release) -> list[tuple[str, str]]:
    """Releases of this format that were published before this one and not withdrawn: id and day of publishing, newest first.

    Only their manifests are read; ``beside`` opens one of them.
    """
    found = []
    for path in release.path.parent.glob("*.json"):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        lines = {line["status"]: line["at"] for line in manifest["history"]}
        is_kept = manifest["format"] == FORMAT and "published" in lines and "withdrawn" not in lines
        if path.stem != release.id and is_kept:
            found.append((path.stem, lines["published"]))
    return sorted(found, key=lambda one: (one[1], one[0]), reverse=True)


def beside(release: Release, release_id: str) -> Release:
    """Another release of the same folder, held against its checksum.

    Raises:
        DataDamaged: as in ``current_release``.
    """
    path = release.path.with_name(f"{release_id}.json")
    return _verified(path, (_stamp(path), _stamp(path.with_suffix(".duckdb"))))


@lru_cache(maxsize=16)
def _verified(path: Path, _stamps: tuple[object, object]) -> Release:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        other = manifest["format"] != FORMAT
        file = path.with_suffix(".duckdb")
        sound = other or file_hash(file) == manifest["file_sha256"]
    except (ValueError, KeyError, TypeError, OSError):
        raise DataDamaged("error.damaged", id=path.stem) from None
    if other:
        key = "error.newer_format" if manifest["format"] > FORMAT else "error.older_format"
        raise DataDamaged(key, id=path.stem, format=manifest["format"], known=FORMAT)
    if not sound:
        raise DataDamaged("error.damaged", id=path.stem)
    return Release(path.stem, file, freeze(manifest))


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file: when they change, the file is verified again."""
    if not path.exists():
        return None
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def cursor(release: Release) -> duckdb.DuckDBPyConnection:
    """A cursor of its own for one query; close it after use."""
    return _connection(release.path).cursor()


@lru_cache(maxsize=4)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=True, config=_LOCKED)
    except duckdb.Error:
        raise DataDamaged("error.damaged", id=path.stem) from None
