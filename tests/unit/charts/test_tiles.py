"""Sentences of the tiles against cases made by hand: rise, fall, no change, first year, too few."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import (
    DefinitionsBreaks,
    EurosTotals,
    OverviewPartners,
    OverviewSustainment,
    TrendCount,
    TrendDeliveries,
)
from dashboard.charts import tiles
from dashboard.charts.tiles import Figures, span
from dashboard.pages.overview import words as overview
from tests.conftest import row

FIRST = date(2019, 1, 1)


def figures(**years):
    """Yearly sums, put in the first quarter: ``figures(examined={2024: 100})``."""
    rows = [(name, date(year, 1, 1), value) for name, values in years.items() for year, value in values.items()]
    return Figures(rows)


def agreements(*numbers):
    return OverviewSustainment(*numbers)


def none(_value, _measure):
    return 0.0


WHEN = span(date(2025, 1, 1), date(2025, 12, 1), FIRST)


@pytest.mark.parametrize(
    ("before", "now", "verdict", "words"),
    [
        (100, 200, "rise", "100 meer dan in 2024"),
        (200, 100, "fall", "100 minder dan in 2024"),
        (100, 105, "no_change", "niet groter dan toeval en afronding"),
    ],
)
def test_a_count_is_compared_with_the_year_before(before, now, verdict, words):
    tile = tiles.count_tile("effort", figures(a={2024: before, 2025: now}, b={2025: 10}), ("a", "b"), WHEN, none)

    assert tile.verdict == verdict
    assert words in tile.sentence
    assert tile.value == str(now)
    assert "en bedrijven: 10" in tile.detail


def test_rounding_is_counted_as_noise():
    tile = tiles.count_tile("effort", figures(a={2024: 100, 2025: 150}), ("a", "b"), WHEN, lambda *_: 40.0)

    assert tile.verdict == "no_change"


def test_the_first_year_has_nothing_to_compare():
    first = span(date(2019, 1, 1), date(2019, 12, 1), FIRST)
    tile = tiles.count_tile("effort", figures(a={2019: 100}), ("a", "b"), first, none)

    assert tile.verdict == "not_comparable"
    assert "geen vergelijkbare eerdere periode" in tile.sentence


def test_a_share_has_its_interval():
    tile = tiles.share_tile(
        "findings", figures(a={2024: 40, 2025: 40}, b={2024: 100, 2025: 100}), ("a", "b"), WHEN, none
    )

    assert "trefkans 40% (31% – 50%)" in tile.detail


def test_a_share_of_few_is_not_given():
    tile = tiles.share_tile("findings", figures(a={2025: 5}, b={2025: 20}), ("a", "b"), WHEN, none)

    assert "minder dan 25" in tile.detail


def test_a_share_too_uncertain_is_not_given():
    tile = tiles.share_tile("findings", figures(a={2025: 15}, b={2025: 30}), ("a", "b"), WHEN, lambda *_: 12.0)

    assert "te onzeker" in tile.detail


def test_a_count_of_people_has_its_interval_in_words_and_in_one_line():
    tile = tiles.people_tile("homes", figures(a={2025: 30}), "a", WHEN, lambda *_: 5.0)

    assert (tile.shown, tile.line) == ("30", "± 16 (95%)")
    assert "tussen 16 en 46" in tile.explanation
    none_or_few = tiles.people_tile("homes", figures(a={2025: 0}), "a", WHEN, none)
    assert (none_or_few.value, none_or_few.shown, none_or_few.line) == ("geen of enkele", "0 – 4", "geen of enkele")


def test_a_share_that_is_not_given_leaves_the_margin_of_its_count():
    tile = tiles.share_tile("objections", figures(a={2025: 10}, b={2025: 20}), ("a", "b"), WHEN, none)

    assert tile.line.startswith("± ")
    assert "minder dan 25" in tile.explanation


def total(year, value, measure="eur", *, mixed=False, files=20):
    what = {"part": "total", "measure_code": measure, "is_mixed": mixed, "period": date(year, 1, 1)}
    return row(EurosTotals, **what, amount_eur=value, margin_pct=10, n_files=files)


def test_the_first_months_of_a_year_are_not_held_against_a_whole_one():
    rows = [total(2024, 400_000.0, files=900), total(2025, 100_000.0, files=900)]
    nine_months, year = span(date(2025, 1, 1), date(2025, 9, 1), FIRST), WHEN

    assert tiles.amount_tile("money", rows, ["eur"], year, str).verdict == "fall"
    assert tiles.amount_tile("money", rows, ["eur"], nine_months, str).verdict == "not_comparable"


def test_euros_have_their_margin_and_are_judged_by_files_and_margin():
    rows = [total(2024, 100_000.0), total(2025, 120_000.0), total(2025, 50_000.0, "eur_collected", files=None)]
    tile = tiles.amount_tile("money", rows, ["eur"], WHEN, str)

    assert tile.verdict == "no_change"
    assert tile.value.replace("\u00a0", " ") == "€ 120.000 (± 10%)"
    assert "circa 20 dossiers" in tile.detail
    assert "50.000 (± 10%)" in tile.detail
    assert (tile.shown.replace("\u00a0", " "), tile.line) == ("€ 120.000", "± 10%, circa 20 dossiers")
    assert (tile.series, tile.grain) == ((100_000.0, 120_000.0), "year")


def test_a_difference_of_euros_has_its_own_margin():
    """The noise of both amounts: the root of 10.000² + 40.000² is 41.231, rounded up."""
    rows = [total(2024, 100_000.0, files=900), total(2025, 400_000.0, files=900)]
    tile = tiles.amount_tile("money", rows, ["eur"], WHEN, str)

    assert tile.verdict == "rise"
    assert "Dat is €\u00a0300.000 (± €\u00a041.300) meer dan in 2024" in tile.sentence


@pytest.mark.parametrize(
    ("now", "words"), [(110_000.0, "niet groter dan de marge"), (140_000.0, "toeval en afronding")]
)
def test_a_difference_within_the_margin_says_that_it_is(now, words):
    tile = tiles.amount_tile("money", [total(2024, 100_000.0), total(2025, now)], ["eur"], WHEN, str)

    assert tile.verdict == "no_change"
    assert words in tile.sentence
    assert "Dat is" not in tile.sentence


def test_what_was_collected_mixed_with_savings_is_not_added():
    collected = [
        total(2025, value, "eur_collected", mixed=mixed) for value, mixed in ((50_000.0, False), (9_000.0, True))
    ]
    tile = tiles.amount_tile("money", [total(2025, 120_000.0), *collected], ["eur"], WHEN, str)

    assert "€\u00a050.000 (± 10%)" in tile.detail


def test_euros_that_are_mixed_with_savings_are_said_apart():
    tile = tiles.amount_tile("money", [total(2025, 120_000.0), total(2025, 9_000.0, mixed=True)], ["eur"], WHEN, str)

    assert "120.000" in tile.value
    assert "Daarnaast €\u00a09.000" in tile.sentence


def test_a_sum_without_a_hidden_part_says_so_and_is_not_compared():
    rows = [total(2024, 100_000.0), total(2024, 0.0, "tax"), total(2025, 120_000.0), total(2025, None, "tax")]
    tile = tiles.amount_tile("money", rows, ["eur", "tax"], WHEN, str)

    assert tile.verdict == "not_comparable"
    assert "zonder tax 2025" in tile.sentence
    assert tile.series == (100_000.0,)


def test_a_sum_without_a_measure_that_has_no_row_says_so_and_is_not_compared():
    """No files or too few: which of both is told by nobody."""
    rows = [total(2024, 100_000.0), total(2024, 5_000.0, "tax"), total(2025, 120_000.0)]
    tile = tiles.amount_tile("money", rows, ["eur", "tax"], WHEN, str)

    assert tile.verdict == "not_comparable"
    assert tile.shown == "≥\u00a0€\u00a0120.000"
    assert "zonder tax 2025" in tile.sentence
    assert tile.series == (105_000.0,)


def test_sustainment_shows_its_denominator():
    tile = tiles.sustainment_tile(agreements(40, 30, 4))

    assert tile.value == "75%"
    assert "30 van 40" in tile.detail
    assert "4 zonder" in tile.detail
    assert tiles.sustainment_tile(agreements(4, 2, 0)).value == "2 van 4"  # as Borging, which gives no share of a few
    assert tiles.sustainment_tile(agreements(0, 0, 0)).value == "geen"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 1, 1), date(2025, 12, 1), "2025"),
        (date(2023, 1, 1), date(2025, 12, 1), "2023 t/m 2025"),
        (date(2026, 1, 1), date(2026, 9, 1), "januari t/m september 2026"),
        (date(2024, 1, 1), date(2026, 9, 1), "2024 t/m september 2026"),
    ],
)
def test_periods_in_words(start, end, expected):
    assert tiles.period_text(start, end) == expected


def test_a_period_of_three_years_is_compared_with_the_three_before():
    when = span(date(2023, 1, 1), date(2025, 12, 1), FIRST)

    assert (when.before_start, when.before_end) == (date(2020, 1, 1), date(2022, 12, 1))
    assert span(date(2020, 1, 1), date(2025, 12, 1), FIRST).before_start is None


def test_the_trend_sentence_names_the_top_and_the_tail():
    rows = [TrendCount(date(2024, 1, 1), 50, False, 2, 0), TrendCount(date(2024, 4, 1), 20, True, 2, 1)]
    sentence = overview.trend_sentence(rows, "quarter", "Boetes")

    assert "het meest in 2024 K1 (circa 50)" in sentence
    assert "nog niet volledig" in sentence
    assert "Boetes: geen of enkele" in overview.trend_sentence(
        [row._replace(n_value=0) for row in rows], "quarter", "Boetes"
    )


def test_missing_partners_are_named():
    uwv, svb = (row(OverviewPartners, name_nl=name, n_missing=n) for name, n in (("UWV", 0), ("SVB", 2)))

    assert "SVB" in overview.partner_sentence([uwv, svb])
    assert "UWV" not in overview.partner_sentence([uwv, svb])
    assert "alle kwartalen" in overview.partner_sentence([uwv])


def test_a_share_that_is_not_given_is_not_compared():
    tile = tiles.share_tile("care", figures(a={2024: 5, 2025: 20}, b={2024: 20, 2025: 20}), ("a", "b"), WHEN, none)

    assert tile.verdict == "not_comparable"


def test_the_line_of_a_tile_has_its_direction_said():
    days = [date(year, month, 1) for year in (2024, 2025) for month in (1, 4, 7, 10)]
    quarters = [TrendDeliveries(day, False, 5, 0) for day in days]
    years = [TrendDeliveries(date(year, 1, 1), False, 5, int(year == 2024)) for year in range(2021, 2026)]
    course = tiles.Course(quarters, years, none, (), date(2025, 12, 1))
    counted = Figures([("a", day, 100 * (place + 1)) for place, day in enumerate(days)], course)
    tile = tiles.count_tile("effort", counted, ("a", "b"), WHEN, none)
    money = tiles.amount_tile("money", [], ["eur"], WHEN, str, course)

    assert tile.direction.direction == "rising"
    assert "per kwartaal. Laatste 5 kwartalen die vaststaan (t/m 2025 K4): stijgend" in tile.sentence
    assert money.direction.reason == "missing"
    assert "per jaar. Stijgend of dalend is niet te zeggen" in money.sentence


def test_a_break_in_what_is_counted_leaves_nothing_to_say_of_the_line():
    quarters = [TrendDeliveries(date(2025, month, 1), False, 5, 0) for month in (1, 4, 7, 10)]
    quarters.insert(0, TrendDeliveries(date(2024, 10, 1), False, 5, 0))
    breaks = [row(DefinitionsBreaks, measure_code="a", break_date=date(2025, 1, 1))]
    counted = Figures([], tiles.Course(quarters, (), none, breaks, date(2025, 12, 1)))

    assert counted.direction("a").reason == "break"
    assert counted.direction("b").direction == "no_direction"
