"""Cells of any origin become frames that can be joined."""

from __future__ import annotations

from dashboard.steward.attack.plain import as_plain, largest_projects


def test_categories_and_months_become_joinable(make_cells):
    cells = make_cells([1, 2])
    odd = cells.astype({"project_code": "category", "month": "datetime64[ns]"})

    assert len(as_plain(odd).merge(as_plain(cells), on=list(cells.columns))) == 2


def test_the_projects_with_most_cells_are_kept(make_cells):
    cells = make_cells([1] * 6, project_code=["P1", "P2", "P2", "P3", "P3", "P3"])

    assert set(largest_projects(cells, 2)["project_code"]) == {"P2", "P3"}
