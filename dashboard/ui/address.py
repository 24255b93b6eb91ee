"""The URL is the only truth of what a screen shows: short keys, codes as values, unknown ones ignored with a notice.

A widget is set from the URL before it is drawn, and writes to the URL when it changes, so a link, a refresh and the back
button all show the same screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FRAME_KEYS = ("g", "p", "t", "l", "z")


def read(key: str, allowed: Sequence[str], default: str) -> str:
    """The value of ``key`` in the URL when it is allowed, else the default with a quiet notice."""
    value = st.query_params.get(key, default)
    if value == default or value in allowed:
        return value
    unknown(key, value)
    return default


def unknown(key: str, value: str) -> None:
    """Say that a value of the URL is not known; it is shown as plain text, because anybody can write an address."""
    notice(say("notice.unknown_code", key=key, value=value[:40]))


def write(key: str, value: str, default: str) -> None:
    """Put a value in the URL; a default leaves it."""
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def notice(text: str) -> None:
    """Remember a quiet notice for this run; ``draw_notices`` shows it under the filters."""
    notices = st.session_state.setdefault("notices", [])
    if text not in notices:
        notices.append(text)


def tell(text: str) -> None:
    """A quiet notice, here."""
    screen.caption(Markup(":material/info: {}").format(text))


def draw_notices() -> None:
    """Draw the notices that came up since the last time, here."""
    for line in st.session_state.get("notices", []):
        tell(line)
    st.session_state["notices"] = []


def select(
    label: str,
    key: str,
    options: Sequence[str],
    default: str,
    name: Callable[[str], str],
    *,
    hidden_label: bool = False,
) -> str:
    """A select box bound to a URL key; options are codes, ``name`` gives what a person reads."""
    widget = f"url_{key}"
    st.session_state[widget] = read(key, options, default)
    return str(
        screen.selectbox(
            label,
            options,
            key=widget,
            name=name,
            on_change=_take_over,
            args=(key, widget, default),
            label_visibility="collapsed" if hidden_label else "visible",
        )
    )


def segments(label: str, key: str, options: Sequence[str], default: str, name: Callable[[str], str]) -> str:
    """A segmented control bound to a URL key."""
    widget = f"url_{key}"
    st.session_state[widget] = read(key, options, default)
    screen.segmented_control(
        label, options, key=widget, name=name, on_change=_take_over, args=(key, widget, default), required=True
    )
    return str(st.session_state[widget])


def link(**changes: str | None) -> dict[str, str]:
    """The query of this screen with some keys changed; None takes a key away."""
    shown = st.query_params.to_dict()
    query = {key: shown[key] for key in FRAME_KEYS if key in shown}
    query |= {key: value for key, value in changes.items() if value is not None}
    return {key: value for key, value in query.items() if changes.get(key, value) is not None}


def _take_over(key: str, widget: str, default: str) -> None:
    write(key, str(st.session_state[widget] or default), default)
