"""Amounts per case: established first, then imposed, irrevocable and collected, each later and never larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.cases import PARTNERS, SUBJECTS
from dashboard.tools.sample.months import LAST_MONTH, month_number
from dashboard.tools.sample.outcomes import make_events

if TYPE_CHECKING:
    from dashboard.tools.sample.cases import Rates
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects

GROWTH = 0.03
WHOLE_EUROS = tuple(PARTNERS.index(partner) for partner in ("UWV", "BD", "DTO"))
CEILING = 90_000.0
EUR_PER_HOUR, WITHOUT_HOURS = 80, 4  # one in so many states its costs and no hours


def draw_amounts(rng: np.random.Generator, rows: pd.DataFrame, median: float, sigma: float) -> FloatArray:
    """One amount per row, lognormal with a heavy tail, in euros; larger in later years and for companies."""
    years = (rows["event_month"].to_numpy() - month_number(2019, 1)) / 12
    scale = median * (1 + GROWTH) ** years * np.where(rows["company"], 2.5, 1.0)
    return np.clip(scale * rng.lognormal(0, sigma, len(rows)), 25, CEILING)


def _round(rows: pd.DataFrame, amount: FloatArray) -> FloatArray:
    """Whole euros for partners that report so, cents for the others."""
    whole = rows["partner"].isin(WHOLE_EUROS).to_numpy()
    return np.asarray(np.where(whole, np.floor(amount), np.floor(amount * 100) / 100), dtype=float)


def _trail(rng: np.random.Generator, rows: pd.DataFrame, amount: FloatArray) -> list[pd.DataFrame]:
    """Imposed, irrevocable and collected events after established amounts, with the month in which those were decided."""
    out, month = [], rows["event_month"].to_numpy()
    chance = {
        "opgelegd_bedrag": (0.92, 0, 2, 0.95),
        "onherroepelijk_bedrag": (0.8, 2, 6, 0.97),
        "geind_bedrag": (0.6, 0, 8, 0.8),
    }
    for measure, (share, low, high, least) in chance.items():
        keep = rng.random(len(rows)) < share
        rows, month, amount = rows[keep], month[keep], amount[keep]
        month = month + rng.integers(low, high + 1, len(rows))
        amount = _round(
            rows, amount * np.where(rng.random(len(rows)) < 0.7, 1.0, rng.uniform(least - 0.3, 1.0, len(rows)))
        )
        amount = np.maximum(amount, 1.0)
        out.append(make_events(rows, measure, month, amount).assign(decided=rows["event_month"].to_numpy()))
    return out


def _established(
    rng: np.random.Generator, behind: dict[str, pd.DataFrame], cases: pd.DataFrame
) -> dict[str, tuple[pd.DataFrame, FloatArray]]:
    """Rows and amounts per measure that establishes money."""
    benefit = pd.concat([behind[m] for m in ("uitkeringen_beeindigd", "uitkeringen_aangepast", "toeslagen_gewijzigd")])
    benefit = benefit[rng.random(len(benefit)) < 0.72]
    tax = cases[cases["irregular"] & (cases["partner"] == PARTNERS.index("BD"))]
    tax = tax[rng.random(len(tax)) < 0.6]
    tax = tax.assign(event_month=tax["month"] + rng.integers(1, 7, len(tax)))
    fines = behind["boetes"]
    sources = {
        "terugvordering_vastgesteld": (benefit, 1650.0, 1.35),
        "belastingcorrecties": (tax, 1800.0, 1.5),
        "boetes_bedrag": (fines, 1100.0, 1.2),
    }
    return {
        measure: (rows, _round(rows, draw_amounts(rng, rows, *shape))) for measure, (rows, *shape) in sources.items()
    }


def _backpay(rng: np.random.Generator, cases: pd.DataFrame, number: int) -> pd.DataFrame:
    """Back pay to citizens who had received too little."""
    payers = [PARTNERS.index(partner) for partner in ("GEM", "UWV", "SVB", "DTO")]
    benefits = [SUBJECTS.index(subject) for subject in ("uitkering", "toeslag")]
    fits = cases[cases["examined"] & cases["partner"].isin(payers) & cases["subject"].isin(benefits)]
    rows = fits[rng.random(len(fits)) < rng.uniform(0, 0.06, number)[fits["project"]]]
    rows = rows.assign(event_month=rows["month"] + rng.integers(1, 6, len(rows)))
    return make_events(
        rows, "nabetaling", rows["event_month"].to_numpy(), _round(rows, draw_amounts(rng, rows, 650.0, 0.9))
    )


def _costs(rng: np.random.Generator, projects: Projects, rates: Rates) -> list[pd.DataFrame]:
    """Cost and hours of the project as its lead partner states them, at the end; unknown for four in ten.

    Hours follow from the costs without chance, so that they move nothing else in a sample.
    """
    first = projects.areas.reset_index(names="area").drop_duplicates("project").set_index("project")
    known = np.flatnonzero((rates.selected > 0) & (rng.random(len(projects.frame)) < 0.6))
    known = known[(rates.last[known] < LAST_MONTH)]
    rows = pd.DataFrame({"area": first["area"].reindex(known).to_numpy(dtype=np.int64)})
    rows["partner"] = projects.frame["lead"].iloc[known].map(PARTNERS.index).to_numpy(dtype=np.int64)
    rows["subject"] = SUBJECTS.index("overig")
    euros = np.round(rng.lognormal(np.log(85_000), 0.5, len(known)), -2)
    costs, hours = (
        make_events(rows, measure, rates.last[known], value)
        for measure, value in (("kosten", euros), ("inzet_uren", np.round(euros / EUR_PER_HOUR, -1)))
    )
    return [costs, hours[known % WITHOUT_HOURS > 0]]


def draw_money(
    rng: np.random.Generator,
    projects: Projects,
    rates: Rates,
    cases: pd.DataFrame,
    behind: dict[str, pd.DataFrame],
    mixed: IntArray,
) -> pd.DataFrame:
    """Euro events, one per case and measure. In ``mixed`` projects savings are inside the recovery."""
    out = []
    for measure, (rows, amount) in _established(rng, behind, cases).items():
        ended = rows.index.isin(behind["uitkeringen_beeindigd"].index) & (measure == "terugvordering_vastgesteld")
        saving = _round(rows, amount * rng.uniform(3, 6, len(rows)))
        inside = ended & rows["project"].isin(mixed).to_numpy()
        total = np.where(inside, amount + saving, amount)
        decided = rows["event_month"].to_numpy()
        out.append(make_events(rows, measure, decided, total).assign(decided=decided))
        out += _trail(rng, rows, amount)
        apart = ended & ~inside & rows["partner"].isin([0, 1, 2]).to_numpy()
        out.append(
            make_events(rows[apart], "berekende_besparing", rows["event_month"].to_numpy()[apart], saving[apart])
        )
    out += [_backpay(rng, cases, len(projects.frame)), *_costs(rng, projects, rates)]
    return pd.concat(out, ignore_index=True)
