"""The real server as ``lsi serve`` starts it, and a counter of bytes to put before it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import Self

import psutil

from tests.browser.conftest import wait_for

CHUNK = 65536


@contextmanager
def served(data):
    """Address and process of the dashboard on a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env=os.environ | {"DASHBOARD_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


class Counter:
    """A plain TCP relay that counts what the server sends: HTTP and websocket, packed as it goes over the wire."""

    def __init__(self, port: int) -> None:
        self.target, self.sent, self.port = port, 0, 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ended.wait()
        server.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        with contextlib.suppress(asyncio.CancelledError):  # the end of the measurement cuts open connections
            await asyncio.gather(self._pipe(reader, to_server, 0), self._pipe(from_server, writer, 1))

    async def _pipe(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, counted: int) -> None:
        try:
            while block := await source.read(CHUNK):
                self.sent += counted * len(block)
                target.write(block)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()
