"""How far shown counts are from the real ones, per measure and kind of view: told by draws that are not published.

The same cells are drawn again under keys of their own, and only what many views have in common is kept, in two digits:
so what is published says nothing of the published draw, and is no figure from which the truth can be worked out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from hashlib import blake2b
from math import ceil, floor, log10, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.accuracy import EVERY, SIZES, TIMES, read_accuracy
from dashboard.steward.protect.linked import NAMES, protect_linked

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
INSIDE = {"district": "WK", "neighbourhood": "BU"}  # what is known no closer than the gemeente is in neither
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
        ``coverage``: per ``level|period`` how many of 100 shown counts from 5 to 500 have the real one within
        ``Accuracy.p95``, of the measure that fares worst. Coverage is all that is told of the published draw; where it
        is too low, because of cells drawn in other batches or corrected, the spreads are widened in coarse steps.
    """
    counts = counts[(counts["origin"] != "follow_up").to_numpy()]  # those have no place and no month of their own
    cells = counts[[*NAMES, "value", "rung", "same_as"]].reset_index(drop=True)
    exact = protect_linked(cells, replace(policy, base=1, base_strict=1, passes=0), key)  # to ones: as they are
    columns = []
    for number, draw_key in enumerate(_keys(key, len(cells))):
        columns.append(f"shown_{number}")
        exact[columns[-1]] = protect_linked(cells, policy, draw_key)["value"]
    drawn, published = (_by_measure(frame, counts, policy) for frame in (exact, _beside(cells, protected)))
    first = drawn.drop_duplicates("measure").set_index("measure")
    spreads = {view: _spreads(sums, columns) for view, sums in _views(drawn, columns)}
    bases = first["base"].to_dict() | {EVERY: max(policy.base, policy.base_strict)}
    report = {"bases": bases, "likes": first["like"].to_dict(), "spreads": spreads, "coverage": {}}
    for view, sums in _views(published, ["shown"]):
        _hold(report, view, sums)
    return report


def _hold(report: dict[str, Any], view: str, sums: pd.DataFrame) -> None:
    """Widen the spreads of a kind of view until its intervals hold, and write down what they hold."""
    visible = sums[sums["shown"].between(*SHOWN)]
    off = [
        _in_margins(group, read_accuracy(report, str(measure), *view.split("|")))
        for measure, group in visible.groupby("measure", observed=True)
        if len(group) >= ENOUGH
    ]
    if not off:
        return
    held = {wider: min(float((one <= sqrt(wider) + EXACT).mean()) for one in off) for wider in WIDER}
    wider = next((factor for factor in WIDER if held[factor] >= HELD), WIDER[-1])
    report["coverage"][view] = floor(100 * held[wider])
    for classes in report["spreads"][view].values():
        classes.update({size: _upward(spread * wider) for size, spread in classes.items()})


def _in_margins(group: pd.DataFrame, accuracy: Accuracy) -> np.ndarray[Any, Any]:
    """Errors as a share of the margin of their shown value."""
    margins = np.array([accuracy.p95(value) for value in group["shown"].tolist()])
    off: np.ndarray[Any, Any] = (group["shown"] - group["value"]).abs().to_numpy() / np.maximum(margins, EXACT)
    return off


def _beside(cells: pd.DataFrame, protected: pd.DataFrame) -> pd.DataFrame:
    """Exact and published cells under one another, each with nothing of the other."""
    published = protected[(protected["origin"] != "follow_up").to_numpy()].rename(columns={"value": "shown"})
    return pd.concat([cells[[*NAMES, "value"]].assign(shown=0), published.assign(value=0)], ignore_index=True)


def _keys(key: bytes, size: int) -> list[bytes]:
    draws = max(1, min(MOST_DRAWS, CELLS // max(size, 1)))
    return [blake2b(f"accuracy {number}".encode(), key=key, digest_size=32).digest() for number in range(draws)]


def _by_measure(cells: pd.DataFrame, counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Cells once for every measure they count in, with their province and the measure's base and likes; names as codes."""
    names = ["family", "component", "family_rank", "rule"]
    known = counts[names].drop_duplicates().astype(dict.fromkeys(("family", "component", "rule"), "str"))
    pairs = known.merge(known, on="family", suffixes=("", "_outer")).query("family_rank_outer <= family_rank")
    component = _coded(cells["component"])
    measures = [
        pairs.loc[pairs["component"] == name, "component_outer"].tolist() for name in component.categories.tolist()
    ]
    times = np.array([len(one) for one in measures], np.int64)
    at = np.repeat(np.arange(len(cells)), times[component.codes])
    place = np.arange(len(at)) - np.repeat(
        np.cumsum(times[component.codes]) - times[component.codes], times[component.codes]
    )
    every = sorted(set(known["component"]))
    table = np.full((len(measures), max(int(times.max(initial=1)), 1)), -1)
    for row, one in enumerate(measures):
        table[row, : len(one)] = [every.index(name) for name in one]
    measure = pd.Categorical.from_codes(table[component.codes[at], place], categories=pd.Index(every))
    homes = counts[["municipality_code", "province_code"]].drop_duplicates("municipality_code").astype("str")
    province = homes.set_index("municipality_code")["province_code"]
    expanded = {
        name: _coded(cells[name]).take(at) for name in (*(one for one in PLACES.values() if one in cells), "origin")
    }
    expanded["province_code"] = _renamed(_coded(cells["municipality_code"]), province).take(at)
    numbers = {
        name: cells[name].to_numpy()[at] for name in cells.columns if name == "value" or name.startswith("shown")
    }
    found = pd.DataFrame({"measure": measure, **expanded, "month": cells["month"].to_numpy()[at], **numbers})
    first = found[found["value"] > 0].groupby("measure", observed=True).agg({"origin": "first", "value": "mean"})
    likes = {name: f"{origin} {bisect_right(LIKE, mean)}" for name, origin, mean in first.itertuples()}
    bases = dict(zip(known["component"], map(policy.base_of, known["rule"]), strict=True))
    like, base = (pd.Series(given).reindex(every) for given in (likes, bases))
    return found.assign(like=_renamed(measure, like), base=base.to_numpy()[measure.codes])


def _coded(column: pd.Series) -> pd.Categorical:
    """A column of names as codes, in the order of the names."""
    return pd.Categorical(column.astype("category").cat.remove_unused_categories())


def _renamed(column: pd.Categorical, names: pd.Series) -> pd.Categorical:
    """Codes whose names are replaced by others; several may get the same one."""
    return pd.Categorical(pd.Series(names.reindex(column.categories).to_numpy()).take(column.codes).to_numpy())


def _views(cells: pd.DataFrame, columns: list[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every kind of view with its sums: real ``value`` and the shown columns, per measure, place and period."""
    months = pd.DatetimeIndex(cells["month"])
    number = months.year.to_numpy() * 12 + months.month.to_numpy() - 1
    cells = cells.assign(at=number)
    names = ["measure", "like", "base"]
    for level, column in PLACES.items():
        inside = cells[_starts(cells[column], INSIDE.get(level, ""))] if column else cells
        inside = inside[inside["project_code"] != "context"] if level == "project" else inside
        place = [column] if column else []
        sums = inside.groupby([*names, *place, "at"], observed=True, sort=False)[["value", *columns]].sum()
        for period, length in PERIOD_MONTHS.items():
            parts = sums.reset_index()
            parts["at"] //= length
            yield (
                f"{level}|{period}",
                parts.groupby([*names, *place, "at"], observed=True, sort=False).sum().reset_index(),
            )


def _starts(column: pd.Series, letters: str) -> np.ndarray[Any, Any]:
    """Whether each code of a column begins with some letters."""
    is_so = column.cat.categories.astype("str").str.startswith(letters)
    return np.asarray(is_so)[column.cat.codes.to_numpy()]


def _spreads(sums: pd.DataFrame, columns: list[str]) -> dict[str, dict[str, float]]:
    """Per name and size class what is left of the bound on the variance, of views of one kind."""
    shown = sums[columns].to_numpy()
    parts = sums[["measure", "like"]].loc[sums.index.repeat(len(columns))]
    bound = (sums["base"].to_numpy()[:, None] - 1) * np.maximum(shown, sums["base"].to_numpy()[:, None])
    parts["left"] = ((shown - sums["value"].to_numpy()[:, None]) ** 2 / bound).ravel()
    parts["size"] = np.searchsorted(SIZES, shown.ravel(), side="right")
    parts["view"] = parts.index
    like = _coded(parts["like"])
    names = pd.Series({name: name if name.endswith(str(len(LIKE))) else EVERY for name in like.categories.tolist()})
    parts["every"] = _renamed(like, names)
    return {
        str(name): classes
        for column in ("measure", "like", "every")
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
