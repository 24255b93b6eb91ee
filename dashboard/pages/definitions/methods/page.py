"""The methods as they stand on Definities: a heading per group, a part to open per method, and a panel to take along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.pages.definitions.methods import words
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.panel import Shown, draw_foot

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def draw_methods(methods: tuple[words.Method, ...], viewer: Viewer) -> None:
    """The methods that were looked for, by group; nothing where there are none."""
    if not methods:
        return
    screen.subheader(say("methods.title"))
    screen.markdown(say("methods.lead"))
    screen.pressing(say("methods.pressing"), "methods")
    for group, some in words.grouped(methods):
        screen.markdown(say(f"methods.group.{group}"))
        for method in some:
            with screen.expander(method.name):
                screen.markdown(words.story(method))
    table = partial(words.table, methods)
    shown = Shown(
        "methods", say("methods.title"), say("methods.count", n=len(methods)), table, partial(words.rows, methods)
    )
    draw_foot(shown, viewer)
