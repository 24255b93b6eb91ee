"""Overzicht: what the programme did, how certain it is, and who delivered."""

import streamlit as st

from dashboard.text import say
from dashboard.view import overview
from dashboard.view.charts import partner_bars, trend
from dashboard.view.tiles import span
from dashboard.widgets import address
from dashboard.widgets.figure import Shown, draw_figure, source_note
from dashboard.widgets.frame import frame
from dashboard.widgets.measure import choose_measure
from dashboard.widgets.tile import draw_tiles

here = frame()
st.title(say("overview.title"), anchor=False)
st.markdown(say("overview.lead", area=here.area_name))
if here.is_empty:
    st.info(say("overview.no_deliveries"))
    st.stop()
when = span(here.from_month, here.until_month, here.first_month)
answers = {
    name: here.ask(f"overview__{name}", **here.history, **here.scope)
    for name in ("counts", "amounts", "referrals", "projects")
} | {"embedding": here.ask("overview__embedding", **here.scope)}
draw_tiles(overview.tiles(answers, when, here.noise("year")), here.colours)
st.caption(f"{say('overview.selected_only')} {source_note(here)}")


@st.fragment
def draw_measure() -> None:
    """Trend and partners of one measure; a choice here redraws only this part."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        measure = choose_measure(here, "m", "irregular_addresses", units=("count", "eur"))
    with right:
        grain = address.segments(
            say("trend.grain"), "s", ("month", "quarter", "year"), "quarter", lambda g: say(f"trend.{g}")
        )
    asked = {"measure": measure.code, "grain": grain} | here.history | here.scope
    series = here.ask(f"trend__{measure.unit}", **asked).frame
    events = here.ask("trend__events", **here.history).frame
    limits = overview.trend_limits(series, measure.unit, here.noise(grain))
    figure = trend(series, events, grain, (here.from_month, here.until_month), limits, measure.unit, here.colours)
    sentence = overview.trend_sentence(series, grain, measure.name, measure.unit)
    table = overview.trend_table(series, grain, limits, measure.unit)
    title = say("trend.title", measure=measure.name, area=here.area_name)
    draw_figure(figure, Shown("trend", title, sentence, table, series, measure.definition), here)
    rows = here.ask("overview__partners", measure=measure.code, **here.period, **here.scope).frame
    title = say("partners.by_measure", measure=measure.name, period=when.name)
    table = overview.partner_table(rows, measure.column)
    shown = Shown("partners", title, overview.partner_sentence(rows), table, rows, measure.definition)
    draw_figure(partner_bars(rows, measure.column, here.colours), shown, here)


draw_measure()
