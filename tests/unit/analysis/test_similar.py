"""Which projects are alike: each part by hand, and never by result or by the order of the rows."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.analysis.similar import PARTS, jaccard, similar

COLUMNS = ["type_code", "partners", "n_addresses", "urbanity_class", "owner_occupied_pct"]


def projects(**rows):
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    frame["partners"] = [frozenset(names.split()) for names in frame["partners"]]
    return frame


FRAME = projects(
    mine=("area", "GEM UWV BD", 1000, 1.0, 40.0),
    twin=("area", "GEM UWV BD", 1000, 1.0, 40.0),
    bigger=("area", "GEM UWV BD", 2000, 1.0, 40.0),
    other=("sector", "NLA", 100_000, 5.0, 80.0),
)


def test_a_twin_is_at_no_distance_and_comes_first():
    found = similar(FRAME, "mine")

    assert list(found.index) == ["twin", "bigger", "other"]
    assert found.loc["twin", "distance"] == 0
    assert "mine" not in found.index


def test_twice_as_many_addresses_is_half_of_four_times():
    found = similar(FRAME, "mine").loc["bigger"]

    assert found["size"] == pytest.approx(0.5)
    assert found["distance"] == pytest.approx(0.5 / 5)


def test_what_differs_in_everything_is_at_distance_one():
    found = similar(FRAME, "mine").loc["other"]

    spread = FRAME[["urbanity_class", "owner_occupied_pct"]].std(ddof=0)
    area = math.sqrt(((4 / spread.iloc[0]) ** 2 + (40 / spread.iloc[1]) ** 2) / 2) / 2
    assert found["area"] == pytest.approx(min(area, 1))
    assert [found[part] for part in ("type", "partners", "size")] == [1, 1, 1]


def test_what_is_unknown_counts_as_half_different():
    frame = FRAME.copy()
    frame.loc["twin", ["urbanity_class", "owner_occupied_pct"]] = float("nan")

    assert similar(frame, "mine").loc["twin", "area"] == 0.5


def test_one_figure_that_is_known_is_used_alone():
    frame = FRAME.copy()
    frame.loc["twin", "owner_occupied_pct"] = float("nan")

    assert similar(frame, "mine").loc["twin", "area"] == 0


def test_the_order_of_the_rows_does_not_matter():
    assert list(similar(FRAME.iloc[::-1], "mine").index) == list(similar(FRAME, "mine").index)


def test_a_weight_of_nothing_leaves_a_part_out():
    only_size = {name: float(name == "size") for name in PARTS}

    assert similar(FRAME, "mine", only_size).loc["bigger", "distance"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("A B", "A B", 1), ("A B", "B C", 1 / 3), ("A", "B", 0), ("", "", 0)],
)
def test_shared_partners_over_all_partners(one, other, share):
    assert jaccard(frozenset(one.split()), frozenset(other.split())) == pytest.approx(share)
