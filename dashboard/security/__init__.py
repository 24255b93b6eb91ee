"""What stands before both servers: who may ask at all, how often and how much, and what a browser may do with an answer.

Each is a layer of ASGI that knows nothing of pages; ``layers`` puts them in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from dashboard.security.headers import SecurityHeaders
from dashboard.security.hosts import Hosts
from dashboard.security.monitoring import Monitoring
from dashboard.security.rates import Rates
from dashboard.security.requests import Requests
from dashboard.security.sizes import Sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope


def nobody(_scope: Scope) -> str:
    """Without login nobody is known, so visitors are told apart by where they come from."""
    return ""


def layers(background: str = "", subject: Callable[[Scope], str] = nobody) -> list[Middleware]:
    """The layers of a server, from the outside in.

    Args:
        background: the address of the tiles of a background map, that browsers may ask when the setting says so; empty for none.
        subject: who asks, by an id that was verified; empty for nobody known. Never what a visitor only claims.
    """
    return [
        Middleware(Requests),
        Middleware(SecurityHeaders, background=background),
        Middleware(Hosts),
        Middleware(Monitoring),
        Middleware(Rates, subject=subject),
        Middleware(Sizes),
    ]
