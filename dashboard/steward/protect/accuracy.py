"""How far shown counts are from the real ones, per measure and kind of view: told by draws that are not published.

The same cells are drawn again under keys of their own, and only what many views have in common is kept, in two digits:
so what is published says nothing of the published draw, and is no figure from which the truth can be worked out.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b
from math import ceil, floor, log10, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.accuracy import EVERY, SIZES, TIMES, read_accuracy
from dashboard.steward.protect.cells import share_names
from dashboard.steward.protect.linked import NAMES, SHARED, add_up_linked, protect_linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.accuracy import Accuracy
    from dashboard.policy import Policy

PLACES = {
    "programme": "",
    "province": "province_code",
    "municipality": "municipality_code",
    "district": "district_code",
    "neighbourhood": "area_code",
    "project": "project_code",
}
ABOUT = ["family", "component", "family_rank", "rule", "municipality_code", "province_code"]
NEEDED = [
    "origin",
    "component",
    *(name for name in PLACES.values() if name not in {"", "province_code"}),
    "month",
    "value",
]
INSIDE = {"district": "WK", "neighbourhood": "BU"}  # what is known no closer than the municipality is in neither
PERIOD_MONTHS = {"month": 1, "quarter": 3, "year": 12, "all": 1_000_000}
ENOUGH = 100  # views; fewer have no entry of their own
WITHIN = 0.96  # share of drawn errors an interval holds, so that 95 % of the next draw are in it
CELLS, MOST_DRAWS = 300_000, 5
LIKE = (1.25, 3.0, 10.0)  # mean cases per cell that part rare, thin, plain and dense measures
SHOWN = (5, 500)  # for which coverage is promised
HELD = 0.95
WIDER = (1.0, 1.25, 1.5, 2.0, 3.0)  # of the variance; drawing quarter after quarter takes 1.25 on the sample
EXACT = 1e-9


def measure_accuracy(counts: pd.DataFrame, protected: pd.DataFrame, policy: Policy, key: bytes) -> dict[str, Any]:
    """Spread of the rounding error of every kind of view, see ``dashboard.accuracy``, and what it holds.

    Args:
        counts: exact count cells, with ``family_rank`` and ``province_code``.
        protected: what is published of them.
        policy: bases and passes.
        key: the master key; the draws are made with keys that follow from it.

    Returns:
        ``bases`` per measure; ``likes``: which other measures are like it; ``spreads``: per ``level|period``, name and
        size class the share of the bound on the variance, upward in two digits, where there are ``ENOUGH`` views;
        ``held``: per ``level|period`` and measure how many of 100 shown counts from 5 to 500 have the real one within
        ``Accuracy.p95``, in whole per cents rounded down, where there are ``ENOUGH`` of them; ``coverage``: of the measure
        that fares worst. That is all that is told of the published draw; where it is too low, because of cells drawn in
        other batches or corrected, the spreads are widened in coarse steps.
    """
    placed = (counts["origin"] != "follow_up").to_numpy()  # those have no place and no month of their own
    properties = counts[ABOUT][placed].drop_duplicates()
    cells = counts[[*NAMES, "value", "rung", "same_as"]][placed].reset_index(drop=True)
    if _most_views(len(cells) + len(protected), properties) < ENOUGH:
        return _without_draws(cells, properties, policy)
    report = _drawn_again(cells, properties, policy, key)
    for view, sums in _views(_by_measure(_beside(cells, protected), properties), ["shown"]):
        _hold(report, view, sums)
    return report


def _most_views(n_cells: int, properties: pd.DataFrame) -> int:
    """How many views of one kind there are at most: every cell is in one of each measure it counts in."""
    return n_cells * int(_nested(properties)["component"].value_counts().max()) if len(properties) else 0


def _without_draws(cells: pd.DataFrame, properties: pd.DataFrame, policy: Policy) -> dict[str, Any]:
    """What is told where no kind of view has enough of them, whatever would be drawn."""
    views: dict[str, dict[str, float]] = {f"{level}|{period}": {} for level in PLACES for period in PERIOD_MONTHS}
    likes = _likes(add_up_linked(cells, policy), properties)
    return {"bases": _bases(properties, policy), "likes": likes, "spreads": views, "held": {}, "coverage": {}}


def _bases(properties: pd.DataFrame, policy: Policy) -> dict[str, int]:
    """Per measure the base it is rounded to, and the largest for all together."""
    named = properties[["component", "rule"]].drop_duplicates().itertuples(index=False)
    return {str(name): policy.base_of(rule) for name, rule in named} | {EVERY: max(policy.base, policy.base_strict)}


def _drawn_again(cells: pd.DataFrame, properties: pd.DataFrame, policy: Policy, key: bytes) -> dict[str, Any]:
    """Bases, likes and spreads as draws under other keys give them; nothing of the published draw."""
    exact = add_up_linked(cells, policy)[NEEDED]
    columns = []
    for number, draw_key in enumerate(_keys(key, len(cells))):
        columns.append(f"shown_{number}")
        exact[columns[-1]] = protect_linked(cells, policy, draw_key)["value"]
    drawn = _by_measure(exact, properties)
    likes, bases = _likes(exact, properties), _bases(properties, policy)
    spreads = {view: _spreads(sums, columns, likes, bases) for view, sums in _views(drawn, columns)}
    return {"bases": bases, "likes": likes, "spreads": spreads, "held": {}, "coverage": {}}


def _hold(report: dict[str, Any], view: str, sums: pd.DataFrame) -> None:
    """Widen the spreads of a kind of view until its intervals hold, and write down what they hold."""
    visible = sums[sums["shown"].between(*SHOWN)]
    off = {
        str(measure): _in_margins(group, read_accuracy(report, str(measure), *view.split("|")))
        for measure, group in visible.groupby("measure", observed=True)
        if len(group) >= ENOUGH
    }
    if not off:
        return
    wider = next((factor for factor in WIDER if min(_shares(off, factor).values()) >= HELD), WIDER[-1])
    report["held"][view] = {measure: floor(100 * share) for measure, share in _shares(off, wider).items()}
    report["coverage"][view] = min(report["held"][view].values())
    for classes in report["spreads"][view].values():
        classes.update({size: _upward(spread * wider) for size, spread in classes.items()})


def _shares(off: dict[str, np.ndarray[Any, Any]], wider: float) -> dict[str, float]:
    """Per measure the share of errors within the margin once its variance is wider."""
    return {measure: float((one <= sqrt(wider) + EXACT).mean()) for measure, one in off.items()}


def _in_margins(group: pd.DataFrame, accuracy: Accuracy) -> np.ndarray[Any, Any]:
    """Errors as a share of the margin of their shown value."""
    values, place = np.unique(group["shown"].to_numpy(), return_inverse=True)
    margins = np.array([accuracy.p95(value) for value in values.tolist()])[place]
    off: np.ndarray[Any, Any] = (group["shown"] - group["value"]).abs().to_numpy() / np.maximum(margins, EXACT)
    return off


def _beside(cells: pd.DataFrame, protected: pd.DataFrame) -> pd.DataFrame:
    """Exact and published cells under one another, each with nothing of the other."""
    published = protected[(protected["origin"] != "follow_up").to_numpy()].rename(columns={"value": "shown"})
    both = [cells[[*NAMES, "value"]].assign(shown=0), published.assign(value=0)]
    return pd.concat(share_names(both, SHARED), ignore_index=True)


def _keys(key: bytes, size: int) -> list[bytes]:
    draws = max(1, min(MOST_DRAWS, CELLS // max(size, 1)))
    return [blake2b(f"accuracy {number}".encode(), key=key, digest_size=32).digest() for number in range(draws)]


def _nested(properties: pd.DataFrame) -> pd.DataFrame:
    """Every component with each ``measure`` its cells count in: itself and what stands above it in its family."""
    names = ["family", "component", "family_rank"]
    components = properties[names].drop_duplicates().astype(dict.fromkeys(names[:2], "str"))
    pairs = components.merge(components, on="family", suffixes=("", "_outer")).query("family_rank_outer <= family_rank")
    return pairs[["component", "component_outer"]].rename(columns={"component_outer": "measure"})


def _likes(cells: pd.DataFrame, properties: pd.DataFrame) -> dict[str, str]:
    """Per measure which others it is like: of one origin, with about as many cases in a cell."""
    filled = cells[(cells["value"] > 0).to_numpy()].groupby("component", observed=True, sort=False)
    parts = filled.agg(origin=("origin", "first"), total=("value", "sum"), size=("value", "size")).reset_index()
    measures = parts.astype({"component": "str", "origin": "str"}).merge(_nested(properties), on="component")
    whole = measures.groupby("measure").agg({"origin": "first", "total": "sum", "size": "sum"})
    return {name: f"{origin} {bisect_right(LIKE, total / size)}" for name, origin, total, size in whole.itertuples()}


def _by_measure(cells: pd.DataFrame, properties: pd.DataFrame) -> pd.DataFrame:
    """Sums of cells per place and month, once for every measure they count in, with their province; names as codes."""
    numbers = [name for name in cells.columns if name == "value" or name.startswith("shown")]
    keys = ["component", *(name for name in PLACES.values() if name in cells), "month"]
    sums = cells.groupby(keys, observed=True, sort=False)[numbers].sum().reset_index()
    sums, nested = share_names(
        [sums, _nested(properties)], [("component", "measure"), *((name,) for name in keys[1:-1])]
    )
    homes = properties[["municipality_code", "province_code"]].drop_duplicates("municipality_code").astype("str")
    province = homes.set_index("municipality_code")["province_code"]
    sums["province_code"] = _renamed(pd.Categorical(sums["municipality_code"]), province)
    months = pd.DatetimeIndex(sums["month"])
    sums["at"] = months.year.to_numpy() * 12 + months.month.to_numpy() - 1
    return sums.drop(columns="month").merge(nested, on="component")


def _renamed(column: pd.Categorical, names: pd.Series) -> pd.Categorical:
    """Codes whose names are replaced by others; several may get the same one."""
    return pd.Categorical(pd.Series(names.reindex(column.categories).to_numpy()).take(column.codes).to_numpy())


def _views(cells: pd.DataFrame, columns: list[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every kind of view with its sums: real ``value`` and the shown columns, per measure, place and period."""
    for level, column in PLACES.items():
        inside = cells[_starts(cells[column], INSIDE.get(level, ""))] if column else cells
        inside = inside[inside["project_code"] != "context"] if level == "project" else inside
        keys = ["measure", *([column] if column else []), "at"]
        sums = inside.groupby(keys, observed=True, sort=False)[["value", *columns]].sum().reset_index()
        for period, length in PERIOD_MONTHS.items():
            parts = sums.assign(at=sums["at"] // length)
            yield f"{level}|{period}", parts.groupby(keys, observed=True, sort=False).sum().reset_index()


def _starts(column: pd.Series, letters: str) -> np.ndarray[Any, Any]:
    """Whether each code of a column begins with some letters."""
    is_so = column.cat.categories.astype("str").str.startswith(letters)
    return np.asarray(is_so)[column.cat.codes.to_numpy()]


def _spreads(
    sums: pd.DataFrame, columns: list[str], likes: dict[str, str], bases: dict[str, int]
) -> dict[str, dict[str, float]]:
    """Per name and size class what is left of the bound on the variance, of views of one kind."""
    shown, measure = sums[columns].to_numpy(), pd.Categorical(sums["measure"])
    base = pd.Series(bases).reindex(measure.categories).to_numpy()[measure.codes][:, None]
    left = (shown - sums["value"].to_numpy()[:, None]) ** 2 / ((base - 1) * np.maximum(shown, base))
    every = {name: like if like.endswith(str(len(LIKE))) else EVERY for name, like in likes.items()}
    names = pd.DataFrame(
        {
            "measure": measure,
            "like": _renamed(measure, pd.Series(likes, dtype="str")),
            "every": _renamed(measure, pd.Series(every, dtype="str")),
        }
    )
    parts = names.loc[names.index.repeat(len(columns))]
    parts = parts.assign(left=left.ravel(), size=np.searchsorted(SIZES, shown.ravel(), side="right"), view=parts.index)
    return {
        str(name): classes
        for column in names.columns
        for name, group in parts.groupby(column, observed=True)
        if (classes := _classes(group))
    }


def _classes(parts: pd.DataFrame) -> dict[str, float]:
    """The spread per size class; one of too few views takes the next smaller ones along, but never zero."""
    size, left, view = (parts[name].to_numpy() for name in ("size", "left", "view"))
    found = {}
    for upper in range(len(SIZES) + 1):
        for lower in range(upper, min(upper, 1) - 1, -1):
            inside = (size >= lower) & (size <= upper)
            if len(np.unique(view[inside])) >= ENOUGH:
                found[str(upper)] = _spread(left[inside])
                break
    return found


def _spread(left: np.ndarray[Any, Any]) -> float:
    """The mean, or what an interval needs to hold its share of the drawn errors if that is more."""
    return _upward(max(float(left.mean()), float(np.quantile(left, WITHIN, method="higher")) / TIMES**2))


def _upward(value: float) -> float:
    """The next number of two significant digits.

    Example:
        >>> [_upward(value) for value in (0.0, 0.1234, 0.0561, 1.0)]
        [0.0, 0.13, 0.057, 1.0]
    """
    if value <= 0:
        return 0.0
    step = 10.0 ** (floor(log10(value)) - 1)
    return float(f"{ceil(value / step - 1e-9) * step:.2g}")
