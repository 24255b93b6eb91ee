"""Words in a figure: plotly reads a few tags, so what is no ``Tags`` of our own is shown as it is."""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from dashboard.text.markup import literal

if TYPE_CHECKING:
    from collections.abc import Iterable

# Written by hand with plotly's own names in it, and what a click gives back: neither is shown as it stands.
OWN = frozenset({"hovertemplate", "texttemplate", "customdata"})
_PLAIN = re.compile(r"[\w .,:;€%()/+·–’'\"\xa0-]*", re.ASCII)


class Tags(str):
    """A text of our own with plotly's tags, or a template of a hover; ``format`` shows what it is given as it is."""

    __slots__ = ()

    def format(self, *given: object, **named: object) -> Tags:
        """The text with its places filled."""
        return Tags(str.format(self, *map(shown, given), **{key: shown(one) for key, one in named.items()}))

    def join(self, parts: Iterable[object]) -> Tags:
        """The parts with this text between them."""
        return Tags(str.join(self, (str(shown(one)) for one in parts)))


def shown(value: object) -> object:
    """A text as plotly has to get it to show it as it is; anything else is itself."""
    if not isinstance(value, str) or isinstance(value, Tags):
        return value
    if _PLAIN.fullmatch(value) and "%{" not in value:
        return str(value)
    return escape(literal(value), quote=False).replace("%{", "%&#123;")


def written(part: Any) -> Any:
    """A figure, or a part of one, of which every text is shown as it is."""
    if isinstance(part, str):
        return shown(part)
    if isinstance(part, dict):
        return {key: one if key in OWN else written(one) for key, one in part.items()}
    if isinstance(part, list | tuple) and any(isinstance(one, str | dict | list | tuple) for one in part):
        return [written(one) for one in part]
    return part


def in_lines(text: object, longest: int) -> Tags:
    """A text in lines of at most ``longest`` characters, broken between words."""
    return Tags("<br>").join(wrap(literal(str(text)), longest))


def label(text: object, longest: int) -> str:
    """A text cut at ``longest`` characters, for where there is no room for more."""
    whole = literal(str(text))
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"
