"""The rooms by name: the only place that opens one, on the screen or off it.

Off the screen the very same page runs with nobody looking, and what it would have drawn comes back as panels. So a document, a
picture and ``lsi resolve`` cannot say anything else than the screen, and no page is written twice. Such a run has a session of
its own without a browser: its messages go nowhere, what can be opened is open, and its choices are those of the address alone.
"""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from streamlit import config
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunContext, StopException, add_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState

from dashboard import text
from dashboard.addresses import Address
from dashboard.settings import PACKAGE
from dashboard.ui.address import begin, draw_notices, open_address
from dashboard.ui.reading import Reading, keep
from dashboard.ui.viewer import draw_viewer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dashboard.access import Rights
    from dashboard.store import Release
    from dashboard.ui.viewer import Viewer

MAIN = str(PACKAGE / "app" / "main.py")


def run(room: str, viewer: Viewer, address: Address) -> None:
    """Run the page of a room."""
    importlib.import_module(f"dashboard.pages.{room}.page").page(viewer, address)


def read(
    room: str,
    query: Mapping[str, str],
    rights: Rights,
    release: Release,
    wanted: Collection[str] | None = None,
    *,
    theme: str = "light",
) -> Reading:
    """Read the page of a room off the screen, in the language of the active run unless the query names one.

    Args:
        room: its name.
        query: the choices of its address.
        rights: what may be seen.
        release: the release to read.
        wanted: keys of the panels to keep; None keeps all.
        theme: ``light``, as paper is, or ``dark``, of figures that are drawn on a screen.

    Raises:
        UserError: as the page raises it.
    """
    kept = Reading(wanted)
    config.set_option("global.showWarningOnDirectExecution", False)  # nobody forgot to start a server
    chosen = {Address.language.name: text.language(), **query}
    with ThreadPoolExecutor(
        1
    ) as thread:  # a thread of its own: nothing of the run that asks reaches it, nor the other way
        thread.submit(_read, room, chosen, rights, release, kept, theme).result()
    return kept


def _read(room: str, query: Mapping[str, str], rights: Rights, release: Release, kept: Reading, theme: str) -> None:
    keep(kept)
    text.use(query[Address.language.name])
    add_script_run_ctx(ctx=_session(query, theme))
    begin()
    address = open_address(room)
    viewer, _ = draw_viewer(rights, release, room, address)
    try:
        run(room, viewer, address)
    except StopException:
        pass  # a page that stopped has said why
    finally:
        draw_notices()


def _session(query: Mapping[str, str], theme: str) -> ScriptRunContext:
    """A session with an address and no browser."""
    state = SafeSessionState(SessionState(), lambda: None)
    with state.query_params() as address:
        address.populate_from_query_string(urlencode(query))
    return ScriptRunContext(
        session_id="",
        _enqueue=lambda _message: None,
        query_string=urlencode(query),
        session_state=state,
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        main_script_path=MAIN,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(MAIN),
        context_info=ContextInfo(color_scheme=theme),
    )
