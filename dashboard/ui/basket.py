"""The report somebody is putting together, on whatever page; it lives in the URL, and in the tab while one walks on."""

from __future__ import annotations

import streamlit as st

from dashboard.addresses import Address
from dashboard.documents.basket import Basket, Item, pack, unpack
from dashboard.errors import UserError
from dashboard.text import say
from dashboard.ui.address import notice, write

TAB = "basket"


def carry() -> None:
    """Begin a run with the basket of the URL, or else with that of the tab: a click within a part does not reach the menu's links."""
    packed = st.query_params.get(Address.basket.name, "")
    if packed:
        st.session_state[TAB] = packed
    elif st.session_state.get(TAB):
        write(Address.basket, st.session_state[TAB])


def basket() -> Basket:
    """What is in it; empty with a notice where the URL holds none."""
    packed = st.query_params.get(Address.basket.name, "")
    if not packed:
        return Basket()
    try:
        return unpack(packed)
    except UserError as error:
        notice(say(error.key, **error.values))
        return Basket()


def keep(new: Basket) -> None:
    """Put it in the URL and in the tab."""
    packed = pack(new)
    st.session_state[TAB] = packed
    write(Address.basket, packed)


def add(link: str, name: str) -> None:
    """One more panel, by its link and what it is called; told when there is no room."""
    try:
        keep(basket().added(Item(link=link, name=name)))
    except UserError as error:
        notice(say(error.key, **error.values))


def holds(link: str) -> bool:
    """Whether a panel is in it."""
    return any(item.link == link for item in basket().items)
