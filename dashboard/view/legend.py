"""The legend of a map as one small picture with a text alternative; every class differs by more than colour."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from dashboard.text import say
from dashboard.view.classes import class_names
from dashboard.view.maps import phase_colours, shade
from dashboard.view.palette import Palette, rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, WIDTH, BOX = 22, 330, 16


def legend(
    cuts: Sequence[float],
    colours: Palette,
    form: str,
    *,
    has_numbers: bool,
    has_projects: bool = False,
    has_mine: bool = False,
) -> str:
    """Markdown of the legend: the classes of the numbers, where there are any, the kinds that are no number, and lines."""
    names = class_names(cuts, form) if has_numbers else []
    rows = [(shade(i, len(names), colours), "", name) for i, name in enumerate(names)]
    rows.append((colours.sequence[0], "dots", say("map.kind.none_or_few")))
    rows.append((colours.sequence[0], "hatch", say(f"map.unreliable.{form}")))
    rows += [
        (rgba(colours.muted, 0.27), "hatch", say("map.kind.undelivered")),
        (colours.background, "", say("map.kind.no_project")),
        (rgba(colours.muted, 0.27), "", say("map.kind.not_applicable")),
    ]
    if has_mine:
        rows.append((colours.mine, "line", say("map.mine")))
    if has_projects:
        rows += [
            (colour, "dashed" if is_dashed else "line", say(f"map.phase.{phase}"))
            for phase, (colour, is_dashed) in phase_colours(colours).items()
        ]
    alt = say("map.legend_alt", classes="; ".join(name for _, _, name in rows))
    drawn = "".join(_row(i, *row, colours) for i, row in enumerate(rows))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{ROW * len(rows)}">'
        f'<defs><pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<circle cx="3" cy="3" r="0.9" fill="{colours.muted}"/></pattern><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="5" stroke="{colours.muted}" stroke-width="1.4"/></pattern></defs>{drawn}</svg>'
    )
    return f"![{alt}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _row(index: int, colour: str, pattern: str, name: str, colours: Palette) -> str:
    y = index * ROW + 3
    label = (
        f'<text x="34" y="{y + 13}" font-family="IBM Plex Sans, sans-serif" font-size="13" fill="{colours.text}">'
        f"{escape(name)}</text>"
    )
    if pattern in {"line", "dashed"}:
        dash = ' stroke-dasharray="6 4"' if pattern == "dashed" else ""
        ends = f'x1="1" x2="{BOX + 9}" y1="{y + BOX / 2}" y2="{y + BOX / 2}"'
        return f'<line {ends} stroke="{colour}" stroke-width="3"{dash}/>{label}'
    box = f'x="1" y="{y}" width="{BOX + 8}" height="{BOX}"'
    over = f'<rect {box} fill="url(#{pattern})"/>' if pattern else ""
    return f'<rect {box} fill="{colour}" stroke="{colours.muted}" stroke-width="0.8"/>{over}{label}'
