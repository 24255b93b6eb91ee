"""Lead times of referrals in coarse classes, of whole years of a receiver, each published once.

How long a signal took is delivered as a median per row and is not rounded. So a class must hold several rows, a year
several projects, and a year that was published never takes in another row: two releases laid beside each other would
give the class of that row away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from dashboard.policy import Policy
    from dashboard.steward.protect.ledger import Ledger

NAMES = ["to_partner_code", "year"]
COLUMNS = [*NAMES, "days_from", "n_settled"]
CELL = ["project_code", "partner_code", "class_code", "month"]
OPEN = 360  # days; the last class has no end


def publish_settlement(
    rows: pd.DataFrame | None, protected: pd.DataFrame, ledger: Ledger | None, policy: Policy
) -> pd.DataFrame:
    """What was published stays as it is; years that are closed by now come beside it.

    Args:
        rows: delivered medians: project_code, partner_code (sender/receiver), class_code, month, to_partner_code, year,
            median_days, is_closed; None where there are none.
        protected: protected count cells.
        ledger: what was published before.
        policy: days and least rows of a class, least signals and projects of a year.

    Returns:
        to_partner_code, year, days_from and n_settled (protected signals) of every class.
    """
    before = ledger["settlement"] if ledger and "settlement" in ledger else pd.DataFrame(columns=COLUMNS)
    if rows is None:
        return before[COLUMNS]
    published = set(before[NAMES].itertuples(index=False, name=None))
    settled = _settled(rows[rows["is_closed"].to_numpy(bool)], protected)
    width = policy.settlement_days
    settled["days_from"] = (settled["median_days"] // width * width).clip(upper=OPEN // width * width).astype("int64")
    fresh = [
        classes
        for year, part in settled.groupby(NAMES)
        if year not in published and (classes := _classes(part, policy)) is not None
    ]
    return pd.concat([frame for frame in (before, *fresh) if len(frame)] or [before], ignore_index=True)[COLUMNS]


def _settled(rows: pd.DataFrame, protected: pd.DataFrame) -> pd.DataFrame:
    """Rows with the protected number of signals that were settled; those that show none are left out."""
    is_settled = (protected["origin"] == "referral") & (protected["component"] == "signals_settled")
    cells = _plain(protected[is_settled.to_numpy()])[[*CELL, "value"]].rename(columns={"value": "n_settled"})
    return _plain(rows).merge(cells, on=CELL)


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    months = pd.to_datetime(rows["month"]).astype("datetime64[us]")
    return rows.astype(dict.fromkeys(CELL[:-1], "str")).assign(month=months)


def _classes(part: pd.DataFrame, policy: Policy) -> pd.DataFrame | None:
    """The classes of one receiver's year; None where too few signals or projects are behind it.

    A class of too few rows is counted with the one above it; what is left at the top is left out.
    """
    enough = part["n_settled"].sum() >= policy.settlement_signals
    if not enough or part["project_code"].nunique() < policy.settlement_projects:
        return None
    found, n_rows, n_settled = [], 0, 0
    for days, rows in part.groupby("days_from"):
        n_rows, n_settled = n_rows + len(rows), n_settled + int(rows["n_settled"].sum())
        if n_rows >= policy.settlement_rows:
            found.append((*part[NAMES].iloc[0], days, n_settled))
            n_rows, n_settled = 0, 0
    return pd.DataFrame(found, columns=COLUMNS)
