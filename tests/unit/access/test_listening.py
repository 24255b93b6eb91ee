"""Without a login the dashboard is for this machine, unless somebody says that it is open."""

from __future__ import annotations

import pytest

from dashboard.access.listening import hold_to_this_machine, is_loopback, is_open
from dashboard.errors import UserError


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.9.9.9", "::1", "[::1]"])
def test_this_machine_needs_no_login(host, monkeypatch):
    monkeypatch.delenv("LSI_ACCESS", raising=False)
    assert is_loopback(host)
    hold_to_this_machine(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "lsi.example", ""])
def test_elsewhere_is_refused_without_a_login(host, monkeypatch):
    monkeypatch.delenv("LSI_ACCESS", raising=False)
    with pytest.raises(UserError) as told:
        hold_to_this_machine(host)
    assert told.value.key == "access.error.not_here"


def test_somebody_may_say_that_it_is_open(monkeypatch):
    monkeypatch.setenv("LSI_ACCESS", "open")
    assert is_open()
    hold_to_this_machine("0.0.0.0")


def test_a_login_that_cannot_be_used_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("LSI_ACCESS", str(tmp_path / "access.toml"))
    with pytest.raises(UserError) as told:
        hold_to_this_machine("0.0.0.0")
    assert told.value.key == "access.error.unreadable"
