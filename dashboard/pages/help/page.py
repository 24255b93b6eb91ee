"""Hulp: the four things to know, tasks by role with a way to the screen, and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.addresses import HelpAddress
from dashboard.pages.help.words import DESK, KEYS, RECIPES, ROLES
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import segments
from dashboard.ui.first_steps import STEPS, step_text
from dashboard.ui.navigation import link_to

if TYPE_CHECKING:
    from dashboard.pages.help.words import Recipe
    from dashboard.ui.viewer import Viewer

AT_A_ROW = 2


def page(viewer: Viewer, address: HelpAddress) -> None:
    """Draw the page."""
    screen.markdown(say("help.lead"))
    role = segments(say("help.role"), HelpAddress.role, ROLES, _role_name)
    screen.subheader(say("help.tasks"))
    recipes = RECIPES[role]
    for first in range(0, len(recipes), AT_A_ROW):
        for column, recipe in zip(st.columns(AT_A_ROW), recipes[first : first + AT_A_ROW], strict=False):
            with column, st.container(border=True):
                _draw(recipe)
    screen.subheader(say("first_steps.title"))
    for step in STEPS:
        screen.markdown(step_text(step))
    screen.subheader(say("help.keyboard"))
    rows = [(say(f"help.key.{key}.press"), say(f"help.key.{key}.does")) for key in KEYS]
    screen.table(pd.DataFrame(rows, columns=[say("help.press"), say("help.does")]))
    screen.subheader(say("help.stuck"))
    screen.markdown(say("help.stuck_text"))
    if contact := Settings.from_environment().contact:
        screen.markdown(say("help.contact", contact=contact))


def _role_name(role: str) -> str:
    return say(f"help.role_name.{role}")


def _draw(recipe: Recipe) -> None:
    """One task: what, how, and where."""
    screen.markdown(say(f"help.recipe.{recipe.code}.title"))
    screen.markdown(say(f"help.recipe.{recipe.code}.how"))
    if recipe.room != DESK:
        link_to(recipe.room, say("help.open", page=say(f"{recipe.room}.title")), **dict(recipe.keys))
    elif desk := Settings.from_environment().desk:
        screen.link(say("entry.desk"), desk, icon=":material/desk:")
    else:
        screen.caption(say("help.desk"))
