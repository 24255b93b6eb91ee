"""Lead times: whole closed years, published once, in classes of several rows."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.steward.protect.settlement import publish_settlement
from tests.conftest import table

ROWS = """
project_code | median_days | n | year
P1           | 4           | 5 | 2023
P1           | 12          | 5 | 2023
P2           | 29          | 5 | 2023
P2           | 31          | 5 | 2023
P3           | 45          | 5 | 2023
P3           | 70          | 5 | 2023
P3           | 89          | 5 | 2023
P3           | 130         | 5 | 2023
"""


def rows(text=ROWS, *, is_closed=True):
    """Delivered medians of one receiver, one row per month, with their protected cells."""
    frame = table(text).astype({"median_days": float, "n": int, "year": int})
    months = pd.to_datetime([f"{year}-{1 + at % 12:02d}-01" for at, year in enumerate(frame["year"])])
    medians = frame.assign(
        partner_code="GEM/UWV", class_code="wonen", to_partner_code="UWV", month=months, is_closed=is_closed
    )
    cells = medians.assign(origin="referral", component="signals_settled", value=frame["n"])
    return medians, cells[["origin", "component", "project_code", "partner_code", "class_code", "month", "value"]]


def classes(found):
    return dict(zip(found["days_from"].tolist(), found["n_settled"].tolist(), strict=True))


def test_classes_of_few_rows_count_with_the_next_and_the_last_is_left_out(policy):
    """0-29: three rows; 30-59: two, with 60-89 four; 120: one row, left out."""
    assert classes(publish_settlement(*rows(), None, policy)) == {0: 15, 60: 20}


@pytest.mark.parametrize("rule", ["settlement_signals", "settlement_projects"])
def test_a_year_of_few_signals_or_projects_is_left_out(policy, rule):
    fewer = {
        "settlement_signals": "\n".join(ROWS.strip().splitlines()[:5]),
        "settlement_projects": ROWS.replace("P3", "P2"),
    }

    assert publish_settlement(*rows(fewer[rule]), None, policy).empty


def test_a_year_that_is_not_closed_waits(policy):
    assert publish_settlement(*rows(is_closed=False), None, policy).empty


def test_a_published_year_takes_in_no_later_row(policy):
    first = publish_settlement(*rows(), None, policy)
    more = ROWS + "P4 | 200 | 5 | 2023\n" + ROWS.replace("2023", "2024").split("year\n")[1].replace("\n\n", "\n")

    second = publish_settlement(*rows(more), {"settlement": first}, policy)

    assert classes(second[second["year"] == 2023]) == classes(first)
    assert classes(second[second["year"] == 2024]) == classes(first)
    assert classes(publish_settlement(*rows(more), None, policy).query("year == 2023")) != {0: 15}


def test_without_medians_what_was_published_stays(policy):
    first = publish_settlement(*rows(), None, policy)

    assert publish_settlement(None, rows()[1], {"settlement": first}, policy).equals(first)
    assert publish_settlement(None, rows()[1], None, policy).empty


def test_the_longest_lead_times_share_one_open_class(policy):
    long = ROWS.replace(" 4 ", "361").replace(" 12 ", "500").replace(" 29 ", "999")

    assert 360 in classes(publish_settlement(*rows(long), None, policy))
