"""Who looks at a page or asks an address: asked anew each time, and kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

from dashboard.access import LOCAL, Person
from dashboard.access.listening import access_file, is_open
from dashboard.access.mapping import person
from dashboard.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Scope

OPEN_TO_ALL = Person("open", LOCAL.roles, LOCAL.rights)


def who() -> Person:
    """Who looks at the page that runs.

    Raises:
        LoginEnded: the login is past its time.
        AccessDenied: it does not say whose it is.
    """
    return _person(st.user.to_dict())


def who_asks(request: HTTPConnection) -> Person:
    """Who asks an address that is no page, by the same cookie.

    Raises:
        LoginEnded, AccessDenied: as ``who``.
    """
    return _person(_claims(request.cookies) if access_file() else {})


def subject_of(scope: Scope) -> str:
    """The id of who asks, by their cookie, for what tells visitors apart; empty for nobody known."""
    try:
        person = who_asks(HTTPConnection(scope))
    except UserError:
        return ""
    return person.subject if access_file() else ""


def is_kept() -> bool:
    """Whether it is kept who looked and took: wherever others than those at this machine can come in."""
    return is_open() or access_file() is not None


def _person(claims: Mapping[str, Any]) -> Person:
    if is_open():
        return OPEN_TO_ALL
    said = access_file()
    return LOCAL if said is None else person(claims, said, datetime.now(UTC))


def _claims(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """What the cookie of somebody who logged in says; nothing when it was not signed here."""
    said = access_file()
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    return _parse_decoded_user_cookie(signed, said.provider.redirect) if said and signed else {}
