"""Each word of the field is explained once a page, where it is first used; also where a part of the page redraws by itself."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text.markup import Markup
from dashboard.ui.reading import reading
from dashboard.ui.terms import explained, held

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD = "terms_told"  # code of a term -> number of the part of the page that explained it
WHOLE = 0
PICTURE = "!["  # how Markdown begins one; its words are for the ear
_part: ContextVar[int] = ContextVar("part", default=WHOLE)
_numbers = count(WHOLE + 1)


def begin_page() -> None:
    """Begin a run of a whole page: nothing was explained yet."""
    st.session_state[TOLD] = {}


def new_part() -> int:
    """The number of a part that redraws by itself."""
    return next(_numbers)


@contextmanager
def in_part(number: int) -> Iterator[None]:
    """Draw a part: what it explained before, it explains again."""
    if told := st.session_state.get(TOLD):
        st.session_state[TOLD] = {code: part for code, part in told.items() if part != number}
    token = _part.set(number)
    try:
        yield
    finally:
        _part.reset(token)


@contextmanager
def unseen() -> Iterator[None]:
    """What stands on paper alone explains nothing on the screen."""
    told = st.session_state.get(TOLD)
    st.session_state[TOLD] = None
    try:
        yield
    finally:
        st.session_state[TOLD] = told


def explanation(text: str) -> Markup | None:
    """What a text of our own uses for the first time on this page, explained; None where there is nothing to explain.

    Nothing is explained off the screen, nor where no page began, such as at the desk.
    """
    told: dict[str, int] | None = st.session_state.get(TOLD)
    if told is None or not isinstance(text, Markup) or PICTURE in text or reading():
        return None
    new = tuple(code for code in held(text) if code not in told)
    if not new:
        return None
    st.session_state[TOLD] = told | dict.fromkeys(new, _part.get())
    return explained(new)
