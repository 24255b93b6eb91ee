"""What was passed on in one project: from whom to whom, how much of it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import count
from dashboard.charts.shares import share, share_columns, share_text
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import ProjectFlows


SETTLED = ("signals_settled", "signals_passed_on")


def passing_rows(rows: Sequence[ProjectFlows], answered: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """The same as numbers, for the download; all together is the last row.

    Args:
        rows: one per sender and receiver.
        answered: the same, as a frame.
        noise: of the release.
    """
    both = ["n_passed_on", "n_settled"]
    whole = pd.DataFrame([answered[both].sum()]).assign(part="total")
    every = pd.concat([answered.assign(part="pair"), whole], ignore_index=True)
    pairs = [(row.n_settled, row.n_passed_on) for row in rows]
    pairs.append((sum(settled for settled, _ in pairs), sum(passed for _, passed in pairs)))
    return every.assign(**share_columns([share(settled, passed, noise, SETTLED) for settled, passed in pairs]))


def passing_table(rows: Sequence[ProjectFlows], names: Mapping[str, str], noise: Noise) -> pd.DataFrame:
    """Per sender and receiver, then all together: passed on, settled, and the share with its interval.

    Args:
        rows: one per sender and receiver.
        names: name per partner code.
        noise: of the release.
    """
    lines = [
        (
            names.get(row.from_partner_code, row.from_partner_code),
            names.get(row.to_partner_code, row.to_partner_code),
            row.n_passed_on,
            row.n_settled,
        )
        for row in rows
    ]
    all_passed, all_settled = sum(row.n_passed_on for row in rows), sum(row.n_settled for row in rows)
    lines.append((say("project.passing.all"), "", all_passed, all_settled))
    return pd.DataFrame(
        {
            say("project.passing.from"): [sender for sender, *_ in lines],
            say("project.passing.to"): [receiver for _, receiver, *_ in lines],
            say("project.passing.passed"): [count(passed) for *_, passed, _ in lines],
            say("project.passing.settled"): [count(settled) for *_, settled in lines],
            say("project.passing.share"): [
                share_text(settled, passed, noise, SETTLED) for *_, passed, settled in lines
            ],
        }
    )
