"""Sheet ``contextcijfers``: ordinary register figures of all buurten, in and out of projects, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.months import FIRST_CONTEXT, LAST_MONTH, month_number, month_texts, months_of
from dashboard.tools.sample.places import WATER

if TYPE_CHECKING:
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.land import Land
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects
    from dashboard.tools.sample.scale import Scale

MEASURES = {
    "context_brp_adresonderzoeken": (1.6, 1.0),
    "context_meldingen": (2.4, 1 / 3),
    "context_nieuwe_aanvragen": (0.9, 1 / 3),
}
NEW_CODES = month_number(2024, 1)
EFFECTS = (0.9, 0.9, 1.0, 1.0, 0.95)
MONTHS = np.arange(FIRST_CONTEXT, LAST_MONTH + 1)
OWN = 0.3  # sigma of the lognormal rate of a buurt


def _project_effect(land: Land, projects: Projects, ran: IntArray) -> FloatArray:
    """Factor per buurt and month: more while a project runs, then less, the same, or less here and more next door."""
    factor = np.ones((len(land.addresses), len(MONTHS)))
    start, end = months_of(projects.frame["start"]), months_of(projects.frame["end"])
    displaced = False
    for project in ran:
        inside = projects.areas.loc[projects.areas["project"] == project, "position"].to_numpy()
        after, during = end[project] < MONTHS, (start[project] <= MONTHS) & (end[project] >= MONTHS)
        effect = EFFECTS[project % len(EFFECTS)]
        factor[np.ix_(inside, during)] *= 1.25
        factor[np.ix_(inside, after)] *= effect
        if effect < 1 and not displaced and end[project] < month_number(2023, 1):
            one, two = land.nesting.pairs.T
            beside = np.setdiff1d(np.r_[two[np.isin(one, inside)], one[np.isin(two, inside)]], inside)
            factor[np.ix_(beside, after)] *= 1.08
            displaced = True
    return factor


def _rows(rng: np.random.Generator, land: Land, where: IntArray, measure: str, rate: FloatArray) -> pd.DataFrame:
    """Rows of one measure for the buurten in ``where``: rate is buurten x months."""
    later = np.tile(MONTHS >= NEW_CODES, len(where))
    position = np.repeat(where, len(MONTHS))
    codes = [layers["buurten"]["buurtcode"].to_numpy() for _, layers in sorted(land.layers.items())]
    homes = [layers["buurten"]["woningvoorraad"].to_numpy() for _, layers in sorted(land.layers.items())]
    month = np.tile(MONTHS, len(where))
    return pd.DataFrame(
        {
            "gebiedcode": np.where(later, codes[1][position], codes[0][position]),
            "gebiedjaar": np.where(later, 2024, 2022),
            "maand": month_texts(month),
            "maatstaf": measure,
            "waarde": rng.poisson(rate.reshape(-1)),
            "noemer": np.where(later, homes[1][position], homes[0][position]),
            "month": month,
        }
    )


def season_and_trend(months: IntArray) -> tuple[FloatArray, FloatArray]:
    """Factor of the season and of the growth over the years, by month."""
    return 1 + 0.08 * np.sin((months % 12 - 2) * np.pi / 6), 1 + 0.015 * (months - FIRST_CONTEXT) / 12


def tabulate_context(
    rng: np.random.Generator, land: Land, projects: Projects, ran: IntArray, scale: Scale
) -> pd.DataFrame:
    """One row per buurt, month and measure, for all buurten of the gemeenten that deliver; the contract's columns plus month.

    Args:
        rng: source of chance.
        land: areas.
        projects: projects, for their small effect.
        ran: projects that compared data at all.
        scale: share of gemeenten that deliver.
    """
    factor = _project_effect(land, projects, ran)
    season, trend = season_and_trend(MONTHS)
    covid = np.where((month_number(2020, 3) <= MONTHS) & (month_number(2020, 6) >= MONTHS), 0.6, 1.0)
    own = rng.lognormal(0, OWN, len(land.addresses))
    gm, number = land.nesting.municipality, int(land.nesting.municipality.max()) + 1
    frames = []
    for measure, (per_thousand, share) in MEASURES.items():
        count = max(1, round(number * scale.context_share * share))
        chosen = np.unique(np.linspace(0, number - 1, count).astype(int))
        where = np.flatnonzero(np.isin(gm, chosen) & (land.nesting.kind != WATER))
        base = land.addresses[where] * own[where] * per_thousand / 1000
        frames.append(_rows(rng, land, where, measure, base[:, None] * factor[where] * season * trend * covid))
    return pd.concat(frames, ignore_index=True)
