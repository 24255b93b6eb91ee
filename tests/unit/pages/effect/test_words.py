"""Effects in words: interval first, what may be said, how far the evidence reaches, and what may not be concluded."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from dashboard import text
from dashboard.analysis.effect import (
    Effect,
    LeftOut,
    Panel,
    PlaceboAreas,
    PlaceboDate,
    PreTrend,
    Verdict,
    evidence_level,
)
from dashboard.analysis.effect.areas import Design
from dashboard.answers.rows import EffectProjects
from dashboard.pages.effect import words as effect
from dashboard.text import say


@pytest.fixture(autouse=True)
def _dutch():
    text.use("nl")


def made(value=0.85, lower=0.7, upper=1.08, **more):
    return Effect("did", value, lower, upper, **more)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(0.85, "15% minder"), (1.08, "8% meer"), (1.004, "evenveel"), (0.0, "100% minder"), (2.5, "2,5 keer zoveel"),
     (1.999, "100% meer"), (math.inf, "onbegrensd veel meer")],
)  # fmt: skip
def test_a_ratio_is_said_as_fewer_or_more(ratio, words):
    assert effect.against(ratio) == words


def test_the_interval_stands_before_the_point():
    assert effect.phrase(0.85, 0.7, 1.08) == "tussen 30% minder en 8% meer, geschat op 15% minder"


def test_without_an_estimate_there_is_a_dash():
    assert effect.phrase(None, None, None) == effect.ABSENT


def test_the_headline_says_interval_point_verdict_and_why_in_this_order():
    told = effect.headline(
        made(), Verdict("undetermined", "includes_one", draw=True), "after", "het project", "Meldingen"
    )

    places = [
        told.index(part) for part in ("tussen 30% minder", "geschat op 15%", "niet vast te stellen", "Het interval")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("why", ["not_offered", "pre_trend"])
def test_a_withheld_estimate_shows_no_number(why):
    told = effect.headline(made(), Verdict("undetermined", why, draw=False), "after", "het project", "Meldingen")

    assert "%" not in told
    assert say(f"effect.why.{why}") in told


def test_no_estimate_says_what_is_lacking():
    none = Effect("did", reason="few_comparison")
    told = effect.headline(none, Verdict("none", "not_estimated", draw=False), "during", "het project", "Meldingen")

    assert "te weinig buurten om mee te vergelijken" in told


def panel(n_before=8, n_after=4, n_own=2, n_others=30):
    counts = np.full((n_own + n_others, n_before + n_after), 10.0)
    return Panel(counts, np.arange(n_own + n_others) < n_own, n_before, n_before)


@pytest.mark.parametrize(
    ("given", "step", "need"),
    [({"n_before": 0}, "Alleen erna", "nulmeting"), ({"n_others": 0}, "Voor en na", "buurten om mee"),
     ({"n_others": 12}, "Met vergelijking", "meer buurten"), ({}, "Met veel vergelijkingen", None)],
)  # fmt: skip
def test_the_ladder_marks_the_level_and_says_what_the_next_one_lacks(given, step, need):
    found = evidence_level(panel(**given))

    assert f"● **{step}**" in effect.ladder(found)
    assert effect.ladder(found).count("●") == 1 + effect.STEPS.index(found.step)
    told = effect.evidence_sentence(found)
    assert (need in told) if need else "ontbreekt" not in told


def test_nothing_counted_yet_reaches_no_level():
    found = evidence_level(panel(n_after=0))

    assert "●" not in effect.ladder(found)
    assert "nog niets" in effect.evidence_sentence(found)


def test_going_together_before_the_start_is_said_to_prove_nothing():
    assert "bewijst niet" in effect.pre_trend_sentence(PreTrend(True, 1.0, 0.9, 1.1))
    assert "al uiteen" in effect.pre_trend_sentence(PreTrend(False, 1.3, 1.1, 1.5))
    assert "niet te toetsen" in effect.pre_trend_sentence(PreTrend(None))


def test_expected_follows_the_comparison_areas_from_the_level_of_the_project():
    counts = np.array([[10.0] * 4 + [30.0] * 2, [20.0] * 4 + [10.0] * 2])
    one = Panel(counts, np.array([True, False]), 4, 4)

    assert effect.expected(one, 4) == pytest.approx([10, 10, 10, 10, 5, 5])
    assert effect.expected(one.take(np.array([0])), 4) is None


def test_the_usual_project_ended_a_year_ago_and_did_not_stop_early():
    projects = [
        EffectProjects(code, "", "", "", "", status, date(*start), date(*end), "PV90", ())
        for code, status, start, end in (
            ("A", "done", (2020, 1, 1), (2021, 1, 1)),
            ("B", "done", (2022, 1, 1), (2023, 1, 1)),
            ("C", "stopped_early", (2022, 6, 1), (2023, 6, 1)),
            ("D", "closed", (2025, 1, 1), (2026, 3, 1)),
        )
    ]

    assert effect.usual_project(projects, date(2026, 9, 1)) == "B"
    assert effect.usual_project(projects[3:], date(2026, 9, 1)) == "D"


def test_limits_name_what_holds_for_this_project():
    own, none = np.array([True, True, False]), np.zeros(3, dtype=bool)
    found = Design(own, none, ~own, np.array([True, False, False]), 4, 6, slice(0, 10))
    told = " ".join(effect.limits(found, panel(n_own=2), "during"))

    for word in ("Selectie", "Toeschrijving", "Terugkeer", "Registratie", "Tijdens", "1 van 2", "Weinig buurten"):
        assert word in told
    assert "36%" in " ".join(effect.limits(found, panel(n_own=2), "after", 0.356))
    assert "Tijdens." not in " ".join(effect.limits(found, panel(n_own=8), "after"))


def test_areas_that_do_not_serve_are_counted_by_reason():
    own, none = np.array([True, False, False]), np.zeros(3, dtype=bool)
    found = Design(own, none, ~own, none, 4, 6, slice(0, 10), {"beside": 3, "busy": 0, "incomplete": 1})
    told = effect.area_sentence(found)

    assert "3 die aan het project grenzen, 1 zonder volledige cijfers" in told
    assert "ander project" not in told


def test_placebos_are_told_in_numbers():
    tried = PlaceboAreas((0.8, 1.0, 1.2), 0.4, 0.05, 2)
    dates = [PlaceboDate(4, made()), PlaceboDate(5, made(1.5, 1.2, 1.8))]
    left = [LeftOut(0, True, made(0.8)), LeftOut(1, False, made(0.95))]
    told = effect.placebo_sentence(tried, dates, left)

    assert "Van 3 proeven" in told
    assert "Van 2 proeven met een verzonnen startdatum voor de echte is er bij 1 een verschil" in told
    assert "tussen 20% minder en 5% minder" in told


def test_without_placebos_it_says_why():
    assert "te weinig vergelijkingsbuurten" in effect.placebo_sentence(PlaceboAreas(reason="few_comparison"), [], [])
    assert "niets geteld" in effect.no_placebos(Effect("did", reason="no_counts"))


def test_a_series_without_a_time_before_says_so():
    days = [date(2022, 1, 1)] * 4

    assert "geen cijfers" in effect.series_sentence(panel(n_before=0), days, "Meldingen")
    assert "gemiddeld 20 per kwartaal" in effect.series_sentence(panel(n_before=2, n_after=2), days, "Meldingen")


def test_projects_together_have_limits_of_their_own():
    assert any("Samen" in line for line in effect.group_limits())


@pytest.mark.parametrize(
    ("language", "finding", "phase", "said"),
    [
        ("nl", "lower", "after", "Meldingen: na afloop lager dan verwacht"),
        ("nl", "higher", "during", "Meldingen: tijdens het project hoger dan verwacht"),
        ("en", "lower", "during", "Meldingen: lower than expected during the project"),
        ("en", "higher", "after", "Meldingen: higher than expected afterwards"),
    ],
)
def test_only_a_whole_interval_on_one_side_heads_the_figure(language, finding, phase, said):
    text.use(language)

    assert effect.series_finding(Verdict(finding, "interval", draw=True), phase, "Meldingen") == said
    assert effect.series_finding(Verdict(finding, "no_comparison", draw=True), phase, "Meldingen") == ""
    assert effect.series_finding(Verdict("undetermined", "includes_one", draw=True), phase, "Meldingen") == ""
