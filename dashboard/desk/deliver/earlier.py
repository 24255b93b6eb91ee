"""Earlier deliveries of a source: what became of each, its report and receipt, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.access import Role
from dashboard.charts.numbers import day
from dashboard.clock import now
from dashboard.desk.deliver.acts import hold_open, senders, withdraw
from dashboard.desk.deliver.history import history
from dashboard.desk.deliver.report import draw_problems
from dashboard.desk.deliver.words import months_of, receipt_text
from dashboard.desk.moments import moment
from dashboard.errors import StateAway, UserError
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.run import for_readers
from dashboard.ui.who import who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.desk.deliver.history import Earlier
    from dashboard.desk.deliver.visit import Visit

TROUBLE, DONE = "deliver_withdraw_trouble", "deliver_withdrawn"


def draw_earlier(visit: Visit) -> None:
    """Draw them, newest first, and the one that is chosen."""
    found = history(visit.settings, visit.person.delivers_for, visit.source)
    if not found:
        screen.info(say("deliver.earlier.none", source=visit.name))
        return
    screen.markdown(say("deliver.earlier.text"))
    screen.dataframe(
        history_table(found, _senders(visit)),
        alt=say("deliver.earlier.alt", source=visit.name),
        key="deliver_history",
        height="content" if len(found) <= 12 else 440,
    )
    numbers = {one.receipt.sha256: one for one in found}
    chosen: str | None = screen.selectbox(
        say("deliver.earlier.choose"), numbers, lambda sha256: _name(numbers[sha256]), index=None, key="deliver_chosen",
        placeholder=say("deliver.earlier.placeholder"),
    )  # fmt: skip
    if number := st.session_state.pop(DONE, None):
        screen.success(say("deliver.withdraw.done", number=number))
    if trouble := st.session_state.pop(TROUBLE, None):
        screen.error(for_readers(trouble))
    if chosen is not None:
        _draw_one(visit, numbers[chosen])


def history_table(found: Sequence[Earlier], senders_by_hash: Mapping[str, str] | None) -> pd.DataFrame:
    """Deliveries as people read them, one a row; with who sent it only where that may be seen."""
    names = ("months", "state", "status", "reference_date", "received", "number", "file")
    rows = [
        (
            months_of(facts := one.receipt.told()),
            say(f"deliver.state.{one.state}"),
            say(f"deliver.status.{facts.status}"),
            day(facts.reference_date),
            moment(one.receipt.received_at),
            one.receipt.number,
            one.receipt.file_name,
        )
        for one in found
    ]
    table = pd.DataFrame(rows, columns=[say(f"deliver.earlier.head.{name}") for name in names])
    if senders_by_hash is not None:
        table[say("deliver.earlier.head.sender")] = [senders_by_hash.get(one.receipt.sha256, "") for one in found]
    return table


def _senders(visit: Visit) -> dict[str, str] | None:
    """Who sent what, for the steward alone; None where it may not or cannot be seen."""
    if not visit.person.has(Role.STEWARD):
        return None
    try:
        return senders(visit.settings, visit.source)
    except StateAway:
        return None


def _name(one: Earlier) -> str:
    facts = one.receipt.told()
    state = say(f"deliver.state.{one.state}")
    return say("deliver.earlier.name", months=months_of(facts), number=one.receipt.number, state=state)


def _draw_one(visit: Visit, one: Earlier) -> None:
    """One delivery: state, receipt, report, withdrawing."""
    receipt = one.receipt
    screen.header(say("deliver.earlier.title", number=receipt.number))
    why = say("deliver.earlier.why", why=receipt.why) if receipt.why else ""
    screen.markdown(sentences(say(f"deliver.state_text.{one.state}"), why))
    if not one.is_whole:
        screen.info(say("deliver.earlier.together"))
        return
    screen.download_button(
        say("deliver.receipt.download"),
        data=receipt_text(receipt, (), visit.names).encode(),
        file_name=say("deliver.receipt.file_name", number=receipt.number),
        mime="text/plain",
        key="deliver_receipt_again",
        icon=":material/download:",
    )
    screen.subheader(say("deliver.earlier.report"))
    if receipt.problems:
        draw_problems(receipt.problems, f"deliver_{receipt.number}")
    else:
        screen.markdown(say("deliver.earlier.no_problems"))
    if receipt.status == "accepted":
        _draw_withdraw(visit, receipt.number)


def _draw_withdraw(visit: Visit, number: str) -> None:
    """Taking a delivery back, with a reason."""
    with screen.expander(say("deliver.withdraw.title"), key=f"deliver_withdraw_{number}"):
        try:
            hold_open(visit.settings)
        except StateAway:
            screen.error(say("deliver.withdraw.closed"))
            return
        screen.markdown(say("deliver.withdraw.text"))
        screen.text_input(say("deliver.withdraw.why"), key=f"deliver_why_{number}", max_chars=300)
        screen.button(
            say("deliver.withdraw.button"), key="deliver_withdraw", icon=":material/undo:",
            on_click=_withdraw, args=(visit, number),
        )  # fmt: skip


def _withdraw(visit: Visit, number: str) -> None:
    why = str(st.session_state.get(f"deliver_why_{number}", ""))
    try:
        withdraw(who(), visit.settings, number, why, now())
        st.session_state[DONE] = number
    except UserError as error:
        st.session_state[TROUBLE] = error  # said where the language of the page is known
