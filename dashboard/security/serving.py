"""How Streamlit serves: every option that guards something is said here, so that a new default changes nothing."""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from streamlit import logger
from streamlit.web.server.starlette import starlette_server

from dashboard.security.hosts import allowed
from dashboard.settings import Settings
from dashboard.state.engine import close as close_state
from dashboard.store import forget_connections
from dashboard.telemetry.log import pass_on, write_log

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit.web.server.starlette import App

LOG = logging.getLogger("lsi")
SECONDS_FOR_ANSWERS, SECONDS_FOR_RUNS = 5, 15  # together less than the half minute that who stops a process waits
RUN_THREAD = "ScriptRunner.scriptThread"  # what Streamlit calls the thread of a run


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
        "logger.hideWelcomeMessage": True,
        "logger.level": "warning",  # below it stands where visitors come from
    }


def serve(app: App, host: str, port: int, upload_mb: int, *, has_files: bool = True) -> None:
    """Serve until stopped; arguments as ``options``."""
    write_log(Settings.from_environment().log)
    _log_with_us()
    # Who a visitor is behind a proxy is for ``rates`` to say; uvicorn would believe any program of this machine.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    app.run(config=options(host, port, upload_mb, has_files=has_files))


def _log_with_us() -> None:
    """Let Streamlit and its server leave their lines to our log, and the server wait so long for what runs and no longer."""
    logger.setup_formatter = pass_on
    logger.update_formatter()
    usual = starlette_server._get_uvicorn_config_kwargs  # noqa: SLF001  Streamlit has no other place to say these

    def ours() -> dict[str, Any]:
        return usual() | {"log_config": None, "timeout_graceful_shutdown": SECONDS_FOR_ANSWERS}

    starlette_server._get_uvicorn_config_kwargs = ours  # noqa: SLF001


@asynccontextmanager
async def until_stopped() -> AsyncIterator[None]:
    """The life of a server: once it is asked to stop and answers nobody any more, what runs may end, and files are closed.

    A run that sends a delivery or publishes a release is let go on to its end, for so many seconds; what it writes is a transaction
    that is there whole or not at all, also when it takes longer.
    """
    LOG.info("serving")
    yield
    LOG.info("stopping")
    n_left = await run_in_threadpool(_await_runs, SECONDS_FOR_RUNS)
    await run_in_threadpool(_let_go)
    if n_left:
        LOG.warning("stopped while %s runs went on", n_left)
    else:
        LOG.info("stopped")


def _await_runs(seconds: float) -> int:
    """Wait for the pages that run now; how many still do after so long."""
    end = time.monotonic() + seconds
    for thread in running():
        thread.join(max(0, end - time.monotonic()))
    return len(running())


def running() -> list[threading.Thread]:
    """The runs that go on now, of whatever page."""
    return [thread for thread in threading.enumerate() if thread.name == RUN_THREAD]


def _let_go() -> None:
    """Close the releases and the database of the state."""
    forget_connections()
    close_state()
