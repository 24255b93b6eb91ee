"""What stays known of a delivery once it is put away: who describes which project, and how much is in which month."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.intake.contract import BY_NAME
from dashboard.steward.intake.facts import Content, Described, Stake
from dashboard.steward.intake.read import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.steward.intake.read import Table

    Tables = Mapping[str, Table]

PARTS = ("project_area", "project_step", "project_goal", "sustainment", "lesson")  # sheets that describe a project
MONTHLY = ("result", "referral", "context")


def municipalities_named(tables: Tables) -> tuple[str, ...]:
    """The gemeenten a delivery is about: of its areas and of the projects it describes; format 1 does not name them."""
    areas = [
        frame["area_code"].dropna().astype("str")
        for table in tables.values()
        if "area_code" in (frame := table.frame) and len(frame)
    ]
    codes = {f"GM{code[2:6]}" for code in pd.concat(areas).unique()} if areas else set()
    for given in tables["project"].frame["municipality_codes"]:
        codes |= set(given) if isinstance(given, tuple) else set()
    return tuple(sorted(codes))


def summarise(tables: Tables) -> Content:
    """What later deliveries must know of this one."""
    project = tables["project"].frame
    described = {
        str(code): Described(str(lead), tuple(given) if isinstance(given, tuple) else ())
        for code, lead, given in zip(
            project["project_code"], project["lead_partner_code"], project["municipality_codes"], strict=True
        )
        if pd.notna(code) and pd.notna(lead)
    }
    parts = {sheet: _codes(tables[sheet].frame["project_code"]) for sheet in PARTS}
    rows = {sheet: _by_month(tables[sheet].frame["month"]) for sheet in MONTHLY}
    return Content(
        projects=described,
        parts={sheet: codes for sheet, codes in parts.items() if codes},
        stakes=_stakes(tables),
        rows={sheet: months for sheet, months in rows.items() if months},
        is_cumulative=bool((tables["result"].frame["value_basis"] == "cumulative").any()),
    )


def _codes(codes: pd.Series) -> dict[str, int]:
    """Rows per project."""
    return dict(sorted(Counter(codes.dropna().tolist()).items()))


def _by_month(months: pd.Series) -> dict[str, int]:
    counted = sorted(months.value_counts().items())
    return {f"{month:%Y-%m}": int(n) for month, n in counted}


def _stakes(tables: Tables) -> dict[str, Stake]:
    """Per project: rows, examined addresses and euros of results, and rows of referrals."""
    result, referral = tables["result"].frame, tables["referral"].frame
    unit, value = unit_of(result["measure_code"]), result["value"].fillna(0)
    counted = pd.DataFrame(
        {
            "code": result["project_code"].astype("object"),
            "rows": 1,
            "addresses": value.where(result["measure_code"].astype("object") == "examined_addresses", 0),
            "euros": value.where(unit == "eur", 0),
        }
    )
    passed = pd.DataFrame({"code": referral["project_code"].astype("object"), "rows": 1, "addresses": 0, "euros": 0.0})
    both = [one for one in (counted, passed) if len(one)]
    if not both:
        return {}
    sums = pd.concat(both).dropna(subset=["code"]).groupby("code", sort=True).sum()
    return {
        str(code): Stake(int(row["rows"]), int(row["addresses"]), round(float(row["euros"]), 2))
        for code, row in sums.iterrows()
    }


def heading(sheet: str) -> str:
    """The Dutch name of a sheet."""
    return BY_NAME[sheet].heading
