"""The project with strange signs: in every free text of the contract, in one delivery, and taken in without a remark."""

from __future__ import annotations

from datetime import date

import pyogrio
import pytest

from dashboard.settings import SAMPLE
from dashboard.steward.intake.check import Known, check
from dashboard.steward.intake.contract import MAX_TEXT, SHEETS
from dashboard.tools.sample import strange
from dashboard.tools.sample.files import write_delivery


@pytest.fixture(scope="module")
def delivery(deliveries, senders):
    """The sheets of the last gemeente's last quarter."""
    return next(
        sheets for plan, sheets in deliveries if plan.municipalities == senders[-1] and plan.period.name == "2026Q3"
    )


@pytest.fixture(scope="module")
def whole(delivery):
    return strange.add_strange(delivery)


@pytest.fixture(scope="module")
def known():
    codes = {
        year: frozenset(
            code
            for layer, column in (("gemeenten", "gemeentecode"), ("wijken", "wijkcode"), ("buurten", "buurtcode"))
            for code in pyogrio.read_dataframe(SAMPLE / f"areas/areas_{year}.gpkg", layer=layer, read_geometry=False)[
                column
            ]
        )
        for year in (2022, 2024)
    }
    return Known(codes)


def test_every_free_text_of_the_contract_is_strange(whole):
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind == "text" and column.heading != "formatversie":
                rows = whole[sheet.heading]
                texts = rows.loc[rows["projectcode"] == strange.CODE, column.heading].dropna()
                assert len(texts), column.heading
                assert texts.str.contains("reemd").all(), column.heading
                assert texts.str.len().max() <= MAX_TEXT


def test_it_stands_at_the_end_of_one_delivery_and_changes_nothing_else(delivery, whole):
    for name, rows in delivery.items():
        assert whole[name].head(len(rows)).to_csv(index=False) == rows.to_csv(index=False)
    assert {name for name in whole if len(whole[name]) > len(delivery.get(name, ()))} == {
        "projecten", "projectgebieden", "stappen", "borging", "lessen",
    }  # fmt: skip


def test_the_shipped_delivery_holds_it_and_is_taken_in_without_a_remark(known, senders):
    checked = check(SAMPLE / "deliveries" / f"GEM_{senders[-1][0]}_2026Q3.zip", known, today=date(2026, 11, 1))

    assert checked.problems == ()
    assert strange.CODE in checked.content.projects


def test_an_address_for_mail_is_refused_before_it_can_become_a_link(whole, known, tmp_path):
    sheets = {name: rows.copy() for name, rows in whole.items()}
    sheets["projecten"].loc[sheets["projecten"].index[-1], "titel"] = "Vreemd iemand@voorbeeld.example"
    write_delivery(tmp_path, "GEM_2026Q3", "GEM", sheets, workbooks=False)
    problems = check(tmp_path / "GEM_2026Q3.zip", known, today=date(2026, 11, 1)).problems

    assert [problem.column for problem in problems if problem.rule == "personal"] == ["titel"]
