"""A link to a screen, read back: the same page, choices and release give the same figures, on the screen or off it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from dashboard.addresses import ADDRESSES, Address
from dashboard.errors import UserError
from dashboard.store import current_release, linked_release
from dashboard.ui import rooms

if TYPE_CHECKING:
    from dashboard.access import Rights
    from dashboard.settings import Settings
    from dashboard.store import Release
    from dashboard.ui.reading import Reading

LONGEST = 80  # signs of a strange link that are repeated


class Link(NamedTuple):
    """Where a link leads.

    Attributes:
        room: name of the page.
        query: its choices.
        panel: key of one panel; empty for the whole screen.
    """

    room: str
    query: dict[str, str]
    panel: str


def parse(link: str) -> Link:
    """Read a link as it was copied, with or without its host.

    Raises:
        UserError: no page of ours has that address.
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        raise UserError("error.link.strange", link=link[:LONGEST]) from None
    path = parts.path.rstrip("/").rpartition("/")[2]
    room = next((name for name, kind in ADDRESSES.items() if kind.path == path), None)
    if room is None:
        raise UserError("error.link.strange", link=link[:LONGEST])
    query = ADDRESSES[room].renamed(dict(parse_qsl(parts.query)))
    return Link(room, query, parts.fragment)


def resolve(link: Link, settings: Settings, rights: Rights) -> tuple[Release, Reading]:
    """The release a link fixes, or else the one people see now, and what its screen says.

    Raises:
        DataMissing: that release is not here any more, never was, or is withdrawn.
        UserError: as the page raises it; or the link names a panel that the screen has not.
    """
    fixed = link.query.get(Address.release.name, "")
    release = linked_release(settings, fixed) if fixed else current_release(settings)
    kept = rooms.read(link.room, link.query, rights, release, {link.panel} if link.panel else None)
    if link.panel and not kept.panels:
        raise UserError("error.link.panel", panel=link.panel[:LONGEST])
    return release, kept
