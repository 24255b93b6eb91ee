"""What moved between two releases, and why: a delivery first, then what the releases were made with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.answers.rows import ChangesCounts, DefinitionsMeasures, EurosTotals, PartnersDeliveries
from dashboard.charts.moves import amounts, explain, moved
from dashboard.pages.changes.words import numbers, release_name, sentence, summary, table
from tests.conftest import row

Q1, Q2 = date(2025, 1, 1), date(2025, 4, 1)
FACTS = {"definitions": "a", "policy": {"sha256": "b"}, "code": "1"}


def state(day, *, missing=False):
    stated = day and date.fromisoformat(day)
    return [
        row(
            PartnersDeliveries,
            source_code="UWV",
            partner_code="UWV",
            quarter=Q1,
            reference_date=stated,
            is_missing=missing,
        )
    ]


ONE = [ChangesCounts("fines", "UWV", Q1, 40.0)]
MORE = [ChangesCounts("fines", "UWV", Q1, 60.0)]


def test_only_what_differs_is_listed_and_absent_is_no_zero():
    before = [*ONE, ChangesCounts("fines", "UWV", Q2, 5.0), ChangesCounts("warnings", "UWV", Q1, 10.0)]
    after = [ChangesCounts("fines", "UWV", Q1, 45.0), before[1], ChangesCounts("orders", "UWV", Q1, 15.0)]

    moves = {move.measure_code: move for move in moved(before, after)}

    assert {code: move.difference for code, move in moves.items()} == {"fines": 5.0, "orders": 15.0, "warnings": -10.0}
    assert moves["orders"].before is None
    assert moves["warnings"].after is None


def test_amounts_are_compared_where_they_are_shown_and_of_one_partner():
    shown = {"part": "total", "measure_code": "eur_fines", "partner_code": "UWV", "period": Q1, "amount_eur": 900.0}
    total = row(EurosTotals, **shown)
    others = {"part": "remainder"}, {"is_mixed": True}, {"amount_eur": None}, {"partner_code": None}

    found = amounts([total, *(total._replace(**other) for other in others)])

    assert found == [ChangesCounts("eur_fines", "UWV", Q1, 900.0)]


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
    moves = explain(moved([], ONE), ([], state("2025-05-01")), (FACTS, FACTS))

    assert [move.reason for move in moves] == ["delivered"]


def test_the_sentence_and_the_tables_say_it_in_words():
    first, second = moved(ONE, [*MORE, ChangesCounts("fines", "UWV", Q2, 5.0)])
    moves = [replace(first, reason="corrected"), replace(second, reason="delivered")]
    measures = [row(DefinitionsMeasures, measure_code="fines", name_nl="Boetes", unit="count")]
    shown = table(moves, {"UWV": "UWV"}, measures)
    told = sentence(moves, ("abc", "2026-01-31T09:00:00+00:00"))

    assert shown["Kwartaal"].tolist() == ["2025 K2", "2025 K1"]
    assert shown["Eerder"].tolist() == ["niet aanwezig", "40"]
    assert "2 cijfers" in told
    assert "31 januari 2026" in told
    assert summary(moves)["Cijfers"].tolist() == ["1", "1"]
    assert numbers(moves)["difference"].tolist() == [20.0, 5.0]
    assert release_name(("abc", "2026-01-31")) == "release abc, 31 januari 2026"


def test_nothing_moved_is_said():
    moves = explain(moved(ONE, ONE), (state("2025-05-01"), state("2025-05-01")), (FACTS, FACTS))

    assert moves == []
    assert "geen enkel cijfer" in sentence(moves, ("abc", "2026-01-31"))
