"""Why an area is in the figures: who worked there, and whether it was looked at more closely than its peers."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import AreaProjects, MapAreas
from dashboard.charts.compared import Counted, compare
from dashboard.text import use
from dashboard.ui.worked_here import LOOKED, looked_sentence, per_dwelling, projects_sentence, projects_table
from tests.conftest import drawn, row

PROJECTS = drawn(
    AreaProjects,
    """
    project_code | title     | first_date | end_date   | stated_reason | type_name_nl
    MW-1         | Haven     | 2021-03-01 | 2022-01-31 | Twee partners | Adresfraude
    MW-2         | Centrum   | 2024-05-01 | .          | .             | Horeca
    """,
)


def quiet(_value, _measure):
    return 2.0


def beside(mine, *others):
    areas = [Counted("a", "Aa", mine, 1000), *(Counted(f"x{n}", f"X{n}", many, 1000) for n, many in enumerate(others))]
    return compare(areas, "a", quiet, LOOKED)


@pytest.mark.parametrize(
    ("areas", "said", "is_more"),
    [
        (beside(300, 50, 52, 48, 51), "**meer onderzocht** dan in de andere wijken: onderzochte adressen per woning 30%", True),
        (beside(50, 50, 52, 48, 51), "niet aantoonbaar meer of minder", False),
        (beside(50, 300, 302, 299, 301), "minder onderzocht", False),
        (beside(0, 300, 302, 299, 301), "geen of enkele adressen onderzocht; in de andere wijken waren het er samen 30%", False),
    ],
)  # fmt: skip
def test_who_was_looked_at_more_closely_than_its_peers_is_told_so(areas, said, is_more):
    found, warns = looked_sentence(areas, "de andere wijken")

    assert said in found
    assert warns is is_more


def test_where_nothing_is_known_or_nothing_stands_beside_it_nothing_is_claimed():
    small = compare([Counted("a", "Aa", 5, 10), Counted("b", "Be", 100, 1000)], "a", quiet, LOOKED)

    assert looked_sentence(small, "de andere") == (
        "Of hier meer is onderzocht dan in de andere, is niet te zeggen.",
        False,
    )
    assert looked_sentence([], "") == ("", False)
    assert looked_sentence(beside(300), "niets") == ("", False)


def test_an_area_that_was_not_delivered_is_not_one_where_nobody_looked():
    rows = [
        row(MapAreas, area_code="a", n_value=0, is_undelivered=True),
        row(MapAreas, area_code="b", n_value=0, is_undelivered=False),
        row(MapAreas, area_code="c", n_value=5),
    ]

    assert [(one.code, one.whole) for one in per_dwelling(rows, {"a": 900, "b": 800})] == [("a", 0), ("b", 800)]


def test_few_projects_are_named_and_a_missing_reason_is_said():
    found = projects_sentence(PROJECTS, "Wijk 1", "september 2026")

    assert found == (
        "In Wijk 1 werkten sinds maart 2021 2 projecten. Haven; Centrum. Van 1 project is geen aanleiding opgegeven."
    )
    assert "Centrum" not in projects_sentence(PROJECTS * 2, "Wijk 1", "september 2026")
    assert projects_sentence([], "Wijk 1", "mei 2026") == "In Wijk 1 werkte tot en met mei 2026 geen project."


def test_the_table_has_every_project_with_its_reason():
    found = projects_table(PROJECTS)

    assert found.iloc[:, 0].tolist() == ["MW-1 · Haven", "MW-2 · Centrum"]
    assert found.iloc[:, -1].tolist() == ["Twee partners", "niet opgegeven"]
    assert found.iloc[:, 3].tolist() == ["31 januari 2022", ""]
    use("en")
    assert projects_table(PROJECTS).columns[0] == "Project"
    assert PROJECTS[0].first_date == date(2021, 3, 1)
