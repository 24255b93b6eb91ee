"""How areas and lines look: each kind and phase in its own way, also for who sees no colour."""

from __future__ import annotations

import itertools

import pytest

from dashboard.charts.classes import (
    CHANGE_CUTS,
    CLASSES,
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
from dashboard.charts.palette import palette, rgb
from dashboard.ui.map.looks import (
    DOTS,
    PHASES,
    STRIPES,
    beside,
    fill,
    mixed,
    nothing,
    pattern,
    phase_looks,
    shade,
    shades,
    water,
)

CUTS = [100.0, 500.0, 1000.0]
KINDS = [kind for kind in CLASSES if kind not in {NOT_AGREED, NOT_KNOWN, TOO_FEW}]
THEMES = ("light", "dark")
# Linear RGB → what is seen without one kind of cone (Viénot, Brettel and Mollon 1999), and lightness alone.
BLIND = {
    "red": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, -0.0), (0.00401, -0.00401, 1.0)),
    "green": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, -0.0), (-0.02234, 0.02234, 1.0)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
LEAST = 4.0  # difference of lightness L* between two classes; 2.3 is just noticeable


def area(kind, value=0.0, *, weak=False):
    return Area("A", "Aa", kind, value, "", 1, is_unreliable=weak)


def lightness(colour, sight):
    """CIE L* of a colour as somebody sees it."""
    linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in rgb(colour)[:3]]
    seen = [min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in BLIND[sight]]
    luminance = sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), seen, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", BLIND)
@pytest.mark.parametrize("n", range(2, 6))
def test_every_pair_of_classes_differs_for_everybody(theme, sight, n):
    shades = [lightness(shade(i, n, palette(theme)), sight) for i in range(n)]

    for one, other in itertools.combinations(shades, 2):
        assert abs(one - other) >= LEAST


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_has_a_look_of_its_own(theme):
    """Areas without agreements look like those with none or a few, unknown figures like water, too few files like too few cases: never on one map."""
    colours = palette(theme)
    looks = {
        kind: (
            tuple(fill(area(kind, 50.0, weak=kind == TOO_SMALL), CUTS, colours)),
            pattern(area(kind, weak=kind == TOO_SMALL)),
        )
        for kind in KINDS
    }

    assert len(set(looks.values())) == len(KINDS)


def test_patterns_say_what_colour_says():
    assert pattern(area(NUMBER, weak=True)) == STRIPES
    assert pattern(area(UNDELIVERED)) == STRIPES
    assert pattern(area(NONE_OR_FEW)) == DOTS
    assert pattern(area(NUMBER)) == pattern(area(NOT_APPLICABLE)) == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", BLIND)
def test_less_and_more_are_told_apart_from_unclear_by_everybody(theme, sight):
    fall, unclear, rise = (lightness(one, sight) for one in shades(CHANGE_CUTS, palette(theme)))

    assert abs(fall - unclear) >= LEAST
    assert abs(rise - unclear) >= LEAST
    assert abs(rise - fall) >= LEAST


def test_a_number_has_the_colour_of_its_class():
    colours = palette("light")

    assert fill(area(NUMBER, 700.0), CUTS, colours) == rgb(shade(class_of(700.0, CUTS), 4, colours))


def test_every_status_has_a_phase_and_every_phase_a_look_of_its_own():
    from dashboard.steward.intake.codes import PROJECT_STATUS

    assert {status for statuses in PHASES.values() for status in statuses} >= set(PROJECT_STATUS.values())
    assert len(set(phase_looks(palette("light")).values())) == len(PHASES)


@pytest.mark.parametrize("theme", THEMES)
def test_land_beside_and_water_are_told_from_land_without_a_project(theme):
    colours = palette(theme)

    assert len({colours.background, beside(colours), water(colours), nothing(colours)}) == 4


def test_colours_are_mixed_by_share():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#123456", "#ffffff", 0) == "#123456"
