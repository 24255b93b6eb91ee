"""Which estimates stand beside each other, which one is the headline, and what is withheld."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard import text
from dashboard.analysis.effect import Effect, Offer, Panel, Verdict, did, judge, judging, pre_trend
from dashboard.pages.effect.words import agreement, as_row, group_rows, main_estimate, rows, sensitivity_rows


@pytest.fixture(autouse=True)
def _dutch():
    text.use("nl")


@pytest.fixture
def everything_offered(monkeypatch):
    """As if every estimator had held in the simulation."""
    monkeypatch.setattr(judging, "offered", lambda name, *_: Offer(name, is_offered=True))


def panel(effect=1.0, n_own=6, n_others=40, seed=4):
    """Poisson counts around 40 a quarter; the project's areas times ``effect`` after the end."""
    chance = np.random.default_rng(seed)
    mean = np.full((n_own + n_others, 28), 40.0)
    mean[:n_own, 20:] *= effect
    ids = tuple(f"A{i}" for i in range(n_own + n_others))
    return Panel(chance.poisson(mean).astype(float), np.arange(n_own + n_others) < n_own, 16, 20, base=0, ids=ids)


def test_the_headline_compares_where_there_are_areas_to_compare_with(everything_offered):
    made, judged = main_estimate(panel(effect=0.5), "after", 8)

    assert made.estimator == "did"
    assert judged.finding == "lower"


def test_without_comparison_a_change_is_never_called(everything_offered):
    made, judged = main_estimate(panel(effect=0.3, n_others=0), "after", 8)

    assert made.estimator == "before_after"
    assert made.upper < 1
    assert (judged.finding, judged.why) == ("undetermined", "no_comparison")


def test_an_estimator_that_is_not_offered_shows_no_number(monkeypatch):
    monkeypatch.setattr(judging, "offered", lambda name, *_: Offer(name, is_offered=False, reason="coverage"))
    one = panel(effect=0.5)
    found = rows(one, "after", 8, did(one))

    assert len(found) == 5
    assert all(row.value is None and "belofte" in row.brief for row in found)


def test_every_estimator_has_its_row_and_one_is_the_headline(everything_offered):
    one = panel(effect=0.5)
    found = rows(one, "after", 8, did(one))

    assert [row.is_main for row in found] == [True, False, False, False, False]
    assert "lager dan verwacht" in found[0].words.lower()
    assert "5 van 5" in agreement(found)


def test_a_method_without_comparison_is_counted_as_undetermined(everything_offered):
    one = panel(effect=0.3)
    found = {row.name: row for row in rows(one, "after", 8, did(one))}
    alone = found["Voor en na, zonder vergelijking"]

    assert alone.upper < 1
    assert alone.finding == "undetermined"
    assert "niet vast te stellen: 1" in agreement([alone])
    assert "lager dan verwacht: 1" in agreement([found["Verschil in verschillen"]])


def test_what_may_not_be_drawn_says_why():
    row = as_row("Een", Effect("did", 0.9, 0.1, 3.0), Verdict("undetermined", "wide", draw=False))

    assert row.value is None
    assert "te breed" in row.words
    assert "te breed" in row.brief


def test_areas_that_drifted_apart_before_the_start_withhold_the_estimate(everything_offered):
    apart = panel()
    counts = apart.counts.copy()
    counts[:6, :16] *= np.linspace(0.4, 1.6, 16)
    drifting = Panel(counts, apart.treated, 16, 20, base=0)

    assert judge(did(drifting), pre_trend(drifting)).why == "pre_trend"


def test_other_choices_differ_in_method_comparison_and_window(everything_offered):
    found = sensitivity_rows({"Dezelfde gemeente": panel()}, "after")
    names = [row.name for row in found]

    assert len(set(names)) == len(names) >= 8
    assert any("4 kwartalen" in name and "Dezelfde gemeente" in name for name in names)


def test_projects_together_stand_on_top_and_each_opens_its_own(everything_offered):
    panels = {"P1": panel(0.5), "P2": panel(0.5, seed=2)}
    found = group_rows(did(tuple(panels.values())), panels, {"P1": "Een", "P2": "Twee"}, 8)

    assert [row.is_main for row in found] == [True, False, False]
    assert [row.mark for row in found] == ["", "project:P2", "project:P1"]
