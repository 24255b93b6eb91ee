"""Under which names the server answers, and from which pages a websocket may be opened.

A page elsewhere whose name is made to point here (DNS rebinding), or that opens a websocket with the cookies of a visitor, stops here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.security.refusal import refuse, settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from dashboard.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """Refuses a request for another host, and a websocket from a page of another one."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif not is_host(host := given(scope, b"host"), allowed(chosen := settings())):
            await refuse(scope, receive, send, 400, "security.host")
        elif scope["type"] == "websocket" and not is_origin(given(scope, b"origin"), host, chosen):
            await refuse(scope, receive, send, 403, "security.origin")
        else:
            await self.app(scope, receive, send)


def allowed(chosen: Settings) -> frozenset[str]:
    """Names the server answers under, in small letters and without port: those of the setting, or this machine and the address of the settings."""
    if chosen.hosts:
        return frozenset(name.strip().lower() for name in chosen.hosts.split(",") if name.strip())
    return frozenset({*LOOPBACK, name_of(urlsplit(chosen.address).netloc)} - {""})


def is_host(hosts: list[str], names: frozenset[str]) -> bool:
    """Whether a request names one host and the server answers under it."""
    return len(hosts) == 1 and name_of(hosts[0]) in names


def is_origin(origins: list[str], hosts: list[str], chosen: Settings) -> bool:
    """Whether a websocket comes from a page of this server; a program that is no browser says nothing of it."""
    if not origins:
        return True
    ours = {f"http://{hosts[0]}", f"https://{hosts[0]}", chosen.address.rstrip("/")}
    return len(origins) == 1 and origins[0] in ours - {""}


def name_of(host: str) -> str:
    """The name in a host, without its port; empty for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # a port that is no number is no host
    except ValueError:
        return ""
    is_more = parts.path or parts.query or parts.fragment or "@" in host
    return "" if is_more else (parts.hostname or "").rstrip(".")


def given(scope: Scope, name: bytes) -> list[str]:
    """Every value a request gives to a header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]
