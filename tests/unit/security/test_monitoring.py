"""The numbers of a server are for this machine and those that were named, never for who came by a proxy."""

from __future__ import annotations

import pytest

from dashboard.security.monitoring import FORWARDED, NUMBERS, may_read

NAMED = "10.0.0.5, 10.1.0.0/16,2001:db8::/32"


def scope(client, host="localhost:8501", *more):
    headers = [(b"host", host.encode()), *((name, b"10.0.0.5") for name in more)]
    return {"client": (client, 1) if client else None, "headers": headers}


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501"])
@pytest.mark.parametrize("client", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_reads_them_by_its_own_name(client, host):
    assert may_read(scope(client, host), "")


@pytest.mark.parametrize("name", FORWARDED)
def test_who_came_by_a_proxy_does_not_wherever_it_runs(name):
    assert not may_read(scope("127.0.0.1", "localhost", name), "")
    assert not may_read(scope("10.0.0.5", "localhost", name), NAMED)


def test_a_proxy_that_says_nothing_of_itself_passes_the_name_people_use():
    assert not may_read(scope("127.0.0.1", "lsi.example"), NAMED)


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("10.0.0.5", True),
        ("::ffff:10.0.0.5", True),
        ("10.1.200.3", True),
        ("2001:db8::9", True),
        ("10.0.0.6", False),
        ("testclient", False),
        ("", False),
    ],
)
def test_machines_that_were_named_read_them_and_no_other(client, expected):
    assert may_read(scope(client, "lsi.example"), NAMED) is expected
    assert not may_read(scope(client, "lsi.example"), "")


@pytest.mark.parametrize("path", [*sorted(NUMBERS), "/metrics/", "//_stcore/metrics"])
def test_anybody_else_gets_one_sentence(client, path):
    refused = client(host="localhost").get(path)

    assert refused.status_code == 403
    assert "DASHBOARD_METRICS" in refused.text
    assert client(metrics="10.0.0.1").get(path).text == "well"


def test_other_addresses_are_for_everybody(client):
    assert client().get("/api/ready").text == "well"
