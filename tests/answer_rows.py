"""Write ``dashboard/answers/rows.py`` from the headers of the answers: ``python -m tests.answer_rows``."""

from __future__ import annotations

import textwrap

from dashboard.catalogue import Query, queries
from dashboard.settings import PACKAGE

WIDTH = 118
TYPES = {
    "varchar": "str",
    "bigint": "int",
    "integer": "int",
    "tinyint": "int",
    "double": "float",
    "boolean": "bool",
    "date": "date",
    "blob": "bytes",
    "varchar[]": "tuple[str, ...]",
}
HEAD = '''"""One class of rows per answer, made from the headers of ``queries/answers`` by ``python -m tests.answer_rows``.

A test holds this file current. A column that may be missing (``?`` in the header) is None where it is.
"""

# ruff: noqa: TC003  the annotations are read at run time
from __future__ import annotations

from datetime import date
from typing import NamedTuple
'''


def class_name(name: str) -> str:
    """``overview__counts`` is ``OverviewCounts``."""
    return "".join(part.capitalize() for part in name.split("_") if part)


def module() -> str:
    """The text of the module."""
    statements = queries("answers")
    known = ",\n".join(f'    {class_name(one.name)}: "{one.name}"' for one in statements)
    return "\n\n".join(
        [HEAD, *(_class(one) for one in statements), f"NAMES: dict[type[NamedTuple], str] = {{\n{known},\n}}\n"]
    )


def _class(statement: Query) -> str:
    grain = textwrap.wrap(f"{statement.header['grain'].capitalize()}.", WIDTH - 10)
    fields = [
        f"    {column.name}: {TYPES[column.type]}{' | None' if column.nullable else ''}"
        + (f"  # {column.unit}" if column.unit else "")
        for column in statement.columns
    ]
    doc = [f'    """{statement.header["title"]}.', "", *(f"    {line}" for line in grain), '    """', ""]
    return "\n".join([f"class {class_name(statement.name)}(NamedTuple):", *doc, *fields]) + "\n"


if __name__ == "__main__":
    (PACKAGE / "answers" / "rows.py").write_text(module(), encoding="utf-8")
