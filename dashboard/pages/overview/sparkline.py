"""A sparkline as a small SVG picture in markdown, with a text alternative for screen readers."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from dashboard.charts.palette import Palette, rgba
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 220, 36, 3


def sparkline(values: Sequence[float], alt: str, colours: Palette) -> str:
    """Markdown of a line over the values, zero at the bottom, the last point marked; empty below two values."""
    if len(values) < 2:
        return ""
    top = max(values) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * v / top) for i, v in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<polygon points="{EDGE},{HEIGHT - EDGE} {line} {x:.1f},{HEIGHT - EDGE}" fill="{rgba(colours.main, 0.12)}"/>'
        f'<polyline points="{line}" fill="none" stroke="{colours.main}" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colours.main}"/></svg>'
    )
    packed = base64.b64encode(svg.encode()).decode()
    return Markup("![{}](data:image/svg+xml;base64,{})").format(alt, Markup(packed))
