"""Attacks on euros: too few files, the insider who knows all but one, and the same money seen in two totals."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.amounts import CENTS, CONTENT
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.sums import EVER, FINEST, GRAINS, period_of, same_files
from dashboard.steward.protect.totals import BY_NAME, VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.policy import Policy
    from dashboard.steward.protect.totals import View

EVEN = 50.0  # per cent: the most anybody may be right
LUCK = 3.0  # standard errors a guesser may be lucky
FAR = 25
EVERY = tuple((view, grain) for view in VIEWS for grain in view.grains)
# Who knows all files of a total but one: a partner, a municipality, a project.
INSIDERS = (
    *product(("partner", "municipality"), ("year", "decision_year")),
    *product(("project",), ("all", "decided")),
)
# What came in over a period, and what came of its decisions, which is largely the same money.
PAIRS: Mapping[str, str] = {"year": "decision_year", "all": "decided"}


def attack_few(totals: pd.DataFrame, files: Mapping[str, pd.DataFrame], policy: Policy) -> Attack:
    """Shown totals and remainders that rest on fewer files than promised.

    Args:
        totals: ``mart.amount_total`` of the release, or totals shown without a rule.
        files: what ``count_files`` gives.
        policy: ``contributors``.

    Returns:
        share of shown amounts with too few files, in per cent; allowed is none.
    """
    tried, hits = 0, 0
    for view, grain in _views(totals):
        keys = [*MEASURE, *view.by]
        part, rest = (shown_rows(totals, view.name, grain, name) for name in ("total", "remainder"))
        if part.empty and rest.empty:
            continue
        of_total = files[grain].groupby([*keys, "period"])["n"].sum()
        part = part.join(of_total, on=[*keys, "period"])
        tried, hits = tried + len(part), hits + int((part["n"] < policy.contributors).sum())
        if view.within:
            above = [*MEASURE, *BY_NAME[view.within].by, "period"]
            whole = of_total.groupby(above).sum().rename("whole")
            open_files = part.groupby(above)["n"].sum().rename("open")
            rest = rest.join(whole, on=above).join(open_files, on=above).fillna({"open": 0})
            tried = tried + len(rest)
            hits += int((rest["whole"] - rest["open"] < policy.contributors).sum())
    return Attack("euros_few", tried, percent(hits, tried), 0.0)


def attack_all_but_one(totals: pd.DataFrame, cells: pd.DataFrame, policy: Policy) -> Attack:
    """A partner, municipality or project knows every file of a shown total but the largest, and takes them off.

    Args:
        totals: ``mart.amount_total`` of the release, or the same with exact amounts.
        cells: exact amount cells in cents.
        policy: ``insider_percent``.

    Returns:
        share of largest files placed within ``insider_percent``, in per cent; allowed is an even chance and some luck.
    """
    errors = []
    for name, grain in INSIDERS:
        keys = [*MEASURE, *BY_NAME[name].by]
        dated = dated_cells(cells, grain)
        groups = dated.groupby([*keys, "period"])
        truth = pd.DataFrame({"exact": groups["amount_cents"].sum(), "largest": groups["largest_cents"].max()}) / CENTS
        part = shown_rows(totals, name, grain, "total").join(truth, on=[*keys, "period"]).dropna(subset=["exact"])
        errors.append((part["amount_eur"] - part["exact"]).abs() / part["largest"])
    off = np.concatenate([one.to_numpy(float) for one in errors])
    near, wide = (float((100 * off <= limit).mean()) if len(off) else 0.0 for limit in (policy.insider_percent, FAR))
    return Attack("euros_insider", len(off), 100 * near, allowed(len(off)), {"wide": 100 * wide, **nearness(policy)})


def attack_differences(totals: pd.DataFrame, cells: pd.DataFrame, policy: Policy) -> Attack:
    """Somebody takes what came of the decisions of a period off what came in over it, and knows all that is left but one file.

    Money in both falls out with all its noise, so that few files may be left. Of all years together what is left is the money
    without a month of decision, also where that may not be shown itself.

    Args:
        totals: ``mart.amount_total`` of the release, or the same with exact amounts.
        cells: exact amount cells in cents.
        policy: ``insider_percent``.

    Returns:
        share of largest files of what is left placed within ``insider_percent``, in per cent; allowed is an even chance and some
        luck.
    """
    errors = [np.empty(0)]
    for view, grain in _views(totals):
        keys = [*MEASURE, *view.by, "period"]
        if grain in PAIRS:
            sides = [_amounts(totals, view.name, one, keys) for one in (grain, PAIRS[grain])]
            errors.append(miss_largest(sides[0] - sides[1], _only_in_one(cells, keys, grain)))
        if grain == "year":
            shown = _every_year(totals, cells, view.name, keys) - _amounts(totals, view.name, "decided", keys[:-1])
            errors.append(miss_largest(shown, exact_sums(dated_cells(cells, "undated"), keys[:-1])))
    off = np.concatenate(errors)
    near, wide = (float((100 * off <= limit).mean()) if len(off) else 0.0 for limit in (policy.insider_percent, FAR))
    return Attack(
        "euros_differences", len(off), 100 * near, allowed(len(off)), {"wide": 100 * wide, **nearness(policy)}
    )


def _only_in_one(cells: pd.DataFrame, keys: Sequence[str], grain: str) -> pd.DataFrame:
    """Per key and period the money that is in one of two totals only."""
    came, decided = (period_of(cells, one) for one in (grain, PAIRS[grain]))
    rows = [
        cells.assign(period=period, amount_cents=sign * cells["amount_cents"])[(came != decided) & period.notna()]
        for sign, period in ((1, came), (-1, decided))
    ]
    return exact_sums(pd.concat(rows), keys)


def exact_sums(cells: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Per key the exact amount and the largest file, in euro."""
    groups = cells.groupby(list(keys))
    return pd.DataFrame({"exact": groups["amount_cents"].sum(), "largest": groups["largest_cents"].max()}) / CENTS


def _every_year(totals: pd.DataFrame, cells: pd.DataFrame, view: str, keys: Sequence[str]) -> pd.Series:
    """The sum over the years of each key of which every year is shown."""
    years = dated_cells(cells, "year").groupby(list(keys)).size().groupby(level=list(keys[:-1])).size()
    shown = _amounts(totals, view, "year", keys).groupby(level=list(keys[:-1])).agg(["sum", "size"])
    return shown["sum"][shown["size"] == years.reindex(shown.index)]


def _amounts(totals: pd.DataFrame, view: str, grain: str, keys: Sequence[str]) -> pd.Series:
    amounts: pd.Series = shown_rows(totals, view, grain, "total").set_index(list(keys))["amount_eur"]
    return amounts


def miss_largest(shown: pd.Series, truth: pd.DataFrame) -> np.ndarray:
    """How far off the largest file of each difference is placed, as a share of that file."""
    both = truth.join(shown.rename("shown"), how="inner").dropna()
    return ((both["shown"] - both["exact"]).abs() / both["largest"]).to_numpy(float)


def show_exactly(totals: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The deliberately bad one: every total there is, exact and without a rule."""
    rows = [totals.iloc[:0]]
    for view, grain in EVERY if len(cells) else ():
        keys = [*MEASURE, *view.by, "period"]
        exact = dated_cells(cells, grain).groupby(keys)["amount_cents"].sum() / CENTS
        rows.append(exact.rename("amount_eur").reset_index().assign(view=view.name, grain=grain, part="total"))
    return pd.concat(rows, ignore_index=True).reindex(columns=totals.columns)


def _views(totals: pd.DataFrame) -> tuple[tuple[View, str], ...]:
    """The views there is something to attack in; none where no amount is shown."""
    return EVERY if totals["amount_eur"].notna().any() else ()


def shown_rows(totals: pd.DataFrame, view: str, grain: str, part: str) -> pd.DataFrame:
    """The shown amounts of one view, grain and part; ``period`` is ``EVER`` where the grain has one."""
    rows = totals[(totals["view"] == view) & (totals["grain"] == grain) & (totals["part"] == part)]
    shown = rows[rows["amount_eur"].notna()].copy()
    shown["period"] = pd.to_datetime(shown["period"]).fillna(EVER)
    return shown


def dated_cells(cells: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Cells with the ``period`` they are in; without those in none."""
    return cells.assign(period=period_of(cells, grain)).dropna(subset="period")


def count_files(cells: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """True number of files, ``n``, by grain: per place, subject, decision and period, each with the keys of every view.

    Of money that returns it is the most in any month, or its new files.
    """
    told = cells.assign(same=same_files(cells))
    return {grain: _files_of(dated_cells(told, grain)) for grain in GRAINS}


def _files_of(dated: pd.DataFrame) -> pd.DataFrame:
    groups = dated.groupby(list(dict.fromkeys([*FINEST, "period", *CONTENT, "same"])), sort=False)
    at_least = np.maximum(groups["n_files"].max(), groups["n_new"].sum(skipna=False).fillna(0))
    files = groups["n_files"].sum().where(~groups["files_return"].first(), at_least)
    return files.rename("n").reset_index()


def nearness(policy: Policy) -> dict[str, float]:
    """How near a guess must be, for the text."""
    return {"insider_percent": policy.insider_percent}


def allowed(guesses: int, luck: float = LUCK) -> float:
    """An even chance and what a guesser may be lucky over so many guesses, in per cent."""
    return round(EVEN + luck * EVEN / math.sqrt(max(guesses, 1)), 1)
