"""Small drawings in the middle of text or of a table: an SVG as an address of its own, so that nothing is fetched."""

from __future__ import annotations

import base64

from dashboard.text.markup import Markup


def address(drawn: str, width: int, height: int) -> str:
    """The address of a drawing.

    Args:
        drawn: what stands in the SVG.
        width: in pixels.
        height: in pixels.
    """
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{drawn}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def image(drawn: str, width: int, height: int, alt: str) -> Markup:
    """Markdown of the same, with what it shows for who does not see it."""
    return Markup("![{}]({})").format(alt, Markup(address(drawn, width, height)))
