"""What a browser may do with an answer: the content security policy and its kin, and where cookies may go.

Every word of the policy that is wider than nothing has its reason in decision 51.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.assets import begin_script
from dashboard.frozen import FrozenDict
from dashboard.security.hosts import allowed, given, is_host
from dashboard.security.refusal import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
ALWAYS = FrozenDict(
    {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-permitted-cross-domain-policies": "none",
    }
)
A_YEAR = 31_536_000  # seconds


class SecurityHeaders:
    """Adds what a browser must heed to every answer, and to cookies that they travel by https only where people come by it."""

    def __init__(self, app: ASGIApp, background: str = "") -> None:
        """Wrap an app.

        Args:
            app: the app.
            background: the address of the tiles of a background map; empty for none.
        """
        self.app = app
        self.tiles = f"https://{urlsplit(background).netloc}" if background else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; change what comes back."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        chosen = settings()
        is_https = chosen.address.startswith("https://")
        host = given(scope, b"host")
        ours = of_answer(
            host[0] if is_host(host, allowed(chosen)) else "",
            self.tiles if chosen.background else "",
            is_https=is_https,
        )

        async def send_secured(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                kept = [one for one in message["headers"] if one[0].decode("latin-1").lower() not in ours]
                kept = [_secure(one) if is_https else one for one in kept]
                added = [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]
                message["headers"] = [*kept, *added]
            await send(message)

        await self.app(scope, receive, send_secured)


@cache
def inline_scripts() -> tuple[str, ...]:
    """The hashes of what stands between script tags in a page, Streamlit's and ours, as a policy names them."""
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in (*INLINE.findall(page), begin_script()))
    return tuple(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def of_answer(host: str, tiles: str, *, is_https: bool) -> Mapping[str, str]:
    """The headers of an answer.

    Args:
        host: where it was asked, for the websocket of the page; empty where that is none of ours.
        tiles: one more host that pictures may come from; empty for none.
        is_https: whether people come by https.
    """
    headers = {**ALWAYS, "content-security-policy": policy(host, tiles)}
    return headers | ({"strict-transport-security": f"max-age={A_YEAR}"} if is_https else {})


def policy(host: str, tiles: str) -> str:
    """The content security policy; arguments as ``of_answer``."""
    # A websocket counts as one's own host in some browsers only, so it is named.
    socket = f"ws://{host} wss://{host}" if host else ""
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {' '.join(inline_scripts())} 'wasm-unsafe-eval' blob:",
        "worker-src": "blob:" if tiles else "'none'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: {f'blob: {tiles}' if tiles else ''}",
        "font-src": "'self' data:",
        "connect-src": f"'self' {socket} {tiles}",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {' '.join(value.split())}" for name, value in directives.items())


def _secure(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """The same header; a cookie goes over https alone."""
    name, value = header
    if name.lower() != b"set-cookie" or b"secure" in [part.strip().lower() for part in value.split(b";")]:
        return header
    return name, value + b"; Secure"
