"""What became of the decisions of a period: shares as a range, how young they are, and what has no month of decision."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import EurosTotals
from dashboard.charts.cohort import STEPS, cohort_sentence, cohort_table, follow, share
from dashboard.charts.euros import MEASURES_OF
from dashboard.charts.ladder import ladder
from dashboard.charts.palette import palette
from tests.conftest import row

YEAR = date(2024, 1, 1)
SEPTEMBER = date(2026, 9, 1)


def total(kind, amount, *, mixed=False, measure=""):
    code = measure or MEASURES_OF[kind][0]
    what = {"part": "total", "measure_code": code, "money_kind": kind, "is_mixed": mixed, "period": YEAR}
    return row(EurosTotals, **what, amount_eur=amount, margin_pct=10)


def cohort(*more, every=(), undated=(), silent=("SVB",), years=(2024,), until=SEPTEMBER):
    rows = [total("established", 100_000.0), total("imposed", 90_000.0), total("collected", 40_000.0), *more]
    rows += [total("established", 0.0, measure=one) for one in MEASURES_OF["established"][1:]]
    return follow(rows, every, undated, silent, years, until)


def test_only_steps_that_follow_from_a_decision_are_followed():
    made = cohort(total("backpay", 5_000.0), total("imputed", 9_000.0))

    assert [amount.kind for amount in made.amounts] == list(STEPS)
    assert [amount.plain.value for amount in made.amounts] == [100_000, 90_000, None, 40_000]


def test_a_share_is_the_range_both_margins_leave():
    established, _, _, collected = cohort().amounts

    assert share(collected, established) == "33% – 49%"  # 36.000 of 110.000, and 44.000 of 90.000


def test_money_mixed_with_savings_makes_a_share_less_certain_and_never_more():
    established, _, _, collected = cohort(total("established", 50_000.0, mixed=True)).amounts

    assert share(collected, established) == "22% – 49%"


def test_no_share_is_more_than_everything():
    established, imposed, *_ = cohort().amounts

    assert share(imposed, established) == "74% – 100%"


def test_without_a_measure_that_has_no_row_there_is_no_share():
    rows = [total("established", 100_000.0), total("collected", 40_000.0)]
    established, *_, collected = follow(rows, (), (), (), (2024,), SEPTEMBER).amounts

    assert established.plain.text == "minstens €\u00a0100.000 (± 10%)"
    assert share(collected, established) == ""


@pytest.mark.parametrize("kind", ["established", "collected"])
@pytest.mark.parametrize("mixed", [False, True])
def test_where_a_part_may_not_be_shown_there_is_no_share(kind, mixed):
    made = cohort(total(kind, None, mixed=mixed))
    is_known = kind == "collected" and mixed

    assert bool(share(made.amounts[-1], made.amounts[0])) == is_known
    assert ("% geïnd." in cohort_sentence(made, "2024", str)) == is_known
    assert ("niet te zeggen" in cohort_table(made).iloc[-1].tolist()) != is_known


def test_that_a_later_bar_may_be_longer_is_said_where_mixed_money_may_not_be_shown():
    closed, shown = (
        cohort_sentence(cohort(total("established", amount, mixed=True)), "2024", str) for amount in (None, 50_000.0)
    )

    assert "kan een latere balk langer zijn" in closed
    assert "kan een latere balk langer zijn" not in shown
    assert "50.000" in shown
    both = cohort(total("established", None, mixed=True), total("established", 50_000.0, mixed=True))
    assert all(word in cohort_sentence(both, "2024", str) for word in ("50.000", "kan een latere balk langer zijn"))


@pytest.mark.parametrize(
    ("until", "young"),
    [(date(2026, 9, 1), (2025, 2026)), (date(2025, 12, 1), (2025, 2026)), (date(2026, 12, 1), (2026,))],
)
def test_years_of_which_not_every_decision_is_a_year_old_are_named(until, young):
    made = cohort(years=range(2023, 2027), until=until)

    assert made.young == young
    assert f"Besluiten uit {', '.join(map(str, young))} hebben nog niet allemaal een jaar" in cohort_sentence(
        made, "2023-2026", str
    )


def test_who_delivers_no_month_of_decision_is_named_with_how_much_that_is():
    given = {"every": [total("established", 300_000.0)], "undated": [total("established", 100_000.0)]}
    told = cohort_sentence(cohort(**given), "2024", str)

    assert "Zonder besluitmaand leveren in het programma: SVB." in told
    assert "(21% – 29% van het bedrag)" in told  # 90 of 420 thousand, and 110 of 380
    assert "besluitmaand" not in cohort_sentence(cohort(every=given["every"]), "2024", str)


def test_how_much_has_no_month_of_decision_is_not_told_where_it_may_not_be_shown():
    told = cohort_sentence(cohort(undated=[total("established", None)]), "2024", str)

    assert "hoeveel dat is, is niet te tonen" in told


def test_without_any_month_of_decision_there_is_a_sentence_and_no_figure():
    made = follow([], [], [total("established", 100_000.0)], ["SVB"], [2024], SEPTEMBER)

    assert ladder(made.drawn, palette("light"))["data"] == []
    assert cohort_sentence(made, "2024", str).startswith("Van de besluiten uit 2024 is niets te tonen")
    assert "SVB" in cohort_sentence(made, "2024", str)
