"""A build of its own process: found again, one at a time, stopped, killed, and the old release goes on."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from dashboard.access import Person, Role
from dashboard.desk.deliver.acts import send
from dashboard.errors import AccessDenied, BuilderBusy, DiskFull, StateAway
from dashboard.settings import Settings
from dashboard.state import log
from dashboard.state.engine import forget
from dashboard.state.log import Kind, append
from dashboard.steward import vault
from dashboard.steward.intake import archive
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release import building
from dashboard.steward.release.acts import acts
from dashboard.steward.set_up import build_and_attack
from dashboard.store import current_release, pointed, read_release

AT = "2026-11-01T09:00:00+00:00"
ANNE = Person("s-anne", frozenset({Role.STEWARD}))
ANNE_FOR_ALL = replace(ANNE, delivers_for=None)


@pytest.fixture
def delivered(two, deliver):
    """A world with a release published and a third delivery to build."""
    world, first, _ = two
    take_in(world, [deliver({"2025-01": 95}, reference="2025-08-01")], AT, str)
    return world, first.id


def wait(world):
    """Until the process has ended, however it does: it holds the lock as long as it lives."""
    with (world.data / "building" / building.LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    return building.job(world)


def test_before_the_first_there_is_no_job(two):
    assert building.job(two[0]) is None


def test_a_build_runs_by_itself_and_says_who_asked_for_it(delivered):
    world, first = delivered
    building.start(world, ANNE, AT)
    assert building.job(world).is_running
    with pytest.raises(BuilderBusy) as error:
        building.start(world, ANNE, AT)
    assert error.value.values == {"at": AT}

    ended = wait(world)

    assert (ended.end, ended.is_running, ended.share, ended.subject) == (0, False, 1.0, "s-anne")
    release_id = next(one for one, done in acts(world).items() if done[-1].act == "built")
    assert any(release_id in line for line in ended.lines)
    assert acts(world)[release_id][0].subject == "s-anne"
    assert read_release(world, release_id).attacks["passed"]
    assert current_release(world).id == first
    assert (world.data / "building").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_ended_leaves_the_old_release_and_can_begin_again(delivered, number):
    world, first = delivered
    building.start(world, ANNE, AT)
    if number is signal.SIGTERM:
        building.stop(world, ANNE)
    else:
        os.killpg(building._read(world.data / "building")["group"], number)

    ended = wait(world)

    assert ended.is_stopped
    assert ended.end == (None if number is signal.SIGKILL else 128 + number)
    assert pointed(world) == first
    building.start(world, ANNE, AT)
    assert wait(world).end == 0


def test_a_build_that_is_stopped_in_its_first_moments_never_runs_to_its_end(tmp_path):
    ends = set()
    for turn in range(200):  # in 6 milliseconds: from before the shell has read its script until the build has begun
        end = tmp_path / f"{turn}"
        shell = subprocess.Popen(["/bin/sh", "-c", building.SCRIPT, str(end), "sleep", "0.5"], start_new_session=True)
        began = time.perf_counter()
        while time.perf_counter() - began < turn * 0.000_03:
            continue
        os.killpg(shell.pid, signal.SIGTERM)
        shell.wait()
        ends.add(end.read_text() if end.exists() else "")

    assert ends <= {"", "143\n"}  # it may be ended before it can say so


@pytest.mark.parametrize("code", [0, 7])
def test_the_end_of_a_build_is_written_down(tmp_path, code):
    subprocess.run(["/bin/sh", "-c", building.SCRIPT, str(tmp_path / "end"), "sh", "-c", f"exit {code}"], check=True)

    assert (tmp_path / "end").read_text() == f"{code}\n"


def test_a_build_that_hears_the_signal_says_itself_how_it_ended(tmp_path):
    build = "import os, signal; signal.signal(signal.SIGTERM, lambda *_: os._exit(5)); print('ready', flush=True); signal.pause()"
    command = ["/bin/sh", "-c", building.SCRIPT, str(tmp_path / "end"), sys.executable, "-c", build]
    shell = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE)
    assert shell.stdout.readline() == b"ready\n"
    for _ in range(2):  # somebody presses again
        os.killpg(shell.pid, signal.SIGTERM)
    shell.wait()

    assert (tmp_path / "end").read_text() == "5\n"


def test_a_full_disk_is_one_sentence_and_the_old_release_stands(delivered):
    """The limit of the size of a file is handed down to the build, and is to it what a full disk is."""
    world, first = delivered
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    append(world, Kind.BUILT, "s-anne")  # the database is there already
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        building.start(world, ANNE, AT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    ended = wait(world)

    assert ended.end == DiskFull.exit_code
    assert "geen ruimte" in ended.trouble
    assert current_release(world).id == first


def test_another_builder_at_work_is_said(delivered):
    world, _ = delivered
    with vault.locked_vault(world):
        building.start(world, ANNE, AT)
        ended = wait(world)

    assert ended.end == BuilderBusy.exit_code
    assert "al iemand aan het bouwen" in ended.lines[-1]
    assert not ended.is_stopped


def test_who_is_no_steward_neither_begins_nor_stops_a_build(two):
    world = two[0]
    for act in (building.start, building.stop):
        with pytest.raises(AccessDenied):
            act(world, Person("s-x", frozenset({Role.APPROVER})), *([AT] if act is building.start else []))

    assert [(one.subject, one.about["act"]) for one in log.entries(world, kinds=[Kind.REFUSED])] == [
        ("s-x", "built")
    ] * 2
    assert building.job(world) is None


def test_where_the_database_is_away_no_build_begins(two):
    away = replace(two[0], database="postgresql://lsi@127.0.0.1:1/none")
    with pytest.raises(StateAway):
        building.start(away, ANNE, AT)

    assert building.job(away) is None


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_delivery_that_is_sent_during_a_build_waits_for_the_next(delivered, deliver, request, database):
    world, first = delivered
    if database == "postgresql":
        world = replace(world, database=request.getfixturevalue("postgresql").new())
    late, sent = deliver({"2025-01": 100}, reference="2025-09-01"), []

    def hand_in(step):
        if step == "build.step.freeze" and not sent:
            sent.append(send(ANNE_FOR_ALL, world, late, AT))

    made = build_and_attack(world, hand_in, AT).release
    assert made.attacks["passed"]
    assert [len(made.manifest["deliveries"]), len(archive.accepted(world))] == [3, 4]
    assert pointed(world) == first
    assert [one.about["delivery"] for one in log.entries(world, subject=ANNE.subject)] == [sent[0].number]
    assert len(build_and_attack(world, str, AT).release.manifest["deliveries"]) == 4
    forget(world)


def test_a_mistake_of_the_program_shows_no_trace(tmp_path):
    world = Settings(data=tmp_path)
    folder = world.data / "building"
    folder.mkdir(mode=0o700)
    (folder / building.JOB).write_text(
        '{"at": "", "subject": "s-anne", "language": "nl", "group": 1}', encoding="utf-8"
    )
    (folder / building.LOG).write_text(f"Beveiligen\n{building.TRACE}:\n  File x\nTypeError: None\n", encoding="utf-8")
    (folder / building.END).write_text("1\n", encoding="ascii")
    ended = building.job(world)

    assert ended.lines == ("Beveiligen",)
    assert (ended.trouble, ended.is_stopped, ended.is_running) == ("", False, False)
