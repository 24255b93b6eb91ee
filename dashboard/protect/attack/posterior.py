"""The Bayesian attacker: knows the method and how common each count is, and sees everything published of a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.protect.attack.report import Attack
from dashboard.protect.counts import protect_counts

if TYPE_CHECKING:
    from dashboard.protect.policy import Policy

PRIOR = (0.35, 0.22, 0.14, 0.09, 0.06, 0.05, 0.03, 0.02, 0.02, 0.02)
AREAS, MONTHS = 2, 2
SMALL = 4
WORST = 0.40
KEY = b"attack: this key protects nothing but invented domains"


def attack_posterior(policy: Policy, domains: int = 40_000, seen: int = 1000, seed: int = 1) -> Attack:
    """How sure an outsider can become of one count from 1 to 4.

    Invented domains of four cells are protected with the product's own engine; over all domains that look alike once
    protected, the most common true count of a cell is the attacker's best guess.

    Args:
        policy: the policy of the release.
        domains: how many to invent; 40,000 takes about a second, 400,000 is thorough.
        seen: how often a pattern must have been seen to count.
        seed: of the invented domains.

    Returns:
        the worst posterior probability of any count 1 to 4.
    """
    random = np.random.default_rng(seed)
    truth = random.choice(len(PRIOR), (domains, AREAS * MONTHS), p=PRIOR)
    protected = protect_counts(_as_cells(truth), policy, KEY[:64])
    shown = np.zeros_like(truth)
    number = protected["project_code"].str.slice(1).astype(int).to_numpy()
    place = (protected["area_code"] == "B1").to_numpy() * MONTHS + (
        pd.to_datetime(protected["month"]).dt.month == 2
    ).to_numpy()
    shown[number, place] = protected["value"]
    worst, patterns = 0.0, 0
    alike, times = np.unique(shown, axis=0, return_counts=True)
    for pattern in alike[times >= seen]:
        group = truth[(shown == pattern).all(axis=1)]
        patterns += 1
        often = [(group == count).mean(axis=0).max() for count in range(1, SMALL + 1)]
        worst = max(worst, float(max(often)))
    return Attack("posterior", domains, round(worst, 3), WORST, {"patterns": float(patterns), "seen": float(seen)})


def _as_cells(truth: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> pd.DataFrame:
    domain, place = np.nonzero(truth)
    return pd.DataFrame(
        {
            "origin": "result",
            "project_code": pd.Series(domain).map("D{:07d}".format),
            "partner_code": "A",
            "municipality_code": "G",
            "family": "toy",
            "component": "toy",
            "rule": "count",
            "area_code": np.array(["B0", "B1"], dtype=object)[place // MONTHS],
            "area_year": 2024,
            "district_code": "W",
            "class_code": "k",
            "month": pd.to_datetime(["2024-01-01", "2024-02-01"])[place % MONTHS],
            "value": truth[domain, place],
        }
    )
