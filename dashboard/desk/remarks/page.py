"""The page."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.access import Role
from dashboard.addresses import ADDRESSES
from dashboard.desk.moments import moment
from dashboard.errors import AccessDenied, UserError
from dashboard.settings import Settings
from dashboard.state.remarks import AT_ONCE, LONGEST_ANSWER, count_waiting, handle, handled, waiting, wipe
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.run import keep_words
from dashboard.ui.who import who

if TYPE_CHECKING:
    from dashboard.access import Person
    from dashboard.state.remarks import Remark

MAY = (Role.STEWARD, Role.APPROVER, Role.PRIVACY_OFFICER)
SAID = "desk_remarks_said"  # whether it was done, and the sentence about it
PART = "desk_remarks_part"


def page(person: Person) -> None:
    """Draw it."""
    _let_in(person)
    settings = Settings.from_environment()
    screen.title(say("desk_remarks.title"))
    screen.markdown(say("desk_remarks.lead"))
    if said := st.session_state.pop(SAID, None):
        is_done, sentence = said
        (screen.success if is_done else screen.error)(sentence)
    n = count_waiting(settings)
    if not n:
        screen.info(say("desk_remarks.none"))
    else:
        screen.subheader(say("desk_remarks.waiting", n=n))
        part = _choose_part(ceil(n / AT_ONCE))
        for remark in waiting(settings, part * AT_ONCE):
            _draw(settings, remark, person)
    if done := handled(settings):
        screen.subheader(say("desk_remarks.handled"))
        with st.container(key="roomy_remarks"):
            screen.table(table(done))
        _draw_wiping(settings, [one for one in done if one.words], person)


def _choose_part(parts: int) -> int:
    """Which part of a long list, from 0."""
    if parts == 1:
        return 0
    named = partial(_part_name, parts)
    return int(screen.selectbox(say("desk_remarks.part"), range(parts), named, key=PART))


def _part_name(parts: int, part: int) -> str:
    return say("desk_remarks.part_of", n=part + 1, all=parts)


def _draw(settings: Settings, remark: Remark, person: Person) -> None:
    """One that waits: where it is about, what it says, and what can be done."""
    with st.container(border=True, key=f"remark_{remark.number}"):
        screen.caption(head(remark))
        screen.markdown(remark.words or say("desk_remarks.wiped"))
        screen.code(settings.address.rstrip("/") + remark.link)
        answer = f"remark_answer_{remark.number}"
        screen.text_area(say("desk_remarks.answer"), key=answer, max_chars=LONGEST_ANSWER)
        with st.container(horizontal=True):
            screen.button(
                say("desk_remarks.handle"),
                key=f"remark_handle_{remark.number}",
                type="primary",
                on_click=keep_words(partial(_handle, settings, remark.number, answer)),
            )
            if remark.words:
                screen.button(
                    say("desk_remarks.wipe"),
                    key=f"remark_wipe_{remark.number}",
                    help=say("desk_remarks.wipe_help"),
                    on_click=keep_words(partial(_wipe, settings, remark.number)),
                )


def _draw_wiping(settings: Settings, kept: list[Remark], person: Person) -> None:
    """The words of one that was handled can be taken away too."""
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = screen.selectbox(
            say("desk_remarks.number"), [one.number for one in kept], key="remark_chosen", width=160
        )
        screen.button(
            say("desk_remarks.wipe"),
            key="remark_wipe_handled",
            help=say("desk_remarks.wipe_help"),
            on_click=keep_words(partial(_wipe, settings, int(number))),
        )


def head(remark: Remark) -> str:
    """When, about which page of which release, and whether an answer is asked for."""
    room = say(f"{remark.page}.title") if remark.page in ADDRESSES else remark.page
    parts = [say("desk_remarks.head", n=remark.number, when=moment(remark.at), page=room, id=remark.release_id)]
    parts += [say("desk_remarks.wants_answer")] if remark.contact else []
    return Markup(" · ").join(parts)


def table(done: tuple[Remark, ...]) -> pd.DataFrame:
    """Those that were handled."""
    return pd.DataFrame(
        {
            say("desk_remarks.number"): [one.number for one in done],
            say("desk_remarks.said"): [one.words or say("desk_remarks.wiped") for one in done],
            say("desk_remarks.answer"): [one.answer for one in done],
            say("desk_remarks.when"): [moment(one.handled_at) for one in done],
            say("desk_remarks.by"): [one.handled_by for one in done],
        }
    )


def _let_in(person: Person) -> Person:
    """The same person, where they may be here; who presses is asked anew, because the page was drawn before.

    Raises:
        AccessDenied: they have none of the roles.
    """
    if not person.has(*MAY):
        raise AccessDenied("desk_remarks.error.denied")
    return person


def _handle(settings: Settings, number: int, answer: str) -> None:
    try:
        handle(settings, number, _let_in(who()).subject, str(st.session_state.get(answer, "")))
    except UserError as error:
        st.session_state[SAID] = False, say(error.key, **error.values)
    else:
        st.session_state[SAID] = True, say("desk_remarks.done", n=number)


def _wipe(settings: Settings, number: int) -> None:
    try:
        wipe(settings, number, _let_in(who()).subject)
    except UserError as error:
        st.session_state[SAID] = False, say(error.key, **error.values)
    else:
        st.session_state[SAID] = True, say("desk_remarks.wiped_now", n=number)
