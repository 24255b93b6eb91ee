"""Whether what somebody takes may go on to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.outside import Outside, outside
from dashboard.store import Release


def release(*statuses):
    return Release("0123456789", Path("x"), {"history": [{"status": one, "at": "2026-11-01"} for one in statuses]})


@pytest.mark.parametrize(
    ("statuses", "name", "answer"),
    [
        (["draft", "published"], "trend", Outside.PUBLIC),
        (["draft", "published", "superseded"], "trend", Outside.PUBLIC),
        (["draft", "published"], "lessons", Outside.PARTNERS),
        (["draft", "published"], "documents", Outside.PARTNERS),
        (["draft"], "trend", Outside.ASK),
        (["draft", "published", "withdrawn"], "trend", Outside.ASK),
        (["draft", "approved"], "lessons", Outside.ASK),
    ],
)
def test_what_may_go_outside(statuses, name, answer):
    assert outside(release(*statuses), name) == answer
