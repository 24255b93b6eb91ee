"""No dead end: whatever was damaged, withdrawn or cut off, the command a message names gets the steward further."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress

import pytest

from dashboard import text
from dashboard.errors import DataDamaged, DataMissing, UserError
from dashboard.settings import Settings
from dashboard.steward.attack.run import audit
from dashboard.steward.intake import archive
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import desk, ledger
from dashboard.steward.release.build import build
from dashboard.store import POINTER, Release, current_release, cursor, earlier_releases, read_release

AT, LATER = "2026-11-01T09:00:00+00:00", "2026-11-02T09:00:00+00:00"
CUT = "a publisher that is ended here"


def manifest_of(release):
    return release.path.with_suffix(".json")


def flip(path):
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def status(world, release):
    return json.loads(manifest_of(release).read_text())["history"][-1]["status"]


def rows(release):
    with cursor(release) as connection:
        return connection.execute("from mart.outcome order by all").fetchall()


def test_a_damaged_release_is_built_again_from_the_same_input(published, held):
    world, _, second = published
    before = rows(second)
    flip(second.path)

    again = build(world, str, LATER)

    assert not again.existed
    assert again.release.id == second.id
    assert again.release.manifest["tables"] == second.manifest["tables"]
    assert rows(current_release(world)) == before
    assert [line["status"] for line in again.release.manifest["history"]] == ["draft", "published"]
    assert again.release.manifest["history"][-1]["built_again"] == LATER
    assert again.release.manifest["continues"] == published[1].id
    assert ledger.line(world) == [published[1].id, second.id]


def test_building_a_damaged_release_again_leaves_its_ledger_as_it_was_published(published):
    world, _, second = published
    files = {path: path.stat().st_mtime_ns for path in (world.vault / "ledger" / second.id).iterdir()}
    flip(second.path)
    build(world, str, LATER)

    assert {path: path.stat().st_mtime_ns for path in (world.vault / "ledger" / second.id).iterdir()} == files


def test_a_manifest_that_cannot_be_read_is_made_again_and_shown_only_when_published(published, held):
    world, _, second = published
    manifest_of(second).write_text("{", encoding="utf-8")

    again = build(world, str, LATER).release

    assert again.manifest["tables"] == second.manifest["tables"]
    with pytest.raises(DataMissing):
        current_release(world)
    held(world, again)
    assert desk.publish(world, None, LATER).id == second.id
    assert current_release(world).id == second.id


@pytest.mark.parametrize("harm", ["file", "manifest"])
def test_beside_a_damaged_release_everything_goes_on(two, deliver, harm):
    world, first, second = two
    if harm == "file":
        flip(first.path)
    else:
        manifest_of(first).write_text("{", encoding="utf-8")

    listed = desk.releases(world)
    assert [one.id for one in listed if isinstance(one, Release)] == [second.id]
    assert [one.values["id"] for one in listed if isinstance(one, DataDamaged)] == [first.id]
    assert audit(world).attacks
    desk.keep_attack_report(world, second.id, {"passed": True, "attacks": []})
    assert desk.publish(world, None, AT).id == second.id
    assert current_release(world).id == second.id
    more = deliver({"2025-04": 25}, "2025-07-10", ("2025-04", "2025-06"))
    assert take_in(world, [more], AT, str) == 0
    assert build(world, str, AT).release.manifest["continues"] == second.id
    desk.withdraw(world, first.id, "beschadigd", AT)
    with pytest.raises(DataDamaged):
        read_release(world, first.id)


def test_a_foreign_file_among_the_releases_is_not_looked_at(published):
    world, first, second = published
    for name in ("notities.json", "abcdefghij.json", "0123456789-kopie.json"):
        (world.releases / name).write_text("{}", encoding="utf-8")

    assert {one.id for one in desk.releases(world)} == {first.id, second.id}
    assert [one for one, _ in earlier_releases(second)] == [first.id]
    assert build(world, str, AT).existed
    with pytest.raises(DataMissing):
        read_release(world, "../releases/notities")


def test_changes_leaves_out_a_release_whose_manifest_is_damaged(published):
    _, first, second = published
    manifest_of(first).write_text('{"history": [3]}', encoding="utf-8")

    assert earlier_releases(second) == []


@pytest.mark.parametrize("lost", ["folder", "pointer", "garbled"])
def test_without_the_ledger_nothing_is_built_and_nothing_published(two, lost):
    world, first, second = two
    folder = world.vault / "ledger"
    if lost == "folder":
        shutil.rmtree(folder)
    elif lost == "pointer":
        (folder / ledger.LINE).unlink()
    else:
        (folder / ledger.LINE).write_bytes(b"\xff\x00 half")

    for act in (lambda: build(world, str, AT), lambda: desk.publish(world, second.id, AT)):
        with pytest.raises(DataDamaged) as error:
            act()
        assert error.value.key in {"error.ledger_behind", "error.ledger_lost"}
    assert current_release(world).id == first.id


def test_an_unreadable_manifest_hides_no_publication_from_the_ledger(published):
    world, first, second = published
    manifest_of(first).write_text("{", encoding="utf-8")
    (world.vault / "ledger" / ledger.LINE).write_text(second.id)

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.values["id"] == first.id


def test_a_withdrawn_release_is_drafted_anew_and_unseen_until_it_is_published(published, held):
    world, _, second = published
    figures = rows(second)
    desk.withdraw(world, second.id, "te vroeg", AT)

    again = build(world, str, LATER)

    assert (again.existed, again.release.id, again.release.status) == (False, second.id, "draft")
    with pytest.raises(DataMissing) as unseen:
        current_release(world)
    assert unseen.value.values["why"] == "te vroeg"
    held(world, again.release)
    desk.publish(world, None, LATER)
    assert rows(current_release(world)) == figures


def test_withdrawing_needs_a_reason_and_is_done_once(two):
    world, first, _ = two
    with pytest.raises(UserError) as empty:
        desk.withdraw(world, first.id, " \n", AT)
    desk.withdraw(world, first.id, "fout", AT)
    with pytest.raises(UserError) as twice:
        desk.withdraw(world, first.id, "nog eens", AT)

    assert (empty.value.key, twice.value.key) == ("error.no_reason", "error.withdrawn_before")
    assert [line.get("why") for line in read_release(world, first.id).manifest["history"]][-1] == "fout"


def test_a_reason_is_plain_text_on_screen():
    said = text.say("error.withdrawn", id="0123456789", why="**let op** [hier](https://elders.example)")

    assert "**" not in said.markdown
    assert "](" not in said.markdown


def cut_off(monkeypatch, world, writes):
    """Let publishing be ended before it writes once it wrote so many times; gives how many it came to."""
    done = []
    real = desk.write_atomically

    def write(*given):
        if len(done) == writes:
            raise KeyboardInterrupt(CUT)
        done.append(given)
        real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(desk, "write_atomically", write)
        patch.setattr(ledger, "write_atomically", write)
        with suppress(KeyboardInterrupt):
            desk.publish(world, None, AT)
    return len(done)


@pytest.mark.parametrize("writes", range(5))
@pytest.mark.parametrize("says_which", [False, True])
def test_publishing_that_was_cut_off_is_finished_by_publishing_again(two, monkeypatch, writes, says_which):
    world, first, second = two
    assert cut_off(monkeypatch, world, writes) == min(writes, 4)
    assert current_release(world).id == (first.id if writes < 4 else second.id)

    if writes < 4 or says_which:
        desk.publish(world, second.id if says_which else None, LATER)

    assert current_release(world).id == second.id
    assert (status(world, first), status(world, second)) == ("superseded", "published")
    assert ledger.line(world) == [first.id, second.id]


def test_going_back_to_an_older_release_that_was_cut_off_is_finished_too(published, monkeypatch):
    world, first, second = published
    desk.offer(world, first.id, AT)
    cut_off(monkeypatch, world, 1)
    assert {status(world, first), status(world, second)} == {"published"}

    desk.publish(world, None, LATER)

    assert current_release(world).id == first.id
    assert (status(world, first), status(world, second)) == ("published", "superseded")


def test_of_two_that_say_they_are_published_the_one_people_see_stays(published):
    """As a release of before left it when it was cut off after moving the pointer."""
    world, first, second = published
    manifest = json.loads(manifest_of(first).read_text())
    manifest["history"].pop()
    manifest_of(first).write_text(json.dumps(manifest))

    desk.publish(world, None, LATER)

    assert current_release(world).id == second.id
    assert (status(world, first), status(world, second)) == ("superseded", "published")


def test_the_draft_made_last_is_published_whatever_the_clock_says(two, deliver, held):
    world, _, second = two
    assert take_in(world, [deliver({"2025-04": 25}, "2025-07-10", ("2025-04", "2025-06"))], AT, str) == 0
    third = build(world, str, "2019-01-01T00:00:00+00:00").release
    held(world, third)

    assert next(one.id for one in desk.releases(world)) == desk.newest(world) == third.id
    assert desk.publish(world, None, AT).id == third.id
    assert status(world, second) == "draft"


def test_a_draft_that_continues_an_older_release_is_passed_over(two, deliver, held):
    world, _, second = two
    overtaken = json.loads(manifest_of(second).read_text()) | {"id": "0123456789", "continues": None, "number": 99}
    (world.releases / "0123456789.json").write_text(json.dumps(overtaken))
    shutil.copy(second.path, world.releases / "0123456789.duckdb")

    assert desk.publish(world, None, AT).id == second.id


def test_withdrawing_the_last_delivery_brings_back_the_release_before_it(published):
    world, first, second = published
    figures = rows(first)
    ((later,),) = [[one for one in archive.receipts(world) if str(one.told().reference_date) == "2025-07-01"]]
    archive.withdraw(world, later.number, "vervallen", AT)

    back = build(world, str, LATER)
    assert (back.existed, back.release.id, back.release.status) == (True, first.id, "draft")
    assert desk.publish(world, None, LATER).id == first.id

    assert rows(current_release(world)) == figures
    assert status(world, second) == "superseded"
    assert ledger.line(world) == [first.id, second.id]
    assert build(world, str, LATER).existed
    archive.restore(world, later.number, "toch niet", LATER)
    assert build(world, str, LATER).release.id == second.id
    assert desk.publish(world, None, LATER).id == second.id


def test_what_a_killed_builder_left_is_cleaned_by_the_next(two):
    world, *_ = two
    no_process = 2**22 + 1
    leftovers = [
        world.releases / ".building-0123456789.duckdb",
        world.releases / ".building-0123456789.duckdb.wal",
        world.releases / f".{POINTER}.{no_process}",
        world.vault / "mart_sources.duckdb",
        world.vault / "mart_sources.duckdb.wal",
        world.vault / "ledger" / f".{ledger.LINE}.{no_process}",
    ]
    for path in leftovers:
        path.write_bytes(b"half")

    build(world, str, AT)

    assert [path for path in leftovers if path.exists()] == []


def test_areas_that_cannot_be_read_are_named(world, imported_areas):
    (world.data / "areas").unlink()
    shutil.copytree(imported_areas, world.areas)
    (world.areas / "2024" / "manifest.json").write_text("[]", encoding="utf-8")

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.values == {"year": "2024"}


def test_a_fingerprint_that_is_no_text_counts_as_a_lost_key(two):
    world, *_ = two
    (world.vault / "key.fingerprint").write_bytes(b"\xff\xfe")

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)

    assert error.value.key == "error.key_lost"


def harmed(world, what):
    """Damage the receipt, or what became of a delivery, of the first of two; gives its receipt and the harmed file."""
    receipt = archive.receipts(world)[0]
    path = world.archive / f"{receipt.sha256}{'.json' if what == 'receipt' else '.history'}"
    if path.exists():
        path.chmod(0o600)
    path.write_text("{", encoding="utf-8")
    return receipt, path


@pytest.mark.parametrize("what", ["receipt", "history"])
def test_a_damaged_receipt_stops_the_build_and_its_advice_works(two, what):
    world, _, second = two
    receipt, path = harmed(world, what)

    with pytest.raises(DataDamaged) as error:
        build(world, str, AT)
    assert error.value.key == f"intake.archive.damaged_{what}"
    assert error.value.values == {"file": path.name}
    with pytest.raises(DataDamaged):
        archive.hold_sound(world)
    assert len(archive.survey(world)[0]) == 1

    path.unlink()
    assert take_in(world, [world.archive / f"{receipt.sha256}{receipt.suffix}"], AT, str) == 0
    assert build(world, str, AT).release.id == second.id


def test_beside_a_damaged_receipt_another_delivery_can_be_withdrawn(two):
    world, *_ = two
    receipt, _ = harmed(world, "receipt")
    (other,) = archive.survey(world)[0]

    assert archive.withdraw(world, other.number, "vervallen", AT).status == "withdrawn"
    with pytest.raises(DataDamaged):
        archive.withdraw(world, receipt.number, "vervallen", AT)


def test_nothing_of_an_empty_folder_is_a_release(tmp_path):
    assert desk.releases(Settings(data=tmp_path)) == []
