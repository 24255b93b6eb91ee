"""The insider: a project, partner, municipality or receiver that knows all its own figures exactly, and wants those of others.

Own figures tell of others only if the rounding of others looks at them. So the attack changes them: with the key kept, the
insider's own figures are made other ones and everything is protected again. A figure of somebody else that comes out
differently depends on what the insider knows, and knowing it would narrow that figure down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.steward.attack.plain import as_plain, largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame], pd.DataFrame]

KEY = b"attack: this key protects a rehearsal before insiders"
PROJECTS, INSIDERS = 8, 3
MOST_CHANGED = 4
KINDS = ("project", "partner", "municipality", "receiver")
OWNERS = ["project_code", "partner_code", "municipality_code"]


def attack_insiders(counts: pd.DataFrame, policy: Policy, *, seed: int = 1, engine: Engine | None = None) -> Attack:
    """How many published figures of others depend on what an insider knows of itself.

    Args:
        counts: exact count cells.
        policy: the policy of the release.
        seed: of the changes to the insiders' figures.
        engine: turns exact count cells into protected ones; None takes the product's own with a key of the attack.

    Returns:
        share of the cells of others that react, over the insiders of the largest projects, in per cent; allowed is none. In
        the detail the same for each kind of insider.
    """
    protect = engine or (lambda frame: protect_counts(frame, policy, KEY))
    random = np.random.default_rng(seed)
    cells = _rehearsal(counts)
    if cells.empty:
        return Attack("insiders", 0, 0.0, 0.0, dict.fromkeys(KINDS, 0.0))
    before = as_plain(protect(cells))
    tried, reacting = 0, 0
    detail = {}
    for kind in KINDS:
        owners, hits = _owner(cells, kind), np.zeros(2, np.int64)
        for name in owners[owners != ""].value_counts().sort_index().nlargest(INSIDERS).index:
            changed = _change(cells, owners == name, random)
            hits += _compare(before, as_plain(protect(changed)), kind, name)
        detail[kind] = percent(hits[0], int(hits[1]))
        reacting, tried = reacting + int(hits[0]), tried + int(hits[1])
    return Attack("insiders", tried, percent(reacting, tried), 0.0, detail)


def round_across_owners(policy: Policy) -> Engine:
    """The deliberately bad one: one unit for everybody, so that the rounding of each looks at the figures of all others."""

    def protect(cells: pd.DataFrame) -> pd.DataFrame:
        joined = cells["class_code"].str.cat(cells[OWNERS], sep="\x1f")
        shown = as_plain(protect_counts(cells.assign(class_code=joined, **dict.fromkeys(OWNERS, "all")), policy, KEY))
        parts = shown["class_code"].str.split("\x1f", expand=True)
        return shown.assign(class_code=parts[0], **{name: parts[place] for place, name in enumerate(OWNERS, start=1)})

    return protect


def _rehearsal(counts: pd.DataFrame) -> pd.DataFrame:
    """The largest projects, and those with most referrals, which are few beside results."""
    largest = [largest_projects(counts[counts["origin"] == origin], PROJECTS) for origin in ("result", "referral")]
    chosen = {code for part in largest for code in part["project_code"].unique()}
    return as_plain(counts[counts["project_code"].isin(chosen)]).reset_index(drop=True)


def _change(cells: pd.DataFrame, own: pd.Series, random: np.random.Generator) -> pd.DataFrame:
    """The insider's own figures made others: each one to four more."""
    more = np.where(own, random.integers(1, MOST_CHANGED + 1, len(cells)), 0)
    return cells.assign(value=cells["value"] + more)


def _owner(cells: pd.DataFrame, kind: str) -> pd.Series:
    """Who of a kind knows each cell exactly; empty where nobody does. Partners of referrals are ``sender/receiver``."""
    partners = cells["partner_code"].str.partition("/")
    known = {
        "project": cells["project_code"],
        "partner": partners[0],
        "municipality": cells["municipality_code"],
        "receiver": partners[2],
    }
    return known[kind]


def _compare(before: pd.DataFrame, after: pd.DataFrame, kind: str, name: str) -> tuple[int, int]:
    """How many cells that the insider does not know differ, and how many there are."""
    both = before.merge(after, on=list(KEYS), suffixes=("", "_after"))
    owners = _owner(both, kind)
    others = both[(owners != name) & (owners != "")]
    return int((others["value"] != others["value_after"]).sum()), len(others)
