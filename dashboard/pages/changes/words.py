"""What changed between two releases: which figures moved, by how much, and why."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.euros import TOTAL
from dashboard.charts.numbers import count, day, euro, number, period_name
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = ["measure_code", "partner_code", "quarter"]
REASONS = ("delivered", "corrected", "definition", "policy", "software", "protection")
SHOWN = 200  # rows on screen; the download has all


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Figures that differ between two releases.

    Args:
        before: columns measure_code, partner_code, quarter, value of the older release.
        after: the same of the newer one.

    Returns:
        one row per figure that moved: the key, before, after, difference; largest relative to its size first. A figure
        that one release does not have is missing there, not zero.
    """
    both = before.merge(after, on=KEY, how="outer", suffixes=("_before", "_after"))
    rows = both.rename(columns={"value_before": "before", "value_after": "after"})
    rows["difference"] = rows["after"].fillna(0) - rows["before"].fillna(0)
    return rows[rows["difference"] != 0].reset_index(drop=True)


def amounts(rows: pd.DataFrame) -> pd.DataFrame:
    """Totals of euros by partner as figures to compare; what is mixed at source and remainders stay out.

    Args:
        rows: as ``euros__totals`` answers.

    Returns:
        columns measure_code, partner_code, quarter (first day of the quarter or year), value.
    """
    shown = rows[(rows["part"] == TOTAL) & ~rows["is_mixed"].astype(bool) & rows["amount_eur"].notna()]
    named = shown.rename(columns={"period": "quarter", "amount_eur": "value"})
    return named[[*KEY, "value"]].reset_index(drop=True)


def explain(rows: pd.DataFrame, states: tuple[pd.DataFrame, pd.DataFrame], facts: tuple[Any, Any]) -> pd.DataFrame:
    """Add why each figure moved: a new delivery, a correction, else what the releases themselves were made with.

    Args:
        rows: as ``moved`` gives them.
        states: deliveries of the older and the newer release: partner_code, quarter, reference_date, is_missing.
        facts: manifests of the older and the newer release.

    Returns:
        the rows with ``reason``, one of ``REASONS``.
    """
    columns = ["partner_code", "quarter", "reference_date", "is_missing"]
    old, new = (state[columns] for state in states)
    told = old.merge(new, on=["partner_code", "quarter"], how="outer", suffixes=("_before", "_after"))
    known = rows.merge(told, on=["partner_code", "quarter"], how="left")
    was_missing = known["is_missing_before"].astype("boolean").fillna(value=True).to_numpy(bool)
    is_there = ~known["is_missing_after"].astype("boolean").fillna(value=True).to_numpy(bool)
    other_day = (known["reference_date_before"] != known["reference_date_after"]).to_numpy(bool)
    reason = pd.Series(_of_releases(*facts), index=rows.index)
    reason[other_day] = "corrected"
    reason[was_missing & is_there] = "delivered"
    return rows.assign(reason=reason.to_numpy())


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """How many figures moved per reason."""
    sizes = rows["reason"].value_counts()
    present = [reason for reason in REASONS if reason in sizes.index]
    return pd.DataFrame(
        {
            say("changes.reason"): [say(f"changes.reasons.{reason}") for reason in present],
            say("changes.figures"): [number(sizes[reason]) for reason in present],
            say("changes.meaning"): [say(f"changes.meanings.{reason}") for reason in present],
        }
    )


def table(rows: pd.DataFrame, names: Mapping[str, str], measures: pd.DataFrame) -> pd.DataFrame:
    """The moved figures as people read them, most recent quarter first."""
    titles = dict(zip(measures["measure_code"], measures[f"name_{language()}"], strict=True))
    units = dict(zip(measures["measure_code"], measures["unit"], strict=True))
    ordered = rows.sort_values(["quarter", *KEY[:2]], ascending=[False, True, True], kind="stable").head(SHOWN)
    shown = [
        (_form(before, units.get(code)), _form(after, units.get(code)))
        for code, before, after in zip(ordered["measure_code"], ordered["before"], ordered["after"], strict=True)
    ]
    return pd.DataFrame(
        {
            say("changes.quarter"): [period_name(quarter, "quarter") for quarter in pd.to_datetime(ordered["quarter"])],
            say("table.partner"): ordered["partner_code"].map(names),
            say("changes.measure"): [titles.get(code, code) for code in ordered["measure_code"]],
            say("changes.before"): [one for one, _ in shown],
            say("changes.after"): [two for _, two in shown],
            say("changes.reason"): [say(f"changes.reasons.{reason}") for reason in ordered["reason"]],
        }
    )


def sentence(rows: pd.DataFrame, older: tuple[str, str]) -> str:
    """How many figures moved since a release, or that none did."""
    given = {"id": older[0], "date": day(pd.Timestamp(older[1]))}
    if rows.empty:
        return say("changes.none", **given)
    new = int((rows["reason"] == "delivered").sum())
    return say("changes.sentence", n=number(len(rows)), new=number(new), other=number(len(rows) - new), **given)


def release_name(one: tuple[str, str]) -> str:
    """An earlier release as people choose it."""
    return say("changes.release", id=one[0], date=day(pd.Timestamp(one[1])))


def _of_releases(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why a figure moved whose delivery is the same: what differs in how the releases were made."""
    if before["definitions"] != after["definitions"]:
        return "definition"
    if before["policy"]["sha256"] != after["policy"]["sha256"]:
        return "policy"
    return "software" if before["code"] != after["code"] else "protection"


def _form(value: float, unit: str | None) -> str:
    if math.isnan(value):
        return say("changes.absent")
    return euro(value) if unit == "eur" else count(round(value))
