"""What Streamlit is told, and what a log may hold of an error."""

from __future__ import annotations

import io
import logging
import subprocess
import sys

import pytest
from streamlit import config

from dashboard.security.serving import options, places, quiet_errors

SECRET = "canary-9f2c"


def test_every_option_is_one_that_streamlit_has_and_may_be_set(monkeypatch):
    monkeypatch.setenv("DASHBOARD_ADDRESS", "https://lsi.example/")
    told = options("127.0.0.1", 8501, 20)

    assert set(told) <= set(config.get_config_options())
    assert told["server.enableXsrfProtection"] is told["server.enableCORS"] is True
    assert told["server.enableAgentApi"] is False
    assert told["server.corsAllowedOrigins"] == ["https://lsi.example"]
    assert told["server.allowedHosts"] == ["127.0.0.1", "::1", "localhost", "lsi.example"]
    assert told["server.maxUploadSize"] == told["server.maxMessageSize"] == 20


def read():
    raise OSError(SECRET)


def failed():
    try:
        read()
    except OSError as cause:
        error = ValueError(SECRET)
        error.__cause__ = cause
        return error


def test_an_error_is_its_kind_and_its_places():
    lines = places(failed())

    assert lines.startswith("ValueError\n")
    assert "\nOSError\n  " in lines
    assert "test_serving.py" in lines
    assert SECRET not in lines


@pytest.fixture
def _factory():
    before = logging.getLogRecordFactory(), sys.excepthook, __import__("threading").excepthook
    yield
    logging.setLogRecordFactory(before[0])
    sys.excepthook, __import__("threading").excepthook = before[1:]


@pytest.mark.usefixtures("_factory")
def test_no_log_holds_what_an_error_says():
    quiet_errors()
    out, log = io.StringIO(), logging.getLogger("anybody")
    log.addHandler(logging.StreamHandler(out))
    try:
        raise failed()
    except ValueError:
        log.exception("went wrong")

    assert "went wrong\nValueError" in out.getvalue()
    assert SECRET not in out.getvalue()


@pytest.mark.parametrize(
    "code",
    [
        f"raise ValueError({SECRET!r})",
        f"import threading\ndef fail(): raise ValueError({SECRET!r})\nt = threading.Thread(target=fail)\nt.start()\nt.join()",
    ],
)
def test_what_nobody_catches_says_no_more(code):
    whole = f"from dashboard.security.serving import quiet_errors\nquiet_errors()\n{code}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)

    assert "ValueError" in done.stderr
    assert SECRET not in done.stderr
