"""Counts: every base cell becomes a multiple of the base, at random, by a secret key."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.protect.policy import Policy

KEYS = (
    "origin",
    "project_code",
    "partner_code",
    "municipality_code",
    "family",
    "component",
    "rule",
    "area_code",
    "area_year",
    "district_code",
    "class_code",
    "month",
)


def protect_counts(counts: pd.DataFrame, policy: Policy, key: bytes) -> pd.DataFrame:
    """Round each base cell on its own; multiples of the base never move, so zero stays zero.

    Returns:
        the rows with a protected ``value`` above zero, same keys.
    """
    base = counts["rule"].map(policy.base_of).to_numpy(np.int64)
    start = np.array([draw(key, cell) for cell in counts[list(KEYS)].itertuples(index=False)], np.uint64)
    offset = (start % base.astype(np.uint64)).astype(np.int64)
    rounded = (counts["value"].to_numpy(np.int64) + offset) // base * base
    return counts.assign(value=rounded)[rounded > 0].reset_index(drop=True)


def draw(key: bytes, cell: tuple[object, ...]) -> int:
    """A secret 64-bit number for one cell: keyed blake2b of its names."""
    text = "\x1f".join(map(str, cell)).encode()
    return int.from_bytes(hashlib.blake2b(text, key=key, digest_size=8).digest(), "big")
