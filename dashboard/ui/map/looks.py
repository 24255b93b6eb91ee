"""How areas and lines look: colours by class, patterns for what is weak or missing, lines by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.charts.classes import (
    CHANGE_CUTS,
    NONE_OR_FEW,
    NOT_AGREED,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NUMBER,
    TOO_FEW,
    TOO_SMALL,
    UNDELIVERED,
    Area,
    class_of,
)
from dashboard.charts.palette import Palette, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

STRIPES, DOTS = "stripes", "dots"
Channels = list[int]
GREY = 69  # of 255: how much of a grey lies over the background where nothing can be said
# Phases as an outline shows them, each with its statuses; the colour is that of a category, dashed for what never ran.
PHASES = {
    "running": ("running", "suspended"),
    "after": ("closed", "in_sustainment", "done"),
    "before": ("proposed", "approved"),
    "stopped": ("stopped_early", "dpia_stop", "rejected"),
}
PHASE_OF = {status: phase for phase, statuses in PHASES.items() for status in statuses}


def fill(area: Area, cuts: Sequence[float], colours: Palette) -> Channels:
    """The colour of an area: by class, grey surfaces for what is no number."""
    if area.kind == NUMBER:
        return rgb(shades(cuts, colours)[class_of(area.value, cuts)])
    if area.kind in {NONE_OR_FEW, TOO_SMALL, TOO_FEW, NOT_AGREED}:
        return rgb(colours.sequence[0])
    return rgb(nothing(colours)) if area.kind in {UNDELIVERED, NOT_APPLICABLE, NOT_KNOWN} else rgb(colours.background)


def pattern(area: Area) -> str:
    """What lies over the colour: stripes where a figure is weak or missing, dots for none or a few."""
    if area.is_unreliable or area.kind == UNDELIVERED:
        return STRIPES
    return DOTS if area.kind in {NONE_OR_FEW, NOT_AGREED} else ""


def shades(cuts: Sequence[float], colours: Palette) -> list[str]:
    """The colour of every class: blues from light to dark; of a change one for less, a grey for unclear, one for more."""
    if tuple(cuts) == CHANGE_CUTS:
        return [colours.categories[4], mixed(colours.background, colours.muted, 0.2), colours.sequence[8]]
    return [shade(i, len(cuts) + 1, colours) for i in range(len(cuts) + 1)]


def shade(index: int, classes: int, colours: Palette) -> str:
    """The blue of one class out of so many, from light to dark."""
    last = len(colours.sequence) - 1
    return colours.sequence[min(last, 2 + round(index * (last - 3) / max(classes - 1, 1)))]


def nothing(colours: Palette) -> str:
    """The grey of what was not delivered or does not apply."""
    return mixed(colours.background, colours.muted, GREY / 255)


def beside(colours: Palette) -> str:
    """The grey of land outside the picture."""
    return mixed(colours.background, colours.muted, 0.12)


def water(colours: Palette) -> str:
    """The pale blue of sea and lakes."""
    return mixed(colours.background, colours.main, 0.1)


def mixed(under: str, over: str, share: float) -> str:
    """Two colours, so much of the second over the first."""
    pairs = zip(rgb(under)[:3], rgb(over)[:3], strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def phase_looks(colours: Palette) -> dict[str, tuple[str, bool]]:
    """Colour of each phase, and whether its line is dashed."""
    running, after, before = colours.text, colours.categories[3], colours.categories[4]
    return {
        "running": (running, False),
        "after": (after, False),
        "before": (before, True),
        "stopped": (colours.muted, True),
    }
