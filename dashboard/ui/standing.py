"""Which release a screen shows, and how it stands: what a link fixed stays what it was, and says what has come since."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.addresses import Address
from dashboard.answers import ask, derived
from dashboard.answers.rows import DefinitionsBreaks, DefinitionsMeasures
from dashboard.charts.definitions import changed_definitions
from dashboard.charts.numbers import day
from dashboard.errors import DataMissing, StateAway
from dashboard.policy import use_policy
from dashboard.settings import Settings
from dashboard.state.early import may_open_early
from dashboard.store import current_release, linked_release, published_at, read_release, standing
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen
from dashboard.ui.address import write
from dashboard.ui.navigation import link_to
from dashboard.ui.run import for_readers, stop

if TYPE_CHECKING:
    from dashboard.access import Person, Rights
    from dashboard.store import Release

APPROVED = "approved"
MOST_NAMES = 5  # definitions by name; Definities of both releases has all


def open_release(address: Address, person: Person) -> Release:
    """The release the address fixes, with a word on how it stands, or else the one people see now.

    One that may not or cannot be shown ends the page with the reason and the way to the newest; one that waits to be published
    opens for who was named for it.
    """
    settings, rights = Settings.from_environment(), person.rights
    if not address.release:
        return current_release(settings)
    try:
        release = release_for(settings, address.release, person)
    except DataMissing as error:
        screen.error(for_readers(error))
        _offer_newest()
        stop()
    use_policy(release.policy)
    if release.status == APPROVED:
        screen.info(say("standing.early", id=release.id), icon=":material/visibility_lock:")
        return release
    newest = current_release(settings)
    how = standing(release, newest)
    if how == "current":
        screen.caption(say("standing.current", id=release.id))
        return release
    published = day(datetime.fromisoformat(published_at(release.manifest)))
    told = say(f"standing.{how}", id=release.id, date=published, newest=newest.id)
    screen.info(sentences(told, redefined(address, rights, release, newest)), icon=":material/history:")
    with st.container(horizontal=True, gap="medium"):
        _offer_newest()
        link_to("changes", say("standing.moved"), icon=":material/difference:", since=release.id, release="")
    return release


def release_for(settings: Settings, release_id: str, person: Person) -> Release:
    """A release that a link of this person may name: one that was published, or one that waits and opens early for them.

    Raises:
        DataMissing, DataDamaged: as ``linked_release``.
    """
    try:
        return linked_release(settings, release_id)
    except DataMissing:
        if _opens_early(settings, release_id, person):
            return read_release(settings, release_id)
        raise


def _opens_early(settings: Settings, release_id: str, person: Person) -> bool:
    """Whether a release that waits to be published opens for somebody; for nobody when the database is away."""
    try:
        return may_open_early(settings, release_id, person.subject, datetime.now(UTC).isoformat())
    except StateAway:
        return False


def redefined(address: Address, rights: Rights, release: Release, newest: Release) -> str:
    """Which definitions changed since: that of the measure the address names, or else of any; nothing where none did."""
    changed = definitions_since(rights, release, newest)
    measure = getattr(address, "measure", "")
    names = [changed[measure]] if measure in changed else list(changed.values()) if not measure else []
    if not names:
        return ""
    return say("standing.redefined", n=len(names), names=", ".join(names[:MOST_NAMES]))


def definitions_since(rights: Rights, before: Release, now: Release) -> dict[str, str]:
    """Measures by code with their name that two releases know by another definition."""
    both = before, now
    of_today = [ask(DefinitionsMeasures, rights, one) for one in both]
    breaks = [ask(DefinitionsBreaks, rights, one) for one in both]
    return dict(derived(changed_definitions, *of_today, *breaks))


def _offer_newest() -> None:
    """A button for the same screen in the release people see now."""
    screen.button(
        say("standing.newest"), key="newest", icon=":material/update:", on_click=write, args=(Address.release, None)
    )
