"""Trying a delivery out: by the same rules as the archive, beside what holds, without a trace, for one's own source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.desk.deliver.change import SheetChange, Total
from dashboard.desk.deliver.trial import try_out
from dashboard.errors import AccessDenied, UserError
from dashboard.settings import Settings
from dashboard.steward.intake import archive
from dashboard.steward.intake.workers import check_each

MOMENT = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
SOURCE = "GM9901"
STEPS = []


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var")


def tried(path, settings, allowed=(SOURCE,), source=SOURCE):
    return try_out(path, settings, allowed, source, lambda *step: STEPS.append(step))


def test_the_first_delivery_changes_nothing_that_was_there_and_leaves_no_trace(settings, workbook, sheets):
    trial = tried(workbook(sheets), settings)

    assert trial.is_fit
    assert trial.problems == ()
    assert trial.change.against == ()
    assert SheetChange("result", 2, 0, 0, 0) in trial.change.sheets
    assert Total("examined_addresses", None, 40.0) in trial.change.totals
    assert not settings.archive.exists()


def test_a_later_delivery_of_the_same_months_replaces_and_tells_what_moves(settings, workbook, sheets):
    first = archive.accept(workbook(sheets), settings, received_at=MOMENT)
    sheets["levering"][0]["peildatum"] = "20-04-2024"
    sheets["resultaten"][0]["waarde"] = "55"
    sheets["lessen"] = []
    trial = tried(workbook(sheets, name="later.xlsx"), settings)
    kept = {path.name for path in settings.archive.iterdir()}

    assert trial.change.against == trial.change.replaced == (first.number,)
    assert trial.change.is_same_period
    assert SheetChange("result", 0, 1, 0, 1) in trial.change.sheets
    assert not any(one.sheet == "lesson" for one in trial.change.sheets)  # what is not told anew stays as it was
    assert Total("examined_addresses", 40.0, 55.0) in trial.change.totals
    assert [(one.project, one.before, one.now) for one in trial.change.jumps] == [("LSI-2024-001", 40.0, 55.0)]
    assert not any(trial.sha256 in name for name in kept)


def test_the_next_quarter_stands_beside_the_one_before(settings, workbook, sheets):
    first = archive.accept(workbook(sheets), settings, received_at=MOMENT)
    sheets["levering"][0] |= {"peildatum": "15-07-2024", "periode_van": "2024-04", "periode_tot": "2024-06"}
    for name in ("resultaten", "doorgeleidingen", "contextcijfers"):
        for row in sheets[name]:
            row["maand"] = "2024-05"
    sheets["resultaten"][1]["besluitmaand"] = "2024-05"
    trial = tried(workbook(sheets, name="next.xlsx"), settings)

    assert (trial.change.against, trial.change.is_same_period) == ((first.number,), False)
    assert trial.change.months == ("2024-01", "2024-03")
    assert trial.change.replaced == ()
    assert SheetChange("result", 2, 0, 0, 0) in trial.change.sheets
    assert SheetChange("project_step", 0, 0, 0, 2) in trial.change.sheets


def test_the_very_same_bytes_are_recognised(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = archive.accept(path, settings, received_at=MOMENT)

    assert tried(path, settings).change.received_at == receipt.received_at


def test_problems_are_those_that_lsi_check_prints(settings, workbook, sheets):
    archive.accept(workbook(sheets), settings, received_at=MOMENT)
    sheets["resultaten"][0]["waarde"] = "41"
    path = workbook(sheets, name="same_day.xlsx")
    trial = tried(path, settings)

    assert [one.rule for one in trial.problems] == ["same_reference_date"]
    assert trial.problems == check_each(path, settings)[path].problems
    assert not trial.is_fit
    assert trial.marked.name == "same_day-nagekeken.xlsx"


def test_what_was_refused_beside_another_is_not_in_order_the_second_time(settings, workbook, sheets):
    archive.accept(workbook(sheets), settings, received_at=MOMENT)
    sheets["resultaten"][0]["waarde"] = "41"
    path = workbook(sheets, name="same_day.xlsx")
    assert archive.accept(path, settings, received_at=MOMENT).status == "refused"

    assert [one.rule for one in tried(path, settings).problems] == ["same_reference_date"]


def test_a_file_that_cannot_be_read_is_one_problem(settings, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"geen werkmap")
    trial = tried(tmp_path / "x.xlsx", settings)

    assert [one.rule for one in trial.problems] == ["unknown_kind"]
    assert not trial.is_fit


@pytest.mark.parametrize("allowed", [(), ("GM9902",), ("UWV", "GM9902")])
def test_a_delivery_of_another_source_is_refused_before_it_is_laid_beside_anything(settings, workbook, sheets, allowed):
    archive.accept(workbook(sheets), settings, received_at=MOMENT)
    with pytest.raises(AccessDenied):
        tried(workbook(sheets, name="again.xlsx"), settings, allowed)


def test_a_delivery_of_another_of_ones_own_sources_says_so(settings, workbook, sheets):
    with pytest.raises(UserError) as refused:
        tried(workbook(sheets), settings, ("GM9902", SOURCE), "GM9902")
    assert refused.value.key == "deliver.error.of_another"
