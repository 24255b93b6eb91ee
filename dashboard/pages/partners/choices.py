"""What narrows the page Partners: a partner by a click or from a list, with type, area and period as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address, PartnersAddress
from dashboard.answers import derived
from dashboard.answers.rows import FrameProjectTypes, PartnersDeliveries, PartnersNames
from dashboard.charts.named import named
from dashboard.charts.tiles import period_text
from dashboard.frozen import FrozenDict
from dashboard.pages.partners.figures import contributions
from dashboard.pages.partners.figures.deliveries import groups, late_sources, usual_group, with_state
from dashboard.text import say
from dashboard.ui.address import choose_one, segments, select
from dashboard.ui.chips import Chip, draw_chips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers import Answer
    from dashboard.pages.partners.figures.contributions import Partner
    from dashboard.pages.partners.figures.deliveries import Delivery
    from dashboard.ui.viewer import Viewer

MONEY, COUNTS = "money", "counts"


def ask_partners(viewer: Viewer) -> tuple[FrozenDict[str, str], tuple[Partner, ...], tuple[Delivery, ...]]:
    """Name per partner code, the partners with their gaps, and the deliveries with their state."""
    names = viewer.ask(PartnersNames, until_month=viewer.period["until_month"])
    return derived(_prepare, names, viewer.ask(PartnersDeliveries, **viewer.period, **viewer.scope))


def _prepare(
    partners: Answer[PartnersNames], delivered: Answer[PartnersDeliveries]
) -> tuple[FrozenDict[str, str], tuple[Partner, ...], tuple[Delivery, ...]]:
    names = FrozenDict((row.partner_code, named(row)) for row in partners.rows)
    rows = with_state(delivered.rows)
    return names, contributions.partners(partners.rows, rows), rows


def choose_partner(viewer: Viewer, names: Mapping[str, str]) -> str | None:
    """Draw the list of partners and the chips; give back the chosen partner."""
    left, _ = st.columns([3, 7])
    with left:
        partner = choose_one(say("table.partner"), PartnersAddress.partner, names, say("partners.every"))
    chips = [
        (PartnersAddress.partner, say("table.partner"), partner and names[partner]),
        (
            Address.period,
            say("document.period"),
            viewer.has_period and period_text(viewer.from_month, viewer.until_month),
        ),
        (Address.type, say("frame.project_type"), viewer.project_type and _type_name(viewer)),
        (Address.area, say("frame.my_area"), viewer.area and viewer.area_name),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    return partner


def choose_kind() -> str:
    """Euros by certainty, or counts."""
    return segments(
        say("partners.kind"),
        PartnersAddress.kind,
        (MONEY, COUNTS),
        lambda kind: say(f"partners.show.{kind}"),
    )


def choose_group(rows: Sequence[Delivery]) -> str:
    """Which sources the tracker shows."""
    names = groups(rows)
    return select(
        say("deliveries.group.choose"), PartnersAddress.sources, list(names), names.__getitem__, usual_group(rows)
    )


def choose_late(rows: Sequence[Delivery]) -> str | None:
    """The source to write a reminder to, among those with something missing."""
    return choose_one(
        say("deliveries.reminder.choose"), PartnersAddress.remind, late_sources(rows), say("deliveries.reminder.nobody")
    )


def _type_name(viewer: Viewer) -> str:
    return next(named(row) for row in viewer.ask(FrameProjectTypes).rows if row.type_code == viewer.project_type)
