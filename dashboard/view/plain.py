"""Texts that partners wrote, shown as they are: never as markup."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:])")


def plain(text: object) -> str:
    """A delivered text for a place that reads Markdown; an absent one is empty."""
    return _MARKDOWN.sub(r"\\\1", text) if isinstance(text, str) else ""


def label(text: object, longest: int) -> str:
    """A delivered text for a plotly label: no tags, cut at ``longest`` characters."""
    whole = str(text)
    cut = whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
