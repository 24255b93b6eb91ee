"""Facts that pass unprotected, named one by one in ``public.toml``: columns and why they say nothing about people."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.errors import PolicyViolation

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILE = Path(__file__).with_name("public.toml")
REASONS = ("label_nl", "label_en", "why_nl", "why_en", "source_nl", "source_en")


@cache
def explain_public(path: Path = _FILE) -> dict[str, dict[str, Any]]:
    """The facts as they stand in the file: per table columns, label, why, source and since.

    Raises:
        PolicyViolation: a table without columns, a reason, a source or a date.
    """
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, fact in facts.items():
        if missing := [name for name in ("columns", *REASONS, "since") if not fact.get(name)]:
            raise PolicyViolation("error.public_without_reason", table=table, missing=", ".join(missing))
    return facts


def plain_public(path: Path = _FILE) -> list[dict[str, Any]]:
    """The facts in order for the manifest, dates as ISO 8601, so that readers see what passed and why."""
    return [
        {"table": table, **fact, "since": fact["since"].isoformat()} for table, fact in explain_public(path).items()
    ]


def hold_to_named(table: str, columns: Sequence[str], path: Path = _FILE) -> None:
    """Let a table pass whose columns are all named, and no other.

    Args:
        table: name of the table and of its statement in ``queries/public``.
        columns: what the statement gives.
        path: file of facts.

    Raises:
        PolicyViolation: a column, or the table, is not named public.
    """
    named = explain_public(path).get(table, {}).get("columns", ())
    if unnamed := [column for column in columns if column not in named]:
        raise PolicyViolation("error.not_named_public", table=table, columns=", ".join(unnamed))
