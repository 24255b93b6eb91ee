"""Every word a person reads: ``say("overview.title")``.

Dutch is the source and the fallback; English has the same keys (held by a test). The active language lives in a context
variable, so that two viewers in one process never see each other's language.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from dashboard.frozen import FrozenDict
from dashboard.settings import PACKAGE
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("nl", "en")
_language: ContextVar[str] = ContextVar("language", default="nl")


def use(language: str) -> None:
    """Set the language for this run; an unknown one becomes Dutch."""
    _language.set(language if language in LANGUAGES else "nl")


def language() -> str:
    """The active language code, ``nl`` or ``en``."""
    return _language.get()


def say(key: str, /, **values: object) -> str:
    """The text under ``key`` in the active language, its placeholders filled.

    It is a ``Markup``: on screen its own Markdown works, and what was filled in is shown as it is.

    Raises:
        KeyError: the key is in neither file, a programming mistake a test catches.
    """
    text = texts(language()).get(key) or texts("nl")[key]
    return text.format(**values) if values else text


@cache
def texts(language: str) -> Mapping[str, Markup]:
    """All texts of one language as flat dotted keys, from every ``<language>.toml``: each room keeps its own words."""
    files = sorted(PACKAGE.rglob(f"{language}.toml"))
    return FrozenDict(
        (key, Markup(text)) for file in files for key, text in _flatten(tomllib.loads(file.read_text(encoding="utf-8")))
    )


def _flatten(tree: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            rows += _flatten(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", str(value)))
    return rows
