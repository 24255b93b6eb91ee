"""Somebody who looks without a browser, through whatever stands before the servers, and comes back when the connection is lost.

Does what Streamlit's own script does: asks the page, keeps its cookies, opens the websocket, sends the address it stands on, and
opens another websocket when that one breaks off.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

REPLICA = "lsi_replica"
LONGEST = 120  # seconds of one run, on a machine that does everything at once
AGAIN = 20  # times a browser would try before this one gives up


@dataclass(frozen=True)
class Screen:
    """What one run of a page sent.

    Attributes:
        digest: of every element in its place; the same screen has the same one.
        text: all of it, to look something up in.
        n_elements: how many it had.
        is_error: whether Streamlit showed an error of the program.
    """

    digest: str
    text: str
    n_elements: int
    is_error: bool


class Session:
    """One session on one page: ``async with Session(address, "partners", area="GM9001") as one: await one.run()``."""

    def __init__(self, address, path, **query):
        self.address, self.path, self.query = address, path, query
        self.cookies, self.n_connections = {}, 0

    async def __aenter__(self):
        async with httpx.AsyncClient(timeout=LONGEST, follow_redirects=True) as client:
            asked = f"{self.address}/{self.path}?{urlencode(self.query)}"
            answer = await client.get(asked, headers={"accept": "text/html"})
        assert answer.status_code == 200, answer.text[:200]
        self.cookies = dict(answer.cookies)
        await self._connect()
        return self

    async def __aexit__(self, *_):
        await self._socket.close()

    @property
    def replica(self):
        """Which replica the cookie names."""
        return self.cookies.get(REPLICA)

    async def run(self):
        """The screen of the address; where the connection breaks off, on another one."""
        for _ in range(AGAIN):
            try:
                return await asyncio.wait_for(self._run(), LONGEST)
            except ConnectionClosed:
                await self._connect()
        raise AssertionError(f"lost {AGAIN} times: {self.path}")

    async def lost(self):
        """Until the connection breaks off."""
        try:
            while True:
                await self._socket.recv()
        except ConnectionClosed:
            pass

    async def another_tab(self, **cookies):
        """Which replica answers a page that is asked with the cookies of the browser, or others."""
        async with httpx.AsyncClient(cookies=self.cookies | cookies, timeout=LONGEST) as client:
            answer = await client.get(f"{self.address}/{self.path}", headers={"accept": "text/html"})
        return answer.cookies[REPLICA]

    async def _connect(self):
        """A websocket with the cookies of the browser; what its answer sets is kept."""
        for left in reversed(range(AGAIN)):
            try:
                self._socket = await connect(
                    self.address.replace("http", "ws") + "/_stcore/stream",
                    subprotocols=["streamlit", self.cookies.get("_streamlit_xsrf", "x")],
                    origin=self.address,
                    additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())},
                    max_size=None,
                    ping_interval=None,
                    open_timeout=LONGEST,
                )
                break
            except (InvalidHandshake, OSError):
                if not left:
                    raise
        self.n_connections, self._sent = self.n_connections + 1, {}
        for line in self._socket.response.headers.get_all("set-cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}

    async def _run(self):
        """One run; what everybody has to read first is read first."""
        screen, widgets = await self._rerun()
        if (agree := next((one for one in widgets if one.endswith("-agree")), None)) is not None:
            screen, _ = await self._rerun(agree)
        return screen

    async def _rerun(self, pressed=None):
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.query)
        message.rerun_script.page_script_hash = calc_hash(self.path or "overview")
        if pressed:
            message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        await self._socket.send(message.SerializeToString())
        elements, widgets = {}, []
        while True:
            forward = await self._receive()
            if forward.WhichOneof("type") == "delta":
                element = forward.delta.new_element
                place = tuple(forward.metadata.delta_path)
                if element.HasField("download_button"):
                    element.download_button.ClearField("deferred_file_id")  # drawn by lot for each run
                if element.HasField("button"):
                    widgets.append(element.button.id)
                elements[place] = element
            elif forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and forward.HasField("script_finished"):
                return screen_of(elements), widgets

    async def _receive(self):
        """The next message; one that Streamlit sent before comes as its hash, and as itself here."""
        forward = ForwardMsg.FromString(await self._socket.recv())
        if forward.WhichOneof("type") == "ref_hash":
            before = ForwardMsg.FromString(self._sent[forward.ref_hash])
            before.metadata.CopyFrom(forward.metadata)
            return before
        if forward.hash:
            self._sent[forward.hash] = forward.SerializeToString()
        return forward


def screen_of(elements):
    """What was drawn, in the order of its places."""
    drawn = [(place, element.SerializeToString(deterministic=True)) for place, element in sorted(elements.items())]
    return Screen(
        digest=hashlib.sha256(repr(drawn).encode()).hexdigest(),
        text=b"\n".join(content for _, content in drawn).decode("utf-8", "replace"),
        n_elements=len(drawn),
        is_error=any(element.HasField("exception") for element in elements.values()),
    )
