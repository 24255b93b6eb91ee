"""A count in a free text is told, because it goes out unprotected; other numbers are no matter."""

from __future__ import annotations

import pytest

from dashboard.steward.intake.counted import holds_count


@pytest.mark.parametrize(
    "text",
    [
        "Bij 3 adressen was iets mis.",
        "drie van de onderzochte woningen",
        "Er zijn 1.204 signalen doorgegeven",
        "12 huishoudens kregen hulp",
        "Onregelmatigheden bij 4 bedrijven",
        "één persoon bleek verhuisd naar elders; 2 personen niet",
    ],
)
def test_a_count_is_found(text):
    assert holds_count(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sinds 2024 adressen beter bijgehouden",
        "Artikel 64 van de Wet SUWI",
        "Verlengd met 6 maanden op verzoek van de gemeente",
        "Afspraak 3 geldt tot 1 juli 2025",
        "Adressen worden voortaan vooraf nagelopen",
        "versie 2.1",
    ],
)
def test_another_number_is_none(text):
    assert not holds_count(text)


def test_it_is_a_warning_at_its_cell_and_refuses_nothing(found, sheets):
    sheets["stappen"][0]["toelichting"] = "Bij 3 adressen was iets mis."
    (problem,) = found(sheets)

    assert (problem.rule, problem.severity) == ("count_in_text", "warning")
    assert (problem.sheet, problem.row, problem.column) == ("stappen", 2, "toelichting")
