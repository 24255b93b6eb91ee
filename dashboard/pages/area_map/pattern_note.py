"""Whether the values on the map lie together, for shares and rates only: numbers follow the size of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.clusters import find_clusters
from dashboard.answers import derived
from dashboard.answers.rows import MapNeighbours
from dashboard.charts.classes import COUNT, smooth
from dashboard.charts.walk import walk
from dashboard.pages.area_map.patterns import pattern_words, with_neighbours

if TYPE_CHECKING:
    from dashboard.pages.area_map.choices import Drill
    from dashboard.pages.area_map.two_maps import Picture
    from dashboard.ui.viewer import Viewer


def pattern_sentence(viewer: Viewer, drill: Drill, picture: Picture) -> str:
    """Spatial autocorrelation in one sentence; empty where it says nothing."""
    if picture.form == COUNT:
        return ""
    noise = viewer.release.noise(drill.level, "year")
    smoothed = smooth(picture.areas, picture.rows, picture.form, noise, picture.measure)
    rows = viewer.ask(MapNeighbours, level=drill.level, parent=drill.parent).frame
    known = with_neighbours(smoothed, walk(rows, "area_code", "neighbour_code"))
    return pattern_words(derived(find_clusters, *known))  # a thousand permutations take a tenth of a second
