"""A delivery beside those accepted before: what it may take, what it puts aside, and what is said of it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from dashboard.errors import DataMissing, UserError
from dashboard.settings import Settings
from dashboard.steward.intake import archive
from dashboard.steward.intake.facts import Stake
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.intake.workers import check_each

NOW = datetime(2026, 11, 1, tzinfo=UTC)
AT = NOW.isoformat()
CODE = "LSI-2024-001"


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var")


@pytest.fixture
def hand_in(settings, csv_folder, sheets):
    """``hand_in(levering={"status": "definitief"}, resultaten=[…])``: take a delivery in; its receipt."""
    number = itertools.count()

    def run(levering=None, **changed):
        given = {**sheets, **{name: rows for name, rows in changed.items() if rows is not None}}
        given = {name: rows for name, rows in given.items() if changed.get(name, rows) is not None}
        given["levering"] = [sheets["levering"][0] | (levering or {})]
        return archive.accept(csv_folder(given, name=f"levering{next(number)}"), settings, received_at=NOW)

    return run


def result(month="2024-02", value="40", partner="GEM", area="BU99010101", project=CODE, basis="periode"):
    return {
        "projectcode": project, "gebiedcode": area, "gebiedjaar": "2024", "partner": partner,
        "maatstaf": "onderzochte_adressen", "onderwerp": "adres_brp", "maand": month, "waarde": value,
        "waardebasis": basis,
    }  # fmt: skip


def by(partner, **levering):
    """Sheet levering of a national partner."""
    return {"partner": partner, "gemeentecodes": "", **levering}


ALONE = dict.fromkeys(
    ("projecten", "projectgebieden", "stappen", "doelen", "borging", "lessen", "contextcijfers", "doorgeleidingen")
)


def rules_of(receipt):
    return {problem.rule for problem in receipt.problems}


def test_two_municipalities_stand_beside_each_other(hand_in):
    other = result(area="BU99020101")
    first = hand_in()
    second = hand_in({"gemeentecodes": "GM9902"}, **ALONE | {"resultaten": [other]})

    assert (first.status, second.status) == ("accepted", "accepted")
    assert (first.facts.sources, second.facts.sources) == (("GM9901",), ("GM9902",))


def test_a_delivery_of_before_municipalities_were_named_speaks_for_those_of_its_areas(hand_in):
    receipt = hand_in({"formatversie": "1", "gemeentecodes": ""})

    assert receipt.facts.sources == ("GM9901",)


def test_municipalities_must_be_named_in_format_two(hand_in):
    receipt = hand_in({"gemeentecodes": ""})

    assert receipt.status == "refused"
    assert "municipality_missing" in rules_of(receipt)


def test_figures_of_another_municipality_are_refused(hand_in):
    receipt = hand_in(resultaten=[result(), result(area="BU99020101")])

    (problem,) = [one for one in receipt.problems if one.severity == "error"]
    assert (problem.rule, problem.row, problem.value) == ("area_of_other_municipality", 3, "BU99020101")


def test_who_also_claims_a_municipality_is_refused_and_the_first_is_named(hand_in):
    first = hand_in()
    second = hand_in({"gemeentecodes": "GM9901, GM9902", "peildatum": "20-04-2024"})

    assert second.status == "refused"
    (problem,) = [one for one in second.problems if one.rule == "source_taken"]
    assert first.number in problem.what
    assert "GM9901" in problem.what
    assert first.number in problem.what_to_do


def test_who_says_that_it_replaces_the_first_is_taken_in(hand_in):
    first = hand_in()
    second = hand_in({"gemeentecodes": "GM9901, GM9902", "vervangt": first.number, "peildatum": "20-04-2024"})

    assert second.status == "accepted"


def test_the_same_reference_date_is_refused_unless_it_says_what_it_replaces(hand_in):
    first = hand_in()
    doubtful = hand_in(resultaten=[result(value="41")])
    clear = hand_in({"vervangt": first.number[:8]}, resultaten=[result(value="42")])

    assert rules_of(doubtful) == {"same_reference_date"}
    assert doubtful.status == "refused"
    assert clear.status == "accepted"


@pytest.mark.parametrize("number", ["00000000", "levering", ";"])
def test_what_is_replaced_must_exist(hand_in, number):
    receipt = hand_in({"vervangt": number})

    assert receipt.status == "refused"


def test_provisional_replaces_definitive_only_when_it_says_so(hand_in):
    first = hand_in({"status": "definitief"})
    silent = hand_in({"peildatum": "01-05-2024"}, resultaten=[result(value="41")])
    said = hand_in({"peildatum": "01-05-2024", "vervangt": first.number}, resultaten=[result(value="41")])

    assert rules_of(silent) == {"provisional_after_final"}
    assert silent.status == "refused"
    assert said.status == "accepted"


def test_what_is_older_is_taken_in_with_a_word(hand_in):
    hand_in({"peildatum": "01-05-2024"})
    older = hand_in(resultaten=[result(value="41")])

    assert (older.status, rules_of(older)) == ("accepted", {"older_than_held"})


def test_definitive_after_provisional_goes_without_a_word(hand_in):
    hand_in()
    later = hand_in({"peildatum": "01-05-2024", "status": "definitief"})

    assert (later.status, later.problems) == ("accepted", ())


def test_a_correction_without_a_sheet_says_what_it_puts_aside(hand_in):
    hand_in()
    partly = hand_in({"peildatum": "01-05-2024"}, doorgeleidingen=None)

    (problem,) = partly.problems
    assert (partly.status, problem.rule, problem.sheet) == ("accepted", "replaces_with_nothing", "doorgeleidingen")
    assert " 1 rij" in problem.what


@pytest.mark.parametrize("day", ["2062-04-15", "2027-01-01"])
def test_a_reference_date_of_the_future_is_refused(hand_in, day):
    assert rules_of(hand_in({"peildatum": day})) >= {"reference_in_future"}


def test_a_period_that_was_not_over_is_refused(hand_in):
    receipt = hand_in({"periode_tot": "2100-12"})

    assert receipt.status == "refused"
    assert "reference_before_period_end" in rules_of(receipt)


def test_a_partner_does_not_describe_the_project_of_another(hand_in, sheets):
    hand_in()
    row = sheets["projecten"][0] | {"verantwoordelijke_partner": "OM", "titel": "Overgenomen"}
    taken = hand_in(by("OM"), **ALONE | {"projecten": [row], "resultaten": [result(partner="OM")]})

    assert taken.status == "refused"
    (problem,) = [one for one in taken.problems if one.severity == "error"]
    assert problem.rule == "handover_not_offered"
    assert "GEM" in problem.what


@pytest.mark.parametrize("sheet", ["projectgebieden", "stappen", "doelen", "borging", "lessen"])
def test_nor_a_part_of_it(hand_in, sheets, sheet):
    hand_in()
    taken = hand_in(by("OM"), **ALONE | {sheet: sheets[sheet][:1], "resultaten": None})

    assert taken.status == "refused"
    assert {one.rule for one in taken.problems if one.severity == "error"} == {"project_of_other"}


def test_a_municipality_of_the_project_may_describe_what_another_leads(hand_in, sheets):
    led = sheets["projecten"][0] | {"verantwoordelijke_partner": "UWV"}
    hand_in(by("UWV"), **ALONE | {"projecten": [led], "resultaten": [result(partner="UWV")]})
    municipal = hand_in(projecten=[led])

    assert municipal.status == "accepted"


def test_a_handover_is_an_act_of_both(hand_in, sheets):
    hand_in()
    handed = sheets["projecten"][0] | {"verantwoordelijke_partner": "UWV"}
    theirs = ALONE | {"projecten": [handed], "resultaten": [result(partner="UWV")]}
    too_soon = hand_in(by("UWV"), **theirs)
    offered = hand_in({"peildatum": "01-05-2024"}, projecten=[handed])
    taken = hand_in(by("UWV", peildatum="02-05-2024"), **theirs)

    assert (too_soon.status, offered.status, taken.status) == ("refused", "accepted", "accepted")
    assert rules_of(too_soon) == {"handover_not_offered"}
    assert rules_of(offered) == {"handover_waits"}


def test_parts_of_a_project_nobody_described_are_refused(hand_in, sheets):
    receipt = hand_in(**ALONE | {"stappen": sheets["stappen"], "resultaten": None})

    assert (receipt.status, rules_of(receipt)) == ("refused", {"part_of_unknown_project"})


def test_parts_of_a_project_described_before_are_taken_in(hand_in, sheets):
    hand_in()
    later = {"peildatum": "01-11-2024", "periode_van": "2024-09", "periode_tot": "2024-09"}
    receipt = hand_in(later, **ALONE | {"stappen": sheets["stappen"], "resultaten": None})

    assert (receipt.status, receipt.problems) == ("accepted", ())


def test_results_of_a_project_nobody_described_say_what_is_at_stake(hand_in):
    receipt = hand_in(by("UWV"), **ALONE | {"resultaten": [result(partner="UWV", value="700")]})

    (problem,) = receipt.problems
    assert (receipt.status, problem.rule) == ("accepted", "project_unknown")
    assert "700 onderzochte adressen" in problem.what


def counting_on(month, value):
    return ALONE | {"resultaten": [result(month, value, "UWV", basis="cumulatief")]}


def period(month, day):
    return by("UWV", periode_van=month, periode_tot=month, peildatum=day, status="definitief")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_series_that_counts_on_does_not_begin_again(hand_in, order):
    parts = [
        (period("2024-12", "15-01-2025"), counting_on("2024-12", "1000")),
        (period("2025-01", "15-02-2025"), counting_on("2025-01", "100")),
    ]
    first, second = (hand_in(parts[at][0], **parts[at][1]) for at in order)

    assert (first.status, second.status) == ("accepted", "refused")
    (problem,) = [one for one in second.problems if one.severity == "error"]
    assert problem.rule == "cumulative_restarts"
    assert "1000" in problem.what
    assert "100," in problem.what


def test_a_series_that_goes_on_is_taken_in(hand_in):
    hand_in(period("2024-12", "15-01-2025"), **counting_on("2024-12", "1000"))
    receipt = hand_in(period("2025-01", "15-02-2025"), **counting_on("2025-01", "1000"))

    assert receipt.status == "accepted"


def test_a_series_does_not_count_on_after_counts_per_month(hand_in):
    hand_in(period("2024-12", "15-01-2025"), **ALONE | {"resultaten": [result("2024-12", "1000", "UWV")]})
    receipt = hand_in(period("2025-01", "15-02-2025"), **counting_on("2025-01", "1100"))

    assert receipt.status == "refused"
    assert "basis_changes" in rules_of(receipt)


def test_a_withdrawn_delivery_is_as_if_it_never_came_and_its_history_stays(hand_in, settings):
    receipt = hand_in()
    archive.withdraw(settings, receipt.number, "Verkeerd kwartaal.", AT)
    again = hand_in()
    corrected = hand_in(resultaten=[result(value="41")])

    assert (again.status, again.why) == ("withdrawn", "Verkeerd kwartaal.")
    assert corrected.status == "accepted"
    assert archive.accepted(settings) == [corrected]
    assert (settings.archive / f"{receipt.sha256}.zip").exists()


def test_a_withdrawn_delivery_comes_back_only_where_it_still_fits(hand_in, settings):
    receipt = hand_in()
    archive.withdraw(settings, receipt.number, "Verkeerd kwartaal.", AT)
    other = hand_in(resultaten=[result(value="41")])
    with pytest.raises(UserError):
        archive.restore(settings, receipt.number, "Toch goed.", AT)
    archive.withdraw(settings, other.number, "Toch niet.", AT)

    assert archive.restore(settings, receipt.number, "Toch goed.", AT).status == "accepted"
    assert archive.accepted(settings) == [archive.numbered(settings, receipt.number)]


@pytest.mark.parametrize(("number", "why", "error"), [("12", "x", DataMissing), ("ffffffff", "x", DataMissing)])
def test_only_what_is_there_can_be_withdrawn(hand_in, settings, number, why, error):
    hand_in()
    with pytest.raises(error):
        archive.withdraw(settings, number, why, AT)


def test_a_withdrawal_needs_a_reason_and_happens_once(hand_in, settings):
    receipt = hand_in()
    with pytest.raises(UserError):
        archive.withdraw(settings, receipt.number, "  ", AT)
    archive.withdraw(settings, receipt.number, "Verkeerd.", AT)
    with pytest.raises(UserError):
        archive.withdraw(settings, receipt.number, "Nog eens.", AT)


def test_check_and_taking_in_say_the_same(hand_in, settings, csv_folder, sheets):
    hand_in()
    sheets["resultaten"] = [result(value="41")]
    folder = csv_folder(sheets, name="nog-een")
    told = check_each(folder, settings)[folder].problems

    assert told == archive.accept(folder, settings, received_at=NOW).problems


def test_a_check_that_was_stopped_is_taken_up_where_it_was(settings, csv_folder, sheets):
    folder = csv_folder(sheets)
    examined = archive.examine(folder, settings, received_at=NOW)
    later = datetime(2026, 11, 2, tzinfo=UTC)

    assert archive.accepted(settings) == []
    assert archive.accept(folder, settings, received_at=later) == examined
    assert [one.name for one in settings.archive.glob("*.examined")] == []


def test_results_may_come_before_the_project_in_one_batch_and_else_wait_outside_every_total(
    settings, csv_folder, sheets
):
    theirs = {
        "levering": [sheets["levering"][0] | by("UWV", peildatum="02-04-2024")],
        "resultaten": [result(partner="UWV")],
    }
    folders = [csv_folder(theirs, name="uwv"), csv_folder(sheets, name="gem")]
    lines = []

    assert take_in(settings, folders[:1], AT, lines.append) == 0
    assert "project_unknown" in rules_of(archive.receipts(settings)[0])
    assert archive.outside_every_total(settings) == {CODE: Stake(1, 40, 0.0)}
    other = Settings(data=settings.data.with_name("other"))
    assert take_in(other, folders, AT, lines.append) == 0
    assert [one.problems for one in archive.receipts(other)] == [(), ()]
    assert archive.outside_every_total(other) == {}


def test_a_sheet_with_fewer_rows_about_a_project_says_so(hand_in, sheets):
    hand_in()
    later = {"peildatum": "01-11-2024", "periode_van": "2024-09", "periode_tot": "2024-09"}
    receipt = hand_in(later, **ALONE | {"stappen": sheets["stappen"][:1], "resultaten": None})

    (problem,) = receipt.problems
    assert (receipt.status, problem.rule, problem.sheet) == ("accepted", "fewer_rows", "stappen")
