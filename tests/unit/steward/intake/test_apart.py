"""Whatever happens in the process that reads a file is one refusal of that file."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from functools import partial
from types import ModuleType

import psutil
import pytest

from dashboard.errors import UserError
from dashboard.steward.intake.apart import Limits, Pool
from dashboard.text import language, say, use

LIMITS = Limits(seconds=3, megabytes=300, answer=1)
PARENT = """
from dashboard.steward.intake.apart import Limits, Worker

if __name__ == "__main__":
    worker = Worker(Limits())
    worker._pipe.send(("nl", eval, "all(True for _ in iter(int, 1))"))
    print(worker._process.pid, flush=True)
    input()
"""


@pytest.fixture(scope="module")
def limited():
    pool = Pool(LIMITS)
    yield pool
    pool.stop()


def outcomes(pool, work, items):
    return [one.key.rpartition(".")[2] if isinstance(one, UserError) else one for one in pool.spread(work, items, str)]


def double(item):
    return 2 * item


def fill_memory():
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1 << 20)))


def fault():
    raise ValueError("123456782")


def refused():
    raise UserError("intake.unreadable.damaged", file="x")


def deep():
    return deep()


# What a file could make a reader do.
DEEDS = {
    "memory": lambda: bytearray(1 << 30),
    "slow memory": fill_memory,
    "never": lambda: all(True for _ in iter(int, 1)),
    "abort": os.abort,
    "answer": lambda: b"x" * (2 << 20),
    "deep": deep,
    "fault": fault,
    "refused": refused,
}


def hostile(item):
    return DEEDS[item]() if item in DEEDS else item


def test_results_come_in_the_order_of_the_items(limited):
    assert outcomes(limited, double, range(9)) == [0, 2, 4, 6, 8, 10, 12, 14, 16]


@pytest.mark.parametrize("item", [name for name in DEEDS if name not in {"fault", "refused"}])
def test_what_goes_beyond_the_limits_is_refused_and_the_next_is_read(limited, item):
    assert outcomes(limited, hostile, ["a", item, "b", "c"]) == ["a", "limits", "b", "c"]


def test_the_refusal_names_the_file_and_the_limits(limited):
    (refusal,) = limited.spread(hostile, ["answer"], lambda _: "levering.zip")
    sentence = say(refusal.key, **refusal.values)
    assert sentence.startswith("levering.zip is niet te lezen binnen 3 seconden en 300 MB geheugen")


def test_a_fault_of_ours_is_named_without_what_stood_in_the_file(limited):
    (refusal,) = limited.spread(hostile, ["fault"], str)
    assert refusal.key == "intake.unreadable.unforeseen"
    assert refusal.values["error"].startswith("ValueError, test_apart.py:")
    assert "123456782" not in str(refusal)


def test_what_the_reader_refuses_comes_back_with_its_values(limited):
    (refusal,) = limited.spread(hostile, ["refused"], str)
    assert (refusal.key, refusal.values) == ("intake.unreadable.damaged", {"file": "x"})


def full_disk(_):
    raise OSError(errno.ENOSPC, "no space")


def test_a_full_disk_is_no_fault_of_the_file(limited):
    with pytest.raises(OSError, match="no space"):
        list(limited.spread(full_disk, [1], str))
    assert outcomes(limited, double, [1]) == [2]


def die_once(item, mark):
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def test_a_process_that_somebody_ended_is_started_again(limited, tmp_path):
    assert outcomes(limited, partial(die_once, mark=tmp_path / "killed"), ["a"]) == ["a"]
    assert (tmp_path / "killed").exists()


def speak(_):
    return language()


def test_the_language_goes_along(limited):
    use("en")
    try:
        assert outcomes(limited, speak, [1]) == ["en"]
    finally:
        use("nl")
    assert outcomes(limited, speak, [1]) == ["nl"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can end a process with its parent")
def test_a_process_ends_with_the_one_that_started_it(tmp_path):
    """Also while it is busy, and also when that one is killed and can do nothing any more."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert psutil.wait_procs([child], timeout=30)[1] == []


def test_a_process_never_runs_the_main_module_again(tmp_path, monkeypatch):
    """Under Streamlit the main module is a page, which would draw itself in the process that reads a file."""
    page = ModuleType("__main__")
    page.__file__ = str(tmp_path / "page.py")
    (tmp_path / "page.py").write_text("raise SystemExit('a page was run')", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "__main__", page)
    pool = Pool(LIMITS)
    try:
        assert outcomes(pool, abs, [-2]) == [2]
    finally:
        pool.stop()
    assert sys.modules["__main__"] is page
