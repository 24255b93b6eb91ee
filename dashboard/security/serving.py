"""How Streamlit serves: every option that guards something is said here, so that a new default changes nothing."""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

from dashboard.security.hosts import allowed
from dashboard.settings import Settings

if TYPE_CHECKING:
    from streamlit.web.server.starlette import App


def options(host: str, port: int, upload_mb: int, *, has_files: bool = True) -> dict[str, Any]:
    """The options of a server.

    Args:
        host: the address it listens at.
        port: of that.
        upload_mb: most megabytes of one file that is sent in.
        has_files: whether Streamlit serves the folder ``static`` beside the script.
    """
    chosen = Settings.from_environment()
    return {
        "server.address": host,
        "server.port": port,
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,
        "server.corsAllowedOrigins": [chosen.address.rstrip("/")] if chosen.address else [],
        "server.allowedHosts": sorted(allowed(chosen)),
        "server.maxUploadSize": upload_mb,
        "server.maxMessageSize": upload_mb,
        "server.enableAgentApi": False,
        "server.enableStaticServing": has_files,
        "logger.enableRich": False,
    }


def serve(app: App, host: str, port: int, upload_mb: int, *, has_files: bool = True) -> None:
    """Serve until stopped; arguments as ``options``."""
    quiet_errors()
    # Who a visitor is behind a proxy is for ``rates`` to say; uvicorn would believe any program of this machine.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    app.run(config=options(host, port, upload_mb, has_files=has_files))


def quiet_errors() -> None:
    """Let no line of a log of this process hold what an error says: only its kind, and where in the code it came up.

    What an error says may hold a figure, a name or a password.
    """
    make = logging.getLogRecordFactory()

    def quiet(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        if record.exc_info and record.exc_info[1]:
            record.exc_text = places(record.exc_info[1])  # a formatter takes this where it is there
        return record

    logging.setLogRecordFactory(quiet)
    sys.excepthook = lambda _kind, error, _trace: sys.stderr.write(places(error) + "\n")
    threading.excepthook = lambda failed: sys.stderr.write(
        (places(failed.exc_value) if failed.exc_value else failed.exc_type.__name__) + "\n"
    )


def places(error: BaseException) -> str:
    """The kind of an error and its path through the code, and of those it came from."""
    lines = [type(error).__name__]
    lines += [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*lines, places(cause)] if cause else lines)
