"""What needs a decision: most pressing first, each with the projects longest past the norm."""

from __future__ import annotations

from datetime import date

from dashboard.answers.rows import OverviewAttention, OverviewPartners
from dashboard.pages.overview.words import attention_sentence, attention_table, matters
from tests.conftest import row

PROJECTS = [
    OverviewAttention(reason, f"P{n}", f"Project *{n}*", date(2025, 1, n))
    for reason in ("over_12", "over_24")
    for n in range(1, 8)
]
PARTNERS = [row(OverviewPartners, name_nl=name, n_missing=n) for name, n in (("IND", 2), ("UWV", 0))]


def test_the_longest_runners_come_first_and_three_are_named():
    found = matters(PROJECTS, PARTNERS)

    assert [one.reason for one in found] == ["over_24", "over_12", "undelivered"]
    assert found[0].sentence == "Langer dan 24 maanden bezig: 7"
    assert [code for code, *_ in found[0].projects] == ["P1", "P2", "P3"]


def test_titles_are_as_delivered_with_the_day_beside_them():
    _, title, since = matters(PROJECTS, PARTNERS)[0].projects[0]

    assert title == "Project *1*"
    assert since == "1 januari 2025"


def test_only_partners_with_a_gap_are_named():
    assert matters(PROJECTS, PARTNERS)[-1].partners == ("IND",)
    assert matters([], PARTNERS[1:]) == []


def test_nothing_to_decide_is_said():
    assert "geen project over een norm heen en hebben alle partners geleverd" in attention_sentence(
        [], "september 2026"
    )
    assert "is geen project over een norm heen. Partners met" in attention_sentence(
        matters([], PARTNERS), "september 2026"
    )


def test_the_sentence_counts_what_the_list_and_its_table_have():
    said = attention_sentence(matters(PROJECTS, PARTNERS), "september 2026")

    assert f"aan het einde van de gekozen periode (september 2026): {len(attention_table(PROJECTS))}." in said
    assert "ontbrekende kwartalen: 1." in said


def test_every_project_stands_in_the_table():
    assert len(attention_table(PROJECTS)) == len(PROJECTS)
