import ast
from pathlib import Path

import pytest

import dashboard.steward.intake
from dashboard.steward.intake.contract import (
    BY_NAME,
    CONTEXT_MEASURES,
    MEASURE,
    MEASURES,
    NOT_DELIVERABLE,
    RESULT_MEASURES,
    SHEETS,
)
from dashboard.text import texts

FOLDER = Path(dashboard.steward.intake.__file__).parent


def test_every_key_names_columns_of_its_sheet():
    for sheet in SHEETS:
        assert set(sheet.key) <= {column.name for column in sheet.columns}


def test_names_and_headings_are_unique_within_a_sheet():
    for sheet in SHEETS:
        also = sum(bool(column.also) for column in sheet.columns)
        assert len(sheet.by_heading()) - also == len(sheet.columns) == len({column.name for column in sheet.columns})
    assert len(BY_NAME) == len(SHEETS)


def test_a_measure_is_delivered_as_a_result_or_as_context_or_not_at_all():
    assert set(RESULT_MEASURES).isdisjoint(CONTEXT_MEASURES)
    assert {**RESULT_MEASURES, **CONTEXT_MEASURES} == MEASURES
    assert NOT_DELIVERABLE.isdisjoint(MEASURES.values())
    assert {MEASURE[code]["unit"] for code in MEASURES.values()} == {"count", "eur", "hours"}


def test_only_numbers_of_a_measure_are_read_by_its_unit():
    measured = {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns if column.measured}
    assert measured == {("project_goal", "target_value"), ("result", "value"), ("sustainment", "value")}
    for name, _ in measured:
        assert "measure_code" in {column.name for column in BY_NAME[name].columns}


@pytest.mark.parametrize("part", ["rule", "unreadable"])
def test_every_sentence_is_used_and_every_used_rule_has_a_sentence(part):
    known = {key.split(".")[2] for key in texts("nl") if key.startswith(f"intake.{part}.")}
    words = {
        node.value.removeprefix(f"intake.{part}.")
        for file in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert known <= words


def test_every_column_is_explained():
    for sheet in SHEETS:
        for column in sheet.columns:
            assert f"intake.column.{sheet.heading}.{column.heading}" in texts("nl")
            assert f"intake.form.{column.kind}" in texts("nl")
