"""How a request is refused: a status and one sentence, over HTTP and before a websocket opens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse

from dashboard import text
from dashboard.addresses import Address
from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.text import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

POLICY_VIOLATION = 1008  # of RFC 6455, where the server cannot answer a handshake with a status


def settings() -> Settings:
    """The settings, or, where they cannot be read, those that let in the least."""
    try:
        return Settings.from_environment()
    except UserError:
        return Settings()


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, key: str, headers: Mapping[str, str] | None = None
) -> None:
    """Answer a request that goes no further; of what was asked nothing is repeated.

    Args:
        scope: of the request.
        receive: as ASGI has it.
        send: as ASGI has it.
        status: of the answer.
        key: of the sentence.
        headers: more of the answer.
    """
    text.use(_spoken(scope))
    answer = PlainTextResponse(say(key), status, {"cache-control": "no-store"} | dict(headers or {}))
    if scope["type"] == "http":
        await answer(scope, receive, send)
    elif "websocket.http.response" in scope.get("extensions", {}):
        await send({"type": "websocket.http.response.start", "status": status, "headers": answer.raw_headers})
        await send({"type": "websocket.http.response.body", "body": answer.body})
    else:
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def _spoken(scope: Scope) -> str:
    """The language of the page a request is of: in its own address, else in that of the page it came from, else the usual one."""
    own: bytes = scope.get("query_string", b"")
    came_from: bytes = dict(scope.get("headers", ())).get(b"referer", b"")
    for query in (own.decode("latin-1"), came_from.decode("latin-1").partition("?")[2]):
        asked: str = parse_qs(query).get(Address.language.name, [""])[0]
        if asked in LANGUAGES:
            return asked
    return settings().language
