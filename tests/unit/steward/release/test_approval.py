"""Two persons: who builds or checks never approves, one approval counts, and nothing is published without it."""

from __future__ import annotations

import ast
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dashboard.access import Person, Role
from dashboard.errors import (
    AccessDenied,
    ChecklistBlocks,
    DataMissing,
    SecondPersonNeeded,
    StateAway,
    UserError,
)
from dashboard.state import log
from dashboard.state.early import may_open_early
from dashboard.state.engine import forget
from dashboard.state.log import Kind
from dashboard.steward.release import approval, desk, planning
from dashboard.steward.release.acts import acts, makers, named_person
from dashboard.store import POINTER, current_release, pointed, read_release
from tests.conftest import ROOT
from tests.unit.steward.release.conftest import AT

ANNE, BRAM = (Person(name, frozenset({Role.STEWARD, Role.APPROVER})) for name in ("s-anne", "s-bram"))
LATER = "2026-11-02T09:00:00+00:00"


@pytest.fixture(params=["sqlite", "postgresql"])
def waits(request, two):
    """A world with one release published and one built by Anne, whose areas are no sample; on both databases."""
    world, _, second = two
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgresql").new()
    world = replace(world, database=database)
    desk.change(world, second.id, lambda manifest: manifest.update(is_sample=False))
    approval.built(world, second.id, ANNE, existed=False)
    yield world, second.id
    forget(world)


@pytest.fixture
def checked(waits):
    """The same, checked by Anne."""
    world, release_id = waits
    approval.check(world, release_id, ANNE, AT)
    return waits


@pytest.fixture
def approved(checked):
    """The same, approved by Bram."""
    world, release_id = checked
    approval.approve(world, release_id, BRAM, "in orde", AT)
    return checked


def refusals(world):
    return [one.about["reason"] for one in log.entries(world, kinds=[Kind.REFUSED])]


def test_a_release_goes_from_draft_to_published_by_two_persons(approved):
    world, release_id = approved
    assert read_release(world, release_id).status == "approved"
    assert pointed(world) != release_id

    approval.publish(world, release_id, ANNE, LATER)

    done = [(act.act, act.subject, act.why) for act in acts(world)[release_id]]
    assert done == [
        ("built", "s-anne", ""),
        ("checked", "s-anne", ""),
        ("approved", "s-bram", "in orde"),
        ("published", "s-anne", ""),
    ]
    assert current_release(world).id == release_id
    assert [line["status"] for line in read_release(world, release_id).manifest["history"]][-3:] == [
        "checked",
        "approved",
        "published",
    ]
    assert [one.kind for one in reversed(log.entries(world)) if one.kind != Kind.DELIVERED] == [
        "built",
        "checked",
        "approved",
        "published",
    ]
    assert log.verify(world).n_entries == len(log.entries(world))


def test_no_person_stands_in_what_readers_get(approved):
    world, release_id = approved
    approval.publish(world, release_id, ANNE, LATER)

    text = (world.releases / f"{release_id}.json").read_text(encoding="utf-8")

    assert "s-anne" not in text
    assert "s-bram" not in text
    assert "in orde" not in text


@pytest.mark.parametrize(
    ("person", "kind", "key"),
    [
        (ANNE, SecondPersonNeeded, "error.release.same_person"),
        (Person("s-carl", frozenset({Role.STEWARD})), AccessDenied, "error.release.role"),
        (Person("s-carl", frozenset({Role.VIEWER})), AccessDenied, "error.release.role"),
    ],
)
def test_who_may_not_approve_is_refused_and_that_is_logged(checked, person, kind, key):
    world, release_id = checked
    with pytest.raises(kind) as error:
        approval.approve(world, release_id, person, "in orde", AT)

    assert error.value.key == key
    assert refusals(world) == [key.rpartition(".")[2]]
    assert log.entries(world)[0].subject == person.subject
    assert read_release(world, release_id).status == "checked"


def test_who_checked_is_no_second_person_either(waits):
    world, release_id = waits
    approval.check(world, release_id, BRAM, AT)
    with pytest.raises(SecondPersonNeeded) as error:
        approval.approve(world, release_id, BRAM, "in orde", AT)

    assert error.value.key == "error.release.same_person"
    assert makers(acts(world)[release_id]) == {"s-anne", "s-bram"}


def test_what_was_not_checked_approved_or_built_by_somebody_stays(waits, two):
    world, release_id = waits
    with pytest.raises(SecondPersonNeeded) as unchecked:
        approval.approve(world, release_id, BRAM, "in orde", AT)
    with pytest.raises(SecondPersonNeeded) as unapproved:
        approval.publish(world, release_id, BRAM, AT)
    with pytest.raises(UserError) as published:
        approval.check(world, pointed(world), ANNE, AT)

    assert unchecked.value.key == "error.release.not_checked"
    assert unapproved.value.key == "error.release.not_approved"
    assert published.value.key == "error.release.not_waiting"
    assert len(refusals(world)) == 3
    assert pointed(world) != release_id


def test_without_a_builder_nobody_is_second(two):
    world, _, second = two
    with pytest.raises(SecondPersonNeeded) as error:
        approval.approve(world, second.id, BRAM, "in orde", AT)

    assert error.value.key == "error.release.nobody_built"


def test_a_reason_is_needed(checked):
    world, release_id = checked
    with pytest.raises(UserError) as error:
        approval.approve(world, release_id, BRAM, "  ", AT)

    assert error.value.key == "error.no_reason"


@pytest.mark.parametrize(
    "harm", [{"is_sample": True}, {"attacks": {}}, {"attacks": {"passed": False, "attacks": []}}, {"definitions": "x"}]
)
def test_what_the_checklist_blocks_is_neither_checked_nor_approved(checked, harm):
    world, release_id = checked
    desk.change(world, release_id, lambda manifest: manifest.update(harm))
    with pytest.raises(ChecklistBlocks) as error:
        approval.approve(world, release_id, BRAM, "in orde", AT)

    assert error.value.values["what"].endswith(("demo.", "audit.", "--note."))
    assert read_release(world, release_id).status == "checked"


def test_a_note_on_changed_definitions_lets_a_release_go_on(waits):
    world, release_id = waits
    desk.change(world, release_id, lambda manifest: manifest.update(definitions="x"))
    with pytest.raises(ChecklistBlocks):
        approval.check(world, release_id, ANNE, AT)
    approval.explain_definitions(world, release_id, ANNE, "Trefkans telt adressen eenmaal.", AT)
    seen = approval.check(world, release_id, ANNE, AT)

    assert "eenmaal" in next(item.sentence for item in seen.items if item.code == "definitions")


def test_of_two_approvals_at_once_one_wins(checked):
    world, release_id = checked
    approvers = [Person(f"s-{n}", frozenset({Role.APPROVER})) for n in range(4)]

    def approve(person):
        try:
            approval.approve(world, release_id, person, "in orde", AT)
        except UserError as error:
            return error.key
        return ""

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(approve, approvers))

    assert outcomes == ["", *["error.release.approved_before"] * 3]
    assert [act.act for act in acts(world)[release_id]].count("approved") == 1
    assert [line["status"] for line in read_release(world, release_id).manifest["history"]].count("approved") == 1


def test_building_anew_needs_a_new_approval_and_building_once_more_does_not(approved):
    world, release_id = approved
    approval.built(world, release_id, BRAM, existed=True)
    assert [act.act for act in acts(world)[release_id]].count("built") == 1
    approval.built(world, release_id, BRAM, existed=False)
    with pytest.raises(SecondPersonNeeded) as error:
        approval.publish(world, release_id, BRAM, LATER)

    assert error.value.key == "error.release.not_approved"


def test_publishing_again_changes_nothing_and_an_older_one_needs_a_new_approval(approved):
    world, release_id = approved
    first = pointed(world)
    approval.publish(world, release_id, ANNE, LATER)
    approval.publish(world, release_id, ANNE, LATER)
    assert [act.act for act in acts(world)[release_id]].count("published") == 1

    with pytest.raises(SecondPersonNeeded):
        approval.publish(world, first, ANNE, LATER)
    assert current_release(world).id == release_id


def test_publishing_that_was_cut_off_is_finished(approved):
    world, release_id = approved
    first = pointed(world)
    desk.publish(world, release_id, AT)
    (world.releases / POINTER).write_text(first, encoding="utf-8")  # killed before the pointer moved
    approval.publish(world, release_id, ANNE, LATER)

    assert current_release(world).id == release_id
    assert [act.act for act in acts(world)[release_id]][-1] == "published"


def test_a_release_is_withdrawn_by_one_person_with_a_reason(approved):
    world, release_id = approved
    approval.publish(world, release_id, ANNE, LATER)
    with pytest.raises(UserError):
        approval.withdraw(world, release_id, ANNE, " ", LATER)
    with pytest.raises(DataMissing):
        approval.withdraw(world, "no release of that name", ANNE, "fout", LATER)
    approval.withdraw(world, release_id, ANNE, "Verkeerde buurt.", LATER)

    assert acts(world)[release_id][-1].why == "Verkeerde buurt."
    with pytest.raises(DataMissing) as seen:
        current_release(world)
    assert seen.value.values["why"] == "Verkeerde buurt."
    with pytest.raises(DataMissing):
        approval.publish(world, release_id, ANNE, LATER)


def test_a_full_disk_leaves_neither_act_nor_approval(checked, monkeypatch):
    """What cannot be written to the manifest is not in the database either, and is not said to be the database."""
    import resource

    world, release_id = checked
    size = (world.releases / f"{release_id}.json").stat().st_size
    before, seen = resource.getrlimit(resource.RLIMIT_FSIZE), approval.review(world, release_id)
    monkeypatch.setattr(approval, "review", lambda *_: seen)
    if not world.database:
        pytest.skip("the limit would hold for the file of the database too")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            approval.approve(world, release_id, BRAM, "in orde", AT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert read_release(world, release_id).status == "checked"
    assert [act.act for act in acts(world)[release_id]] == ["built", "checked"]


def test_where_the_database_is_away_nothing_is_done(two):
    world, _, second = two
    away = replace(world, database="postgresql://lsi@127.0.0.1:1/none")
    for act in (
        lambda: approval.built(away, second.id, ANNE, existed=False),
        lambda: approval.approve(away, second.id, BRAM, "in orde", AT),
        lambda: approval.withdraw(away, second.id, BRAM, "in orde", AT),
        lambda: planning.publish_due(away, AT),
    ):
        with pytest.raises(StateAway):
            act()

    assert read_release(world, second.id).status == "draft"


def test_what_is_due_and_approved_is_published_once(approved):
    world, release_id = approved
    planned = planning.schedule(world, release_id, "2026-11-02 10:00", ANNE, AT)
    assert planned.due == "2026-11-02T09:00:00+00:00"
    assert planning.publish_due(world, AT).published == ()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: planning.publish_due(world, LATER).published, range(2)))

    assert sorted(outcomes) == [(), (release_id,)]
    assert [act.act for act in acts(world)[release_id]].count("published") == 1
    assert acts(world)[release_id][-1].subject == "s-anne"
    assert planning.planned(world) == ()
    assert planning.publish_due(world, LATER) == planning.Due((), ())


def test_what_is_due_without_approval_waits_and_is_said(checked):
    world, release_id = checked
    planning.schedule(world, release_id, "2026-11-02T09:00Z", ANNE, AT)
    outcome = planning.publish_due(world, LATER)

    assert [error.key for error in outcome.refused] == ["error.release.not_approved"]
    assert refusals(world) == []
    assert [one.release_id for one in planning.planned(world)] == [release_id]
    approval.approve(world, release_id, BRAM, "in orde", AT)
    assert planning.publish_due(world, LATER).published == (release_id,)


def test_a_plan_is_replaced_taken_back_and_refused(checked):
    world, release_id = checked
    planning.schedule(world, release_id, "2026-12-01 09:00", ANNE, AT)
    planning.schedule(world, release_id, "2026-12-02 09:00", ANNE, AT)
    assert [one.due for one in planning.planned(world)] == ["2026-12-02T08:00:00+00:00"]
    planning.unschedule(world, release_id, ANNE)
    keys = []
    for act in (
        lambda: planning.unschedule(world, release_id, ANNE),
        lambda: planning.schedule(world, release_id, "2026-10-01", ANNE, AT),
        lambda: planning.schedule(world, release_id, "morgen", ANNE, AT),
        lambda: planning.schedule(world, pointed(world), "2026-12-01", ANNE, AT),
        lambda: planning.schedule(world, release_id, "2026-12-01", Person("x"), AT),
    ):
        with pytest.raises(UserError) as error:
            act()
        keys.append(error.value.key.removeprefix("error.release."))

    assert keys == ["not_planned", "past", "no_moment", "not_waiting", "role"]
    assert len(refusals(world)) == 5


def test_somebody_sees_a_release_early_only_within_a_window_and_once_approved(checked):
    world, release_id = checked
    planning.give_early(world, release_id, "s-dora", ("2026-11-02 09:00", "2026-11-03 09:00"), ANNE)

    def may(at, subject="s-dora"):
        return may_open_early(world, release_id, subject, at)

    inside = "2026-11-02T12:00:00+00:00"
    assert not may(inside)
    approval.approve(world, release_id, BRAM, "in orde", AT)
    assert may(inside)
    assert may("2026-11-02T08:00:00+00:00")
    assert not may("2026-11-02T07:59:59+00:00")
    assert not may("2026-11-03T08:00:00+00:00")
    assert not may(inside, "s-eva")
    assert not may(inside, "")
    assert not may_open_early(world, "../../etc", "s-dora", inside)
    assert [one.given_by for one in planning.early(world)] == ["s-anne"]
    planning.take_early(world, release_id, "s-dora", ANNE)
    assert not may(inside)
    with pytest.raises(UserError) as error:
        planning.take_early(world, release_id, "s-dora", ANNE)
    assert error.value.key == "error.release.not_early"


@pytest.mark.parametrize(
    ("subject", "window", "key"),
    [
        ("s-dora", ("2026-11-03", "2026-11-02"), "error.release.no_window"),
        ("s-dora", ("2026-11-03", "2026-11-03"), "error.release.no_window"),
        (" ", ("2026-11-02", "2026-11-03"), "error.release.no_subject"),
        ("s-dora", ("nu", "straks"), "error.release.no_moment"),
    ],
)
def test_a_window_that_is_none_is_refused(waits, subject, window, key):
    world, release_id = waits
    with pytest.raises(UserError) as error:
        planning.give_early(world, release_id, subject, window, ANNE)

    assert error.value.key == key
    assert planning.early(world) == ()


def test_publishing_ends_what_was_planned(approved):
    world, release_id = approved
    planning.schedule(world, release_id, "2026-12-01", ANNE, AT)
    planning.give_early(world, release_id, "s-dora", ("2026-11-02", "2026-11-03"), ANNE)
    approval.publish(world, release_id, ANNE, AT)

    assert planning.planned(world) == ()
    assert planning.early(world) == ()


@pytest.mark.parametrize(("name", "subject"), [("Anne", "local:anne"), ("  anne\t DE  Vries ", "local:anne de vries")])
def test_a_name_is_one_person_however_it_is_typed(name, subject):
    assert named_person(name).subject == subject


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "an\x07ne"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(UserError):
        named_person(name)


def test_nobody_goes_round_the_second_person():
    """Publishing, withdrawing and noting in a manifest are called where persons are held to the rules, and by the sample alone."""
    low = {"publish", "withdraw", "note"}
    callers = set()
    for path in (ROOT / "dashboard").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "desk"
        }
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "dashboard.steward.release.desk"
            for alias in node.names
        }
        if (called | imported) & low:
            callers.add(str(path.relative_to(ROOT / "dashboard")))

    assert callers == {"steward/release/approval.py", "steward/set_up.py"}
