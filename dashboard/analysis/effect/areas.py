"""Which areas are compared: the project's own, the ring around them, and areas no project touched in those years.

An area serves as comparison when it is of the same gemeente (or alike, or of the same province), has figures for every
quarter looked at, touches no area of the project (a project may move things next door) and lay in no other project in
those quarters. Everything here is a choice the viewer sees and can change; nothing is chosen by looking at the outcome.
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
Spell: TypeAlias = "tuple[NDArray[np.int64], int, int | None]"


@dataclass(frozen=True)
class Ground:
    """Every buurt that may play a part, with its counts.

    Attributes:
        codes: area codes, sorted; the row of everything else.
        towns: municipality code per area.
        urbanity: class of stedelijkheid per area, 1 very urban to 5 rural; NaN where secret.
        neighbours: rows of the areas that share a border, per area.
        counts: areas x quarters, protected counts.
        known: areas x quarters, whether the gemeente delivered figures from its first to its last quarter.
        first: number of the first quarter, year * 4 + quarter - 1.
        spells: per project the rows of its areas and its first and last quarter; the last is None while it runs.
        active: areas x quarters, number of projects an area lay in.
    """

    codes: tuple[str, ...]
    towns: NDArray[Any]
    urbanity: NDArray[np.float64]
    neighbours: tuple[NDArray[np.int64], ...]
    counts: NDArray[np.float64]
    known: NDArray[np.bool_]
    first: int
    spells: Mapping[str, Spell]
    active: NDArray[np.int64]


@dataclass(frozen=True)
class Cast:
    """Who plays which part for one project; masks over the areas of a ground.

    Attributes:
        project: areas of the project with figures.
        ring: areas beside them that lay in no project themselves.
        comparison: areas to compare with.
        also: areas of the project that lay in another project in those quarters too.
        left_out: how many areas of the chosen kind do not serve, by reason.
        start: first quarter of the project, counted from the first quarter used.
        end: first quarter wholly after it; None while it runs.
        used: quarters that are used, as columns of the ground.
    """

    project: NDArray[np.bool_]
    ring: NDArray[np.bool_]
    comparison: NDArray[np.bool_]
    also: NDArray[np.bool_]
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


def ground(areas: pd.DataFrame, series: pd.DataFrame, membership: pd.DataFrame) -> Ground | None:
    """Put the three answers together; None where there are no figures at all.

    Args:
        areas: one row per buurt: area_code, municipality_code, urbanity_class, neighbours.
        series: one row per buurt and quarter with a figure: area_code, quarter, n_value.
        membership: one row per project and buurt: project_code, area_code, start_date, end_date.
    """
    rows = {code: row for row, code in enumerate(areas["area_code"])}
    inside = series[series["area_code"].isin(list(rows))]
    if inside.empty:
        return None
    numbers = inside["quarter"].dt.year * 4 + (inside["quarter"].dt.month - 1) // QUARTER
    first, n_quarters = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    counts = np.zeros((len(rows), n_quarters))
    counts[inside["area_code"].map(rows).to_numpy(), (numbers - first).to_numpy()] = inside["n_value"].to_numpy()
    towns = np.array(areas["municipality_code"], dtype=object)
    beside = [np.array([rows[code] for code in found if code in rows], dtype=np.int64) for found in areas["neighbours"]]
    urbanity = np.asarray(areas["urbanity_class"].astype("float64"), dtype=np.float64)
    spells = _spells(membership, rows)
    active = np.zeros(counts.shape, dtype=np.int64)
    for where, begun, ended in spells.values():
        active[where, _columns(begun, ended, first, n_quarters)] += 1
    known = _known(counts, towns)
    return Ground(
        tuple(rows), read_only(towns), read_only(urbanity), tuple(map(read_only, beside)), read_only(counts),
        read_only(known), first, spells, read_only(active),
    )  # fmt: skip


def _columns(begun: int, ended: int | None, first: int, n_quarters: int) -> slice:
    """Quarters in which a project ran, as columns."""
    return slice(max(0, begun - first), n_quarters if ended is None else max(0, ended - first + 1))


def _known(counts: NDArray[np.float64], towns: NDArray[Any]) -> NDArray[np.bool_]:
    """From the first to the last quarter in which the gemeente has any figure; an empty quarter between them is 0."""
    known = np.zeros(counts.shape, dtype=bool)
    for town in np.unique(towns):
        found = np.flatnonzero(counts[towns == town].sum(axis=0))
        if found.size:
            known[np.ix_(towns == town, np.arange(found[0], found[-1] + 1))] = True
    return known


def _spells(membership: pd.DataFrame, rows: Mapping[str, int]) -> FrozenDict[str, Spell]:
    spells = {}
    for code, found in membership.groupby("project_code", sort=True):
        where = np.array([rows[area] for area in found["area_code"] if area in rows], dtype=np.int64)
        start, end = found["start_date"].iloc[0], found["end_date"].iloc[0]
        spells[str(code)] = read_only(where), quarter_number(start), quarter_number(end) if end == end else None  # noqa: PLR0124  NaT
    return FrozenDict(spells)


def cast(ground: Ground, project: str, kind: Kind, window: int) -> Cast | None:
    """Give every area its part; None where the project has no area with figures from its start on.

    Args:
        ground: areas and counts.
        project: its code.
        kind: where comparison areas come from.
        window: quarters before the start and after the end that are looked at; for estimators that need a long time before
            the start, up to 16 quarters before it are kept.
    """
    if project not in ground.spells:
        return None
    where, begun, ended = ground.spells[project]
    own = np.zeros(len(ground.codes), dtype=bool)
    own[where] = True
    n_quarters = ground.counts.shape[1]
    begun, ended = begun - ground.first, None if ended is None else ended - ground.first
    first = max(0, begun - max(window, LONG))
    last = n_quarters if ended is None else min(n_quarters, ended + 1 + window)
    own &= ground.known[:, first:last].any(axis=1)
    common = np.flatnonzero(ground.known[own, first:last].all(axis=0)) if own.any() else np.zeros(0, dtype=int)
    if not common.size or begun > first + common[-1]:
        return None
    used = slice(first + int(common[0]), first + int(common[-1]) + 1)
    start, end = max(0, begun - used.start), None if ended is None else max(0, ended + 1 - used.start)
    near = slice(max(used.start, begun - window), used.stop)
    return _parts(ground, _busy(ground, project, near), kind, Cast(own, own, own, own, start, end, used))


def _parts(ground: Ground, busy: NDArray[np.bool_], kind: Kind, begun: Cast) -> Cast:
    """Fill in the parts of a cast that knows its own areas and its quarters."""
    own = begun.project
    whole = ground.known[:, begun.used].all(axis=1)
    touching = np.zeros(len(own), dtype=bool)
    touching[np.concatenate([ground.neighbours[row] for row in np.flatnonzero(own)])] = True
    touching &= ~own
    offered = _offered(ground, own, kind) & ~own
    left_out = {
        "beside": int((offered & touching).sum()),
        "busy": int((offered & ~touching & busy).sum()),
        "incomplete": int((offered & ~touching & ~busy & ~whole).sum()),
    }
    fit = whole & ~busy
    return replace(begun, ring=touching & fit, comparison=offered & fit & ~touching, also=own & busy, left_out=left_out)


def _busy(ground: Ground, project: str, used: slice) -> NDArray[np.bool_]:
    """Areas that lay in another project in the quarters used."""
    where, begun, ended = ground.spells[project]
    others = ground.active.copy()
    others[where, _columns(begun, ended, ground.first, others.shape[1])] -= 1
    return np.asarray(others[:, used].any(axis=1))


def _offered(ground: Ground, own: NDArray[np.bool_], kind: Kind) -> NDArray[np.bool_]:
    """Areas the kind of comparison may draw on."""
    if kind == "municipality":
        return np.isin(ground.towns, np.unique(ground.towns[own]))
    if kind == "province":
        return np.ones(len(own), dtype=bool)
    classes = np.unique(ground.urbanity[own & ~np.isnan(ground.urbanity)])
    return np.asarray(np.any(np.abs(ground.urbanity[:, None] - classes[None, :]) <= ALIKE, axis=1))


def panel(ground: Ground, found: Cast, base: int) -> Panel:
    """Counts of the project's areas and of the comparison areas, project first.

    Args:
        ground: areas and counts.
        found: who plays which part.
        base: rounding base of the counts.
    """
    return _panel(ground, found, base, found.comparison)


def panel_with_ring(ground: Ground, found: Cast, base: int) -> tuple[Panel, NDArray[np.bool_]]:
    """The same with the ring among the comparison areas, and per area whether it is of the ring."""
    made = _panel(ground, found, base, found.comparison | found.ring)
    ring = {ground.codes[row] for row in np.flatnonzero(found.ring)}
    return made, np.array([code in ring for code in made.ids or ()])


def without(found: Cast, areas: NDArray[np.bool_]) -> Cast:
    """The same cast without some areas of the project."""
    return replace(found, project=found.project & ~areas)


def _panel(ground: Ground, found: Cast, base: int, others: NDArray[np.bool_]) -> Panel:
    rows = np.concatenate([np.flatnonzero(found.project), np.flatnonzero(others)])
    marks = np.arange(len(rows)) < int(found.project.sum())
    ids = tuple(ground.codes[row] for row in rows)
    return Panel(ground.counts[rows, found.used], marks, found.start, found.end, base=base, ids=ids)
