"""Every SQL file keeps its header: parameters, columns, types, grain and order."""

from __future__ import annotations

import json
import re

import duckdb
import pytest

from dashboard.catalogue import FIELDS, queries, query
from dashboard.store import cursor

ANSWERS = queries("answers")
FOLDERS = ("staging", "exact", "public", "marts", "answers", "checks")


def named(statements):
    return pytest.mark.parametrize("statement", statements, ids=lambda one: one.name)


def example(parameter):
    """The example value of a header, as DuckDB reads it."""
    return duckdb.sql(f"select {parameter.example}").fetchall()[0][0]


@named([one for folder in FOLDERS for one in queries(folder)])
def test_every_statement_has_title_and_grain_and_known_fields(statement):
    assert {"title", "grain"} <= set(statement.header)
    assert set(statement.header) <= set(FIELDS)
    assert [field for field in FIELDS if field in statement.header] == list(statement.header)


@named([one for folder in FOLDERS for one in queries(folder)])
def test_every_statement_is_one_select(statement):
    parsed = duckdb.extract_statements(statement.sql)

    assert len(parsed) == 1
    assert parsed[0].type == duckdb.StatementType.SELECT


@named(ANSWERS)
def test_an_area_and_a_type_are_asked_in_one_way(statement):
    """What every answer means by "in this area, of this type" stands in ``queries/macros``."""
    assert not re.search(r"\$(project_type|area) is null or", statement.sql)
    assert "coalesce($area" not in statement.sql


@named((*ANSWERS, *queries("checks")))
def test_parameters_stand_in_header_and_text_alike(statement):
    used = duckdb.extract_statements(statement.sql)[0].named_parameters

    assert {parameter.name for parameter in statement.parameters} == set(used)


@named(ANSWERS)
def test_columns_and_types_are_as_promised(statement, release):
    bound = {parameter.name: example(parameter) for parameter in statement.parameters}
    with cursor(release) as connection:
        rows = connection.execute(f"describe {statement.sql}", bound).fetchall()

    assert [(name, kind.lower()) for name, kind, *_ in rows] == [(c.name, c.type) for c in statement.columns]


def schemas(statement):
    """Schemas of the tables and table macros a statement reads."""
    (tree,) = duckdb.execute("select json_serialize_sql(?::varchar)", [statement.sql]).fetchall()[0]
    assert not json.loads(tree)["error"]
    return set(re.findall(r'"schema(?:_name)?":\s*"(\w+)"', tree)) - {"main"}


@named(ANSWERS)
def test_only_what_the_header_says_may_be_missing_is(statement, release):
    """Over what the example asks, over all periods, and with every choice left open."""
    usual = {parameter.name: example(parameter) for parameter in statement.parameters}
    open_ones = {parameter.name: None for parameter in statement.parameters if parameter.nullable}
    longest = {"from_month": "2015-01-01", "until_month": "2030-12-01"}
    asked = [usual, usual | open_ones, usual | {name: day for name, day in longest.items() if name in usual}]
    whole = [column.name for column in statement.columns if not column.nullable]
    counts = ", ".join(f"count(*) filter ({name} is null) as {name}" for name in whole)
    with cursor(release) as connection:
        missing = [connection.execute(f"select {counts} from ({statement.sql})", one).fetchall()[0] for one in asked]

    assert [dict(zip(whole, row, strict=True)) for row in missing if any(row)] == []


@named(ANSWERS)
def test_answers_read_marts_only(statement):
    assert schemas(statement) == {"mart"}


@named(queries("marts"))
def test_marts_read_only_what_is_protected_or_named_public(statement):
    assert schemas(statement) <= {"protected", "public", "areas", "seed", "mart"}


@named(queries("public"))
def test_public_facts_are_the_only_way_around_protection(statement):
    assert schemas(statement) <= {"stg", "exact", "seed", "areas"}


@named(ANSWERS)
def test_grain_is_unique_and_order_total(statement, release):
    """Of every project where an answer is of one: which of their small counts are shown differs from key to key."""
    bound = {parameter.name: example(parameter) for parameter in statement.parameters}
    order = re.search(r"ordered by ([\w, ]+)", statement.header["grain"])
    assert order, "the grain names its order"
    keys = [key.strip() for key in order[1].split(",")]
    with cursor(release) as connection:
        asked = [bound]
        if "project" in bound:
            codes = connection.execute("select project_code from mart.project").fetchall()
            asked += [bound | {"project": code} for (code,) in codes]
        frames = [connection.execute(statement.sql, one).df() for one in asked]

    assert not any(frame.duplicated(keys).any() for frame in frames)
    assert any(len(frame) for frame in frames), "the example finds rows in the sample"


@named(queries("checks"))
def test_checks_are_empty_on_the_sample(statement, release):
    rules = {parameter.name: getattr(release.policy, parameter.name) for parameter in statement.parameters}
    with cursor(release) as connection:
        assert connection.execute(statement.sql, rules).fetchall() == []


@pytest.mark.parametrize("name", ["outcome__multiples_of_base", "sustainment__multiples_of_base"])
def test_a_count_of_another_base_is_found(name, release):
    with cursor(release) as connection:
        rows = connection.execute(query("checks", name).sql, {"base": 10, "base_strict": 20}).fetchall()

    assert rows
