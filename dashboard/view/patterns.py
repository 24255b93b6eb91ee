"""One sentence about whether values lie together on the map: a pattern, never a cause and never a mark on a place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.analysis.clusters import Clusters, find_clusters
from dashboard.text import say
from dashboard.view.classes import NUMBER
from dashboard.view.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.view.classes import Area

MOST = 500  # areas; with more the permutations would keep a viewer waiting
LEAST_P = 0.001
_CLEAR = 0.05


def find_pattern(areas: Sequence[Area], pairs: Sequence[tuple[str, str]]) -> Clusters | None:
    """Moran's I and local clusters of smoothed values; None where areas are too few or too many.

    Args:
        areas: with smoothed values; only those that have a number count.
        pairs: codes of neighbouring areas, both ways.
    """
    known = [area for area in areas if area.kind == NUMBER]
    if len(known) > MOST:
        return None
    place = {area.code: i for i, area in enumerate(known)}
    near = tuple((place[one], place[other]) for one, other in pairs if one in place and other in place)
    return _found(tuple(area.value for area in known), near)


# The same map is looked at by many, and a thousand permutations take a tenth of a second.
@lru_cache(maxsize=256)
def _found(values: tuple[float, ...], pairs: tuple[tuple[int, int], ...]) -> Clusters | None:
    return find_clusters(values, pairs)


def pattern_words(found: Clusters | None) -> str:
    """The sentence with its caveat; empty where nothing may be said."""
    if found is None:
        return ""
    kind = "none" if found.p_value > _CLEAR else "together" if found.index > 0 else "apart"
    p_value = number(max(found.p_value, LEAST_P), 3)
    kept = sum(one in {"high", "low"} for one in found.kinds)
    said = say(f"area_map.pattern.{kind}", index=number(found.index, 2), p=p_value)
    local = say("area_map.in_groups", n=number(kept)) if kept and kind == "together" else ""
    return " ".join(filter(None, (said, local, "" if kind == "none" else say("area_map.no_cause"))))
