"""Cells of any origin become frames that can be joined."""

from __future__ import annotations

import pandas as pd

from dashboard.steward.attack.plain import as_plain, in_order, largest_projects


def test_categories_and_months_become_joinable(make_cells):
    cells = make_cells([1, 2])
    odd = cells.astype({"project_code": "category", "month": "datetime64[ns]"})

    assert len(as_plain(odd).merge(as_plain(cells), on=list(cells.columns))) == 2


def test_the_projects_with_most_cells_are_kept(make_cells):
    cells = make_cells([1] * 6, project_code=["P1", "P2", "P2", "P3", "P3", "P3"])

    assert set(largest_projects(cells, 2)["project_code"]) == {"P2", "P3"}


def test_the_same_cells_come_in_one_order_however_a_database_gives_them(make_cells):
    cells = make_cells([1, 2, 3, 4], project_code=["P2", "P1", "P3", "P1"], class_code=["b", "b", "a", "a"])
    given, turned = (
        frame.astype({"project_code": "category"}) for frame in (cells, cells[::-1].reset_index(drop=True))
    )
    turned["project_code"] = turned["project_code"].cat.set_categories(["P3", "P1", "P2"])

    pd.testing.assert_frame_equal(in_order(turned), in_order(given))
    assert in_order(given)["value"].tolist() == [4, 2, 1, 3]
