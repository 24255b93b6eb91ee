"""After a login the browser is back on the page of the link it came with; Streamlit leads it to the first page."""

from __future__ import annotations

import logging
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from dashboard import text
from dashboard.access import STRANGER
from dashboard.settings import Settings
from dashboard.state.log import Kind
from dashboard.text import say
from dashboard.ui.entry import remember

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("lsi")
LOGIN, BACK = "/auth/login", "/oauth2callback"
COOKIE = "lsi_wanted"
MINUTES = 10
LONGEST = 2_000  # signs of an address that is remembered
LOGGED_IN, LOGGED_OUT = b"_streamlit_user=", b'_streamlit_user=""'
BAD, FAILED = 400, 503


class Returning:
    """Remembers in a cookie which page asked for the login, and leads there once it succeeded."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; change where it leads."""
        if scope["type"] != "http" or scope["path"] not in {LOGIN, BACK}:
            await self.app(scope, receive, send)
            return
        heads = dict(scope["headers"])
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        try:
            await self.app(scope, receive, keep)
        except Exception:
            LOG.exception("a login failed")
            answer = [{"status": FAILED}]
        if answer[0]["status"] >= BAD:
            await self._away(scope, receive, send)
            return
        change = _remember if scope["path"] == LOGIN else _return
        answer[0]["headers"] = change(list(answer[0]["headers"]), heads)
        if scope["path"] == BACK and not _succeeded(answer[0]["headers"]):
            await run_in_threadpool(remember, Kind.REFUSED, STRANGER.subject, why="login_failed")
        for message in answer:
            await send(message)

    async def _away(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say in one sentence that nobody can log in now; nobody who is not logged in sees anything."""
        text.use(Settings.from_environment().language)
        await run_in_threadpool(remember, Kind.REFUSED, STRANGER.subject, why="provider_away")
        await PlainTextResponse(say("entry.provider_away"), status_code=FAILED)(scope, receive, send)


def _remember(answer: list[tuple[bytes, bytes]], asked: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    came_from = urlsplit(asked.get(b"referer", b"").decode("latin-1"))
    wanted = own_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
    kept = f"{COOKIE}={quote(wanted, safe='')}; Path={BACK}; Max-Age={MINUTES * 60}; HttpOnly; SameSite=Lax"
    return [*answer, (b"set-cookie", kept.encode())]


def _return(answer: list[tuple[bytes, bytes]], asked: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    forget = (b"set-cookie", f"{COOKIE}=; Path={BACK}; Max-Age=0; HttpOnly; SameSite=Lax".encode())
    cookie = SimpleCookie(asked.get(b"cookie", b"").decode("latin-1")).get(COOKIE)
    if not _succeeded(answer) or cookie is None:
        return [*answer, forget]
    place = own_path(unquote(cookie.value)).encode()
    return [*((name, place if name == b"location" else value) for name, value in answer), forget]


def _succeeded(answer: list[tuple[bytes, bytes]]) -> bool:
    """Whether an answer bears the cookie of somebody who logged in."""
    return any(
        name == b"set-cookie" and value.startswith(LOGGED_IN) and not value.startswith(LOGGED_OUT)
        for name, value in answer
    )


def own_path(wanted: str) -> str:
    """An address of this server without its host; the first page for what leads elsewhere or is too long."""
    parts = urlsplit(wanted)
    is_own = wanted.startswith("/") and not parts.scheme and not parts.netloc and "\\" not in wanted
    is_plain = wanted.isascii() and wanted.isprintable() and len(wanted) <= LONGEST
    return wanted if is_own and is_plain and not wanted.startswith("//") else "/"
