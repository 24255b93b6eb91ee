"""The legend of a map as one small picture with a text alternative; every class differs by more than colour."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from dashboard.text import say
from dashboard.view.classes import class_names
from dashboard.view.maps import shade
from dashboard.view.palette import Palette, rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, WIDTH, BOX = 22, 270, 16


def legend(cuts: Sequence[float], colours: Palette, *, is_share: bool, has_numbers: bool) -> str:
    """Markdown of the legend: the classes of the numbers, where there are any, then the kinds that are no number."""
    names = class_names(cuts, is_share=is_share) if has_numbers else []
    rows = [(shade(i, len(names), colours), "", name) for i, name in enumerate(names)]
    rows.append((colours.sequence[0], "", say("map.kind.none_or_few")))
    if is_share:
        rows.append((colours.sequence[0], "hatch", say("map.unreliable")))
    rows += [
        (rgba(colours.muted, 0.27), "hatch", say("map.kind.undelivered")),
        (colours.background, "", say("map.kind.no_project")),
        (rgba(colours.muted, 0.27), "", say("map.kind.not_applicable")),
    ]
    alt = say("map.legend_alt", classes="; ".join(name for _, _, name in rows))
    drawn = "".join(_row(i, *row, colours) for i, row in enumerate(rows))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{ROW * len(rows)}">'
        f'<defs><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="5" stroke="{colours.muted}" stroke-width="1.4"/></pattern></defs>{drawn}</svg>'
    )
    return f"![{alt}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _row(index: int, colour: str, pattern: str, name: str, colours: Palette) -> str:
    y = index * ROW + 3
    box = f'x="1" y="{y}" width="{BOX + 8}" height="{BOX}"'
    hatch = f'<rect {box} fill="url(#h)"/>' if pattern else ""
    return (
        f'<rect {box} fill="{colour}" stroke="{colours.muted}" stroke-width="0.8"/>{hatch}'
        f'<text x="34" y="{y + 13}" font-family="IBM Plex Sans, sans-serif" font-size="13" fill="{colours.text}">'
        f"{escape(name)}</text>"
    )
