"""The door of the dashboard: who may come in, what they read first, and that they were here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import STRANGER, Person, Role
from dashboard.errors import AccessDenied, LoginEnded, StateAway
from dashboard.settings import Settings
from dashboard.state.acknowledged import acknowledge, has_acknowledged
from dashboard.state.log import Kind, append
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import notice
from dashboard.ui.run import stop
from dashboard.ui.who import is_kept, who

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.store import Release

LOG = logging.getLogger("lsi")
AT_THE_DESK = (Role.MUNICIPALITY, Role.PARTNER, Role.STEWARD, Role.APPROVER, Role.PRIVACY_OFFICER)
READ = "acknowledged"
SEEN = "seen"


def come_in(may: Callable[[Person], bool] = lambda person: person.rights.may_view) -> Person:
    """Who comes in; somebody who may not gets a sentence and a way on, and the page ends there.

    Args:
        may: whether somebody may; by default whoever may see a release.
    """
    try:
        person = who()
    except LoginEnded as error:
        _offer_login(say(error.key))
    except AccessDenied as error:
        remember(Kind.REFUSED, STRANGER.subject, why=error.key)
        _offer_logout(say(error.key))
    else:
        if may(person):
            return person
        if person == STRANGER:
            _offer_login(say("entry.welcome"))
        else:
            remember(Kind.REFUSED, person.subject, why="entry.no_role")
            _offer_logout(say("entry.no_role"))
    return stop()


def read_first(person: Person, release: Release) -> None:
    """What everybody reads once per release before its figures; the page ends there until they did."""
    if not is_kept() or _has_read(person, release):
        return
    screen.title(say("entry.title"))
    for line in ("purpose", "is_not", "selected", "protected", "agreement"):
        screen.markdown(say(f"entry.read.{line}"))
    screen.button(say("entry.agree"), key="agree", type="primary", on_click=_note_read, args=(release,))
    stop()


def draw_account(person: Person) -> None:
    """Under the menu: the desk, who is logged in with a way out, or that everybody may look."""
    if person == STRANGER:
        return
    if (desk := Settings.from_environment().desk) and person.has(*AT_THE_DESK):
        screen.link(say("entry.desk"), desk, icon=":material/desk:")
    if not is_kept():
        return
    if not st.user.get("is_logged_in"):
        screen.caption(say("entry.open"))
        return
    screen.caption(say("entry.as", name=person.name or person.subject))
    screen.button(say("entry.logout"), key="logout", on_click=st.logout, type="tertiary", icon=":material/logout:")


def remember_view(person: Person, room: str, release: Release) -> None:
    """Keep that somebody opened a page, once each time they come to it."""
    now = (room, release.id)
    if is_kept() and st.session_state.get(SEEN) != now:
        if SEEN not in st.session_state:
            remember(Kind.LOGIN, person.subject, release=release.id)
        st.session_state[SEEN] = now
        remember(Kind.VIEWED, person.subject, page=room, release=release.id)


def remember(kind: Kind, subject: str, /, **about: str) -> None:
    """Keep it where that can be done; somebody who looks is not kept waiting for a database that is away."""
    if not is_kept():
        return
    try:
        append(Settings.from_environment(), kind, subject, **about)
    except StateAway as error:
        LOG.log(logging.WARNING, "%s was not noted: %s", kind, say(error.key, **error.values))


def _has_read(person: Person, release: Release) -> bool:
    read: frozenset[str] = st.session_state.get(READ, frozenset())
    if release.id in read:
        return True
    if not st.user.get("is_logged_in"):  # nobody in particular: once per visit
        return False
    try:
        has_read = has_acknowledged(Settings.from_environment(), person.subject, release.id)
    except StateAway:
        return False
    if has_read:
        st.session_state[READ] = read | {release.id}
    return has_read


def _note_read(release: Release) -> None:
    try:
        person = who()
    except AccessDenied:
        return  # the run that follows says so
    st.session_state[READ] = st.session_state.get(READ, frozenset()) | {release.id}
    if not st.user.get("is_logged_in"):
        remember(Kind.ACKNOWLEDGED, person.subject, release=release.id)
        return
    try:
        acknowledge(Settings.from_environment(), person.subject, release.id)
    except StateAway as error:
        notice(say(error.key, **error.values))


def _offer_login(sentence: str) -> None:
    screen.title(say("frame.product"))
    screen.markdown(sentence)
    screen.button(say("entry.login"), key="login", type="primary", on_click=st.login, icon=":material/login:")


def _offer_logout(sentence: str) -> None:
    screen.error(sentence)
    screen.button(say("entry.logout"), key="logout", on_click=st.logout, icon=":material/logout:")
