"""Rules on a delivery as a whole: its period, its keys, its projects, steps and areas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.intake.contract import FORMAT_VERSION, MAX_TEXT
from dashboard.steward.intake.facts import Facts
from dashboard.steward.intake.problems import Place
from dashboard.steward.intake.structure import Table, nearest_area
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.steward.intake.facts import Known
    from dashboard.steward.intake.problems import Report

    Tables = dict[str, Table]

# A step and the steps that must come before it by law or agreement (DPIA and approval before data, comparison before visits).
OVER = ("stopped_early", "closed", "in_sustainment", "done")  # states of a project that has ended
BEFORE = {
    "S10": ("S09",),
    "S13": ("S06", "S10"),
    "S14": ("S13",),
    "S15": ("S14",),
    "S18": ("S10", "S12"),
    "S21": ("S10",),
}


def read_facts(tables: Tables) -> Facts | None:
    """Facts of the delivery, or None when its sheet is not one complete row."""
    frame = tables["delivery"].frame
    needed = ["partner_code", "reference_date", "period_from", "period_to", "status"]
    if len(frame) != 1 or frame[needed].isna().to_numpy().any():
        return None
    row = frame.iloc[0]
    return Facts(
        partner_code=str(row["partner_code"]),
        reference_date=row["reference_date"].date(),
        period_from=row["period_from"].date(),
        period_to=row["period_to"].date(),
        status=str(row["status"]),
    )


def check_delivery(tables: Tables, report: Report, today: date) -> None:
    """One row, a period that runs forward, a reference date that can be."""
    table = tables["delivery"]
    frame = table.frame
    if len(frame) > 1:
        report.add("several_deliveries", Place(table.sheet.heading, None, frame.index.tolist()[1:2]))
    table.flag(report, "period_reversed", "period_to", frame["period_from"] > frame["period_to"])
    ended = frame["period_to"] + pd.offsets.MonthEnd(0)
    table.flag(report, "reference_before_period_end", "reference_date", frame["reference_date"] < ended)
    table.flag(report, "reference_in_future", "reference_date", frame["reference_date"] > pd.Timestamp(today))
    version = frame["format_version"].astype("str")
    other = version.notna() & (version.str.removesuffix(",0") != FORMAT_VERSION)
    table.flag(report, "format_unknown", "format_version", other, version=FORMAT_VERSION)


def check_keys(tables: Tables, report: Report) -> None:
    """No two rows with the same key."""
    for table in tables.values():
        keys = list(table.sheet.key)
        required = [column.name for column in table.sheet.columns if column.required and column.name in keys]
        whole = table.frame[keys][table.frame[required].notna().all(axis=1)]
        double = whole.duplicated()
        if not double.any():
            continue
        mask = double.reindex(table.frame.index, fill_value=False)
        place = table.place(keys[0], mask)
        columns = ", ".join(column.heading for column in table.sheet.columns if column.name in keys)
        report.add("double_key", place, partial(_first, whole, place.rows), columns=columns)


def _first(frame: pd.DataFrame, rows: Sequence[int], position: int) -> dict[str, object]:
    """Source row of the first row with the same key."""
    row = rows[position]
    same = np.ones(len(frame), dtype=bool)
    for name in frame.columns:
        value = frame[name].loc[row]
        same &= (frame[name].isna() if pd.isna(value) else frame[name] == value).to_numpy()
    return {"first": int(frame.index[same][0])}


def check_texts(tables: Tables, report: Report) -> None:
    """No text longer than `MAX_TEXT` characters."""
    for table in tables.values():
        for column in table.sheet.columns:
            if column.kind != "text" or column.name not in table.texts:
                continue
            texts = table.frame[column.name]
            long = np.array([*(len(str(one)) > MAX_TEXT for one in texts.cat.categories), False])
            table.flag(report, "text_too_long", column.name, long[texts.cat.codes.to_numpy()], limit=MAX_TEXT)


def check_projects(tables: Tables, report: Report, known: Known | None) -> None:
    """Projects end after they start and have an end once over; every project named is described here or known."""
    table = tables["project"]
    frame = table.frame
    table.flag(report, "end_before_start", "end_date", frame["end_date"] < frame["start_date"])
    table.flag(report, "end_before_start", "planned_end_date", frame["planned_end_date"] < frame["planned_start_date"])
    extended = frame["extended_until_date"] < frame["planned_end_date"]
    table.flag(report, "end_before_start", "extended_until_date", extended)
    is_over = frame["status"].isin(OVER) & frame["start_date"].notna()
    table.flag(report, "end_missing", "end_date", is_over & frame["end_date"].isna())
    described = set(frame["project_code"].dropna())
    if known is None and not described:
        return
    described |= known.projects if known else set()
    for other in tables.values():
        if other is not table and "project_code" in other.frame:
            codes = other.frame["project_code"]
            other.flag(report, "project_unknown", "project_code", codes.notna() & ~codes.isin(described))


def check_steps(tables: Tables, report: Report) -> None:
    """Steps were taken in an order that can be, and not after the reference date."""
    table = tables["project_step"]
    frame = table.frame
    if frame["actual_date"].isna().all():
        return
    reference = tables["delivery"].frame["reference_date"].max()
    table.flag(report, "step_after_reference", "actual_date", frame["actual_date"] > reference)
    taken = frame.dropna(subset=["project_code", "step_code", "actual_date"]).astype({"step_code": "str"})
    dates = taken.pivot_table(
        index="project_code", columns="step_code", values="actual_date", aggfunc="min", observed=True
    )
    for step, earlier in BEFORE.items():
        for before in earlier:
            if step not in dates or before not in dates:
                continue
            wrong = dates.index[dates[step] < dates[before]]
            mask = (frame["step_code"] == step) & frame["project_code"].isin(wrong) & frame["actual_date"].notna()
            table.flag(report, "steps_out_of_order", "actual_date", mask, step=step, before=before)


def check_areas(tables: Tables, report: Report, known: Known | None) -> None:
    """Area years are imported and area codes exist in their year."""
    if known is None or not known.areas:
        return
    every = frozenset[str]().union(*known.areas.values())
    _check_municipalities(tables["project"], report, every)
    years = ", ".join(str(year) for year in sorted(known.areas))
    for table in tables.values():
        if "area_year" not in table.frame:
            continue
        given = table.frame["area_year"]
        table.flag(
            report, "area_year_unknown", "area_year", given.notna() & ~given.isin(list(known.areas)), years=years
        )
        for year, codes in sorted(known.areas.items()):
            area = table.frame["area_code"]
            wrong = ((given == year) & area.notna() & ~area.isin(codes)).to_numpy()
            if wrong.any():
                _report_area(table, wrong, year, codes, report)


def _report_area(table: Table, wrong: np.ndarray, year: int, codes: frozenset[str], report: Report) -> None:
    place = table.place("area_code", wrong)
    report.add("area_unknown", place, lambda n: {"hint": _area_hint(place.texts[n], codes)}, year=year)


def _area_hint(text: str, codes: frozenset[str]) -> str:
    close = nearest_area(text.strip().upper(), codes)
    return say("intake.hint.nearest", code=close) if close else say("intake.hint.look_up")


def _check_municipalities(table: Table, report: Report, codes: frozenset[str]) -> None:
    given = table.frame["municipality_codes"]
    wrong = np.array([isinstance(one, tuple) and not codes.issuperset(one) for one in given], dtype=bool)
    if wrong.any():
        place = table.place("municipality_codes", wrong)
        missing = [next(code for code in one if code not in codes) for one in given[wrong]]
        years = say("intake.hint.any_year")
        report.add("area_unknown", place, lambda n: {"hint": _area_hint(missing[n], codes)}, year=years)
