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


@pytest.fixture(scope="module")
def first(given, policy, key):
    return protect(*given, policy=policy, key=key)


def test_nothing_that_is_zero_comes_back(given, first):
    assert list(first.counts.columns) == [*KEYS, "value"]
    assert (first.counts["value"] > 0).all()
    assert (first.amounts["amount_eur"].dropna() > 0).all()
    assert len(first.counts) < len(given[0])


def test_building_again_from_one_ledger_gives_the_same(given, first, policy, key):
    again = protect(*given, policy=policy, key=key, ledger=first.ledger)

    pd.testing.assert_frame_equal(again.counts, first.counts)
    pd.testing.assert_frame_equal(again.amounts, first.amounts)
    assert again.report == first.report
    assert again.ledger.keys() == first.ledger.keys()
    for name, frame in first.ledger.items():
        pd.testing.assert_frame_equal(again.ledger[name], frame)


def test_the_report_can_be_written_and_names_the_policy(first, policy, key):
    report = first.report

    assert json.loads(json.dumps(report)) == report
    assert report["policy"] == f"{policy.name} {policy.version}"
    assert report["accuracy"]["spreads"]["neighbourhood|year"]
    assert key.hex() not in json.dumps(report)


def test_another_key_is_refused_with_what_to_do(given, first, policy):
    with pytest.raises(PolicyViolation):
        protect(*given, policy=policy, key=b"z" * 32, ledger=first.ledger)
