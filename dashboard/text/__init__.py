"""Every word a person reads: ``say("overview.title")``.

Dutch is the source and the fallback; English has the same keys (held by a test). The active language lives in a context
variable, so that two viewers in one process never see each other's language.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel import Locale

from dashboard.frozen import FrozenDict
from dashboard.policy import NUMBERS, active_policy
from dashboard.settings import PACKAGE
from dashboard.text.markup import Markup, use_foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("nl", "en")
DELIVERED = "nl"  # the language of what projects write
_language: ContextVar[str] = ContextVar("language", default="nl")


def use(language: str) -> None:
    """Set the language for this run; an unknown one becomes Dutch."""
    _language.set(language if language in LANGUAGES else DELIVERED)
    use_foreign(is_foreign=_language.get() != DELIVERED)


def language() -> str:
    """The active language code, ``nl`` or ``en``."""
    return _language.get()


@dataclass(frozen=True)
class Plural:
    """A text with one form for one and another for more.

    Attributes:
        by: the placeholder whose number decides.
        one: for exactly one.
        other: for any other number.
    """

    by: str
    one: Markup
    other: Markup

    def of(self, value: object) -> Markup:
        """The form that goes with a number, or with a number as it is written."""
        digits = str(value)
        if not digits.isascii() or not digits.isdigit():  # such as 1.234, 2,5, or "none or a few"
            return self.other
        return self.one if Locale(language()).plural_form(int(digits)) == "one" else self.other


def say(key: str, /, **values: object) -> str:
    """The text under ``key`` in the active language, its placeholders filled.

    It is a ``Markup``: on screen its own Markdown works, and what was filled in is shown as it is. A number of the policy
    that the text names, like ``{base}``, is filled in by itself, from the release that is shown.

    Raises:
        KeyError: the key is in neither file, a programming mistake a test catches.
    """
    text = texts(language()).get(key) or texts("nl")[key]
    if isinstance(text, Plural):
        text = text.of(values[text.by])
    filled = {name: getattr(active_policy(), name) for name in _numbers(text) if name not in values} | values
    return text.format(**filled) if filled else text


@cache
def texts(language: str) -> Mapping[str, Markup | Plural]:
    """All texts of one language as flat dotted keys, from every ``<language>.toml``: each room keeps its own words.

    A table of ``by``, ``one`` and ``other`` is one text with a plural.
    """
    files = sorted(PACKAGE.rglob(f"{language}.toml"))
    return FrozenDict(row for file in files for row in _flatten(tomllib.loads(file.read_text(encoding="utf-8"))))


@cache
def _numbers(text: str) -> tuple[str, ...]:
    """Numbers of the policy a text names."""
    return tuple(sorted(NUMBERS & {name for _, name, _, _ in Formatter().parse(text) if name})) if "{" in text else ()


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, Markup | Plural]]:
    rows: list[tuple[str, Markup | Plural]] = []
    for name, value in tree.items():
        if not isinstance(value, dict):
            rows.append((f"{prefix}{name}", Markup(value)))
        elif value.keys() == {"by", "one", "other"}:
            rows.append((f"{prefix}{name}", Plural(value["by"], Markup(value["one"]), Markup(value["other"]))))
        else:
            rows += _flatten(value, f"{prefix}{name}.")
    return rows
