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

from dashboard.access import LOCAL, Person, Role
from dashboard.access.listening import access_file, is_open
from dashboard.access.mapping import person
from dashboard.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Scope

# Everybody may look; who nobody knows does nothing at the desk.
OPEN_TO_ALL = Person("open", frozenset({Role.VIEWER}), LOCAL.rights)


def who() -> Person:
    """Who looks at the page that runs.

    Raises:
        LoginEnded: the login is past its time.
        AccessDenied: it does not say whose it is.
    """
    return _person(st.user.to_dict())


def who_asks(request: HTTPConnection, *, is_desk: bool = False) -> Person:
    """Who asks an address that is no page, by the same cookie.

    Args:
        request: with its cookies.
        is_desk: whether it is one of the desk, whose logins come back to an address of its own.

    Raises:
        LoginEnded, AccessDenied: as ``who``.
    """
    return _person(_claims(request.cookies, is_desk=is_desk) if access_file() else {})


def subject_of(scope: Scope, *, is_desk: bool = False) -> str:
    """The id of who asks, by their cookie, for what tells visitors apart; empty for nobody known."""
    try:
        person = who_asks(HTTPConnection(scope), is_desk=is_desk)
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


def _claims(cookies: Mapping[str, str], *, is_desk: bool) -> Mapping[str, Any]:
    """What the cookie of somebody who logged in says; nothing when it was not signed here, or for another address than ours."""
    said = access_file()
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    if not said or not signed:
        return {}
    return _parse_decoded_user_cookie(signed, said.provider.desk_redirect if is_desk else said.provider.redirect)
