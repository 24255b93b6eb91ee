"""A composed area in words, rows and files: its code in the URL, its saved file, its figures as one more area."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from dashboard.analysis.composed import MOST_AREAS, Cell, Refusal
from dashboard.answers.rows import CompareAreas, CompareMeasures, CompareYears, MapAreas
from dashboard.charts.numbers import number, percentage, some
from dashboard.errors import UserError
from dashboard.outline import read_json
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dashboard.analysis.composed import Fit
    from dashboard.answers.rows import OwnAreaCells
    from dashboard.store import Release

CODE = "eigen"  # of the composed area, among codes of real ones
FORMAT, MOST_NAME = "lsi-eigen-gebied", 40
WEIGHED = ("owner_occupied_pct", "low_income_pct", "urbanity_class")
SHARED = {"n_projects", "n_sources", "n_missing"}
_CELL = re.compile(r"(WK[0-9A-Z]{6}|BU[0-9A-Z]{8})")
AreaRow = TypeVar("AreaRow", MapAreas, CompareYears, CompareMeasures)


@dataclass(frozen=True, eq=False)
class OwnArea:
    """An area composed of whole wijken and buurten.

    Attributes:
        codes: the wijken and buurten it is summed from, each cell in one of them.
        parts: codes of all its buurten.
        districts: codes of the wijken it lies in, wholly or in part.
        municipalities: codes of the gemeenten it lies in.
        province: code of the province of its first buurt.
        area: its public figures, as one more of the areas to compare.
    """

    name: str
    codes: tuple[str, ...]
    parts: tuple[str, ...]
    districts: frozenset[str]
    municipalities: tuple[str, ...]
    province: str
    area: CompareAreas


def clean_name(text: str) -> str:
    """A name without anything that could be markup or part the URL; never empty."""
    return re.sub(r"[^\w .&'-]|_", "", text).strip()[:MOST_NAME].strip() or say("own_area.unnamed")


def pack(name: str, codes: Collection[str]) -> str:
    """Name and codes as one value of the URL."""
    return f"{clean_name(name)}~{'.'.join(codes)}"


def unpack(text: str) -> tuple[str, tuple[str, ...]]:
    """Name and codes of one value of the URL; what is no code of a wijk or buurt falls away."""
    name, _, codes = text.partition("~")
    return clean_name(name), tuple(code for code in codes.split(".")[:MOST_AREAS] if _CELL.fullmatch(code))


def municipality_of(code: str) -> str:
    """Code of the gemeente in the code of a wijk or buurt."""
    return f"GM{code[2:6]}"


def cells_of(rows: Iterable[OwnAreaCells]) -> dict[str, Cell]:
    """The buurten among wijken and buurten, by code."""
    return {
        row.area_code: Cell(row.area_code, row.district_code, row.municipality_code, float(row.n_dwellings or 0))
        for row in rows
        if row.level == "neighbourhood"
    }


def compose(name: str, codes: tuple[str, ...], parts: Collection[str], rows: Iterable[OwnAreaCells]) -> OwnArea:
    """The composed area with its public figures: numbers added, shares weighed by dwellings.

    Args:
        name: cleaned name.
        codes: regrouped codes.
        parts: codes of its buurten.
        rows: wijken and buurten of all its gemeenten.
    """
    own = [row for row in rows if row.area_code in parts]
    figures: dict[str, Any] = {figure: _weighed(own, figure) for figure in WEIGHED}  # a mean of classes is no whole one
    figures |= {figure: sum(getattr(row, figure) or 0 for row in own) for figure in ("n_inhabitants", "n_dwellings")}
    return OwnArea(
        name,
        codes,
        tuple(row.area_code for row in own),
        frozenset(row.district_code for row in own),
        tuple(sorted({row.municipality_code for row in own})),
        own[0].province_code,
        CompareAreas(CODE, name, say("own_area.composed"), **figures),
    )


def _weighed(rows: Sequence[OwnAreaCells], figure: str) -> float | None:
    """The mean of a figure over dwellings; None where it is known of no dwelling."""
    pairs = [(getattr(row, figure), row.n_dwellings or 0) for row in rows]
    homes = sum(n for value, n in pairs if value is not None)
    return float(sum(value * n for value, n in pairs if value is not None) / homes) if homes else None


def joined(rows: Iterable[AreaRow], own: OwnArea) -> list[AreaRow]:
    """The composed area as one more row, or one per year or measure: protected figures of its cells added up.

    Args:
        rows: figures of areas of both levels, with the composed area's cells among them.
        own: the composed area.
    """
    cells = defaultdict(list)
    for row in rows:
        if row.area_code in own.codes:
            cells[tuple(getattr(row, name) for name in _parting(row))].append(row)
    return [_added(cells[key], own) for key in sorted(cells)]


def _parting(row: MapAreas | CompareYears | CompareMeasures) -> list[str]:
    """The columns that part rows of one area: no count, no flag, not the area itself."""
    return [name for name in row._fields if not name.startswith(("area_", "n_", "is_"))]


def _added(cells: Sequence[AreaRow], own: OwnArea) -> AreaRow:
    """Cells as one row: counts added, a flag where all have it; projects and sources touch several cells: the most of them."""
    area: dict[str, Any] = {}
    for name in cells[0]._fields:
        add = max if name in SHARED else sum if name.startswith("n_") else all if name.startswith("is_") else None
        if add:
            area[name] = add(getattr(cell, name) for cell in cells)
    if "area_name" in cells[0]._fields:
        area["area_name"] = own.name
    return cells[0]._replace(area_code=CODE, **area)


def saved_file(own: OwnArea, release: Release, fit: Fit | None) -> bytes:
    """The composed area as a file of its own, to be opened here again; readable without this product too."""
    tree = {
        "formaat": FORMAT,
        "versie": 1,
        "naam": own.name,
        "gebieden": list(own.codes),
        "buurten": list(own.parts),
        "release": release.id,
    }
    if fit:
        tree["passing"] = {"omtrek_gedekt": round(fit.covered, 3), "in_omtrek": round(fit.shared, 3)}
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


def is_saved(content: bytes) -> bool:
    """Whether a file is one of ``saved_file``."""
    tree = read_json(content)
    return isinstance(tree, dict) and tree.get("formaat") == FORMAT


def opened_file(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Name and codes of a saved file.

    Raises:
        UserError: it holds no codes of wijken or buurten.
    """
    tree = read_json(content)
    listed = tree.get("gebieden")
    codes = [str(code) for code in listed] if isinstance(listed, list) else []
    name, found = unpack(f"{clean_name(str(tree.get('naam', '')))}~{'.'.join(codes)}")
    if not found:
        raise UserError("own_area.error.no_codes")
    return name, found


def summary(own: OwnArea) -> str:
    """What a composed area consists of, in one sentence."""
    n, homes = number(len(own.parts)), number(own.area.n_dwellings or 0)
    return say("own_area.summary", name=own.name, n=n, districts=number(len(own.districts)), dwellings=homes)


def fit_sentence(fit: Fit) -> str:
    """How well the composed area fits the outline, in words."""
    grade = say(f"own_area.grade.{fit.grade}")
    return say("own_area.fit", covered=percentage(fit.covered), shared=percentage(fit.shared), grade=grade)


def refusal_sentence(refused: Refusal, names: Mapping[str, str]) -> str:
    """Why a composed area is refused and what to do, in words."""
    return say(
        f"own_area.refused.{refused.reason}",
        found=some(refused.found),
        most=MOST_AREAS,
        standard=names.get(refused.standard, refused.standard),
        left=names.get(refused.left, refused.left),
    )


def names(rows: Iterable[OwnAreaCells]) -> dict[str, str]:
    """Name of every wijk and buurt by code."""
    return {row.area_code: row.area_name for row in rows}


def table(own: OwnArea, rows: Sequence[OwnAreaCells], inside: Mapping[str, float]) -> pd.DataFrame:
    """The buurten of a composed area with their public figures, and how much of each lies in the outline."""
    parts, named = [row for row in rows if row.area_code in own.parts], names(rows)
    shown = {
        say("own_area.part"): [row.area_name for row in parts],
        say("level.district"): [named[row.district_code] for row in parts],
        say("table.code"): [row.area_code for row in parts],
        say("compare.figure.n_dwellings"): [
            "" if row.n_dwellings is None else number(row.n_dwellings) for row in parts
        ],
    }
    if inside:
        shown[say("own_area.inside")] = [percentage(inside.get(row.area_code, 0.0)) for row in parts]
    return pd.DataFrame(shown)
