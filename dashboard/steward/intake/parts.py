"""The parts a workbook consists of: which are its sheets, which can be looked through, and which cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from dashboard.errors import UserError
from dashboard.steward.intake.markup import elements, gather
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.steward.intake.container import Members

Unchecked = Literal["pivot", "external", "embedded", "picture", "macro", "query", "other"]

# Copies of data from elsewhere, pictures and programs: nobody can look through them for personal data.
_UNCHECKED: Final[dict[str, Unchecked]] = {
    "pivotcache": "pivot",
    "pivottables": "pivot",
    "slicercaches": "pivot",
    "timelinecaches": "pivot",
    "model": "pivot",
    "externallinks": "external",
    "embeddings": "embedded",
    "activex": "embedded",
    "ctrlprops": "embedded",
    "media": "picture",
    "querytables": "query",
    "macrosheets": "macro",
    "dialogsheets": "macro",
}
_PICTURES: Final = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".webp"}
_MARKUP: Final = {".xml", ".rels", ".vml"}
# How a printer is set: in almost every workbook of Windows, and not something one can write in.
_PRINTER = re.compile(r"xl/printersettings/[a-z0-9]+\.bin")
_PROPERTIES: Final = ("docProps/", "customXml/", "docMetadata/")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Sheets:
    """Where the sheets and what they share are.

    Attributes:
        sheets: name, part and whether it is hidden, in the order of the workbook.
        strings: part with the texts that cells share.
        styles: part with the formats of cells.
        counts_from_1904: dates are counted from 1904.
        is_uncalculated: the program that wrote it asks Excel to compute all formulas on opening.
    """

    sheets: tuple[tuple[str, str, bool], ...]
    strings: str
    styles: str
    counts_from_1904: bool
    is_uncalculated: bool

    @property
    def read(self) -> set[str]:
        """Parts that are read as cells."""
        return {part for _, part, _ in self.sheets} | {self.strings}


def find_sheets(members: Members, name: str) -> Sheets:
    """Find the sheets through the relations between the parts.

    Raises:
        UserError: damaged.
    """
    main = next((part for kind, part in _relations(members, "", name).values() if kind == "officeDocument"), "")
    related = _relations(members, main, name)
    shared = dict(related.values())
    sheets, facts = [], {}
    with members.open(main) as source:
        for tag, attributes in elements(source, name):
            facts[tag] = attributes
            if tag == "sheet":
                kind, part = related.get(attributes.get("id", ""), ("", ""))
                if kind not in {"chartsheet", "dialogsheet"}:
                    sheets.append((attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
    if not sheets or any(part not in members.names() for _, part, _ in sheets):
        raise UserError("intake.unreadable.damaged", file=name)
    return Sheets(
        sheets=tuple(sheets),
        strings=shared.get("sharedStrings", ""),
        styles=shared.get("styles", ""),
        counts_from_1904=is_true(facts.get("workbookPr", {}).get("date1904")),
        is_uncalculated=is_true(facts.get("calcPr", {}).get("fullCalcOnLoad")),
    )


def unchecked(members: Members) -> dict[Unchecked, str]:
    """Kinds of parts nobody can look through, each with the name of the first."""
    listed: dict[Unchecked, str] = {}
    for name in members.names():
        if (kind := _kind(name)) is not None:
            listed.setdefault(kind, name)
    return listed


def written(members: Members, sheets: Sheets, name: str) -> Iterator[tuple[str, str]]:
    """Where somebody may have written something outside the cells, and what; a place as a person would call it.

    The names of the sheets, which other parts repeat, are left out.
    """
    titles = {title for title, _, _ in sheets.sheets}
    for part in members.names():
        if part in sheets.read or _kind(part) is not None or _PRINTER.fullmatch(part.lower()):
            continue
        for text in sorted(_written(members, part, name) - titles):
            yield _place(part), text


def is_true(text: str | None) -> bool:
    """A yes of a workbook."""
    return text in {"1", "true", "on"}


def _written(members: Members, part: str, name: str) -> set[str]:
    with members.open(part) as source:
        if not part.lower().endswith(".vml"):
            return gather(source, name, with_numbers=part.startswith(_PROPERTIES))
        # Boxes round comments, which Excel itself does not always write as XML: with its tags and without.
        text = source.read().decode("utf-8", errors="replace")
        return {text, " ".join(_TAG.sub(" ", text).split())}


def _kind(name: str) -> Unchecked | None:
    path = PurePosixPath(name)
    for folder in path.parts[:-1]:
        if folder.lower() in _UNCHECKED:
            return _UNCHECKED[folder.lower()]
    suffix = "." + path.name.lower().rpartition(".")[2]
    if suffix in _PICTURES:
        return "picture"
    if path.name.lower() == "connections.xml":
        return "query"
    if suffix in _MARKUP or _PRINTER.fullmatch(name.lower()):
        return None
    return "macro" if path.name.lower().startswith("vba") else "other"


def _place(part: str) -> str:
    if part.startswith(_PROPERTIES):
        return say("intake.place.properties")
    if "comment" in part.lower() or "persons/" in part:
        return say("intake.place.comments")
    if part.endswith(".rels"):
        return say("intake.place.links")
    if "/drawings/" in part or "/charts/" in part:
        return say("intake.place.drawings")
    return say("intake.place.names") if PurePosixPath(part).name.startswith("workbook") else part


def _relations(members: Members, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Id to kind and part, of the relations of a part; those of the whole when the part is blank."""
    path = PurePosixPath(part)
    where = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
    if where not in members.names():
        raise UserError("intake.unreadable.damaged", file=name)
    with members.open(where) as source:
        return {
            attributes.get("Id", ""): (
                attributes.get("Type", "").rpartition("/")[2],
                _resolved(attributes.get("Target", ""), path.parent),
            )
            for tag, attributes in elements(source, name)
            if tag == "Relationship"
        }


def _resolved(target: str, folder: PurePosixPath) -> str:
    """A part by its name in the ZIP: from the top when it begins with a slash, else beside the part that names it."""
    steps: list[str] = []
    for step in (PurePosixPath("/") / folder / target).parts[1:]:
        if step == "..":
            del steps[-1:]
        else:
            steps.append(step)
    return "/".join(steps)
