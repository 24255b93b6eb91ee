"""How much one request may bring: a file where a file is sent, next to nothing anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.security.refusal import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Files: the desk limits what is delivered while it is written.
UPLOADS = ("/api/deliver/",)
# Streamlit keeps what is sent here in memory for as long as its session lives, asked or not; no page of ours asks.
CLOSED = "/_stcore/upload_file"
MOST_BYTES = 65_536


class _TooMuch(Exception):
    """More came than may."""


class Sizes:
    """Refuses a body that is too large, by what it says and by what comes."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one sentence."""
        if scope["type"] == "http" and scope["path"].startswith(CLOSED):
            await refuse(scope, receive, send, 404, "security.no_file")
            return
        if scope["type"] != "http" or scope["path"].startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > MOST_BYTES:
            await refuse(scope, receive, send, 413, "security.size")
            return
        came, has_begun = 0, False

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise _TooMuch
            return message

        async def send_seen(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive_counted, send_seen)
        except _TooMuch:
            if has_begun:
                raise
            await refuse(scope, receive, send, 413, "security.size")
