"""The seam: what goes in exact comes out protected, with a ledger and a report that gives nothing away."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard.errors import PolicyViolation
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.run import protect


@pytest.fixture(scope="module")
def given(make_money, make_programme):
    amounts, files = make_money()
    return pd.concat([make_programme(1), files], ignore_index=True), amounts


def test_nothing_that_is_zero_comes_back(given, policy, key):
    out = protect(*given, policy=policy, key=key)

    assert list(out.counts.columns) == [*KEYS, "value"]
    assert (out.counts["value"] > 0).all()
    assert (out.amounts["amount_eur"].dropna() > 0).all()
    assert len(out.counts) < len(given[0])


def test_building_again_from_one_ledger_gives_the_same(given, policy, key):
    first = protect(*given, policy=policy, key=key)
    second, third = (protect(*given, policy=policy, key=key, ledger=first.ledger) for _ in range(2))

    for again in (second, third):
        pd.testing.assert_frame_equal(again.counts, first.counts)
        pd.testing.assert_frame_equal(again.amounts, first.amounts)
        assert again.report == first.report
        assert {name: len(frame) for name, frame in again.ledger.items()} == {
            name: len(frame) for name, frame in first.ledger.items()
        }


def test_the_report_can_be_written_and_names_the_policy(given, policy, key):
    report = protect(*given, policy=policy, key=key).report

    assert json.loads(json.dumps(report)) == report
    assert report["policy"] == f"{policy.name} {policy.version}"
    assert report["accuracy"]["spreads"]["neighbourhood|year"]
    assert key.hex() not in json.dumps(report)


def test_another_key_is_refused_with_what_to_do(given, policy, key):
    ledger = protect(*given, policy=policy, key=key).ledger

    with pytest.raises(PolicyViolation):
        protect(*given, policy=policy, key=b"z" * 32, ledger=ledger)
