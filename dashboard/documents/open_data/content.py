"""The rows of a table as CSV and as Parquet, which hold exactly the same.

CSV for programs: UTF-8, comma, decimal point, ISO dates, ``true`` and ``false``, nothing for what is missing. Sources: RFC 4180;
Apache Parquet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from dashboard.documents.sheet import FORMULA
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping


def plain(table: pa.Table) -> pa.Table:
    """The same table with texts in one line, none that a spreadsheet would run, and null for a text that says nothing."""
    columns = [_plain(column) if _is_text(column.type) else column for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _is_text(kind: pa.DataType) -> bool:
    """Whether a column holds texts, in whichever of Arrow's ways to keep them; pandas has a longer one than an answer."""
    return any((pa.types.is_string(kind), pa.types.is_large_string(kind), pa.types.is_string_view(kind)))


def csv_bytes(table: pa.Table) -> bytes:
    """The rows as CSV with a line of names."""
    out = pa.BufferOutputStream()
    pa_csv.write_csv(table, out)
    return bytes(out.getvalue())


def parquet_bytes(table: pa.Table, about: Mapping[str, str]) -> bytes:
    """The rows as Parquet.

    Args:
        table: rows.
        about: what the file says of itself, name and text.
    """
    out = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(dict(about)), out, compression="zstd")
    return bytes(out.getvalue())


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Looks at every different text once."""
    coded = column.combine_chunks().dictionary_encode()
    texts = [None if text is None else _shown(text) for text in coded.dictionary.to_pylist()]
    return pc.take(pa.array(texts, pa.string()), coded.indices)


def _shown(text: str) -> str | None:
    words = clean(text)
    return f"'{words}" if FORMULA.match(words) else words or None
