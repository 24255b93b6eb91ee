"""Did anything change in a project's areas? Effects on counts against comparison areas, with what each can carry.

For the page. Make one ``Panel`` per project and measure: counts areas x quarters (protected sums of three months), which
areas are the project's, ``start`` = index of the quarter in which it started, ``end`` = index of the first quarter wholly
after it (None while it runs), ``base`` = rounding base of the release's policy, ``ids`` = area codes. Leave areas of
*other* projects, and the ring of neighbours, out of the comparison areas. Then

- ``evidence_level(panel, phase)``: which level of evidence the data reach, and what the next one lacks;
- ``did(panel, phase)`` or ``did([panel, ...], phase)`` for a group of projects; phase is ``during`` or ``after``;
  ``did_trend`` the same with the earlier drift carried on; ``synthetic_control``, ``interrupted``, ``before_after``.
  All give an ``Effect``: ``value`` = observed / expected with ``lower`` and ``upper``, or ``reason`` when there is none;
- ``event_study(panel)``: effect per quarter before and after the start, with ``pre_trend``;
- ``offered(estimator, n_treated, n_comparison, n_projects)``: whether the simulations allow to show it here, why not, and
  under ``limits`` how often it is fooled when its assumption fails;
- ``judge(effect, pre_trend)``: ``lower``, ``higher``, ``undetermined`` or ``none``, why, and ``draw``; it asks ``offered``
  and never calls a change without comparison areas;
- ``placebo_areas``, ``placebo_dates``, ``leave_one_out``, ``displacement(panel, ring)``;
- ``sensitivity({"name of the set": panel, ...}, phase)``: the table of other reasonable choices.

Nothing here reads a file but ``offered``, draws anything without a fixed seed, or raises on odd counts. For one project of
6 areas against 60, everything above together takes about 0.6 s; ``placebo_areas`` and ``sensitivity`` are the longest.
"""

from dashboard.analysis.effect.checks import (
    LeftOut,
    PlaceboAreas,
    PlaceboDate,
    displacement,
    leave_one_out,
    placebo_areas,
    placebo_dates,
)
from dashboard.analysis.effect.did import did
from dashboard.analysis.effect.events import EventStudy, Moment, event_study
from dashboard.analysis.effect.evidence import Evidence, Verdict, evidence_level, verdict
from dashboard.analysis.effect.interrupted import before_after, interrupted
from dashboard.analysis.effect.judging import judge
from dashboard.analysis.effect.offered import Offer, offered
from dashboard.analysis.effect.panel import Effect, Estimator, Panel, Phase, Reason
from dashboard.analysis.effect.pretrend import PreTrend, pre_trend
from dashboard.analysis.effect.sensitivity import OtherChoice, sensitivity
from dashboard.analysis.effect.synthetic import synthetic_control
from dashboard.analysis.effect.trending import did_trend

__all__ = [
    "Effect", "Estimator", "EventStudy", "Evidence", "LeftOut", "Moment", "Offer", "OtherChoice", "Panel", "Phase", "PlaceboAreas",
    "PlaceboDate", "PreTrend", "Reason", "Verdict", "before_after", "did", "did_trend", "displacement",
    "event_study", "evidence_level", "interrupted", "judge", "leave_one_out", "offered", "placebo_areas", "placebo_dates", "pre_trend",
    "sensitivity", "synthetic_control", "verdict",
]  # fmt: skip
