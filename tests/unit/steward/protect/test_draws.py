"""Draws are keyed, belong to one unit and are never used twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.protect.draws import draw_start, draw_stream, draw_units, sub_key

ONE = np.ones(1, np.int64)


def test_every_name_has_its_own_key():
    keys = {
        sub_key(master, names) for master in (b"a" * 32, b"b" * 32) for names in (("x", "y"), ("x", "z"), ("y", "x"))
    }

    assert len(keys) == 6


def test_starts_are_equally_likely():
    starts = [draw_start(sub_key(b"k" * 32, (number,)), 5) for number in range(5000)]

    assert np.abs(np.bincount(starts, minlength=5) - 1000).max() < 130


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_longer_stream_begins_with_the_shorter(few, more):
    unit_key = sub_key(b"k" * 32, ("x",))

    assert draw_stream(unit_key, 3, few + more)[: few * 8] == draw_stream(unit_key, 3, few)


def test_a_later_batch_draws_anew_but_keeps_its_start():
    first = draw_units(b"k" * 32, [("x",)], ONE * 5, ONE * 0, ONE * 20)
    later = draw_units(b"k" * 32, [("x",)], ONE * 5, ONE * 7, ONE * 20)

    assert first[0] == later[0]
    assert not set(first[1].tolist()) & set(later[1].tolist())
