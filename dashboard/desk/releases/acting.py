"""What can be done with a release, by role and by where it stands; each act calls what the command line calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Role
from dashboard.clock import now
from dashboard.errors import UserError
from dashboard.state.log import Kind
from dashboard.steward.release import approval, planning
from dashboard.steward.release.acts import stands
from dashboard.steward.release.approval import MANAGERS, OPEN
from dashboard.steward.release.checklist import State
from dashboard.store import STORAGE_ERRORS, storage_error
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.access import Person
    from dashboard.settings import Settings
    from dashboard.steward.release.acts import Act
    from dashboard.steward.release.checklist import Item
    from dashboard.steward.release.planning import Early
    from dashboard.store import Release

SAID = "desk_releases_said"


def draw_said() -> None:
    """What the last act did, until the next: a run that is cut short must not be the only one that says it."""
    if said := st.session_state.get(SAID, ""):
        screen.info(said, icon=":material/check_circle:")


def attempt(settings: Settings, act: Callable[[], object], said: str) -> None:
    """Do something and draw the page anew; what is refused or fails is one sentence."""
    st.session_state.pop(SAID, None)
    try:
        act()
    except UserError as error:
        screen.error(say(error.key, **error.values))
        return
    except STORAGE_ERRORS as error:
        trouble = storage_error(error, settings.data)
        screen.error(say(trouble.key, **trouble.values))
        return
    st.session_state[SAID] = said
    st.rerun()


@dataclass(frozen=True)
class Standing:
    """How a release stands at the desk.

    Attributes:
        done: what was done with it, oldest first.
        early: who may see it before it is published.
        needs_note: whether readers have to be told what changed in the definitions.
    """

    done: tuple[Act, ...]
    early: tuple[Early, ...]
    needs_note: bool


def needs_note(items: Sequence[Item]) -> bool:
    """Whether the checklist says that definitions changed, with or without a note by now."""
    return any(item.code == "definitions" and item.state is not State.OK for item in items)


def draw_acts(settings: Settings, release: Release, standing: Standing, person: Person) -> None:
    """What this person may do with this release as it stands now."""
    is_open = release.status in OPEN
    if is_open:
        _draw_next_step(settings, release.id, standing, person)
    if not person.has(*MANAGERS):
        return
    if is_open:
        _draw_plan(settings, release.id, person)
        _draw_early(settings, release.id, standing.early, person)
    if release.status != "withdrawn":
        _draw_withdraw(settings, release.id, person)


def _draw_next_step(settings: Settings, release_id: str, standing: Standing, person: Person) -> None:
    """Check, then approve, then publish: the one step that is to be taken now, for who may."""
    if stands(standing.done, Kind.APPROVED):
        _draw_publish(settings, release_id, person)
    elif not stands(standing.done, Kind.CHECKED):
        _draw_check(settings, release_id, standing, person)
    elif person.has(Role.APPROVER):
        _draw_approve(settings, release_id, person)
    else:
        screen.caption(say("desk_releases.waits_for_approver"))


def _draw_check(settings: Settings, release_id: str, standing: Standing, person: Person) -> None:
    if not person.has(Role.STEWARD):
        screen.caption(say("desk_releases.waits_for_steward"))
        return
    with st.form("desk_checking", border=False):
        note = ""
        if standing.needs_note:
            note = screen.text_area(
                say("desk_releases.note"), key="desk_note", help=say("desk_releases.note_help"), height=80
            )
        is_pressed = screen.submitted(
            say("desk_releases.check"), key="desk_check", type="primary", icon=":material/fact_check:"
        )

    def check() -> None:
        if note.strip():
            approval.explain_definitions(settings, release_id, person, note, now())
        approval.check(settings, release_id, person, now())

    if is_pressed:
        attempt(settings, check, say("desk_releases.checked", id=release_id))


def _draw_approve(settings: Settings, release_id: str, person: Person) -> None:
    with st.form("desk_approving", border=False):
        why = screen.text_area(say("desk_releases.why"), key="desk_why", height=80)
        is_pressed = screen.submitted(
            say("desk_releases.approve"), key="desk_approve", type="primary", icon=":material/verified:"
        )
    if is_pressed:
        said = say("desk_releases.approved", id=release_id)
        attempt(settings, lambda: approval.approve(settings, release_id, person, why, now()), said)


def _draw_publish(settings: Settings, release_id: str, person: Person) -> None:
    screen.caption(say("desk_releases.ready"))
    if not person.has(*MANAGERS):
        return
    if screen.pressed(say("desk_releases.publish"), key="desk_publish", type="primary", icon=":material/publish:"):
        said = say("desk_releases.published", id=release_id)
        attempt(settings, lambda: approval.publish(settings, release_id, person, now()), said)


def _draw_plan(settings: Settings, release_id: str, person: Person) -> None:
    with screen.expander(say("desk_releases.plan"), icon=":material/schedule:"):
        screen.markdown(say("desk_releases.plan_text"))
        with st.form("desk_planning", border=False):
            due = screen.text_input(
                say("desk_releases.moment"), key="desk_due", placeholder=say("desk_releases.moment_example")
            )
            with st.container(horizontal=True):
                plans = screen.submitted(say("desk_releases.plan"), key="desk_plan")
                ends = screen.submitted(say("desk_releases.unplan"), key="desk_unplan")
        if plans:
            said = say("desk_releases.is_planned", id=release_id)
            attempt(settings, lambda: planning.schedule(settings, release_id, due, person, now()), said)
        if ends:
            said = say("desk_releases.unplanned", id=release_id)
            attempt(settings, lambda: planning.unschedule(settings, release_id, person), said)


def _draw_early(settings: Settings, release_id: str, early: Sequence[Early], person: Person) -> None:
    with screen.expander(say("desk_releases.early"), icon=":material/visibility:"):
        screen.markdown(say("desk_releases.early_text"))
        with st.form("desk_giving", border=False):
            to = screen.text_input(say("desk_releases.to"), key="desk_to")
            left, right = st.columns(2)
            example = say("desk_releases.moment_example")
            with left:
                opens = screen.text_input(say("desk_releases.opens"), key="desk_opens", placeholder=example)
            with right:
                closes = screen.text_input(say("desk_releases.closes"), key="desk_closes", placeholder=example)
            gives = screen.submitted(say("desk_releases.give"), key="desk_give")
        if gives:
            said = say("desk_releases.given", subject=to.strip())
            attempt(settings, lambda: planning.give_early(settings, release_id, to, (opens, closes), person), said)
        for one in early:
            if screen.pressed(say("desk_releases.take", subject=one.subject), key=f"desk_take_{one.subject}"):
                said = say("desk_releases.taken", subject=one.subject)
                attempt(settings, _taking(settings, one, person), said)


def _taking(settings: Settings, one: Early, person: Person) -> Callable[[], None]:
    return lambda: planning.take_early(settings, one.release_id, one.subject, person)


def _draw_withdraw(settings: Settings, release_id: str, person: Person) -> None:
    with screen.expander(say("desk_releases.withdraw"), icon=":material/undo:"):
        screen.markdown(say("desk_releases.withdraw_text"))
        with st.form("desk_withdrawing", border=False):
            why = screen.text_input(say("desk_releases.withdraw_why"), key="desk_withdraw_why")
            is_pressed = screen.submitted(say("desk_releases.withdraw"), key="desk_withdraw")
        if is_pressed:
            said = say("desk_releases.withdrawn", id=release_id)
            attempt(settings, lambda: approval.withdraw(settings, release_id, person, why, now()), said)
