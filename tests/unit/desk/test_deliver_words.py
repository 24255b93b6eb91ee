"""What the room says of a delivery: counts, kinds, search, totals, receipts and how one stands."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.desk.deliver import words
from dashboard.desk.deliver.change import Change, SheetChange, Total
from dashboard.desk.deliver.history import Quarter
from dashboard.desk.deliver.stand import complete_sentence, effort_sentence, quarter_table
from dashboard.steward.intake.archive import Receipt
from dashboard.steward.intake.facts import Facts
from dashboard.steward.intake.problems import Problem
from dashboard.text import use

FACTS = Facts("UWV", date(2026, 10, 27), date(2026, 7, 1), date(2026, 9, 1), "final")
PROBLEMS = (
    Problem("resultaten", 5, "waarde", "veel", "error", "Dit is geen getal.", "Vul een getal in.", "not_a_number"),
    Problem("resultaten", 9, "waarde", "x", "error", "Dit is geen getal.", "Vul een getal in.", "not_a_number", 40),
    Problem("", None, None, "", "warning", "Er staat niets in.", "", "nothing_delivered"),
)


def test_problems_are_counted_by_row_and_by_kind():
    assert words.counts(PROBLEMS) == {"error": 41, "warning": 1, "info": 0}
    assert list(words.kinds(PROBLEMS).values()) == ["Dit is geen getal. (41×)", "Er staat niets in. (1×)"]


@pytest.mark.parametrize(
    ("rule", "asked", "n"),
    [
        (None, "", 3),
        ("not_a_number", "", 2),
        (None, "GETAL waarde", 2),
        (None, "veel", 1),
        (None, "9", 1),
        (None, "q", 0),
    ],
)
def test_problems_are_found_by_kind_and_by_words(rule, asked, n):
    assert len(words.matching(PROBLEMS, rule, asked)) == n


def test_a_problem_says_where_it_is_and_what_to_do():
    rows = words.problem_table(PROBLEMS).to_numpy().tolist()

    assert rows[0] == ["Fout", "resultaten", "5", "waarde", "veel", "Dit is geen getal. Vul een getal in."]
    assert rows[2][:4] == ["Let op", "hele levering", "", ""]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(), "de eerste levering"),
        (Change(against=("aaa",), is_same_period=True, replaced=("aaa",)), "in de plaats van levering aaa."),
        (Change(against=("aaa", "bbb"), is_same_period=True, replaced=("aaa", "bbb")), "van 2 leveringen: aaa, bbb."),
        (Change(against=("aaa",), is_same_period=True), "voor een deel over dezelfde maanden"),
        (Change(against=("aaa",), months=("2026-04", "2026-06")), "aaa, over april 2026 t/m juni 2026"),
        (Change(received_at="2026-11-01T09:00:00+00:00"), "al ontvangen, op 1 november 2026"),
    ],
)
def test_what_changes_is_said_in_a_sentence(change, said):
    sentence = words.change_sentence(FACTS, change, {"UWV": "UWV"})

    assert sentence.startswith("Dit zijn de cijfers van **UWV** over juli 2026 t/m september 2026")
    assert said in sentence


def test_totals_are_in_their_unit_with_their_difference():
    table = words.total_table(
        [Total("eur_fines", 1000.0, 3500.0), Total("signals", 12.0, 12.0), Total("fines", 5.0, 3.0)]
    )

    assert table.to_numpy().tolist() == [
        ["Boetes vastgesteld", "€ 1.000", "€ 3.500", "+€ 2.500"],
        ["Signalen", "12", "12", "gelijk"],
        ["Boetes", "5", "3", "−2"],
    ]
    assert words.total_table([Total("signals", None, 12.0)]).to_numpy().tolist() == [["Signalen", "12"]]


def test_sheets_are_called_as_in_the_workbook():
    rows = words.sheet_table(Change(sheets=(SheetChange("project_step", 1, 2, 3, 1234),))).to_numpy().tolist()

    assert rows == [["stappen", "1", "2", "3", "1.234"]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_receipt_names_source_months_moment_and_every_hash(language):
    use(language)
    receipt = Receipt("ab" * 32, "UWV_2026Q3.zip", ".zip", "accepted", "2026-11-01T09:00:00+00:00", (), FACTS)
    text = words.receipt_text(receipt, [("resultaten.csv", "c" * 64), ("levering.csv", "d" * 64)], {"UWV": "UWV"})

    for part in ("abababababab", "ab" * 32, "UWV (UWV)", "10:00", f"{'c' * 64}  resultaten.csv", "d" * 64):
        assert part in text
    assert "c" * 64 not in words.receipt_text(receipt, [("UWV.xlsx", "c" * 64)], {})


def test_completeness_names_what_is_missing():
    there, part, none = (
        Quarter(f"2026-0{month}", n, is_provisional=month == 1) for month, n in ((1, 3), (4, 2), (7, 0))
    )

    assert complete_sentence([there]) == "Het laatste kwartaal is geleverd."
    assert complete_sentence([there, part, none]).endswith("geleverd: 1 van 3. Nog niet: 2026 K2, 2026 K3.")
    assert complete_sentence([]) == "Er is nog niets geleverd."
    assert quarter_table([there, part, none]).to_numpy().tolist() == [
        ["2026 K3", "nog niet"],
        ["2026 K2", "2 van 3 maanden"],
        ["2026 K1", "ja, voorlopig"],
    ]


def test_effort_stands_beside_the_middle_half_without_names_or_order():
    rates = {"GM1": 10.0, "GM2": 2.0, "GM3": 4.0, "GM4": 6.0, "GM5": 8.0, "GM6": 100.0}
    sentence = effort_sentence("GM1", rates, date(2026, 9, 1))

    assert "**10,0**" in sentence
    assert "andere gemeenten met projecten (5) ligt tussen 4,0 en 8,0" in sentence
    assert not any(code in sentence for code in rates)
    assert "te weinig andere" in effort_sentence("GM1", {"GM1": 1.0, "GM2": 2.0}, date(2026, 9, 1))
    assert "geen cijfers" in effort_sentence("GM7", rates, date(2026, 9, 1))
