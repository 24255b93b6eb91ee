"""Definities: every measure with its definition, unit, certainty and protection, and every method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.addresses import DefinitionsAddress
from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures
from dashboard.pages.definitions import words as catalogue
from dashboard.pages.definitions.methods.page import draw_methods
from dashboard.pages.definitions.methods.words import search as search_methods
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import search
from dashboard.ui.panel import Shown, draw_foot
from dashboard.ui.terms import listed as listed_terms

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: DefinitionsAddress) -> None:
    """Draw the page."""
    screen.markdown(say("definitions.lead"))
    answer = viewer.ask(DefinitionsMeasures)
    word = search(say("definitions.search"), DefinitionsAddress.word, say("definitions.example"))
    rows, tables = derived(catalogue.find, answer, word)
    methods = search_methods(word)
    terms = listed_terms(word)
    if not rows and not methods and not terms:
        screen.info(say("methods.nothing", word=word))
    for theme, table in tables:
        screen.subheader(say(f"theme.{theme}"))
        screen.table(table.frame)
    if rows:
        every, codes = answer.frame, [row.measure_code for row in rows]
        listed = every[every["measure_code"].isin(codes)]
        shown = Shown("definitions", say("definitions.title"), say("definitions.count", n=len(rows)), listed, answer)
        draw_foot(shown, viewer)
    if terms:
        screen.subheader(say("term.title"))
        screen.markdown(say("term.lead"))
        screen.table(catalogue.terms(terms))
    draw_methods(methods, viewer)
    screen.subheader(say("definitions.breaks_title"))
    screen.markdown(say("definitions.breaks_text"))
    screen.table(catalogue.breaks(viewer.ask(DefinitionsBreaks).rows))
    screen.subheader(say("sustainment.rule_title"))
    screen.markdown(say("sustainment.rule_text"))
