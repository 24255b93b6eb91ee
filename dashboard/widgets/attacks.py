"""The section of Verantwoording on the attacks on this release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import say
from dashboard.view import attacks as view

if TYPE_CHECKING:
    from dashboard.widgets.frame import Frame


def draw_attacks(frame: Frame) -> None:
    """Verdict and a short table; what each attack did, folded; and what a smallest shown count gives away per measure."""
    report, policy = frame.release.attacks, frame.release.manifest["policy"]
    base = next(rule["value"] for rule in policy["rules"] if rule["rule"] == "base")
    st.subheader(say("attacks.title"), anchor=False)
    st.markdown(say("protect.report.passed" if report["passed"] else "protect.report.failed"))
    st.markdown(say("attacks.lead"))
    st.table(view.verdict_table(report), hide_index=True)
    with st.expander(say("attacks.story")):
        st.table(view.story_table(report), hide_index=True)
    if lead := view.measures_lead(report, base):
        st.subheader(say("attacks.measures_title", base=base), anchor=False)
        st.markdown(lead)
        st.table(view.measures_table(report, frame.ask("definitions__measures").frame), hide_index=True)
        st.caption(say("attacks.measures_note"))
