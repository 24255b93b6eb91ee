"""Partners: who contributed what, what was passed on and settled, and who delivered when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.answers.rows import PartnersCounts, PartnersFlows, PartnersSettlement
from dashboard.charts import flows
from dashboard.charts.euros import totals
from dashboard.charts.tiles import period_text
from dashboard.pages.partners.choices import MONEY, ask_partners, choose_kind, choose_partner
from dashboard.pages.partners.figures import contributions, deliveries, settlement
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.chips import follow
from dashboard.ui.euros import choose_euros, draw_refusal, euro_question
from dashboard.ui.panel import Shown, draw_figure, stop_empty

if TYPE_CHECKING:
    from dashboard.addresses import PartnersAddress
    from dashboard.ui.viewer import Viewer


def page(viewer: Viewer, address: PartnersAddress) -> None:
    """Draw the page."""
    screen.title(say("partners.title"))
    screen.markdown(say("partners.lead"))
    if viewer.is_empty:
        stop_empty(say("overview.no_deliveries"), viewer)
    when = period_text(viewer.from_month, viewer.until_month)
    names, rows, delivered = ask_partners(viewer)
    partner = choose_partner(viewer, names)

    now, euros = viewer.period | viewer.scope, choose_euros(viewer, by_partner=True)
    found = viewer.ask_together(
        counts=(PartnersCounts, {"measures": (*contributions.COUNTS, contributions.SEVERAL)} | now),
        amounts=euro_question(viewer, euros),
        flows=(PartnersFlows, now),
        settlement=(PartnersSettlement, viewer.period),
    )
    counted, amounts, days = (found[name].frame for name in ("counts", "amounts", "settlement"))
    is_money = choose_kind() == MONEY
    kinds = contributions.kinds(is_money=is_money)
    lines = contributions.with_rest(rows) if is_money else rows
    cells = contributions.money_cells(lines, totals(amounts)) if is_money else contributions.count_cells(rows, counted)
    figure = contributions.panels(lines, cells, kinds, partner, viewer.colours)
    sentence = sentences(contributions.sentence(rows), contributions.several(counted, rows))
    table = partial(contributions.panel_table, lines, cells, kinds)
    title = say("partners.contribution", period=when, area=viewer.area_name)
    if not (is_money and draw_refusal(euros, title, "contribution")):
        download, note = (amounts, say("partners.money_note")) if is_money else (counted, say("partners.counts_note"))
        draw_figure(figure, Shown("contribution", title, sentence, table, download, note), viewer, follow)

    passed = flows.touching(found["flows"].frame, partner)
    title, table = say("flows.title", period=when, area=viewer.area_name), partial(flows.matrix, passed, names)
    shown = Shown("flows", title, flows.sentence(passed, names), table, passed, say("flows.note"))
    draw_figure(flows.picture(passed, names, viewer.colours), shown, viewer)

    times = settlement.times(days, partner)
    title, table = say("flows.lead_title", period=when), partial(settlement.table, times, names)
    shown = Shown("settlement", title, settlement.sentence(days, times, names), table, table, say("flows.lead_note"))
    draw_figure(settlement.figure(times, names, viewer.colours), shown, viewer)

    words = say("deliveries.title"), deliveries.sentence(delivered), partial(deliveries.table, delivered)
    shown = Shown("deliveries", *words, delivered, say("deliveries.note"))
    draw_figure(deliveries.field(delivered, partner, viewer.colours), shown, viewer, follow)
