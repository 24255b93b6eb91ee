"""The legend under the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.charts import svg
from dashboard.charts.classes import class_names
from dashboard.text import say
from dashboard.text.markup import Markup
from dashboard.ui.map.looks import DOTS, STRIPES, nothing, phase_looks, shades

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.charts.palette import Palette


WIDTH, HEIGHT = 26, 16  # pixels of a picture
GAP = "\u2002"


def legend(
    cuts: Sequence[float],
    colours: Palette,
    form: str,
    *,
    has_numbers: bool,
    has_agreements: bool = False,
    has_results: bool = True,
    has_projects: bool = False,
    orange: Sequence[str] = (),
) -> str:
    """Markdown of the legend: the classes of the numbers, where there are any, the kinds that are no number, and lines.

    ``has_agreements``: whether the numbers are of agreements; ``has_results``: or public figures; ``orange``: what the orange lines are, such as my area or what was clicked.
    """
    names = class_names(cuts, form) if has_numbers else []
    rows = [(shade, "", name) for shade, name in zip(shades(cuts, colours), names, strict=False)]
    if has_results:
        rows += [
            (colours.sequence[0], DOTS, say("map.kind.not_agreed" if has_agreements else "map.kind.none_or_few")),
            (colours.sequence[0], STRIPES, say(f"map.unreliable.{'agreements' if has_agreements else form}")),
            (nothing(colours), STRIPES, say("map.kind.undelivered")),
            (colours.background, "", say("map.kind.no_project")),
            (nothing(colours), "", say("map.kind.not_applicable")),
        ]
    else:
        rows.append((nothing(colours), "", say("map.kind.not_known")))
    rows += [(colours.mine, "line", name) for name in orange]
    if has_projects:
        rows += [
            (colour, "dashed" if is_dashed else "line", say(f"map.phase.{phase}"))
            for phase, (colour, is_dashed) in phase_looks(colours).items()
        ]
    return Markup("  \n").join(
        Markup(f"![]({_swatch(colour, pattern, colours)}){GAP}:small[{{}}]").format(name)
        for colour, pattern, name in rows
    )


def _swatch(colour: str, pattern: str, colours: Palette) -> str:
    """A box or a line as a picture; the words stand beside it as text, in the font of the page."""
    if pattern in {"line", "dashed"}:
        dash = ' stroke-dasharray="6 4"' if pattern == "dashed" else ""
        drawn = f'<line x1="1" x2="{WIDTH - 1}" y1="8" y2="8" stroke="{colour}" stroke-width="3"{dash}/>'
    else:
        box = f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" '
        over = f'{box}fill="url(#p)"/>' if pattern else ""
        drawn = f'{_pattern(pattern, colours)}{box}fill="{colour}" stroke="{colours.muted}" stroke-width="0.8"/>{over}'
    return svg.address(drawn, WIDTH, HEIGHT)


def _pattern(kind: str, colours: Palette) -> str:
    """Dots or stripes as an SVG pattern named p; empty for a plain box."""
    if kind == DOTS:
        size, drawn = 'width="6" height="6"', f'<circle cx="3" cy="3" r="0.9" fill="{colours.muted}"/>'
    elif kind == STRIPES:
        size = 'width="5" height="5" patternTransform="rotate(45)"'
        drawn = f'<line x1="0" y1="0" x2="0" y2="5" stroke="{colours.muted}" stroke-width="1.4"/>'
    else:
        return ""
    return f'<defs><pattern id="p" {size} patternUnits="userSpaceOnUse">{drawn}</pattern></defs>'
