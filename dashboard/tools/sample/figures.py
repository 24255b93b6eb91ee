"""Key figures of the made-up areas: addresses, inhabitants, housing; CBS names, -99997 where secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.places import POLDER, URBAN, VILLAGE, WATER

if TYPE_CHECKING:
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.nesting import Nesting

SECRET = -99997
ASSISTED = "aantal_personen_met_een_alg_bijstandsuitkering_tot"
COUNTS = ["aantal_inwoners", "aantal_huishoudens", "woningvoorraad", ASSISTED]
SHARES = [
    "gemiddelde_woningwaarde", "percentage_koopwoningen", "percentage_huurwoningen",
    "percentage_huishoudens_met_laag_inkomen",
]  # fmt: skip
UNKNOWN_OWNER = 0.8  # per cent of dwellings
TYPICAL = {URBAN: 720.0, VILLAGE: 330.0, POLDER: 55.0, WATER: 0.0}


def draw_figures(rng: np.random.Generator, nesting: Nesting, km2: FloatArray) -> pd.DataFrame:
    """Exact figures per buurt: counts, weights for means, density. One row per buurt."""
    number = len(nesting.kind)
    typical = np.array([TYPICAL[kind] for kind in (URBAN, VILLAGE, POLDER, WATER)])[nesting.kind]
    homes = np.minimum(typical * rng.lognormal(0, 0.5, number), 9000 * km2)
    homes = np.round(homes).astype(np.int64)
    dense = homes / np.maximum(km2, 0.01)
    households = np.round(homes * rng.uniform(0.94, 1.03, number))
    size = np.clip(2.35 - 0.08 * np.log1p(dense / 500) + rng.normal(0, 0.15, number), 1.4, 3.2)
    income = np.clip(32 + 4 * np.log1p(dense / 400) + rng.normal(0, 8, number), 12, 75)
    value = np.clip(420 - 3.2 * income + rng.normal(0, 35, number), 110, 780)
    owned = np.clip(95 - 1.1 * income + rng.normal(0, 8, number), 5, 96)
    inhabitants = np.round(households * size)
    return pd.DataFrame(
        {
            "aantal_inwoners": inhabitants,
            "aantal_huishoudens": households,
            "woningvoorraad": homes,
            "gemiddelde_woningwaarde": value,
            ASSISTED: inhabitants * (income - 12) / 1000,
            "percentage_koopwoningen": owned,
            "percentage_huurwoningen": 100 - UNKNOWN_OWNER - owned,
            "percentage_huishoudens_met_laag_inkomen": income,
            "omgevingsadressendichtheid": np.round(dense * 0.7 + 40),
        }
    )


def sum_figures(figures: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Exact figures of larger areas: counts added, means and density weighted by addresses. Index: group, sorted."""
    weight = figures["woningvoorraad"].clip(lower=0.001)
    sums = figures[COUNTS].groupby(group).sum()
    weighted = figures[[*SHARES, "omgevingsadressendichtheid"]].mul(weight, axis=0)
    means = weighted.groupby(group).sum().div(weight.groupby(group).sum(), axis=0)
    return sums.join(means)


def publish_figures(exact: pd.DataFrame) -> pd.DataFrame:
    """Figures as CBS would print them: counts to 5 or 10, shares whole, secret where few live. Same index."""
    counts = exact[COUNTS].copy()
    for column in ("aantal_inwoners", "aantal_huishoudens"):
        counts[column] = (exact[column] / 5).round() * 5
    counts[ASSISTED] = (exact[ASSISTED] / 10).round() * 10
    out = counts.astype("int64")
    few = exact["aantal_huishoudens"] < 20
    out[ASSISTED] = out[ASSISTED].where(~few, SECRET)
    out["gemiddelde_woningwaarde"] = exact["gemiddelde_woningwaarde"].round().where(~few, SECRET).astype("int64")
    for column in ("percentage_koopwoningen", "percentage_huurwoningen"):
        out[column] = exact[column].round().where(~few, SECRET).astype("int64")
    low = exact["percentage_huishoudens_met_laag_inkomen"].round(1)
    out["percentage_huishoudens_met_laag_inkomen"] = low.where(exact["aantal_huishoudens"] >= 100, SECRET)
    dense = exact["omgevingsadressendichtheid"]
    steps = np.searchsorted([500, 1000, 1500, 2500], dense, side="right")
    out["stedelijkheid_adressen_per_km2"] = np.where(few, SECRET, 5 - steps)
    out["omgevingsadressendichtheid"] = dense.round().where(~few, SECRET).astype("int64")
    return out
