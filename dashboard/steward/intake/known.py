"""The workbook of a source, filled with what the archive knows of its projects: so that nobody types twice what did not change.

Rows about a project take the place of the earlier ones whole, so a sheet that is filled has all rows of a project; what is open or
due is marked. Results are never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.errors import UserError
from dashboard.steward.intake import archive
from dashboard.steward.intake.contract import FORMAT_VERSION, MUNICIPALITIES
from dashboard.steward.intake.problems import shown
from dashboard.steward.intake.sources import hold_own, holding, receipts_of
from dashboard.steward.intake.template import Filling, filled_template
from dashboard.steward.intake.workers import spreader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.sources import Allowed

FILLED = ("project", "project_area", "project_step", "sustainment")
FOLLOW_UPS = (6, 12, 24)  # months after a project ended
RECENT = 30  # months since a project ended: its last follow-up is due after 24
LOOKED_BACK = 48  # months since a project was described last
NO_PROJECT = ("rejected",)
QUARTER = 3


@dataclass(frozen=True)
class Known:
    """What the archive knows of the projects of a source; frames have the inner columns of the contract.

    Attributes:
        own: inner sheet name to the rows about projects the source may describe.
        areas: areas of every project it takes part in, with title and lead of the project.
    """

    own: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    areas: pd.DataFrame = field(default_factory=pd.DataFrame)


def filled_workbook(settings: Settings, allowed: Allowed, source: str, today: str) -> bytes:
    """The workbook of a source with all that is known.

    Args:
        settings: say where the archive is.
        allowed: sources whoever asks may deliver for.
        source: partner or gemeente.
        today: ISO 8601.

    Raises:
        AccessDenied: it is another source.
    """
    receipts = receipts_of(settings, allowed, source)
    day = date.fromisoformat(today)
    return filled_template(filling(source, receipts, known(settings, allowed, source, day), day))


def filling(source: str, receipts: Iterable[Receipt], projects: Known, today: date) -> Filling:
    """What is written in the workbook.

    Args:
        source: partner or gemeente.
        receipts: its deliveries.
        projects: what is known of its projects.
        today: the reference date that is proposed.
    """
    held = holding(receipts, source)
    period = next_period(max(held, default=""), today)
    rows = {name: frame for name, frame in projects.own.items() if len(frame)}
    marked: dict[str, list[int]] = {}
    if "project_step" in rows:
        marked["project_step"] = _positions(rows["project_step"]["actual_date"].isna())
    if "sustainment" in rows:
        rows["sustainment"], due = with_follow_ups(rows["sustainment"], rows["project"], today)
        marked["sustainment"] = due
    replaced = sorted({held[month].number for month in _months(*period) if month in held})
    delivery = {
        "partner_code": MUNICIPALITIES if is_municipality(source) else source,
        "municipality_codes": [source] if is_municipality(source) else None,
        "reference_date": pd.Timestamp(today),
        "period_from": pd.Timestamp(period[0]),
        "period_to": pd.Timestamp(period[1]),
        "status": "provisional",
        "replaces": replaced or None,
        "format_version": FORMAT_VERSION,
    }
    return Filling({"delivery": pd.DataFrame([delivery])} | rows, marked, projects.areas)


def is_municipality(source: str) -> bool:
    """Whether a source is a gemeente."""
    return source.startswith("GM")


def next_period(last: str, today: date) -> tuple[date, date]:
    """First and last month of the quarter that is to be delivered: the one after the last, but none that is not over."""
    now = today.year * 12 + today.month - 1
    over = now // QUARTER * QUARTER - QUARTER
    after = (int(last[:4]) * 12 + int(last[5:7])) // QUARTER * QUARTER if last else over
    first = min(after, over)
    return tuple(date(month // 12, month % 12 + 1, 1) for month in (first, first + QUARTER - 1))  # type: ignore[return-value]


def with_follow_ups(agreements: pd.DataFrame, projects: pd.DataFrame, today: date) -> tuple[pd.DataFrame, list[int]]:
    """Agreements with a row for every follow-up that is due and was not measured, and the positions of those rows."""
    ended = dict(zip(projects["project_code"], projects["end_date"], strict=True))
    rows: list[dict[Any, Any]] = []
    due: list[int] = []
    for (code, _), of_one in agreements.groupby(["project_code", "agreement_code"], sort=False):
        records: list[dict[Any, Any]] = of_one.to_dict("records")
        rows += records
        measured = {str(one["moment_months"]) for one in records}
        end = ended.get(code, pd.NaT)
        for months in FOLLOW_UPS:
            # No moment is before one that nobody knows.
            if str(months) not in measured and end + pd.DateOffset(months=months) <= pd.Timestamp(today):
                due.append(len(rows))
                rows.append(records[-1] | {"moment_months": str(months), "value": None, "evidence": None})
    return pd.DataFrame(rows, columns=list(agreements.columns)), due


def known(settings: Settings, allowed: Allowed, source: str, today: date) -> Known:
    """What the archive knows of the projects a source takes part in: those that run, or ended not long ago.

    The rows are read in processes apart.

    Raises:
        AccessDenied: it is another source.
    """
    hold_own(allowed, (source,))
    since = pd.Timestamp(today) - pd.DateOffset(months=LOOKED_BACK)
    receipts = [
        one for one in archive.counting(archive.survey(settings)[0]) if pd.Timestamp(one.told().reference_date) >= since
    ]
    asked = wanted(receipts)
    these = [one for one in receipts if one.sha256 in asked]
    work = partial(_rows, settings=settings, asked=asked)
    frames: dict[str, list[pd.DataFrame]] = {name: [] for name in FILLED}
    for found in spreader().spread(work, these, lambda one: shown(one.file_name)):
        if isinstance(found, UserError):
            raise found
        for name, frame in found.items():
            frames[name].append(frame)
    whole = {name: pd.concat(some, ignore_index=True) for name, some in frames.items() if some}
    return of_source(whole, source, today)


def wanted(receipts: Iterable[Receipt]) -> dict[str, dict[str, frozenset[str]]]:
    """Hash of a delivery to sheet to the projects whose rows of it hold now."""
    last: dict[tuple[str, str], str] = {}
    for one in sorted(receipts, key=lambda one: (one.told().reference_date, one.number)):
        last |= {("project", code): one.sha256 for code in one.content.projects}
        for name in FILLED[1:]:
            last |= {(name, code): one.sha256 for code in one.content.parts.get(name, ())}
    asked: dict[str, dict[str, set[str]]] = {}
    for (name, code), sha256 in last.items():
        asked.setdefault(sha256, {}).setdefault(name, set()).add(code)
    return {sha256: {name: frozenset(codes) for name, codes in sheets.items()} for sha256, sheets in asked.items()}


def of_source(sheets: Mapping[str, pd.DataFrame], source: str, today: date) -> Known:
    """Of all projects those a source takes part in.

    Args:
        sheets: rows of every project that hold now.
        source: partner or gemeente.
        today: the day by which a project ended not long ago.
    """
    projects = sheets.get("project")
    if projects is None:
        return Known()
    column = "municipality_codes" if is_municipality(source) else "partner_codes"
    is_mine = projects[column].map(lambda codes: source in (codes or ()))
    since = pd.Timestamp(today) - pd.DateOffset(months=RECENT)
    is_now = (projects["end_date"].isna() | (projects["end_date"] >= since)) & ~projects["status"].isin(NO_PROJECT)
    mine = projects[is_mine & is_now].sort_values("project_code")
    lead = MUNICIPALITIES if is_municipality(source) else source
    described = set(mine.loc[mine["lead_partner_code"] == lead, "project_code"])
    own = {
        name: _of(frame, described).sort_values("project_code", kind="stable")
        for name, frame in sheets.items()
        if name != "project"
    } | {"project": _of(mine, described)}
    areas = sheets.get("project_area")
    if areas is None:
        return Known(own)
    about = mine[["project_code", "title", "lead_partner_code"]]
    return Known(own, areas.merge(about, on="project_code").sort_values(["project_code", "area_code"]))


def _of(frame: pd.DataFrame, codes: set[str]) -> pd.DataFrame:
    return frame[frame["project_code"].isin(codes)].reset_index(drop=True)


def _rows(
    receipt: Receipt, settings: Settings, asked: Mapping[str, Mapping[str, frozenset[str]]]
) -> dict[str, pd.DataFrame]:
    """Rows of a delivery about the projects that are asked of it."""
    sheets = archive.load(receipt, settings).sheets
    return {
        name: sheets[name][sheets[name]["project_code"].isin(codes)].astype({"project_code": "object"})
        for name, codes in asked[receipt.sha256].items()
        if name in sheets
    }


def _positions(mask: pd.Series) -> list[int]:
    return [position for position, is_so in enumerate(mask) if is_so]


def _months(first: date, last: date) -> list[str]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]
