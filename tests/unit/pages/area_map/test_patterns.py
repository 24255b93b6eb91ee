"""A pattern is one sentence with its caveat, or nothing."""

from __future__ import annotations

import numpy as np

from dashboard.analysis.clusters import find_clusters
from dashboard.charts.classes import Area
from dashboard.pages.area_map.words import MOST, pattern_words, with_neighbours


def line(values):
    """Areas in a row, each the neighbour of the next."""
    areas = [Area(str(i), "", "number", float(v), "", 1, is_unreliable=False) for i, v in enumerate(values)]
    pairs = [(str(i), str(i + 1)) for i in range(len(values) - 1)]
    return areas, [*pairs, *((b, a) for a, b in pairs)]


def found(areas, pairs):
    return find_clusters(*with_neighbours(areas, pairs))


def test_values_that_lie_together_are_called_a_pattern_and_never_a_cause():
    said = pattern_words(found(*line([0.1] * 20 + [0.5] * 20)))

    assert "vaker bij elkaar dan door toeval" in said
    assert "geen oorzaak" in said
    assert "niets over inwoners" in said


def test_chance_is_called_chance():
    values = np.random.default_rng(11).normal(size=40)

    assert "geen ruimtelijk patroon" in pattern_words(found(*line(values)))


def test_opposites_side_by_side_are_another_pattern():
    assert "Buren verschillen" in pattern_words(found(*line([0.1, 0.9] * 20)))


def test_too_few_or_too_many_areas_say_nothing():
    assert pattern_words(found(*line([0.1, 0.5] * 10))) == ""
    assert found(*line(range(MOST + 1))) is None
