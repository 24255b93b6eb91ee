"""The Bayesian attacker learns from the vault of the release: his certainty is known where counts are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.attack.posterior import attack_posterior, make_guesses, round_plainly
from dashboard.steward.protect.counts import protect_counts

SINGLE = 3000


@pytest.fixture
def alone(make_cells, key, policy):
    """Units of one cell each with the given values, and what protection shows of them."""

    def make(values):
        random = np.random.default_rng(1)
        counts = make_cells(
            random.choice(values, SINGLE),
            project_code=[f"P{number:04d}" for number in range(SINGLE)],
            month=pd.Timestamp("2024-01-01"),
        )
        return counts, protect_counts(counts, policy, key)

    return make


def shown(protected):
    return protected[protected["value"] > 0]


def test_where_every_count_is_one_a_shown_five_is_certain_and_the_release_adds_nothing(alone, policy):
    counts, protected = alone([1])

    attack = attack_posterior(counts, shown(protected), policy)

    assert attack.measures == (
        {"measure": "result|fines", "count": 1, "certainty": 90, "presence": 90, "gain": 0, "above": 90},
    )
    assert attack.detail == {"right": 100, "by_presence": 100}
    assert attack.passed


def test_a_single_cell_of_one_or_two_is_twice_as_likely_two(alone, policy):
    """Formula: a count v below the base is shown with chance v / b, so 1 : 2 for the two."""
    counts, protected = alone([1, 1, 1, 2])
    anew = counts.assign(measure="result|fines")

    guesses = make_guesses(anew, policy, lambda _cells: protected)

    assert guesses["certainty"].tolist() == pytest.approx([3 / 5], abs=0.05)
    assert guesses["guess"].tolist() == [1]
    assert guesses["presence"].tolist() == pytest.approx([3 / 4], abs=0.03)
    assert guesses["gain"].tolist() == [0]


def test_plain_rounding_gives_counts_away_that_presence_hides(alone, policy):
    """Rounded to the nearest five a shown 5 is never 1 or 2, and here always 3."""
    counts, _ = alone([1, 1, 1, 2, 3])
    bad = round_plainly(policy)

    broken = attack_posterior(counts, shown(bad(counts)), policy, engine=bad)

    assert broken.found == 100
    assert broken.detail == {"right": 100, "by_presence": 0}
    assert not broken.passed


def test_rare_measures_are_told_together(alone, policy):
    counts, protected = alone([4])
    rare = [frame.head(99).assign(component=name) for frame in (counts, protected) for name in ("orders", "complaints")]

    attack = attack_posterior(pd.concat([counts, *rare[:2]]), shown(pd.concat([protected, *rare[2:]])), policy)

    assert [row["measure"] for row in attack.measures] == ["rare|count", "result|fines"]


def test_other_data_give_another_report(alone, policy):
    reports = [
        attack_posterior(counts, shown(protected), policy).measures
        for counts, protected in map(alone, ([1], [1, 2, 3, 4]))
    ]

    assert reports[0][0]["certainty"] == 90
    assert reports[1][0]["certainty"] < 60


def test_large_counts_alone_leave_nothing_to_try(make_cells, policy):
    counts = make_cells([400] * 200, project_code=[f"P{number}" for number in range(200)])

    assert attack_posterior(counts, counts, policy).tried == 0
