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

from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.ledger import Ledger

PLACED = ["project_code", "partner_code", "municipality_code", "area_code", "area_year", "class_code"]
NAMES = list(KEYS)


def protect_linked(counts: pd.DataFrame, policy: Policy, key: bytes, ledger: Ledger | None = None) -> pd.DataFrame:
    """Round new cells, keep published ones, draw one truth once.

    Args:
        counts: exact base cells; with ``rung`` (0 for none) and ``same_as`` (empty for none).
        policy: bases and number of passes.
        key: the master key.
        ledger: what was published before.

    Returns:
        as ``protect_counts``: one row per cell that has or had a count, rung by rung.
    """
    drawn: list[pd.DataFrame] = []
    earlier: list[pd.DataFrame] = []
    counted = set(counts["same_as"].unique()) - {""}
    for rung in sorted(counts["rung"].unique()):
        part = counts[(counts["rung"] == rung).to_numpy()]
        known = _plain(_published(part, counts, ledger, is_first=not drawn))
        known = pd.concat([known, _told(part, earlier)]).drop_duplicates(NAMES)  # what was published comes first
        drawn.append(protect_counts(part, policy, key, {"cells": known} if len(known) else None))
        linked = part if rung > 0 else part[part["component"].isin(counted).to_numpy()]
        earlier.insert(0, _as_source(linked, drawn[-1]))
    return pd.concat(drawn, ignore_index=True) if drawn else protect_counts(counts, policy, key, ledger)


def _published(part: pd.DataFrame, counts: pd.DataFrame, ledger: Ledger | None, *, is_first: bool) -> pd.DataFrame:
    """Cells of earlier releases that belong to this rung; those of components nobody delivers any more to the first."""
    if not ledger:
        return part.iloc[:0][[*NAMES, "value"]]
    component = ledger["cells"]["component"].astype("str")
    is_ours = component.isin(part["component"].unique())
    if is_first:
        is_ours |= ~component.isin(counts["component"].unique())
    return ledger["cells"][is_ours.to_numpy()]


def _as_source(part: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Exact cells of a rung with what they became, ``shown``."""
    exact, shown = (_plain(frame[[*NAMES, "value"]]) for frame in (part, cells))
    return _numbered(exact.merge(shown.rename(columns={"value": "shown"}), on=NAMES))


def _told(part: pd.DataFrame, earlier: list[pd.DataFrame]) -> pd.DataFrame:
    """Cells of this rung that are the same truth as one drawn before, with what that one became; nearest rung first."""
    cells = _numbered(_plain(part[[*NAMES, "value", "same_as"]]))
    counted, files = cells[cells["same_as"] != ""], cells[(cells["same_as"] == "") & (cells["origin"] == "files")]
    found = []
    for source in earlier:
        column = [*PLACED, "month", "same_as", "value", "shown"]
        found.append(counted.merge(source.rename(columns={"component": "same_as"})[column], on=column[:-1]))
    for by in ("month", "nth"):
        column = [*PLACED, by, "value", "shown"]
        found += [files.merge(source[source["origin"] == "files"][column], on=column[:-1]) for source in earlier]
    told = pd.concat(found or [cells.iloc[:0].assign(shown=0)], ignore_index=True).drop_duplicates(NAMES)
    return told[[*NAMES, "shown"]].rename(columns={"shown": "value"})


def _numbered(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells in order of time with ``nth``: how many of the same count came before in their place."""
    ordered = cells.sort_values(["month", "component"], ignore_index=True)
    return ordered.assign(nth=ordered.groupby([*PLACED, "value"]).cumcount())


def _plain(cells: pd.DataFrame) -> pd.DataFrame:
    """The same with its names as plain texts and its months alike, so that tables can be joined on them."""
    texts = {name: "str" for name in cells.columns if name not in {"area_year", "month", "value"}}
    return cells.astype(texts).assign(month=pd.to_datetime(cells["month"]).astype("datetime64[us]"))
