"""A refusal where the server cannot answer a handshake with a status."""

from __future__ import annotations

from dashboard.security.refusal import POLICY_VIOLATION, refuse
from tests.conftest import run_apart


def test_a_handshake_is_closed_where_it_cannot_be_answered():
    sent = []

    async def send(message):
        sent.append(message)

    run_apart(refuse({"type": "websocket"}, None, send, 403, "security.origin"))

    assert sent == [{"type": "websocket.close", "code": POLICY_VIOLATION}]
