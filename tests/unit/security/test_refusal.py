"""A refusal where the server cannot answer a handshake with a status."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from dashboard.security.refusal import POLICY_VIOLATION, refuse


def test_a_handshake_is_closed_where_it_cannot_be_answered():
    sent = []

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor() as pool:  # another test may have left a loop running in this thread
        pool.submit(lambda: asyncio.run(refuse({"type": "websocket"}, None, send, 403, "security.origin"))).result()

    assert sent == [{"type": "websocket.close", "code": POLICY_VIOLATION}]
