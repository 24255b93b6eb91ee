"""Headers of SQL files are read as a contract."""

from __future__ import annotations

import pytest

from dashboard.catalogue import Column, Parameter, definitions_hash, queries, query
from dashboard.errors import UnknownQuery


def test_parameters_and_columns_are_read_with_units():
    trend = query("answers", "trend__count")

    assert Parameter("area", "varchar", nullable=True, example="null") in trend.parameters
    assert Column("n_value", "bigint", nullable=False, unit="as the measure") in trend.columns


def test_protection_rules_are_read():
    assert query("marts", "outcome").protection == {"area_year": "public", "n_value": "count"}


def test_a_missing_file_is_a_programming_mistake():
    with pytest.raises(UnknownQuery):
        query("answers", "nothing")


def test_statements_are_read_once_and_listed_by_name():
    names = [one.name for one in queries("answers")]

    assert names == sorted(names)
    assert query("answers", names[0]) is queries("answers")[0]


def test_definitions_have_one_hash():
    assert len(definitions_hash()) == 64
