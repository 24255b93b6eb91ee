"""The attacker of releases: keeps every release and averages or compares what was said of the same cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.plain import largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.ledger import made_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.policy import Policy
    from dashboard.steward.protect.ledger import Ledger

PROJECTS = 6
MONTHS = 24
KEY = b"attack: this key protects a rehearsal and no release"


def rehearse_releases(exact: pd.DataFrame, policy: Policy, *, naive: bool = False) -> list[pd.DataFrame]:
    """The last 24 months of a few projects, released month by month with a key of its own.

    Args:
        exact: exact count cells.
        policy: the policy of the release.
        naive: draw anew for each release instead of keeping a ledger; the deliberately bad way.
    """
    part = largest_projects(exact[exact["origin"] == "result"], PROJECTS)
    ledger: Ledger | None = None
    releases = []
    for number, month in enumerate(np.sort(part["month"].unique())[-MONTHS:]):
        until = part[part["month"] <= month]
        key = KEY + bytes([number]) if naive else KEY
        cells = protect_counts(until, policy, key, None if naive else ledger)
        ledger = {"made_with": made_with(policy, key), "cells": cells}
        releases.append(cells[cells["value"] > 0].reset_index(drop=True))
    return releases


def attack_releases(releases: Sequence[pd.DataFrame], exact: pd.DataFrame, base: int) -> Attack:
    """Average each cell over all releases since its month came in; a fixed error does not average out.

    Args:
        releases: published count cells, oldest first.
        exact: exact count cells, to score with.
        base: rounding base; counts below it are looked for.

    Returns:
        share of counts below the base found by the average, in per cent; in the detail rows that ever changed.
    """
    if not releases:
        return Attack("releases", 0, 0.0, 0.0, {"releases": 0.0}, counts={"changed": 0.0, "below": base - 1.0})
    shown = pd.concat([frame.assign(release=number) for number, frame in enumerate(releases)], ignore_index=True)
    since = {
        month: number for number, frame in reversed(list(enumerate(releases))) for month in frame["month"].unique()
    }
    by_cell = shown.groupby(list(KEYS), observed=True)["value"].agg(["sum", "size", "min", "max"]).reset_index()
    scored = exact[exact["month"].isin(list(since))].merge(by_cell, on=list(KEYS), how="left")
    scored = scored[scored["project_code"].isin(shown["project_code"].unique())]
    times = len(releases) - scored["month"].map(since).astype(int)
    mean = scored["sum"].fillna(0) / times
    few = (scored["value"] < base) & (times >= len(releases) / 2)
    hits = int((few & ((mean - scored["value"]).abs() < 0.5)).sum())
    changed = int(((scored["size"] < times) & (scored["size"] > 0) | (scored["min"] < scored["max"])).sum())
    tried = int(few.sum())
    detail, counts = {"releases": float(len(releases))}, {"changed": float(changed), "below": base - 1.0}
    return Attack("releases", tried, percent(hits, tried), 0.0, detail, {"changed": 0.0}, counts)
