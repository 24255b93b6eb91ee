"""Provinces: which gemeente lies in which, from a small CSV, because the official area file does not say."""

from __future__ import annotations

import csv
import unicodedata
from typing import TYPE_CHECKING

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import FIGURES, named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas
    import pandas as pd

COLUMNS = ("gemeentecode", "gemeentenaam", "provincienaam")
OFFICIAL_CODES = {
    "Groningen": "PV20",
    "Fryslân": "PV21",
    "Drenthe": "PV22",
    "Overijssel": "PV23",
    "Flevoland": "PV24",
    "Gelderland": "PV25",
    "Utrecht": "PV26",
    "Noord-Holland": "PV27",
    "Zuid-Holland": "PV28",
    "Zeeland": "PV29",
    "Noord-Brabant": "PV30",
    "Limburg": "PV31",
}
OTHER_NAMES = {"friesland": "Fryslân"}
FIRST_OTHER = 90


def read_provinces(file: Path, municipalities: set[str]) -> dict[str, tuple[str, str]]:
    """Read the province of every gemeente.

    Args:
        file: CSV with the columns gemeentecode, gemeentenaam, provincienaam; ``,`` or ``;``.
        municipalities: gemeentecodes that must have a province; others in the file are left out.

    Returns:
        gemeentecode → (province code, province name). Names outside the official twelve get PV90, PV91 … by alphabet.

    Raises:
        AreasInvalid: the file lacks a column or a gemeente.
    """
    named_by_code = {code: name for code, name in _rows(file).items() if code in municipalities}
    if absent := municipalities - named_by_code.keys():
        raise AreasInvalid("areas.error.province_missing", file=file.name, codes=named(absent))
    known = {_plain(name): name for name in OFFICIAL_CODES} | OTHER_NAMES
    official = {name: known.get(_plain(name), name) for name in named_by_code.values()}
    others = sorted(set(official.values()) - OFFICIAL_CODES.keys())
    codes = OFFICIAL_CODES | {name: f"PV{FIRST_OTHER + k}" for k, name in enumerate(others)}
    return {code: (codes[official[name]], official[name]) for code, name in sorted(named_by_code.items())}


def _rows(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(lines, delimiter=delimiter)
    if absent := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise AreasInvalid("areas.error.column_missing", layer=file.name, columns=", ".join(absent))
    rows = ((row["gemeentecode"] or "", row["provincienaam"] or "") for row in reader)
    return {code.strip().upper(): name.strip() for code, name in rows if name.strip()}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == "-")


def dissolve(
    municipalities: geopandas.GeoDataFrame, province_of: Mapping[str, tuple[str, str]]
) -> geopandas.GeoDataFrame:
    """Join the gemeenten of each province to one area; water stays apart from land.

    Args:
        municipalities: one row per area_code and is_water; the geometry ``shape`` is a valid coverage in EPSG:28992.
        province_of: gemeentecode → (province code, province name).

    Returns:
        One row per area_code and is_water, sorted, columns as the input. Counts are sums over the gemeenten, missing
        where one gemeente is missing; other figures do not add up and are missing.
    """
    inside = municipalities[municipalities["area_code"].isin(province_of.keys())]
    inside = inside.assign(area_code=inside["area_code"].map(lambda code: province_of[code][0]))
    sums = dict.fromkeys((name for name in FIGURES if name.startswith("n_")), _whole_sum)
    whole = inside.dissolve(["area_code", "is_water"], aggfunc=sums, method="coverage", as_index=False)
    whole["area_name"] = whole["area_code"].map(dict(province_of.values()))
    types = municipalities.dtypes.drop(["shape", "delivered_parent"])
    return whole.reindex(columns=municipalities.columns).astype(types.to_dict())


def _whole_sum(counts: pd.Series) -> object:
    """The sum, missing where one is missing."""
    return counts.sum(skipna=False)
