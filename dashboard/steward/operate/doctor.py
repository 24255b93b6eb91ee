"""Whether all is as it should be to serve, to build and to publish, and what to do where it is not. Nothing is made or changed.

A sentence names settings, folders and ids; never a figure of the data.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from dashboard import clock
from dashboard.access.listening import access_file, access_setting, is_open
from dashboard.assets import LETTERS, STATIC
from dashboard.documents.pictures import BrowserMissing, find_browser
from dashboard.documents.typesetting import FONTS
from dashboard.errors import DataMissing, UserError
from dashboard.settings import KNOWN, OURS, Settings
from dashboard.state.engine import inspecting, revisions
from dashboard.state.log import newest, verify_on
from dashboard.steward import vault
from dashboard.steward.areas.stored import TABLES
from dashboard.steward.release import ledger
from dashboard.steward.release.build import area_years, read_area_year
from dashboard.store import STORAGE_ERRORS, current_release, manifests, storage_error
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEAST, USUAL = 256, 1_024  # megabytes that a build needs at least, and that a small one takes with its backup
MEGABYTE = 1_000_000
CLOSED = 0o077
OTHERS_READ, OTHERS_ENTER = 0o004, 0o005
ALIKE = 0.9  # how like a name of ours another one is before it is taken for a typing mistake
AHEAD = timedelta(minutes=1)  # clocks of two machines differ by less
FACES = (
    "IBMPlexSans-Regular.ttf",
    "IBMPlexSans-SemiBold.ttf",
    "IBMPlexSans-Regular.woff2",
    "IBMPlexSans-SemiBold.woff2",
)
PATIENCE = 30  # seconds a browser may take to say its version


class State(StrEnum):
    """How something is."""

    SOUND = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """What was found in one respect.

    Attributes:
        check: what was looked at, a key under ``operate.check``.
        state: how it is.
        sentence: what was found, and what to do where it is not sound.
    """

    check: str
    state: State
    sentence: str


Told = tuple[State, str]


def examine() -> list[Finding]:
    """Look at everything, in the order in which one thing rests on another; wrong settings end it, since they say where to look."""
    try:
        settings = Settings.from_environment()
    except UserError as error:
        return [Finding("settings", State.FAULT, say(error.key, **error.values))]
    return [Finding(name, *told) for name, check in CHECKS.items() for told in _held(check, settings)]


def _held(check: Callable[[Settings], Iterator[Told]], settings: Settings) -> Iterator[Told]:
    """What a check finds; what it runs into is a finding too, and keeps no other from being made."""
    try:
        yield from check(settings)
    except UserError as error:
        yield State.FAULT, say(error.key, **error.values)
    except STORAGE_ERRORS as error:
        trouble = storage_error(error, settings.data)
        yield State.FAULT, say(trouble.key, **trouble.values)
    except Exception as error:  # noqa: BLE001  a mistake of ours in one check
        yield State.FAULT, say("operate.found.unexpected", kind=type(error).__name__)


def _settings(settings: Settings) -> Iterator[Told]:
    yield State.SOUND, say("operate.found.settings", folder=settings.data.absolute())
    for name in sorted(os.environ):
        nearest = () if name.startswith(OURS) else get_close_matches(name.upper(), KNOWN, 1, ALIKE)
        for one in nearest:
            yield State.WARNING, say("operate.found.lookalike", name=name, nearest=one)
    if settings.address.startswith("https://") and not settings.proxies:
        yield State.WARNING, say("operate.found.proxies")


def _access(_settings: Settings) -> Iterator[Told]:
    if is_open():
        yield State.WARNING, say("operate.found.access.open")
    elif access_file() is None:
        yield State.SOUND, say("operate.found.access.here")
    else:
        yield State.SOUND, say("operate.found.access.login", file=access_setting())


def _folders(settings: Settings) -> Iterator[Told]:
    if not settings.data.is_dir():
        yield State.WARNING, say("operate.found.folder.missing", folder=settings.data.absolute())
        return
    told = [one for folder in (settings.vault, settings.archive, settings.state) for one in _private(folder)]
    told += _readable(settings.releases)
    yield from told or [(State.SOUND, say("operate.found.folder.sound"))]


def _is_closed(folder: Path) -> bool:
    """Whether a folder is closed to this account, as those of the builder are to that of the app."""
    return folder.exists() and not os.access(folder, os.R_OK | os.X_OK)


def _private(folder: Path) -> Iterator[Told]:
    """Whether a folder is for its owner alone; the first of what is open is named."""
    if not folder.exists():
        return
    if _is_closed(folder):
        yield State.SOUND, say("operate.found.folder.shut", folder=folder)
        return
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.stat().st_mode & CLOSED:
            yield State.FAULT, say("operate.found.folder.open", path=path, folder=folder)
            return


def _readable(folder: Path) -> Iterator[Told]:
    """Whether another account can read the releases."""
    for path in (folder, *sorted(folder.glob("[!.]*"))) if folder.exists() else ():
        needed = OTHERS_ENTER if path.is_dir() else OTHERS_READ
        if path.stat().st_mode & needed != needed:
            yield State.WARNING, say("operate.found.folder.hidden", path=path)
            return


def _key(settings: Settings) -> Iterator[Told]:
    if _is_closed(settings.vault):
        yield State.SOUND, say("operate.found.folder.shut", folder=settings.vault)
    elif not (settings.vault / vault.MARK).exists():
        yield State.SOUND, say("operate.found.key.none")
    else:
        vault.read_key(settings)  # it makes one only where no mark is
        yield State.SOUND, say("operate.found.key.sound")


def _ledger(settings: Settings) -> Iterator[Told]:
    if _is_closed(settings.vault):
        yield State.SOUND, say("operate.found.folder.shut", folder=settings.vault)
        return
    ledger.hold_to_published(settings)
    line = ledger.line(settings)
    ledger.read_ledger(settings, ledger.parent(settings))
    told = say("operate.found.ledger.sound", n=len(line)) if line else say("operate.found.ledger.none")
    yield State.SOUND, told


def _disk(settings: Settings) -> Iterator[Told]:
    place = next(one for one in (settings.data.absolute(), *settings.data.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free // MEGABYTE
    needed = max(USUAL, 2 * _size(settings) // MEGABYTE)
    if free < LEAST:
        yield State.FAULT, say("operate.found.disk.full", folder=place, free=free, least=LEAST)
    elif free < needed:
        yield State.WARNING, say("operate.found.disk.little", folder=place, free=free, needed=needed)
    else:
        yield State.SOUND, say("operate.found.disk.sound", folder=place, free=free)


def _size(settings: Settings) -> int:
    """Bytes of the data folder, as far as this account may look into it."""
    return sum(
        os.stat(os.path.join(inside, name), follow_symlinks=False).st_size  # noqa: PTH116, PTH118  thousands of files
        for inside, _, names in os.walk(settings.data)
        for name in names
    )


def _release(settings: Settings) -> Iterator[Told]:
    try:
        yield State.SOUND, say("operate.found.release.sound", id=current_release(settings).id)
    except DataMissing as error:
        yield State.WARNING, say(error.key, **error.values)
    for release_id, manifest in manifests(settings.releases).items():
        if manifest is None:
            yield State.WARNING, say("operate.found.release.damaged", id=release_id)


def _areas(settings: Settings) -> Iterator[Told]:
    paths = area_years(settings)
    if not paths:
        yield State.WARNING, say("operate.found.areas.none")
        return
    is_whole = True
    for path in paths:
        year = read_area_year(path)
        for table in TABLES:
            if not (path.parent / f"{table}.parquet").is_file():
                is_whole = False
                yield State.FAULT, say("operate.found.areas.partial", year=year["year"], table=table)
    if is_whole:
        yield State.SOUND, say("operate.found.areas.sound", years=", ".join(path.parent.name for path in paths))


def _fonts(_settings: Settings) -> Iterator[Told]:
    files = [*(FONTS / name for name in FACES), *(STATIC / name for name in LETTERS)]
    missing = [file for file in files if not file.is_file()]
    for file in missing:
        yield State.FAULT, say("operate.found.fonts.missing", file=file.name)
    if not missing:
        yield State.SOUND, say("operate.found.fonts.sound")


def _chromium(settings: Settings) -> Iterator[Told]:
    try:
        path = find_browser(settings.chromium)
    except BrowserMissing as error:
        yield State.WARNING, say(error.key, **error.values)
        return
    try:
        done = subprocess.run(  # noqa: S603  the browser of the setting, asked for its version
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        yield State.WARNING, say("operate.found.chromium.fails", path=path, detail=type(error).__name__)
        return
    yield State.SOUND, say("operate.found.chromium.sound", version=done.stdout.strip().splitlines()[0])


def _database(settings: Settings) -> Iterator[Told]:
    if not settings.database and _is_closed(settings.state):
        key, state = ("two_accounts", State.FAULT) if access_setting() else ("shut", State.SOUND)
        yield state, say(f"operate.found.database.{key}", folder=settings.state)
        return
    try:
        with inspecting(settings) as connection:
            revision, head = revisions(connection)
            if revision is None:
                yield State.WARNING, say("operate.found.database.unused")
            elif revision != head:
                yield State.WARNING, say("operate.found.database.older", revision=revision, head=head)
            else:
                yield State.SOUND, say("operate.found.database.sound", n=verify_on(connection).n_entries)
    except DataMissing:
        yield State.SOUND, say("operate.found.database.none")


def _clock(settings: Settings) -> Iterator[Told]:
    """Whether this machine's clock is behind what was noted by it: order by time would then be wrong."""
    moments = [
        line["at"] for manifest in manifests(settings.releases).values() if manifest for line in manifest["history"]
    ]
    try:
        with inspecting(settings) as connection:
            if revisions(connection)[0]:
                moments += newest(connection)
    except (UserError, OSError):
        pass  # the check of the database tells of it
    latest = max((datetime.fromisoformat(one).astimezone(UTC) for one in moments), default=None)
    if latest and latest > datetime.now(UTC) + AHEAD:
        now = clock.now()
        yield State.FAULT, say("operate.found.clock.behind", now=now, newest=latest.isoformat(timespec="seconds"))
    else:
        yield State.SOUND, say("operate.found.clock.sound")


CHECKS: dict[str, Callable[[Settings], Iterator[Told]]] = {
    "settings": _settings,
    "access": _access,
    "folders": _folders,
    "key": _key,
    "ledger": _ledger,
    "disk": _disk,
    "release": _release,
    "areas": _areas,
    "fonts": _fonts,
    "chromium": _chromium,
    "database": _database,
    "clock": _clock,
}
