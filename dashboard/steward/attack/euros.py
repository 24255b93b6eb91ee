"""Attacks on euros: too few files, the insider who knows all but one, and the same money seen in two totals or more than once."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.amounts import CENTS, CONTENT
from dashboard.steward.protect.nodes import MEASURE
from dashboard.steward.protect.noise import draw, factors
from dashboard.steward.protect.sums import EVER, FINEST, GRAINS, period_of, same_files
from dashboard.steward.protect.totals import BY_NAME, VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.policy import Policy
    from dashboard.steward.protect.totals import View

KEYS, FILES = 300, 300  # keys of the attack, and files it looks at
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


def attack_few(totals: pd.DataFrame, cells: pd.DataFrame, policy: Policy) -> Attack:
    """Shown totals and remainders that rest on fewer files than promised.

    Args:
        totals: ``mart.amount_total`` of the release, or totals shown without a rule.
        cells: exact amount cells in cents.
        policy: ``contributors``.

    Returns:
        share of shown amounts with too few files, in per cent; allowed is none.
    """
    tried, hits = 0, 0
    views = _views(totals)
    finest = {grain: _files(cells, grain) for grain in GRAINS if views}
    for view, grain in views:
        keys = [*MEASURE, *view.by]
        files = finest[grain].groupby([*keys, "period"])["n"].sum()
        part = _shown(totals, view.name, grain, "total").join(files, on=[*keys, "period"])
        tried, hits = tried + len(part), hits + int((part["n"] < policy.contributors).sum())
        if view.within:
            above = [*MEASURE, *BY_NAME[view.within].by, "period"]
            rest = _shown(totals, view.name, grain, "remainder")
            whole = files.groupby(above).sum().rename("whole")
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
        dated = _dated(cells, grain)
        groups = dated.groupby([*keys, "period"])
        truth = pd.DataFrame({"exact": groups["amount_cents"].sum(), "largest": groups["largest_cents"].max()}) / CENTS
        part = _shown(totals, name, grain, "total").join(truth, on=[*keys, "period"]).dropna(subset=["exact"])
        errors.append((part["amount_eur"] - part["exact"]).abs() / part["largest"])
    off = np.concatenate([one.to_numpy(float) for one in errors])
    near, wide = (float((100 * off <= limit).mean()) if len(off) else 0.0 for limit in (policy.insider_percent, FAR))
    return Attack("euros_insider", len(off), 100 * near, _allowed(len(off)), {"wide": 100 * wide, **_near(policy)})


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
            errors.append(_largest_missed(sides[0] - sides[1], _only_in_one(cells, keys, grain)))
        if grain == "year":
            shown = _every_year(totals, cells, view.name, keys) - _amounts(totals, view.name, "decided", keys[:-1])
            errors.append(_largest_missed(shown, _exact(_dated(cells, "undated"), keys[:-1])))
    off = np.concatenate(errors)
    near, wide = (float((100 * off <= limit).mean()) if len(off) else 0.0 for limit in (policy.insider_percent, FAR))
    return Attack("euros_differences", len(off), 100 * near, _allowed(len(off)), {"wide": 100 * wide, **_near(policy)})


def _only_in_one(cells: pd.DataFrame, keys: Sequence[str], grain: str) -> pd.DataFrame:
    """Per key and period the money that is in one of two totals only."""
    came, decided = (period_of(cells, one) for one in (grain, PAIRS[grain]))
    rows = [
        cells.assign(period=period, amount_cents=sign * cells["amount_cents"])[(came != decided) & period.notna()]
        for sign, period in ((1, came), (-1, decided))
    ]
    return _exact(pd.concat(rows), keys)


def _exact(cells: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Per key the exact amount and the largest file, in euro."""
    groups = cells.groupby(list(keys))
    return pd.DataFrame({"exact": groups["amount_cents"].sum(), "largest": groups["largest_cents"].max()}) / CENTS


def _every_year(totals: pd.DataFrame, cells: pd.DataFrame, view: str, keys: Sequence[str]) -> pd.Series:
    """The sum over the years of each key of which every year is shown."""
    years = _dated(cells, "year").groupby(list(keys)).size().groupby(level=list(keys[:-1])).size()
    shown = _amounts(totals, view, "year", keys).groupby(level=list(keys[:-1])).agg(["sum", "size"])
    return shown["sum"][shown["size"] == years.reindex(shown.index)]


def _amounts(totals: pd.DataFrame, view: str, grain: str, keys: Sequence[str]) -> pd.Series:
    amounts: pd.Series = _shown(totals, view, grain, "total").set_index(list(keys))["amount_eur"]
    return amounts


def _largest_missed(shown: pd.Series, truth: pd.DataFrame) -> np.ndarray:
    """How far off the largest file of each difference is placed, as a share of that file."""
    both = truth.join(shown.rename("shown"), how="inner").dropna()
    return ((both["shown"] - both["exact"]).abs() / both["largest"]).to_numpy(float)


def attack_averages(cells: pd.DataFrame, policy: Policy, *, anew: bool = False) -> Attack:
    """Somebody knows everything but one file's own factor, and sees the same money in several measures and months.

    Args:
        cells: exact amount cells in cents; which money returns.
        policy: ``insider_percent``.
        anew: the deliberately bad one: a factor of its own for every measure and month.

    Returns:
        share of files placed within ``insider_percent`` over many keys, in per cent; allowed is an even chance and some luck.
        In the detail the same for the worst single file.
    """
    times = cells.groupby([*CONTENT, "amount_cents"], sort=True).size()
    times = times.sort_values(ascending=False, kind="stable").head(FILES)
    rows = times.rename("times").reset_index().itertuples(index=False, name=None)
    names = [(*map(str, row[:-1]), seen) for row in rows for seen in range(row[-1] if anew else 1)]
    first = np.cumsum([0, *(times if anew else times * 0 + 1)])[:-1]
    size = np.diff([*first, len(names)])
    right = np.zeros(len(times))
    for number in range(KEYS if names else 0):
        key = b"attack: averages" + number.to_bytes(2, "big")
        guess = np.add.reduceat(factors(draw(key, "own", names), policy.insider_percent), first) / size
        right += np.abs(100 * (guess - 1)) <= policy.insider_percent
    share, worst = (float(part) for part in ((right / KEYS).mean(), (right / KEYS).max())) if names else (0.0, 0.0)
    tried = len(times) * KEYS
    limits = {"worst": _allowed(KEYS, 2 * LUCK)}
    return Attack(
        "euros_averages", tried, 100 * share, _allowed(tried), {"worst": 100 * worst, **_near(policy)}, limits
    )


def show_exactly(totals: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The deliberately bad one: every total there is, exact and without a rule."""
    rows = [totals.iloc[:0]]
    for view, grain in EVERY if len(cells) else ():
        keys = [*MEASURE, *view.by, "period"]
        exact = _dated(cells, grain).groupby(keys)["amount_cents"].sum() / CENTS
        rows.append(exact.rename("amount_eur").reset_index().assign(view=view.name, grain=grain, part="total"))
    return pd.concat(rows, ignore_index=True).reindex(columns=totals.columns)


def _views(totals: pd.DataFrame) -> tuple[tuple[View, str], ...]:
    """The views there is something to attack in; none where no amount is shown."""
    return EVERY if totals["amount_eur"].notna().any() else ()


def _shown(totals: pd.DataFrame, view: str, grain: str, part: str) -> pd.DataFrame:
    rows = totals[(totals["view"] == view) & (totals["grain"] == grain) & (totals["part"] == part)]
    shown = rows[rows["amount_eur"].notna()].copy()
    shown["period"] = pd.to_datetime(shown["period"]).fillna(EVER)
    return shown


def _dated(cells: pd.DataFrame, grain: str) -> pd.DataFrame:
    return cells.assign(period=period_of(cells, grain)).dropna(subset="period")


def _files(cells: pd.DataFrame, grain: str) -> pd.DataFrame:
    """True number of files, ``n``, per place, subject, decision and period, each with the keys of every view.

    Of money that returns it is the most in any month, or its new files.
    """
    where = list(dict.fromkeys([*FINEST, "period", *CONTENT, "same"]))
    groups = _dated(cells.assign(same=same_files(cells)), grain).groupby(where, sort=False)
    at_least = np.maximum(groups["n_files"].max(), groups["n_new"].sum(skipna=False).fillna(0))
    files = groups["n_files"].sum().where(~groups["files_return"].first(), at_least)
    return files.rename("n").reset_index()


def _near(policy: Policy) -> dict[str, float]:
    """How near a guess must be, for the text."""
    return {"insider_percent": policy.insider_percent}


def _allowed(guesses: int, luck: float = LUCK) -> float:
    """An even chance and what a guesser may be lucky over so many guesses, in per cent."""
    return round(EVEN + luck * EVEN / math.sqrt(max(guesses, 1)), 1)
