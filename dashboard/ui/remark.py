"""``Klopt iets niet?`` at the foot of every page: a few words to those who look after the data, with a link to this very screen."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.numbers import day
from dashboard.clock import local
from dashboard.errors import StateAway, UserError
from dashboard.settings import Settings
from dashboard.state.remarks import LONGEST, PER_HOUR, Sent, answered, send
from dashboard.text import say
from dashboard.text.markup import Markup, sentences
from dashboard.ui import screen
from dashboard.ui.address import fixed
from dashboard.ui.run import for_readers, in_dialog, keep_words
from dashboard.ui.who import OPEN_TO_ALL, who

if TYPE_CHECKING:
    from dashboard.access import Person
    from dashboard.store import Release

LOG = logging.getLogger("lsi")
SAID = "remark_said"  # whether it was sent, and the sentence about it
WORDS, WANTS = "remark_words", "remark_wants_answer"
PER_HOUR_OF_ALL = 30  # where everybody is the same one


def draw_remark(person: Person, release: Release, room: str) -> None:
    """The button, and behind it the form."""
    label = say("remark.title")
    if screen.pressed(label, key="remark", icon=":material/flag:", type="tertiary"):
        st.session_state.pop(SAID, None)
        in_dialog(label, partial(_draw, person, release.id, room, fixed(release.id)))


def _draw(person: Person, release_id: str, room: str, link: str) -> None:
    is_sent, sentence = st.session_state.get(SAID, (False, ""))
    if is_sent:
        screen.success(sentence)
        return
    screen.markdown(say("remark.lead"))
    screen.warning(say("remark.people"))
    if sentence:
        screen.error(sentence)
    with st.form("remark_form", border=False):
        screen.text_area(say("remark.words"), key=WORDS, max_chars=LONGEST)
        if is_somebody(person):
            screen.checkbox(say("remark.wants_answer"), key=WANTS)
        screen.caption(say("remark.unnamed"))
        sending = keep_words(partial(_send, release_id, room, link))
        screen.submitted(say("remark.send"), key="remark_send", type="primary", on_click=sending)
    if is_somebody(person):
        _draw_answers(person)


def _send(release_id: str, room: str, link: str) -> None:
    """Called by the button; keeps what came of it for the next drawing."""
    try:
        person = who()
        wants = bool(st.session_state.get(WANTS)) and is_somebody(person)
        sent = Sent(release_id, room, link, str(st.session_state.get(WORDS, "")), wants)
        per_hour = PER_HOUR_OF_ALL if person == OPEN_TO_ALL else PER_HOUR
        send(Settings.from_environment(), person.subject, sent, per_hour)
    except StateAway as error:
        LOG.log(logging.ERROR, "%s", say(error.key, **error.values))
        st.session_state[SAID] = False, say("remark.away")
    except UserError as error:
        st.session_state[SAID] = False, for_readers(error)
    else:
        st.session_state[SAID] = True, say("remark.sent")
        st.session_state[WORDS] = ""


def _draw_answers(person: Person) -> None:
    """What this person asked before, with the answers there are."""
    try:
        mine = answered(Settings.from_environment(), person.subject)
    except StateAway:
        return
    if not mine:
        return
    screen.markdown(Markup("**{}**").format(say("remark.mine")))
    for one in mine:
        date = day(local(one.handled_at)) if one.handled_at else ""
        told = say("remark.answer", date=date, answer=one.answer) if date else say("remark.waits")
        screen.caption(sentences(one.words, told))


def is_somebody(person: Person) -> bool:
    """Whether this is one person and no other, so that an answer can be kept for them."""
    return bool(st.user.get("is_logged_in")) and bool(person.subject)
