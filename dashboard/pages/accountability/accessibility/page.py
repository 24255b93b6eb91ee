"""The accessibility statement as it stands on the page."""

from __future__ import annotations

from dashboard.pages.accountability.accessibility import words
from dashboard.settings import Settings
from dashboard.text import say
from dashboard.ui import screen


def draw_accessibility() -> None:
    """Name and status, how it was tried, every known fault, and whom to tell of another one."""
    settings, examination = Settings.from_environment(), words.examination()
    screen.subheader(say("accessibility.title"))
    screen.markdown(words.standing(examination, settings.address))
    screen.markdown(words.tried(examination))
    screen.table(words.faults_table())
    screen.markdown(
        say("accessibility.contact", contact=settings.contact) if settings.contact else say("accessibility.no_contact")
    )
    screen.markdown(say("accessibility.complain"))
