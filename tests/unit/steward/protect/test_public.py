"""Facts that pass unprotected are named one by one, each with a reason."""

from __future__ import annotations

import json

import pytest

from dashboard.catalogue import queries
from dashboard.errors import PolicyViolation
from dashboard.steward.protect.public import explain_public, hold_to_named, plain_public

FACT = """
[project]
columns = ["project_code"]
label_nl = "Projecten"
label_en = "Projects"
why_nl = "Een besluit."
why_en = "A decision."
source_nl = "Blad projecten"
source_en = "Sheet projecten"
since = 2026-11-01
"""


@pytest.fixture
def fact(tmp_path):
    """A file of facts with one word replaced by another."""

    def write(word: str = "", other: str = ""):
        path = tmp_path / "public.toml"
        path.write_text(FACT.replace(word, other) if word else FACT, encoding="utf-8")
        return path

    return write


def test_every_statement_has_its_fact_and_every_fact_its_statement():
    assert {statement.name for statement in queries("public")} == set(explain_public())


@pytest.mark.parametrize(
    "line",
    ['why_nl = "Een besluit."', 'why_en = "A decision."', 'source_nl = "Blad projecten"', "since = 2026-11-01"],
)
def test_a_fact_without_reason_source_or_date_does_not_pass(fact, line):
    field = line.split()[0]
    with pytest.raises(PolicyViolation) as error:
        explain_public(fact(line, f'{field} = ""'))

    assert error.value.key == "error.public_without_reason"
    assert error.value.values == {"table": "project", "missing": field}


def test_only_named_columns_pass(fact):
    hold_to_named("project", ["project_code"], fact())
    with pytest.raises(PolicyViolation) as error:
        hold_to_named("project", ["project_code", "n_found", "n_files"], fact())

    assert error.value.values == {"table": "project", "columns": "n_found, n_files"}


def test_a_table_nobody_named_does_not_pass(fact):
    with pytest.raises(PolicyViolation):
        hold_to_named("result", ["project_code"], fact())


def test_the_facts_travel_as_plain_values():
    facts = {fact["table"]: fact for fact in json.loads(json.dumps(plain_public()))}

    assert facts["project_goal"]["columns"] == ["project_code", "measure_code", "target_value", "set_on_date"]
    assert facts["project_goal"]["since"] == "2026-11-01"
