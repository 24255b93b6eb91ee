"""What every run of the script passes, whole or of one fragment: its language, and errors as one sentence.

A rerun of a fragment begins in the fragment and never comes by the script of the app; so whoever draws a part that redraws by itself
uses ``fragment`` of this module, and a test holds that nobody calls Streamlit's own.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial, wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from dashboard import text
from dashboard.addresses import Address
from dashboard.errors import AccessDenied, LoginEnded, ReleaseGone, UserError
from dashboard.policy import active_policy, use_policy
from dashboard.settings import Settings
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
    "error.unknown_setting": "error.reader.settings",
    "error.unknown_background": "error.reader.settings",
    "error.setting_number": "error.reader.settings",
    "error.disk_full": "error.reader.storage",
    "error.not_permitted": "error.reader.storage",
    "error.storage": "error.reader.storage",
    "intake.archive.damaged": "error.reader.archive",
    "intake.archive.damaged_receipt": "error.reader.archive",
    "intake.archive.damaged_history": "error.reader.archive",
    "intake.archive.missing": "error.reader.archive",
}
Given = ParamSpec("Given")
Made = TypeVar("Made")


@contextmanager
def one_run() -> Iterator[None]:
    """Speak the language of the page, and say in one sentence what a person can act on."""
    try:
        usual = default_language()
        asked = st.query_params.get(Address.language.name, st.query_params.get(Address.language.letter, usual))
        text.use(asked if asked in text.LANGUAGES else usual)
        yield
    except UserError as error:
        screen.error(for_readers(error))


def for_readers(error: UserError) -> str:
    """The sentence of an error for somebody who only reads; what the one who looks after the dashboard needs goes to the log."""
    key = TO_READERS.get(error.key)
    if key is None:
        return say(error.key, **error.values)
    LOG.log(logging.ERROR, "%s", say(error.key, **error.values))
    return say(key)


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
        policy, part, is_in_chapter = active_policy(), new_part(), screen.in_chapter()

        @wraps(draw)
        def draw_again(*given: Given.args, **named: Given.kwargs) -> None:
            use_policy(policy)
            screen.begin_chapter(is_one=is_in_chapter)
            with one_run(), in_part(part):
                draw(*given, **named)

        st.fragment(draw_again, run_every=seconds)(*given, **named)

    return draw_first


def in_dialog(title: str, draw: Callable[[], None]) -> None:
    """A part over the page that redraws by itself, in the language of the URL and by the policy of its page."""
    policy = active_policy()

    def draw_again() -> None:
        use_policy(policy)
        with one_run():
            draw()

    screen.dialog(title, draw_again)


def keep_words(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same function, to be called later, by another thread, in the language and by the policy of now."""
    language, policy = text.language(), active_policy()

    @wraps(make)
    def make_later(*given: Given.args, **named: Given.kwargs) -> Made:
        text.use(language)
        use_policy(policy)
        return make(*given, **named)

    return make_later
