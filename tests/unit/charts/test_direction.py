"""What may be said of a series: held against series made by hand, among them nothing but chance and rounding."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dashboard import text
from dashboard.analysis.intervals import amount_interval, count_interval
from dashboard.analysis.recent import direction
from dashboard.answers.rows import TrendDeliveries
from dashboard.charts.direction import MONTHS, direction_line, direction_sentence, direction_words, is_moving, observed

END = date(2025, 12, 1)
QUARTERS = [date(year, month, 1) for year in (2024, 2025) for month in (1, 4, 7, 10)]
RISING, FLAT = (100, 160, 220, 280, 340, 400, 460, 520), (200, 205, 195, 200, 210, 190, 200, 205)


def found(counts, *, provisional=(), missing=(), breaks=(), without=(), until=END, noise=5.0):
    rows = [TrendDeliveries(day, place in provisional, 10, int(place in missing)) for place, day in enumerate(QUARTERS)]
    limits = [None if value is None else count_interval(value, noise) for value in counts]
    series = observed(rows, limits, "quarter", until)
    return direction([one for place, one in enumerate(series) if place not in without], MONTHS["quarter"], breaks)


@pytest.mark.parametrize(("counts", "said"), [(RISING, "rising"), (RISING[::-1], "falling"), (FLAT, "no_direction")])
def test_a_whole_series_has_its_direction(counts, said):
    assert found(counts).direction == said
    assert found(counts).until == date(2025, 10, 1)
    assert is_moving(found(counts)) == (said != "no_direction")


def test_what_may_still_change_is_left_out_so_that_late_deliveries_are_no_fall():
    late = (*RISING[:6], 90, 20)

    assert found(late).direction != "rising"
    assert found(late, provisional={6, 7}).direction == "rising"
    assert found(late, provisional={6, 7}).until == date(2025, 4, 1)
    assert found(RISING, until=date(2025, 11, 1)).until == date(2025, 7, 1)  # the last quarter is not over


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"without": {0, 1, 2, 3}}, "too_few"),
        ({"provisional": {4, 5, 6, 7}}, "provisional"),
        ({"provisional": {5}}, "provisional"),
        ({"breaks": [date(2025, 1, 1)]}, "break"),
        ({"missing": {5}}, "missing"),
        ({"without": {5}}, "gap"),
        ({"counts": (*RISING[:5], None, *RISING[6:])}, "gap"),
    ],
)
def test_says_why_it_cannot_be_said(given, reason):
    assert found(**{"counts": RISING} | given).reason == reason


def test_what_lies_before_the_five_periods_is_no_reason():
    assert found(RISING, missing={0, 1}, breaks=[date(2024, 4, 1), date(2024, 10, 1)]).direction == "rising"


def test_rounding_of_protection_alone_is_seldom_called_a_direction():
    rng = np.random.default_rng(11)
    draws = np.maximum(rng.poisson(60, (400, 8)) + 5 * rng.integers(-2, 3, (400, 8)), 0)
    sd = 5 * 2**0.5

    assert sum(is_moving(found([int(value) for value in row], noise=sd)) for row in draws) <= 4


def test_euros_of_few_files_are_chance_however_small_their_margin():
    amounts = (1e5, 1.3e5, 1.6e5, 1.9e5, 2.2e5)

    def of(files):
        rows = [TrendDeliveries(date(year, 1, 1), False, 10, 0) for year in range(2021, 2026)]
        limits = [amount_interval(one, files, 2.0) for one in amounts]
        return direction(observed(rows, limits, "year", END), MONTHS["year"])

    assert of(5).direction == "no_direction"
    assert of(5000).direction == "rising"


@pytest.mark.parametrize(
    ("language", "moving", "unsaid"),
    [
        (
            "nl",
            "Laatste 5 kwartalen die vaststaan (t/m 2025 K4): stijgend, meer dan toeval en afronding verklaren.",
            "Stijgend of dalend is niet te zeggen: in de laatste 5 kwartalen ontbreken leveringen.",
        ),
        (
            "en",
            "Last 5 quarters that are final (up to 2025 Q4): rising, by more than chance and rounding explain.",
            "Whether it rises or falls cannot be said: deliveries are missing in the last 5 quarters.",
        ),
    ],
)
def test_the_sentence_names_the_periods_or_the_reason(language, moving, unsaid):
    text.use(language)

    assert direction_sentence(found(RISING), "quarter") == moving
    assert direction_sentence(found(RISING, missing={5}), "quarter") == unsaid


def test_in_a_table_it_is_said_in_few_words():
    assert direction_words(found(FLAT), "quarter") == "geen verandering groter dan toeval"
    assert direction_words(found(FLAT, without={0, 1, 2, 3}), "year") == "niet te zeggen: er zijn minder dan 5 jaren"


def test_under_a_small_line_it_is_said_only_when_it_moves():
    assert direction_line(found(RISING), "quarter") == "5 kwartalen t/m 2025 K4: stijgend"
    assert direction_line(found(FLAT), "quarter") == direction_line(found(RISING, missing={5}), "quarter") == ""
