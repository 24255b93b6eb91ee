"""Who may see what. Deny is the default."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rights:
    """What one viewer may do.

    Attributes:
        may_view: may see the protected release at all.
        municipalities: only these municipality codes; None means every one.
        is_steward: may open the steward's pages.
    """

    may_view: bool = False
    municipalities: tuple[str, ...] | None = None
    is_steward: bool = False


NOBODY = Rights()
# A release may be published whole, so whoever reaches the app in its closed network may view all of it.
VIEWER = Rights(may_view=True)
