"""A real server on a free port, as ``lsi desk`` or ``lsi serve`` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

from tests.browser.conftest import ROOT, wait_for


@contextmanager
def desk(data, log_file, **environment):
    """The desk with these settings, until the block ends; gives its address."""
    with process("desk", data, log_file, **environment) as (address, _):
        yield address


@contextmanager
def process(command, data, log_file, folder=ROOT, **environment):
    """A server with these settings in this folder, until the block ends; gives its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.environ | {"DASHBOARD_DATA": str(data)} | environment
    started = [sys.executable, "-m", "dashboard.cli", command, "--port", str(port)]
    with log_file.open("w") as log:
        server = subprocess.Popen(started, env=settings, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address, server
    finally:
        server.terminate()
        server.wait(20)
