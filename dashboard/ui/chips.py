"""Linked filters: a click in one figure narrows the whole page, shown as a chip that takes it away again.

A figure marks its points with ``key:code``; the key is one of the URL, so a link, a refresh and the back button agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.addresses import Key


@dataclass(frozen=True)
class Chip:
    """One active filter.

    Attributes:
        key: of the URL.
        name: what it filters, in words.
        value: what it is set to, in words.
    """

    key: Key
    name: str
    value: str


def follow(mark: str) -> None:
    """Take over a clicked point ``key:code``; a second click on the same takes the filter away."""
    key, _, code = mark.partition(":")
    if st.query_params.get(key) == code:
        st.query_params.pop(key)
    else:
        st.query_params[key] = code


def draw_chips(chips: Sequence[Chip], label: str = "chips.label") -> None:
    """The active filters as buttons; each takes its filter away, the last one all; ``label`` is the text before them."""
    # The row is there even without a chip, so that what stands below keeps its place and is not drawn again.
    row = st.container(horizontal=True, gap="small", vertical_alignment="center", key="printed_chips")
    if not chips:
        return
    with row:
        screen.caption(say(label), width="content")
        for chip in chips:
            screen.button(
                say("chips.chip", name=chip.name, value=chip.value),
                key=f"chip_{chip.key.name}",
                icon=":material/close:",
                help=say("chips.help"),
                on_click=_clear,
                args=((chip.key,),),
                width="content",
            )
        if len(chips) > 1:
            keys = tuple(chip.key for chip in chips)
            screen.button(
                say("chips.clear"), key="chip_all", type="tertiary", on_click=_clear, args=(keys,), width="content"
            )


def _clear(keys: Sequence[Key]) -> None:
    for key in keys:
        write(key, None)
