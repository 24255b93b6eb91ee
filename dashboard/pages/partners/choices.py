"""What narrows the page Partners: a partner by a click or from a list, with type, area and period as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers import derived
from dashboard.charts.tiles import period_text
from dashboard.frozen import FrozenDict
from dashboard.pages.partners import contributions, deliveries
from dashboard.shared import FrozenTable
from dashboard.text import language, say
from dashboard.ui import address
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.viewer import choose_one

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers import Answer
    from dashboard.ui.viewer import Frame

MONEY, COUNTS = "money", "counts"


def ask_partners(here: Frame) -> tuple[dict[str, str], pd.DataFrame, pd.DataFrame]:
    """Name per partner code, the partners with their gaps, and the deliveries with their state."""
    told = here.ask("partners__names", until_month=here.period["until_month"])
    names, partners, rows = derived(_prepare, told, here.ask("partners__deliveries", **here.period))
    return names, partners.frame, rows.frame


def _prepare(told: Answer, delivered: Answer) -> tuple[FrozenDict[str, str], FrozenTable, FrozenTable]:
    names = FrozenDict((row.partner_code, getattr(row, f"name_{language()}")) for row in told.rows)
    rows = deliveries.with_state(delivered.frame, names)
    return names, FrozenTable(contributions.partners(told.frame, rows)), FrozenTable(rows)


def choose_partner(here: Frame, names: dict[str, str]) -> str | None:
    """Draw the list of partners and the chips; give back the chosen partner."""
    left, _ = st.columns([3, 7])
    with left:
        partner = choose_one(say("table.partner"), "q", names, say("partners.every"))
    chips = [
        ("q", say("table.partner"), partner and names[partner]),
        ("p", say("document.period"), "p" in st.query_params and period_text(here.from_month, here.until_month)),
        ("t", say("frame.project_type"), here.project_type and _type_name(here)),
        ("g", say("frame.my_area"), here.area and here.area_name),
    ]
    draw_chips([Chip(key, name, value) for key, name, value in chips if value])
    return partner


def choose_kind() -> str:
    """Euros by certainty, or counts."""
    return address.segments(
        say("partners.kind"), "i", (MONEY, COUNTS), MONEY, lambda kind: say(f"partners.show.{kind}")
    )


def _type_name(here: Frame) -> str:
    types = {kind.type_code: getattr(kind, f"name_{language()}") for kind in here.ask("frame__project_types").rows}
    return str(types[here.project_type])
