"""Dates of projects: the 28 steps in their natural order, extensions, early stops, and the status on a given day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.scale import TODAY

if TYPE_CHECKING:
    import numpy.typing as npt

    from dashboard.tools.sample.coast import FloatArray

    DateArray = npt.NDArray[np.datetime64]

FATES = SimpleNamespace(normal="normal", rejected="rejected", stopped="stopped", dpia="dpia", suspended="suspended")
STEPS = tuple(f"S{number:02d}" for number in range(1, 29))
BEFORE = np.array(
    [-300, -270, -235, -190, -165, -130, -110, -95, -75, -42, -22, -10, 0, 25, 46, 60, 65, 80], dtype=float
)
SHARES = np.array([0.5, 0.8, 1.0])
AFTER = np.array([40, 70, 105, 125, 183, 365, 730], dtype=float)
DAYS = 30.4
EXTENSIONS = (
    "Lopende zaken konden niet binnen de termijn worden afgerond.",
    "Bezoeken lagen stil door landelijke maatregelen.",
    "Gegevenslevering van een partner kwam later dan gepland.",
    "Meer adressen met een bevinding dan verwacht.",
)
STOPS = (
    "Te weinig capaciteit bij de deelnemende partners.",
    "Uitkomst van de vergelijking gaf onvoldoende grond om door te gaan.",
    "Bestuurlijk draagvlak weggevallen.",
)


def _plan(months: FloatArray) -> FloatArray:
    """Planned days after the start for every step: projects x 28, rising."""
    length = months * DAYS
    before = np.repeat(BEFORE[None], len(months), axis=0)
    middle = np.maximum(SHARES * length[:, None], [88, 91, 0])
    order = np.stack([middle[:, 1] * 0.7, middle[:, 1], length], axis=1)
    order = np.maximum.accumulate(np.maximum(order, [[84, 86, 88]]), axis=1)
    return np.concatenate([before, order[:, :2], order[:, 2:], order[:, 2:] + AFTER], axis=1)


def _starts(rng: np.random.Generator, number: int) -> pd.Series:
    """Planned start of the data comparison: spread over the years, a few still to come."""
    spread = np.sort((np.arange(number) + rng.uniform(0, 1, number)) / max(number, 1))
    first, last = pd.Timestamp("2019-06-15"), pd.Timestamp("2027-03-10")
    starts = pd.Series(first + pd.to_timedelta(np.round(spread * (last - first).days), unit="D"))
    if number >= 16:  # one project is approved and about to begin
        starts.iloc[-3] = pd.Timestamp("2026-11-08")
    return starts


def _some(rng: np.random.Generator, number: int, share: float) -> npt.NDArray[np.int64]:
    """Positions of a share of the projects, the number rounded, not left to chance."""
    return rng.permutation(number)[: round(number * share)]


def _fates(rng: np.random.Generator, start: pd.Series) -> list[str]:
    """What becomes of each project: 1 in 12 stops early, some rejected, one DPIA stop, one or two suspended."""
    number = len(start)
    fates = np.full(number, FATES.normal, dtype=object)
    fates[_some(rng, number, 1 / 12)] = FATES.stopped
    fates[_some(rng, number, 1 / 24)] = FATES.rejected
    today = pd.Timestamp(TODAY)
    running = np.flatnonzero((start < today - pd.Timedelta(days=120)) & (start > today - pd.Timedelta(days=400)))
    past = np.flatnonzero(start < today - pd.Timedelta(days=400))
    if number >= 16:
        fates[int(past[len(past) // 2])] = FATES.dpia
        fates[int(past[len(past) // 3])] = FATES.stopped
        fates[int(past[len(past) // 4])] = FATES.rejected
        fates[int(running[0])] = FATES.suspended
        fates[-4:] = FATES.normal
    return [str(fate) for fate in fates]


def _slip(rng: np.random.Generator, plan: FloatArray) -> FloatArray:
    """Actual days after the planned start: plan plus growing delay, never out of order."""
    lag = rng.gamma(1.2, 3.0, plan.shape)
    lag[:, 12] += rng.choice([0, 0, 0, 21, 60], len(plan))
    return np.maximum.accumulate(plan + np.cumsum(lag, axis=1) * 0.5, axis=1)


def _stretch(actual: FloatArray, extra: FloatArray) -> FloatArray:
    """Add an extension to every step from the measures on."""
    out = actual.copy()
    out[:, 18:] += extra[:, None]
    return out


def draw_dates(rng: np.random.Generator, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Dates and fates.

    Returns:
        The frame, sorted by start, with proposed, planned_start, start, planned_end, end, extended_until,
        extension_reason, stop, stop_reason, fate; and one row per project and step: project, step, planned, actual.
    """
    number = len(frame)
    frame = frame.reset_index(drop=True)
    start = _starts(rng, number)
    months = np.clip(rng.lognormal(np.log(9), 0.4, number), 3, 24)
    plan = _plan(months)
    frame["fate"] = _fates(rng, start)
    extended = np.isin(np.arange(number), _some(rng, number, 1 / 7)) & (frame["fate"] == FATES.normal).to_numpy()
    extra = np.where(extended, np.round(rng.uniform(2, 6, number)) * DAYS, 0)
    actual = _stretch(_slip(rng, plan), extra)
    planned_date = start.to_numpy()[:, None] + plan.round().astype("timedelta64[D]")
    actual_date = start.to_numpy()[:, None] + actual.round().astype("timedelta64[D]")
    frame["proposed"], frame["planned_start"] = planned_date[:, 4], planned_date[:, 12]
    frame["start"], frame["planned_end"], frame["end"] = actual_date[:, 12], planned_date[:, 20], actual_date[:, 20]
    frame["extended_until"] = pd.Series(planned_date[:, 20] + extra.round().astype("timedelta64[D]")).where(extended)
    frame["extension_reason"] = [EXTENSIONS[int(i)] for i in rng.integers(0, len(EXTENSIONS), number)]
    frame["stop"] = _stop_dates(rng, frame, actual_date)
    frame["stop_reason"] = [STOPS[int(i)] for i in rng.integers(0, len(STOPS), number)]
    return frame, _step_rows(rng, frame, planned_date, actual_date)


def _stop_dates(rng: np.random.Generator, frame: pd.DataFrame, actual: DateArray) -> DateArray:
    """Day a project stops, is suspended or is rejected; NaT for the others."""
    share = rng.uniform(0.25, 0.75, len(frame))
    start, fate = actual[:, 12], frame["fate"].to_numpy()
    part_way = start + ((actual[:, 20] - start) / np.timedelta64(1, "D") * share).astype("timedelta64[D]")
    recent = np.minimum(part_way, np.datetime64(TODAY) - np.timedelta64(25, "D"))
    dpia = actual[:, 5] + np.timedelta64(45, "D")
    cases = (FATES.stopped, part_way), (FATES.suspended, recent), (FATES.rejected, actual[:, 9]), (FATES.dpia, dpia)
    stop = np.full(len(frame), np.datetime64("NaT"), dtype=actual.dtype)
    for name, days in cases:
        stop = np.where(fate == name, days, stop)
    return stop


def _step_rows(rng: np.random.Generator, frame: pd.DataFrame, planned: DateArray, actual: DateArray) -> pd.DataFrame:
    """One row per project and step; steps after a stop never happen, a few dates are simply not recorded."""
    number = len(frame)
    rows = pd.DataFrame(
        {
            "project": np.repeat(np.arange(number), len(STEPS)),
            "step": np.tile(STEPS, number),
            "planned": planned.reshape(-1),
            "actual": actual.reshape(-1),
        }
    )
    stop = frame["stop"].to_numpy()[rows["project"]]
    never = (rows["actual"] > stop) & ~pd.isna(stop)
    fate = frame["fate"].to_numpy()[rows["project"]]
    closing = rows["step"].isin(["S21", "S22", "S24"]) & (fate == FATES.stopped)
    rows.loc[closing, "actual"] = pd.Series(stop)[closing] + pd.Timedelta(days=40)
    never = (never & ~closing) | ((fate == FATES.dpia) & (rows["step"] >= "S06"))
    forgotten = rng.random(len(rows)) < 0.03
    needed = rows["step"].isin(["S10", "S13", "S21", "S25", "S28"])
    rows["actual"] = rows["actual"].where(~never & ~(forgotten & ~needed))
    rows["planned"] = rows["planned"].where((rng.random(len(rows)) >= 0.02) | needed)
    return rows


def pivot_dates(steps: pd.DataFrame) -> pd.DataFrame:
    """Actual dates, projects x step codes, from rows in order of project and step."""
    return pd.DataFrame(steps["actual"].to_numpy(dtype="datetime64[s]").reshape(-1, len(STEPS)), columns=list(STEPS))


def status_on(day: pd.Timestamp, project: pd.Series, dates: pd.Series) -> str:
    """Delivered status code of one project on a day.

    Args:
        day: reference day.
        project: row of the projects frame.
        dates: actual dates by step code, as they will be.
    """
    if project["fate"] != FATES.normal and day >= project["stop"]:
        ends = {FATES.rejected: "afgewezen", FATES.suspended: "opgeschort"}
        return str(ends.get(project["fate"], "voortijdig_gestopt"))
    line = (("S28", "gereed"), ("S25", "in_borging"), ("S21", "afgesloten"), ("S13", "lopend"), ("S10", "goedgekeurd"))
    return next((status for step, status in line if pd.notna(dates[step]) and day >= dates[step]), "voorgesteld")
