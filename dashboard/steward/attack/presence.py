"""What the mere presence of a row gives away, and what lies beside a release: rows of zero and hashes of deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.steward.attack.plain import as_plain, largest_projects
from dashboard.steward.attack.report import Attack, percent
from dashboard.steward.protect.cells import KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

PROJECTS = 8
SHORT = 12  # hex digits of a hash that are enough to recognise a delivery by


def attack_presence(tables: Iterable[pd.DataFrame]) -> Attack:
    """Rows whose counts are all zero: they would only be there because the true count is not.

    Args:
        tables: the counts of published tables, one row per row, one column per count; missing where nothing is counted.

    Returns:
        share of such rows, in per cent; allowed is none.
    """
    tried = empty = 0
    for table in tables:
        tried += len(table)
        empty += int((table.fillna(0) == 0).all(axis="columns").sum())
    return Attack("presence", tried, percent(empty, tried), 0.0)


def keep_zeros(counts: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The deliberately bad one: a row for every true count of some projects, also where it was rounded to nothing."""
    keys = list(KEYS)
    exact = as_plain(largest_projects(counts, PROJECTS))
    shown = as_plain(published[published["project_code"].isin(exact["project_code"].unique())])
    return exact[keys].merge(shown[[*keys, "value"]], on=keys, how="left")[["value"]]


def attack_manifest(told: str, hashes: Collection[str]) -> Attack:
    """Deliveries whose plain hash stands beside the release: a short one is then found by trying every value.

    Args:
        told: the manifest as text.
        hashes: SHA-256 of each delivery's bytes, in hex.

    Returns:
        share of the deliveries that can be recognised, in per cent; allowed is none.
    """
    hits = sum(one[:SHORT] in told for one in hashes)
    return Attack("manifest", len(hashes), percent(hits, len(hashes)), 0.0)
