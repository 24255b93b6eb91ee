"""Who may enter which room of the desk."""

from __future__ import annotations

import pytest

from dashboard.access import LOCAL, STRANGER, Person, Role
from dashboard.desk.navigation import ROOMS, rooms_of


@pytest.mark.parametrize(
    ("person", "rooms"),
    [
        (STRANGER, ()),
        (Person("s", frozenset({Role.VIEWER, Role.BOARD, Role.ADVISER})), ()),
        (Person("s", frozenset({Role.PARTNER}), delivers_for=("UWV",)), ("deliver",)),
        (Person("s", frozenset({Role.STEWARD}), delivers_for=None), ("deliver", "releases", "remarks")),
        (Person("s", frozenset({Role.APPROVER})), ("releases", "remarks")),
        (Person("s", frozenset({Role.PRIVACY_OFFICER})), ("remarks", "log")),
        (LOCAL, tuple(ROOMS)),
    ],
)
def test_a_room_is_entered_by_role(person, rooms):
    assert rooms_of(person) == rooms
