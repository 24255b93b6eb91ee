"""One truth is drawn once: files that pass from rung to rung of the ladder, and files that a count measure counts too.

Two draws of one truth can be laid beside each other: 60 of 76 fines were known to be 1 to 4 because their files had been
drawn apart. So the rungs are drawn one after the other, and a cell that is the same truth as one of an earlier rung is
told what that one became before its unit is drawn; the unit's other cells take up the error, as after earlier batches.

Which truths are the same is not delivered. Files of a measure with ``same_as`` are the count of that measure. For the
others a cell with the same count in the same project, partner, area, class and month is taken for the same files; else
the k-th cell with a count of v there for the k-th such cell of an earlier rung, because the same files come a month or
two later. Taking too many for the same costs nothing but accuracy, because each draw is a fair one of that count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.protect.cells import KEYS, share_names
from dashboard.steward.protect.counts import add_up, protect_counts

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Flags
    from dashboard.steward.protect.ledger import Ledger

PLACED = ["project_code", "partner_code", "municipality_code", "area_code", "area_year", "class_code"]
NAMES = list(KEYS)
SHARED = [("component", "same_as"), *((name,) for name in KEYS if name not in {"component", "area_year", "month"})]


def protect_linked(counts: pd.DataFrame, policy: Policy, key: bytes, ledger: Ledger | None = None) -> pd.DataFrame:
    """Round new cells, keep published ones, draw one truth once.

    Args:
        counts: exact base cells; with ``rung`` (0 for none) and ``same_as`` (empty for none).
        policy: bases and number of passes.
        key: the master key.
        ledger: what was published before.

    Returns:
        as ``protect_counts``: one row per cell that has or had a count, rung by rung; its texts as those of ``counts``.
    """
    exact, before = share_names([_dated(counts), _dated(ledger["cells"] if ledger else counts.iloc[:0])], SHARED)
    drawn: list[pd.DataFrame] = []
    earlier: list[pd.DataFrame] = []
    counted = set(exact["same_as"].unique()) - {""}
    for rung in sorted(exact["rung"].unique()):
        part = exact[(exact["rung"] == rung).to_numpy()]
        published = before[_is_ours(before["component"], part, exact, is_first=not drawn)][[*NAMES, "value"]]
        # What was published comes first.
        known = pd.concat([published, _told(part, earlier)], ignore_index=True).drop_duplicates(NAMES)
        drawn.append(protect_counts(part, policy, key, {"cells": known} if len(known) else None))
        earlier.insert(0, _as_source(part, drawn[-1], counted if rung == 0 else None))
    cells = pd.concat(drawn, ignore_index=True) if drawn else protect_counts(exact, policy, key)
    texts = {name: "str" for name in NAMES if cells[name].dtype == "category" and counts[name].dtype != "category"}
    return cells.astype(texts)


def add_up_linked(counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Exact cells, each once, in the order in which ``protect_linked`` gives them; not to be published."""
    parts = [counts[(counts["rung"] == rung).to_numpy()] for rung in sorted(counts["rung"].unique())]
    return pd.concat([add_up(part, policy) for part in parts or [counts]], ignore_index=True)


def _dated(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells with months of one kind."""
    return cells.assign(month=pd.to_datetime(cells["month"]).astype("datetime64[us]"))


def _is_ours(component: pd.Series, part: pd.DataFrame, exact: pd.DataFrame, *, is_first: bool) -> Flags:
    """Which published cells belong to this rung; those of components nobody delivers any more to the first."""
    is_ours = component.isin(part["component"].unique())
    if is_first:
        is_ours |= ~component.isin(exact["component"].unique())
    return is_ours.to_numpy()


def _as_source(part: pd.DataFrame, cells: pd.DataFrame, components: set[str] | None) -> pd.DataFrame:
    """Exact cells of a rung with what they became, ``shown``; those of some components where these are given."""
    if components is not None:
        part, cells = (frame[frame["component"].isin(components).to_numpy()] for frame in (part, cells))
    shown = cells[[*NAMES, "value"]].rename(columns={"value": "shown"})
    return _numbered(part[[*NAMES, "value"]].merge(shown, on=NAMES))


def _told(part: pd.DataFrame, earlier: list[pd.DataFrame]) -> pd.DataFrame:
    """Cells of this rung that are the same truth as one drawn before, with what that one became; nearest rung first."""
    if not earlier:
        return part.iloc[:0][[*NAMES, "value"]]
    cells = _numbered(part[[*NAMES, "value", "same_as"]])
    counted, files = cells[cells["same_as"] != ""], cells[(cells["same_as"] == "") & (cells["origin"] == "files")]
    found = []
    for source in earlier:
        column = [*PLACED, "month", "same_as", "value", "shown"]
        found.append(counted.merge(source.rename(columns={"component": "same_as"})[column], on=column[:-1]))
    for by in ("month", "nth"):
        column = [*PLACED, by, "value", "shown"]
        found += [files.merge(source[source["origin"] == "files"][column], on=column[:-1]) for source in earlier]
    told = pd.concat(found, ignore_index=True).drop_duplicates(NAMES)
    return told[[*NAMES, "shown"]].rename(columns={"shown": "value"})


def _numbered(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells in order of time with ``nth``: how many of the same count came before in their place."""
    ordered = cells.sort_values(["month", "component"], ignore_index=True)
    return ordered.assign(nth=ordered.groupby([*PLACED, "value"], observed=True, sort=False).cumcount())
