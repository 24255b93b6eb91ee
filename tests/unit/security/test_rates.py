"""One visitor asks no more than a person does, and cannot pass for another one."""

from __future__ import annotations

import pytest
from limits import RateLimitItemPerMinute
from starlette.testclient import WebSocketDenialResponse

from dashboard.frozen import FrozenDict
from dashboard.security import rates
from dashboard.security.rates import RATES, address_of, kind_of

HERE = {"host": "localhost"}
FEW = FrozenDict({kind: RateLimitItemPerMinute(3) for kind in RATES})


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(rates, "RATES", FEW)


def statuses(client, path, n=4, **headers):
    return [client.get(path, headers=headers).status_code for _ in range(n)]


@pytest.mark.parametrize("path", ["/api/map/0123456789/areas", "/auth/login", "/oauth2callback"])
def test_who_asks_too_often_is_told_when_to_come_back(client, path):
    tab = client()

    assert statuses(tab, path) == [200, 200, 200, 429]
    refused = tab.get(path)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.text == "U vraagt meer dan er in een minuut mag. Wacht even en probeer het opnieuw."
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_pages_and_their_files_are_not_counted(client):
    assert set(statuses(client(), "/static/js/index.js", 10)) == {200}


def test_new_websockets_are_counted(client):
    tab = client()
    for _ in range(3):
        with tab.websocket_connect("/_stcore/stream", headers=HERE) as websocket:
            websocket.receive_text()
    with pytest.raises(WebSocketDenialResponse) as refused, tab.websocket_connect("/_stcore/stream", headers=HERE):
        pass

    assert refused.value.status_code == 429


def test_a_forged_address_makes_no_other_visitor(client):
    tab = client()
    answers = [tab.get("/api/x", headers={"x-forwarded-for": f"10.9.9.{n}"}).status_code for n in range(4)]

    assert answers == [200, 200, 200, 429]


def test_behind_a_proxy_visitors_are_told_apart_by_what_it_saw(client):
    tab = client(proxies=1)
    forged = [tab.get("/api/x", headers={"x-forwarded-for": f"9.9.9.{n}, 10.0.0.7"}).status_code for n in range(4)]

    assert forged == [200, 200, 200, 429]
    assert tab.get("/api/x", headers={"x-forwarded-for": "10.0.0.8"}).status_code == 200


def test_who_is_known_is_counted_by_who_they_are(client):
    tab = client(subject=lambda scope: dict(scope["headers"]).get(b"verified", b"").decode())

    assert statuses(tab, "/api/x", verified="s-1") == [200, 200, 200, 429]
    assert statuses(tab, "/api/x", 1, verified="s-2") == [200]


def scope(client, *forwarded):
    return {"client": (client, 1), "headers": [(b"x-forwarded-for", one.encode()) for one in forwarded]}


@pytest.mark.parametrize(
    ("seen", "proxies", "expected"),
    [
        (scope("10.0.0.1", "1.1.1.1"), 0, "10.0.0.1"),
        (scope("10.0.0.1", "1.1.1.1, 2.2.2.2"), 1, "2.2.2.2"),
        (scope("10.0.0.1", "1.1.1.1", "2.2.2.2"), 2, "1.1.1.1"),
        (scope("10.0.0.1", "1.1.1.1"), 2, "10.0.0.1"),
        (scope("10.0.0.1"), 1, "10.0.0.1"),
        (scope("2001:db8:1:2:3::4"), 0, "2001:db8:1:2::"),
        (scope("::ffff:10.0.0.1"), 0, "10.0.0.1"),
        (scope("10.0.0.1", "nonsense"), 1, "nonsense"),
        ({"client": None, "headers": []}, 0, ""),
    ],
)
def test_where_a_visitor_comes_from(seen, proxies, expected):
    assert address_of(seen, proxies) == expected


def test_which_rate_a_request_falls_under():
    assert kind_of({"type": "websocket"}) == "websocket"
    assert kind_of({"type": "http", "path": "/kaart"}) == ""
    assert kind_of({"type": "http", "path": "/api/health"}) == "data"
    assert kind_of({"type": "http", "path": "/auth/logout"}) == "login"
