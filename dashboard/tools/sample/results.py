"""Sheet ``resultaten``: events added up per project, area, partner, measure, subject and month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.intake.contract import MEASURES, seed
from dashboard.tools.sample.cases import PARTNERS, SUBJECTS
from dashboard.tools.sample.months import FIRST_MONTH, LAST_MONTH, month_texts

if TYPE_CHECKING:
    from dashboard.tools.sample.cases import Rates
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects

CODES = tuple(MEASURES)
EUROS = frozenset(row["delivery_code"] for row in seed("measures") if row["unit"] == "eur")
CUMULATIVE_PARTNERS = ("BD", "POL")
KEY = ["area", "partner", "measure", "subject", "decided"]
SILENT = "SVB"  # delivers no month of decision
NEVER = FIRST_MONTH - 1200  # month of decision of what has none

# exact values that may never reach a reader: a count and amounts of one or two files
CANARY_COUNT, CANARY_ONE_FILE, CANARY_TWO_FILES, CANARY_LARGEST = 6143, 91357, 78913, 61417
CANARIES = (CANARY_COUNT, CANARY_ONE_FILE, CANARY_TWO_FILES, CANARY_LARGEST)


def tally(events: pd.DataFrame) -> pd.DataFrame:
    """Add up events.

    Args:
        events: area, partner, subject, month, decided (numbers, ``NEVER`` for no month of decision), measure (delivered
            code), value.

    Returns:
        One row per key and month, in key order: area, partner, measure, subject, month, decided, value, files, largest.
    """
    measure = pd.Categorical(events["measure"], categories=CODES).codes.astype(np.int64)
    key = events["area"].to_numpy(dtype=np.int64)
    for column, size in (("partner", 9), (measure, len(CODES)), ("subject", 7), ("month", 2400), ("decided", 2400)):
        offset = NEVER if isinstance(column, str) and column in {"month", "decided"} else 0
        part = events[column].to_numpy(dtype=np.int64) if isinstance(column, str) else column
        key = key * size + (part - offset)
    order = np.argsort(key, kind="stable")
    unique, starts = np.unique(key[order], return_index=True)
    value = events["value"].to_numpy(dtype=float)[order]
    first = events.iloc[order[starts]]
    rows = pd.DataFrame(first[["area", "partner", "measure", "subject", "month", "decided"]]).reset_index(drop=True)
    if not len(unique):
        return rows.assign(value=0.0, files=0, largest=0.0)
    rows["value"] = np.round(np.add.reduceat(value, starts), 2)
    rows["files"] = np.diff(np.r_[starts, len(key)])
    rows["largest"] = np.maximum.reduceat(value, starts)
    return rows


def keep_known(events: pd.DataFrame, projects: Projects, rates: Rates) -> pd.DataFrame:
    """Events inside the months the sample covers and at most 18 months after a project's end."""
    until = rates.until[projects.areas["project"].to_numpy()[events["area"]]]
    month = events["month"]
    known: pd.DataFrame = events[(month >= FIRST_MONTH) & (month <= np.minimum(until, LAST_MONTH))]
    return known


def _accumulate(rows: pd.DataFrame) -> pd.DataFrame:
    """Values that grow month by month, as some partners report them."""
    rows = rows.sort_values([*KEY, "month"], kind="stable")
    grouped = rows.groupby(KEY, sort=False)
    rows["value"] = grouped["value"].cumsum().round(2)
    rows["files"] = grouped["files"].cumsum()
    rows["largest"] = grouped["largest"].cummax()
    return rows


def _plant(rows: pd.DataFrame, projects: Projects, rates: Rates) -> pd.DataFrame:
    """Add the canaries to one cell: the first gemeente-led project that had results, its second area, mid-project."""
    fits = np.flatnonzero(
        (rates.selected > 0)
        & (rates.irregular > 0)
        & (projects.frame["lead"] == "GEM").to_numpy()
        & (rates.last < LAST_MONTH)
    )
    if not len(fits):
        return rows
    project = int(fits[0])
    area = int(np.flatnonzero((projects.areas["project"] == project).to_numpy())[-1])
    month, subject = int(rates.first[project]) + 1, SUBJECTS.index("overig")
    cell = (rows["area"] == area) & (rows["subject"] == subject) & rows["month"].between(month, month + 1)
    planted = pd.DataFrame(
        [
            (area, 0, "signalen", subject, month, NEVER, CANARY_COUNT, 1, np.nan),
            (area, 0, "terugvordering_vastgesteld", subject, month, month, CANARY_ONE_FILE, 1, CANARY_ONE_FILE),
            (area, 0, "terugvordering_vastgesteld", subject, month + 1, month + 1, CANARY_TWO_FILES, 2, CANARY_LARGEST),
        ],
        columns=rows.columns,
    )
    replaced = cell & rows["measure"].isin(set(planted["measure"])) & (rows["partner"] == 0)
    return pd.concat([rows[~replaced], planted], ignore_index=True)


def tabulate(events: pd.DataFrame, projects: Projects, rates: Rates, mixed: IntArray) -> pd.DataFrame:
    """The sheet for all partners and months; ``month`` stays beside it as a number.

    Returns:
        One row per project, area, partner, measure, subject and month: the contract's columns plus month.
    """
    known = keep_known(events, projects, rates)
    decided = known["decided"].where(known["partner"] != PARTNERS.index(SILENT)).fillna(NEVER).astype(np.int64)
    rows = _plant(tally(known.assign(decided=decided)), projects, rates)
    project = projects.areas["project"].to_numpy()[rows["area"]]
    cumulative = rows["partner"].isin([PARTNERS.index(p) for p in CUMULATIVE_PARTNERS]).to_numpy() & (project % 4 == 0)
    rows["basis"] = np.where(cumulative, "cumulatief", "periode")
    rows = pd.concat([rows[~cumulative], _accumulate(rows[cumulative])])
    rows = rows.sort_values([*KEY, "month"], kind="stable", ignore_index=True)
    project = projects.areas["project"].to_numpy()[rows["area"]]
    euro = rows["measure"].isin(EUROS)
    mix = np.isin(project, mixed) & (rows["measure"] == "terugvordering_vastgesteld").to_numpy()
    return pd.DataFrame(
        {
            "projectcode": projects.frame["code"].to_numpy()[project],
            "gebiedcode": projects.areas["code"].to_numpy()[rows["area"]],
            "gebiedjaar": projects.frame["area_year"].to_numpy()[project],
            "partner": np.array(PARTNERS)[rows["partner"]],
            "maatstaf": rows["measure"].to_numpy(),
            "onderwerp": np.array(SUBJECTS)[rows["subject"]],
            "maand": month_texts(rows["month"].to_numpy(dtype=np.int64)),
            "besluitmaand": np.where(
                rows["decided"] == NEVER, "", month_texts(rows["decided"].to_numpy(dtype=np.int64))
            ),
            "waarde": rows["value"].to_numpy(),
            "aantal_dossiers": rows["files"].where(euro).to_numpy(),
            "grootste_bijdrage": rows["largest"].where(euro).to_numpy(),
            "waardebasis": rows["basis"].to_numpy(),
            "gemengd_aan_bron": np.where(mix, "ja", np.where(euro, "nee", "")),
            "month": rows["month"].to_numpy(dtype=np.int64),
        }
    )
