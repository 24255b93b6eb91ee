"""Amounts, steps 3 and 4: only totals leave the vault, each with its margin or the reason why it is not shown.

A *view* is a way to break money down: by nothing, province, partner, project type, municipality, municipality and partner, or project,
per year (the first four also per quarter; a project over all years). The same entries are broken down a second time by the year
of their decision, whenever the money came in; what has no month of decision is a total of its own, over all years. Parts of a
total that cannot be shown are taken together as its remainder, "niet uitgesplitst", under the same rule. Nothing else about
euros is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.margins import STEPS
from dashboard.steward.protect.nodes import DECIDED, EVER, FAMILIES, MEASURE, UNDATED, first_day
from dashboard.steward.protect.sums import DIMENSIONS, GRAINS, add_up, make_lines, number_each, sum_lines
from dashboard.steward.protect.sums import EVER as EVERY_PERIOD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.policy import Policy
    from dashboard.steward.protect.cells import Whole
    from dashboard.steward.protect.noise import Reals

NORMAL = 1.96
UNBALANCED = 0.35  # of the cover's variance is left in a view outside the balanced families; measured


@dataclass(frozen=True)
class Left:
    """Variance of the cover that is left, as ``add_noise`` gives it: per node, and per node and quarter."""

    nodes: pd.DataFrame
    quarters: pd.DataFrame


@dataclass(frozen=True)
class View:
    """One way to break money down.

    Attributes:
        name: as published; also the family of its cover, where it has one.
        by: columns of an entry that say which part it is.
        grains: ``quarter``, ``year`` or ``all`` of the money; ``decision_year`` of its decision, ``decided`` (all that has a
            month of decision) and ``undated`` (all that has none).
        within: name of the view whose totals it breaks down; None for the whole.
    """

    name: str
    by: tuple[str, ...]
    grains: tuple[str, ...]
    within: str | None = None

    def least(self, policy: Policy) -> int:
        """Least protected number of files of a total: more where two features cross."""
        return policy.block if self.name == "municipality_partner" else policy.block_single


BY_DECISION = ("decision_year", "decided", "undated")
FINE, YEARLY = ("year", "quarter", *BY_DECISION), ("year", *BY_DECISION)
# A finer grain, the coarser one it is a part of, and the name of what is left of that.
REST = (("quarter", "year", "rest_of_year"), ("decision_year", "decided", "rest_of_years"))
PARTS_OF = {fine for fine, _, _ in REST}
VIEWS = (
    View("programme", (), FINE),
    View("province", ("province_code",), FINE, "programme"),
    View("partner", ("partner_code",), FINE, "programme"),
    View("type", ("type_code",), FINE, "programme"),
    View("municipality", ("province_code", "municipality_code"), YEARLY, "province"),
    View("municipality_partner", ("province_code", "municipality_code", "partner_code"), YEARLY, "municipality"),
    View("project", ("project_code",), ("all", "decided", "undated")),
)
BY_NAME = {view.name: view for view in VIEWS}
Nodes = dict[tuple[str, bool], pd.DataFrame]  # by family, and whether per quarter
Shown = dict[tuple[str, str], pd.DataFrame]  # totals, sums or lines by view and grain
REASONS = ("", "few", "dominant", "wide")
CODES = ("measure_code", *DIMENSIONS)
COLUMNS = [
    *("view", "grain", "part", *MEASURE, *DIMENSIONS, "period"),
    *("amount_eur", "margin_pct", "n_files", "reason"),
]


def total_amounts(entries: pd.DataFrame, cells: pd.DataFrame, left: Left, policy: Policy) -> pd.DataFrame:
    """Every total of every view, with its margin, and the remainder of what is not broken down.

    Args:
        entries: noisy entries as ``add_noise`` gives them.
        cells: current exact cells in cents with ``n_files`` and the protected ``y``; they decide whether a total is shown.
        left: what is left of the cover.
        policy: thresholds and rounding.

    Returns:
        one row per view, grain, part (``total``, ``remainder``, ``rest_of_year``, ``rest_of_years``), measure, whether mixed at source, dimension codes (""
        where the view has none; of a remainder the codes of the total it belongs to) and first day of the period.
        A total without a protected file has no row, as a count of none or a few has none.
        ``amount_eur`` and ``margin_pct`` (95 %, rounded up to one of ``STEPS``) are null where ``reason`` says why nothing is
        shown: ``few`` files, ``dominant`` (so few or one so large that others could work out a file) or ``wide``.
    """
    if entries.empty and cells.empty:
        return _nothing()
    lines = make_lines(entries, cells, policy)
    finest = {grain: sum_lines(lines, [*MEASURE, *_asked_of(grain)], grain, policy) for grain in GRAINS}
    nodes = _by_family(left)
    shown: Shown = {}
    hidden: Shown = {}
    hidden_lines: Shown = {}
    for view in VIEWS:
        for grain in view.grains:
            parts, of_line = finest[grain]
            sums, number = add_up(parts, [*MEASURE, *view.by])
            totals = _judge(sums, _cover_left(sums, view, grain, nodes), view.least(policy), policy)
            is_hidden = (totals["reason"] != "").to_numpy()[number]
            shown[view.name, grain] = totals
            if view.within:
                by = [*MEASURE, *BY_NAME[view.within].by]
                hidden[view.name, grain] = add_up(parts[is_hidden], by)[0]
            if grain in PARTS_OF:
                hidden_lines[view.name, grain] = lines[np.append(is_hidden, False)[of_line]]  # IN_NONE is the last
    rows = [totals.assign(view=name, grain=grain, part="total") for (name, grain), totals in shown.items()]
    for view in VIEWS:
        rows += _remainders(view, shown, hidden, policy)
        rows += _rests(hidden_lines, view, shown, policy)
    return _published(rows)


def _asked_of(grain: str) -> list[str]:
    """Columns that tell apart what some view of a grain tells apart; a file is in one project and place, so in one such sum."""
    return [name for name in DIMENSIONS if any(name in view.by and grain in view.grains for view in VIEWS)]


def _nothing() -> pd.DataFrame:
    """The table of a release without amounts."""
    kinds = dict.fromkeys(COLUMNS, "str") | {"is_mixed": "bool", "period": "datetime64[us]", "n_files": "int64"}
    kinds |= dict.fromkeys(("amount_eur", "margin_pct"), "float64")
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def _remainders(view: View, shown: Shown, hidden: Shown, policy: Policy) -> list[pd.DataFrame]:
    """What of the totals of another view is not broken down in this one."""
    rows = []
    for grain in view.grains if view.within else ():
        parts, whole = shown[view.name, grain], shown[str(view.within), grain]
        by = [*MEASURE, *BY_NAME[str(view.within)].by]
        rest = _rest(hidden[view.name, grain], whole, parts, by, view.least(policy), policy)
        rows.append(rest.assign(view=view.name, grain=grain, part="remainder"))
    return rows


def _rests(hidden_lines: Shown, view: View, shown: Shown, policy: Policy) -> list[pd.DataFrame]:
    """What of the totals of a coarser grain is not shown in a finer one."""
    rows = []
    for fine, coarse, part in REST:
        if fine in view.grains:
            by, parts = [*MEASURE, *view.by], shown[view.name, fine]
            hidden, _ = sum_lines(hidden_lines[view.name, fine], by, coarse, policy)
            within = first_day(parts["period"], "year") if coarse == "year" else EVERY_PERIOD
            whole, parts = shown[view.name, coarse], parts.assign(period=within)
            rest = _rest(hidden, whole, parts, by, view.least(policy), policy)
            rows.append(rest.assign(view=view.name, grain=fine, part=part))
    return rows


def _published(rows: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All rows as one table; figures that may not be shown are taken out."""
    table: pd.DataFrame = pd.concat(rows, ignore_index=True)
    for name in CODES:
        table[name] = table[name].astype("object").fillna("").astype("str")
    table["reason"] = table["reason"].astype("str")
    # Of a total whose money is all of earlier files, new ones shown as none or a few are not told either.
    # Files are drawn per month, not per month of decision: by decision their number is not known.
    is_told = (table["files"] > 0) | (table["part"] != "total")
    table["n_files"] = table["files"].where(is_told & ~table["grain"].isin(BY_DECISION))
    table.loc[table["reason"] != "", ["amount_eur", "margin_pct"]] = np.nan
    table["period"] = table["period"].where(table["period"] != EVERY_PERIOD)
    # A row for a total whose files are shown as none or a few would tell that there are some.
    table = table[(table["y"] > 0) | (table["part"] != "total")]
    return table[COLUMNS].sort_values(COLUMNS[:10], ignore_index=True)


def step_up(percent: Reals) -> Reals:
    """The next step of margins for each value; beyond the last one infinite."""
    ends: Reals = np.array([*STEPS, np.inf], np.float64)
    stepped: Reals = np.take(ends, np.searchsorted(ends, percent))
    return stepped


def _by_family(left: Left) -> Nodes:
    """What is left per family of nodes, and whether it is per quarter."""
    frames = (left.nodes, False), (left.quarters, True)
    return {(str(family), is_fine): rows for frame, is_fine in frames for family, rows in frame.groupby("family")}


def _cover_left(sums: pd.DataFrame, view: View, grain: str, left: Nodes) -> pd.Series:
    """Variance of what is left of the cover in each total; never more than before it was balanced."""
    if view.name not in FAMILIES:
        return sums["weight"] * UNBALANCED
    nodes = left.get((f"{view.name}{DECIDED}" if grain in BY_DECISION else view.name, grain == "quarter"))
    if nodes is None:
        return sums["weight"]
    keys = sums[MEASURE].assign(code=sums[view.by[-1]] if view.by else "")
    if grain == "quarter":
        keys["quarter"] = sums["period"]
    elif grain == "decided":
        nodes = nodes[nodes["year"] != UNDATED]
    else:
        keys["year"] = {"undated": UNDATED, "all": EVER}.get(grain, sums["period"].dt.year)
    codes = ["measure_code", "code"]
    nodes = nodes.astype({name: keys[name].dtype for name in codes}).dropna(subset=codes)
    (of_sum, of_node), size = number_each([keys, nodes], keys.columns.to_list())
    variance = _sum_of_each(nodes["variance"], of_node, size)[of_sum]
    return _least(pd.Series(variance, sums.index), sums["weight"])


def _sum_of_each(values: pd.Series, number: Whole, size: int) -> Reals:
    """The sum of the values of each number; missing where there are none."""
    there = np.bincount(number, minlength=size) > 0
    return np.where(there, np.bincount(number, values, size), np.nan)


def _least(variance: pd.Series, most: pd.Series) -> pd.Series:
    """The variance where it is known and less than the most it can be."""
    return variance.where(variance < most, most)


def is_dominated(total: pd.Series, first: pd.Series, second: pd.Series, percent: int) -> pd.Series:
    """Whether someone who knows the second largest contribution could estimate the largest closer than ``percent``.

    Formula: ``total - x1 - x2 < p/100 x1``. Source: p% rule as in the tau-ARGUS manual, section 4.3; Handbook on Statistical
    Disclosure Control, chapter 4.

    Example:
        >>> is_dominated(pd.Series([1010, 1010]), pd.Series([700, 900]), pd.Series([200, 60]), 10).tolist()
        [False, True]
    """
    return 100 * (total - first - second) < percent * first


def _judge(sums: pd.DataFrame, variance: pd.Series, least: int, policy: Policy) -> pd.DataFrame:
    """Give each total its margin, and say why where it is not shown.

    Formula: ``1.96 sqrt(own variance + variance of the cover + entries * rounding^2 / 6)``, from noisy figures only, so that
    the margin gives nothing away. Shown from ``least`` protected files on, when there are ``contributors`` files, all but the two
    largest contributions are ``dominance_percent`` of the largest, and the margin is at most ``widest_percent``.
    """
    step = policy.amount_rounding
    judged = sums.assign(amount_eur=sums["noisy"].round(), cover_variance=variance)
    margin = NORMAL * np.sqrt(judged["own_variance"] + variance + sums["entries"] * step**2 / 6)
    share = (100 * margin / judged["amount_eur"]).where(judged["amount_eur"] > 0, np.inf)
    percent = step_up(share.to_numpy(np.float64))
    dominated = is_dominated(judged["own"], judged["first"], judged["second"], policy.dominance_percent)
    is_closed = dominated | (judged["n"] < policy.contributors)
    too_wide = percent > policy.widest_percent
    reason = np.select([judged["y"] < least, is_closed, too_wide], range(1, len(REASONS)), 0).astype(np.int8)
    judged["reason"] = pd.Categorical.from_codes(reason, pd.Index(REASONS))
    judged["margin_pct"] = percent
    return judged


def _rest(
    hidden: pd.DataFrame,
    whole: pd.DataFrame,
    parts: pd.DataFrame,
    by: list[str],
    least: int,
    policy: Policy,
) -> pd.DataFrame:
    """What is left of each shown whole after its shown parts; a number only under the rule for totals."""
    whole, parts = (totals[totals["reason"] == ""] for totals in (whole, parts))
    (of_rest, of_whole, of_part), size = number_each([hidden, whole, parts], [*by, "period"])
    variance = _sum_of_each(whole["cover_variance"], of_whole, size)[of_rest]
    variance += np.bincount(of_part, parts["cover_variance"], size)[of_rest]
    is_of_shown = ~np.isnan(variance)
    rests = hidden[is_of_shown].reset_index(drop=True)
    return _judge(rests, _least(pd.Series(variance[is_of_shown]), rests["weight"]), least, policy)
