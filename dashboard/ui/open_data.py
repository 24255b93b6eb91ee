"""The addresses of open data: ``/api/data/<release>/<file>``, the bytes ``lsi export open-data`` writes, for whoever may have them.

A file is asked in parts by programs that read Parquet where it lies; Starlette's ``FileResponse`` answers those.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import text
from dashboard.access import VIEWER
from dashboard.answers import Reader
from dashboard.documents.open_data.export import OpenData
from dashboard.errors import UserError
from dashboard.files import runs
from dashboard.settings import Settings
from dashboard.store import STORAGE_ERRORS, linked_release, published_at, storage_error
from dashboard.text import LANGUAGES, say
from dashboard.ui.run import default_language, for_readers, status_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from dashboard.access import Rights
    from dashboard.store import Release

ROOT = "/api/data"
PREFIX = "lsi-open-data-"
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
    """The files that were asked for, in a folder that goes with the process.

    Args:
        rights: what those who ask may see.
    """

    def __init__(self, rights: Rights) -> None:
        self.rights = rights
        self._opening = Lock()
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._opened: dict[tuple[str, str], OpenData] = {}

    def of(self, release: Release) -> OpenData:
        """The files of a release; those of one that was made again are made again.

        Raises:
            OSError: there is no room for them.
        """
        key = release.id, release.manifest["file_sha256"]
        with self._opening:
            self._home = self._home or _own_folder()
            if key not in self._opened:
                folder = Path(self._home.name) / str(len(self._opened))
                self._opened[key] = OpenData(Reader(self.rights, release), folder)
            return self._opened[key]


def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that bears the number of this process; those of processes that were ended go."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = left.suffix.removeprefix(".")
        if process.isdecimal() and not runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=PREFIX, suffix=f".{os.getpid()}")


def routes(rights: Rights = VIEWER) -> list[Route]:
    """The route of every file.

    Args:
        rights: what those who reach this server may see.
    """
    kept = Kept(rights)

    def file(request: Request) -> Response:
        return _answered(request, kept)

    return [Route(f"{ROOT}/{{release}}/{{name}}", file)]


def _answered(request: Request, kept: Kept) -> Response:
    """A file or a part of it; or one sentence that says why there is none."""
    wanted, asked = request.path_params, request.query_params.get("language", "")
    text.use(asked if asked in LANGUAGES else default_language())
    settings = Settings.from_environment()
    try:
        return _file(request, kept.of(linked_release(settings, wanted["release"])), wanted["name"])
    except UserError as error:
        return _refused(status_of(error), for_readers(error))
    except STORAGE_ERRORS as error:
        return _refused(503, for_readers(storage_error(error, settings.data)))


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
