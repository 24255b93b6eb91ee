"""The gate at every download: what it is for, kept with the release, and whether it may go on to others.

On one's own machine there is nobody to account to, and the gate stands open.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.access.outside import outside
from dashboard.errors import AccessDenied, StateAway
from dashboard.settings import Settings
from dashboard.state.log import Kind, append
from dashboard.text import say
from dashboard.ui import screen
from dashboard.ui.run import in_dialog
from dashboard.ui.who import is_kept, who

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.store import Release

PURPOSES = ("meeting", "evaluation", "publication")
LONGEST = 120  # signs of what somebody says it is for
PASSED, SAID, TROUBLE = "gate_passed", "gate_said", "gate_trouble"


@dataclass(frozen=True)
class Taking:
    """Something on its way out.

    Attributes:
        release: what it is of.
        name: what it is, as a key.
        form: ending of the file.
    """

    release: Release
    name: str
    form: str


def draw_download(taking: Taking, label: str, *, key: str, **options: Any) -> None:
    """A button that gives a file, once it is said what it is for.

    Args:
        taking: what is taken, and of which release.
        label: of the button.
        key: of the button.
        options: of Streamlit's button.
    """
    if not is_kept():
        screen.download_button(label, key=key, **options)
        return
    looks = {name: options[name] for name in ("icon", "width", "type") if name in options}
    give = partial(screen.download_button, label, key=key, **options | {"type": "primary"})
    draw_taking(taking, label, give, key=key, **looks)


def draw_taking(taking: Taking, label: str, give: Callable[[], None], *, key: str, **looks: Any) -> None:
    """A button that opens what gives something, once it is said what it is for.

    Args:
        taking: what is taken, and of which release.
        label: of the button.
        give: draws what gives it.
        key: of what gives it.
        looks: of the button.
    """
    if screen.pressed(label, key=f"gate_{key}", **looks):
        st.session_state[PASSED] = None
        in_dialog(label, partial(_draw_gate, taking, give, key))


def _draw_gate(taking: Taking, give: Callable[[], None], key: str) -> None:
    if not is_kept():
        give()
        return
    screen.markdown(say(f"gate.outside.{outside(taking.release, taking.name)}"))
    if st.session_state.get(PASSED) == key:
        give()
        return
    said = st.session_state.get(SAID, (PURPOSES[0], ""))
    screen.selectbox(
        say("gate.purpose"),
        PURPOSES,
        key=f"purpose_{key}",
        name=lambda one: say(f"gate.for.{one}"),
        index=PURPOSES.index(said[0]),
    )
    screen.text_input(say("gate.line"), key=f"line_{key}", value=said[1], max_chars=LONGEST)
    screen.button(say("gate.pass"), key=f"pass_{key}", type="primary", on_click=_pass, args=(taking, key))
    if trouble := st.session_state.pop(TROUBLE, ""):
        screen.error(trouble)


def _pass(taking: Taking, key: str) -> None:
    """Keep what it is for; without that nothing leaves."""
    purpose, line = st.session_state[f"purpose_{key}"], st.session_state[f"line_{key}"].strip()
    if not line:
        st.session_state[TROUBLE] = say("gate.say_something")
        return
    about = {
        "release": taking.release.id,
        "what": taking.name,
        "form": taking.form.replace(".", "_"),
        "purpose": purpose,
        "line": line,
    }
    try:
        append(Settings.from_environment(), Kind.EXPORTED, who().subject, **about)
    except (StateAway, AccessDenied) as error:
        st.session_state[TROUBLE] = say(error.key, **error.values)
        return
    st.session_state[SAID], st.session_state[PASSED] = (purpose, line), key
