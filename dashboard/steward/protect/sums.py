"""Sums of noisy amounts per total, with what display rules and margins are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.steward.protect.amounts import CENTS, CONTENT, TEXTS, content_code
from dashboard.steward.protect.cells import Coded, plain_texts, share_names
from dashboard.steward.protect.nodes import MEASURE, NO_MONTH, first_day
from dashboard.steward.protect.noise import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Whole
    from dashboard.steward.protect.noise import Reals

DIMENSIONS = ("province_code", "municipality_code", "partner_code", "type_code", "project_code")
FINEST = [*MEASURE, *DIMENSIONS]
EVER = pd.Timestamp("1900-01-01")
IN_NONE = -1  # of a line without a period, which is in no sum: what stands last
ADDED = ("noisy", "own", "y", "files", "weight", "entries")  # what is only added up
FIGURES = (*ADDED, "top", "second", "n", "n_new", "factor", "series")
GRAINS = ("year", "quarter", "all", "decision_year", "decided", "undated")


def make_lines(entries: pd.DataFrame, cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Entries with the files of their cell, and what display rules and margins are made of; money in euro.

    Of amounts that return, all entries of one place and subject may be one file: they are one *series*, whose largest
    contribution is the sum of the entries' largest ones. Elsewhere every entry is a series of its own. A file has one month of
    decision, so that where all entries of a place and subject have one, each such month is a series.
    """
    keys = [*MEASURE, *CONTENT, "municipality_code", "area_year", "month", "decision_month"]
    files = cells.reindex(columns=[*keys, "n_files", "n_new", "y", "y_new"]).assign(kind="cell", is_current=True)
    of_measure = cells.drop_duplicates("measure_code").set_index("measure_code")
    entries, files = share_names([entries, files], [(name,) for name in keys if name in TEXTS])
    lines = entries.merge(files, on=[*keys, "kind"], how="left")
    lines["factor"] = content_code(lines)
    series = lines.assign(decided=same_files(lines)).groupby([*MEASURE, *CONTENT, "decided"], sort=False).ngroup()
    measure = plain_texts(lines["measure_code"])
    is_one = measure.map(of_measure["files_return"]).fillna(value=True).astype(bool)
    lines["series"] = np.where(is_one, series, len(lines) + np.arange(len(lines)))
    own, top, covering = (lines[f"{name}_cents"] / CENTS for name in ("own", "top", "cover"))
    lines["own"], lines["noisy"], lines["top"] = own, own + covering, top
    lines["second"] = np.minimum(top, (own - top).clip(lower=0))
    lines["weight"] = (spread(policy.cover_percent) * own) ** 2
    lines["n_new"], files_new = (lines[name].where(lines["is_current"].notna(), 0) for name in ("n_new", "y_new"))
    lines["n"], lines["y"] = (lines[name].fillna(0).astype(np.int64) for name in ("n_files", "y"))
    lines["files"] = np.where(is_one, files_new.where(lines["n_new"].notna()), lines["y"])
    lines["is_step"] = measure.map(of_measure["is_step"]).fillna(value=False).astype(bool)
    for grain in GRAINS:
        lines[grain] = period_of(lines, grain)
    lines["entries"] = 1
    codes = dict.fromkeys(("measure_code", *DIMENSIONS), "category")
    return lines[[*FINEST, *FIGURES, *GRAINS]].astype(codes)


def period_of(lines: pd.DataFrame, grain: str) -> pd.Series:
    """First day of the period of each line or cell; ``EVER`` where the grain has one period, missing where a line is in none."""
    if grain in {"year", "quarter"}:
        return first_day(lines["month"], grain)
    is_decided = lines["decision_month"] != NO_MONTH
    if grain == "decision_year":
        return first_day(lines["decision_month"], "year").where(is_decided)
    kept = {"all": is_decided | True, "decided": is_decided, "undated": lines["is_step"] & ~is_decided}[grain]
    return pd.Series(EVER, lines.index, dtype="datetime64[us]").where(kept.astype(bool))


def same_files(cells: pd.DataFrame) -> pd.Series:
    """Month of decision that tells files of one place and subject apart; ``NO_MONTH`` where some of them have none."""
    decided = cells["decision_month"]
    earliest = cells.groupby([*MEASURE, *CONTENT], sort=False)["decision_month"].transform("min")
    return decided.where(earliest != NO_MONTH, NO_MONTH)


def sum_lines(lines: pd.DataFrame, by: list[str], grain: str, policy: Policy) -> tuple[pd.DataFrame, Whole]:
    """Sums of lines per key and period; lines that have no such period are left out.

    Returns:
        per sum the key and ``period`` with ``noisy`` and ``own`` (euro), ``y`` (protected files, once per entry), ``files`` (protected
        files, each once: null where some entry does not say which are new), ``n`` (true files, at least), ``first`` and
        ``second`` (the two largest contributions), ``own_variance`` and ``weight`` (variance of own noise and of the cover as
        drawn) and the number of ``entries``. Of a series n is its largest month, or the sum of its new files where all its
        entries give them and that is more. And for each given line the number of the sum it is in, ``IN_NONE`` where it is in none.
    """
    has_period = lines[grain].notna().to_numpy()
    lines = lines.loc[has_period, [*by, grain, *FIGURES]].rename(columns={grain: "period"})
    sums, group = _groups(lines, [*by, "period"])
    size, of_line = len(sums), np.full(len(has_period), IN_NONE)
    of_line[has_period] = group
    sums = sums.assign(**{name: np.bincount(group, lines[name], size) for name in ADDED})
    factor, of_factor = _within(group, lines["factor"])
    per_factor = np.bincount(factor, lines["top"])
    sums["own_variance"] = np.bincount(of_factor, per_factor**2, size) * spread(policy.insider_percent) ** 2
    series, of_series = _within(group, lines["series"])
    n_most = np.zeros(len(of_series))
    np.maximum.at(n_most, series, lines["n"].to_numpy(np.float64))
    sums["n"] = np.bincount(of_series, np.fmax(n_most, np.bincount(series, lines["n_new"])), size)
    top, second = (np.bincount(series, lines[name]).astype(np.float64) for name in ("top", "second"))
    sums["first"], sums["second"] = _two_largest(top, second, of_series, size)
    return sums, of_line


def add_up(sums: pd.DataFrame, by: list[str]) -> tuple[pd.DataFrame, Whole]:
    """Sums per key and period of sums that have no series and no factor in common.

    Returns:
        what ``sum_lines`` gives for these keys; and for each given sum the number of the one it is in.
    """
    added, group = _groups(sums, [*by, "period"])
    size = len(added)
    added = added.assign(**{name: np.bincount(group, sums[name], size) for name in (*ADDED, "own_variance", "n")})
    first, second = (sums[name].to_numpy() for name in ("first", "second"))
    added["first"], added["second"] = _two_largest(first, second, group, size)
    return added, group


def _groups(rows: pd.DataFrame, keys: list[str]) -> tuple[pd.DataFrame, Whole]:
    """Each key once, in order, and the number of its key for each row."""
    (group,), size = number_each([rows], keys)
    of_each = np.empty(size, np.int64)
    of_each[group] = np.arange(len(rows))
    return rows[keys].take(of_each).reset_index(drop=True), group


def number_each(frames: Sequence[pd.DataFrame], keys: Sequence[str]) -> tuple[list[Whole], int]:
    """For each row of each frame a number below the given size, the same wherever the keys are, in their order.

    Codes are categories, the same ones in all frames: their own ranks are used, so that nothing is sorted.
    """
    found = {key: _ranks([frame[key] for frame in frames]) for key in keys}
    coded = Coded({key: codes for key, (codes, _) in found.items()}, {key: names for key, (_, names) in found.items()})
    number, each = pd.factorize(coded.combine(keys), sort=True)
    return np.split(number.astype(np.int64), np.cumsum([len(frame) for frame in frames])[:-1]), len(each)


def _ranks(columns: Sequence[pd.Series]) -> tuple[Whole, NDArray[Any]]:
    """The rank of each value of the columns, one after the other, and the values in order."""
    if isinstance(columns[0].dtype, pd.CategoricalDtype):
        codes = [column.cat.codes.to_numpy(np.int64) for column in columns]
        return np.concatenate(codes), columns[0].cat.categories.to_numpy()
    ranks, values = pd.factorize(np.concatenate([column.to_numpy() for column in columns]), sort=True)
    return ranks.astype(np.int64), values


def _within(group: Whole, codes: pd.Series) -> tuple[Whole, Whole]:
    """Codes told apart by group: the number of each row's code in its group, and the group of each such number."""
    room = int(codes.max()) + 1 if len(codes) else 1
    number, found = pd.factorize(group * room + codes.to_numpy(np.int64))
    return number.astype(np.int64), np.asarray(found, np.int64) // room


def _two_largest(first: Reals, second: Reals, group: Whole, size: int) -> tuple[Reals, Reals]:
    """The two largest contributions of each group, from the two largest of each of its parts."""
    order = np.argsort(first, kind="stable")
    largest = np.zeros(size, np.int64)
    largest[group[order]] = order  # the last one written stands
    others = np.ones(len(first), bool)
    others[largest] = False
    runner_up = np.zeros(size)
    np.maximum.at(runner_up, group[others], first[others])
    return first[largest], np.maximum(second[largest], runner_up)
