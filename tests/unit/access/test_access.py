"""Deny is the default."""

from __future__ import annotations

from dashboard.access import NOBODY, VIEWER, Rights


def test_nobody_may_do_anything():
    assert Rights() == NOBODY
    assert not NOBODY.may_view
    assert not NOBODY.is_steward


def test_a_viewer_may_look_and_no_more():
    assert VIEWER.may_view
    assert not VIEWER.is_steward
