"""Reading what is read first is kept once per person and release."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from dashboard.state.acknowledged import acknowledge, has_acknowledged
from dashboard.state.log import entries


def test_it_is_kept_once_per_person_and_release(state):
    assert not has_acknowledged(state, "s-1", "0123456789")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: acknowledge(state, "s-1", "0123456789"), range(16)))
    assert has_acknowledged(state, "s-1", "0123456789")
    assert not has_acknowledged(state, "s-2", "0123456789")
    assert not has_acknowledged(state, "s-1", "abcdefabcd")
    assert [(one.kind, one.about["release"]) for one in entries(state)] == [("acknowledged", "0123456789")]
