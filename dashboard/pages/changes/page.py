"""Wijzigingen: pick an earlier release and see which figures moved since, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.addresses import ChangesAddress
from dashboard.answers import ask
from dashboard.answers.rows import (
    ChangesCounts,
    DefinitionsMeasures,
    EurosTotals,
    FrameAreas,
    PartnersDeliveries,
    PartnersNames,
)
from dashboard.charts.moves import explain, figures, moved
from dashboard.charts.named import named
from dashboard.pages.changes import words as changes
from dashboard.store import beside, earlier_releases
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui import screen
from dashboard.ui.address import select
from dashboard.ui.euros import choose_euros, draw_refusal
from dashboard.ui.navigation import link_to
from dashboard.ui.panel import Shown, draw_foot, stop_empty
from dashboard.ui.standing import definitions_since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.store import Release
    from dashboard.ui.viewer import Viewer

ROW, HIGHEST = 36, 460  # pixels of a table


def page(viewer: Viewer, address: ChangesAddress) -> None:
    """Draw the page."""
    screen.markdown(say("changes.lead"))
    earlier = dict(earlier_releases(viewer.release))
    if not earlier:
        stop_empty(say("changes.only_one"), viewer)
    chosen = select(
        say("changes.choose"),
        ChangesAddress.since,
        list(earlier),
        lambda one: changes.release_name((one, earlier[one])),
    )
    older = beside(viewer.release, chosen)
    euros = choose_euros(viewer, by_partner=True)
    shown, states = [], []
    for release in (older, viewer.release):
        counts = ask(ChangesCounts, viewer.rights, release, **viewer.period, **viewer.scope).rows
        narrow = {"view": euros.view, "grain": euros.grain("quarter"), **viewer.period, **dict(euros.narrow)}
        shown.append(figures(counts, ask(EurosTotals, viewer.rights, release, **narrow).rows))
        states.append(_deliveries(viewer, release))
    facts = older.manifest, viewer.release.manifest
    moves = explain(moved(*shown), (states[0], states[1]), facts)
    partners = viewer.ask(PartnersNames, until_month=viewer.period["until_month"]).rows
    names = {row.partner_code: named(row) for row in partners}
    draw_refusal(euros, "", "changes")
    if note := viewer.release.manifest.get("definitions_note"):
        screen.markdown(Markup("**{}** {}").format(say("changes.definitions_note"), note["text"]))
    if redefined := definitions_since(viewer.rights, older, viewer.release):
        screen.markdown(say("changes.redefined", names=", ".join(redefined.values())))
        link_to("definitions", say("changes.to_definitions"), icon=":material/menu_book:")
    if moves:
        screen.subheader(say("changes.why"))
        screen.table(changes.summary(moves))
    screen.subheader(say("changes.what"))
    table = changes.table(moves, names, viewer.ask(DefinitionsMeasures).rows)
    if moves:
        height = min(HIGHEST, ROW * (len(table) + 1) + 2)
        screen.dataframe(table, height=height, placeholder="", alt=say("changes.what"))
    sentence = changes.sentence(moves, (chosen, earlier[chosen]))
    draw_foot(Shown("changes", say("changes.title"), sentence, table, partial(changes.numbers, moves)), viewer)


def _deliveries(viewer: Viewer, release: Release) -> Sequence[PartnersDeliveries]:
    """What may be behind a figure of the chosen area: not what gemeenten elsewhere delivered."""
    rows = ask(PartnersDeliveries, viewer.rights, release, **viewer.period).rows
    if viewer.area is None:
        return rows
    elsewhere = {
        area.area_code for area in viewer.ask(FrameAreas).rows if viewer.area not in {area.area_code, area.parent_code}
    }
    return [row for row in rows if row.source_code not in elsewhere]
