"""Disks that are full, closed or damaged, and being stopped: a sentence and an exit code of its own, and nothing half."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import duckdb
import pytest

from dashboard.errors import DiskFull, NotPermitted, StorageFailed
from dashboard.settings import Settings
from dashboard.state.log import Kind, append
from dashboard.store import current_release, storage_error
from tests import forked

NOBODY = 65534
SLOW = pytest.mark.slow
FEW = {(".", "releases"), ("releases", "publish"), ("archive", "deliveries"), ("areas", "build")}
AS_NOBODY = f"import os; os.setgid({NOBODY}); os.setuid({NOBODY})"


def lsi(world, *given, first=""):
    """Run a command in a process of its own, after a line of preparation."""
    # Whoever runs the tests in the background may have Ctrl-C ignored, which a new process inherits.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    return forked.lsi(world.data, *given, first=f"{heard}\n{first}")


def is_said(done, exit_code):
    """One sentence on the error line, and this exit code."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == exit_code, done.stdout + done.stderr
    assert done.stderr.strip().endswith(".")
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


@pytest.fixture
def to_build(two):
    """A world with a release published and another to be built, from what stands in the archive."""
    world, first, second = two
    for file in (second.path, second.path.with_suffix(".json"), world.vault / "vault.duckdb"):
        file.unlink()
    shutil.rmtree(world.vault / "ledger" / second.id)
    append(world, Kind.BUILT, "s-anne")  # the database is there already
    return world, first, second.id


@pytest.fixture
def mounted(tmp_path):
    """Move a world to a disk of its own with so many bytes free: ``mounted(world, 300_000)``; gives it and what remounts it."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], capture_output=True, check=False)
        return done.returncode == 0

    def move(world, free):
        used = sum(-(-path.lstat().st_size // 4096) * 4096 + 4096 for path in world.data.rglob("*"))
        if not mount(f"size={used + free}"):
            pytest.skip("mounting is not allowed here")
        shutil.copytree(world.data, disk / "data", symlinks=True)
        return Settings(data=disk / "data"), lambda options: mount(f"remount,{options}")

    yield move
    subprocess.run(["umount", "-l", disk], capture_output=True, check=False)


@pytest.mark.parametrize("free", [pytest.param(100_000, marks=SLOW), 1_500_000, pytest.param(6_000_000, marks=SLOW)])
def test_a_full_disk_is_a_sentence_and_with_room_the_build_goes_on(to_build, mounted, free):
    there, first, wanted = to_build
    world, remount = mounted(there, free)

    is_said(lsi(world, "build"), DiskFull.exit_code)
    assert current_release(world).id == first.id
    assert not list(world.releases.glob(".*"))

    assert remount("size=200m")
    done = lsi(world, "build")
    assert (done.returncode, wanted in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("most", [pytest.param(20_000, marks=SLOW), 300_000, pytest.param(700_000, marks=SLOW)])
def test_a_file_that_may_not_grow_is_a_sentence(to_build, most):
    world, first, _ = to_build
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"

    is_said(lsi(world, "build", first=limit), DiskFull.exit_code)

    assert current_release(world).id == first.id
    assert lsi(world, "build").returncode == 0


def test_of_a_disk_that_may_only_be_read_the_release_is_served(to_build, mounted):
    there, first, _ = to_build
    world, remount = mounted(there, 50_000_000)
    assert remount("ro")

    for command in (["build"], ["withdraw", first.id, "--why", "fout"]):
        is_said(lsi(world, *command), NotPermitted.exit_code)
    assert lsi(world, "releases").returncode == 0
    assert current_release(world).id == first.id
    remount("rw")


@pytest.fixture
def open_to_all():
    """A folder every account may enter, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another account")
@pytest.mark.parametrize(
    ("closed", "command"),
    [
        pytest.param(closed, command, marks=() if (closed, command) in FEW else SLOW)
        for closed in (".", "releases", "archive", "areas")
        for command in ("build", "publish", "releases", "deliveries")
    ],
)
def test_another_account_is_told_what_it_may_not_do(two, open_to_all, closed, command):
    there, *_ = two
    world = Settings(data=open_to_all / "data")
    shutil.copytree(there.data, world.data, symlinks=False)
    for path in [world.data, *world.data.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    os.chown(world.data / closed, 0, 0)
    (world.data / closed).chmod(0o700)

    done = lsi(world, command, first=AS_NOBODY)

    needs = {"releases": {"releases"}, "deliveries": {"archive"}, "publish": {"releases"}}.get(command, {closed})
    if closed == "." or closed in needs:
        assert done.returncode in {NotPermitted.exit_code, 14}
        is_said(done, done.returncode)
    else:
        assert "Traceback" not in done.stderr


def a_folder(path):
    path.unlink()
    path.mkdir()


def garble(path):
    path.write_bytes(b"PAR1 garbled")


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        pytest.param("vault/lock", a_folder, marks=SLOW),
        ("vault/key.fingerprint", a_folder),
        pytest.param("vault/ledger/current", a_folder, marks=SLOW),
        ("areas/2024/area.parquet", garble),
        pytest.param("areas/2024/shape.parquet", garble, marks=SLOW),
        pytest.param("releases/current", a_folder, marks=SLOW),
    ],
)
def test_what_is_damaged_is_named(to_build, imported_areas, file, harm):
    world, *_ = to_build
    (world.data / "areas").unlink()
    shutil.copytree(imported_areas, world.areas)
    harm(world.data / file)

    assert file in is_said(lsi(world, "build"), StorageFailed.exit_code)


@pytest.mark.parametrize(
    ("error", "kind", "where"),
    [
        (OSError(28, "No space left on device"), DiskFull, "data"),
        (OSError(122, "Disk quota exceeded", "/data/vault/key"), DiskFull, "vault/key"),
        (PermissionError(13, "Permission denied", "/elsewhere/lijst.xlsx"), NotPermitted, "lijst.xlsx"),
        (OSError(30, "Read-only file system", "/data/releases"), NotPermitted, "releases"),
        (IsADirectoryError(21, "Is a directory", "/data/vault/lock"), StorageFailed, "vault/lock"),
        (
            duckdb.IOException('IO Error: Could not write file "/data/vault/v.duckdb": No space left on device'),
            DiskFull,
            "vault/v.duckdb",
        ),
        (
            duckdb.OutOfMemoryException("failed to offload data block (limit set by the 'max_temp_directory_size')"),
            DiskFull,
            "data",
        ),
        (duckdb.InternalException("no reason"), StorageFailed, "data"),
    ],
)
def test_each_kind_of_error_has_its_sentence(error, kind, where):
    said = storage_error(error, Path("/data"))

    assert (type(said), said.values["where"]) == (kind, where)


STOPPING = (
    "import os, sys\n"
    "from dashboard.steward.release import build as building\n"
    "import dashboard.cli as cli\n"
    "def stop(step):\n"
    "    if step == {step!r}: os.kill(os.getpid(), {number})\n"
    "cli._progress = stop\n"
)


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("build.step.mart outcome", signal.SIGTERM),
        ("build.step.load", signal.SIGINT),
        pytest.param("build.step.protect", signal.SIGTERM, marks=SLOW),
        pytest.param("build.step.manifest", signal.SIGTERM, marks=SLOW),
        pytest.param("build.step.manifest", signal.SIGINT, marks=SLOW),
    ],
)
def test_stopping_a_build_is_one_sentence_and_leaves_nothing_half(to_build, step, number):
    world, first, wanted = to_build

    done = lsi(world, "build", first=STOPPING.format(step=step, number=int(number)))

    is_said(done, 128 + number)
    assert current_release(world).id == first.id
    assert not list(world.releases.glob(".*"))
    assert not (world.releases / f"{wanted}.json").exists()
    again = lsi(world, "build")
    assert (again.returncode, wanted in again.stdout) == (0, True), again.stderr


def test_stopping_a_command_that_waits_for_duckdb_is_one_sentence(to_build):
    """A statement that is interrupted raises what DuckDB makes of it."""
    world, *_ = to_build
    long = (
        "import os, signal, threading, duckdb\n"
        "import dashboard.cli as cli\n"
        "def wait(step):\n"
        "    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
        # With one thread DuckDB looks for signals between its tasks; with more it may wait for the others, deaf until they end.
        "    duckdb.sql('set threads = 1')\n"
        "    duckdb.sql('select count(*) from range(10000000000) a, range(1000000) b').fetchall()\n"
        "cli._progress = wait\n"
    )

    is_said(lsi(world, "build", first=long), 143)


def test_signs_that_a_terminal_obeys_never_reach_it(two, tmp_path):
    world, first, _ = two
    path = tmp_path / "a\x1b[31mrood\x9b2J.xlsx"
    path.write_bytes(b"no workbook")
    outputs = [
        lsi(world, "build", path),
        lsi(world, "check", path),
        lsi(world, "publish", "\x1b]0;titel\x07"),
        lsi(world, "withdraw", first.id, "--why", "\x1b[2Jweg"),
        lsi(world, "releases"),
    ]

    text = "".join(done.stdout + done.stderr for done in outputs)
    assert "rood" in text
    assert "weg" in text
    assert not {"\x1b", "\x9b", "\x07"} & set(text)


def test_a_check_goes_on_beside_a_damaged_receipt_and_says_what_it_could_not_weigh(two, deliver):
    world, *_ = two
    (path, other) = sorted(world.archive.glob("*.json"))
    path.chmod(0o600)
    path.write_text("{", encoding="utf-8")
    delivery = deliver({"2025-04": 25}, "2025-07-10", ("2025-04", "2025-06"))

    done = lsi(world, "check", "--json", delivery)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert path.name in done.stderr
    refused = lsi(world, "build", delivery)
    assert path.name in is_said(refused, 11)
    assert len(list(world.archive.glob("*.json"))) == 2
    listed = lsi(world, "deliveries")
    assert (listed.returncode, other.stem[:12] in listed.stdout, path.name in listed.stderr) == (0, True, True)


def test_the_list_of_releases_names_the_damaged_one(two):
    world, first, second = two
    first.path.write_bytes(b"half")
    (world.releases / "notities.json").write_text("{}", encoding="utf-8")

    done = lsi(world, "releases")

    assert done.returncode == 0
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [[second.id, "draft"], [first.id, "beschadigd"]]
