"""The build that runs: how far it is, with a button to stop it; found again by whoever opens the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Role
from dashboard.clock import now
from dashboard.desk.moments import moment
from dashboard.desk.releases.acting import attempt
from dashboard.steward.release import building
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.run import repeated

if TYPE_CHECKING:
    from dashboard.access import Person
    from dashboard.settings import Settings
    from dashboard.steward.release.building import Job

PACE = 1.0  # seconds between two looks at how far it is


def draw_build(settings: Settings, person: Person | None) -> None:
    """The build that runs or was last, and the button of the next.

    Args:
        settings: where the data are.
        person: who is there; None while nothing can be done.
    """
    screen.subheader(say("desk_releases.building"))
    before = building.job(settings)
    was_running = before is not None and before.is_running
    may = person if person and person.has(Role.STEWARD) else None

    @repeated(PACE if was_running else None)
    def draw() -> None:
        job = building.job(settings)
        if was_running and not (job and job.is_running):
            st.session_state.pop("desk_release", None)
            st.rerun()  # what it made is to be shown, and nothing is left to look at every second
        if job and job.is_running:
            _draw_running(settings, job, may)
            return
        if job:
            _draw_ended(job)
        else:
            screen.markdown(say("desk_releases.build_text"))
        if may and screen.pressed(say("desk_releases.build"), key="desk_build", icon=":material/construction:"):
            attempt(settings, lambda: building.start(settings, may, now()), say("desk_releases.build_began"))

    draw()


def _draw_running(settings: Settings, job: Job, person: Person | None) -> None:
    screen.progress(job.lines[-1] if job.lines else say("desk_releases.build_begins"), job.share)
    screen.caption(say("desk_releases.build_by", moment=moment(job.at), subject=job.subject))
    if person and screen.pressed(say("desk_releases.build_stop"), key="desk_stop", icon=":material/stop_circle:"):
        attempt(settings, lambda: building.stop(settings, person), say("desk_releases.build_stopping"))


def _draw_ended(job: Job) -> None:
    by = say("desk_releases.build_by", moment=moment(job.at), subject=job.subject)
    if job.end == 0:
        screen.markdown(say("desk_releases.build_done"))
    elif job.is_stopped:
        screen.info(say("desk_releases.build_stopped"))
    else:
        screen.error(job.trouble or say("desk_releases.build_failed"))
    screen.caption(by)
    if job.lines:
        with screen.expander(say("desk_releases.build_log")):
            screen.code("\n".join(job.lines))
