"""A line of the log: one form for all who write one, ids instead of people, and of an error its places alone."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import warnings

import pytest

from dashboard.telemetry.log import (
    FIELDS,
    bear,
    ids,
    new_id,
    pass_on,
    places,
    quiet_errors,
    session_mark,
    within,
    write_log,
)

SECRET = "canary-9f2c"


def read():
    raise OSError(SECRET)


def failed():
    try:
        read()
    except OSError as cause:
        error = ValueError(SECRET)
        error.__cause__ = cause
        return error


@pytest.fixture(autouse=True)
def _as_before():
    """Whatever a test does to the log of this process is undone."""
    root, ours = logging.getLogger(), logging.getLogger("lsi")
    before = logging.getLogRecordFactory(), sys.excepthook, threading.excepthook
    loud, handlers, level = ours.level, root.handlers, root.level
    yield
    logging.setLogRecordFactory(before[0])
    sys.excepthook, threading.excepthook = before[1:]
    root.handlers = handlers
    root.setLevel(level)
    ours.setLevel(loud)
    logging.captureWarnings(capture=False)


def told(capsys):
    """What was written since, line by line, as JSON."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_every_library_writes_the_same_form(capsys):
    write_log("json")
    logging.getLogger("lsi").info("ours")
    logging.getLogger("theirs.deep").warning("100 %s", "percent")
    logging.getLogger("theirs.deep").info("too much")
    warnings.warn("old way", UserWarning, stacklevel=1)
    lines = told(capsys)

    assert [(line["logger"], line["level"]) for line in lines] == [
        ("lsi", "info"),
        ("theirs.deep", "warning"),
        ("py.warnings", "warning"),
    ]
    assert lines[1]["event"] == "100 percent"
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_a_logger_that_wrote_by_itself_writes_once_and_with_us(capsys):
    theirs = logging.getLogger("theirs.own")
    theirs.addHandler(logging.StreamHandler())
    theirs.propagate = False
    write_log("json")
    pass_on(theirs)
    theirs.warning("x")

    assert [line["event"] for line in told(capsys)] == ["x"]


@pytest.mark.parametrize("form", ["json", "lines"])
def test_no_log_holds_what_an_error_says(capsys, form):
    write_log(form)
    try:
        raise failed()
    except ValueError:
        logging.getLogger("anybody").exception("went wrong")
    written = capsys.readouterr().err

    assert "went wrong" in written
    assert "OSError" in written
    assert "test_log.py" in written
    assert SECRET not in written


def test_a_handler_of_others_holds_no_more():
    quiet_errors()
    record = logging.getLogger("x").makeRecord("x", 40, "f", 1, "went wrong", (), (ValueError, failed(), None))

    assert SECRET not in logging.Formatter().format(record)


def test_lines_are_one_line_each_and_hold_no_sign_a_terminal_obeys(capsys):
    write_log("lines")
    logging.getLogger("lsi").warning("a\n2026 [info] forged\x1b[31m")

    assert capsys.readouterr().err.count("\n") == 1


def test_ids_and_known_fields_are_told_and_nothing_else(capsys):
    write_log("json")
    with within(run="r1", session=""):
        logging.getLogger("lsi").error("x", extra={"code": "c1", "websocket": SECRET})
    logging.getLogger("lsi").error("y")
    inside, outside = told(capsys)

    assert (inside["run"], inside["code"]) == ("r1", "c1")
    assert not {"session", "websocket"} & set(inside)
    assert not {"run", *FIELDS} & set(outside)


def test_another_thread_goes_on_with_the_ids(capsys):
    write_log("json")

    def work(given):
        bear(given)
        logging.getLogger("lsi").error("x")

    with within(run="r2"):
        thread = threading.Thread(target=work, args=(dict(ids()),))
    thread.start()
    thread.join()

    assert told(capsys)[0]["run"] == "r2"


def test_an_id_is_new_each_time_and_a_session_is_not_known_by_its_mark():
    assert new_id() != new_id()
    assert session_mark("secret-of-a-tab") == session_mark("secret-of-a-tab") != session_mark("another")
    assert "secret" not in session_mark("secret-of-a-tab")
    assert session_mark("") == ""


def test_an_error_is_its_kind_and_its_places():
    lines = places(failed())

    assert lines.startswith("ValueError\n")
    assert "\nOSError\n  " in lines
    assert "test_log.py" in lines
    assert SECRET not in lines


@pytest.mark.parametrize(
    "code",
    [
        f"raise ValueError({SECRET!r})",
        f"import threading\ndef fail(): raise ValueError({SECRET!r})\nt = threading.Thread(target=fail)\nt.start()\nt.join()",
    ],
)
def test_what_nobody_catches_says_no_more(code):
    whole = f"from dashboard.telemetry.log import write_log\nwrite_log('json')\n{code}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    (line,) = map(json.loads, done.stderr.splitlines())

    assert line["level"] == "critical"
    assert line["exception"].startswith("ValueError")
    assert SECRET not in done.stderr
