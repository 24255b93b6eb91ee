"""Whether the values on the map lie together, for shares and rates only: numbers follow the size of an area."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dashboard.answers import rounding_sd
from dashboard.view.classes import COUNT, smooth
from dashboard.view.patterns import find_pattern, pattern_words

if TYPE_CHECKING:
    from dashboard.widgets.drill import Drill
    from dashboard.widgets.frame import Frame
    from dashboard.widgets.two_maps import Picture


def pattern_sentence(here: Frame, drill: Drill, picture: Picture) -> str:
    """Spatial autocorrelation in one sentence; empty where it says nothing."""
    if picture.form == COUNT:
        return ""
    noise = partial(rounding_sd, here.release, drill.level, "year")
    smoothed = smooth(picture.areas, picture.rows, picture.form, noise)
    rows = here.ask("map__neighbours", level=drill.level, parent=drill.parent).frame
    return pattern_words(find_pattern(smoothed, list(zip(rows["area_code"], rows["neighbour_code"], strict=True))))
