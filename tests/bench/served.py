"""The real server as ``lsi serve`` starts it, and a counter of bytes to put before it."""

from __future__ import annotations

import asyncio
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
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._relay, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
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
