"""The desk as an ASGI server, beside the one of the viewers and with more rights than that one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.access.listening import hold_to_this_machine
from dashboard.desk.deliver.inbox import routes as deliver_routes
from dashboard.packed import Packed
from dashboard.security import layers
from dashboard.security.serving import serve
from dashboard.server import Pages, login, on_script_error
from dashboard.settings import PACKAGE, Settings
from dashboard.ui.returning import Returning
from dashboard.ui.who import subject_of

if TYPE_CHECKING:
    from starlette.requests import Request


async def health(_request: Request) -> JSONResponse:
    """Whether the desk is open, for the one who watches the server."""
    return JSONResponse({"status": "ok"})


app = st.App(
    str(PACKAGE / "desk" / "main.py"),
    secrets=login(is_desk=True),
    routes=[
        Route("/api/health", health),
        *deliver_routes(),
    ],
    middleware=[
        *layers(subject=subject_of),
        Middleware(Packed),
        Middleware(Pages, lead=lambda _path, _query: ""),
        Middleware(Returning),
    ],
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
