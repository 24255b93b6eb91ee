"""Long work beside the page: it shows how far it is, can be stopped, and keeps nobody else waiting.

One viewer has one job at a time; another one stops the first. What it made stays in the tab until the next.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.errors import UserError
from dashboard.settings import Settings
from dashboard.store import STORAGE_ERRORS, storage_error
from dashboard.telemetry.metrics import ERRORS, UNEXPECTED
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.gate import draw_download
from dashboard.ui.run import for_readers, keep_words, repeated

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.ui.gate import Taking

LOG = logging.getLogger("lsi")
PACE = 1.0  # seconds between two looks at how far it is


class Stopped(Exception):
    """Somebody stopped the job."""


@dataclass
class Job:
    """One piece of work.

    Attributes:
        name: what it makes; work by another name is another job.
        done: steps that are done.
        steps: steps in all; 0 while nobody knows.
        what: what it is doing, in words.
        content: what it made, once it has: the bytes of a file, or what else the page that started it knows.
        trouble: the sentence of what went wrong.
        is_over: whether it ended, in whatever way.
        is_stopped: whether somebody stopped it.
    """

    name: str
    done: int = 0
    steps: int = 0
    what: str = ""
    content: Any = None
    trouble: str = ""
    is_over: bool = False
    is_stopped: bool = False
    _stop: Event = field(default_factory=Event)

    def step(self, what: str, done: int, steps: int) -> None:
        """Told by the work between two steps.

        Raises:
            Stopped: somebody stopped it.
        """
        if self._stop.is_set():
            raise Stopped
        self.what, self.done, self.steps = what, done, steps

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()

    def run(self, make: Callable[[Job], Any]) -> None:
        """Do the work; what goes wrong is kept as a sentence."""
        try:
            content = make(self)
            self.step("", self.steps, self.steps)  # stopped at the last moment is stopped
            self.content = content
        except Stopped:
            self.is_stopped = True
        except UserError as error:
            self.trouble = for_readers(error)
        except STORAGE_ERRORS as error:
            self.trouble = for_readers(storage_error(error, Settings.from_environment().data))
        except Exception:
            ERRORS.labels(UNEXPECTED).inc()
            LOG.exception("a job failed")
            self.trouble = say("job.failed")
        finally:
            self.is_over = True


def current(name: str) -> Job | None:
    """The job of that name of this viewer, running or done."""
    job: Job | None = st.session_state.get("job")
    return job if job and job.name == name else None


def start(name: str, make: Callable[[Job], Any]) -> None:
    """Begin work of that name, in the language and by the policy of this run; what ran before is stopped."""
    if before := st.session_state.get("job"):
        before.stop()
    job = Job(name)
    st.session_state["job"] = job
    Thread(target=keep_words(job.run), args=(make,), name="job", daemon=True).start()


def forget() -> None:
    """Let go of the job of this viewer and what it made; one that runs is stopped."""
    if before := st.session_state.pop("job", None):
        before.stop()


def draw_progress(name: str) -> Job | None:
    """How far the job of that name is, with a button to stop it, or what went wrong; the job once it made something."""
    found = current(name)
    if found is None:
        return None
    job, was_running = found, not found.is_over

    @repeated(PACE if was_running else None)
    def draw() -> None:
        if was_running and job.is_over:
            st.rerun()  # nothing is left to look at every second
        if not job.is_over:
            screen.progress(job.what or say("job.begins"), job.done / job.steps if job.steps else 0.0)
            screen.button(say("job.stop"), key="job_stop", icon=":material/stop_circle:", on_click=job.stop)
        elif job.is_stopped:
            screen.info(say("job.stopped"))
        elif job.trouble:
            screen.error(job.trouble)

    draw()
    return job if job.content is not None else None


def draw_job(name: str, file_name: str, mime: str, taking: Taking | None = None) -> None:
    """The same for a job that makes a file; then the file, through the gate where it is taken of a release."""
    job = draw_progress(name)
    if job is None:
        return
    give = partial(draw_download, taking) if taking else screen.download_button
    give(
        say("job.download", size=say("job.kilobytes", n=max(1, len(job.content) // 1000))),
        data=job.content,
        file_name=file_name,
        mime=mime,
        key="job_download",
        icon=":material/download:",
        type="primary",
    )
