"""What a row is called in the language of the page, and what its project wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.text import language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple


def named(row: NamedTuple, column: str = "name") -> str:
    """A text of a row that holds it in both languages: ``named(row, "type_name")`` reads ``type_name_nl`` or ``_en``.

    Raises:
        AttributeError: the row has no such column.
    """
    return str(getattr(row, f"{column}_{language()}"))


def delivered(texts: Iterable[str | None]) -> pd.Series[Any]:
    """A column of texts that goes on knowing which of them projects wrote; of a list a frame makes plain ones."""
    return pd.Series(list(texts), dtype=object)


def coded(code: str, text: str) -> str:
    """A text that a project wrote, behind its code."""
    return type(text)(f"{code} {text}")
