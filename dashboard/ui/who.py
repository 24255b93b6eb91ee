"""Who looks at this page: asked anew in every run, and kept nowhere."""

from __future__ import annotations

from dashboard.access import LOCAL, Person


def who() -> Person:
    """Who looks."""
    return LOCAL
