"""Sheet ``doorgeleidingen``: who handed signals to whom, counted from the referred cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.cases import ADDRESS_LOAD, PARTNERS, SUBJECTS, pick_rows
from dashboard.tools.sample.months import LAST_MONTH, month_texts

if TYPE_CHECKING:
    from dashboard.tools.sample.projects import Projects

KEY = ["project", "month", "partner", "to", "subject"]


def tabulate_referrals(rng: np.random.Generator, projects: Projects, cases: pd.DataFrame) -> pd.DataFrame:
    """One row per project, month, sender, receiver and subject: the contract's columns plus month.

    The numbers passed on add up to the referred addresses and companies of the sheet ``resultaten``.
    """
    rows = cases[cases["referred"] & (cases["month"] <= LAST_MONTH)]
    joined = np.array([[p in own for p in PARTNERS] for own in projects.frame["partners"]], dtype=float)
    share = joined.reshape(-1, len(PARTNERS))[rows["project"]] * np.maximum(ADDRESS_LOAD, 0.5)
    share[np.arange(len(rows)), rows["partner"]] = 0
    rows = rows.assign(to=pick_rows(rng, share))
    age = LAST_MONTH - rows["month"].to_numpy()
    rows["settled"] = rng.random(len(rows)) < 0.9 * (1 - np.exp(-(age + 0.5) / 5))
    table = rows.groupby(KEY, sort=True, as_index=False).agg(sent=("settled", "size"), settled=("settled", "sum"))
    number = len(table)
    days = np.clip(np.round(rng.lognormal(np.log(70), 0.5, number)), 20, 200)
    return pd.DataFrame(
        {
            "projectcode": projects.frame["code"].to_numpy()[table["project"]],
            "maand": month_texts(table["month"].to_numpy(dtype=np.int64)),
            "van_partner": np.array(PARTNERS)[table["partner"]],
            "naar_partner": np.array(PARTNERS)[table["to"]],
            "onderwerp": np.array(SUBJECTS)[table["subject"]],
            "doorgeleid": table["sent"].to_numpy(),
            "afgehandeld": table["settled"].astype(float).where(rng.random(number) > 0.04).to_numpy(),
            "mediane_doorlooptijd_dagen": np.where((table["settled"] > 0) & (rng.random(number) > 0.1), days, np.nan),
            "month": table["month"].to_numpy(dtype=np.int64),
        }
    )
