"""What every run of the script passes, whole or of one fragment: its language, and errors as one sentence.

A rerun of a fragment begins in the fragment and never comes by the script of the app; so whoever draws a part that redraws by itself
uses ``fragment`` of this module, and a test holds that nobody calls Streamlit's own.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import streamlit as st

from dashboard import text
from dashboard.addresses import Address
from dashboard.errors import UserError
from dashboard.policy import active_policy, use_policy
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        screen.error(say(error.key, **error.values))


def default_language() -> str:
    """The language of a first visit."""
    return Settings.from_environment().language


def fragment(draw: Callable[Given, None]) -> Callable[Given, None]:
    """A part of a page that redraws by itself, in the language of the URL and by the policy of its page."""

    @wraps(draw)
    def draw_first(*given: Given.args, **named: Given.kwargs) -> None:
        policy = active_policy()

        @wraps(draw)
        def draw_again(*given: Given.args, **named: Given.kwargs) -> None:
            use_policy(policy)
            with one_run():
                draw(*given, **named)

        st.fragment(draw_again)(*given, **named)

    return draw_first


def keep_words(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same function, to be called later, by another thread, in the language and by the policy of now."""
    language, policy = text.language(), active_policy()

    @wraps(make)
    def make_later(*given: Given.args, **named: Given.kwargs) -> Made:
        text.use(language)
        use_policy(policy)
        return make(*given, **named)

    return make_later
