"""The cover of a dossier: a small map of where it worked, and what came of it in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from dashboard.charts import svg
from dashboard.charts.goals import set_beforehand
from dashboard.charts.numbers import number
from dashboard.charts.palette import rgba
from dashboard.charts.shares import share, share_text
from dashboard.pages.project.figures.people import CLEAN, without_finding
from dashboard.text import say
from dashboard.text.markup import sentences
from dashboard.ui.map.drawing import edge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from dashboard.accuracy import Noise
    from dashboard.charts.goals import Goal
    from dashboard.charts.palette import Palette

WIDE, HIGH, ROOM = 260, 170, 4  # pixels


def thumbnail(shapes: Mapping[str, BaseGeometry], inside: Collection[str], alt: str, colours: Palette) -> str:
    """Markdown of a picture of the areas round a project with its own in colour; empty where there are no borders.

    Args:
        shapes: areas by code, in metres of RD New.
        inside: codes of the project's own.
        alt: what the picture shows, for who does not see it.
        colours: the active palette.
    """
    own = [shape for code, shape in shapes.items() if code in inside]
    if not own:
        return ""
    left, bottom, right, top = shapely.total_bounds(np.array(list(shapes.values()), dtype=object)).tolist()
    scale = min((WIDE - 2 * ROOM) / max(right - left, 1), (HIGH - 2 * ROOM) / max(top - bottom, 1))
    # in the middle, and north up
    at = (WIDE - scale * (left + right)) / 2, (HIGH + scale * (bottom + top)) / 2
    around = _path(list(shapes.values()), scale, at)
    mine = _path(own, scale, at)
    drawn = (
        f'<path d="{around}" fill="{colours.border}" stroke="{colours.border}" stroke-width="0.5"/>'
        f'<path d="{mine}" fill="{rgba(colours.mine, 0.75)}" stroke="{colours.mine}" stroke-width="1.2"/>'
    )
    return svg.image(drawn, WIDE, HIGH, alt)


def _path(shapes: Collection[BaseGeometry], scale: float, at: tuple[float, float]) -> str:
    """The outline of areas together, as the path of an SVG; coarser than a pixel is not seen."""
    drawn = []
    for line in shapely.get_parts(shapely.simplify(edge(shapes), 0.6 / scale)):
        points = shapely.get_coordinates(line)
        places = zip(at[0] + scale * points[:, 0], at[1] - scale * points[:, 1], strict=True)
        drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z")
    return "".join(drawn)


def verdict(goals: Sequence[Goal], found: Mapping[str, int], noise: Noise, *, is_over: bool) -> str:
    """What came of the project: the goals set beforehand, and how many of those examined had nothing wrong.

    Args:
        goals: judged.
        found: totals per measure.
        noise: of the figures of one project.
        is_over: whether it ended long enough ago to be judged.
    """
    examined = found.get("examined_addresses", 0)
    clean = without_finding(found, "addresses")
    is_known = share(clean, examined, noise, CLEAN) is not None
    told = say("project.cover.clean", share=share_text(clean, examined, noise, CLEAN)) if is_known else ""
    return sentences(_goals(goals, is_over=is_over), told)


def _goals(goals: Sequence[Goal], *, is_over: bool) -> str:
    judged = set_beforehand(goals)
    if not judged:
        return say("project.cover.no_goal")
    reached = sum(goal.verdict == "reached" for goal in judged)
    missed = sum(goal.verdict == "not_reached" for goal in judged)
    if reached == len(judged):
        return say("project.cover.all_reached", n=number(len(judged)))
    if missed == len(judged):
        return say("project.cover.none_reached", n=number(len(judged)))
    parts = [
        say(f"project.cover.{name}", n=number(n))
        for name, n in (
            ("reached", reached),
            ("missed", missed),
            ("unsure" if is_over else "open", len(judged) - reached - missed),
        )
        if n
    ]
    return say("project.cover.goals", n=number(len(judged)), parts=", ".join(parts))
