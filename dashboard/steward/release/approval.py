"""From draft to what everybody sees, by two persons: who builds or checks a release never approves it.

The command line and the desk call these functions and no other; only the shipped sample is published without them. The database
says who did what and is the truth about that; the manifest says what and when, because readers get it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from dashboard.access import Person, Role
from dashboard.errors import ChecklistBlocks, DataMissing, SecondPersonNeeded, UserError
from dashboard.state.engine import looking, writing
from dashboard.state.log import Kind, add, take_turn
from dashboard.state.tables import PRERELEASE, SCHEDULE
from dashboard.steward.release import desk
from dashboard.steward.release.acts import acting, acts_on, makers, note, stands
from dashboard.steward.release.checklist import blocking
from dashboard.steward.release.review import review
from dashboard.steward.release.sending import send
from dashboard.store import UNSEEN, Release, manifests, pointed, read_release, status_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.settings import Settings
    from dashboard.steward.release.review import Review

MANAGERS = (Role.STEWARD, Role.APPROVER)
# What may be checked and approved: what waits, and what was replaced and is to be seen again.
OPEN = (*UNSEEN, "superseded")


def built(settings: Settings, release_id: str, person: Person, *, existed: bool) -> None:
    """Note who built a release; who only built it once more changes nothing.

    Raises:
        AccessDenied: they may not build.
        StateAway: the database cannot be reached, so that nobody can approve it until it is built once more.
    """
    with acting(settings, Kind.BUILT, release_id, person, Role.STEWARD) as connection:
        if existed and any(act.act == Kind.BUILT for act in acts_on(connection, release_id)):
            return
        note(connection, Kind.BUILT, release_id, person)


def check(settings: Settings, release_id: str, person: Person, at: str) -> Review:
    """Say that a release was looked at and its checklist blocks nothing.

    Args:
        settings: where the releases and the state are.
        release_id: which release.
        person: who checked it.
        at: now, ISO 8601.

    Raises:
        AccessDenied: they are no steward.
        ChecklistBlocks: something on the checklist blocks.
        UserError: it was checked already, or is no draft.
    """
    seen = review(settings, release_id)
    with acting(settings, Kind.CHECKED, release_id, person, Role.STEWARD) as connection:
        hold_open(settings, release_id)
        if stands(acts_on(connection, release_id), Kind.CHECKED):
            raise UserError("error.release.checked_before", id=release_id)
        _hold_unblocked(seen)
        note(connection, Kind.CHECKED, release_id, person)
        desk.note(settings, release_id, "checked", at)
    return seen


def explain_definitions(settings: Settings, release_id: str, person: Person, text: str, at: str) -> None:
    """Write down what changed in the definitions, for readers; without it such a release is not published.

    Raises:
        AccessDenied: they are no steward.
        UserError: there is no text, or the release was approved already.
    """
    with acting(settings, Kind.CHECKED, release_id, person, Role.STEWARD) as connection:
        hold_open(settings, release_id)
        if not text.strip():
            raise UserError("error.no_reason")
        if stands(acts_on(connection, release_id), Kind.APPROVED):
            raise UserError("error.release.approved_before", id=release_id)
        words = {"at": at, "text": text.strip()}
        add(connection, Kind.CHECKED, person.subject, release=release_id, what="definitions_note")
        desk.change(settings, release_id, lambda manifest: manifest.update(definitions_note=words))


def approve(settings: Settings, release_id: str, person: Person, why: str, at: str) -> Review:
    """Approve a release as its second person.

    Args:
        settings: where the releases and the state are.
        release_id: which release.
        person: who approves.
        why: on what grounds.
        at: now, ISO 8601.

    Raises:
        AccessDenied: they are no approver.
        SecondPersonNeeded: they built or checked it themselves, it was not checked, or nobody knows who built it.
        ChecklistBlocks: something on the checklist blocks.
        UserError: it was approved already, is no draft, or no reason is given.
    """
    seen = review(settings, release_id)
    with acting(settings, Kind.APPROVED, release_id, person, Role.APPROVER) as connection:
        hold_open(settings, release_id)
        _hold_second(connection, release_id, person)
        _hold_unblocked(seen)
        if not why.strip():
            raise UserError("error.no_reason")
        note(connection, Kind.APPROVED, release_id, person, why.strip())
        desk.note(settings, release_id, "approved", at)
    send(settings)
    return seen


def publish(settings: Settings, release_id: str | None, person: Person, at: str) -> Release:
    """Publish a release that was approved; publishing that was cut off is finished by publishing again.

    Args:
        settings: where the releases and the state are.
        release_id: which one; None takes what waits.
        person: who publishes.
        at: now, ISO 8601.

    Raises:
        AccessDenied: they are neither steward nor approver.
        SecondPersonNeeded: it was not approved.
        and what ``desk.publish`` raises.
    """
    chosen = release_id or _cut_off(settings) or desk.next_release(settings)
    with acting(settings, Kind.PUBLISHED, chosen, person, *MANAGERS) as connection:
        release = _publish(settings, connection, chosen, person, at, by="hand")
    send(settings)
    return release


def _cut_off(settings: Settings) -> str | None:
    """What people see already though nobody noted that it was published: its publishing was ended between the two."""
    seen = pointed(settings)
    if not seen or _status(settings, seen) != "published":
        return None
    with looking(settings) as connection:
        return seen if stands(acts_on(connection, seen), Kind.APPROVED) else None


def _status(settings: Settings, release_id: str) -> str:
    """What its manifest says a release is; empty where that cannot be read."""
    manifest = manifests(settings.releases).get(release_id)
    return status_of(manifest) if manifest else ""


def publish_planned(settings: Settings, release_id: str, at: str) -> bool:
    """Publish a release that is due, in the name of who planned it; one that waits for its approval is no refusal to note.

    Returns:
        Whether this published it: another one may have, or the plan was taken back.

    Raises:
        SecondPersonNeeded: it was not approved.
        and what ``desk.publish`` raises.
    """
    with writing(settings) as connection:
        take_turn(connection)
        plan = connection.execute(select(SCHEDULE).where(SCHEDULE.c.release_id == release_id)).one_or_none()
        if plan is None:
            return False
        _publish(settings, connection, release_id, Person(plan.subject), at, by="clock")
    return True


def _publish(
    settings: Settings, connection: Connection, release_id: str, person: Person, at: str, *, by: str
) -> Release:
    """Publish what was approved since it was last built or published; what people see already stays as it is."""
    release = read_release(settings, release_id)
    approved = stands(acts_on(connection, release_id), Kind.APPROVED)
    if release.status in OPEN and not approved:
        raise SecondPersonNeeded("error.release.not_approved", id=release_id)
    if release.status == "published" and not approved and pointed(settings) == release_id:
        return release
    if release.status in {*OPEN, "published"}:  # of another one publishing says why not
        note(connection, Kind.PUBLISHED, release_id, person, by=by)
        _clear(connection, release_id)
    return desk.publish(settings, release_id, at)


def withdraw(settings: Settings, release_id: str, person: Person, why: str, at: str) -> None:
    """Take a release back with a reason that readers see; one person is enough, because it is in a hurry.

    Withdrawing that was ended before it was noted is noted by withdrawing again.

    Raises:
        AccessDenied: they are neither steward nor approver.
        and what ``desk.withdraw`` raises.
    """
    with acting(settings, Kind.WITHDRAWN, release_id, person, *MANAGERS) as connection:
        if release_id not in manifests(settings.releases):
            raise DataMissing("error.unknown_release", id=release_id)
        if not why.strip():
            raise UserError("error.no_reason")
        is_noted = stands(acts_on(connection, release_id), Kind.WITHDRAWN)
        note(connection, Kind.WITHDRAWN, release_id, person, why.strip())
        _clear(connection, release_id)
        if is_noted or _status(settings, release_id) != "withdrawn":
            desk.withdraw(settings, release_id, why, at)
    send(settings)


def _clear(connection: Connection, release_id: str) -> None:
    """What was planned for a release is over."""
    for table in (SCHEDULE, PRERELEASE):
        connection.execute(delete(table).where(table.c.release_id == release_id))


def hold_open(settings: Settings, release_id: str) -> Release:
    """The release, when it waits to be published.

    Raises:
        DataMissing: there is no such release.
        UserError: it is published or withdrawn.
    """
    release = read_release(settings, release_id)
    if release.status not in OPEN:
        raise UserError("error.release.not_waiting", id=release_id)
    return release


def _hold_second(connection: Connection, release_id: str, person: Person) -> None:
    """Refuse who is no second person, and what nobody can be one for."""
    done = acts_on(connection, release_id)
    if stands(done, Kind.APPROVED):
        raise UserError("error.release.approved_before", id=release_id)
    if not any(act.act == Kind.BUILT for act in done):
        raise SecondPersonNeeded("error.release.nobody_built", id=release_id)
    if person.subject in makers(done):
        raise SecondPersonNeeded("error.release.same_person", id=release_id)
    if not stands(done, Kind.CHECKED):
        raise SecondPersonNeeded("error.release.not_checked", id=release_id)


def _hold_unblocked(seen: Review) -> None:
    if blocks := blocking(seen.items):
        raise ChecklistBlocks(
            "error.release.blocked", id=seen.release.id, what=" ".join(one.sentence for one in blocks)
        )
