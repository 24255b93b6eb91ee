"""Verantwoording: the tables say what the manifest says, in the reader's words."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.analysis.subtraction import subtract
from dashboard.view import accountability as view


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_promise_has_the_numbers_of_the_rules(release, language):
    text.use(language)
    promise = view.promise(release.manifest["policy"]["rules"])
    text.use("nl")

    assert "5" in promise
    assert "10 %" in promise
    assert "{" not in promise


def test_the_rules_come_in_the_order_of_the_policy(release):
    rules = view.rules_table(release.manifest["policy"]["rules"])

    assert rules.iloc[0].tolist()[:2] == ["Afrondingsbasis", "5"]
    assert len(rules) == len(release.manifest["policy"]["rules"])


def test_accuracy_is_that_of_the_release():
    errors = {f"{level}|{period}": {"p95": 6.2, "share": 0.0125} for level in view.LEVELS for period in view.PERIODS}

    assert view.accuracy_table(errors)["Per jaar"].tolist() == ["± 6 (1,2%)"] * len(view.LEVELS)


def test_accuracy_of_euros_is_said_per_view_and_period():
    rows = view.amounts_table(
        {"programme|year": {"median": 3, "p90": 8, "holds": 96}, "project|all": {"median": 5, "p90": 15, "holds": 98}}
    )

    assert rows.iloc[0].tolist() == ["programma", "Per jaar", "hoogstens 3%", "hoogstens 8%", "96%"]
    assert rows.iloc[1].tolist()[:2] == ["project", "Alle jaren samen"]


def test_the_example_shows_a_leak_and_no_leak():
    place = view.PLACES.index("Zuiderhof")
    found = subtract(view.COUNTS, place, 2)

    assert "**1**" in view.example_without(found, "Zuiderhof")
    assert "**0 tot en met 4**" in view.example_with(found, "Zuiderhof")
    assert view.example_table(found)["Getoond"][place] == "geen of enkele"
