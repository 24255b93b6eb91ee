"""Under which names the server answers, and who may open a websocket."""

from __future__ import annotations

import pytest
from starlette.testclient import WebSocketDenialResponse

from dashboard.security.hosts import allowed, name_of
from dashboard.settings import Settings


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:80", "localhost."])
def test_this_machine_is_answered_without_any_setting(client, host):
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:8501",
        "a@localhost",
        "localhost/x",
        "localhost:x",
        "",
        "[::1",
    ],
)
def test_another_host_gets_one_sentence(client, host):
    answer = client().get("/", headers={"host": host})

    assert answer.status_code == 400
    assert answer.text == "De server kent deze naam niet. Vraag de beheerder om haar op te nemen in DASHBOARD_HOSTS."
    assert "evil" not in str(answer.headers)


def test_two_hosts_are_none(client):
    assert client().get("/", headers=[("host", "localhost"), ("host", "evil.example")]).status_code == 400


def test_the_host_of_the_address_is_answered_and_names_of_the_setting_replace_all():
    assert allowed(Settings(address="https://lsi.example:8443/x")) == {"localhost", "127.0.0.1", "::1", "lsi.example"}
    assert allowed(Settings(address="https://lsi.example", hosts="een.example, Twee.example")) == {
        "een.example",
        "twee.example",
    }
    assert name_of("lsi.example:443") == "lsi.example"


def test_settings_that_cannot_be_read_let_in_this_machine_alone(client):
    assert client(datta="x", address="https://lsi.example").get("/", headers={"host": "lsi.example"}).status_code == 400
    assert client().get("/").status_code == 200


def opened(client, **headers):
    with client.websocket_connect("/_stcore/stream", headers={"host": "localhost"} | headers) as websocket:
        return websocket.receive_text()


@pytest.mark.parametrize("headers", [{}, {"origin": "http://localhost"}, {"origin": "https://localhost"}])
def test_a_page_of_this_server_opens_a_websocket(client, headers):
    assert opened(client(), **headers) == "well"


def test_a_page_at_the_address_opens_one_also_where_the_proxy_says_another_host(client):
    assert opened(client(address="https://lsi.example/"), origin="https://lsi.example") == "well"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"host": "evil.example", "origin": "http://evil.example"}, 400),
    ],
)
def test_another_page_opens_none(client, headers, status):
    with pytest.raises(WebSocketDenialResponse) as refused:
        opened(client(), **headers)

    assert refused.value.status_code == status
