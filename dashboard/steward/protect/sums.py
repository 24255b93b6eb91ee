"""Sums of noisy amounts per total, with what display rules and margins are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.protect.amounts import CENTS, CONTENT, content_code
from dashboard.steward.protect.nodes import MEASURE, NO_MONTH, first_day
from dashboard.steward.protect.noise import spread

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Whole

DIMENSIONS = ("province_code", "municipality_code", "partner_code", "type_code", "project_code")
EVER = pd.Timestamp("1900-01-01")
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
    lines = entries.merge(files, on=[*keys, "kind"], how="left")
    lines["factor"] = content_code(lines)
    series = lines.assign(decided=same_files(lines)).groupby([*MEASURE, *CONTENT, "decided"], sort=False).ngroup()
    is_one = lines["measure_code"].map(of_measure["files_return"]).fillna(value=True).astype(bool)
    lines["series"] = np.where(is_one, series, len(lines) + np.arange(len(lines)))
    own, top, covering = (lines[f"{name}_cents"] / CENTS for name in ("own", "top", "cover"))
    lines["own"], lines["noisy"], lines["top"] = own, own + covering, top
    lines["second"] = np.minimum(top, (own - top).clip(lower=0))
    lines["weight"] = (spread(policy.cover_percent) * own) ** 2
    lines["n_new"], files_new = (lines[name].where(lines["is_current"].notna(), 0) for name in ("n_new", "y_new"))
    lines["n"], lines["y"] = (lines[name].fillna(0).astype(np.int64) for name in ("n_files", "y"))
    lines["files"] = np.where(is_one, files_new.where(lines["n_new"].notna()), lines["y"])
    lines["is_step"] = lines["measure_code"].map(of_measure["is_step"]).fillna(value=False).astype(bool)
    for grain in GRAINS:
        lines[grain] = period_of(lines, grain)
    columns = ["own", "noisy", "top", "second", "weight", "n", "n_new", "y", "files", "factor", "series", *GRAINS]
    codes = dict.fromkeys(("measure_code", *DIMENSIONS), "category")
    return lines[[*MEASURE, *DIMENSIONS, *columns]].astype(codes)


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


def sum_lines(lines: pd.DataFrame, by: list[str], grain: str, policy: Policy) -> pd.DataFrame:
    """Sums of lines per key and period; lines that have no such period are left out.

    Returns:
        the key and ``period`` with ``noisy`` and ``own`` (euro), ``y`` (protected files, once per entry), ``files`` (protected
        files, each once: null where some entry does not say which are new), ``n`` (true files, at least), ``first`` and
        ``second`` (the two largest contributions), ``own_variance`` and ``weight`` (variance of own noise and of the cover as
        drawn) and the number of ``entries``. Of a series n is its largest month, or the sum of its new files where all its
        entries give them and that is more.
    """
    keys = [*by, grain]
    lines = lines[lines[grain].notna()]
    grouped = lines.groupby(keys, observed=True, sort=True)
    sums = grouped[["noisy", "own", "y", "weight"]].sum()
    sums["files"] = grouped["files"].sum(skipna=False)
    sums["entries"] = grouped.size()
    group: Whole = np.asarray(grouped.ngroup(), np.int64)
    per_series = _sum_series(lines, group)
    rank = per_series.groupby("group").cumcount()
    largest = per_series[rank == 0].set_index("group")
    runner_up = per_series[rank == 1].set_index("group")["top"].reindex(largest.index, fill_value=0.0)
    sums["n"] = np.asarray(per_series.groupby("group")["n"].sum())
    sums["first"] = largest["top"].to_numpy()
    sums["second"] = np.maximum(np.asarray(largest["second"]), np.asarray(runner_up))
    per_factor = lines[["factor", "top"]].assign(group=group).groupby(["group", "factor"], sort=False)["top"].sum() ** 2
    sums["own_variance"] = np.asarray(per_factor.groupby("group").sum()) * spread(policy.insider_percent) ** 2
    return sums.reset_index().rename(columns={grain: "period"})


def _sum_series(lines: pd.DataFrame, group: Whole) -> pd.DataFrame:
    """The series in each group, largest first: ``top`` and ``second`` added up, and ``n``, the files it rests on at least."""
    summed = (
        lines[["series", "top", "second", "n", "n_new"]]
        .assign(group=group, is_complete=lines["n_new"].notna())
        .groupby(["group", "series"], sort=False)
        .agg(
            top=("top", "sum"),
            second=("second", "sum"),
            n=("n", "max"),
            new=("n_new", "sum"),
            is_complete=("is_complete", "all"),
        )
        .reset_index()
        .sort_values(["group", "top"], ascending=[True, False], kind="stable")
    )
    at_least = summed[["n", "new"]].max(axis=1).where(summed["is_complete"], summed["n"])
    return summed.assign(n=at_least.astype(np.int64))
