"""How often one visitor may ask: data, logins and new websockets, in a window that moves with the clock."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dashboard.frozen import FrozenDict
from dashboard.security.refusal import refuse, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

# In a minute, for one visitor. A map that is moved asks some ten layers; an office of a hundred people may share one address.
RATES = FrozenDict(
    {
        "data": RateLimitItemPerMinute(1_200),
        "login": RateLimitItemPerMinute(60),
        "websocket": RateLimitItemPerMinute(300),
    }
)
NETWORK = 64  # bits of an address of IPv6 that are one household's or office's


class Rates:
    """Refuses who asks more often than a person does, and says when to come back."""

    def __init__(self, app: ASGIApp, subject: Callable[[Scope], str]) -> None:
        """Wrap an app.

        Args:
            app: the app.
            subject: who asks, by a verified id; empty for nobody known.
        """
        self.app, self.subject = app, subject
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one sentence."""
        kind = kind_of(scope)
        if kind and (wait := self._wait(kind, scope)):
            await refuse(scope, receive, send, 429, "security.often", {"retry-after": str(wait)})
        else:
            await self.app(scope, receive, send)

    def _wait(self, kind: str, scope: Scope) -> int:
        """Seconds until the visitor may ask again; 0 for now."""
        rate, visitor = RATES[kind], self.subject(scope) or address_of(scope, settings().proxies)
        if self.limiter.hit(rate, kind, visitor):
            return 0
        reset = self.limiter.get_window_stats(rate, kind, visitor).reset_time
        return max(1, math.ceil(reset - time.time()))


def kind_of(scope: Scope) -> str:
    """Which rate a request falls under; empty for none."""
    if scope["type"] == "websocket":
        return "websocket"
    path = scope.get("path", "")
    if path.startswith("/api/"):
        return "data"
    return "login" if path.startswith(("/auth/", "/oauth2callback")) else ""


def address_of(scope: Scope, proxies: int) -> str:
    """Where a visitor comes from.

    Args:
        scope: of the request.
        proxies: how many proxies of our own stand before the server. Each adds to ``X-Forwarded-For`` whom it spoke to, so the
            visitor is that many from the end; what stands before it anybody can have written.
    """
    client = scope.get("client")
    address = client[0] if client else ""
    if proxies:
        values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
        chain = [one.strip() for one in ",".join(values).split(",") if one.strip()]
        address = chain[-proxies] if len(chain) >= proxies else address
    return _network(address)


def _network(address: str) -> str:
    """An address of IPv4, or the network of one of IPv6, of which one visitor has very many."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> NETWORK << NETWORK))
    return str(parsed)
