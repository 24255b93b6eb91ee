"""Tables of Effect: as people read them, and as numbers for the download."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.charts.numbers import circa, number, period_name
from dashboard.pages.effect.words import ABSENT, against, phrase
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.analysis.effect import EventStudy, Panel, PlaceboAreas
    from dashboard.analysis.effect.areas import Cast, Ground
    from dashboard.pages.effect.figures import Row

RATIO = 3  # decimals of a ratio in a download


def event_rows(found: EventStudy, quarters: Sequence[date], start: int) -> pd.DataFrame:
    """Effects per quarter as numbers."""
    return pd.DataFrame(
        {
            "quarter": [quarters[start + one.period] for one in found.moments],
            "quarters_since_start": [one.period for one in found.moments],
            "observed": [int(one.observed) for one in found.moments],
            "expected": [_rounded(one.expected, 1) for one in found.moments],
            "ratio": [_rounded(one.value) for one in found.moments],
            "lower": [_rounded(one.lower) for one in found.moments],
            "upper": [_rounded(one.upper) for one in found.moments],
        }
    )


def events(found: EventStudy, quarters: Sequence[date], start: int) -> pd.DataFrame:
    """The same as people read it."""
    return pd.DataFrame(
        {
            say("table.period"): [period_name(quarters[start + one.period], "quarter") for one in found.moments],
            say("effect.counted"): [circa(int(one.observed)) for one in found.moments],
            say("effect.expected"): [ABSENT if one.expected is None else number(one.expected) for one in found.moments],
            say("effect.difference"): [phrase(one.value, one.lower, one.upper) for one in found.moments],
        }
    )


def series_rows(panel: Panel, without: Sequence[float] | None, quarters: Sequence[date]) -> pd.DataFrame:
    """Counts per quarter of the project's areas, those expected, and those of the comparison areas."""
    own, others = panel.counts[panel.treated].sum(axis=0), panel.counts[~panel.treated].sum(axis=0)
    return pd.DataFrame(
        {
            "quarter": list(quarters),
            "n_project": own.astype(int),
            "expected": np.full(len(own), np.nan) if without is None else np.round(without, 1),
            "n_comparison": others.astype(int),
        }
    )


def series(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as people read it."""
    return pd.DataFrame(
        {
            say("table.period"): [period_name(day, "quarter") for day in rows["quarter"]],
            say("effect.project_areas"): [circa(int(value)) for value in rows["n_project"]],
            say("effect.expected"): [ABSENT if pd.isna(value) else number(value) for value in rows["expected"]],
            say("effect.comparison_areas"): [circa(int(value)) for value in rows["n_comparison"]],
        }
    )


def areas(buurten: pd.DataFrame, ground: Ground, found: Cast) -> pd.DataFrame:
    """Every area with a part, the project's first."""
    named = buurten.set_index("area_code").loc[list(ground.codes)]
    parts = (("project", found.project), ("ring", found.ring), ("comparison", found.comparison))
    rows = [
        (say(f"effect.part.{part}"), one.area_name, one.municipality_name, also)
        for part, mask in parts
        for one, also in zip(named[mask].itertuples(), _also(found, mask), strict=True)
    ]
    heads = [say("effect.part_label"), say("table.area"), say("level.municipality"), say("effect.remark")]
    return pd.DataFrame(rows, columns=heads)


def _also(found: Cast, mask: Any) -> list[str]:
    return [say("effect.in_other_project") if flag else "" for flag in found.also[mask]]


def estimates(rows: Sequence[Row]) -> pd.DataFrame:
    """Estimates with their interval in words, or why there is none."""
    return pd.DataFrame(
        {
            say("effect.method"): [row.name for row in rows],
            say("effect.difference"): [row.words for row in rows],
        }
    )


def estimate_rows(rows: Sequence[Row]) -> pd.DataFrame:
    """Estimates as numbers; empty where none is given."""
    return pd.DataFrame(
        {
            "method": [row.name for row in rows],
            "ratio": [_rounded(row.value) for row in rows],
            "lower": [_rounded(row.lower) for row in rows],
            "upper": [_rounded(row.upper) for row in rows],
            "remark": [row.words for row in rows],
        }
    )


def placebos(found: PlaceboAreas) -> pd.DataFrame:
    """Placebo effects at the edges and in the middle."""
    values = np.array(found.values)
    quantiles = (0.025, 0.25, 0.5, 0.75, 0.975) if len(values) else ()
    return pd.DataFrame(
        {
            say("effect.share_of_draws"): [say("effect.below", share=f"{number(100 * q, 1)}%") for q in quantiles],
            say("effect.difference"): [against(float(np.quantile(values, q))) for q in quantiles],
        }
    )


def _rounded(value: float | None, decimals: int = RATIO) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, decimals)
