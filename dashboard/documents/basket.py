"""A report of one's own: panels by their links and text between, kept in a link or a file and never on the server."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from dashboard.errors import UserError
from dashboard.text.markup import clean

FORMAT, VERSION = "lsi-rapport", 1
MOST_ITEMS, MOST_TITLE, MOST_TEXT, MOST_LINK = 60, 160, 4_000, 2_000
MOST_BYTES = 200_000  # of a file, and of a link once unpacked


@dataclass(frozen=True)
class Item:
    """One thing in a report of one's own.

    Attributes:
        link: address of a panel with its release and every choice, without host; empty for a text.
        text: a paragraph between; empty for a panel.
        title: a title of one's own for a panel; empty for that of the screen.
        name: what the panel was called when it was put in.
    """

    link: str = ""
    text: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True)
class Basket:
    """All of it, in order.

    Attributes:
        title: of the report; empty for the usual one.
    """

    items: tuple[Item, ...] = ()
    title: str = ""

    def added(self, item: Item) -> Basket:
        """With one more at the end; a panel that is in it already is not added twice.

        Raises:
            UserError: it is full.
        """
        if item.link and any(one.link == item.link for one in self.items):
            return self
        if len(self.items) >= MOST_ITEMS:
            raise UserError("basket.error.full", most=MOST_ITEMS)
        return replace(self, items=(*self.items, item))

    def without(self, at: int) -> Basket:
        """Without the one at a place."""
        return replace(self, items=(*self.items[:at], *self.items[at + 1 :]))

    def moved(self, at: int, by: int) -> Basket:
        """With the one at a place so many places further on; not past either end."""
        items = list(self.items)
        to = min(max(at + by, 0), len(items) - 1)
        items.insert(to, items.pop(at))
        return replace(self, items=tuple(items))

    def changed(self, at: int, item: Item) -> Basket:
        """With another one at a place."""
        return replace(self, items=(*self.items[:at], item, *self.items[at + 1 :]))


def pack(basket: Basket) -> str:
    """The basket as one value of the URL; empty when nothing is in it."""
    if not basket.items and not basket.title:
        return ""
    tree = json.dumps(_tree(basket), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(tree.encode(), 9)).decode().rstrip("=")


def unpack(packed: str) -> Basket:
    """The basket of one value of the URL.

    Raises:
        UserError: it is none.
    """
    try:
        content = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        machine = zlib.decompressobj()
        text = machine.decompress(content, MOST_BYTES)
    except (ValueError, zlib.error):
        raise UserError("basket.error.link") from None
    if machine.unconsumed_tail or not machine.eof:
        raise UserError("basket.error.link")
    return _read(text, "basket.error.link")


def saved(basket: Basket) -> bytes:
    """The basket as a file, readable without this product too."""
    return json.dumps(_tree(basket), ensure_ascii=False, indent=1).encode()


def opened(content: bytes) -> Basket:
    """The basket of a file.

    Raises:
        UserError: it is too large, or no report saved here.
    """
    if len(content) > MOST_BYTES:
        raise UserError("basket.error.file")
    return _read(content, "basket.error.file")


def _tree(basket: Basket) -> dict[str, Any]:
    items = [{name: value for name, value in vars(item).items() if value} for item in basket.items]
    return {"formaat": FORMAT, "versie": VERSION, "titel": basket.title, "inhoud": items}


def _read(content: bytes, error: str) -> Basket:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        raise UserError(error) from None
    listed = tree.get("inhoud") if isinstance(tree, dict) and tree.get("formaat") == FORMAT else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise UserError(error)
    items = (
        Item(
            _cut(one, "link", MOST_LINK),
            _cut(one, "text", MOST_TEXT),
            _cut(one, "title", MOST_TITLE),
            _cut(one, "name", MOST_TITLE),
        )
        for one in listed[:MOST_ITEMS]
    )
    return Basket(tuple(item for item in items if item.link or item.text), _cut(tree, "titel", MOST_TITLE))


def _cut(tree: dict[str, Any], name: str, most: int) -> str:
    """A text of a file as plain words, no longer than it may be; nothing for what is no text."""
    value = tree.get(name, "")
    lines = value.splitlines() if isinstance(value, str) else []
    return "\n".join(clean(line) for line in lines)[:most].strip()
