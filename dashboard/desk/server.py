"""The desk as an ASGI server, beside the one of the viewers and with more rights than that one."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import JSONResponse

from dashboard import text
from dashboard.access.listening import hold_to_this_machine
from dashboard.desk.deliver.inbox import routes as deliver_routes
from dashboard.errors import UserError
from dashboard.packed import Packed
from dashboard.security import layers
from dashboard.security.serving import serve, until_stopped
from dashboard.server import Pages, login, on_script_error, watched
from dashboard.settings import PACKAGE, Settings
from dashboard.state.engine import looking
from dashboard.ui.returning import Returning
from dashboard.ui.run import for_probes
from dashboard.ui.who import subject_of

if TYPE_CHECKING:
    from starlette.requests import Request


async def ready(_request: Request) -> JSONResponse:
    """Whether the desk can take what people bring and do: its database answers. With 503 nobody should be sent here."""
    settings = Settings.from_environment()
    text.use(settings.language)
    try:
        await run_in_threadpool(_look, settings)
    except UserError as error:
        return JSONResponse({"status": "closed", "reason": error.key, "message": for_probes(error)}, status_code=503)
    for_probes(None)
    return JSONResponse({"status": "ok"})


def _look(settings: Settings) -> None:
    with looking(settings):
        pass


app = st.App(
    str(PACKAGE / "desk" / "main.py"),
    secrets=login(is_desk=True),
    routes=[
        *watched(ready),
        *deliver_routes(),
    ],
    middleware=[
        *layers(subject=partial(subject_of, is_desk=True)),
        Middleware(Packed),
        Middleware(Pages, lead=lambda _path, _query: ""),
        Middleware(Returning),
    ],
    lifespan=lambda _app: until_stopped(),
    on_script_error=on_script_error,
)


def run(host: str, port: int) -> None:
    """Serve until stopped.

    Raises:
        UserError: it would be reached from elsewhere without a login.
    """
    hold_to_this_machine(host)
    # Streamlit looks for .streamlit/config.toml and static/ beside its launcher.
    sys.argv = [str(PACKAGE / "server.py")]
    serve(app, host, port, Settings.from_environment().upload_mb, has_files=False)
