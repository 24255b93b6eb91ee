"""Read XML of others with the parser of the standard library: no document type, no entities, never the whole in memory."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from dashboard.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK: Final = 1 << 20
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
# Runs of one text, which together are what a person reads.
_RUNS: Final = frozenset({"r", "t", "rPr"})
# Attributes a person writes, also when they are only digits.
_NAMES: Final = frozenset({"name", "displayName", "descr", "title"})
# Copies of figures under a chart: they may be as long as a number can be.
_FIGURES: Final = frozenset({"numCache", "numLit"})


def walk(
    source: IO[bytes],
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call `start`, `end` and `text` for what stands in an XML part.

    Args:
        source: its bytes.
        name: for the message.
        start: called with a tag and its attributes, as they are written (with prefix).
        end: called with a tag.
        text: called with text; a long one comes in pieces.

    Raises:
        UserError: no XML, or with a document type.
    """

    def refuse(*_: object) -> None:
        raise UserError("intake.unreadable.damaged", file=name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        while block := source.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UserError("intake.unreadable.damaged", file=name) from error


def local(tag: str) -> str:
    """A tag or attribute without its prefix."""
    return tag.rpartition(":")[2]


def elements(source: IO[bytes], name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Tags and attributes of a small part, in their order, without prefixes."""
    listed: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        listed.append((local(tag), {local(key): value for key, value in attributes.items()}))

    walk(source, name, start, lambda _: None, lambda _: None)
    yield from listed


def unescaped(text: str) -> str:
    """A text of a workbook with the signs that ``_x0007_`` and the like stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Gathered:
    """What a person may have written in a part: its texts and attributes, without figures and identifiers."""

    def __init__(self, *, with_numbers: bool = False) -> None:
        """Begin.

        Args:
            with_numbers: keep texts that are only a number too.
        """
        self.texts: set[str] = set()
        self._with_numbers = with_numbers
        self._run: list[str] = []
        self._figures = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        plain = local(tag)
        self._figures += plain in _FIGURES
        if plain not in _RUNS:
            self._flush(keep_number=self._with_numbers)
        for key, value in attributes.items():
            if not key.startswith("xmlns"):
                self._add(value, keep_number=local(key) in _NAMES)

    def end(self, tag: str) -> None:
        """An element ends."""
        plain = local(tag)
        if plain not in _RUNS:
            self._flush(keep_number=self._with_numbers)
        self._figures -= plain in _FIGURES

    def text(self, text: str) -> None:
        """A piece of text."""
        if not self._figures:
            self._run.append(text)

    def close(self) -> None:
        """The part ends."""
        self._flush(keep_number=self._with_numbers)

    def _flush(self, *, keep_number: bool) -> None:
        if self._run:
            self._add("".join(self._run), keep_number=keep_number)
            self._run.clear()

    def _add(self, text: str, *, keep_number: bool) -> None:
        if keep_number or not _NUMBER.fullmatch(text.strip()):
            self.texts.add(_GUID.sub("", text))


def gather(source: IO[bytes], name: str, *, with_numbers: bool = False) -> set[str]:
    """What a person may have written in a part."""
    gathered = Gathered(with_numbers=with_numbers)
    walk(source, name, gathered.start, gathered.end, gathered.text)
    gathered.close()
    return gathered.texts
