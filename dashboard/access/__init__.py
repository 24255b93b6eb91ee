"""Who may see and do what. Deny is the default."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

LEVELS = ("programme", "province", "municipality", "district", "neighbourhood")


class Role(StrEnum):
    """What somebody is to the partnership."""

    VIEWER = "viewer"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    ADVISER = "adviser"
    BOARD = "board"
    STEWARD = "steward"
    APPROVER = "approver"
    PRIVACY_OFFICER = "privacy_officer"


@dataclass(frozen=True)
class Rights:
    """What one viewer may see of a release.

    Attributes:
        may_view: may see the protected release at all.
        municipalities: codes of the municipalities that may be seen in full; None means every one.
        elsewhere: the finest level that may be seen of any other municipality: ``municipality``, ``district`` or
            ``neighbourhood``.
        projects_of: codes of the sources whose projects may be read with their texts and costs; None means every project.
    """

    may_view: bool = False
    municipalities: tuple[str, ...] | None = None
    elsewhere: str = LEVELS[-1]
    projects_of: tuple[str, ...] | None = None

    def shows(self, level: str, municipality: str | None = None) -> bool:
        """Whether areas of a level may be seen: of one municipality, or of every one when none is named."""
        if self.municipalities is None or municipality in self.municipalities:
            return True
        return LEVELS.index(level) <= LEVELS.index(self.elsewhere)


NOBODY = Rights()
# A release may be published whole, so whoever reaches the app in its closed network may view all of it.
VIEWER = Rights(may_view=True)


@dataclass(frozen=True)
class Person:
    """Who is there.

    Attributes:
        subject: the id by which the one who says who people are knows this one; it is what the log bears.
        roles: what they are.
        rights: what they may see.
        delivers_for: codes of the sources they may deliver for: partners and municipalities; None means every source.
        name: how they are called, for their own screen only.
    """

    subject: str
    roles: frozenset[Role] = frozenset()
    rights: Rights = NOBODY
    delivers_for: tuple[str, ...] | None = ()
    name: str = field(default="", compare=False)

    def has(self, *roles: Role) -> bool:
        """Whether they are one of these."""
        return not self.roles.isdisjoint(roles)


STRANGER = Person("")
# Without login everybody at this machine is the same one, who may do everything but be two persons.
LOCAL = Person("local", frozenset(Role), VIEWER, None)
