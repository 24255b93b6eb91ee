"""Amounts, steps 1 and 2: every amount gets a secret factor of its own, and a cover that cancels in the totals that matter.

An *entry* is one amount cell (project, partner, area, measure, subject, month, month of decision), or a later correction of one. Its own noise
is drawn once, from its content: the same money carries the same factor in whatever month or measure it returns. After that
nothing reads the exact amount any more; cover, totals, display rules and intervals are made of what the factor left.
What was drawn is kept in the ledger and never drawn again; a correction comes beside it as an entry of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.protect.cells import is_among, number_alike, plain_texts
from dashboard.steward.protect.cover import add_cover
from dashboard.steward.protect.nodes import NO_MONTH
from dashboard.steward.protect.noise import draw, factors

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Whole
    from dashboard.steward.protect.ledger import Ledger
    from dashboard.steward.protect.noise import Reals

CELL = [
    "project_code",
    "partner_code",
    "municipality_code",
    "area_code",
    "area_year",
    "measure_code",
    "class_code",
    "month",
    "is_mixed",
    "decision_month",
]
PLACE = [name for name in CELL if name != "decision_month"]
GROUPS = ["province_code", "type_code"]
CONTENT = ["project_code", "partner_code", "area_code", "class_code"]
KEPT = [*CELL, *GROUPS, "kind", "occurrence", "amount_cents", "own_cents", "top_cents", "cover_cents"]
ORDER = ["measure_code", "is_mixed", "partner_code", "municipality_code", "project_code", "month", *CONTENT[2:]]
ORDER += ["decision_month"]
CENTS = 100
NEW = "_new"  # component of new files: their measure and this
TEXTS = [name for name in (*CELL, *GROUPS) if name not in {"area_year", "month", "is_mixed", "decision_month"}]


def add_noise(cells: pd.DataFrame, policy: Policy, key: bytes, ledger: Ledger | None = None) -> dict[str, pd.DataFrame]:
    """Draw own noise and cover for every entry that is not in the ledger.

    Args:
        cells: exact amount cells as ``in_cents`` gives them, with the same ledger.
        policy: ``insider_percent`` of the own factor, ``cover_percent`` of the cover, ``contributors``, ``amount_rounding``.
        key: the master key.
        ledger: what was published before; None draws everything, quarter by quarter, as if it had run from the start.

    Returns:
        ``amounts``: one row per entry, money in whole cents: ``amount_cents`` exact, ``own_cents`` after the own factor,
        ``top_cents`` its largest contribution after that factor, ``cover_cents`` what is added to that.
        ``amount_nodes`` and ``amount_quarters``: how much cover is left in which total. All three are the ledger's.
    """
    before = _dated(ledger["amounts"]) if ledger else pd.DataFrame({name: [] for name in KEPT})
    fresh = _draw_own(_number(_fresh_entries(cells, before), before), policy, key)
    entries = fresh.assign(is_new=True)
    if len(before):
        old = _regroup(before, cells).assign(is_new=False, n_files=0)
        entries = pd.concat([old, entries], ignore_index=True)
    cover, nodes, quarters = add_cover(entries, policy, key, ledger)
    entries["cover_cents"] = cover
    return {"amounts": entries[KEPT], "amount_nodes": nodes, "amount_quarters": quarters}


def in_cents(amounts: pd.DataFrame, ledger: Ledger | None = None) -> pd.DataFrame:
    """Cells of ``exact.amount_cell`` with money in whole cents, names as plain texts and months as days.

    A month of decision that was not delivered is ``NO_MONTH``.
    Money in the ledger keeps the month of decision it was published with: under another one it would be drawn a second time.
    """
    frame = _dated(amounts)
    for name in ("amount", "largest"):
        frame[f"{name}_cents"] = np.rint(frame[name].to_numpy(np.float64) * CENTS).astype(np.int64)
    frame = frame.drop(columns=["amount", "largest"])
    return keep_decisions(frame, _dated(ledger["amounts"])) if ledger else frame


def keep_decisions(cells: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Cells of money that was published, under the month of decision it was published with.

    Args:
        cells: current exact cells in cents.
        before: entries of the ledger.

    Returns:
        cells whose month of decision is new while their place and month are in the ledger, moved to a month of decision of that
        place that nothing is delivered for any more, or else to its earliest one; amounts and files of one cell added up.
    """
    (now, booked), (place, place_booked) = number_alike(cells, before, CELL, PLACE)
    moves = is_among(place, place_booked) & ~is_among(now, booked)
    if not moves.any():
        return cells
    months = before[CELL].assign(is_spare=~is_among(booked, now))
    spare = months.sort_values(["is_spare", "decision_month"], ascending=[False, True]).drop_duplicates(PLACE)
    moved = cells.merge(spare.rename(columns={"decision_month": "published_month"}), on=PLACE, how="left")
    moved["decision_month"] = moved["published_month"].where(moves, moved["decision_month"])
    sums = dict.fromkeys(("amount_cents", "n_files"), "sum") | {"n_new": _sum_if_all}
    rest = {
        name: sums.get(name, "max" if name == "largest_cents" else "first")
        for name in map(str, cells)
        if name not in CELL
    }
    return moved.groupby(CELL, sort=False, as_index=False).agg(rest)[cells.columns.to_list()]


def _sum_if_all(values: pd.Series) -> float:
    return float(values.sum(skipna=False))


def with_files(cells: pd.DataFrame, protected: pd.DataFrame) -> pd.DataFrame:
    """Amount cells with ``y`` and ``y_new``, the protected number of files of their cell and of those that are new.

    Files are drawn per month, whatever the month of decision: the cells of one month share what was drawn as they share files.
    """
    keys = [name for name in PLACE if name != "is_mixed"]
    cells, shared = cells.reset_index(drop=True), {}
    columns = {"files": ("y", "n_files"), "new_files": ("y_new", "n_new")}
    files = protected[protected["origin"].isin(list(columns))]
    files = _dated(files.assign(measure_code=files["component"].astype("str").str.removesuffix(NEW)))
    ((of_cell, of_files),) = number_alike(cells, files, keys)
    for origin, (column, exact) in columns.items():
        own = (files["origin"] == origin).to_numpy()
        drawn = pd.Series(files["value"].to_numpy()[own], of_files[own]).reindex(
            of_cell
        )  # refuses what was drawn twice
        shared[column] = _shared(cells, of_cell, drawn.to_numpy(), cells[exact])
    return cells.assign(**shared)


def _shared(cells: pd.DataFrame, place: Whole, drawn: Reals, exact: pd.Series) -> pd.Series:
    """What each cell has of a number drawn for all cells of its place, in whole files that add up to it.

    Cells take their share in order of their month of decision, whatever the order of rows.
    """
    given = pd.DataFrame({"place": place, "drawn": drawn, "files": exact.astype(np.float64)}).fillna(0)
    ordered = given.loc[cells.sort_values(["decision_month", "is_mixed"], kind="stable").index]
    groups = ordered.groupby("place", sort=False)["files"]
    until, every = groups.cumsum(), groups.transform("sum")
    ends = [np.floor(ordered["drawn"] * (to / every)) for to in (until, until - ordered["files"])]
    shared: pd.Series = (ends[0] - ends[1]).fillna(0).astype(np.int64)
    return shared.reindex(cells.index)


def content_code(entries: pd.DataFrame) -> pd.Series:
    """A number per drawn factor: entries with the same number carry the same own factor."""
    size = entries["amount_cents"].abs()
    return entries.assign(size=size).groupby([*CONTENT, "kind", "size", "occurrence"], sort=False).ngroup()


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    dated = frame.assign(**{name: plain_texts(frame[name]) for name in TEXTS if name in frame})
    for name in GROUPS:
        dated[name] = dated[name].fillna("") if name in dated else ""
    dated["month"] = pd.to_datetime(dated["month"]).astype("datetime64[us]")
    decided = pd.to_datetime(dated["decision_month"]) if "decision_month" in dated else pd.Series(pd.NaT, dated.index)
    dated["decision_month"] = decided.astype("datetime64[us]").fillna(NO_MONTH)
    return dated


def _fresh_entries(cells: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Cells that are not in the ledger, and for those whose amount changed or went the difference as a correction.

    A correction counts as one file of its own size: the whole difference may belong to a single person.
    """
    if len(before):
        cells, before = _unlike(cells, before)
    if before.empty:
        return cells.assign(kind="cell")
    booked = before.groupby(CELL, sort=False, as_index=False).agg(
        booked_cents=("amount_cents", "sum"), **{name: (name, "first") for name in GROUPS}
    )
    both = cells.merge(booked, on=CELL, how="outer", suffixes=("", "_booked"), indicator="where")
    new = both[both["where"] == "left_only"].assign(kind="cell")
    known = both[both["where"] != "left_only"].copy()
    for name in GROUPS:
        known[name] = known[name].fillna(known[f"{name}_booked"])
    change = known["amount_cents"].fillna(0).astype(np.int64) - known["booked_cents"].astype(np.int64)
    known = known.assign(kind="correction", amount_cents=change, largest_cents=change.abs(), n_files=1)
    fresh = pd.concat([new, known[change != 0]], ignore_index=True)[[*cells.columns.to_list(), "kind"]]
    return fresh.astype({"amount_cents": np.int64, "largest_cents": np.int64, "n_files": np.int64})


def _unlike(cells: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells and entries of the ledger, without the cells that are as they were published and their entries."""
    ((now, booked),) = number_alike(cells, before, CELL)
    number, found = pd.factorize(np.concatenate([now, booked]))
    cents = np.concatenate([cells["amount_cents"], -before["amount_cents"]])
    is_equal = (np.bincount(number, cents, len(found)) == 0)[number]
    is_equal[: len(now)] &= is_among(now, booked)
    return cells[~is_equal[: len(now)]], before[~is_equal[len(now) :]]


def _number(fresh: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Number equal amounts of one place and measure, so that two of them side by side do not share a factor.

    Equal amounts collected month after month are instalments of one file: they are numbered within their month, so that
    averaging them tells nothing new. Corrections are not numbered: the same change back and forth is one draw.
    """
    ordered = fresh.sort_values(["month", "decision_month", "area_year", "is_mixed"], kind="stable", ignore_index=True)
    monthly = ordered["is_paid_in_parts"].astype(bool)
    same = [*CONTENT, "measure_code", "amount_cents", "moment"]
    ordered["moment"] = ordered["month"].where(monthly, pd.Timestamp(0))
    number = ordered.groupby(same, sort=False).cumcount()
    if len(before):
        parts = before[(before["kind"] == "cell") & before["amount_cents"].isin(ordered["amount_cents"])].copy()
        paid_in_parts = set(ordered.loc[monthly, "measure_code"])
        parts["moment"] = parts["month"].where(parts["measure_code"].isin(paid_in_parts), pd.Timestamp(0))
        used = parts.groupby(same, sort=False).size().rename("used").reset_index()
        number += ordered[same].merge(used, on=same, how="left")["used"].fillna(0).astype(np.int64)
    ordered["occurrence"] = number.where(ordered["kind"] == "cell", 0).astype(np.int64)
    return ordered.drop(columns="moment").sort_values(ORDER, kind="stable", ignore_index=True)


def _draw_own(fresh: pd.DataFrame, policy: Policy, key: bytes) -> pd.DataFrame:
    """Own noise ``x' = x + largest (f - 1)``, and the cover ``x' (g - 1)`` before it is balanced."""
    columns = (fresh[name] for name in (*CONTENT, "kind", "occurrence"))
    names = list(zip(*columns, fresh["amount_cents"].abs(), strict=True))
    own = factors(draw(key, "own", names), policy.insider_percent)
    cover = factors(draw(key, "cover", names), policy.cover_percent)
    largest = fresh["largest_cents"].to_numpy(np.float64)
    own_cents = fresh["amount_cents"].to_numpy(np.int64) + np.rint(largest * (own - 1)).astype(np.int64)
    return fresh.assign(
        own_cents=own_cents,
        top_cents=np.rint(largest * own).astype(np.int64),
        cover_cents=np.rint(own_cents * (cover - 1)).astype(np.int64),
    )


def _regroup(before: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Ledger entries under the province of their municipality and the type of their project as they are now."""
    current = before.copy()
    for key, name in (("municipality_code", "province_code"), ("project_code", "type_code")):
        now = cells.drop_duplicates(key).set_index(key)[name]
        current[name] = current[key].map(now).fillna(current[name])
    return current
