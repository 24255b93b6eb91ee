"""What moved between two releases, and why: a delivery first, then what the releases were made with."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.pages.changes.words import explain, moved, release_name, sentence, summary, table

Q1, Q2 = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-04-01")
FACTS = {"definitions": "a", "policy": {"sha256": "b"}, "code": "1"}


def figures(*rows):
    return pd.DataFrame(rows, columns=["measure_code", "partner_code", "quarter", "value"])


def state(day, *, missing=False, quarter=Q1):
    columns = ["partner_code", "quarter", "reference_date", "is_missing"]
    return pd.DataFrame([("UWV", quarter, pd.Timestamp(day) if day else pd.NaT, missing)], columns=columns)


ONE = figures(("fines", "UWV", Q1, 40.0))


def test_only_what_differs_is_listed_and_absent_is_no_zero():
    before = figures(("fines", "UWV", Q1, 40.0), ("fines", "UWV", Q2, 5.0), ("warnings", "UWV", Q1, 10.0))
    after = figures(("fines", "UWV", Q1, 45.0), ("fines", "UWV", Q2, 5.0), ("orders", "UWV", Q1, 15.0))

    rows = moved(before, after).set_index("measure_code")

    assert rows["difference"].to_dict() == {"fines": 5.0, "orders": 15.0, "warnings": -10.0}
    assert pd.isna(rows.loc["orders", "before"])
    assert pd.isna(rows.loc["warnings", "after"])


@pytest.mark.parametrize(
    ("old", "new", "facts", "reason"),
    [
        (state(None, missing=True), state("2025-05-01"), FACTS, "delivered"),
        (state("2025-05-01"), state("2025-08-01"), FACTS, "corrected"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"definitions": "z"}, "definition"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"policy": {"sha256": "z"}}, "policy"),
        (state("2025-05-01"), state("2025-05-01"), FACTS | {"code": "2"}, "software"),
        (state("2025-05-01"), state("2025-05-01"), FACTS, "protection"),
    ],
)
def test_every_move_has_its_reason(old, new, facts, reason):
    rows = explain(moved(ONE, figures(("fines", "UWV", Q1, 60.0))), (old, new), (FACTS, facts))

    assert rows["reason"].tolist() == [reason]


def test_a_partner_unknown_before_has_delivered():
    rows = explain(moved(ONE.iloc[:0], ONE), (state("2025-05-01").iloc[:0], state("2025-05-01")), (FACTS, FACTS))

    assert rows["reason"].tolist() == ["delivered"]


def test_the_sentence_and_the_tables_say_it_in_words():
    rows = moved(ONE, figures(("fines", "UWV", Q1, 60.0), ("fines", "UWV", Q2, 5.0))).assign(
        reason=["corrected", "delivered"]
    )
    measures = pd.DataFrame({"measure_code": ["fines"], "name_nl": ["Boetes"], "name_en": ["Fines"], "unit": ["count"]})
    shown = table(rows, {"UWV": "UWV"}, measures)
    told = sentence(rows, ("abc", "2026-01-31T09:00:00+00:00"))

    assert shown["Kwartaal"].tolist() == ["2025 K2", "2025 K1"]
    assert shown["Eerder"].tolist() == ["niet aanwezig", "40"]
    assert "2 cijfers" in told
    assert "31 januari 2026" in told
    assert summary(rows)["Cijfers"].tolist() == ["1", "1"]
    assert release_name(("abc", "2026-01-31")) == "release abc, 31 januari 2026"


def test_nothing_moved_is_said():
    rows = explain(moved(ONE, ONE), (state("2025-05-01"), state("2025-05-01")), (FACTS, FACTS))

    assert rows.empty
    assert "geen enkel cijfer" in sentence(rows, ("abc", "2026-01-31"))
