"""Whatever strikes a command halfway, the old release is served, and the same command again ends as if nothing had happened.

Killed at a named point, without room on the disk, on one that may only be read, with the clock set back, or two at once.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tarfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pytest

from dashboard.access import Person, Role
from dashboard.errors import DiskFull, NotPermitted, UserError
from dashboard.settings import Settings
from dashboard.state.engine import close, inspecting
from dashboard.state.log import Kind, entries, verify, verify_on
from dashboard.steward.intake import archive
from dashboard.steward.operate.backup import back_up
from dashboard.steward.release import approval, desk
from dashboard.steward.release.acts import acts
from dashboard.store import current_release, manifests
from tests import forked
from tests.conftest import ROOT
from tests.killed import Point, prepared
from tests.unit.steward.release.conftest import AT, delivery_writer

if TYPE_CHECKING:
    from pathlib import Path

ANNE, BRAM, CARLA = (Person(f"local:{name}", frozenset(Role)) for name in ("anne", "bram", "carla"))
RELEASE, INTAKE, OPERATE = "dashboard.steward.release", "dashboard.steward.intake", "dashboard.steward.operate"
COMMIT = "sqlalchemy.engine:Connection._commit_impl"

# Per command the points at which it is killed; the first of each is in the ordinary suite where it is cheap.
POINTS = {
    "build": [
        Point(f"{INTAKE}.take_in:alone", "before"),
        Point(f"{INTAKE}.archive:write_atomically", "before"),
        Point(f"{INTAKE}.archive:write_atomically", "after"),
        Point(f"{RELEASE}.build:load_areas", "after"),
        Point("dashboard.steward.vault:load", "before"),
        Point("dashboard.steward.vault:load", "after"),
        Point("dashboard.steward.vault:stage", "after"),
        Point(f"{RELEASE}.build:protect", "after"),
        Point(f"{RELEASE}.ledger:_write_privately", "after"),
        Point(f"{RELEASE}.ledger:keep_ledger", "after"),
        Point(f"{RELEASE}.freeze:write_mart", "after", 4),
        Point(f"{RELEASE}.freeze:_run_checks", "after"),
        Point(f"{RELEASE}.freeze:put_in_place", "before"),
        Point(f"{RELEASE}.freeze:put_in_place", "after"),
        Point(f"{RELEASE}.freeze:write_atomically", "after"),
        Point(f"{RELEASE}.desk:keep_attack_report", "before"),
        Point(f"{RELEASE}.desk:keep_attack_report", "after"),
        Point(f"{RELEASE}.approval:note", "after"),
    ],
    "check": [
        Point(f"{RELEASE}.approval:note", "after"),
        Point(f"{RELEASE}.desk:note", "after"),
    ],
    "approve": [
        Point(f"{RELEASE}.desk:note", "after"),
        Point(f"{RELEASE}.approval:note", "after"),
        Point(f"{RELEASE}.desk:write_atomically", "before"),
        Point(f"{RELEASE}.approval:send", "before"),
    ],
    "publish": [
        Point(f"{RELEASE}.desk:publish", "after"),
        Point(f"{RELEASE}.approval:note", "after"),
        Point(f"{RELEASE}.desk:continue_from", "after"),
        Point(f"{RELEASE}.desk:_note", "after"),
        Point(f"{RELEASE}.desk:_note", "after", 2),
        Point(f"{RELEASE}.desk:write_atomically", "after", 3),
        Point(f"{RELEASE}.approval:send", "before"),
    ],
    "withdraw": [
        Point(f"{RELEASE}.desk:withdraw", "after"),
        Point(f"{RELEASE}.approval:note", "after"),
        Point(f"{RELEASE}.desk:write_atomically", "before"),
        Point(f"{RELEASE}.approval:send", "before"),
    ],
    "withdraw a delivery": [
        Point(f"{INTAKE}.archive:write_atomically", "after"),
        Point(f"{INTAKE}.archive:write_atomically", "before"),
        Point(COMMIT, "after", 2),
    ],
    "clear": [
        Point(f"{RELEASE}.keeping:change", "after"),
        Point(f"{RELEASE}.keeping:send", "before"),
    ],
    "back up": [
        Point(f"{OPERATE}.backup:keep_key", "after"),
        Point(f"{OPERATE}.backup:_copied", "after", 5),
        Point(f"{OPERATE}.backup:copy_state", "after"),
        Point(f"{OPERATE}.backup:write_inventory", "before"),
        Point(f"{OPERATE}.backup:write_inventory", "after"),
    ],
    "restore": [
        Point(f"{OPERATE}.restore:append", "before"),
        Point(f"{OPERATE}.restore:verify", "after"),
        Point(f"{OPERATE}.restore:copy", "after", 7),
        Point(f"{OPERATE}.restore:write_atomically", "after"),
        Point(f"{OPERATE}.restore:append", "after"),
    ],
    "migrate": [
        Point(COMMIT, "before"),
        Point("alembic.ddl.impl:DefaultImpl.create_table", "after"),
        Point("dashboard.state.engine:upgrade", "after"),
        Point(COMMIT, "after"),
    ],
}
DONE = {  # where the act stood already, so that doing it again is refused
    ("approve", "before approval.send"),
    ("publish", "before approval.send"),
    ("withdraw", "before approval.send"),
    ("withdraw a delivery", "after engine.Connection._commit_impl 2"),
}
FEW = {"publish", "withdraw", "restore"}  # of each of which the first is in the ordinary suite


class Stage(NamedTuple):
    """What a command is given: a data folder to copy, and its arguments; ``{}`` in them is the folder of the test."""

    data: Path
    arguments: tuple[str, ...]


@pytest.fixture(scope="module")
def stage(two_releases, neighbourhoods, tmp_path_factory):
    """By the name of a command what it is done to, made once."""

    @cache
    def of(command):
        folder = tmp_path_factory.mktemp("stage")
        world = Settings(data=folder / "data")
        shutil.copytree(two_releases[0], world.data, symlinks=True)
        arguments = PREPARE[command](world, two_releases[2], folder, neighbourhoods)
        close()
        return Stage(world.data, tuple(map(str, arguments)))

    return of


def to_build(world, _second, folder, neighbourhoods):
    verify(world)  # the database is there already
    return "build", delivery_writer(folder, neighbourhoods)({"2025-01": 95}, reference="2025-08-01"), "--by", "anne"


def to_check(world, second, _folder, _neighbourhoods):
    desk.change(world, second, lambda manifest: manifest.update(is_sample=False))
    approval.built(world, second, ANNE, existed=False)
    return "checklist", second, "--sign", "--by", "anne"


def to_approve(world, second, folder, neighbourhoods):
    to_check(world, second, folder, neighbourhoods)
    approval.check(world, second, ANNE, AT)
    return "approve", second, "--why", "in orde", "--by", "bram"


def to_publish(world, second, folder, neighbourhoods):
    to_approve(world, second, folder, neighbourhoods)
    approval.approve(world, second, BRAM, "in orde", AT)
    return "publish", "--by", "anne"


def to_withdraw(world, second, folder, neighbourhoods):
    to_publish(world, second, folder, neighbourhoods)
    approval.publish(world, second, ANNE, AT)
    return "withdraw", second, "--why", "fout", "--by", "carla"


def to_withdraw_a_delivery(world, second, folder, neighbourhoods):
    to_withdraw(world, second, folder, neighbourhoods)
    return "deliveries", "withdraw", archive.receipts(world)[-1].number, "--why", "fout", "--by", "anne"


def to_clear(world, second, folder, neighbourhoods):
    to_withdraw(world, second, folder, neighbourhoods)
    return "releases", "clear", "--last", "0"


def to_back_up(world, second, folder, neighbourhoods):
    to_withdraw(world, second, folder, neighbourhoods)
    return "backup", "{}/backup", "--key-to", "{}/key", "--by", "anne"


def to_restore(world, second, folder, neighbourhoods):
    to_withdraw(world, second, folder, neighbourhoods)
    back_up(world, folder / "backup", folder / "key", "local:anne", AT, str)
    shutil.rmtree(world.data)
    world.data.mkdir()
    return "restore", folder / "backup", "--key", folder / "key", "--by", "anne"


def to_migrate(world, *_):
    with tarfile.open(ROOT / "tests" / "frozen" / "state_0001.tar.xz") as kept:
        kept.extractall(world.data, filter="data")
    return "log", "verify"


PREPARE = {
    "build": to_build,
    "check": to_check,
    "approve": to_approve,
    "publish": to_publish,
    "withdraw": to_withdraw,
    "withdraw a delivery": to_withdraw_a_delivery,
    "clear": to_clear,
    "back up": to_back_up,
    "restore": to_restore,
    "migrate": to_migrate,
}


def served(world):
    """What readers get: the id of a release whose file is what its manifest says, or the sentence."""
    try:
        return current_release(world).id
    except UserError as error:
        return error.key


def told(folder):
    """All that can be said of what a command left: releases, deliveries, acts, the log and every file."""
    world = Settings(data=folder / "data")
    try:
        verify(world)
        log = [(one.kind, one.subject, tuple(sorted(one.about.items()))) for one in reversed(entries(world))]
        return {
            "served": served(world),
            "releases": {
                one: (
                    [line["status"] for line in manifest["history"]],
                    manifest.get("tables"),
                    manifest.get("continues"),
                    manifest.get("attacks", {}).get("passed"),
                )
                for one, manifest in manifests(world.releases).items()
            },
            "deliveries": sorted((one.number, one.status, one.why) for one in archive.receipts(world)),
            "acts": {one: [(act.act, act.subject, act.why) for act in done] for one, done in acts(world).items()},
            "log": [one for one in log if one[0] not in {Kind.REFUSED, Kind.BACKED_UP}],
            "backed up": {one for one in log if one[0] == Kind.BACKED_UP},  # noted before it is made
            "files": sorted(str(path.relative_to(folder)) for path in folder.rglob("*")),
        }
    finally:
        close()


@pytest.fixture(scope="module")
def unharmed(stage, tmp_path_factory):
    """By the name of a command what it leaves when nobody kills it."""

    @cache
    def of(command):
        folder = tmp_path_factory.mktemp("unharmed")
        assert run(stage(command), folder).returncode == 0
        return told(folder)

    return of


def lay(stage, folder):
    """A copy of the data of a stage in a folder."""
    shutil.copytree(stage.data, folder / "data", symlinks=True)


def run(stage, folder, first=""):
    """Run the command of a stage in a folder, on the data that stand there already or on a copy."""
    if not (folder / "data").exists():
        lay(stage, folder)
    return forked.lsi(folder / "data", *(one.format(folder) for one in stage.arguments), first=first)


@pytest.mark.parametrize(
    ("command", "point"),
    [
        pytest.param(
            command,
            point,
            id=f"{command}, {point}",
            marks=() if command in FEW and point is points[0] else pytest.mark.slow,
        )
        for command, points in POINTS.items()
        for point in points
    ],
)
def test_a_command_that_is_killed_leaves_the_old_release_and_ends_well_the_next_time(
    stage, unharmed, tmp_path, command, point
):
    before, after = served(Settings(data=stage(command).data)), unharmed(command)["served"]

    assert run(stage(command), tmp_path, prepared(point)).returncode == -9

    world = Settings(data=tmp_path / "data")
    assert served(world) in {before, after}
    if (world.state / "state.sqlite").exists():
        with inspecting(world) as connection:  # as the doctor looks
            verify_on(connection)
    again = run(stage(command), tmp_path)
    assert "Traceback" not in again.stderr
    is_done = (command, str(point)) in DONE
    assert (again.returncode == 0) is not is_done, again.stderr
    assert told(tmp_path) == unharmed(command)


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own: its folder, and what gives it so many bytes or may only be read."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options):
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
        )
        return done.returncode == 0

    if not mount("size=500m"):
        pytest.skip("mounting is not allowed here")
    yield folder, lambda options: mount(f"remount,{options}")
    subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


def is_one_sentence(done):
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.strip().endswith(".")


@pytest.mark.parametrize(
    ("command", "free"),
    [
        pytest.param(command, free, marks=() if (command, free) == ("back up", 0) else pytest.mark.slow)
        for command in POINTS
        for free in (0, 8_000, 60_000, 700_000)
    ],
)
def test_a_command_on_a_full_disk_says_so_and_ends_well_once_there_is_room(stage, unharmed, disk, command, free):
    folder, remount = disk
    lay(stage(command), folder)
    state = os.statvfs(folder)
    before = served(Settings(data=folder / "data"))
    used = (state.f_blocks - state.f_bfree) * state.f_frsize
    assert remount(f"size={max(used + free, 1)}")  # 0 would be without a limit

    done = run(stage(command), folder)

    if done.returncode:
        is_one_sentence(done)
        assert done.returncode == DiskFull.exit_code, done.stderr
        assert served(Settings(data=folder / "data")) in {before, unharmed(command)["served"]}
    assert remount("size=500m")
    if done.returncode:
        assert run(stage(command), folder).returncode == 0
    assert told(folder) == unharmed(command)


@pytest.mark.slow
@pytest.mark.parametrize("command", POINTS)
def test_a_command_on_a_disk_that_may_only_be_read_says_so(stage, unharmed, disk, command):
    folder, remount = disk
    lay(stage(command), folder)
    before = served(Settings(data=folder / "data"))
    assert remount("ro")

    done = run(stage(command), folder)

    is_one_sentence(done)
    assert done.returncode == NotPermitted.exit_code, done.stderr
    assert served(Settings(data=folder / "data")) == before
    assert remount("rw")
    assert run(stage(command), folder).returncode == 0
    assert told(folder) == unharmed(command)


BACK = (
    "import dashboard.cli, dashboard.state.log, dashboard.steward.release.acts as acts\n"
    "dashboard.cli.now = acts.now = dashboard.state.log._now = lambda: '2025-09-01T00:00:00+00:00'\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("command", POINTS)
def test_with_the_clock_set_back_a_command_does_the_same(stage, unharmed, tmp_path, command):
    assert run(stage(command), tmp_path, BACK).returncode == 0

    assert told(tmp_path) == unharmed(command)


@pytest.mark.slow
@pytest.mark.parametrize("command", POINTS)
def test_two_at_once_do_it_once(stage, unharmed, tmp_path, command):
    lay(stage(command), tmp_path)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: run(stage(command), tmp_path), range(2)))

    assert 0 in [done.returncode for done in both], [done.stderr for done in both]
    for done in both:
        if done.returncode:
            is_one_sentence(done)
    assert told(tmp_path) == unharmed(command)


@pytest.mark.slow
def test_a_page_that_is_damaged_while_a_release_is_served_gives_an_error_and_no_other_figures(published):
    """A file is held against its checksum when it is new; what turns after that the pages of DuckDB tell themselves."""
    world, *_ = published
    release, chance = current_release(world), random.Random(3)
    sound, read = release.path.read_bytes(), set()
    for turn in range(40):
        data = bytearray(sound)
        data[chance.randrange(len(data))] ^= (1 << chance.randrange(8)) if turn else 0
        file = world.data / f"damaged-{turn}.duckdb"
        file.write_bytes(data)
        try:
            with duckdb.connect(file, read_only=True) as connection:
                for name, table in release.manifest["tables"].items():
                    asked = f"select count(*), sum(hash(t)::hugeint)::varchar from mart.{name} as t"
                    assert connection.execute(asked).fetchone() == (table["rows"], table["sum"]), name
            read.add(turn)
        except duckdb.Error:
            assert turn
        file.unlink()
    assert 0 in read
    assert len(read) < 40
