"""Cells of any origin as frames that can be joined."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.steward.protect.cells import PLACE, UNIT, encode, share_names
from dashboard.steward.protect.linked import SHARED


def as_plain(cells: pd.DataFrame) -> pd.DataFrame:
    """The same cells with categories as texts and months of one kind."""
    texts = {name: "str" for name, kind in cells.dtypes.items() if isinstance(kind, pd.CategoricalDtype)}
    return cells.astype({**texts, "month": "datetime64[us]"})


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Count cells in the order of their names, and so their categories.

    A database gives rows in any order, and what an attacker draws goes by place: in order, the same cells give the same report.
    """
    (named,) = share_names([cells], SHARED)
    coded = encode(named, (*UNIT, *PLACE, "month"))
    order = np.lexsort((coded.codes["month"], coded.combine(PLACE), coded.combine(UNIT)))
    return named.take(order).reset_index(drop=True)


def largest_projects(cells: pd.DataFrame, projects: int) -> pd.DataFrame:
    """The cells of the projects with most cells: enough to rehearse on, and the same work on a release of any size."""
    sizes = cells["project_code"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return cells[cells["project_code"].isin(sizes.index[:projects])]
