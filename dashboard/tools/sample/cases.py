"""Made-up cases: one row per selected address or company, from which every figure is counted, so all figures agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.months import LAST_MONTH, month_number, months_of
from dashboard.tools.sample.projects import COMPANY_KINDS
from dashboard.tools.sample.timeline import FATES, pivot_dates

if TYPE_CHECKING:
    import numpy.typing as npt

    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects
    from dashboard.tools.sample.scale import Scale

PARTNERS = ("GEM", "UWV", "SVB", "BD", "DTO", "NLA", "IND", "POL", "OM")
SUBJECTS = ("uitkering", "toeslag", "belasting_premie", "arbeidswet", "adres_brp", "wonen", "overig")
COVID = (month_number(2020, 3), month_number(2020, 6))
ADDRESS_LOAD = np.array([10, 3, 1.5, 1.5, 2.0, 0.6, 0.4, 0.8, 0.1])
COMPANY_LOAD = np.array([3, 1.5, 0.2, 4, 0.2, 5, 0.5, 0.8, 0.1])
SUBJECT_SHARES = np.array(
    [
        [0.40, 0.00, 0.00, 0.00, 0.35, 0.20, 0.05],
        [0.92, 0.00, 0.08, 0.00, 0.00, 0.00, 0.00],
        [0.95, 0.00, 0.00, 0.00, 0.00, 0.00, 0.05],
        [0.00, 0.00, 0.95, 0.00, 0.00, 0.00, 0.05],
        [0.00, 1.00, 0.00, 0.00, 0.00, 0.00, 0.00],
        [0.00, 0.00, 0.00, 1.00, 0.00, 0.00, 0.00],
        [0.00, 0.00, 0.00, 0.30, 0.00, 0.00, 0.70],
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.30, 0.70],
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 1.00],
    ]
)
NEVER = 10**6


@dataclass(frozen=True)
class Rates:
    """Chances per project, and the months it works; arrays with one value per project."""

    selected: FloatArray
    examined: FloatArray
    irregular: FloatArray
    referred: FloatArray
    visited: FloatArray
    refused: FloatArray
    first: IntArray
    last: IntArray
    until: IntArray


def draw_rates(rng: np.random.Generator, projects: Projects) -> Rates:
    """Chances in the published ranges; about one project in sixteen finds nothing."""
    frame, number = projects.frame, len(projects.frame)
    steps = pivot_dates(projects.steps)
    first = months_of(steps["S13"]) + 2
    last = np.minimum(np.minimum(months_of(frame["end"]), months_of(frame["stop"])), LAST_MONTH)
    ran = steps["S13"].notna().to_numpy() & ~frame["fate"].isin([FATES.dpia, FATES.rejected]).to_numpy()
    nothing = np.isin(np.arange(number), rng.permutation(np.flatnonzero(ran))[: round(number / 16)])
    return Rates(
        selected=np.where(ran, np.exp(rng.uniform(np.log(0.012), np.log(0.12), number)), 0.0),
        examined=rng.uniform(0.5, 0.95, number),
        irregular=np.where(nothing, 0.0, rng.uniform(0.25, 0.55, number)),
        referred=rng.uniform(0.2, 0.6, number),
        visited=rng.uniform(0.4, 0.8, number),
        refused=rng.uniform(0.01, 0.05, number),
        first=np.where(ran, first, NEVER),
        last=np.maximum(last, first),
        until=months_of(frame["end"]).clip(max=months_of(frame["stop"])) + 18,
    )


def pick_rows(rng: np.random.Generator, shares: FloatArray) -> IntArray:
    """One column per row, drawn by the row's shares."""
    edges = np.cumsum(shares, axis=1)
    return np.asarray((rng.random(len(shares))[:, None] * edges[:, -1:] > edges).sum(axis=1), dtype=np.int64)


def _partner_shares(rng: np.random.Generator, projects: Projects) -> FloatArray:
    """Share of the cases each partner handles, per project."""
    company = projects.frame["kind"].isin(COMPANY_KINDS).to_numpy()
    load = np.where(company[:, None], COMPANY_LOAD, ADDRESS_LOAD) * rng.uniform(0.5, 1.5, (len(company), len(PARTNERS)))
    joined = np.array([[partner in own for partner in PARTNERS] for own in projects.frame["partners"]])
    return np.asarray(load * joined.reshape(load.shape), dtype=float)


def _spread(rng: np.random.Generator, projects: Projects, rates: Rates, intensity: float) -> pd.DataFrame:
    """One row per selected address or company: area, project, company."""
    areas = projects.areas
    project = areas["project"].to_numpy(dtype=np.int64)
    company = projects.frame["kind"].isin(COMPANY_KINDS).to_numpy()[project]
    chance = np.minimum(rates.selected[project] * intensity, 0.12)
    uneven = rng.lognormal(0, 0.35, len(areas))
    homes = rng.poisson(np.where(company, 0.12, 1.0) * chance * uneven * areas["addresses"])
    firms = rng.poisson(np.where(company, 1.6, 0.0) * chance * uneven * areas["companies"])
    row = np.concatenate([np.repeat(np.arange(len(areas)), homes), np.repeat(np.arange(len(areas)), firms)])
    return pd.DataFrame({"area": row, "project": project[row], "company": np.arange(len(row)) >= homes.sum()})


def _fill_months(rng: np.random.Generator, cases: pd.DataFrame, rates: Rates) -> None:
    """Months of selection and of completed examination (NEVER where it did not come to one)."""
    project = cases["project"].to_numpy(dtype=np.int64)
    first, last = rates.first[project], rates.last[project]
    cases["selected_month"] = first - rng.integers(0, 2, len(cases))
    share = rng.beta(1.2, 1.4, len(cases))
    month = first + np.floor(share * np.maximum(last - first + 1, 1)).astype(np.int64)
    # a running project is cut off where it stands: its end lies in the future
    done = (rng.random(len(cases)) < rates.examined[project]) & (month <= LAST_MONTH)
    cases["month"] = np.where(done, month, NEVER)


def draw_cases(rng: np.random.Generator, projects: Projects, rates: Rates, scale: Scale) -> pd.DataFrame:
    """All cases.

    Returns:
        One row per case: area (row of projects.areas), project, company, partner and subject (numbers),
        selected_month, month, examined, irregular, referred, visited, refused.
    """
    cases = _spread(rng, projects, rates, scale.intensity)
    project = cases["project"].to_numpy(dtype=np.int64)
    cases["partner"] = pick_rows(rng, _partner_shares(rng, projects)[project])
    cases["subject"] = pick_rows(rng, SUBJECT_SHARES[cases["partner"].to_numpy(dtype=np.int64)])
    _fill_months(rng, cases, rates)
    cases = cases[cases["selected_month"] <= LAST_MONTH].reset_index(drop=True)
    project = cases["project"].to_numpy(dtype=np.int64)

    def chance(share: FloatArray) -> npt.NDArray[np.bool_]:
        return np.asarray(rng.random(len(cases)) < share[project], dtype=bool)

    cases["examined"] = cases["month"] < NEVER
    cases["irregular"] = cases["examined"] & chance(rates.irregular)
    alone = np.array([len(own) < 2 for own in projects.frame["partners"]], dtype=bool)[project]
    cases["referred"] = cases["irregular"] & chance(rates.referred) & ~alone
    visits = cases["partner"].isin([0, 1, 2, 7]) & ~cases["company"]
    covid = cases["month"].between(*COVID) & (rng.random(len(cases)) > 0.03)
    cases["visited"] = cases["examined"] & visits & ~covid & chance(rates.visited)
    cases["refused"] = cases["visited"] & chance(rates.refused)
    return cases
