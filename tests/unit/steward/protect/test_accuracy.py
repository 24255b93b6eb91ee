"""The told rounding error: per measure, from draws of its own, in two digits, of a hundred views or more."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard.accuracy import EVERY, LEVELS, PERIODS, read_accuracy
from dashboard.steward.protect import accuracy
from dashboard.steward.protect.accuracy import ENOUGH, measure_accuracy
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts


@pytest.fixture(scope="module")
def shown(programme, policy, key):
    return protect_counts(programme, policy, key).query("value > 0").reset_index(drop=True)


@pytest.fixture(scope="module")
def told(programme, shown, policy, key):
    return measure_accuracy(programme, shown, policy, key)


def years(cells, column):
    """Sums per measure, place and year; an inner measure counts in the outer ones."""
    names = ["examined_addresses", "irregular_addresses", "referred_addresses"]
    parts = [cells[cells["component"].isin(names[at:])].assign(measure=name) for at, name in enumerate(names)]
    keys = ["measure", column, pd.to_datetime(pd.concat(parts)["month"]).dt.year]
    return pd.concat(parts).groupby(keys)["value"].sum()


@pytest.mark.parametrize("other", [b"o" * 32, b"p" * 32])
def test_intervals_hold_on_a_draw_that_was_not_used_to_make_them(programme, told, policy, other):
    drawn = years(protect_counts(programme, policy, other), "area_code")
    real = years(programme, "area_code")
    for measure in ("examined_addresses", "irregular_addresses", "referred_addresses"):
        margin = read_accuracy(told, measure, "neighbourhood", "year").p95
        pairs = pd.DataFrame({"real": real[measure], "shown": drawn[measure]}).query("5 <= shown <= 500")
        within = (pairs["real"] - pairs["shown"]).abs() <= pairs["shown"].map(margin)
        assert len(pairs) >= ENOUGH
        assert 0.93 <= within.mean() <= 0.999


def test_one_large_measure_does_not_hide_what_the_others_are_off(programme, told, policy, key):
    large = programme[programme["component"] == "examined_addresses"].assign(
        component="persons_compared", family="persons_compared", family_rank=1, value=50_003
    )
    both = pd.concat([programme, large], ignore_index=True)
    shown = protect_counts(both, policy, key)

    found = measure_accuracy(both, shown, policy, key)

    for measure in ("examined_addresses", "irregular_addresses"):
        alone, beside = (read_accuracy(one, measure, "neighbourhood", "year") for one in (told, found))
        assert beside.sd(20) == pytest.approx(alone.sd(20), rel=0.15)


def test_nothing_of_the_published_draw_is_told_but_what_its_intervals_hold(programme, told, policy, key):
    others = protect_counts(programme, policy, b"n" * 32).query("value > 0")

    found = measure_accuracy(programme, others, policy, key)

    assert found["bases"] == told["bases"]
    assert found["likes"] == told["likes"]
    steps = {
        round(one / other, 6)
        for view, names in told["spreads"].items()
        for name, sizes in names.items()
        for one, other in zip(sizes.values(), found["spreads"][view][name].values(), strict=True)
        if other
    }
    assert 1.0 in steps
    assert len(steps - {1.0}) <= len(LEVELS) * len(PERIODS) * 3


def test_numbers_are_told_in_two_digits_and_written_as_they_are_read(told):
    numbers = [size for names in told["spreads"].values() for sizes in names.values() for size in sizes.values()]

    assert numbers
    assert all(number == float(f"{number:.2g}") for number in numbers)
    assert json.loads(json.dumps(told)) == told


def test_fewer_than_a_hundred_views_tell_nothing(programme, policy, key):
    few = programme[programme["project_code"].isin(["LSI-00000", "LSI-00001"])]
    found = measure_accuracy(few, protect_counts(few, policy, key), policy, key)

    assert found["spreads"]["programme|all"] == {}
    assert found["spreads"]["project|year"] == {}
    assert "project|year" not in found["coverage"]
    assert read_accuracy(found, "examined_addresses", "project", "year").spreads[1] == 1.0


@pytest.mark.parametrize("n_cells", [0, 1, 12])
def test_where_too_few_could_be_told_nothing_is_drawn_and_the_same_is_told(
    programme, policy, key, monkeypatch, n_cells
):
    few = programme.head(n_cells)
    shown = protect_counts(few, policy, key).query("value > 0") if n_cells else few
    drawn = []
    monkeypatch.setattr(accuracy, "_keys", lambda *_: drawn.append(1) or [b"o" * 32])
    told = measure_accuracy(few, shown, policy, key)

    assert drawn == []
    monkeypatch.setattr(accuracy, "_most_views", lambda *_: ENOUGH)
    assert measure_accuracy(few, shown, policy, key) == told
    assert drawn == [1]


def test_intervals_that_do_not_hold_are_widened(programme, shown, told, policy, key):
    """A release whose cells are further off than draws of it, as after many corrections."""
    size = np.random.default_rng(3).integers(0, 2, len(shown)) * policy.base
    worse = shown.assign(value=shown["value"] + size)

    found = measure_accuracy(programme, worse, policy, key)

    assert found["coverage"]["neighbourhood|month"] < told["coverage"]["neighbourhood|month"]
    before, after = (read_accuracy(one, "examined_addresses", "neighbourhood", "month") for one in (told, found))
    assert after.sd(20) > 1.2 * before.sd(20)


def test_coverage_is_that_of_the_published_draw(programme, shown, told, policy, key):
    exact = protect_counts(programme, replace(policy, base=1, base_strict=1), key)

    found = measure_accuracy(programme, exact, policy, key)

    assert set(found["coverage"]) == set(told["coverage"])
    assert min(found["coverage"].values()) == 100
    assert all(95 <= held <= 100 for held in told["coverage"].values())


def test_coverage_is_told_per_measure_in_whole_per_cents_where_a_hundred_counts_were_measured(told, programme, shown):
    real, drawn = years(programme, "area_code"), years(shown, "area_code")
    held = told["held"]["neighbourhood|year"]

    assert set(held) == {"examined_addresses", "irregular_addresses", "referred_addresses"}
    for measure, percent in held.items():
        margin = read_accuracy(told, measure, "neighbourhood", "year").p95
        pairs = pd.DataFrame({"real": real[measure], "shown": drawn[measure]}).query("5 <= shown <= 500")
        within = (pairs["real"] - pairs["shown"]).abs() <= pairs["shown"].map(margin) + 1e-9
        assert len(pairs) >= ENOUGH
        assert percent == int(100 * within.mean())
    assert all(isinstance(one, int) for of in told["held"].values() for one in of.values())
    assert told["coverage"] == {view: min(of.values()) for view, of in told["held"].items()}


def test_no_coverage_is_told_of_a_measure_with_fewer_than_a_hundred_counts(programme, policy, key):
    places = programme["area_code"].drop_duplicates().head(60)
    rare = (programme["component"] != "examined_addresses").to_numpy()
    cells = programme[~rare | programme["area_code"].isin(places).to_numpy()]

    found = measure_accuracy(cells, protect_counts(cells, policy, key).query("value > 0"), policy, key)

    assert set(found["held"]["neighbourhood|all"]) == {"examined_addresses"}


def test_follow_ups_and_places_of_no_level_are_left_out(programme, policy, key):
    municipality = programme.assign(
        area_code=programme["municipality_code"], district_code=programme["municipality_code"]
    )
    later = programme.assign(origin="follow_up")
    cells = pd.concat([municipality, later], ignore_index=True)

    found = measure_accuracy(cells, protect_counts(cells, policy, key), policy, key)

    assert found["spreads"]["neighbourhood|year"] == {}
    assert found["spreads"]["district|year"] == {}
    assert found["spreads"]["municipality|month"]


def test_nothing_gives_a_report_too(programme, policy, key):
    none = programme.iloc[:0]

    found = measure_accuracy(none, none[[*KEYS, "value"]], policy, key)

    assert found["bases"] == {EVERY: policy.base_strict}
    assert read_accuracy(found, "any", "programme", "all").sd(10) == pytest.approx((9 * 10) ** 0.5)


def test_draws_for_accuracy_have_keys_of_their_own_that_only_the_key_gives(key):
    drawn = accuracy._keys(key, 1000)

    assert drawn == accuracy._keys(key, 1000)
    assert len({key, *drawn}) == 1 + len(drawn) > 3
    assert not set(drawn) & set(accuracy._keys(b"x" * 32, 1000))
    assert len(accuracy._keys(key, 3_000_000)) == 1


def test_a_measure_in_few_domains_is_told_more_accurate_than_one_in_many(programme, policy, key):
    """Both have 40 cells of one case in each of 120 gemeenten; totals are kept close per domain."""
    municipality, number = np.divmod(np.arange(120 * 40), 40)
    base = programme.iloc[[0] * len(municipality)].reset_index(drop=True).assign(value=1)
    base["municipality_code"] = [f"GM{at:04d}" for at in municipality]
    base["area_code"] = [f"BU{at:04d}{one:02d}" for at, one in zip(municipality, number, strict=True)]
    together = base.assign(component="together", family="together", family_rank=1)
    apart = together.assign(component="apart", family="apart", project_code=[f"P{one}" for one in number])
    cells = pd.concat([together, apart], ignore_index=True)

    found = measure_accuracy(cells, protect_counts(cells, policy, key), policy, key)

    near, far = (read_accuracy(found, one, "municipality", "all") for one in ("together", "apart"))
    assert near.p95(40) < 5
    assert far.p95(40) > 15
