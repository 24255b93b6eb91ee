"""Whether what somebody takes may go on to others, by what it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dashboard.access.narrowing import rules

if TYPE_CHECKING:
    from dashboard.store import Release

SHOWN = frozenset({"published", "superseded"})


class Outside(StrEnum):
    """Who may have it."""

    PUBLIC = "public"
    PARTNERS = "partners"
    ASK = "ask"


def outside(release: Release, name: str) -> Outside:
    """Who may have a figure, table or document.

    Args:
        release: it is of; what is not published yet goes nowhere without asking.
        name: its key; what holds texts or costs of projects stands in ``rights.toml`` and is for partners.
    """
    if release.status not in SHOWN:
        return Outside.ASK
    return Outside.PARTNERS if name in rules()["outside"]["partners"] else Outside.PUBLIC
