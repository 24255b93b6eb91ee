"""A composed area in words, rows and files: its code in the URL, its saved file, its figures as one more area."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.composed import MOST_AREAS, Cell, Refusal
from dashboard.charts.numbers import number, percentage
from dashboard.errors import UserError
from dashboard.outline import read_json
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dashboard.analysis.composed import Fit
    from dashboard.store import Release

CODE = "eigen"  # of the composed area, among codes of real ones
FORMAT, MOST_NAME = "lsi-eigen-gebied", 40
WEIGHED = ("owner_occupied_pct", "low_income_pct", "urbanity_class")
_CELL = re.compile(r"(WK[0-9A-Z]{6}|BU[0-9A-Z]{8})")


@dataclass(frozen=True, eq=False)
class OwnArea:
    """An area composed of whole wijken and buurten.

    Attributes:
        codes: the wijken and buurten it is summed from, each cell in one of them.
        parts: codes of all its buurten.
        districts: codes of the wijken it lies in, wholly or in part.
        municipalities: codes of the gemeenten it lies in.
        province: code of the province of its first buurt.
        figures: its public figures, as ``compare__areas`` has them.
    """

    name: str
    codes: tuple[str, ...]
    parts: tuple[str, ...]
    districts: frozenset[str]
    municipalities: tuple[str, ...]
    province: str
    figures: dict[str, Any]


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


def cells_of(frame: pd.DataFrame) -> dict[str, Cell]:
    """The buurten of ``own_area__cells`` by code."""
    rows = frame[frame["level"] == "neighbourhood"]
    columns = (rows[name].tolist() for name in ("area_code", "district_code", "municipality_code"))
    homes = rows["n_dwellings"].fillna(0).tolist()
    return {code: Cell(code, wijk, town, float(n)) for code, wijk, town, n in zip(*columns, homes, strict=True)}


def compose(name: str, codes: tuple[str, ...], parts: Collection[str], frame: pd.DataFrame) -> OwnArea:
    """The composed area with its public figures: numbers added, shares weighed by dwellings.

    Args:
        name: cleaned name.
        codes: regrouped codes.
        parts: codes of its buurten.
        frame: ``own_area__cells`` of all its gemeenten.
    """
    own = frame[frame["area_code"].isin(list(parts))]
    homes = own["n_dwellings"].fillna(0).astype(float)
    figures: dict[str, Any] = {"n_inhabitants": own["n_inhabitants"].sum(), "n_dwellings": homes.sum()}
    for column in WEIGHED:
        known = own[column].notna() & (homes > 0)
        total = float(homes[known].sum())
        figures[column] = float((own.loc[known, column] * homes[known]).sum() / total) if total else None
    return OwnArea(
        name,
        codes,
        tuple(own["area_code"]),
        frozenset(own["district_code"]),
        tuple(sorted(set(own["municipality_code"]))),
        str(own["province_code"].iloc[0]),
        figures,
    )


def as_area(own: OwnArea) -> pd.DataFrame:
    """The composed area as a row of ``compare__areas``."""
    return pd.DataFrame(
        [{"area_code": CODE, "area_name": own.name, "parent_name": say("own_area.composed")} | own.figures]
    )


def joined(frame: pd.DataFrame, own: OwnArea, by: Collection[str] = ()) -> pd.DataFrame:
    """The composed area as one more row, or one per value of ``by``: protected figures of its cells added up.

    Args:
        frame: an answer with area_code and figures, of both levels.
        own: the composed area.
        by: columns that part the rows besides the area, such as year.
    """
    rows = frame[frame["area_code"].isin(own.codes)]
    rules: dict[str, str] = {}
    for column in rows.columns.difference([*by, "area_code", "area_name"]):
        is_flag = pd.api.types.is_bool_dtype(rows[column])
        rules[column] = "all" if is_flag else "max" if column == "n_projects" else "sum"
    rows = rows.assign(area_code=CODE)
    added = rows.groupby(["area_code", *by], sort=True).agg(rules).reset_index()
    return added.assign(area_name=own.name)[
        [column for column in frame.columns if column in {*added.columns, "area_name"}]
    ]


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
    n, homes = number(len(own.parts)), number(own.figures["n_dwellings"])
    return say("own_area.summary", name=own.name, n=n, wijken=number(len(own.districts)), dwellings=homes)


def fit_sentence(fit: Fit) -> str:
    """How well the composed area fits the outline, in words."""
    grade = say(f"own_area.grade.{fit.grade}")
    return say("own_area.fit", covered=percentage(fit.covered), shared=percentage(fit.shared), grade=grade)


def refusal_sentence(refused: Refusal, names: Mapping[str, str]) -> str:
    """Why a composed area is refused and what to do, in words."""
    return say(
        f"own_area.refused.{refused.reason}",
        found=number(refused.found),
        most=MOST_AREAS,
        standard=names.get(refused.standard, refused.standard),
        left=names.get(refused.left, refused.left),
    )


def table(own: OwnArea, frame: pd.DataFrame, inside: Mapping[str, float]) -> pd.DataFrame:
    """The buurten of a composed area with their public figures, and how much of each lies in the outline."""
    rows = frame[frame["area_code"].isin(own.parts)]
    wijken = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    shown = {
        say("own_area.part"): rows["area_name"],
        say("level.district"): rows["district_code"].map(wijken),
        say("table.code"): rows["area_code"],
        say("compare.figure.n_dwellings"): [number(n) if pd.notna(n) else "" for n in rows["n_dwellings"]],
    }
    if inside:
        shown[say("own_area.inside")] = [percentage(inside.get(code, 0.0)) for code in rows["area_code"]]
    return pd.DataFrame(shown)
