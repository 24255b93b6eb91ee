"""A map for a document: the same areas, colours, patterns and outlines as on the screen, as a figure in metres of RD New."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from dashboard.answers.rows import MapDrawings, MapProjects
from dashboard.charts.base import layout
from dashboard.charts.classes import NUMBER, TOO_FEW, TOO_SMALL, class_names, class_of
from dashboard.text import say
from dashboard.ui.map.drawing import edge, land, one_per_area, widths
from dashboard.ui.map.layers import LETTER_PX, NAME_PX
from dashboard.ui.map.looks import DOTS, PHASE_OF, STRIPES, fill, pattern, phase_looks, water
from dashboard.ui.map.picture import AGREEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.answers import Reader
    from dashboard.charts.base import Figure
    from dashboard.charts.classes import Area
    from dashboard.charts.palette import Palette
    from dashboard.ui.map.picture import FigureChoice, Picture

WIDE, HIGH, LEGEND = 680, 560, 130  # pixels of the figure, and of the legend under it
BORDER, OUTLINE, DOT = 0.5, 1.6, 2
DARK = 140  # of 255: letters on what is darker are light


def paper_map(reader: Reader, picture: Picture, colours: Palette) -> Figure:
    """The areas of a picture by class, with a legend that names every class that is on it.

    Args:
        reader: who asks, for borders and projects.
        picture: what the map shows.
        colours: the palette of paper.
    """
    choice = picture.choice
    words = "agreements" if choice.measure.code == AGREEMENTS else choice.form
    rows = one_per_area(reader.ask(MapDrawings, **choice.shapes).rows)
    shapes = {code: shapely.from_wkb(row.shape) for code, row in rows.items()}
    box = shapely.total_bounds(np.array(list(shapes.values()), dtype=object)).tolist()
    metres_per_pixel = max((box[2] - box[0]) / WIDE, (box[3] - box[1]) / HIGH)
    areas = [area for area in picture.areas if area.code in rows]
    waters = [shapes[code] for code, row in rows.items() if row.is_water]
    over = {area.code: pattern(area) for area in areas}
    stripes = [shapely.from_wkb(rows[code].stripes) for code, kind in over.items() if kind == STRIPES]
    dots = [shapely.from_wkb(rows[code].dots) for code, kind in over.items() if kind == DOTS]
    inks = {area.code: _ink(fill(area, picture.cuts, colours), colours) for area in areas}
    traces = [
        *([_surface(waters, water(colours), "", colours)] if waters else []),
        *(
            _surface([shapes[code] for code in codes], colour, name, colours)
            for (colour, name), codes in _by_class(areas, picture.cuts, words, colours).items()
        ),
        *([_lines(stripes, colours.muted, BORDER, say(f"map.unreliable.{words}"))] if stripes else []),
        *([_marks(dots, colours)] if dots else []),
        *_projects(reader, choice, colours),
        _names(list(rows.values()), shapes, metres_per_pixel, inks),
    ]
    axis = {"visible": False, "showgrid": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": layout(
            colours,
            height=HIGH + LEGEND,
            showlegend=True,
            legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "font": {"size": 12}},
            xaxis=axis | {"range": [box[0], box[2]], "constrain": "domain"},
            yaxis=axis | {"range": [box[1], box[3]], "scaleanchor": "x", "scaleratio": 1, "rangemode": "normal"},
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
        ),
    }


def _by_class(
    areas: Sequence[Area], cuts: Sequence[float], words: str, colours: Palette
) -> dict[tuple[str, str], list[str]]:
    """Codes of areas by colour and name of their class; numbers from low to high, then what is no number."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for area in sorted(areas, key=lambda area: (area.kind != NUMBER, area.kind, area.value)):
        found[_css(fill(area, cuts, colours)), _name(area, cuts, words)].append(area.code)
    return found


def _name(area: Area, cuts: Sequence[float], words: str) -> str:
    if area.kind == NUMBER:
        return class_names(cuts, words)[class_of(area.value, cuts)]
    return say(f"map.unreliable.{words}") if area.kind in {TOO_SMALL, TOO_FEW} else say(f"map.kind.{area.kind}")


def _surface(shapes: Iterable[BaseGeometry], colour: str, name: str, colours: Palette) -> Figure:
    """Areas of one colour; holes turn the other way round, so that they stay open."""
    found = shapely.orient_polygons(shapely.get_parts(np.array(list(shapes), dtype=object)))
    line = {"color": colours.muted, "width": BORDER}
    return _path(shapely.get_rings(found), line, name) | {"fill": "toself", "fillcolor": colour}


def _lines(shapes: Iterable[BaseGeometry], colour: str, width: float, name: str, dash: str = "solid") -> Figure:
    """Lines of one look."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    return _path(parts, {"color": colour, "width": width, "dash": dash}, name)


def _path(lines: Any, line: Figure, name: str) -> Figure:
    """Lines after each other in one trace, with a gap between them."""
    points: list[tuple[float | None, float | None]] = []
    for one in lines:
        points += [*map(tuple, shapely.get_coordinates(one).round(1).tolist()), (None, None)]
    x, y = zip(*points, strict=True) if points else ((), ())
    drawn = {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "line": line, "hoverinfo": "skip"}
    return drawn | {"name": name, "showlegend": bool(name)}


def _marks(dots: Iterable[BaseGeometry], colours: Palette) -> Figure:
    points = shapely.get_coordinates(np.array(list(dots), dtype=object)).round(1)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": points[:, 0].tolist(),
        "y": points[:, 1].tolist(),
        "marker": {"size": DOT, "color": colours.muted},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _projects(reader: Reader, choice: FigureChoice, colours: Palette) -> list[Figure]:
    """Outlines of the intervention areas by phase."""
    parts, phases = defaultdict(list), {}
    for row in reader.ask(MapProjects, **choice.projects).rows:
        parts[row.project_code].append(row)
        phases[row.project_code] = PHASE_OF.get(row.status, "stopped")
    edges = defaultdict(list)
    for code, rows in parts.items():
        edges[phases[code]].append(edge(land(rows).values()))
    return [
        _lines(edges[phase], colour, OUTLINE, say(f"map.phase.{phase}"), "dash" if is_dashed else "solid")
        for phase, (colour, is_dashed) in phase_looks(colours).items()
        if phase in edges
    ]


def _names(
    rows: Sequence[MapDrawings], shapes: Mapping[str, BaseGeometry], metres: float, inks: Mapping[str, str]
) -> Figure:
    """The names that fit in their area."""
    labels = np.array([[row.label_x, row.label_y] for row in rows])
    room = widths(np.array([shapes[row.area_code] for row in rows], dtype=object), labels)
    fitting = [
        row for row, wide in zip(rows, room.tolist(), strict=True) if len(row.area_name) * LETTER_PX * metres <= wide
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [row.label_x for row in fitting],
        "y": [row.label_y for row in fitting],
        "text": [row.area_name for row in fitting],
        "textfont": {"size": NAME_PX, "color": [inks.get(row.area_code) for row in fitting]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ink(channels: Sequence[int], colours: Palette) -> str:
    """The colour of letters that can be read on a fill."""
    red, green, blue = channels[:3]
    return colours.text if 0.299 * red + 0.587 * green + 0.114 * blue > DARK else colours.background


def _css(channels: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in channels[:3])
