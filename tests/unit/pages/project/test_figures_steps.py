"""Steps: what is set, missing, late, not due, and no longer expected after a stop."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import ProjectSteps
from dashboard.charts.palette import palette
from dashboard.pages.project.figures import steps
from dashboard.steward.intake.codes import STEP_DOCUMENTS
from dashboard.text.markup import BREAK, escaped

ON = date(2025, 1, 1)


def made(done=None, planned="2024-01-01", **dates):
    def on(text):
        return date.fromisoformat(text) if text else None

    return [
        ProjectSteps(
            code, n, "A" if n <= 14 else "B", code, code, code, code, on(dates.get(code, planned)),
            on((done or {}).get(code)), None, None, None,
        )
        for n, code in ((n, f"S{n:02d}") for n in range(1, 29))
    ]  # fmt: skip


def status(rows, state="running"):
    return {step.code: step.status for step in steps.classify(rows, state, ON)}


def test_documents_in_their_format_are_counted_and_shown_with_the_day_they_were_adopted():
    rows = made({"S05": "2024-01-05", "S06": "2024-01-06"})
    rows[4] = rows[4]._replace(document="project_proposal", adopted_on_date=date(2024, 1, 19))
    rows[5] = rows[5]._replace(document="dpia")
    classified = steps.classify(rows, "running", ON)

    assert "vaste format: 2, waarvan vastgesteld: 1" in steps.sentence(classified)
    table = steps.table(classified)[["Document in vast format", "Vastgesteld op"]].to_numpy().tolist()
    assert table[4:7] == [["projectvoorstel", "19-01-2024"], ["DPIA", "–"], ["–", "–"]]
    written = steps.document_table(classified).to_numpy().tolist()
    assert written == [["S05 S05", "projectvoorstel", "19-01-2024"], ["S06 S06", "DPIA", "–"]]
    assert steps.document_table(steps.classify(made(), "running", ON)).empty
    assert "Van geen stap is een document" in steps.sentence(steps.classify(made(), "running", ON))


def test_every_document_of_the_contract_has_a_name():
    for code in STEP_DOCUMENTS.values():
        (step, *_) = steps.classify([made()[0]._replace(document=code)], "running", ON)
        assert step.document


def test_a_month_late_is_on_time_and_a_day_more_is_later():
    found = status(made({"S01": "2024-01-31", "S02": "2024-02-01"}))

    assert (found["S01"], found["S02"]) == ("done", "later")


def test_missing_before_a_later_step_overdue_after_the_last_and_not_due_when_planned_later():
    found = status(made({"S03": "2024-01-02"}, S20="2026-01-01"))

    assert (found["S02"], found["S04"], found["S20"]) == ("missing", "overdue", "not_due")


def test_a_step_without_any_date_is_no_fault_until_something_after_it_is_done():
    found = status(made({"S03": "2024-01-02"}, S02="", S09=""))

    assert (found["S02"], found["S09"]) == ("missing", "not_due")


def test_after_a_stop_only_the_closing_steps_are_expected():
    found = status(made({"S14": "2024-01-02"}), "stopped_early")

    assert {found[code] for code in ("S15", "S17", "S20", "S25", "S28")} == {"skipped"}
    assert {found[code] for code in steps.CLOSING} == {"overdue"}


@pytest.mark.parametrize(("state", "last"), [("dpia_stop", "S06"), ("rejected", "S10")])
def test_after_the_dpia_or_a_rejection_nothing_is_expected(state, last):
    found = status(made(), state)

    assert found[last] == "overdue"
    assert {one for code, one in found.items() if code > last} == {"skipped"}


def test_the_sentence_names_what_is_missing_and_the_destruction_of_data():
    told = steps.sentence(steps.classify(made({"S16": "2024-01-03", "S28": "2024-01-02"}), "done", ON))

    assert "S22 (S22)" in told
    assert "vernietigd op 3 januari 2024 (S16)" in told
    assert "vernietiging van projectgegevens (S24) is niets opgegeven" in told


def test_destroyed_in_time_in_words():
    rows = steps.classify(made({"S16": "2024-01-03", "S24": "2024-06-01"}), "done", ON)

    assert steps.in_time(rows, "S16").startswith("ja, op 3 januari 2024")
    assert steps.in_time(rows, "S24").startswith("later:")


def test_a_note_is_a_delivered_text():
    first, *others = made({"S01": "2024-01-03"})
    rows = [first._replace(note="[klik](http://x)"), *others]

    cells = steps.table(steps.classify(rows, "done", ON))["Toelichting"]

    assert escaped(cells.iloc[0]) == f"&#91;klik&#93;(http{BREAK}&#58;{BREAK}//x)"


def test_without_dates_nothing_is_drawn():
    rows = made(planned="")

    assert not steps.figure(steps.classify(rows, "proposed", ON), ON, palette("light"))["data"]
