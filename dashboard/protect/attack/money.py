"""The attacker of amounts: two views that differ by one month, subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.protect.attack.report import Attack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.protect.attack.doors import Door
    from dashboard.protect.policy import Policy

FEW = 2
MOST = 400
EXACT_SHARE = 0.1
CLOSE = 0.10
NOISE = 2.0  # standard errors a guess may be lucky
KEYS = ("measure_code", "project_code", "partner_code")


def naive_money(exact: pd.DataFrame, policy: Policy) -> Door:
    """The deliberately bad one: the exact total of every view with enough files and no dominant one."""
    texts = exact.assign(month=pd.to_datetime(exact["month"]).dt.strftime("%Y-%m-%d")).reset_index(drop=True)
    rows_of = texts.groupby(list(KEYS), observed=True).indices

    def ask(wanted: dict[str, tuple[str, ...]]) -> float | None:
        key = tuple(wanted[name][0] for name in KEYS)
        view = texts.iloc[rows_of.get(key, [])]
        view = view[view["month"].isin(wanted["month"])]
        if view["n_files"].sum() < policy.contributors:
            return None
        top, rest = view["largest"].max(), view["amount"].sum() - view["largest"].max()
        enough = rest - min(top, rest) >= policy.dominance_percent / 100 * top or _second(view) <= rest
        return float(view["amount"].sum()) if enough else None

    return ask  # type: ignore[return-value]


def _second(view: pd.DataFrame) -> float:
    return float(view["largest"].nlargest(2).iloc[-1])


def attack_money(
    door: Door, exact: pd.DataFrame, seed: int = 1, *, keys: Sequence[str] = KEYS, name: str = "money"
) -> Attack:
    """Find the amount of a month with one or two files: ask for all months, then for all but that one, and subtract.

    Args:
        door: gives the amount of a measure, project and partner in some months, or None where it hides it.
        exact: exact amount cells, to score with.
        seed: of the choice of targets.
        keys: columns of ``exact`` a view is made by, besides its months.
        name: text key of this attack.

    Returns:
        share found to the euro, in per cent; in the detail the share found within 10 % and the share that guessing
        the median would give, which chance alone may exceed by two standard errors.
    """
    truth, found = [], []
    for names, months, month, amount in _targets(exact, keys, np.random.default_rng(seed)):
        everything = door({**names, "month": months})
        without = door({**names, "month": tuple(name for name in months if name != month)})
        truth.append(amount)
        found.append(np.nan if everything is None or without is None else everything - without)
    true, guess = np.array(truth), np.array(found)
    tried = int((~np.isnan(guess)).sum())
    near = np.abs(guess - true)
    median = float(np.median(true)) if len(true) else 0.0
    detail = {
        "within": _percent(near <= CLOSE * true, tried),
        "by_guessing": _percent(np.abs(median - true) <= CLOSE * true, len(true)),
    }
    chance = detail["by_guessing"] + NOISE * float(
        np.sqrt(detail["by_guessing"] * (100 - detail["by_guessing"]) / max(tried, 1))
    )
    return Attack(name, tried, _percent(near < 1.0, tried), EXACT_SHARE, detail, {"within": round(chance, 2)})


def _percent(hits: np.ndarray[tuple[int], np.dtype[np.bool_]], tried: int) -> float:
    return round(100 * int(hits.sum()) / tried, 2) if tried else 0.0


def _targets(
    exact: pd.DataFrame, keys: Sequence[str], random: np.random.Generator
) -> Iterator[tuple[dict[str, tuple[str, ...]], tuple[str, ...], str, float]]:
    """Some months with one or two files, in a project, partner and measure with at least two months."""
    month = pd.to_datetime(exact["month"]).dt.strftime("%Y-%m-%d")
    cells = (
        exact.assign(month=month).groupby([*keys, "month"], observed=True, as_index=False)[["amount", "n_files"]].sum()
    )
    numbers = cells.groupby(list(keys), sort=True, observed=True).ngroup().to_numpy()
    few = np.flatnonzero((cells["n_files"].to_numpy() <= FEW) & (np.bincount(numbers)[numbers] > 1))
    for row in few[random.permutation(len(few))[:MOST]]:
        target = cells.iloc[row]
        names: dict[str, tuple[str, ...]] = {column: (str(target[column]),) for column in keys}
        months = tuple(cells.loc[numbers == numbers[row], "month"].astype(str))
        yield names, months, str(target["month"]), float(target["amount"])
