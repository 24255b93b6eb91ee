"""Codes no register names: one inner code each, and every one of them in the contract."""

from __future__ import annotations

import pytest

from dashboard.steward.intake import codes
from dashboard.steward.intake.contract import SHEETS

LISTS = {name: value for name, value in vars(codes).items() if name.isupper()}


@pytest.mark.parametrize("name", LISTS)
def test_no_two_delivered_codes_mean_the_same(name):
    assert len(set(LISTS[name].values())) == len(LISTS[name]) > 1


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_asked_for_in_a_column(name):
    assert any(column.codes is LISTS[name] for sheet in SHEETS for column in sheet.columns)
