"""Verantwoording: the tables say what the manifest says, in the reader's words."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.accuracy import LEVELS
from dashboard.analysis.subtraction import subtract
from dashboard.answers import ask
from dashboard.answers.rows import AccountabilityTypical, DefinitionsMeasures
from dashboard.charts.named import named
from dashboard.charts.numbers import number
from dashboard.pages.accountability import words as view


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_promise_has_the_numbers_of_the_rules(release, language):
    text.use(language)
    promise = view.promise(release.policy)
    text.use("nl")

    assert "5" in promise
    assert "10%" in promise
    assert "{" not in promise
    assert promise.markdown.count("\n- ") >= 9  # a list, not a heap


def test_the_rules_come_in_the_order_of_the_policy(release):
    rules = view.rules_table(release.manifest["policy"]["rules"])

    assert rules.iloc[0].tolist()[:2] == ["Afrondingsbasis", "5"]
    assert len(rules) == len(release.manifest["policy"]["rules"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_accuracy_is_told_per_level_and_measure_with_what_it_holds(release, language):
    text.use(language)
    typical = ask(AccountabilityTypical, VIEWER, release).rows
    measures = ask(DefinitionsMeasures, VIEWER, release).rows
    names = {row.measure_code: named(row) for row in measures}

    rows = view.accuracy_table(typical, measures, release).set_index(text.say("accountability.count_level"))

    known = {(row.level, row.measure_code): row.n_typical for row in typical}
    for level in LEVELS:
        row, n = rows.loc[text.say(f"accountability.views.{level}")], known[level, "examined_addresses"]
        margin = release.accuracy("examined_addresses", level, "year").p95(n)
        assert row[names["examined_addresses"]].startswith(f"± {number(margin)} ")
        assert f" {number(n)} (" in row[names["examined_addresses"]]
        held = release.manifest["report"]["accuracy"]["coverage"].get(f"{level}|year")
        assert row[text.say("accountability.covered")] == (f"{held}%" if held else text.say("accountability.too_few"))
    rare = rows[text.say("accountability.rare")]
    assert 10 < int(rare.iloc[0].strip("± %")) < int(rare[text.say("accountability.views.neighbourhood")].strip("± %"))
    text.use("nl")


def test_what_holds_is_told_per_measure_where_it_holds_least(release):
    measures = ask(DefinitionsMeasures, VIEWER, release).rows
    held = {"district|year": {"fines": 96, "warnings": 99}, "neighbourhood|month": {"fines": 95}}

    rows = view.held_table(held, measures)

    assert rows.to_numpy().tolist() == [
        ["Waarschuwingen", "99%", "wijk", "Per jaar", "1"],
        ["Boetes", "95%", "buurt", "Per maand", "2"],
    ]


def test_accuracy_of_euros_is_said_per_view_and_period():
    rows = view.amounts_table(
        {"programme|year": {"median": 3, "p90": 8, "holds": 96}, "project|all": {"median": 5, "p90": 15, "holds": 98}}
    )

    assert rows.iloc[0].tolist() == ["programma", "Per jaar", "hoogstens 3%", "hoogstens 8%", "96%"]
    assert rows.iloc[1].tolist()[:2] == ["project", "Alle jaren samen"]


def test_the_example_shows_a_leak_and_no_leak():
    place = view.PLACES.index("Zuiderhof")
    found = subtract(view.COUNTS, place, 2, 5)

    assert "**1**" in view.example_without(found, "Zuiderhof")
    assert "**0 tot en met 4**" in view.example_with(found, "Zuiderhof")
    assert view.example_table(found)["Getoond"][place] == "geen of enkele"
