"""The app as an ASGI server: language of the page, old links, security headers, health route, warm-up.

``lsi serve`` and ``make run`` both come through here.
"""

from __future__ import annotations

import gc
import importlib
import logging
import secrets
import sys
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from dashboard import text
from dashboard.access import STRANGER
from dashboard.access.listening import access_file, hold_to_this_machine
from dashboard.addresses import ADDRESSES, Address, OverviewAddress
from dashboard.errors import UserError
from dashboard.following import Follower
from dashboard.frozen import FrozenDict
from dashboard.objects import Objects, releases_address
from dashboard.packed import Packed
from dashboard.security import layers
from dashboard.security.serving import serve, until_stopped
from dashboard.settings import PACKAGE, Settings
from dashboard.store import STORAGE_ERRORS, current_release, following, pointed, storage_error
from dashboard.telemetry.metrics import ERRORS, UNEXPECTED
from dashboard.text import LANGUAGES, say
from dashboard.ui import first_html, open_data, screen
from dashboard.ui.map.routes import TILES, routes
from dashboard.ui.monitoring import metrics
from dashboard.ui.returning import Returning
from dashboard.ui.run import for_probes
from dashboard.ui.standing import release_for
from dashboard.ui.who import subject_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dashboard.access import Person
    from dashboard.store import Release

LOG = logging.getLogger("lsi")
ROOMS = FrozenDict({f"/{kind.path}": room for room, kind in ADDRESSES.items()})
# Addresses that are no page: Streamlit's own and ours.
OTHERS = ("/_stcore", "/static", "/app/", "/media", "/component", "/api/", "/auth/", "/oauth2callback", "/metrics")
UPLOAD_MB = 20  # what viewers hand in are areas and reports of their own, of a few megabytes
WARM = (
    "dashboard.ui.map.deck",
    "dashboard.pages.overview.words",
    "dashboard.pages.area_map.choices",
    "dashboard.ui.panel",
)


class Pages:
    """Gives a page its first HTML.

    An unknown page leads to the first one, and an address with the letters of before to the same screen.
    """

    def __init__(
        self,
        app: ASGIApp,
        lead: Callable[[str, Mapping[str, str]], str] | None = None,
        rooms: Mapping[str, str] = FrozenDict(),
    ) -> None:
        """Wrap an app.

        Args:
            app: the app.
            lead: where an address really leads, by path and query; empty for there. Those of the viewers' pages unless given.
            rooms: whose page is at a path, for its name before it runs.
        """
        self.app = app
        self.lead = lead or led_on
        self.rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; change what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        accepts = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        is_page = accepts and not scope["path"].startswith(OTHERS)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        if is_page and (better := self.lead(scope["path"], query)):
            await RedirectResponse(better)(scope, receive, send)
            return

        if is_page:
            await self._speak(scope, receive, send, spoken(query))
        else:
            await self.app(scope, receive, send)

    async def _speak(self, scope: Scope, receive: Receive, send: Send, language: str) -> None:
        """Answer with a page in its language: short, so it is held back until it is whole."""
        # Packed bytes could not be given their language.
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start = messages[0]
        body = b"".join(message.get("body", b"") for message in messages[1:])
        if body:
            body = first_html.written(body.decode(), language, self.rooms.get(scope["path"], "")).encode()
            headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
            start["headers"] = [*headers, (b"content-length", str(len(body)).encode())]
        await send(start)
        await send({"type": "http.response.body", "body": body})


def led_on(path: str, query: Mapping[str, str]) -> str:
    """Where an address really leads: the first page for one nobody knows, readable keys for the letters of before."""
    kinds = {f"/{kind.path}": kind for kind in ADDRESSES.values()}
    kind = kinds.get(path, OverviewAddress)
    renamed = kind.renamed(query)
    if path in kinds and renamed == query:
        return ""
    return f"/{kind.path}" + (f"?{urlencode(renamed)}" if renamed else "")


def spoken(query: Mapping[str, str]) -> str:
    """The language a page is asked in; once it runs, ``ui.speech`` keeps the tag in step."""
    asked = query.get(Address.language.name, "")
    return asked if asked in LANGUAGES else Settings.from_environment().language


async def live(_request: Request) -> JSONResponse:
    """Whether the process answers at all; one that does not is to be started again."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> JSONResponse:
    """Whether a release can be served, for the one who sends viewers here: with 503 none should come, and the process may stay."""
    try:
        text.use(Settings.from_environment().language)
        release = await run_in_threadpool(_served)  # one that is new is read whole
    except UserError as error:
        return JSONResponse(
            {"status": "no release", "reason": error.key, "message": for_probes(error)}, status_code=503
        )
    for_probes(None)
    return JSONResponse({"status": "ok", "release": release.id})


def watched(ready: Callable[[Request], Awaitable[Response]]) -> list[Route]:
    """The addresses for who watches a server: whether it lives, whether it is ready for people, and its numbers.

    Args:
        ready: says whether this server is; ``/api/health`` is the name by which it was asked before.
    """
    return [
        Route("/api/live", live),
        Route("/api/ready", ready),
        Route("/api/health", ready),
        Route("/metrics", metrics),
    ]


def _served(release_id: str = "", person: Person = STRANGER) -> Release:
    """The release people see, or another one that a link of this person may name.

    Raises:
        UserError: there is none that can be read.
    """
    settings = Settings.from_environment()
    try:
        if release_id in {"", pointed(settings)}:
            return current_release(settings)
        return release_for(settings, release_id, person)
    except STORAGE_ERRORS as error:
        raise storage_error(error, settings.data) from None


def on_script_error(error: BaseException) -> bool:
    """One sentence with a code instead of a traceback; the log has the code, the kind of the error and its path through the code."""
    code = secrets.token_hex(3)
    ERRORS.labels(UNEXPECTED).inc()
    LOG.error("a page failed", exc_info=error, extra={"code": code})
    screen.error(say("error.unexpected", code=code))
    return True


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Import what the first visitor would wait for, then take it out of the garbage collector's rounds."""
    for module in WARM:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    async with until_stopped():
        yield


def login(*, is_desk: bool = False) -> dict[str, Any] | None:
    """How Streamlit lets people log in, here or at the desk; None without a login.

    Raises:
        UserError: ``access.toml`` cannot be used.
    """
    said = access_file()
    if said is None:
        return None
    provider = said.provider
    return {
        "auth": {
            "redirect_uri": provider.desk_redirect if is_desk else provider.redirect,
            "cookie_secret": provider.cookie_secret,
            "client_id": provider.client_id,
            "client_secret": provider.client_secret,
            "server_metadata_url": provider.metadata,
            "client_kwargs": {"scope": provider.scope, "prompt": "login"},
        }
    }


app = st.App(
    str(PACKAGE / "app" / "main.py"),
    secrets=login(),
    routes=[
        *watched(ready),
        *routes(_served),
        *open_data.routes(),
    ],
    middleware=[*layers(TILES, subject_of), Middleware(Packed), Middleware(Pages, rooms=ROOMS), Middleware(Returning)],
    lifespan=lifespan,
    on_script_error=on_script_error,
)


def run(host: str, port: int) -> None:
    """Serve until stopped.

    Raises:
        UserError: it would be reached from elsewhere without a login.
    """
    hold_to_this_machine(host)
    sys.argv = [
        str(PACKAGE / "server.py")
    ]  # Streamlit looks for .streamlit/config.toml and static/ beside its launcher
    address, chosen = releases_address(), Settings.from_environment()
    follower = Follower(Objects(address), chosen.fetched, chosen.cache_mb) if address else None
    with following(follower) if follower else nullcontext():
        serve(app, host, port, UPLOAD_MB)
