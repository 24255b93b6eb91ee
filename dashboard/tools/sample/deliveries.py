"""Which deliveries come, when, and what is in them: late, missing, provisional and restated ones included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.steward.intake.contract import FORMAT_VERSION
from dashboard.tools.sample.cases import PARTNERS
from dashboard.tools.sample.months import FIRST_CONTEXT, FIRST_MONTH, Period, list_periods, month_text, months_of
from dashboard.tools.sample.registers import Registers, choose_projects, tabulate_registers, takes_part
from dashboard.tools.sample.results import EUROS
from dashboard.tools.sample.scale import TODAY, YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from dashboard.tools.sample.land import Land

MISSING = frozenset({("IND", "2026Q3"), ("OM", "2024Q2")})
LATE = {("DTO", "2021"): 96, ("POL", "2024Q1"): 78, ("NLA", "2025Q2"): 61}
PROVISIONAL = {(partner, period) for partner in ("BD", "DTO", "NLA") for period in ("2026Q2", "2026Q3")}
RESTATED = ("UWV", "2025Q1")
RESTATED_DAYS = 118
AFTERMATH = 18
JOINED = 2022  # year in which the gemeente that joined later did so
FEW = 4  # gemeenten below which none deliver together
LEAST_SENDERS = 5  # for four stories, each of another sender


@dataclass(frozen=True)
class Stories:
    """What happens to deliveries of gemeenten, by their sender.

    Attributes:
        late: sent its quarter of 2024Q4 late.
        joined: delivers since 2022.
        gap: left 2025Q3 out.
        restated: delivered 2023Q4 again.
    """

    late: str = ""
    joined: str = ""
    gap: str = ""
    restated: str = ""


@dataclass(frozen=True)
class Plan:
    """One delivery to come.

    Attributes:
        partner: delivered code.
        municipalities: gemeenten it speaks for; none for a national partner.
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
    municipalities: tuple[str, ...] = ()

    @property
    def sender(self) -> str:
        """Who sends it, as in file names: the partner, or the first of the gemeenten."""
        return f"{self.partner}_{self.municipalities[0]}" if self.municipalities else self.partner

    @property
    def sources(self) -> tuple[str, ...]:
        """Who speaks in it."""
        return self.municipalities or (self.partner,)

    @property
    def name(self) -> str:
        """File name without extension."""
        return f"{self.sender}_{self.period.name}{self.suffix}"


@dataclass(frozen=True)
class Facts:
    """Everything there is to deliver; result, referral and context rows carry their month as a number."""

    registers: Registers
    results: pd.DataFrame
    referrals: pd.DataFrame
    context: pd.DataFrame


def group_senders(land: Land, together: int) -> list[tuple[str, ...]]:
    """Gemeenten by who sends: the two smallest together, the others alone; or in groups of neighbours in the list of codes.

    Args:
        land: areas.
        together: gemeenten of one sender, 1 for each its own.
    """
    neighbourhoods = land.layers[YEARS[-1]]["buurten"].groupby("gemeentecode").size().sort_index()
    codes = [str(code) for code in neighbourhoods.index]
    if together > 1:
        return [tuple(codes[n : n + together]) for n in range(0, len(codes), together)]
    if len(codes) < FEW:
        return [(code,) for code in codes]
    pair = tuple(sorted(str(code) for code in neighbourhoods.sort_values(kind="stable").index[:2]))
    return sorted([pair, *((code,) for code in codes if code not in pair)])


def tell_stories(senders: list[tuple[str, ...]], registers: Registers) -> Stories:
    """Which gemeenten have something happen to their deliveries; who joins later is the one whose first project is latest."""
    if len(senders) < LEAST_SENDERS:
        return Stories()
    alone = [codes for codes in senders if len(codes) == 1]
    sender_of = {code: codes[0] for codes in (alone if len(alone) >= LEAST_SENDERS else senders) for code in codes}
    begins = dict.fromkeys(sender_of.values(), pd.Timestamp("2100-01-01"))
    for start, codes in zip(registers.projects.frame["start"], registers.municipalities, strict=True):
        for code in codes.split(", "):
            if code in sender_of and pd.notna(start):
                begins[sender_of[code]] = min(begins[sender_of[code]], start)
    latest = sorted(begins, key=lambda code: (begins[code], code))
    others = sorted(latest[:-1])
    return Stories(late=others[1], joined=latest[-1], gap=others[len(others) // 2], restated=others[-1])


def plan_deliveries(
    rng: np.random.Generator, senders: list[tuple[str, ...]], stories: Stories, quarters_from: int
) -> list[Plan]:
    """All deliveries of all partners and gemeenten, in order of period and sender.

    Args:
        rng: source of chance.
        senders: gemeenten by who sends.
        stories: what happens to whose deliveries.
        quarters_from: year from which gemeenten deliver by the quarter.
    """
    before = Period("2018", FIRST_CONTEXT, FIRST_MONTH - 1)
    day = pd.Timestamp("2019-02-04")
    plans = [
        Plan("GEM", before, day, "definitief", municipalities=codes) for codes in senders if codes[0] != stories.joined
    ]
    for period in list_periods():
        for partner in PARTNERS[1:]:
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
    for period in list_periods(quarters_from):
        for codes in senders:
            plans += _of_municipalities(codes, period, stories, int(rng.integers(16, 31)))
    return plans


def _of_municipalities(codes: tuple[str, ...], period: Period, stories: Stories, wait: int) -> list[Plan]:
    """What one sender of gemeenten delivers of a period."""
    sender, year = codes[0], period.first // 12
    if (sender == stories.joined and year < JOINED) or (sender == stories.gap and period.name == "2025Q3"):
        return []
    is_late = sender == stories.late and period.name == "2024Q4"
    day = min(period.end + pd.Timedelta(days=wait + 60 * is_late), pd.Timestamp(TODAY))
    is_wrong = sender == stories.restated and period.name == "2023Q4"
    plan = Plan("GEM", period, day, "definitief", wrong=is_wrong, municipalities=codes)
    if not is_wrong:
        return [plan]
    return [plan, replace(plan, day=period.end + pd.Timedelta(days=RESTATED_DAYS), suffix="_herzien", wrong=False)]


def _slices(frame: pd.DataFrame, source: pd.Series) -> dict[tuple[str, int], pd.DataFrame]:
    """Rows by source and month."""
    groups = frame.groupby([source, frame["month"].astype(int)], sort=True)
    return {(str(name[0]), int(str(name[1]))): rows for name, rows in groups}


def _source(frame: pd.DataFrame, partner: str, municipality: pd.Series) -> pd.Series:
    """Who speaks in each row: the partner in a column, for GEM the gemeente."""
    who = frame[partner].astype(str)
    return who.where(who != "GEM", municipality)


def _take(slices: dict[tuple[str, int], pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """Rows of one delivery's sources inside its period, without the month number."""
    months = range(plan.period.first, plan.period.last + 1)
    found = [slices[key] for month in months for source in plan.sources if (key := (source, month)) in slices]
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
    cover = pd.DataFrame(
        {
            "partner": [plan.partner],
            "gemeentecodes": [", ".join(plan.municipalities) or None],
            "peildatum": [plan.day],
            "periode_van": [month_text(plan.period.first)],
            "periode_tot": [month_text(plan.period.last)],
            "status": [plan.status],
            "formatversie": [FORMAT_VERSION],
        }
    )
    return cover.dropna(axis=1, how="all")


def _nothing(plan: Plan, registers: Registers) -> dict[str, pd.DataFrame]:
    """One row that says nothing was examined, for a project that ran; no row when none did."""
    projects, months = registers.projects, (plan.period.first, plan.period.last)
    ran = registers.dates["S13"].notna().to_numpy() & (months_of(registers.dates["S13"]) <= months[1])
    ran &= months_of(projects.frame["end"]) + AFTERMATH >= months[0]
    joined = projects.frame["partners"].map(lambda own: plan.partner in own).to_numpy(dtype=bool)
    if plan.municipalities:
        joined = joined & takes_part(registers, plan.municipalities)
    fits = (ran & joined if (ran & joined).any() or plan.municipalities else ran).nonzero()[0]
    if not len(fits):
        return {}
    project = projects.frame.iloc[fits[-1]]
    codes = projects.areas.loc[projects.areas["project"] == fits[-1], "code"]
    if plan.municipalities:
        codes = codes[("GM" + codes.str[2:6]).isin(plan.municipalities)]
    row = {
        "projectcode": project["code"],
        "gebiedcode": codes.iloc[0],
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
    first = dict(zip(facts.registers.projects.frame["code"], facts.registers.municipalities, strict=True))
    homes = {name: "GM" + frame["gebiedcode"].str[2:6] for name, frame in (("r", facts.results), ("c", facts.context))}
    results = _slices(facts.results, _source(facts.results, "partner", homes["r"]))
    referrals = _slices(
        facts.referrals,
        _source(facts.referrals, "van_partner", facts.referrals["projectcode"].map(first).astype("str").str[:6]),
    )
    context = _slices(facts.context, homes["c"])
    for plan in plans:
        sheets = {"levering": _cover(plan)}
        since = pd.Timestamp(f"{month_text(plan.period.first)}-01")
        projects = choose_projects(facts.registers, plan.partner, plan.municipalities, plan.day, since)
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
