"""Handing in, one step at a time: fill in, have it checked, see what changes, send."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.clock import now
from dashboard.desk.deliver.acts import hold_open, send
from dashboard.desk.deliver.bring import draw_bring, inbox
from dashboard.desk.deliver.report import draw_problems
from dashboard.desk.deliver.trial import STEPS, Trial, try_out
from dashboard.desk.deliver.words import change_sentence, jump_sentence, receipt_text, sheet_table, total_table
from dashboard.errors import StateAway
from dashboard.steward.intake.known import filled_workbook
from dashboard.steward.intake.problems import errors_among
from dashboard.store import storage_error
from dashboard.text import language, say
from dashboard.ui import screen
from dashboard.ui.jobs import current, draw_job, draw_progress, forget, start

if TYPE_CHECKING:
    from dashboard.desk.deliver.inbox import Inbox
    from dashboard.desk.deliver.visit import Visit
    from dashboard.steward.intake.archive import Receipt
    from dashboard.ui.jobs import Job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH, TRIED, SENT = "deliver_batch", "deliver_tried", "deliver_sent"


@dataclass(frozen=True)
class Tried:
    """A delivery that was tried out and not sent.

    Attributes:
        source: it was brought for.
        trial: what came of it.
        files: name and SHA-256 of each file as it was brought.
    """

    source: str
    trial: Trial
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A delivery that was sent.

    Attributes:
        source: it was sent for.
        receipt: what came of it.
        files: name and SHA-256 of each file as it was brought.
    """

    source: str
    receipt: Receipt
    files: tuple[tuple[str, str], ...]


def draw_steps(visit: Visit) -> None:
    """Draw the steps as far as somebody has come."""
    sent: Sent | None = _kept(SENT, visit)
    if sent is not None:
        draw_receipt(visit, sent)
        return
    screen.header(say("deliver.one.title"))
    _draw_workbook(visit)
    screen.header(say("deliver.two.title"))
    tried = _draw_check(visit)
    if tried is None or not tried.trial.is_fit or tried.trial.facts is None or tried.trial.change is None:
        return
    screen.header(say("deliver.three.title"))
    _draw_change(visit, tried.trial)
    screen.header(say("deliver.four.title"))
    _draw_send(visit, tried)


def draw_receipt(visit: Visit, sent: Sent) -> None:
    """What came of sending, with a receipt to keep."""
    receipt = sent.receipt
    if receipt.status == "refused":
        screen.error(say("deliver.sent.refused", number=receipt.number))
        draw_problems(receipt.problems, f"deliver_{receipt.number}")
    else:
        screen.success(say("deliver.sent.accepted", number=receipt.number))
    text = receipt_text(receipt, sent.files, visit.names)
    screen.code(text)
    screen.download_button(
        say("deliver.receipt.download"),
        data=text.encode(),
        file_name=say("deliver.receipt.file_name", number=receipt.number),
        mime="text/plain",
        key="deliver_receipt",
        icon=":material/download:",
        type="primary",
    )
    screen.caption(say("deliver.sent.next"))
    screen.button(say("deliver.sent.another"), key="deliver_another", on_click=_begin_again)


def _draw_workbook(visit: Visit) -> None:
    """Step 1: the workbook with what is known."""
    screen.markdown(say("deliver.one.text"))
    name = f"workbook {visit.source} {language()}"
    if current(name) is None and screen.pressed(
        say("deliver.one.button"), key="deliver_workbook", icon=":material/table_view:"
    ):
        start(name, partial(_fill, visit))
    draw_job(name, say("deliver.one.file_name", source=visit.source), XLSX)


def _fill(visit: Visit, job: Job) -> bytes:
    job.step(say("deliver.step.known"), 0, 2)
    content = filled_workbook(visit.settings, visit.person.delivers_for, visit.source, now()[:10])
    job.step(say("deliver.step.known"), 1, 2)
    return content


def _draw_check(visit: Visit) -> Tried | None:
    """Step 2: bring a delivery and have it checked; what came of it, once that is done."""
    screen.markdown(say("deliver.two.text"))
    try:
        box = inbox()
    except OSError as error:
        raise storage_error(error, visit.settings.data) from None
    draw_bring(box, _brought)
    batch = st.session_state.pop(BATCH, None)
    name = f"trial {visit.source}"
    if batch:
        st.session_state.pop(TRIED, None)
        start(name, partial(_try, visit, box, batch))
    job = draw_progress(name)
    if job is not None:
        st.session_state[TRIED] = job.content
        forget()
    tried: Tried | None = _kept(TRIED, visit)
    if tried is None:
        return None
    if not tried.trial.path.exists():
        screen.info(say("deliver.error.left"))
        return None
    _draw_trial(tried.trial)
    return tried


def _try(visit: Visit, box: Inbox, batch: str, job: Job) -> Tried:
    job.step(say("deliver.step.receive"), 0, STEPS)
    path, files = box.delivery(batch), box.hashes(batch)
    trial = try_out(path, visit.settings, visit.person.delivers_for, visit.source, job.step)
    return Tried(visit.source, trial, files)


def _draw_trial(trial: Trial) -> None:
    """What the check found, with the workbook to mend."""
    name = trial.path.name
    if errors_among(trial.problems):
        screen.error(say("deliver.two.wrong", file=name))
    elif trial.problems:
        screen.warning(say("deliver.two.look", file=name))
    else:
        screen.success(say("deliver.two.well", file=name))
    if trial.marked is not None and trial.marked.exists():
        screen.markdown(say("deliver.marked.text"))
        screen.download_button(
            say("deliver.marked.button"),
            data=trial.marked.read_bytes(),
            file_name=trial.marked.name,
            mime=XLSX,
            key="deliver_marked",
            icon=":material/download:",
        )
    draw_problems(trial.problems, f"deliver_{trial.sha256[:12] or 'trial'}")


def _draw_change(visit: Visit, trial: Trial) -> None:
    """Step 3: what this delivery changes, in words and small tables."""
    if trial.facts is None or trial.change is None:
        return
    change = trial.change
    screen.markdown(change_sentence(trial.facts, change, visit.names))
    if change.sheets:
        screen.subheader(say("deliver.change.rows"))
        screen.table(sheet_table(change))
    if change.jumps:
        screen.subheader(say("deliver.change.jumps"))
        for jump in change.jumps:
            screen.markdown(jump_sentence(jump))
    if change.totals:
        with screen.expander(say("deliver.change.totals"), expanded=change.is_same_period, key="deliver_totals"):
            screen.table(total_table(change.totals))


def _draw_send(visit: Visit, tried: Tried) -> None:
    """Step 4: a statement, and sending."""
    try:
        hold_open(visit.settings)
    except StateAway:
        screen.error(say("deliver.four.closed"))
        return
    agreed = screen.checkbox(
        say("deliver.four.statement", source=visit.name), key=f"deliver_agreed_{tried.trial.sha256[:12]}"
    )
    name = f"send {tried.trial.sha256}"
    is_sending = (job := current(name)) is not None and not job.is_over
    if screen.pressed(
        say("deliver.four.button"),
        key="deliver_send",
        type="primary",
        icon=":material/send:",
        disabled=not agreed or is_sending,
    ):
        start(name, partial(_send, visit, tried))
    job = draw_progress(name)
    if job is not None:
        st.session_state[SENT] = job.content
        st.session_state.pop(TRIED, None)
        forget()
        inbox().empty()
        st.rerun()


def _send(visit: Visit, tried: Tried, job: Job) -> Sent:
    job.step(say("deliver.step.send"), 1, 2)
    receipt = send(visit.person, visit.settings, tried.trial.path, now())
    return Sent(visit.source, receipt, tried.files)


def _kept(key: str, visit: Visit) -> Any:
    """What is kept in this tab under a key, for this source."""
    kept = st.session_state.get(key)
    return kept if kept is not None and kept.source == visit.source else None


def _brought(batch: str) -> None:
    st.session_state[BATCH] = batch


def _begin_again() -> None:
    for key in (TRIED, SENT):
        st.session_state.pop(key, None)
    forget()
