"""Whether values lie together in space, and where a source is missing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.charts.classes import NUMBER
from dashboard.charts.numbers import number
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.analysis.clusters import Clusters
    from dashboard.charts.classes import Area


MOST = 500  # areas; with more the permutations would keep a viewer waiting
LEAST_P = 0.001
_CLEAR = 0.05


def with_neighbours(
    areas: Sequence[Area], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[float, ...], tuple[tuple[int, int], ...]]:
    """What ``find_clusters`` needs: values, and positions of neighbours; nothing where areas are too many.

    Args:
        areas: with smoothed values; only those that have a number count.
        pairs: codes of neighbouring areas, both ways.
    """
    known = [area for area in areas if area.kind == NUMBER]
    if len(known) > MOST:
        return (), ()
    place = {area.code: i for i, area in enumerate(known)}
    near = tuple((place[one], place[other]) for one, other in pairs if one in place and other in place)
    return tuple(area.value for area in known), near


def pattern_words(found: Clusters | None) -> str:
    """The sentence with its caveat; empty where nothing may be said."""
    if found is None:
        return ""
    kind = "none" if found.p_value > _CLEAR else "together" if found.index > 0 else "apart"
    p_value = number(max(found.p_value, LEAST_P), 3)
    kept = sum(one in {"high", "low"} for one in found.kinds)
    said = say(f"area_map.pattern.{kind}", index=number(found.index, 2), p=p_value)
    local = say("area_map.in_groups", n=number(kept)) if kept and kind == "together" else ""
    return Markup(" ").join(filter(None, (said, local, "" if kind == "none" else say("area_map.no_cause"))))


def hole_words(areas: Sequence[Area]) -> str:
    """In how many areas some source did not deliver everything, so that their totals have a hole; empty where none."""
    worked = [area for area in areas if area.n_sources]
    holed = [area for area in worked if area.n_missing]
    return say("area_map.holed", n=number(len(holed)), all=number(len(worked))) if holed else ""
