"""What every run of the script passes, whole or of one fragment: its language, errors as one sentence, and what is kept of it.

A rerun of a fragment begins in the fragment and never comes by the script of the app; so whoever draws a part that redraws by itself
uses ``fragment`` of this module, and a test holds that nobody calls Streamlit's own.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

from dashboard import text
from dashboard.addresses import Address
from dashboard.errors import AccessDenied, DataMissing, LoginEnded, ReleaseGone, UserError
from dashboard.policy import active_policy, use_policy
from dashboard.settings import Settings
from dashboard.telemetry.log import bear, ids, new_id, session_mark, within
from dashboard.telemetry.metrics import ERRORS, RUN_SECONDS
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.terms.once import in_part, new_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOG = logging.getLogger("lsi")
# What the one who looks after the dashboard must do is no matter of its readers, nor is where its data lie.
TO_READERS = {
    "error.no_release": "error.reader.no_release",
    "error.unknown_release": "error.reader.damaged",
    "error.damaged": "error.reader.damaged",
    "error.older_format": "error.reader.damaged",
    "error.newer_format": "error.reader.damaged",
    "error.disk_full": "error.reader.storage",
    "error.not_permitted": "error.reader.storage",
    "error.storage": "error.reader.storage",
    "intake.archive.damaged": "error.reader.archive",
    "intake.archive.damaged_receipt": "error.reader.archive",
    "intake.archive.older_receipt": "error.reader.archive",
    "intake.archive.damaged_history": "error.reader.archive",
    "intake.archive.missing": "error.reader.archive",
}
OF_SETTINGS = "error.reader.settings"  # of every sentence about one
# What the one who looks after the dashboard can do nothing about: who looks may not, or followed a link that leads nowhere now.
USUAL = (AccessDenied, DataMissing)
WHOLE, PART = "page", "part"
NOWHERE = "none"  # the page of a run that ended before it came to one
_probed = [""]  # why this process was not ready when it was asked last
_page: ContextVar[str] = ContextVar("page", default=NOWHERE)
Given = ParamSpec("Given")
Made = TypeVar("Made")


@contextmanager
def one_run(part_of: str = "") -> Iterator[None]:
    """Speak the language of the page, say in one sentence what a person can act on, and keep how long it took.

    Args:
        part_of: the page of a part that redraws by itself; empty for a whole page, which says itself which it is.
    """
    began, context = perf_counter(), get_script_run_ctx(suppress_warning=True)
    at_page(part_of or NOWHERE)
    with within(run=new_id(), session=session_mark(context.session_id if context else "")):
        try:
            usual = default_language()
            asked = st.query_params.get(Address.language.name, st.query_params.get(Address.language.letter, usual))
            text.use(asked if asked in text.LANGUAGES else usual)
            yield
        except UserError as error:
            screen.error(for_readers(error))
        finally:
            RUN_SECONDS.labels(_page.get(), PART if part_of else WHOLE).observe(perf_counter() - began)


def at_page(room: str) -> None:
    """Say which page runs, for the log and for how long it takes."""
    _page.set(room)
    bear({"page": room})


def for_readers(error: UserError) -> str:
    """The sentence of an error for somebody who only reads; what the one who looks after the dashboard needs goes to the log.

    With it goes where in the code it came up. A sentence that a reader gets whole may repeat what they typed, so of that the log
    has the key alone.
    """
    ERRORS.labels(type(error).__name__).inc()
    key = _key_for_readers(error)
    level = logging.INFO if key is None and isinstance(error, USUAL) else logging.ERROR
    told = error.key if key is None else say(error.key, **error.values)
    LOG.log(level, "%s", told, exc_info=error, extra={"reason": error.key})
    return _sentence(error)


def for_probes(error: UserError | None) -> str:
    """The same for who asks every few seconds whether this process is ready: what is wrong goes to the log when it begins.

    Args:
        error: why it is not ready; None when it is.
    """
    reason = error.key if error else ""
    is_news = reason != _probed[0]
    _probed[0] = reason
    if error is None:
        return ""
    return for_readers(error) if is_news else _sentence(error)


def _key_for_readers(error: UserError) -> str | None:
    """The key of the sentence that readers get instead of its own; None where that will do."""
    return OF_SETTINGS if error.key.startswith("error.setting.") else TO_READERS.get(error.key)


def _sentence(error: UserError) -> str:
    key = _key_for_readers(error)
    return say(error.key, **error.values) if key is None else say(key)


def status_of(error: UserError) -> int:
    """What an error is to a browser: not allowed, gone, never there, or not there now."""
    if isinstance(error, LoginEnded):
        return 401
    if isinstance(error, AccessDenied):
        return 403
    if isinstance(error, ReleaseGone):
        return 410
    return 404 if error.key == "error.link.unknown" else 503


def default_language() -> str:
    """The language of a first visit."""
    return Settings.from_environment().language


def stop() -> NoReturn:
    """End the page here; unlike Streamlit's own also where nobody looks."""
    raise StopException


def fragment(draw: Callable[Given, None]) -> Callable[Given, None]:
    """A part of a page that redraws by itself, in the language of the URL, by the policy of its page and in its chapter."""
    return repeated(None)(draw)


def repeated(seconds: float | None) -> Callable[[Callable[Given, None]], Callable[Given, None]]:
    """The same, redrawn every so many seconds without being asked; None for never."""
    return partial(_fragment, seconds)


def _fragment(seconds: float | None, draw: Callable[Given, None]) -> Callable[Given, None]:
    @wraps(draw)
    def draw_first(*given: Given.args, **named: Given.kwargs) -> None:
        policy, part, is_in_chapter, room = active_policy(), new_part(), screen.in_chapter(), _page.get()

        @wraps(draw)
        def draw_again(*given: Given.args, **named: Given.kwargs) -> None:
            use_policy(policy)
            screen.begin_chapter(is_one=is_in_chapter)
            with one_run(room), in_part(part):
                draw(*given, **named)

        st.fragment(draw_again, run_every=seconds)(*given, **named)

    return draw_first


def in_dialog(title: str, draw: Callable[[], None]) -> None:
    """A part over the page that redraws by itself, in the language of the URL and by the policy of its page."""
    policy, room = active_policy(), _page.get()

    def draw_again() -> None:
        use_policy(policy)
        with one_run(room):
            draw()

    screen.dialog(title, draw_again)


def keep_words(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same function, to be called later, by another thread, in the language and by the policy of now."""
    language, policy, lines = text.language(), active_policy(), dict(ids())

    @wraps(make)
    def make_later(*given: Given.args, **named: Given.kwargs) -> Made:
        text.use(language)
        use_policy(policy)
        bear(lines)
        return make(*given, **named)

    return make_later
