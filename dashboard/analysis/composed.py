"""An area composed of whole neighbourhoods: how well it fits an outline, and when it would isolate too little.

Cells are only regrouped, never split, so a composed area is one more sum over the protected table. The refusals are a second
lock: they keep a named area from pointing at a handful of addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

BELONGS = 0.5  # an area belongs to an outline when more than this share of its surface lies inside
MOST_AREAS = 400
GOOD, FAIR, POOR = 0.9, 0.75, 0.5
Grade = Literal["good", "fair", "poor", "none"]
Reason = Literal["empty", "few_areas", "few_dwellings", "too_many", "one_left", "one_more"]


@dataclass(frozen=True)
class Cell:
    """One neighbourhood with what it lies in.

    Attributes:
        dwellings: dwellings by the public figures, the measure of its addresses.
    """

    code: str
    district: str
    municipality: str
    dwellings: float


@dataclass(frozen=True)
class Refusal:
    """Why a composed area is not taken.

    Attributes:
        standard: code of the district or municipality it would be subtracted from.
        left: code of the neighbourhood that would be left over.
        found: what there is of what is too few.
    """

    reason: Reason
    standard: str = ""
    left: str = ""
    found: float = 0.0


@dataclass(frozen=True)
class Fit:
    """How a composed area and an outline agree, dwellings spread evenly within a neighbourhood.

    Attributes:
        covered: share of the dwellings inside the outline that lie in the composed area.
        shared: share of the dwellings of the composed area that lie inside the outline.
        grade: by the smaller of both: good from 90 %, fair from 75 %, poor from 50 %, else none.
    """

    covered: float
    shared: float
    grade: Grade


def belonging(inside: Mapping[str, float]) -> list[str]:
    """Codes of the areas of which more than half lies inside."""
    return [code for code, share in inside.items() if share > BELONGS]


def fit(inside: Mapping[str, float], chosen: Collection[str], cells: Mapping[str, Cell]) -> Fit:
    """Grade a choice of neighbourhoods against an outline.

    Formula: sum over chosen of dwellings x share inside, divided by the same over all, and by all dwellings of the chosen.

    Args:
        inside: share of the surface of every neighbourhood that lies inside the outline.
        chosen: codes of the composed area.
        cells: the neighbourhoods by code.
    """
    common = sum(cells[code].dwellings * inside.get(code, 0.0) for code in chosen)
    drawn = sum(cells[code].dwellings * share for code, share in inside.items() if code in cells)
    taken = sum(cells[code].dwellings for code in chosen)
    covered, shared = (common / below if below else 0.0 for below in (drawn, taken))
    least = min(covered, shared)
    grade: Grade = "good" if least >= GOOD else "fair" if least >= FAIR else "poor" if least >= POOR else "none"
    return Fit(covered, shared, grade)


def expand(codes: Iterable[str], cells: Mapping[str, Cell]) -> set[str]:
    """The neighbourhoods of a choice of districts and neighbourhoods; unknown codes fall away."""
    wanted = set(codes)
    return {code for code, cell in cells.items() if code in wanted or cell.district in wanted}


def regroup(parts: Collection[str], cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """The same neighbourhoods with a district in their place wherever all of it is chosen, so that no cell is counted twice or lost."""
    chosen = set(parts)
    whole = {
        district
        for district in {cells[code].district for code in chosen}
        if _members(cells, "district", district) <= chosen
    }
    return tuple(sorted(whole | {code for code in chosen if cells[code].district not in whole}))


def refusal(
    parts: Collection[str], cells: Mapping[str, Cell], least_parts: int, least_dwellings: int
) -> Refusal | None:
    """Why this choice of neighbourhoods is not taken, or None.

    Args:
        parts: codes of the chosen neighbourhoods.
        cells: all neighbourhoods of the municipalities they lie in.
        least_parts: least number of neighbourhoods.
        least_dwellings: least number of dwellings in them.
    """
    chosen = set(parts)
    dwellings = sum(cells[code].dwellings for code in chosen)
    checks = (
        (not chosen, Refusal("empty")),
        (len(chosen) < least_parts, Refusal("few_areas", found=len(chosen))),
        (dwellings < least_dwellings, Refusal("few_dwellings", found=dwellings)),
        (len(chosen) > MOST_AREAS, Refusal("too_many", found=len(chosen))),
    )
    return next((why for is_true, why in checks if is_true), None) or _set_apart(chosen, cells)


def _set_apart(chosen: set[str], cells: Mapping[str, Cell]) -> Refusal | None:
    """Whether subtracting a district or municipality, or the choice from one, would leave one neighbourhood over."""
    for level in ("district", "municipality"):
        for standard in sorted({str(getattr(cells[code], level)) for code in chosen}):
            members = _members(cells, level, standard)
            if chosen < members and len(members - chosen) == 1:
                return Refusal("one_left", standard, min(members - chosen))
            if members < chosen and len(chosen - members) == 1:
                return Refusal("one_more", standard, min(chosen - members))
    return None


def _members(cells: Mapping[str, Cell], level: str, code: str) -> set[str]:
    return {cell.code for cell in cells.values() if getattr(cell, level) == code}
