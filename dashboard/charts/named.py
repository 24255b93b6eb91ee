"""What a row is called in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.text import language

if TYPE_CHECKING:
    from typing import NamedTuple


def named(row: NamedTuple, column: str = "name") -> str:
    """A text of a row that holds it in both languages: ``named(row, "type_name")`` reads ``type_name_nl`` or ``_en``.

    Raises:
        AttributeError: the row has no such column.
    """
    return str(getattr(row, f"{column}_{language()}"))
