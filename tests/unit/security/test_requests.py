"""A request has an id of its own in the log, and is counted by its answer."""

from __future__ import annotations

import logging

import pytest

from dashboard.security.requests import Requests
from dashboard.telemetry.log import ids
from dashboard.telemetry.metrics import REGISTRY
from tests.conftest import run_apart


def asked(*messages, kind="http"):
    """What the ids were within a request that is answered so."""
    seen = []

    async def app(_scope, _receive, send):
        seen.append(dict(ids()))
        for message in messages:
            await send(message)

    async def send(_message):
        return None

    run_apart(Requests(app)({"type": kind}, None, send))
    return seen[0]


def count(status):
    return REGISTRY.get_sample_value("lsi_requests_total", {"status": str(status)}) or 0


@pytest.mark.parametrize(
    ("kind", "message", "status"),
    [
        ("http", {"type": "http.response.start", "status": 204}, 204),
        ("websocket", {"type": "websocket.accept"}, 101),
        ("websocket", {"type": "websocket.http.response.start", "status": 403}, 403),
    ],
)
def test_an_answer_is_counted_once_by_its_code(kind, message, status):
    before = count(status)
    asked(message, {"type": "http.response.body"}, kind=kind)

    assert count(status) == before + 1


def test_each_request_has_an_id_of_its_own():
    first, second = asked(), asked()

    assert first["request"] != second["request"]
    assert asked(kind="lifespan") == {}


def test_one_that_failed_is_noted_by_its_code_alone(caplog):
    with caplog.at_level(logging.INFO, logger="lsi"):
        for status in (500, 503, 404):
            asked({"type": "http.response.start", "status": status})

    assert [record.status for record in caplog.records] == [500]
