"""A small app behind the layers, so that each is tried over HTTP and over a websocket."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from dashboard.security import layers, nobody
from dashboard.security.sizes import UPLOADS


async def well(_request):
    return PlainTextResponse("well")


async def read(request):
    return PlainTextResponse(str(len(await request.body())))


async def biscuits(_request):
    """Cookies as Streamlit sets them after a login."""
    answer = Response()
    answer.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
    answer.set_cookie("already", "there", secure=True)
    return answer


async def stream(websocket):
    await websocket.accept()
    await websocket.send_text("well")
    await websocket.close()


ROUTES = [
    Route("/api/read", read, methods=["POST"]),
    *(Route(f"{place}a/b", read, methods=["PUT"]) for place in UPLOADS),
    Route("/cookies", biscuits),
    Route("/{path:path}", well),
    WebSocketRoute("/_stcore/stream", stream),
]


@pytest.fixture
def client(monkeypatch):
    """Make a client of a server with these settings: ``client(hosts="lsi.example")``."""

    def new(host="localhost", subject=nobody, background="", **settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"DASHBOARD_{name.upper()}", str(value))
        app = Starlette(routes=ROUTES, middleware=layers(background, subject))
        return TestClient(app, base_url=f"http://{host}", follow_redirects=False, client=("10.0.0.1", 50_000))

    return new
