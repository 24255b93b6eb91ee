"""Each request has an id that the log tells with whatever goes wrong in it, and is counted by how it was answered."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dashboard.telemetry.log import new_id, within
from dashboard.telemetry.metrics import REQUESTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("lsi")
FAILED = 500  # a mistake of ours; other codes say themselves why
STARTS = frozenset({"http.response.start", "websocket.http.response.start"})


class Requests:
    """Gives a request its id, counts its answer, and notes one that failed; its address is not told, because people write in it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; nothing is changed."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return

        async def send_counted(message: Message) -> None:
            if message["type"] in STARTS:
                status = message["status"]
                REQUESTS.labels(status).inc()
                if status == FAILED:
                    LOG.warning("a request failed", extra={"status": status})
            elif message["type"] == "websocket.accept":
                REQUESTS.labels(101).inc()
            await send(message)

        with within(request=new_id()):
            await self.app(scope, receive, send_counted)
