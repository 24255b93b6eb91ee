"""Definities: every measure with its definition, unit, certainty and protection, and every method."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.addresses import DefinitionsAddress
from dashboard.answers import derived
from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures, DefinitionsReviews, DefinitionsVersions
from dashboard.charts.definitions import changes, review_sentence, versions_table
from dashboard.charts.named import named
from dashboard.pages.definitions import words as catalogue
from dashboard.pages.definitions.methods.page import draw_methods
from dashboard.pages.definitions.methods.words import search as search_methods
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.address import search
from dashboard.ui.panel import Shown, draw_foot
from dashboard.ui.terms import listed as listed_terms
from dashboard.ui.versions import draw_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.answers import Answer
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: DefinitionsAddress) -> None:
    """Draw the page."""
    screen.markdown(say("definitions.lead"))
    for review in viewer.ask(DefinitionsReviews).rows:
        screen.markdown(review_sentence(review))
    answer = viewer.ask(DefinitionsMeasures)
    word = search(say("definitions.search"), DefinitionsAddress.word, say("definitions.example"))
    rows, tables = derived(catalogue.find, answer, word)
    methods = search_methods(word)
    terms = listed_terms(word)
    versions = viewer.ask(DefinitionsVersions)
    if not rows and not methods and not terms:
        screen.info(say("methods.nothing", word=word))
    for theme, table in tables:
        screen.subheader(say(f"theme.{theme}"))
        screen.table(table.frame)
        _draw_earlier([row for row in rows if row.theme == theme], versions, is_open=bool(word))
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
    words = say("definitions.versions_title"), say("definitions.versions", n=len(versions.rows))
    draw_foot(Shown("definition_versions", *words, partial(versions_table, versions.rows), versions), viewer)
    screen.subheader(say("sustainment.rule_title"))
    screen.markdown(say("sustainment.rule_text"))


def _draw_earlier(
    measures: Sequence[DefinitionsMeasures], versions: Answer[DefinitionsVersions], *, is_open: bool
) -> None:
    """Under a table of measures, of each that was defined otherwise before, the old text beside the new one."""
    for measure in measures:
        own = [row for row in versions.rows if row.measure_code == measure.measure_code]
        if earlier := changes(own):
            label = say("definitions.earlier", measure=named(measure), n=len(earlier))
            with screen.expander(label, expanded=is_open):
                draw_versions(own)
