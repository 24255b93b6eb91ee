"""The page: build, look at what waits, act on it, and see every release with who did what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import LOCAL
from dashboard.desk.releases import words
from dashboard.desk.releases.acting import Standing, draw_acts, draw_said, needs_note
from dashboard.desk.releases.job import draw_build
from dashboard.errors import DataDamaged, DataMissing, UserError
from dashboard.settings import Settings
from dashboard.steward.release import desk, planning
from dashboard.steward.release.acts import Act, acts, named_person
from dashboard.steward.release.approval import OPEN
from dashboard.steward.release.review import review
from dashboard.store import Release
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui import screen

if TYPE_CHECKING:
    from dashboard.access import Person
    from dashboard.steward.release.checklist import Item
    from dashboard.steward.release.planning import Early, Planned


@dataclass(frozen=True)
class State:
    """What the database says of all releases.

    Attributes:
        is_away: whether it did not answer, so that nothing can be done.
        acts: what was done, per release.
        planned: what is to be published by the clock.
        early: who may see what before.
    """

    is_away: bool
    acts: dict[str, tuple[Act, ...]]
    planned: tuple[Planned, ...] = ()
    early: tuple[Early, ...] = ()


def page(person: Person) -> None:
    """Draw it."""
    settings = Settings.from_environment()
    screen.title(say("desk_releases.title"))
    screen.markdown(say("desk_releases.lead"))
    draw_said()
    state = _state(settings)
    somebody = None if state.is_away else _somebody(person)
    draw_build(settings, somebody)
    every = desk.releases(settings)
    kept = [release for release in every if isinstance(release, Release)]
    if kept:
        _draw_chosen(settings, kept, state, somebody)
    screen.subheader(say("desk_releases.all"))
    if not every:
        screen.markdown(say("desk_releases.none"))
        return
    screen.dataframe(words.releases_table(kept, state.acts), alt=say("desk_releases.all"), placeholder="")
    for damaged in (one for one in every if isinstance(one, DataDamaged)):
        screen.error(say(damaged.key, **damaged.values))


def _state(settings: Settings) -> State:
    """What the database says; where it is away, the sentence of it."""
    try:
        return State(False, acts(settings), planning.planned(settings), planning.early(settings))
    except UserError as error:
        screen.error(say(error.key, **error.values))
        return State(True, {})


def _somebody(person: Person) -> Person | None:
    """Who acts; without login by the name they give. None as long as they give none."""
    if person.subject != LOCAL.subject:
        return person
    left, _ = st.columns([1, 2])
    with left:
        name = screen.text_input(say("desk_releases.name"), key="desk_name", max_chars=100)
    screen.caption(say("desk_releases.promise"))
    if not name.strip():
        return None
    try:
        return replace(person, subject=named_person(name).subject, name=name)
    except UserError as error:
        screen.error(say(error.key, **error.values))
        return None


def _draw_chosen(settings: Settings, kept: list[Release], state: State, person: Person | None) -> None:
    """One release: what is to be known of it, and what can be done with it."""
    by_id = {release.id: release for release in kept}
    screen.subheader(say("desk_releases.one"))
    left, _ = st.columns([1, 2])
    with left:
        chosen = screen.selectbox(
            say("desk_releases.choose"),
            list(by_id),
            key="desk_release",
            index=list(by_id).index(_first(settings, kept)),
        )
    release = by_id[chosen]
    screen.caption(words.standing(release))
    done = state.acts.get(chosen, ())
    planned = [one for one in state.planned if one.release_id == chosen]
    early = [one for one in state.early if one.release_id == chosen]
    items = _draw_review(settings, chosen) if release.status in OPEN else ()
    if planned or early:
        screen.markdown(sentences(*words.plans(planned, early)))
    if done:
        screen.markdown(say("desk_releases.done"))
        screen.table(words.acts_table(done))
    if state.is_away:
        return
    if person is None:
        screen.info(say("desk_releases.name_first"))
        return
    draw_acts(settings, release, Standing(done, tuple(early), needs_note(items)), person)


def _first(settings: Settings, kept: list[Release]) -> str:
    """The release that waits to be published, or else the one made last."""
    try:
        waits = desk.next_release(settings)
    except DataMissing:
        return kept[0].id
    return waits if any(release.id == waits for release in kept) else kept[0].id


def _draw_review(settings: Settings, release_id: str) -> tuple[Item, ...]:
    """Checklist, and the difference with what is published in words and figures; gives the checklist."""
    seen = review(settings, release_id)
    difference = seen.difference
    screen.markdown(say("desk_releases.checklist"))
    screen.table(words.checklist_table(seen.items))
    screen.markdown(say("desk_releases.difference"))
    screen.markdown(sentences(*words.difference_sentences(difference)))
    totals = words.totals_table(difference)
    if not totals.empty:
        screen.dataframe(totals, alt=say("desk_releases.totals"), placeholder="", **words.height(len(totals)))
    deliveries = words.deliveries_table(difference)
    if not deliveries.empty and difference.before:
        with screen.expander(say("desk_releases.deliveries")):
            screen.dataframe(deliveries, alt=say("desk_releases.deliveries"), placeholder="")
    return seen.items
