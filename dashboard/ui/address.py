"""The URL is the only truth of what a screen shows: readable keys, codes as values, unknown ones told in a quiet notice.

A widget is set from the URL before it is drawn, and writes to the URL when it changes, so a link, a refresh and the back
button all show the same screen. The keys of every page stand in ``dashboard.addresses``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.addresses import ADDRESSES, SHARED, Address, Key, depending
from dashboard.settings import Settings
from dashboard.text import language, say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.terms.once import begin_page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

LONGEST = 40  # signs of an unknown key or value that are repeated in a notice


def open_address(room: str) -> Address:
    """The address of a page; keys of before get their name of now, and what it does not know is told."""
    kind = ADDRESSES[room]
    st.session_state["room"] = room
    query = st.query_params.to_dict()
    renamed = kind.renamed(query)
    if renamed != query:
        st.query_params.from_dict(renamed)
    for key in kind.unknown(renamed):
        notice(say("notice.unknown_key", key=key[:LONGEST]))
    return kind(st.query_params)


def read(key: Key, allowed: Sequence[str], default: str | None = None) -> str:
    """The value of ``key`` in the URL when it is allowed, else the default with a quiet notice."""
    usual = key.default if default is None else default
    value = st.query_params.get(key.name, usual)
    if value != usual and value not in allowed:
        unknown(key, value)
        value = usual
    st.session_state.setdefault("choices", {})[key.name] = value
    return value


def begin() -> None:
    """Begin a run of a whole page: nothing was told or chosen yet."""
    forget_notices()
    begin_page()
    st.session_state["choices"] = {}


def fixed(release_id: str) -> str:
    """The address of this screen, without its host: release and every choice in it, defaults included, so it stays what it is."""
    kind = ADDRESSES[st.session_state["room"]]
    found = st.query_params.to_dict() | st.session_state["choices"]
    found |= {Address.language.name: language(), Address.release.name: release_id}
    query = {key.name: found[key.name] for key in kind.every() if found.get(key.name) and key is not Address.basket}
    return f"/{kind.path}?{urlencode(query)}"


def whole(path: str) -> str:
    """An address with its host: that of the settings, or else the one this page was asked at."""
    base = Settings.from_environment().address.rstrip("/")
    if not base and st.context.url:
        base = st.context.url.removesuffix(ADDRESSES[st.session_state["room"]].path).rstrip("/")
    return base + path


def unknown(key: Key, value: str) -> None:
    """Say that a value of the URL is not known; it is shown as plain text, because anybody can write an address."""
    notice(unknown_text(key, value))


def unknown_text(key: Key, value: str) -> str:
    """The same as a sentence."""
    return say("notice.unknown_code", key=say(f"key.{key.name}"), value=value[:LONGEST])


def write(key: Key, value: str | None, default: str | None = None) -> None:
    """Put a value in the URL; a default, or nothing, leaves it, and what means something only within it goes."""
    for name in depending(key):
        st.query_params.pop(name, None)
    if value is None or value == (key.default if default is None else default):
        st.query_params.pop(key.name, None)
    else:
        st.query_params[key.name] = value


def notice(text: str) -> None:
    """Remember a quiet notice for this run; ``draw_notices`` shows it under the filters."""
    notices = st.session_state.setdefault("notices", [])
    if text not in notices:
        notices.append(text)


def tell(text: str) -> None:
    """A quiet notice, here."""
    screen.caption(Markup(":material/info: {}").format(text))


DROPPED = {
    "area": Address.area,
    "project_type": Address.type,
    "period": Address.period,
}  # shared filters that may be taken away


def draw_drops(names: Iterable[str], key: str) -> None:
    """A button for each of these filters that takes it away.

    Args:
        names: of ``DROPPED``.
        key: of the buttons, one a page.
    """
    with st.container(horizontal=True, gap="small"):
        for name in names:
            screen.button(
                say(f"drop.{name}"),
                key=f"drop_{key}_{name}",
                icon=":material/filter_alt_off:",
                on_click=write,
                args=(DROPPED[name], None),
                width="content",
            )


def draw_notices() -> None:
    """Draw the notices that came up since the last time, here."""
    for line in st.session_state.get("notices", []):
        tell(line)
    forget_notices()


def forget_notices() -> None:
    """Begin a run without the notices of the one before."""
    st.session_state["notices"] = []


def select(
    label: str,
    key: Key,
    options: Sequence[str],
    name: Callable[[str], str],
    default: str | None = None,
    elsewhere: Collection[str] = (),
    **shape: Any,
) -> str:
    """A select box bound to a key of the URL.

    Args:
        label: what is chosen.
        key: its key.
        options: codes.
        name: what a person reads for a code.
        default: what is chosen when the URL says nothing; that of the key, or else the first option, when left out.
        elsewhere: codes that are offered under other choices; here they give way to the default without a notice.
        shape: how it looks.
    """
    widget, usual = _set(key, options, default, elsewhere)
    given: dict[str, Any] = {"key": widget, "on_change": _take_over, "args": (key, widget, usual)}
    return str(screen.selectbox(label, options, name=name, **given, **shape))


def segments(
    label: str,
    key: Key,
    options: Sequence[str],
    name: Callable[[str], str],
    default: str | None = None,
    elsewhere: Collection[str] = (),
    **shape: Any,
) -> str:
    """A segmented control bound to a key of the URL; arguments as ``select``."""
    widget, usual = _set(key, options, default, elsewhere)
    given: dict[str, Any] = {"key": widget, "on_change": _take_over, "args": (key, widget, usual)}
    screen.segmented_control(label, options, name=name, required=True, **given, **shape)
    return str(st.session_state[widget])


ON, OFF = "on", "off"


def switch(label: str, key: Key) -> bool:
    """A switch bound to a key of the URL whose default is ``on``; whether it is on."""
    widget = f"url_{key.name}"
    is_on = read(key, (ON, OFF)) == ON
    st.session_state[widget] = is_on
    screen.toggle(label, key=widget, on_change=_take_over_switch, args=(key, widget))
    return is_on


def choose_one(
    label: str, key: Key, names: Mapping[str, str], every: str, elsewhere: Collection[str] = (), **shape: Any
) -> str | None:
    """A select box with ``every`` before the names by code; None is all of them."""
    called = {key.default: every} | dict(names)
    code = select(label, key, list(called), called.__getitem__, key.default, elsewhere, **shape)
    return None if code == key.default else code


def search(label: str, key: Key, example: str) -> str:
    """A line to write a word in, bound to a key of the URL; empty where nothing was written."""
    widget = f"url_{key.name}"
    st.session_state[widget] = st.query_params.get(key.name, key.default)[:LONGEST]
    return screen.text_input(
        label,
        key=widget,
        placeholder=example,
        max_chars=LONGEST,
        on_change=_take_over,
        args=(key, widget, key.default),
    ).strip()


def link(kind: type[Address], /, **keys: str) -> dict[str, str]:
    """The query of another page: what every page shares as it is now, and the keys given; an empty one takes a key away.

    Raises:
        KeyError: the page has no such key, a programming mistake.
    """
    if strange := keys.keys() - kind.names():
        raise KeyError(f"{kind.__name__} has no {sorted(strange)}")
    shared = {key: value for key, value in st.query_params.to_dict().items() if key in SHARED}
    return {key: value for key, value in (shared | keys).items() if value}


def _set(key: Key, options: Sequence[str], default: str | None, elsewhere: Collection[str]) -> tuple[str, str]:
    """Set a widget from the URL; its name, and what is usual."""
    widget = f"url_{key.name}"
    usual = default if default is not None else key.default or options[0]
    chosen = read(key, (*options, *elsewhere), usual)
    st.session_state[widget] = chosen if chosen in options else usual
    return widget, usual


def _take_over(key: Key, widget: str, usual: str) -> None:
    write(key, str(st.session_state[widget] or usual), usual)


def _take_over_switch(key: Key, widget: str) -> None:
    write(key, ON if st.session_state[widget] else OFF)
