"""Colours, read from ``.streamlit/config.toml`` so that they stand in one place."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from dashboard.settings import PACKAGE


@dataclass(frozen=True)
class Palette:
    """The colours of one theme as ``#rrggbb``.

    Attributes:
        main: the neutral blue of magnitude.
        mine: orange, only for my area or the selection.
        citizens: teal, only for what people got: back pay, care, help they had a right to.
        muted: grey of what stands back.
        sequence: ten blues from low to high.
    """

    text: str
    background: str
    surface: str
    border: str
    main: str
    mine: str
    citizens: str
    muted: str
    categories: tuple[str, ...]
    sequence: tuple[str, ...]


@cache
def palette(theme: str) -> Palette:
    """The palette of ``light`` or ``dark``; anything else is light."""
    config = tomllib.loads((PACKAGE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    colours = config["theme"]["dark" if theme == "dark" else "light"]
    categories = tuple(colours["chartCategoricalColors"])
    return Palette(
        text=colours["textColor"],
        background=colours["backgroundColor"],
        surface=colours["secondaryBackgroundColor"],
        border=colours["borderColor"],
        main=categories[0],
        mine=categories[1],
        citizens=categories[3],
        muted=categories[2],
        categories=categories,
        sequence=tuple(colours["chartSequentialColors"]),
    )


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """``#rrggbb`` as [r, g, b, a], each 0 to 255."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [alpha]


def rgba(colour: str, alpha: float) -> str:
    """``#rrggbb`` as a CSS colour with transparency, alpha 0 to 1."""
    red, green, blue, _ = rgb(colour)
    return f"rgba({red},{green},{blue},{alpha})"
