"""A whole screen as it is cited: one sentence and a link that fixes its release and every choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.addresses import ADDRESSES, EVERYWHERE
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.address import fixed, whole
from dashboard.ui.panel import source_note

if TYPE_CHECKING:
    from dashboard.addresses import Address
    from dashboard.ui.viewer import Viewer


def draw_citation(viewer: Viewer, room: str, address: Address) -> None:
    """At the foot of a page: sentence and link, each to copy."""
    box = screen.popover(say("citation.title"), key="citation", icon=":material/link:", on_change="rerun")
    if box.open:
        with box:
            screen.markdown(Markup("**{}**").format(say("citation.sentence")))
            screen.code(sentence(viewer, room, address))
            screen.markdown(Markup("**{}**").format(say("citation.link")))
            screen.code(whole(fixed(viewer.release.id)))
            screen.caption(say("citation.note"))


def sentence(viewer: Viewer, room: str, address: Address) -> str:
    """Page, project or area, period, type, source and completeness."""
    of = {say("citation.project"): address.query.get("project", "")} if "project" in ADDRESSES[room].names() else {}
    chosen = {name: value for name, value in of.items() if value not in {"", EVERYWHERE}} | viewer.filters
    parts = ", ".join(f"{name.lower()} {value}" for name, value in chosen.items())
    return f"{say('frame.product')}, {', '.join(filter(None, (say(f'{room}.title'), parts)))}. {source_note(viewer)}"
