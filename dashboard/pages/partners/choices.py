"""What narrows the page Partners: a partner by a click or from a list, with type, area and period as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.addresses import Address, PartnersAddress
from dashboard.answers import derived
from dashboard.answers.rows import FrameProjectTypes, PartnersDeliveries, PartnersNames
from dashboard.charts.tiles import period_text
from dashboard.frozen import FrozenDict
from dashboard.pages.partners.figures import contributions, deliveries
from dashboard.shared import FrozenTable
from dashboard.text import language, say
from dashboard.ui.address import choose_one, segments
from dashboard.ui.chips import Chip, draw_chips

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers import Answer
    from dashboard.ui.viewer import Viewer

MONEY, COUNTS = "money", "counts"


def ask_partners(viewer: Viewer) -> tuple[dict[str, str], pd.DataFrame, pd.DataFrame]:
    """Name per partner code, the partners with their gaps, and the deliveries with their state."""
    told = viewer.ask(PartnersNames, until_month=viewer.period["until_month"])
    names, partners, rows = derived(_prepare, told, viewer.ask(PartnersDeliveries, **viewer.period))
    return names, partners.frame, rows.frame


def _prepare(told: Answer[Any], delivered: Answer[Any]) -> tuple[FrozenDict[str, str], FrozenTable, FrozenTable]:
    names = FrozenDict((row.partner_code, getattr(row, f"name_{language()}")) for row in told.rows)
    rows = deliveries.with_state(delivered.frame, names)
    return names, FrozenTable(contributions.partners(told.frame, rows)), FrozenTable(rows)


def choose_partner(viewer: Viewer, names: dict[str, str]) -> str | None:
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


def _type_name(viewer: Viewer) -> str:
    types = {kind.type_code: getattr(kind, f"name_{language()}") for kind in viewer.ask(FrameProjectTypes).rows}
    return str(types[viewer.project_type or ""])
