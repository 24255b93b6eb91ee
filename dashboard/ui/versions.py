"""The definitions before and after each break of a measure, beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.definitions import change_sentence, changes, held
from dashboard.charts.named import named
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.answers.rows import DefinitionsVersions

NARROWEST = 210  # pixels; below it the older text stands above the newer one


def draw_versions(versions: Iterable[DefinitionsVersions]) -> None:
    """What changed at each break of one measure, with the old text and the new one; the newest break first."""
    for pair in changes(versions):
        screen.markdown(change_sentence(pair[1]))
        grid = st.grid(2, min_column_width=NARROWEST, gap="small")
        for version in pair:
            with grid.container(border=True, height="stretch", gap="xsmall"):
                screen.markdown(Markup("**{}**").format(held(version)))
                screen.markdown(named(version, "definition"))
                screen.caption(say("definitions.text_source", source=version.source))
