"""A viewer without a browser: speaks the app's websocket, so that only the server's part is timed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

LONGEST = 60


@dataclass(frozen=True)
class Run:
    """One run of the script: milliseconds until it was finished, unpacked bytes, fragments seen."""

    milliseconds: float
    size: int
    fragments: tuple[str, ...]
    is_error: bool


class Viewer:
    """One session: ``await viewer.run("kaart", g="GM9001")`` is a filter click."""

    def __init__(self, port: int) -> None:
        self.port, self.pages = port, {}

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None,
            origin=f"http://127.0.0.1:{self.port}", ping_interval=None,
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def run(self, page: str, fragment: str = "", **query: str) -> Run:
        """Send one click; wait until the script has finished."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(query)
        state.fragment_id = fragment
        state.context_info.timezone = "Europe/Amsterdam"
        if page in self.pages:
            state.page_script_hash = self.pages[page]
        else:
            state.page_name = page
        started = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        return await asyncio.wait_for(self._finish(started), LONGEST)

    async def _finish(self, started: float) -> Run:
        size, fragments, is_error = 0, {}, False
        while True:
            received = await self._socket.recv()
            size += len(received)
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
            elif kind == "delta":
                fragments[message.delta.fragment_id] = None
                is_error |= message.delta.new_element.WhichOneof("type") == "exception"
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                taken = 1000 * (time.perf_counter() - started)
                return Run(taken, size, tuple(one for one in fragments if one), is_error)
