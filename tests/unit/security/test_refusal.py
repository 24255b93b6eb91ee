"""A refusal where the server cannot answer a handshake with a status."""

from __future__ import annotations

import pytest

from dashboard.security.refusal import POLICY_VIOLATION, refuse
from dashboard.security.sizes import MOST_BYTES
from tests.conftest import run_apart


def test_a_handshake_is_closed_where_it_cannot_be_answered():
    sent = []

    async def send(message):
        sent.append(message)

    run_apart(refuse({"type": "websocket"}, None, send, 403, "security.origin"))

    assert sent == [{"type": "websocket.close", "code": POLICY_VIOLATION}]


DUTCH, ENGLISH = "De server kent deze naam niet.", "The server does not know this name."


@pytest.mark.parametrize(
    ("asked", "came_from", "said"),
    [
        ("/kaart?language=en", "", ENGLISH),
        ("/kaart?language=nl", "https://lsi.example/kaart?language=en", DUTCH),
        ("/api/map/a/b", "https://lsi.example/kaart?area=GM9001&language=en", ENGLISH),
        ("/api/map/a/b", "https://lsi.example/kaart?area=GM9001", DUTCH),
        ("/kaart?language=xx", "no address at all ?language=%00", DUTCH),
    ],
)
def test_a_refusal_speaks_the_language_of_its_page(client, asked, came_from, said):
    answer = client().get(asked, headers={"host": "other.example", "referer": came_from})

    assert (answer.status_code, answer.text.startswith(said)) == (400, True)


def test_where_a_page_does_not_say_its_language_it_is_that_of_the_settings(client):
    headers = {"host": "other.example"}
    assert client(language="en").get("/kaart", headers=headers).text.startswith(ENGLISH)


def test_what_is_too_large_is_refused_in_the_language_of_its_page(client):
    english = {"referer": "http://localhost/kaart?language=en"}
    answer = client().post("/api/read", content=b"x" * (MOST_BYTES + 1), headers=english)

    assert (answer.status_code, answer.text[:13]) == (413, "What you send")
