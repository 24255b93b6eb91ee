"""What moved between two releases, and why: a delivery first, then what the releases were made with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.answers.rows import ChangesCounts, DefinitionsMeasures, EurosTotals, PartnersDeliveries
from dashboard.charts.euros import Euros
from dashboard.charts.moves import Subject, explain, figures, moved
from dashboard.pages.changes.words import numbers, release_name, sentence, summary, table
from tests.conftest import row

Q1, Q2 = date(2025, 1, 1), date(2025, 4, 1)
FACTS = {"definitions": "a", "policy": {"sha256": "b"}, "code": "1"}


def state(day, *, missing=False, quarter=Q1):
    stated = day and date.fromisoformat(day)
    return [
        row(
            PartnersDeliveries,
            source_code="UWV",
            partner_code="UWV",
            quarter=quarter,
            reference_date=stated,
            is_missing=missing,
        )
    ]


def counts(*rows):
    return figures([ChangesCounts(*one) for one in rows], [])


def yearly(amount, margin=15):
    row_of = {"part": "total", "grain": "year", "measure_code": "eur_fines", "partner_code": "UWV", "period": Q1}
    return figures([], [row(EurosTotals, **row_of, amount_eur=amount, margin_pct=margin, n_files=10)])


ONE = counts(("fines", "UWV", Q1, 40.0))
MORE = counts(("fines", "UWV", Q1, 60.0))
MEASURES = [
    row(DefinitionsMeasures, measure_code="fines", name_nl="Boetes", unit="count"),
    row(DefinitionsMeasures, measure_code="eur_fines", name_nl="Bedrag aan boetes", unit="eur"),
]


def test_only_what_differs_is_listed_and_absent_is_no_zero():
    same = ("fines", "UWV", Q2, 5.0)
    before = counts(("fines", "UWV", Q1, 40.0), same, ("warnings", "UWV", Q1, 10.0))
    after = counts(("fines", "UWV", Q1, 45.0), same, ("orders", "UWV", Q1, 15.0))

    moves = {move.subject.measure_code: move for move in moved(before, after)}

    assert {code: move.difference for code, move in moves.items()} == {"fines": 5.0, "orders": 15.0, "warnings": -10.0}
    assert moves["orders"].before is None
    assert moves["warnings"].after is None


def test_amounts_are_compared_with_their_margin_where_they_are_shown_and_of_one_partner():
    shown = {"part": "total", "measure_code": "eur_fines", "partner_code": "UWV", "period": Q1, "amount_eur": 900.0}
    total = row(EurosTotals, **shown, grain="quarter", margin_pct=20, n_files=7)
    others = {"part": "remainder"}, {"is_mixed": True}, {"amount_eur": None}, {"partner_code": None}

    found = figures([], [total, *(total._replace(**other) for other in others)])

    assert found == {Subject("eur_fines", "UWV", Q1, "quarter"): Euros(900.0, 20, 7)}


@pytest.mark.parametrize(
    ("old", "new", "facts", "reason"),
    [
        (state(None, missing=True), state("2025-05-01"), FACTS, "delivered"),
        (state("2025-05-01"), state("2025-08-01"), FACTS, "corrected"),
        (state("2025-08-01"), state("2025-05-01"), FACTS, "withdrawn"),
        (state("2025-08-01"), state(None, missing=True), FACTS, "withdrawn"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"definitions": "z"}, "definition"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"policy": {"sha256": "z"}}, "policy"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"code": "2"}, "software"),
        (state("2025-05-01"), state("2025-05-01"), FACTS, "protection"),
    ],
)
def test_every_move_has_its_reason(old, new, facts, reason):
    moves = explain(moved(ONE, MORE), (old, new), (FACTS, facts))

    assert [move.reason for move in moves] == [reason]


def test_a_partner_unknown_before_has_delivered():
    moves = explain(moved({}, ONE), ([], state("2025-05-01")), (FACTS, FACTS))

    assert [move.reason for move in moves] == ["delivered"]


@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_a_year_moved_by_what_came_for_any_of_its_quarters(month):
    late = date(2025, month, 1)
    moves = explain(moved(yearly(900.0), yearly(950.0)), ([], state("2026-02-01", quarter=late)), (FACTS, FACTS))

    assert [move.reason for move in moves] == ["delivered"]
    other = state("2026-02-01", quarter=date(2026, 1, 1))
    assert explain(moves, ([], other), (FACTS, FACTS))[0].reason == "protection"


def test_a_quarter_did_not_move_by_what_came_for_another_one():
    moves = explain(moved(ONE, MORE), ([], state("2025-08-01", quarter=Q2)), (FACTS, FACTS))

    assert [move.reason for move in moves] == ["protection"]


def test_the_sentence_and_the_tables_say_it_in_words():
    first, second = moved(ONE, MORE | counts(("fines", "UWV", Q2, 5.0)))
    moves = [replace(first, reason="corrected"), replace(second, reason="delivered")]
    shown = table(moves, {"UWV": "UWV"}, MEASURES)
    told = sentence(moves, ("abc", "2026-01-31T09:00:00+00:00"))

    assert shown["Periode"].tolist() == ["2025 K2", "2025 K1"]
    assert shown["Eerder"].tolist() == ["niet aanwezig", "40"]
    assert "2 cijfers" in told
    assert "31 januari 2026" in told
    assert summary(moves)["Cijfers"].tolist() == ["1", "1"]
    assert numbers(moves)["difference"].tolist() == [20.0, 5.0]
    assert numbers(moves)[["before_margin_pct", "after_margin_pct", "difference_margin_eur"]].isna().all(axis=None)
    assert release_name(("abc", "2026-01-31")) == "release abc, 31 januari 2026"


def test_euros_of_a_year_are_named_as_one_and_carry_their_margin_in_table_and_download():
    moves = explain(moved(yearly(20_000.0), yearly(30_000.0, 10)), ([], []), (FACTS, FACTS))
    shown = table(moves, {"UWV": "UWV"}, MEASURES)
    rows = numbers(moves)

    assert shown["Periode"].tolist() == ["2025"]
    assert shown["Eerder"].tolist() == ["€\u00a020.000 (± 15%)"]
    assert shown["Nu"].tolist() == ["€\u00a030.000 (± 10%)"]
    assert rows[["grain", "before_margin_pct", "after_margin_pct"]].to_numpy().tolist() == [["year", 15, 10]]
    assert rows["difference_margin_eur"].tolist() == pytest.approx([6_000.0])


def test_nothing_moved_is_said():
    moves = explain(moved(ONE, ONE), (state("2025-05-01"), state("2025-05-01")), (FACTS, FACTS))

    assert moves == []
    assert "geen enkel cijfer" in sentence(moves, ("abc", "2026-01-31"))
