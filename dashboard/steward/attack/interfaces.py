"""Query interfaces for an attacker: each answers a filter with one total, as a page or download would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Filter = Mapping[str, tuple[str, ...]]
    QueryInterface = Callable[[Filter], float | None]

HIDDEN_BELOW = 5


def table_interface(cells: pd.DataFrame, value: str = "value", by: str = "project_code") -> QueryInterface:
    """A query interface on a table: the sum of ``value`` over the rows that match.

    Args:
        cells: one row per cell.
        value: column to add up.
        by: column of the cells that every filter names.

    Returns:
        a query interface; a filter gives per column the names that count, months as ``2024-03-01``.
    """
    texts = _as_text(cells)
    rows_of = texts.groupby(by, sort=False, observed=True).indices
    code_of = {str(column): {name: n for n, name in enumerate(names.cat.categories)} for column, names in texts.items()}
    codes_of = {str(column): names.cat.codes.to_numpy() for column, names in texts.items()}
    values = cells[value].to_numpy()

    def ask(wanted: Filter) -> float:
        parts = [rows_of[code] for code in wanted[by] if code in rows_of]
        rows = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        for column, names in wanted.items():
            is_wanted = np.zeros(len(code_of[column]), bool)
            is_wanted[[code_of[column][name] for name in names if name in code_of[column]]] = True
            rows = rows[is_wanted[codes_of[column][rows]]]
        return float(values[rows].sum())

    return ask


def naive_layer(cells: pd.DataFrame, value: str = "value", by: str = "project_code") -> QueryInterface:
    """The deliberately bad one: exact totals, only hidden where they are below five; arguments as ``table_interface``.

    Every view looks safe by itself; it exists so that the attacks can be seen to work.
    """
    exact = table_interface(cells, value, by)

    def ask(wanted: Filter) -> float | None:
        total = exact(wanted)
        return None if total is None or total < HIDDEN_BELOW else total

    return ask


def _as_text(cells: pd.DataFrame) -> pd.DataFrame:
    """The names of cells as categories of text: a handful of names for millions of rows."""
    names = cells.drop(columns=[column for column in ("value", "amount", "amount_eur") if column in cells])
    coded = names.reset_index(drop=True).astype("category")
    told = {str(name): texts.cat.rename_categories(str) for name, texts in coded.items()}
    return pd.DataFrame(told | {"month": coded["month"].cat.rename_categories(lambda month: f"{month:%Y-%m-%d}")})
