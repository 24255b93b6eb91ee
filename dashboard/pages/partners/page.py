"""Partners: who contributed what, what was passed on and settled, and who delivered when."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.rows import EurosTotals, PartnersCounts, PartnersFlows, PartnersSettlement
from dashboard.charts import flows
from dashboard.charts.euros import years_between
from dashboard.charts.tiles import period_text
from dashboard.pages.partners.choices import MONEY, ask_partners, choose_group, choose_kind, choose_late, choose_partner
from dashboard.pages.partners.figures import contributions, deliveries, settlement
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.chips import follow
from dashboard.ui.direction import count_direction
from dashboard.ui.euros import can_have, choose_euros, draw_refusal, euros_per_year
from dashboard.ui.measure import measure_names
from dashboard.ui.nothing_due import stop_where_nothing_was_due
from dashboard.ui.panel import Shown, draw_figure, draw_finding, stop_empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.addresses import PartnersAddress
    from dashboard.pages.partners.figures.deliveries import Delivery
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: PartnersAddress) -> None:
    """Draw the page."""
    screen.markdown(say("partners.lead"))
    if viewer.is_empty:
        stop_empty(say("overview.no_deliveries"), viewer)
    stop_where_nothing_was_due(viewer)
    when = period_text(viewer.from_month, viewer.until_month)
    names, rows, delivered = ask_partners(viewer)
    draw_finding(deliveries.finding(delivered))
    partner = choose_partner(viewer, names)

    now, euros = viewer.period | viewer.scope, choose_euros(viewer, by_partner=True)
    of_measures = {"measures": (*contributions.COUNTS, contributions.SEVERAL)} | now
    per_year = euros_per_year(euros, viewer.period)
    viewer.ask_ahead(
        (PartnersCounts, of_measures),
        (EurosTotals, per_year),
        (PartnersFlows, now),
        (PartnersSettlement, viewer.period),
    )
    counted, totals = viewer.ask(PartnersCounts, **of_measures), viewer.ask(EurosTotals, **per_year)
    is_money = choose_kind() == MONEY
    kinds = contributions.kinds(is_money=is_money)
    lines = contributions.with_rest(rows) if is_money else rows
    if is_money:
        years = years_between(viewer.from_month, viewer.until_month)
        cells = contributions.money_cells(lines, totals.rows, years, can_have(viewer))
    else:
        cells = contributions.count_cells(rows, counted.rows)
    figure = contributions.panels(lines, cells, kinds, partner, viewer.colours)
    sentence = sentences(contributions.sentence(rows), contributions.several(counted.rows, rows))
    if partner and not is_money:
        name_of = measure_names(viewer)
        found = {name_of(code): count_direction(viewer, code, viewer.area, partner) for code in kinds}
        sentence = sentences(sentence, contributions.course(names[partner], found))
    table = partial(contributions.panel_table, lines, cells, kinds)
    title = say("partners.contribution", period=when, area=viewer.area_name)
    if not (is_money and draw_refusal(euros, title, "contribution")):
        download, note = (totals, "partners.money_note") if is_money else (counted, "partners.counts_note")
        shown = Shown("contribution", title, sentence, table, download, say(note), pressing=say("partners.pressing"))
        draw_figure(figure, shown, viewer, follow)

    answer = viewer.ask(PartnersFlows, **now)
    is_shown = [flows.touches(row, partner) for row in answer.rows]
    passed = list(compress(answer.rows, is_shown))
    title, table = say("flows.title", period=when, area=viewer.area_name), partial(flows.matrix, passed, names)
    figure = flows.picture(passed, names, viewer.colours)
    note = sentences(say("flows.note_picture") if figure["data"] else "", say("flows.note"))
    shown = Shown("flows", title, flows.sentence(passed, names), table, answer.frame[is_shown], note)
    draw_figure(figure, shown, viewer, follow)

    days = viewer.ask(PartnersSettlement, **viewer.period).rows
    times = settlement.times(days, partner)
    title, table = say("flows.lead_title", period=when), partial(settlement.table, times, names)
    rows_of = partial(settlement.rows_of, times)
    shown = Shown("settlement", title, settlement.sentence(days, times, names), table, rows_of, say("flows.lead_note"))
    draw_figure(settlement.figure(times, names, viewer.colours), shown, viewer, follow)

    _draw_tracker(viewer, delivered, partner)


def _draw_tracker(viewer: Viewer, delivered: Sequence[Delivery], partner: str | None) -> None:
    """Who delivered which quarter, who is to be reminded, and what was refused or withdrawn."""
    with st.container(key="at_deliveries"):  # where a link of Overzicht leads
        left, right = st.columns(2)
    with left:
        rows = deliveries.in_group(delivered, choose_group(delivered))
    with right:
        late = choose_late(delivered)
    words = say("deliveries.title"), deliveries.sentence(delivered), partial(deliveries.table, rows)
    note, pressing = say("deliveries.note"), say("deliveries.pressing")
    shown = Shown("deliveries", *words, partial(deliveries.numbers, delivered), note, pressing=pressing)
    draw_figure(deliveries.field(rows, partner, viewer.colours), shown, viewer, follow)
    if late:
        until = max(row.reference_date for row in delivered if row.reference_date)
        screen.markdown(say("deliveries.reminder.copy"))
        screen.code(deliveries.reminder(delivered, late, until))
    if aside := deliveries.asides(viewer.release.manifest, {row.source_code: row.name for row in delivered}):
        screen.subheader(say("deliveries.aside.title"))
        screen.markdown(say("deliveries.aside.lead"))
        screen.table(deliveries.asides_table(aside))
