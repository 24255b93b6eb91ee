"""Wijzigingen: pick an earlier release and see which figures moved since, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.addresses import ChangesAddress
from dashboard.answers import ask
from dashboard.answers.rows import ChangesCounts, DefinitionsMeasures, EurosTotals, PartnersDeliveries, PartnersNames
from dashboard.pages.changes import words as changes
from dashboard.store import beside, earlier_releases
from dashboard.text import language, say
from dashboard.ui import screen
from dashboard.ui.address import select
from dashboard.ui.euros import choose_euros, draw_refusal
from dashboard.ui.panel import Shown, draw_foot, stop_empty

if TYPE_CHECKING:
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: ChangesAddress) -> None:
    """Draw the page."""
    screen.title(say("changes.title"))
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
    figures, states = [], []
    for release in (older, viewer.release):
        counts = ask(ChangesCounts, viewer.rights, release, **viewer.period, **viewer.scope).frame
        narrow = {"view": euros.view, "grain": euros.grain("quarter"), **viewer.period, **dict(euros.narrow)}
        amounts = changes.amounts(ask(EurosTotals, viewer.rights, release, **narrow).frame)
        figures.append(pd.concat([counts, amounts], ignore_index=True))
        states.append(ask(PartnersDeliveries, viewer.rights, release, **viewer.period).frame)
    facts = older.manifest, viewer.release.manifest
    rows = changes.explain(changes.moved(*figures), (states[0], states[1]), facts)
    told = viewer.ask(PartnersNames, until_month=viewer.period["until_month"]).frame
    names = dict(zip(told["partner_code"], told[f"name_{language()}"], strict=True))
    draw_refusal(euros, "", "changes")
    if not rows.empty:
        screen.subheader(say("changes.why"))
        screen.table(changes.summary(rows))
    screen.subheader(say("changes.what"))
    table = changes.table(rows, names, viewer.ask(DefinitionsMeasures).frame)
    if not rows.empty:
        screen.dataframe(table, height=460, placeholder="", alt=say("changes.what"))
    shown = Shown("changes", say("changes.title"), changes.sentence(rows, (chosen, earlier[chosen])), table, rows)
    draw_foot(shown, viewer)
