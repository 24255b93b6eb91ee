"""Which finished projects are like this one: by type, kind of area, partners and size, never by result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("type", "area", "partners", "size")
WEIGHTS: Mapping[str, float] = {"type": 2.0, "area": 1.0, "partners": 1.0, "size": 1.0}
AREA = ("urbanity_class", "owner_occupied_pct")
FAR_AREA, FAR_SIZE = 2.0, 4.0  # standard deviations, and times as many addresses, that count as altogether different


def similar(frame: pd.DataFrame, mine: str, weights: Mapping[str, float] = WEIGHTS) -> pd.DataFrame:
    """How far every other project is from mine, nearest first; what is not known of either counts as half different.

    Formula: D = sum w d / sum w over four parts of 0 (alike) to 1 (altogether different): ``type`` 0 when the same, else
    1; ``area`` the root mean square of the standardised differences in stedelijkheid and koopwoningen, over 2 sd, at most
    1; ``partners`` 1 - |A and B| / |A or B|; ``size`` |ln(addresses / addresses)| / ln 4, at most 1. Source: Gower 1971,
    A general coefficient of similarity; Jaccard 1912; the weights (type twice) are ours.

    Args:
        frame: one row per project, its code as index: type_code, partners (a frozenset), n_addresses, urbanity_class,
            owner_occupied_pct.
        mine: code of the project to compare with.
        weights: weight per part.

    Returns:
        index project code; distance and the four parts.
    """
    own: Any = frame.loc[mine]
    rest = frame.drop(mine)
    spread = frame[list(AREA)].astype(float).std(ddof=0).replace(0, 1)
    steps = (rest[list(AREA)].astype(float) - own[list(AREA)].astype(float)) / spread
    sizes = np.log(rest["n_addresses"].where(rest["n_addresses"] > 0).astype(float) / max(float(own["n_addresses"]), 1))
    parts = pd.DataFrame(
        {
            "type": (rest["type_code"] != own["type_code"]).astype(float),
            "area": ((steps**2).mean(axis=1) ** 0.5 / FAR_AREA).clip(upper=1),
            "partners": [1 - jaccard(own["partners"], other) for other in rest["partners"]],
            "size": (np.abs(sizes) / np.log(FAR_SIZE)).clip(upper=1),
        },
        index=rest.index,
    ).fillna(0.5)
    weight = pd.Series({name: float(weights[name]) for name in PARTS})
    apart = (parts * weight).sum(axis=1) / weight.sum()
    # the code decides between equals, so that the order never hangs on the order of the rows
    return parts.assign(distance=apart).sort_index().sort_values("distance", kind="stable")


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared members over all members; 1 is the same, 0 nothing shared or nobody at all."""
    return len(one & other) / len(one | other) if one | other else 0.0
