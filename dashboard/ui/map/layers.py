"""Areas on a map: what the browser needs besides the borders, which it gets once from an address of their own.

A rerun sends a colour, a pattern and words per area and the outlines on top; ``static/area_map.js`` draws them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from zlib import crc32

from dashboard.charts.classes import NONE_OR_FEW, NOT_APPLICABLE, NUMBER, TOO_SMALL, UNDELIVERED, Area, class_of
from dashboard.charts.palette import Palette, rgba
from dashboard.text import say
from dashboard.text.markup import literal
from dashboard.ui.map.shapes import Rings, by_code, compact, rings, union

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.answers import Answer
    from dashboard.answers.rows import MapProjectAreas, MapShapes
    from dashboard.ui.map.shapes import Borders

HATCH, DOTS = "hatch", "dots"
PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:28992/{z}/{x}/{y}.png"
# Phases as an outline shows them, each with its statuses; the colour is that of a category, dashed for what never ran.
PHASES = {
    "running": ("running", "suspended"),
    "after": ("closed", "in_sustainment", "done"),
    "before": ("proposed", "approved"),
    "stopped": ("stopped_early", "dpia_stop", "rejected"),
}
Payload = dict[str, Any]


@dataclass(frozen=True)
class Outline:
    """A line on top of the areas.

    Attributes:
        name: said when pointed at; empty for none.
        rings: as ``map_shapes.rings``.
        width: pixels.
    """

    name: str
    rings: Rings
    colour: str
    width: float
    is_dashed: bool = False


def area_map(
    address: str,
    areas: Sequence[Area],
    cuts: Sequence[float],
    colours: Palette,
    *,
    alt: str,
    outlines: Sequence[Outline] = (),
    background: str = "",
) -> Payload:
    """Areas coloured by class, weak and undelivered ones hatched, none or few dotted, outlines on top.

    Args:
        address: where the borders are, from ``map_shapes.address``.
        areas: class and words per area.
        cuts: class breaks.
        colours: the active palette.
        alt: the map in one sentence.
        outlines: lines on top, the last one uppermost.
        background: template of tiles; empty for none.
    """
    fills: dict[str, int] = {}
    rows = []
    for area in areas:
        colour = fills.setdefault(fill(area, cuts, colours), len(fills))
        rows.append([area.code, colour, pattern(area), *map(literal, (area.name, area.text, area.note))])
    return _payload(address, rows, list(fills), colours, alt, outlines, background)


def choice_map(
    address: str,
    names: dict[str, str],
    chosen: Collection[str],
    colours: Palette,
    *,
    alt: str,
    outlines: Sequence[Outline],
) -> Payload:
    """Areas to choose from, the chosen ones filled.

    Args:
        address: where the borders are.
        names: name by code of all areas.
        chosen: codes of the chosen ones.
        colours: the active palette.
        alt: the map in one sentence.
        outlines: lines on top.
    """
    words = say("own_area.chosen"), say("own_area.not_chosen")
    rows = [
        [code, int(code not in chosen), "", literal(name), words[code not in chosen], ""]
        for code, name in names.items()
    ]
    return _payload(address, rows, [colours.sequence[4], colours.background], colours, alt, outlines, "")


def _payload(
    address: str,
    rows: list[list[Any]],
    fills: list[str],
    colours: Palette,
    alt: str,
    outlines: Sequence[Outline],
    background: str,
) -> Payload:
    lines = [
        {"name": literal(o.name), "rings": o.rings, "colour": o.colour, "width": o.width, "dash": o.is_dashed}
        for o in outlines
    ]
    shades = {name: getattr(colours, name) for name in ("text", "background", "surface", "border", "muted")}
    words = {name: say(f"map.word.{name}") for name in ("role", "in", "out", "all", "credit")} | {"alt": literal(alt)}
    drawn = {"areas": rows, "fills": fills, "outlines": lines, "colours": shades | {"line": rgba(colours.muted, 0.6)}}
    return drawn | {"url": address, "words": words, "background": background, "stamp": crc32(compact(drawn).encode())}


def fill(area: Area, cuts: Sequence[float], colours: Palette) -> str:
    """The colour of an area: blue by class, grey surfaces for what is no number."""
    if area.kind == NUMBER:
        return shade(class_of(area.value, cuts), len(cuts) + 1, colours)
    if area.kind in {NONE_OR_FEW, TOO_SMALL}:
        return colours.sequence[0]
    return rgba(colours.muted, 0.27) if area.kind in {UNDELIVERED, NOT_APPLICABLE} else colours.background


def pattern(area: Area) -> str:
    """What lies over the colour: stripes where a figure is weak or missing, dots for none or a few."""
    if area.is_unreliable or area.kind == UNDELIVERED:
        return HATCH
    return DOTS if area.kind == NONE_OR_FEW else ""


def shade(index: int, classes: int, colours: Palette) -> str:
    """The blue of one class out of so many, from light to dark."""
    last = len(colours.sequence) - 1
    return colours.sequence[min(last, 2 + round(index * (last - 3) / max(classes - 1, 1)))]


def phase_colours(colours: Palette) -> dict[str, tuple[str, bool]]:
    """Colour of each phase, and whether its line is dashed."""
    running, after, before = colours.text, colours.categories[3], colours.categories[4]
    return {
        "running": (running, False),
        "after": (after, False),
        "before": (before, True),
        "stopped": (colours.muted, True),
    }


def project_outlines(
    shapes: Answer[MapShapes], projects: Answer[MapProjectAreas], colours: Palette
) -> tuple[Outline, ...]:
    """Intervention areas by name, coloured by phase, each project's areas joined."""
    borders, looks, outlines = by_code(shapes), phase_colours(colours), []
    phase_of = {status: phase for phase, statuses in PHASES.items() for status in statuses}
    areas = defaultdict(list)
    for row in projects.rows:
        if row.area_code in borders:
            areas[row.title, row.status].append(borders[row.area_code])
    for (title, status), parts in sorted(areas.items(), key=itemgetter(0)):
        colour, is_dashed = looks[phase_of.get(status, "stopped")]
        name = say("map.project", title=title, phase=say(f"projects.state.{status}").lower())
        outlines.append(Outline(name, union(parts), colour, 2, is_dashed))
    return tuple(outlines)


def mine_outline(shapes: Borders, codes: Collection[str], colours: Palette, name: str = "") -> tuple[Outline, ...]:
    """My area, or the selection, in orange, by its name in the legend."""
    if not codes:
        return ()
    parts = [shape for code, shape in by_code(shapes).items() if code in codes]
    return (Outline(name, union(parts), colours.mine, 3),) if parts else ()


def drawn_outline(shape: BaseGeometry, colours: Palette) -> Outline:
    """An outline that was handed in."""
    return Outline(say("own_area.outline"), rings(shape), colours.mine, 2.5, is_dashed=True)
