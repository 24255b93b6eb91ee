"""Who may read the numbers of a server: this machine, and machines that the setting names. Nobody who came by a proxy.

The numbers hold no figure of the data and nothing about a person, and still say how busy it is and when a release came.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from dashboard.security.hosts import LOOPBACK, given, name_of
from dashboard.security.refusal import refuse, settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

NUMBERS = frozenset({"/metrics", "/_stcore/metrics"})  # ours, and those that Streamlit has by itself
# What a proxy adds to a request: then the one who asks is not the one who is connected.
FORWARDED = (b"x-forwarded-for", b"x-real-ip", b"forwarded", b"via")


class Monitoring:
    """Refuses the numbers to whoever may not read them."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one sentence."""
        is_asked = scope["type"] == "http" and f"/{scope['path'].strip('/')}" in NUMBERS
        if is_asked and not may_read(scope, settings().metrics):
            await refuse(scope, receive, send, 403, "security.metrics")
        else:
            await self.app(scope, receive, send)


def may_read(scope: Scope, networks: str) -> bool:
    """Whether the one who is connected may read the numbers.

    Args:
        scope: of the request.
        networks: addresses and networks of machines that may, with commas between them, as the setting has them.

    Returns:
        True for this machine asking for itself by its own name, which a proxy on it does not, and for a machine of the setting.
    """
    if any(given(scope, name) for name in FORWARDED):
        return False
    try:
        client = ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return False
    client = getattr(client, "ipv4_mapped", None) or client
    hosts = given(scope, b"host")
    if client.is_loopback and len(hosts) == 1 and name_of(hosts[0]) in LOOPBACK:
        return True
    return any(client in ip_network(one.strip()) for one in networks.split(",") if one.strip())
