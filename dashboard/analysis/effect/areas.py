"""The comparison design: treated areas, the spillover ring around them, and comparison areas no project touched then.

The donor pool is the same municipality, areas alike, or the province. Of it, an area serves as comparison area when it has
figures for every quarter looked at, touches no area of the project (a project may move things next door) and lay in no
other project in those quarters. Everything here is a choice the viewer sees and can change; nothing is chosen by looking
at the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from dashboard.analysis.effect.panel import LONG, Panel
from dashboard.frozen import FrozenDict
from dashboard.shared import read_only

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

Kind = Literal["municipality", "alike", "province"]
KINDS: tuple[Kind, ...] = ("municipality", "alike", "province")
QUARTER = 3  # months
ALIKE = 1  # classes of stedelijkheid an alike area may differ
StudyPeriod: TypeAlias = "tuple[NDArray[np.int64], int, int | None]"


@dataclass(frozen=True)
class AreaCounts:
    """Counts of every neighbourhood a design may draw on.

    Attributes:
        codes: area codes, sorted; the row of everything else.
        municipalities: municipality code per area.
        urbanity: class of stedelijkheid per area, 1 very urban to 5 rural; NaN where secret.
        neighbours: rows of the areas that share a border, per area.
        counts: areas x quarters, protected counts.
        known: areas x quarters, whether the municipality delivered figures from its first to its last quarter.
        first: number of the first quarter, year * 4 + quarter - 1.
        study_periods: per project the rows of its areas and its first and last quarter; the last is None while it runs.
        active: areas x quarters, number of projects an area lay in.
    """

    codes: tuple[str, ...]
    municipalities: NDArray[Any]
    urbanity: NDArray[np.float64]
    neighbours: tuple[NDArray[np.int64], ...]
    counts: NDArray[np.float64]
    known: NDArray[np.bool_]
    first: int
    study_periods: Mapping[str, StudyPeriod]
    active: NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """The comparison design of one project: masks over the areas of its ``AreaCounts``.

    Attributes:
        treated: areas of the project with figures.
        ring: areas beside them that lay in no project themselves, where a spillover would show.
        comparison: areas to compare with.
        also_treated: treated areas that lay in another project in those quarters too.
        left_out: how many areas of the donor pool do not serve, by reason.
        start: first quarter of the project, counted from the first quarter used.
        end: first quarter wholly after it; None while it runs.
        used: quarters that are used, as columns of the counts.
    """

    treated: NDArray[np.bool_]
    ring: NDArray[np.bool_]
    comparison: NDArray[np.bool_]
    also_treated: NDArray[np.bool_]
    start: int
    end: int | None
    used: slice
    left_out: Mapping[str, int] = field(default_factory=dict)


def quarter_number(day: date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // QUARTER


def quarter_start(number: int) -> date:
    """First day of a quarter."""
    return date(number // 4, QUARTER * (number % 4) + 1, 1)


def area_counts(areas: pd.DataFrame, series: pd.DataFrame, membership: pd.DataFrame) -> AreaCounts | None:
    """Put the three answers together; None where there are no figures at all.

    Args:
        areas: one row per neighbourhood: area_code, municipality_code, urbanity_class, neighbours.
        series: one row per neighbourhood and quarter with a figure: area_code, quarter, n_value.
        membership: one row per project and neighbourhood: project_code, area_code, start_date, end_date.
    """
    rows = {code: row for row, code in enumerate(areas["area_code"])}
    inside = series[series["area_code"].isin(list(rows))]
    if inside.empty:
        return None
    numbers = inside["quarter"].dt.year * 4 + (inside["quarter"].dt.month - 1) // QUARTER
    first, n_quarters = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    counts = np.zeros((len(rows), n_quarters))
    counts[inside["area_code"].map(rows).to_numpy(), (numbers - first).to_numpy()] = inside["n_value"].to_numpy()
    municipalities = np.array(areas["municipality_code"], dtype=object)
    beside = [np.array([rows[code] for code in found if code in rows], dtype=np.int64) for found in areas["neighbours"]]
    urbanity = np.asarray(areas["urbanity_class"].astype("float64"), dtype=np.float64)
    study_periods = _study_periods(membership, rows)
    active = np.zeros(counts.shape, dtype=np.int64)
    for where, begun, ended in study_periods.values():
        active[where, _columns(begun, ended, first, n_quarters)] += 1
    known = _known(counts, municipalities)
    return AreaCounts(
        tuple(rows), read_only(municipalities), read_only(urbanity), tuple(map(read_only, beside)), read_only(counts),
        read_only(known), first, study_periods, read_only(active),
    )  # fmt: skip


def _columns(begun: int, ended: int | None, first: int, n_quarters: int) -> slice:
    """Quarters in which a project ran, as columns."""
    return slice(max(0, begun - first), n_quarters if ended is None else max(0, ended - first + 1))


def _known(counts: NDArray[np.float64], municipalities: NDArray[Any]) -> NDArray[np.bool_]:
    """From the first to the last quarter in which the municipality has any figure; an empty quarter between them is 0."""
    known = np.zeros(counts.shape, dtype=bool)
    for municipality in np.unique(municipalities):
        found = np.flatnonzero(counts[municipalities == municipality].sum(axis=0))
        if found.size:
            known[np.ix_(municipalities == municipality, np.arange(found[0], found[-1] + 1))] = True
    return known


def _study_periods(membership: pd.DataFrame, rows: Mapping[str, int]) -> FrozenDict[str, StudyPeriod]:
    study_periods = {}
    for code, found in membership.groupby("project_code", sort=True):
        where = np.array([rows[area] for area in found["area_code"] if area in rows], dtype=np.int64)
        start, end = found["start_date"].iloc[0], found["end_date"].iloc[0]
        study_periods[str(code)] = read_only(where), quarter_number(start), quarter_number(end) if end == end else None  # noqa: PLR0124  NaT
    return FrozenDict(study_periods)


def design(area_counts: AreaCounts, project: str, kind: Kind, window: int) -> Design | None:
    """The design of a project; None where the project has no area with figures from its start on.

    Args:
        area_counts: areas and counts.
        project: its code.
        kind: where comparison areas come from.
        window: quarters before the start and after the end that are looked at; for estimators that need a long time before
            the start, up to 16 quarters before it are kept.
    """
    if project not in area_counts.study_periods:
        return None
    where, begun, ended = area_counts.study_periods[project]
    own = np.zeros(len(area_counts.codes), dtype=bool)
    own[where] = True
    n_quarters = area_counts.counts.shape[1]
    begun, ended = begun - area_counts.first, None if ended is None else ended - area_counts.first
    first = max(0, begun - max(window, LONG))
    last = n_quarters if ended is None else min(n_quarters, ended + 1 + window)
    own &= area_counts.known[:, first:last].any(axis=1)
    common = np.flatnonzero(area_counts.known[own, first:last].all(axis=0)) if own.any() else np.zeros(0, dtype=int)
    if not common.size or begun > first + common[-1]:
        return None
    used = slice(first + int(common[0]), first + int(common[-1]) + 1)
    start, end = max(0, begun - used.start), None if ended is None else max(0, ended + 1 - used.start)
    near = slice(max(used.start, begun - window), used.stop)
    return _parts(area_counts, _busy(area_counts, project, near), kind, Design(own, own, own, own, start, end, used))


def _parts(area_counts: AreaCounts, busy: NDArray[np.bool_], kind: Kind, begun: Design) -> Design:
    """Fill in ring and comparison areas of a design that has its treated areas and its quarters."""
    own = begun.treated
    whole = area_counts.known[:, begun.used].all(axis=1)
    touching = np.zeros(len(own), dtype=bool)
    touching[np.concatenate([area_counts.neighbours[row] for row in np.flatnonzero(own)])] = True
    touching &= ~own
    pool = _donor_pool(area_counts, own, kind) & ~own
    left_out = {
        "beside": int((pool & touching).sum()),
        "busy": int((pool & ~touching & busy).sum()),
        "incomplete": int((pool & ~touching & ~busy & ~whole).sum()),
    }
    fit = whole & ~busy
    return replace(
        begun, ring=touching & fit, comparison=pool & fit & ~touching, also_treated=own & busy, left_out=left_out
    )


def _busy(area_counts: AreaCounts, project: str, used: slice) -> NDArray[np.bool_]:
    """Areas that lay in another project in the quarters used."""
    where, begun, ended = area_counts.study_periods[project]
    others = area_counts.active.copy()
    others[where, _columns(begun, ended, area_counts.first, others.shape[1])] -= 1
    return np.asarray(others[:, used].any(axis=1))


def _donor_pool(area_counts: AreaCounts, own: NDArray[np.bool_], kind: Kind) -> NDArray[np.bool_]:
    """The donor pool: areas the kind of comparison may draw on."""
    if kind == "municipality":
        return np.isin(area_counts.municipalities, np.unique(area_counts.municipalities[own]))
    if kind == "province":
        return np.ones(len(own), dtype=bool)
    classes = np.unique(area_counts.urbanity[own & ~np.isnan(area_counts.urbanity)])
    return np.asarray(np.any(np.abs(area_counts.urbanity[:, None] - classes[None, :]) <= ALIKE, axis=1))


def panel(area_counts: AreaCounts, found: Design, base: int) -> Panel:
    """Counts of the project's areas and of the comparison areas, project first.

    Args:
        area_counts: areas and counts.
        found: the design.
        base: rounding base of the counts.
    """
    return _panel(area_counts, found, base, found.comparison)


def panel_with_ring(area_counts: AreaCounts, found: Design, base: int) -> tuple[Panel, NDArray[np.bool_]]:
    """The same with the ring among the comparison areas, and per area whether it is of the ring."""
    made = _panel(area_counts, found, base, found.comparison | found.ring)
    ring = {area_counts.codes[row] for row in np.flatnonzero(found.ring)}
    return made, np.array([code in ring for code in made.ids or ()])


def without(found: Design, areas: NDArray[np.bool_]) -> Design:
    """The same design without some of its treated areas."""
    return replace(found, treated=found.treated & ~areas)


def _panel(area_counts: AreaCounts, found: Design, base: int, others: NDArray[np.bool_]) -> Panel:
    rows = np.concatenate([np.flatnonzero(found.treated), np.flatnonzero(others)])
    marks = np.arange(len(rows)) < int(found.treated.sum())
    ids = tuple(area_counts.codes[row] for row in rows)
    return Panel(area_counts.counts[rows, found.used], marks, found.start, found.end, base=base, ids=ids)
