"""What blocks, what warns, and what is said of it."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.accuracy import LEVELS
from dashboard.answers.rows import DefinitionsMeasures
from dashboard.steward.release.checklist import (
    Item,
    State,
    Thresholds,
    below_promise,
    blocking,
    checklist,
    thresholds,
)
from dashboard.steward.release.difference import Difference, Total, compare
from dashboard.steward.release.review import review
from dashboard.text import LANGUAGES, use
from tests.conftest import row

ASKED = Thresholds(90, 90, 93, 100, 25, 50, 50_000)


def delivery(source="GM9001", status="final", to="2025-03-01", day="2025-04-10"):
    return {
        "sources": [source],
        "period_from": "2025-01-01",
        "period_to": to,
        "reference_date": day,
        "delivery_status": status,
        "seal": f"{source}{status}{to}{day}",
    }


def manifest(**given):
    spreads = {f"{level}|year": {} for level in LEVELS}
    return {
        "is_sample": False,
        "tables": {"area": {"rows": 1}},
        "file_sha256": "a",
        "attacks": {"passed": True, "attacks": [{}, {}]},
        "report": {"accuracy": {"coverage": {"district|year": 95}, "spreads": spreads}, "amounts": {}},
        "definitions": "d",
        "policy": {"sha256": "p"},
        "code": "1",
        "deliveries": [delivery()],
    } | given


def report(coverage=95, levels=LEVELS, holds=99, figures=100):
    spreads = {f"{level}|year": {} for level in levels}
    held = {"district|year": {"fines": coverage, "signals": 99}} if coverage else {}
    accuracy = {"coverage": {"district|year": coverage}, "held": held, "spreads": spreads}
    return {"report": {"accuracy": accuracy, "amounts": {"programme|year": {"holds": holds, "figures": figures}}}}


def total(before, after, unit="count"):
    measure = row(DefinitionsMeasures, measure_code="fines", name_nl="Boetes", name_en="Fines", unit=unit)
    return Total(measure, before, after, before, after)


def item(code, *, previous=None, difference=None, **given) -> Item:
    items = checklist(manifest(**given), previous, difference or Difference(), ASKED)
    return next(one for one in items if one.code == code)


def test_a_sound_first_release_is_blocked_by_nothing():
    items = checklist(manifest(), None, Difference(), ASKED)

    assert blocking(items) == []
    assert Counter(one.state for one in items) == {State.OK: 10}


@pytest.mark.parametrize(
    ("code", "given", "says"),
    [
        ("sample", {"is_sample": True}, "voorbeelddata"),
        ("checks", {"tables": {}}, "niet afgemaakt"),
        ("attacks", {"attacks": {}}, "nog niet aangevallen"),
        ("attacks", {"attacks": {"passed": False, "attacks": []}}, "meer dan mag"),
        ("coverage", report(coverage=89), "89%"),
        ("accuracy", report(levels=LEVELS[:-1]), "project"),
        ("accuracy", report(holds=80), "80%"),
        ("definitions", {"previous": manifest(definitions="c")}, "geen toelichting"),
    ],
)
def test_what_blocks(code, given, says):
    one = item(code, **given)

    assert one.state is State.BLOCKS
    assert says in one.sentence


@pytest.mark.parametrize(
    ("code", "given", "says"),
    [
        ("coverage", report(coverage=None), "te weinig"),
        ("coverage", report(coverage=92), "fines (92%)"),
        ("coverage", report(coverage=92) | {"difference": Difference("a", totals=(total(10, 10),))}, "Boetes (92%)"),
        ("accuracy", report(holds=92), "92%"),
        (
            "definitions",
            {"previous": manifest(definitions="c"), "definitions_note": {"at": "2026", "text": "Anders *geteld*"}},
            "Anders *geteld*",
        ),
        ("policy", {"previous": manifest(policy={"sha256": "q"})}, "gewijzigd"),
        ("provisional", {"deliveries": [delivery(status="provisional")]}, "1 bron: GM9001"),
        ("sources", {"deliveries": [delivery(), delivery("UWV", to="2025-02-01")]}, "UWV"),
        ("sources", {"previous": manifest(deliveries=[delivery(), delivery("SVB")])}, "SVB"),
        ("jumps", {"difference": Difference("a", totals=(total(100.0, 200.0),))}, "Boetes"),
    ],
)
def test_what_warns(code, given, says):
    one = item(code, **given)

    assert one.state is State.WARNS
    assert says in str(one.values) + one.sentence


@pytest.mark.parametrize("given", [report(coverage=93, holds=93), report(holds=92, figures=99)])
def test_what_holds_as_promised_or_was_measured_over_too_few_does_not_warn(given):
    assert [item(code, **given).state for code in ("coverage", "accuracy")] == [State.OK, State.OK]


def test_a_release_of_before_told_no_coverage_per_measure_and_is_judged_by_the_lowest():
    older = report(coverage=92)
    del older["report"]["accuracy"]["held"]
    one = item("coverage", **older)

    assert one.state is State.WARNS
    assert "92%" in one.sentence


def test_the_builder_hears_at_once_of_margins_that_hold_too_rarely():
    def heard(**given):
        return [one.code for one in below_promise(checklist(manifest(**report(**given)), None, Difference(), ASKED))]

    assert heard() == heard(coverage=None) == heard(levels=LEVELS[:-1]) == []
    assert heard(coverage=92, holds=92) == heard(coverage=80, holds=80) == ["coverage", "accuracy"]


@pytest.mark.parametrize(
    ("before", "after", "unit"), [(100, 124, "count"), (10, 40, "count"), (10_000, 40_000, "eur"), (0, 500, "count")]
)
def test_a_small_move_is_no_jump(before, after, unit):
    assert item("jumps", difference=Difference("a", totals=(total(before, after, unit),))).state is State.OK


def test_a_final_delivery_over_a_provisional_one_counts():
    rows = [delivery(status="provisional"), delivery(day="2025-07-01")]

    assert item("provisional", deliveries=rows).state is State.OK


def test_many_names_are_counted():
    rows = [delivery(f"GM900{n}", status="provisional") for n in range(8)]

    assert item("provisional", deliveries=rows).values["names"].endswith("GM9004 + 3")


def test_the_shipped_thresholds_can_be_read():
    assert 0 < thresholds().coverage_pct <= 95


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_release_has_a_whole_checklist_in_both_languages(two, language):
    world, first, second = two
    use(language)
    seen = review(world, second.id)

    assert len(seen.items) == 10
    assert all(one.sentence.endswith(".") for one in seen.items)
    assert [one.code for one in blocking(seen.items)] == ["sample"]
    assert seen.difference.before == first.id


def test_the_difference_says_what_was_delivered_and_what_moved(two):
    world, first, second = two
    difference = review(world, second.id).difference
    examined = next(one for one in difference.totals if one.row.measure_code == "examined_addresses")

    assert (difference.new, difference.gone) == ((), ())
    assert len(difference.corrected) == 1
    assert [difference.has_definitions, difference.has_policy, difference.has_software] == [False] * 3
    assert (examined.before, examined.after) == (40.0, 90.0)
    assert examined.jump == 1.25
    assert dict(difference.reasons) == {"corrected": 1}
    assert compare(None, first).new == difference.corrected
    assert compare(second, first).reasons == {"withdrawn": 1}
