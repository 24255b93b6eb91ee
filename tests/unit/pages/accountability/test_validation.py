"""The section on measuring effects: its table, sentence and limits come from the shipped result."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.analysis.effect.offered import validation
from dashboard.pages.accountability import words


@pytest.fixture(autouse=True)
def dutch():
    text.use("nl")


def test_every_estimator_has_one_row_that_says_where_it_is_offered_or_why_not():
    table = words.summary_table(validation())

    assert next(iter(table["Manier van schatten"])) == "Verschil in verschillen"
    assert len(table) == 6
    assert table.notna().all().all()
    nowhere = table[table["Waar aangeboden"] == "nergens"]
    assert (nowhere["Waar niet, en waarom"] != "–").all()


def test_what_fails_is_named_with_its_figure():
    cell = {
        "estimator": "did", "world": "chance", "size": "3", "against": 40, "effect": 0.0, "shape": "level",
        "coverage": 0.901, "called": 0.05, "bias": 0.01,
    }  # fmt: skip
    ways = [{**cell, "estimator": name, "against": 0 if name in words.ALONE else 40} for name in words.ESTIMATORS]
    table = words.summary_table({"limits": {}, "cells": ways})

    assert table.iloc[0]["Waar aangeboden"] == "nergens"
    assert table.iloc[0]["Waar niet, en waarom"] == "3 buurten tegen 40 buurten: interval te smal (90,1% dekking)"
    assert table.iloc[0]["Dekking, laagste"] == "90,1%"


def test_the_sentence_counts_what_holds_and_the_limits_say_what_the_check_lets_through():
    result = validation()
    drifted = next(
        cell
        for cell in result["cells"]
        if cell["estimator"] == "did" and cell["world"] == "apart_much" and cell["size"] == "8"
        and cell["against"] == 40 and cell["effect"] == 0
    )  # fmt: skip

    assert words.sentence(result).startswith("Manieren van schatten: 6, waarvan houdbaar in ")
    assert words.number(100 * drifted["called"], 1) in words.limits(result)
    assert f"{result['runs']} trekkingen" in words.lead(result)


def test_all_cells_stand_behind_the_table():
    result = validation()

    assert len(words.cells_table(result)) == len(result["cells"]) == len(words.cells_rows(result))
