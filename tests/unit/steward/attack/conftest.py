"""Cells written by hand, one project a line, for attacks with a known answer."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def make_cells():
    """``make_cells([3, 1], project=..., partner=...)``: count cells of the given values, one month each, names repeated."""

    def make(values, **names) -> pd.DataFrame:
        size = len(values)
        plain = {
            "origin": "result",
            "project_code": "P1",
            "partner_code": "GEM",
            "municipality_code": "GM1",
            "family": "fines",
            "component": "fines",
            "rule": "count",
            "area_code": "BU1",
            "area_year": 2024,
            "district_code": "WK1",
            "class_code": "wonen",
            "month": list(pd.date_range("2015-01-01", periods=size, freq="MS")),
        }
        return pd.DataFrame({**plain, **names, "value": values}, index=range(size))

    return make
