"""Cells of any origin as frames that can be joined."""

from __future__ import annotations

import pandas as pd


def as_plain(cells: pd.DataFrame) -> pd.DataFrame:
    """The same cells with categories as texts and months of one kind."""
    texts = {name: "str" for name, kind in cells.dtypes.items() if isinstance(kind, pd.CategoricalDtype)}
    return cells.astype({**texts, "month": "datetime64[us]"})


def largest_projects(cells: pd.DataFrame, projects: int) -> pd.DataFrame:
    """The cells of the projects with most cells: enough to rehearse on, and the same work on a release of any size."""
    sizes = cells["project_code"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return cells[cells["project_code"].isin(sizes.index[:projects])]
