"""Which area of one year is which area of the next; whole areas are regrouped, never split by a weight.

The newer file says of an area whether it was unchanged (1), recoded (2) or given another border (3) since the year before.
Where it does not say, or says that a border moved, the borders themselves decide.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dashboard.errors import AreasInvalid
from dashboard.steward.areas.columns import LEVELS, named
from dashboard.steward.areas.stored import FULL_DETAIL, load_areas, write_parquet, years

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from dashboard.steward.areas.stored import AreaYear

SAME_SHARE = 0.99  # overlap of the larger area from which two outlines count as one
NOISE_SHARE = 0.01  # overlap of the smaller area up to which it is drawing noise
UNCHANGED, REDRAWN = 1, 3  # values of change_flag
_SUMS = re.compile(r"^n_|_eur$|_km2$")
_NO_SUMS = re.compile(r"^(mean|label)_|_(pct|share|class|density)$|_per_")


def build_crosswalk(older: AreaYear, newer: AreaYear) -> pd.DataFrame:
    """Link the land areas of two years, level by level.

    Args:
        older: areas of the first year, with shapes at full detail.
        newer: areas of the second; its change flags count only when the years are consecutive.

    Returns:
        One row per linked pair: level, from_code, from_year, to_code, to_year, method (``same``, ``recoded``,
        ``changed``), is_comparable, group_code. A code without a counterpart keeps one row, the other code missing.
        Every from_code and every to_code lies in exactly one group; figures of a ``changed`` group compare as the sum of
        its whole areas only.
    """
    use_flags = newer.year == older.year + 1
    tables = []
    for level in LEVELS:
        before, after = _land(older, level), _land(newer, level)
        if before.empty or after.empty:
            continue
        if not use_flags:
            after = after.assign(change_flag=pd.array([None] * len(after), dtype="Int8"))
        tables.append(_link(before, after, (older.year, newer.year)).assign(level=level))
    empty = ["from_code", "to_code", "method", "group_code"]
    links = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*empty, "level"])
    links = links.assign(from_year=older.year, to_year=newer.year, is_comparable=links["method"] != "changed")
    links = links.astype({**dict.fromkeys([*empty, "level"], "str"), "from_year": "int32", "to_year": "int32"})
    order = ["level", "from_code", "from_year", "to_code", "to_year", "method", "is_comparable", "group_code"]
    return links[order].sort_values(["level", "group_code", "from_code", "to_code"], ignore_index=True)


def _land(areas: AreaYear, level: str) -> pd.DataFrame:
    """Land areas of a level with their full outline (WKB) and change flag, indexed by area_code."""
    shape = areas.shape
    wanted = (shape["level"] == level) & (shape["tolerance_m"] == FULL_DETAIL) & ~shape["is_water"]
    outline = shape.loc[wanted, ["area_code", "shape"]]
    return outline.merge(areas.area[["area_code", "change_flag"]], on="area_code").set_index("area_code").sort_index()


def _link(before: pd.DataFrame, after: pd.DataFrame, span: tuple[int, int]) -> pd.DataFrame:
    known = _unchanged(before, after)
    before, after = _without(before, known["from_code"]), _without(after, known["to_code"])
    known = pd.concat([known, equal := _identical(before, after)], ignore_index=True)
    before, after = _without(before, equal["from_code"]), _without(after, equal["to_code"])
    known = known.assign(group_code=known["to_code"] + f"/{span[1]}")
    return pd.concat([known, _by_overlap(before, after, span)], ignore_index=True)


def _without(areas: pd.DataFrame, codes: pd.Series[str]) -> pd.DataFrame:
    return areas[~areas.index.isin(codes)]


def _unchanged(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Same code and flagged as unchanged."""
    codes = after.index[(after["change_flag"] == UNCHANGED).fillna(value=False)].intersection(before.index)
    return pd.DataFrame({"from_code": codes, "to_code": codes, "method": "same"})


def _identical(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The very same outline, under the same code or another."""
    one = before["shape"].rename_axis("from_code").reset_index()
    other = after["shape"].rename_axis("to_code").reset_index()
    pairs = one.merge(other, on="shape")[["from_code", "to_code"]]
    return pairs.assign(method=np.where(pairs["from_code"] == pairs["to_code"], "same", "recoded"))


def _by_overlap(before: pd.DataFrame, after: pd.DataFrame, span: tuple[int, int]) -> pd.DataFrame:
    """Join everything that overlaps to groups; a group of one and one may still be the same area."""
    one, other, share = _overlaps(before, after)
    n_nodes = len(before) + len(after)
    graph = coo_array((np.ones(len(one)), (one, other + len(before))), shape=(n_nodes, n_nodes))
    _, group = connected_components(graph, directed=False)
    from_codes, to_codes = before.index.to_numpy(dtype=object), after.index.to_numpy(dtype=object)
    links = pd.DataFrame({"from_code": from_codes[one], "to_code": to_codes[other], "group": group[one]})
    redrawn = (after["change_flag"] == REDRAWN).fillna(value=False).to_numpy(dtype=bool)[other]
    alone = ~links["group"].duplicated(keep=False)
    kept = alone & (share >= SAME_SHARE) & ~redrawn
    method = np.where(links["from_code"] == links["to_code"], "same", "recoded")
    links["method"] = np.where(kept, method, "changed")
    gone = np.setdiff1d(np.arange(len(before)), one)
    fresh = np.setdiff1d(np.arange(len(after)), other)
    lonely = pd.DataFrame(
        {
            "from_code": [*from_codes[gone], *[None] * len(fresh)],
            "to_code": [*[None] * len(gone), *to_codes[fresh]],
            "group": [*group[gone], *group[fresh + len(before)]],
            "method": "changed",
        }
    )
    whole = pd.concat([links.astype(object), lonely.astype(object)], ignore_index=True)
    lowest = whole.groupby("group")["to_code"].transform("min") + f"/{span[1]}"
    vanished = whole.groupby("group")["from_code"].transform("min") + f"/{span[0]}"
    return whole.assign(group_code=lowest.fillna(vanished)).drop(columns="group")


def _overlaps(
    before: pd.DataFrame, after: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Positions of the pairs that truly overlap, and the overlap as a share of the larger one."""
    old = shapely.from_wkb(before["shape"].to_numpy(dtype=object))
    new = shapely.from_wkb(after["shape"].to_numpy(dtype=object))
    one, other = shapely.STRtree(new).query(old, predicate="intersects")
    common = shapely.area(shapely.intersection(old[one], new[other]))
    old_size, new_size = shapely.area(old)[one], shapely.area(new)[other]
    real = common > NOISE_SHARE * np.minimum(old_size, new_size)
    return one[real], other[real], (common / np.maximum(old_size, new_size))[real]


def regroup(frame: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Add the figures of whole areas up to the groups in which two years compare.

    Args:
        frame: one row per area_code, area_year and any further key. Counts (``n_…``), euros (``…_eur``) and ``…_km2``
            are summed, every other column is a key; leave names out.
        crosswalk: as ``build_crosswalk`` returns it.

    Returns:
        One row per group_code, area_year and further key, the sums, and n_areas: how many areas were added. A sum is
        missing where one of its areas is missing.

    Raises:
        AreasInvalid: an area is not in the crosswalk.
        ValueError: a column is a rate, mean or class, which does not add up.
    """
    if refused := [str(name) for name in frame.columns if _NO_SUMS.search(str(name))]:
        raise ValueError(f"these columns do not add up: {', '.join(refused)}")
    ends = [
        crosswalk[[f"{end}_code", f"{end}_year", "group_code"]].set_axis(
            ["area_code", "area_year", "group_code"], axis=1
        )
        for end in ("from", "to")
    ]
    group_of = pd.concat(ends).dropna().drop_duplicates()
    grouped = frame.merge(group_of, on=["area_code", "area_year"], how="left", validate="many_to_one")
    if (stray := grouped["group_code"].isna()).any():
        raise AreasInvalid("areas.error.not_in_crosswalk", codes=named(_labels(grouped[stray])))
    sums = [name for name in frame.columns if _SUMS.search(str(name))]
    others = [name for name in frame.columns if name not in {*sums, "area_code", "area_year"}]
    cells = grouped.groupby(["group_code", "area_year", *others], sort=True, dropna=False)
    total = cells[sums].sum().mask(cells[sums].count().lt(cells.size(), axis=0))
    return total.assign(n_areas=cells.size()).reset_index()


def _labels(rows: pd.DataFrame) -> Iterable[str]:
    return (f"{code} ({year})" for code, year in zip(rows["area_code"], rows["area_year"], strict=True))


def write_crosswalks(target: Path, year: int) -> list[Path]:
    """Write the crosswalks between a year and the imported years just before and after it.

    Args:
        target: folder of all years.
        year: the year that was just imported.

    Returns:
        The files written, ``crosswalk_<from>_<to>.parquet``, oldest first.
    """
    written = []
    for first, second in pairwise(years(target)):
        if year not in {first, second}:
            continue
        links = build_crosswalk(load_areas(target, first, FULL_DETAIL), load_areas(target, second, FULL_DETAIL))
        place = target / f"crosswalk_{first}_{second}.parquet"
        fresh = place.with_name(f".{place.name}.new")
        write_parquet(links, fresh)
        written.append(fresh.replace(place))
    return written
