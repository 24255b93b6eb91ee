"""Which deliveries come, when, and what is in them: late, missing, provisional and restated ones included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.intake.contract import FORMAT_VERSION
from dashboard.tools.sample.cases import PARTNERS
from dashboard.tools.sample.months import FIRST_CONTEXT, FIRST_MONTH, Period, list_periods, month_text, months_of
from dashboard.tools.sample.registers import Registers, choose_projects, tabulate_registers
from dashboard.tools.sample.results import EUROS
from dashboard.tools.sample.scale import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

MISSING = frozenset({("IND", "2026Q3"), ("OM", "2024Q2")})
LATE = {("DTO", "2021"): 96, ("POL", "2024Q1"): 78, ("NLA", "2025Q2"): 61}
PROVISIONAL = {(partner, period) for partner in ("BD", "DTO", "NLA") for period in ("2026Q2", "2026Q3")}
RESTATED = ("UWV", "2025Q1")
RESTATED_DAYS = 118
AFTERMATH = 18


@dataclass(frozen=True)
class Plan:
    """One delivery to come.

    Attributes:
        partner: delivered code.
        period: months it covers.
        day: peildatum.
        status: voorlopig or definitief.
        suffix: ``""`` or ``_herzien``.
        wrong: sent with mistakes that a later delivery corrects.
    """

    partner: str
    period: Period
    day: pd.Timestamp
    status: str
    suffix: str = ""
    wrong: bool = False

    @property
    def name(self) -> str:
        """File name without extension."""
        return f"{self.partner}_{self.period.name}{self.suffix}"


@dataclass(frozen=True)
class Facts:
    """Everything there is to deliver; result, referral and context rows carry their month as a number."""

    registers: Registers
    results: pd.DataFrame
    referrals: pd.DataFrame
    context: pd.DataFrame


def plan_deliveries(rng: np.random.Generator) -> list[Plan]:
    """All deliveries of all partners, in order of period and partner."""
    plans = [Plan("GEM", Period("2018", FIRST_CONTEXT, FIRST_MONTH - 1), pd.Timestamp("2019-02-04"), "definitief")]
    for period in list_periods():
        for partner in PARTNERS:
            wait = LATE.get((partner, period.name), int(rng.integers(16, 31)))
            key = (partner, period.name)
            if key in MISSING:
                continue
            day = min(period.end + pd.Timedelta(days=wait), pd.Timestamp(TODAY))
            status = "voorlopig" if key in PROVISIONAL else "definitief"
            plans.append(Plan(partner, period, day, status, wrong=key == RESTATED))
            if key == RESTATED:
                again = period.end + pd.Timedelta(days=RESTATED_DAYS)
                plans.append(Plan(partner, period, again, "definitief", "_herzien"))
    return plans


def _slices(frame: pd.DataFrame, partner: str | None) -> dict[tuple[str, int], pd.DataFrame]:
    """Rows by (partner, month); partner is a column's name, or None where GEM delivers all."""
    who = pd.Series("GEM", index=frame.index) if partner is None else frame[partner].astype(str)
    groups = frame.groupby([who, frame["month"].astype(int)], sort=True)
    return {(str(name[0]), int(str(name[1]))): rows for name, rows in groups}


def _take(slices: dict[tuple[str, int], pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """Rows of one partner inside one period, without the month number."""
    months = range(plan.period.first, plan.period.last + 1)
    found = [slices[plan.partner, month] for month in months if (plan.partner, month) in slices]
    return pd.concat(found).drop(columns="month") if found else pd.DataFrame()


def _spoil(results: pd.DataFrame) -> pd.DataFrame:
    """A first version with mistakes: amounts too high, and the rows of one project in three not there yet."""
    if results.empty:
        return results
    codes = sorted(results["projectcode"].unique())[::3]
    out = results[~results["projectcode"].isin(codes)].copy()
    euro = out["maatstaf"].isin(EUROS)
    for column in ("waarde", "grootste_bijdrage"):
        out.loc[euro, column] = (out.loc[euro, column] * 1.1).round(2)
    return out


def _cover(plan: Plan) -> pd.DataFrame:
    """Sheet ``levering``."""
    return pd.DataFrame(
        {
            "partner": [plan.partner],
            "peildatum": [plan.day],
            "periode_van": [month_text(plan.period.first)],
            "periode_tot": [month_text(plan.period.last)],
            "status": [plan.status],
            "formatversie": [FORMAT_VERSION],
        }
    )


def _nothing(plan: Plan, registers: Registers) -> dict[str, pd.DataFrame]:
    """One row that says nothing was examined, for a project that ran; no row when none did."""
    projects, months = registers.projects, (plan.period.first, plan.period.last)
    ran = registers.dates["S13"].notna().to_numpy() & (months_of(registers.dates["S13"]) <= months[1])
    ran &= months_of(projects.frame["end"]) + AFTERMATH >= months[0]
    joined = projects.frame["partners"].map(lambda own: plan.partner in own).to_numpy(dtype=bool)
    fits = (ran & joined if (ran & joined).any() else ran).nonzero()[0]
    if not len(fits):
        return {}
    project = projects.frame.iloc[fits[-1]]
    row = {
        "projectcode": project["code"],
        "gebiedcode": projects.areas.loc[projects.areas["project"] == fits[-1], "code"].iloc[0],
        "gebiedjaar": project["area_year"],
        "partner": plan.partner,
        "maatstaf": "onderzochte_adressen",
        "onderwerp": "overig",
        "maand": month_text(months[1]),
        "waarde": 0,
    }
    return {"resultaten": pd.DataFrame([row])}


def fill_deliveries(plans: list[Plan], facts: Facts) -> Iterator[tuple[Plan, dict[str, pd.DataFrame]]]:
    """Sheets of every delivery. Empty sheets are left out; with nothing to tell, a partner states one zero."""
    results = _slices(facts.results, "partner")
    referrals = _slices(facts.referrals, "van_partner")
    context = _slices(facts.context, None)
    for plan in plans:
        sheets = {"levering": _cover(plan)}
        since = pd.Timestamp(f"{month_text(plan.period.first)}-01")
        projects = choose_projects(facts.registers, plan.partner, plan.day, since)
        if len(projects):
            sheets |= tabulate_registers(facts.registers, projects, plan.day)
        own = _take(results, plan)
        sheets["resultaten"] = _spoil(own) if plan.wrong else own
        sheets["doorgeleidingen"] = _take(referrals, plan)
        sheets["contextcijfers"] = _take(context, plan)
        filled = {name: sheet for name, sheet in sheets.items() if len(sheet)}
        if len(filled) == 1:
            filled |= _nothing(plan, facts.registers)
        if len(filled) > 1:
            yield plan, filled
