"""What can be looked for from anywhere, and finding it: forgiving of accents, capitals, the kind of area before a name, and one typing error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from dashboard.addresses import ADDRESSES
from dashboard.charts.named import named
from dashboard.text import say
from dashboard.ui.terms import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.answers import Answer
    from dashboard.answers.rows import DefinitionsMeasures, PartnersNames, ProjectsList, SearchAreas

KINDS = ("page", "project", "area", "measure", "term", "partner")
SHORTEST = 2  # signs of a word to look for
MOST = 6  # of one kind that are shown
LEAST_ALIKE, LONG_ENOUGH = 0.75, 4  # of a word that was mistyped, and its letters
BEFORE_NAMES = ("gemeente", "wijk", "buurt", "provincie", "project", "municipality", "district", "neighbourhood")
LEVELS = ("province", "municipality", "district", "neighbourhood")
_SIGNS = re.compile(r"[^\w%]+")

Place = tuple[str, tuple[tuple[str, str], ...]]  # a room, and keys of its address


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes:
        kind: one of ``KINDS``.
        name: how it is called.
        detail: what tells it from others of that name; what it means, for a word.
        places: where it is shown, the usual one first.
        words: its name, folded.
        more: what else it is found by, folded.
    """

    kind: str
    name: str
    detail: str
    places: tuple[Place, ...]
    words: str
    more: str


@dataclass(frozen=True)
class Found:
    """What a word led to.

    Attributes:
        entries: best first, by kind; the kind with the best goes first, and of equals as in ``KINDS``.
        read_as: the word as it was read, where that is not how it was written.
    """

    entries: tuple[Entry, ...]
    read_as: str = ""


def index(
    projects: Answer[ProjectsList],
    areas: Answer[SearchAreas],
    measures: Answer[DefinitionsMeasures],
    partners: Answer[PartnersNames],
) -> tuple[Entry, ...]:
    """Everything that can be found in these answers, in the active language; and pages and terms, which everybody has."""
    return (
        *_pages(),
        *_projects(projects.rows),
        *_areas(areas.rows),
        *_measures(measures.rows),
        *_terms(),
        *_partners(partners.rows),
    )


def find(entries: Sequence[Entry], word: str) -> Found:
    """What bears a word, best first; when nothing does, what bears one that is written nearly like it."""
    wanted = fold(word)
    if len(wanted) < SHORTEST:
        return Found(())
    for tried in dict.fromkeys((wanted, _without_kind(wanted))):
        if ranked := _ranked(entries, tried):
            return Found(ranked)
    close = _close(entries, _without_kind(wanted))
    return Found(_ranked(entries, close), close) if close else Found(())


def by_kind(entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The entries per kind, in their order."""
    for kind, some in groupby(entries, key=lambda one: one.kind):
        yield kind, tuple(some)


def fold(text: str) -> str:
    """A text without accents, capitals and signs: ``Súdwest-Fryslân`` is ``sudwest fryslan``."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return _SIGNS.sub(" ", plain).strip()


def _without_kind(wanted: str) -> str:
    """A name without what kind of thing it is, such as ``gemeente``."""
    first, _, rest = wanted.partition(" ")
    return rest if rest and first in BEFORE_NAMES else wanted


def _ranked(entries: Sequence[Entry], wanted: str) -> tuple[Entry, ...]:
    parts = wanted.split()
    ranks = ((_rank(entry, wanted, parts), entry) for entry in entries)
    hits = [(rank, entry) for rank, entry in ranks if rank is not None]
    best = {kind: min((rank for rank, one in hits if one.kind == kind), default=0) for kind in KINDS}
    order = {kind: (best[kind], at) for at, kind in enumerate(KINDS)}
    hits.sort(key=lambda hit: (order[hit[1].kind], hit[0], len(hit[1].name), hit[1].name))
    return tuple(entry for _, entry in hits)


def _rank(entry: Entry, wanted: str, parts: Sequence[str]) -> int | None:
    """How well an entry fits, 0 the best; None for not at all."""
    if entry.words == wanted:
        return 0
    if entry.words.startswith(wanted):
        return 1
    every = f" {entry.words}"
    if all(f" {part}" in every for part in parts):
        return 2
    if wanted in entry.words:
        return 3
    more = f"{every} {entry.more}"
    return 4 if all(f" {part}" in more for part in parts) else None


def _close(entries: Sequence[Entry], wanted: str) -> str:
    """The words as they may have been meant; empty where nothing is alike."""
    known = sorted({word for entry in entries for word in entry.words.split() if len(word) >= LONG_ENOUGH})
    read = partial(get_close_matches, possibilities=known, n=1, cutoff=LEAST_ALIKE)
    parts = [(read(part) if len(part) >= LONG_ENOUGH else [part]) for part in wanted.split()]
    return " ".join(part[0] for part in parts) if all(parts) else ""


def _entry(kind: str, name: str, detail: str, places: tuple[Place, ...], more: str = "") -> Entry:
    return Entry(kind, name, detail, places, fold(name), fold(f"{detail} {more}"))


def _pages() -> Iterator[Entry]:
    for room in ADDRESSES:
        yield _entry("page", say(f"{room}.title"), "", ((room, ()),))


def _projects(rows: Sequence[ProjectsList]) -> Iterator[Entry]:
    for row in rows:
        detail = f"{row.project_code} · {named(row, 'type_name')}"
        yield _entry("project", row.title, detail, (("project", (("project", row.project_code),)),))


def _areas(rows: Sequence[SearchAreas]) -> Iterator[Entry]:
    for row in sorted(rows, key=lambda one: LEVELS.index(one.level)):
        level = say(f"level.{row.level}").lower()
        if row.level in {"province", "municipality"}:
            key = (("area", row.area_code),)
            yield _entry("area", row.area_name, level, (("overview", key), ("area_map", key)), row.area_code)
        else:
            keys = (("area", row.municipality_code or ""), ("inside", row.area_code))
            detail = say("search.within", level=level, name=row.municipality_name or "")
            yield _entry("area", row.area_name, detail, (("area_map", keys),), row.area_code)


def _measures(rows: Sequence[DefinitionsMeasures]) -> Iterator[Entry]:
    for row in rows:
        name = named(row)
        yield _entry("measure", name, named(row, "definition"), (("definitions", (("word", name),)),))


def _terms() -> Iterator[Entry]:
    for one in listed():
        yield _entry("term", one.name, one.means, (("definitions", (("word", one.name),)),), " ".join(one.forms))


def _partners(rows: Sequence[PartnersNames]) -> Iterator[Entry]:
    for row in rows:
        yield _entry("partner", named(row), "", (("partners", (("partner", row.partner_code),)),), row.partner_code)
