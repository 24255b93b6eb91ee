"""Text of our own and text of others: what others wrote is escaped where it is shown.

``say`` gives ``Markup``: the words as they are, and beside them the same in Streamlit's Markdown, in which every value that
was filled in is escaped. Any other text counts as delivered, whoever wrote it, so what is forgotten is shown as it is and
never comes alive. ``Markup`` stays itself under ``+``, ``join`` and ``format``; an f-string makes it an ordinary text.

What a project wrote is ``Delivered``, and Dutch: on a page in another language it is drawn in a span of its own, which ``reach.js``
marks as Dutch for who hears the page.
"""

from __future__ import annotations

import re
import unicodedata
from contextvars import ContextVar
from itertools import pairwise
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_is_foreign: ContextVar[bool] = ContextVar("is_foreign", default=False)
SPAN = ":color[{}]"  # a span without a colour; Streamlit makes no other span without a class
_SPANS = re.compile(r":color\[([^\]]*)\]")
BREAK = ":color[]"  # an empty span: nothing on screen, but Streamlit's rules do not look past it
# Blanks, and invisible signs that are part of how words and pictures are written.
_KEPT = frozenset("\n\t\r\f\v\u0085\u200c\u200d")
FOLD, LONGEST = "\\\n", 40  # a hard line break, and the signs of a word after which it gets one
_WORD = re.compile(rf"\S{{{LONGEST}}}(?=\S)")
_ALWAYS = re.compile(r"[\\`*_{}\[\]<>#|~$&@]|:(?!\s)")
_FIRST = re.compile(r"[-+=](?![\w€])|\d+[.)](?=\s|$)")  # would begin a list or a heading
# Inside arrows, links, addresses, icons and emoji; Streamlit looks for them in the text that is left after Markdown.
_BREAKS = re.compile(r"(?i)(?<=[-<>=~])(?=[-<>=~])|(?<=www)(?=\.)|(?=@)|(?<=:)(?=\S)|(?=:\S)")
_ENTITY = re.compile(r"&#(\d+);")
_SLANTED = re.compile(r"\*(\S[^*\n]*?)\*")
_BLANK = re.compile(r"[ \t\n\r\f\v\u2028\u2029\u0085]+")


class Markup(str):
    """A text of our own: its words, and the same with Markdown in ``markdown``.

    Args:
        words: what it says; its own Markdown, if any, stands in it.
        markdown: what a place that reads Markdown gets; the words where nothing of others is in them.
    """

    __slots__ = ("_markdown",)
    _markdown: str

    def __new__(cls, words: str, markdown: str | None = None) -> Self:
        """The words with their Markdown beside them."""
        made = super().__new__(cls, words)
        made._markdown = str(words) if markdown is None else markdown
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self._markdown)

    @property
    def markdown(self) -> str:
        """The text for a place that reads Streamlit's Markdown."""
        return self._markdown

    def __add__(self, other: str) -> Markup:
        return Markup(str.__add__(self, other), self._markdown + escaped(other))

    def __radd__(self, other: str) -> Markup:
        return Markup(str.__add__(other, self), escaped(other) + self._markdown)

    def join(self, parts: Iterable[str]) -> Markup:
        """The parts with this text between them."""
        kept = list(parts)
        return Markup(str.join(self, kept), self._markdown.join(map(escaped, kept)))

    def format(self, *given: object, **named: object) -> Markup:
        """The text with its places filled; numbers keep their format."""
        words = str.format(self, *given, **named)
        texts = [escaped(one) if isinstance(one, str) else one for one in given]
        filled = {key: escaped(one) if isinstance(one, str) else one for key, one in named.items()}
        return Markup(words, self._markdown.format(*texts, **filled))

    def lower(self) -> Markup:
        """In small letters."""
        return Markup(str.lower(self), self._markdown.lower())

    def strip(self, signs: str | None = None) -> Markup:
        """Without blanks around it."""
        return Markup(str.strip(self, signs), self._markdown.strip(signs))


class Delivered(str):
    """A text that a project wrote, in Dutch whatever the page speaks."""

    __slots__ = ()


def use_foreign(*, is_foreign: bool) -> None:
    """Say for this run whether the page speaks another language than what projects wrote."""
    _is_foreign.set(is_foreign)


def escaped(text: object) -> str:
    """What a place that reads Markdown gets: of our own text its Markdown, any other looks the same and does nothing.

    A word that is longer than any line goes on in the next one, because Streamlit breaks none.
    """
    if isinstance(text, Markup):
        return text.markdown
    line = clean(text)
    folds = [one.end() for one in _WORD.finditer(line)]
    inert = FOLD.join(map(_inert, (line[a:b] for a, b in pairwise((0, *folds, len(line))))))
    return SPAN.format(inert) if inert and is_foreign(text) else inert


def is_foreign(text: object) -> bool:
    """Whether a text is in another language than the page: a project wrote it, and the page speaks no Dutch."""
    return isinstance(text, Delivered) and _is_foreign.get()


def in_line(text: object) -> str:
    """The same for a heading or a label, which have one line."""
    return escaped(text).replace(FOLD, "")


def _inert(line: str) -> str:
    """A line of which no sign means anything to Markdown or to Streamlit."""
    first, breaks = _FIRST.match(line), {one.start() for one in _BREAKS.finditer(line)}
    marked = {one.start() for one in _ALWAYS.finditer(line)} | ({first.end() - 1} if first else set())
    if not marked and not breaks:
        return line
    return "".join(
        (BREAK if at in breaks else "") + (f"&#{ord(sign)};" if at in marked else sign) for at, sign in enumerate(line)
    )


def clean(text: object) -> str:
    """A text in one line without signs that nobody sees: controls, direction marks, zero width; nothing for no text."""
    if not isinstance(text, str):
        return "" if text is None or text != text else str(text)  # noqa: PLR0124  NaN
    line = _BLANK.sub(" ", literal(text)).strip(" ")
    return Delivered(line) if isinstance(text, Delivered) else line


def literal(text: str) -> str:
    """The words alone, for a place that reads no markup: a cell of a grid, an option, a file, a label for the ear."""
    words = str(text)
    if words.isascii() and words.isprintable():
        return words
    return "".join(one for one in words if one in _KEPT or unicodedata.category(one) not in {"Cc", "Cf", "Cs"})


def unmarked(text: str) -> str:
    """The words without the bold and slanted type of our own, to be copied."""
    plain = _SLANTED.sub(r"\1", escaped(text).replace("**", "")).replace(BREAK, "").replace(FOLD, "")
    plain = _SPANS.sub(r"\1", plain)
    return _ENTITY.sub(lambda one: chr(int(one[1])), plain)


def sentences(*parts: str) -> str:
    """Sentences after each other, without those that say nothing."""
    return Markup(" ").join(part for part in parts if part)


def under(head: str, text: str) -> str:
    """A text under a bold line of its own."""
    return Markup("**{}**\n\n{}").format(head, text)
