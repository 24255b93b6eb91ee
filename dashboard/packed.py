"""Files that stay as they are, packed once and kept by the browser: Streamlit's, Plotly's and our own.

Streamlit never packs its files: 7.9 MB of scripts for a first visit, of which a fifth is left when packed.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import brotli
from anyio import to_thread

from dashboard.assets import FOLDER, FULL, STATIC
from dashboard.assets import mark as mark_of
from dashboard.frozen import FrozenDict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

PACKABLE = frozenset({".js", ".css", ".svg", ".json", ".html", ".txt"})  # fonts and pictures are packed already
FOR_EVER = "public, max-age=31536000, immutable"  # what stands under its name never changes
A_DAY = "public, max-age=86400"
ASK_AGAIN = "no-cache"
# Below the most there is: the last tenth of the bytes takes ten times as long.
BROTLI, GZIP = 9, 9


@dataclass(frozen=True)
class Served:
    """One file as it leaves.

    Attributes:
        body: its bytes.
        headers: what is said with them.
    """

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


class Packed:
    """Answers for files by the smallest form a browser reads; anything else is the app's."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file that is asked for, if there is one under this path."""
        path = found(scope["path"]) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        if path is None:
            await self.app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        coding = _coding(asked.get(b"accept-encoding", b"").decode("latin-1"), path)
        file = await to_thread.run_sync(packed, path, coding)
        kept = (b"cache-control", keeping(scope["query_string"].decode("latin-1"), path).encode())
        is_known = dict(file.headers)[b"etag"] == asked.get(b"if-none-match")
        body = b"" if is_known else file.body
        await send(
            {
                "type": "http.response.start",
                "status": 304 if is_known else 200,
                "headers": [*file.headers, kept, (b"content-length", str(len(body)).encode())],
            }
        )
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def found(address: str) -> Path | None:
    """The file of an address; None where it is no file of these."""
    return _all().get(address)


@cache
def _all() -> Mapping[str, Path]:
    """Every file by its address: nothing that is asked for can name another one."""
    streamlit = Path(str(files("streamlit").joinpath("static", "static")))
    theirs = {
        f"/static/{path.relative_to(streamlit).as_posix()}": path for path in streamlit.rglob("*") if path.is_file()
    }
    ours = {f"/{FOLDER}/{path.name}": path for path in STATIC.iterdir()}
    plotly = Path(str(files("plotly").joinpath("package_data", "plotly.min.js")))
    return FrozenDict({**theirs, **ours, f"/{FULL}": plotly})


def _coding(accepted: str, path: Path) -> str:
    """How to pack for a browser that reads these: ``br``, ``gzip`` or not at all."""
    if path.suffix not in PACKABLE:
        return ""
    known = {
        part.split(";")[0].strip() for part in accepted.lower().split(",") if "q=0" not in part.replace("q=0.", "")
    }
    return next((coding for coding in ("br", "gzip") if coding in known), "")


@cache
def packed(path: Path, coding: str) -> Served:
    """A file in a form; made once.

    Args:
        path: of the file.
        coding: ``br``, ``gzip``, or empty for as it is.
    """
    raw = path.read_bytes()
    body = raw
    if coding == "br":
        body = brotli.compress(raw, quality=BROTLI)
    elif coding == "gzip":
        body = gzip.compress(raw, GZIP, mtime=0)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    mark = hashlib.sha256(raw).hexdigest()[:16]
    headers = {
        "content-type": kind if kind.startswith(("font", "image")) else f"{kind}; charset=utf-8",
        "etag": f'"{mark}-{coding}"' if coding else f'"{mark}"',
        **({"vary": "accept-encoding"} if path.suffix in PACKABLE else {}),
        **({"content-encoding": coding} if coding else {}),
    }
    return Served(body, tuple((name.encode(), value.encode()) for name, value in headers.items()))


def keeping(query: str, path: Path) -> str:
    """How long a browser may keep a file: for ever where its address changes when it does."""
    if path.parent != STATIC:
        return FOR_EVER
    if parse_qs(query).get("v") == [mark_of(path.name)]:
        return FOR_EVER
    return A_DAY if path.suffix == ".woff2" else ASK_AGAIN
