"""A fast part of the validation: the real protection, the real estimators, fewer runs. Red when an estimator breaks."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dashboard.tools.validation.estimators import SIZES
from dashboard.tools.validation.protected import protect_draws
from dashboard.tools.validation.run import validate, write
from dashboard.tools.validation.worlds import EFFECTS, STARTS, WORLDS, Variant, draw_rates, factors, variants

RUNS = 60
SERIAL = [world for world in WORLDS if world.name == "serial"]


@pytest.fixture(scope="module")
def result():
    return validate(RUNS, worlds=SERIAL)


@pytest.fixture(scope="module")
def quick():
    """A result of too few runs to say how good an estimator is; it has every cell."""
    return validate(4, worlds=SERIAL)


def cells(result, **wanted):
    return [cell for cell in result["cells"] if all(cell[name] == value for name, value in wanted.items())]


@pytest.mark.slow
@pytest.mark.parametrize("estimator", ["did", "did_trend", "event_study", "interrupted", "before_after"])
def test_intervals_cover_and_alarms_are_few_within_the_error_of_the_simulation(result, estimator):
    coverage = np.mean([cell["coverage"] for cell in cells(result, estimator=estimator)])
    alarms = np.mean([cell["called"] for cell in cells(result, estimator=estimator, effect=0.0)])

    assert coverage >= 0.93 - 2 * np.sqrt(0.93 * 0.07 / RUNS) / 2
    assert alarms <= 0.06 + 2 * np.sqrt(0.06 * 0.94 / RUNS) / 2


@pytest.mark.slow
def test_a_fall_of_a_quarter_in_a_group_of_projects_is_seen_and_estimates_are_not_off(result):
    fall = cells(result, estimator="did", size="group", against=40, effect=-0.25, shape="level")[0]

    assert fall["called"] > 0.4
    for cell in cells(result, estimator="did", size="group", against=40):
        assert abs(cell["bias"]) < 0.06


def test_every_estimator_is_tried_with_every_effect(quick):
    effects = {(cell["effect"], cell["shape"]) for cell in cells(quick, estimator="did")}

    assert effects == {(0.0, "level"), *((effect, shape) for effect in EFFECTS for shape in ("level", "slope"))}
    assert {cell["size"] for cell in cells(quick, estimator="did")} == set(SIZES)
    assert len(cells(quick, estimator="synthetic_control")) == 3 * 7


def test_the_same_seed_gives_the_same_result_and_another_another():
    small = [validate(4, seed, worlds=WORLDS[-1:]) for seed in (1, 1, 2)]

    assert small[0] == small[1]
    assert small[0] != small[2]


def test_a_result_is_written_as_json_that_reads_back(quick, tmp_path):
    write(quick, tmp_path / "found.json", "2026-11-25")
    back = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))

    assert back.pop("date") == "2026-11-25"
    assert back == quick


def test_a_draw_is_protected_by_itself_and_every_count_is_a_multiple_of_five():
    exact = np.random.default_rng(1).poisson(3.0, (3, 10, 24))
    found, again = protect_draws(exact, b"k" * 32), protect_draws(exact[:2], b"k" * 32)

    assert (found % 5 == 0).all()
    assert np.abs(found - exact).max() < 5
    assert (found[:2] == again).all()


def test_worlds_are_as_they_say():
    rng = np.random.default_rng(2)
    by_name = {world.name: world for world in WORLDS}
    apart, together = (draw_rates(rng, by_name[name], 400) for name in ("apart_much", "together"))
    start = STARTS[0] * 3
    years = [slice(start - 24, start - 12), slice(start - 12, start)]
    own = [apart[0][..., year].sum() / apart[1][..., year].sum() for year in years]
    all_together = together[1][..., start : start + 12].sum() / together[1][..., start - 12 : start].sum()

    assert own[1] / own[0] == pytest.approx(np.exp(-0.10), rel=0.02)
    assert all_together == pytest.approx(0.85, rel=0.04)
    assert len(variants(by_name["apart_much"])) == 2


def test_effects_start_with_the_project_at_once_or_growing():
    level, slope = factors(Variant(-0.25, "level")), factors(Variant(-0.25, "slope"))

    assert (level[0, :48] == 1).all()
    assert (level[0, 48:] == 0.75).all()
    assert level[8, 39] == 0.75
    assert slope[0, 48] == pytest.approx(1 - 0.25 / 24)
    assert slope[0, 71] == pytest.approx(0.75)
