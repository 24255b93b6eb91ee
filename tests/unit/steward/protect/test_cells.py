"""Names become codes whose order is the order of the names."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.protect import cells
from dashboard.steward.protect.cells import dense, encode, segments, share_names

NAMES = st.lists(st.tuples(st.sampled_from("ebadc"), st.integers(0, 3)), min_size=1, max_size=20)


@given(NAMES)
def test_combined_codes_are_ordered_and_equal_as_the_names_are(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"])

    code = encode(frame, ["a", "b"]).combine(["a", "b"])

    for i, j in ((i, j) for i in range(len(rows)) for j in range(len(rows))):
        assert (code[i] < code[j]) == (rows[i] < rows[j])


@given(NAMES)
def test_too_many_names_for_one_number_are_made_dense_first(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"])
    wide = encode(frame, ["a", "b"])
    room = cells._ROOM
    try:
        cells._ROOM = 6
        narrow = wide.combine(["a", "b"])
    finally:
        cells._ROOM = room

    assert (np.argsort(narrow, kind="stable") == np.argsort(wide.combine(["a", "b"]), kind="stable")).all()


def test_categories_are_ordered_by_name_and_not_by_category():
    frame = pd.DataFrame({"a": pd.Categorical(["x", "b"], categories=["x", "b"])})

    assert encode(frame, ["a"]).codes["a"].tolist() == [1, 0]


def test_runs_of_nothing_are_nothing():
    assert [part.tolist() for part in segments(np.zeros(0, np.int64))] == [[], []]


def test_dense_numbers_have_no_gaps():
    assert dense(np.array([7, 3, 7])).tolist() == [1, 0, 1]


def test_frames_that_share_their_names_join_and_sort_as_numbers():
    first = pd.DataFrame({"a": pd.Categorical(["d", "b"]), "n": [1, 2]})
    second = pd.DataFrame({"a": ["c", "d"], "b": ["e", "b"]})

    one, two = share_names([first, second], [("a", "b")])
    again = share_names([one.assign(a=one["a"].cat.set_categories(["e", "d", "c", "b"]))], [("a",)])[0]

    assert one["a"].dtype == two["a"].dtype == two["b"].dtype
    assert one["a"].cat.categories.tolist() == again["a"].cat.categories.tolist() == ["b", "c", "d", "e"]
    assert one.sort_values("a")["n"].tolist() == [2, 1]
    assert one.merge(two, on="a")["b"].tolist() == ["b"]
