from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from dashboard.documents.report import Field, Panel, Part, Report, Text

NOTHING = pd.DataFrame()


def panel(key):
    return Panel(key, key, "", None, NOTHING, NOTHING, "", "", "", "", "", ())


def test_panels_come_in_the_order_of_the_parts_and_nothing_else_comes_along():
    parts = Part("A", (panel("a"), Text("between"), panel("b"))), Part("B", (Field("lessen", "wat werkte"), panel("c")))
    made_at = datetime(2026, 11, 1, tzinfo=UTC)
    report = Report("r", "R", "", "nl", "", "0" * 10, "", made_at, "", (), parts)
    assert [one.key for one in report.panels] == ["a", "b", "c"]
