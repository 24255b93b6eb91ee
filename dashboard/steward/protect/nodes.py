"""The totals in which covers are made to cancel, as arrays: a *node* is one measure of one group of entries in one year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.steward.protect.cells import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.steward.protect.cells import Whole
    from dashboard.steward.protect.noise import Reals

FAMILIES: dict[str, tuple[str, ...]] = {
    "programme": (),
    "province": ("province_code",),
    "partner": ("partner_code",),
    "type": ("type_code",),
    "municipality": ("municipality_code",),
    "project": ("project_code",),
}
DECIDED = "_decided"  # of a family by year of decision: its family and this
COHORTS = tuple(f"{family}{DECIDED}" for family in FAMILIES)
NO_MONTH = pd.Timestamp("1900-01-01")  # month of decision of money that has none
BY_QUARTER = ("programme", "province", "partner", "type")
EVER = 0  # the year of a node that runs over all years
UNDATED = -1  # the year of a node of money without a month of decision
MEASURE = ["measure_code", "is_mixed"]
NODE = [*MEASURE, "family", "code", "year"]


@dataclass
class Nodes:
    """The nodes of one measure; arrays have one value per node, money in euro.

    Attributes:
        names: family, code and year of each node.
        running: sum of the covers so far.
        largest: largest entry so far.
        variance: of what is left of the cover.
        open_files: files of the entries since the node last took part.
        of_quarter: per node and quarter the variance of the cover in that quarter.
    """

    names: list[tuple[str, str, int]]
    running: Reals
    largest: Reals
    variance: Reals
    open_files: Reals
    of_quarter: defaultdict[tuple[int, pd.Timestamp], float] = field(default_factory=lambda: defaultdict(float))

    def take_over(self, left: pd.DataFrame, quarters: pd.DataFrame) -> None:
        """Start from what earlier builds left."""
        place = {name: number for number, name in enumerate(self.names)}
        columns = ["family", "code", "year", "variance"]
        for *name, variance, files in _walk(left, [*columns, "open_files"]):
            if (number := place.get(tuple(name))) is not None:
                self.variance[number], self.open_files[number] = variance, files
        for *name, variance, quarter in _walk(quarters, [*columns, "quarter"]):
            if (number := place.get(tuple(name))) is not None:
                self.of_quarter[number, quarter] = variance


def _walk(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame; ``itertuples`` asks Arrow for each text by itself."""
    return zip(*(frame[name].astype(object) for name in columns), strict=True)


@dataclass
class Entries:
    """Entries of one measure; arrays have one value per entry, money in euro.

    Attributes:
        own: amount after the own factor.
        cover: what is added to it.
        weight: variance of the cover as drawn.
        files: number of files.
        nodes: one row per family, one column per entry: the number of the entry's node.
    """

    own: Reals
    cover: Reals
    weight: Reals
    files: Reals
    nodes: Whole

    def pick(self, rows: Whole) -> Entries:
        """Some of them."""
        return Entries(self.own[rows], self.cover[rows], self.weight[rows], self.files[rows], self.nodes[:, rows])

    def per_node(self, values: Reals, size: int) -> Reals:
        """Sum of a value of the entries in each of ``size`` nodes."""
        repeated = np.broadcast_to(values, self.nodes.shape).ravel()
        return np.bincount(self.nodes.ravel(), weights=repeated, minlength=size).astype(np.float64)


def empty_frame(last: str) -> pd.DataFrame:
    """No nodes; ``last`` is the column after the variance."""
    kinds = {
        "is_mixed": "bool",
        "year": "int64",
        "variance": "float",
        "open_files": "float",
        "quarter": "datetime64[us]",
    }
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, "str")) for name in (*NODE, "variance", last)})


def of_measure(frame: pd.DataFrame, named: Mapping[str, object]) -> pd.DataFrame:
    """The rows of one measure."""
    return frame[(frame["measure_code"] == named["measure_code"]) & (frame["is_mixed"] == named["is_mixed"])]


def name_nodes(part: pd.DataFrame) -> tuple[list[tuple[str, str, int]], Whole]:
    """Family, code and year of every node, and the node of each entry per family."""
    names: list[tuple[str, str, int]] = []
    of_entry = []
    coded = encode(part, [column for columns in FAMILIES.values() for column in columns])
    parts = {name: (codes.astype(np.int64), coded.names[name]) for name, codes in coded.codes.items()}
    whole = np.zeros(len(part), np.int64), np.array([""])
    kinds = [(of_decision, is_yearly) for of_decision in (False, True) for is_yearly in (False, True)]
    periods = {kind: pd.factorize(_years_of(part, *kind), sort=True) for kind in kinds}
    for family in (*FAMILIES, *COHORTS):
        plain = family.removesuffix(DECIDED)
        of_code, codes = parts.get("".join(FAMILIES[plain]), whole)
        of_year, years = periods[family in COHORTS, plain != "project"]
        nodes, number = np.unique(of_code * len(years) + of_year, return_inverse=True)
        of_entry.append(number + len(names))
        place, when = np.divmod(nodes, len(years))
        names += zip(repeat(family, len(nodes)), codes[place].tolist(), years[when].tolist(), strict=True)
    return names, np.stack(of_entry).astype(np.int64)


def _years_of(part: pd.DataFrame, of_decision: bool, is_yearly: bool) -> pd.Series:
    """The year of each entry, or of its decision (``UNDATED`` without a month of one); ``EVER`` where nodes run over all years."""
    day = part["decision_month" if of_decision else "month"]
    year = day.dt.year if is_yearly else pd.Series(EVER, part.index)
    return year.where(day != NO_MONTH, UNDATED) if of_decision else year


def start_nodes(given: Entries, names: list[tuple[str, str, int]], old: Whole) -> Nodes:
    """The nodes as earlier builds left their covers."""
    size = len(names)
    before = given.pick(old)
    state = Nodes(names, before.per_node(before.cover, size), np.zeros(size), np.zeros(size), np.zeros(size))
    for nodes in before.nodes:
        np.maximum.at(state.largest, nodes, np.abs(before.own))
    return state


def as_frames(state: Nodes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is left per node; and per node and quarter."""
    left = pd.DataFrame(state.names, columns=["family", "code", "year"])
    left = left.assign(variance=state.variance, open_files=state.open_files)
    rows = [(*state.names[number], variance, quarter) for (number, quarter), variance in state.of_quarter.items()]
    return left, pd.DataFrame(rows, columns=["family", "code", "year", "variance", "quarter"])


def first_day(days: pd.Series, grain: str) -> pd.Series:
    """First day of the ``year`` or ``quarter`` of each day."""
    starts: pd.Series = days.dt.to_period(grain[0].upper()).dt.start_time.astype("datetime64[us]")
    return starts
