"""Verantwoording: purpose, promise, limits, rules, measured error, attacks, and a chance to break it yourself."""

import streamlit as st

from dashboard.analysis.subtraction import subtract
from dashboard.text import say
from dashboard.view import accountability as view
from dashboard.widgets import address
from dashboard.widgets.attacks import draw_attacks
from dashboard.widgets.figure import source_note
from dashboard.widgets.frame import frame
from dashboard.widgets.trials import draw_trials

here = frame()
policy, report = here.release.manifest["policy"], here.release.manifest["report"]
st.title(say("accountability.title"), anchor=False)
st.markdown(say("accountability.lead"))
left, right = st.columns(2, gap="large")
with left:
    st.subheader(say("accountability.purpose_title"), anchor=False)
    st.markdown(say("accountability.purpose"))
    st.subheader(say("accountability.limits_title"), anchor=False)
    st.markdown(say("accountability.limits"))
with right:
    st.subheader(say("accountability.promise_title"), anchor=False)
    st.markdown(view.promise(policy["rules"]))


@st.fragment
def draw_example() -> None:
    """Six invented neighbourhoods, a nosy neighbour, two totals and their difference."""
    st.subheader(say("accountability.example_title"), anchor=False)
    st.markdown(say("accountability.example"))
    left, right = st.columns(2, gap="large")
    with left:
        place = address.select(say("accountability.target"), "b", view.PLACES, "Havenkwartier", str)
        start = address.segments(say("accountability.start"), "u", [*"01234"], "2", lambda u: str(int(u) + 1))
        found = subtract(view.COUNTS, view.PLACES.index(place), int(start))
        st.table(view.example_table(found), hide_index=True)
    with right:
        st.markdown(f"**{say('accountability.without_title')}**\n\n{view.example_without(found, place)}")
        st.markdown(f"**{say('accountability.with_title')}**\n\n{view.example_with(found, place)}")
        st.caption(say("accountability.example_note"))


draw_example()
draw_attacks(here)
st.subheader(say("accountability.accuracy_title"), anchor=False)
st.markdown(say("accountability.accuracy"))
st.table(view.accuracy_table(report["errors"]), hide_index=True)
st.subheader(say("accountability.rules_title", name=policy["name"], version=policy["version"]), anchor=False)
st.table(view.rules_table(policy["rules"]), hide_index=True)
if report["amounts"]:
    st.subheader(say("accountability.amounts_title"), anchor=False)
    st.markdown(say("accountability.amounts"))
    st.table(view.amounts_table(report["amounts"]), hide_index=True)
draw_trials(here)
st.caption(source_note(here))
