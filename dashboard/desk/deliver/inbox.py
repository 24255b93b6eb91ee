"""Where what somebody brings lies until it is sent: a private folder beside the archive, gone when they leave.

Files are written while they arrive, so that the server never holds one in memory. The folder is named after this process: of one
that was ended halfway it goes as soon as another one opens an inbox, or takes deliveries in.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.access import LOCAL
from dashboard.errors import AccessDenied, UserError
from dashboard.files import file_hash
from dashboard.private import private_folder
from dashboard.steward.intake.archive import TAKING_IN, sweep
from dashboard.steward.intake.container import MAX_MEMBERS, TEXT, pack
from dashboard.text import say
from dashboard.ui.who import who_asks

if TYPE_CHECKING:
    from starlette.requests import Request

    from dashboard.settings import Settings

MEGABYTE: Final = 1_000_000
LONGEST_NAME: Final = 180  # bytes; file systems allow 255
BATCH: Final = re.compile(r"[0-9a-f]{12}")
PATH: Final = "/api/deliver"
_OPEN: dict[str, Inbox] = {}


class Inbox:
    """What one visitor brought.

    Attributes:
        subject: whose it is.
        ticket: secret by which their browser sends files here.
    """

    def __init__(self, settings: Settings, subject: str = LOCAL.subject) -> None:
        """Open an empty one.

        Args:
            settings: where the archive is.
            subject: who opens it; nobody else's files are taken.

        Raises:
            AccessDenied: the archive belongs to another account.
            OSError: there is no room, or no right to write.
        """
        sweep(settings)
        archive = private_folder(settings.archive)
        self._folder = tempfile.TemporaryDirectory(dir=archive, prefix=f"{TAKING_IN}{os.getpid()}-")
        self._limit = settings.upload_mb * MEGABYTE
        self.subject = subject
        self.ticket = secrets.token_urlsafe(32)
        _OPEN[self.ticket] = self

    @property
    def folder(self) -> Path:
        """Where it all lies."""
        return Path(self._folder.name)

    def close(self) -> None:
        """Take everything away."""
        _OPEN.pop(self.ticket, None)
        self._folder.cleanup()

    def empty(self) -> None:
        """Take away what was brought; more can be brought."""
        for batch in self.folder.iterdir():
            shutil.rmtree(batch, ignore_errors=True)

    def begin(self, batch: str) -> Path:
        """The folder of a batch of files; what was brought before goes.

        Raises:
            UserError: it is the name of no batch.
        """
        if not BATCH.fullmatch(batch):
            raise UserError("deliver.error.name")
        for other in self.folder.iterdir():
            if other.stem != batch:
                shutil.rmtree(other, ignore_errors=True)
        (self.folder / batch).mkdir(mode=0o700, exist_ok=True)
        return self.folder / batch

    def room(self, batch: Path) -> int:
        """Bytes that may still arrive in a batch.

        Raises:
            UserError: there are too many files.
        """
        sizes = [file.stat().st_size for file in batch.iterdir()]
        if len(sizes) > MAX_MEMBERS:
            raise UserError("deliver.error.too_large", limit=self._limit // MEGABYTE)
        return self._limit - sum(sizes)

    def hashes(self, batch: str) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of each file that arrived in a batch, by name."""
        return tuple((file.name, file_hash(file)) for file in sorted(self.begin(batch).iterdir()))

    def delivery(self, batch: str) -> Path:
        """What arrived in a batch as one file: the workbook or ZIP itself, or a ZIP of the CSV files.

        Raises:
            UserError: nothing arrived, or not one delivery.
        """
        folder = self.begin(batch)
        files = sorted(folder.iterdir())
        if not files:
            raise UserError("deliver.error.nothing")
        if len(files) == 1:
            return files[0]
        if any(file.suffix.lower() not in TEXT for file in files):
            raise UserError("deliver.error.mixed")
        target = folder.with_suffix(".packed")
        target.mkdir(mode=0o700, exist_ok=True)
        path = target / str(say("deliver.packed"))
        with path.open("wb") as packed:
            pack(folder, packed)
        return path


def safe_name(name: str) -> str:
    """The last part of a file name as a browser gives it.

    Raises:
        UserError: it cannot be the name of a file.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    if last in {"", ".", ".."} or "\0" in last or len(last.encode("utf-8", "replace")) > LONGEST_NAME:
        raise UserError("deliver.error.name")
    return last


async def receive(request: Request) -> JSONResponse:
    """Write a file as it arrives; 404 where nobody waits for it, 413 when it is too large, 507 when there is no room."""
    inbox = _OPEN.get(request.path_params["ticket"])
    try:
        subject = who_asks(request, is_desk=True).subject
    except AccessDenied:
        subject = ""
    if inbox is None or inbox.subject != subject:
        return JSONResponse({"why": "gone"}, 404)
    try:
        batch = inbox.begin(request.path_params["batch"])
        target = batch / safe_name(request.path_params["name"])
        room = inbox.room(batch)
    except UserError:
        return JSONResponse({"why": "name"}, 400)
    except OSError:
        return JSONResponse({"why": "full"}, 507)
    why = await _written(request, target, room)
    if why:
        target.unlink(missing_ok=True)
    return JSONResponse({"why": why}, {"": 200, "large": 413, "full": 507}[why])


async def _written(request: Request, target: Path, room: int) -> str:
    """Write what arrives; why that could not be done, empty when it was."""
    try:
        with target.open("wb") as file:
            async for block in request.stream():
                room -= len(block)
                if room < 0:
                    return "large"
                await run_in_threadpool(file.write, block)
    except OSError:
        return "full"
    return ""


def routes() -> list[Route]:
    """The addresses files are sent to."""
    return [Route(f"{PATH}/{{ticket}}/{{batch}}/{{name}}", receive, methods=["PUT"])]
