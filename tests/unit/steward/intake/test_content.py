"""What stays known of a delivery: gemeenten it is about, projects it describes, and how much is in which month."""

from __future__ import annotations

from dashboard.steward.intake.content import municipalities_named, summarise
from dashboard.steward.intake.facts import Described, Stake
from dashboard.steward.intake.problems import Report
from dashboard.steward.intake.read import make_tables, read_delivery


def tables_of(folder):
    return make_tables(read_delivery(folder), Report())


def test_municipalities_are_those_of_areas_and_of_projects(csv_folder, sheets):
    sheets["resultaten"][0]["gebiedcode"] = "WK990201"
    sheets["projecten"][0]["gemeentecodes"] = "GM9903"

    assert municipalities_named(tables_of(csv_folder(sheets))) == ("GM9901", "GM9902", "GM9903")


def test_a_delivery_about_nothing_names_no_municipality(csv_folder, sheets):
    assert municipalities_named(tables_of(csv_folder({"levering": sheets["levering"]}))) == ()


def test_what_is_kept_is_counted_from_the_rows(csv_folder, sheets):
    content = summarise(tables_of(csv_folder(sheets)))

    assert content.projects == {"LSI-2024-001": Described("GEM", ("GM9901",))}
    assert content.stakes == {"LSI-2024-001": Stake(rows=3, addresses=40, euros=18250.0)}
    assert content.rows["result"] == {"2024-02": 1, "2024-03": 1}
    assert not content.is_cumulative


def test_a_row_without_a_code_describes_nothing(csv_folder, sheets):
    sheets["projecten"][0]["projectcode"] = ""
    sheets["resultaten"][0]["waardebasis"] = "cumulatief"
    content = summarise(tables_of(csv_folder(sheets)))

    assert content.projects == {}
    assert content.is_cumulative
