"""When money may be added up to one figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.protect.blocks import is_safe, is_safe_pooled, make_lot, merge


def lot(amounts, owner=0, y=15):
    return merge(make_lot(number, owner, y if number == 0 else 0, 1, one, one) for number, one in enumerate(amounts))


@pytest.mark.parametrize(("y", "n", "safe"), [(15, 5, True), (14, 5, False), (10, 5, False), (15, 4, False)])
def test_a_block_needs_enough_protected_and_enough_true_files(policy, y, n, safe):
    assert is_safe(lot([100] * n, y=y), policy) == safe


@pytest.mark.parametrize(("rest", "safe"), [(25, True), (24, False)])
def test_no_one_can_estimate_the_largest_closer_than_p_per_cent(policy, rest, safe):
    others = [rest - 20, 10, 10]

    assert is_safe(lot([100, 90, *others]), policy) == safe


def test_the_second_largest_is_taken_as_large_as_it_can_be(policy):
    """One cell of five files, 100 in all, the largest 40: the others could be 40 and 20, or 40, 10, 10."""
    one = make_lot(0, 0, 15, 5, 100, 40)

    assert (one.top, one.second) == (40, 40)
    assert is_safe(one, policy)
    assert not is_safe(make_lot(0, 0, 15, 5, 89, 40), policy)


@given(st.lists(st.lists(st.integers(1, 1000), min_size=1, max_size=2), min_size=1, max_size=8))
def test_the_two_largest_of_merged_cells_are_those_of_the_merged_list(cells):
    """With at most two files a cell, largest and rest say everything, so the worst case is the truth."""
    merged = merge(make_lot(i, 0, 0, len(files), sum(files), max(files)) for i, files in enumerate(cells))

    ordered = sorted((one for files in cells for one in files), reverse=True)
    assert (merged.top, merged.second) == (ordered[0], ordered[1] if len(ordered) > 1 else 0)
    assert merged.total == sum(ordered)


def test_a_pooled_block_stays_safe_when_any_project_takes_its_own_away(policy):
    loose = replace(policy, dominance_percent=0)
    two = [lot([10] * 9, owner, y=15) for owner in (0, 1)]

    assert is_safe_pooled(merge(two), loose)
    assert not is_safe_pooled(merge([two[0], lot([10] * 9, 1, y=10)]), loose)
    assert not is_safe_pooled(merge([two[0], lot([10] * 4, 1, y=15)]), loose)
    assert not is_safe_pooled(two[0], loose)
