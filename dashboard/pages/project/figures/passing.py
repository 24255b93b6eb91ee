"""What was passed on in one project: from whom to whom, how much of it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.numbers import count
from dashboard.charts.shares import share_text
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.accuracy import Noise


SETTLED = ("signals_settled", "signals_passed_on")


def passing_table(rows: pd.DataFrame, names: Mapping[str, str], noise: Noise) -> pd.DataFrame:
    """Per sender and receiver, then all together: passed on, settled, and the share with its interval.

    Args:
        rows: as ``project__flows`` answers.
        names: name per partner code.
        noise: of the release.
    """
    given: list[Any] = list(rows.itertuples(index=False))
    found = [
        (
            names.get(row.from_partner_code, row.from_partner_code),
            names.get(row.to_partner_code, row.to_partner_code),
            row.n_passed_on,
            row.n_settled,
        )
        for row in given
    ]
    found.append((say("project.passing.all"), "", int(rows["n_passed_on"].sum()), int(rows["n_settled"].sum())))
    return pd.DataFrame(
        {
            say("project.passing.from"): [sender for sender, *_ in found],
            say("project.passing.to"): [receiver for _, receiver, *_ in found],
            say("project.passing.passed"): [count(int(passed)) for *_, passed, _ in found],
            say("project.passing.settled"): [count(int(settled)) for *_, settled in found],
            say("project.passing.share"): [
                share_text(int(settled), int(passed), noise, SETTLED) for *_, passed, settled in found
            ],
        }
    )
