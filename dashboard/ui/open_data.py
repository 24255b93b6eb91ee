"""The addresses of open data: ``/api/data/<release>/<file>``, the bytes ``lsi export open-data`` writes, for whoever may have them.

A file is asked in parts by programs that read Parquet where it lies; Starlette's ``FileResponse`` answers those.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import text
from dashboard.answers import Reader
from dashboard.documents.open_data.export import OpenData
from dashboard.errors import AccessDenied, UserError
from dashboard.files import runs
from dashboard.settings import Settings
from dashboard.state.log import Kind
from dashboard.store import STORAGE_ERRORS, linked_release, published_at, storage_error
from dashboard.text import LANGUAGES, say
from dashboard.ui.entry import remember
from dashboard.ui.run import default_language, for_readers, status_of
from dashboard.ui.who import who_asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from dashboard.access import Person, Rights
    from dashboard.store import Release

ROOT = "/api/data"
PREFIX = "lsi-open-data-"
MOST = 16  # kinds of viewers and releases whose files stay at hand
OK = 200
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".csv-metadata.json": "application/csvm+json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".md": "text/markdown",
}


class Kept:
    """The files that were asked for, per what may be seen of them, in a folder that goes with the process."""

    def __init__(self) -> None:
        self._opening = Lock()
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._opened: dict[tuple[Rights, str, str], OpenData] = {}
        self._numbers = count()

    def of(self, rights: Rights, release: Release) -> OpenData:
        """The files of a release for who has these rights; those of one that was made again are made again.

        Raises:
            OSError: there is no room for them.
        """
        key = rights, release.id, release.manifest["file_sha256"]
        with self._opening:
            self._home = self._home or _own_folder()
            if key in self._opened:
                self._opened[key] = self._opened.pop(key)  # those asked for last stay longest
                return self._opened[key]
            folder = Path(self._home.name) / str(next(self._numbers))
            self._opened[key] = OpenData(Reader(rights, release), folder)
            for old in list(self._opened)[:-MOST]:
                shutil.rmtree(self._opened.pop(old).folder, ignore_errors=True)
            return self._opened[key]


def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that bears the number of this process; those of processes that were ended go."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = left.suffix.removeprefix(".")
        if process.isdecimal() and not runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=PREFIX, suffix=f".{os.getpid()}")


def routes(asks: Callable[[Request], Person] = who_asks) -> list[Route]:
    """The route of every file.

    Args:
        asks: who asks; by their cookie unless given.
    """
    kept = Kept()

    def file(request: Request) -> Response:
        return _answered(request, asks, kept)

    return [Route(f"{ROOT}/{{release}}/{{name}}", file)]


def _answered(request: Request, asks: Callable[[Request], Person], kept: Kept) -> Response:
    """A file or a part of it; or one sentence that says why there is none."""
    asked = request.query_params.get("language", "")
    text.use(asked if asked in LANGUAGES else default_language())
    settings = Settings.from_environment()
    try:
        return _for(asks(request), request, kept)
    except UserError as error:
        return _refused(status_of(error), for_readers(error))
    except STORAGE_ERRORS as error:
        return _refused(503, for_readers(storage_error(error, settings.data)))


def _for(person: Person, request: Request, kept: Kept) -> Response:
    if not person.rights.may_view:
        raise AccessDenied("error.access_denied")
    release, name = (
        linked_release(Settings.from_environment(), request.path_params["release"]),
        request.path_params["name"],
    )
    response = _file(request, kept.of(person.rights, release), name)
    if response.status_code == OK:
        table, _, form = name.partition(".")
        about = {"release": release.id, "what": table, "form": form.replace(".", "_"), "purpose": "address"}
        remember(Kind.EXPORTED, person.subject, **about)
    return response


def _file(request: Request, files: OpenData, name: str) -> Response:
    if name not in files.names:
        return _refused(404, say("open_data.address.file", name=name))
    path, stamp = files.path(name), f'"{files.sha256(name)}"'
    published = datetime.fromisoformat(published_at(files.reader.release.manifest))
    headers = {
        "cache-control": "private, no-cache",
        "etag": stamp,
        "last-modified": format_datetime(published, usegmt=True),
    }
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if stamp in known or "*" in known:
        return Response(status_code=304, headers=headers)
    kind = name[name.find(".") :] if "." in name else ""
    return FileResponse(path, headers=headers, media_type=MEDIA_TYPES.get(kind, "text/plain"))


def _refused(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers={"cache-control": "private, no-cache"})
