"""The picker of a delivery: files go to this server one by one, as they are, with how far that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.desk.deliver.inbox import MEGABYTE, PATH, Inbox
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui.file_picker import LOOKS
from dashboard.ui.who import who

if TYPE_CHECKING:
    from collections.abc import Callable

ACCEPT = ".xlsx,.zip,.csv"
HERE = Path(__file__).parent


def _asset(ending: str) -> str:
    return (HERE / f"bring.{ending}").read_text(encoding="utf-8")


_BRING = st.components.v2.component("bring_delivery", html=_asset("html"), css=LOOKS + _asset("css"), js=_asset("js"))


@st.cache_resource(scope="session", on_release=Inbox.close, show_spinner=False)
def inbox() -> Inbox:
    """The inbox of this visitor, which goes when they leave."""
    return Inbox(Settings.from_environment(), who().subject)


def draw_bring(box: Inbox, on_batch: Callable[[str], None]) -> None:
    """Let a person choose or drop a delivery.

    Args:
        box: where it goes.
        on_batch: gets the name of the batch that arrived.
    """
    megabytes = Settings.from_environment().upload_mb
    words = {
        "label": say("deliver.bring.label"),
        "button": say("deliver.bring.button"),
        "drop": say("deliver.bring.drop"),
        "help": say("deliver.bring.help", limit=megabytes),
        "sending": say("deliver.bring.sending"),
        "large": say("deliver.error.too_large", limit=megabytes),
        "full": say("error.reader.storage"),
        "gone": say("deliver.error.left"),
        "name": say("deliver.error.name"),
        "lost": say("deliver.error.lost"),
    }

    def taken() -> None:
        batch = st.session_state["bring"].batch
        if batch:
            on_batch(str(batch))

    shown = {"words": json.loads(json.dumps(words)), "address": f".{PATH}/{box.ticket}", "accept": ACCEPT}
    _BRING(data=shown | {"most": megabytes * MEGABYTE}, key="bring", on_batch_change=taken)
