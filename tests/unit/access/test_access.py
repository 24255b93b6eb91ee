"""Deny is the default."""

from __future__ import annotations

from dashboard.access import LOCAL, NOBODY, STRANGER, VIEWER, Person, Rights, Role


def test_nobody_may_do_anything():
    assert Rights() == NOBODY
    assert not NOBODY.may_view
    assert Person("s-1").rights == NOBODY
    assert Person("s-1").delivers_for == ()
    assert not STRANGER.has(*Role)


def test_a_viewer_may_look_and_no_more():
    assert VIEWER.may_view


def test_a_person_has_one_of_some_roles():
    clerk = Person("s-1", frozenset({Role.STEWARD}))
    assert clerk.has(Role.APPROVER, Role.STEWARD)
    assert not clerk.has(Role.APPROVER)


def test_who_is_at_this_machine_may_do_everything():
    assert LOCAL.has(*Role)
    assert LOCAL.rights == VIEWER
    assert LOCAL.delivers_for is None
