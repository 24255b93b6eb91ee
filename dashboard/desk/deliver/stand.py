"""What a source gets back at once: how complete it is, and how hard was looked beside others of its kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.answers import Reader
from dashboard.answers.rows import FramePeriod, MapAreas, PartnersCounts, ProjectFeatures
from dashboard.charts.numbers import number, period_name, some
from dashboard.desk.deliver.history import quarters
from dashboard.errors import UserError
from dashboard.policy import use_policy
from dashboard.steward.intake.contract import MUNICIPALITIES
from dashboard.steward.intake.known import is_municipality
from dashboard.steward.intake.sources import receipts_of
from dashboard.store import current_release
from dashboard.text import say
from dashboard.ui import screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.desk.deliver.history import Quarter
    from dashboard.desk.deliver.visit import Visit

EXAMINED = "examined_addresses"
LAST_QUARTERS = 8
LEAST_PEERS = 4
PER = 1000
MONTHS = 3  # of a quarter


def draw_stand(visit: Visit) -> None:
    """Draw both."""
    screen.header(say("deliver.stand.complete"))
    receipts = receipts_of(visit.settings, visit.person.delivers_for, visit.source)
    found = quarters(receipts, visit.source, datetime.now(UTC).date(), LAST_QUARTERS)
    screen.markdown(complete_sentence(found))
    if found:
        with st.container(width=420):
            screen.table(quarter_table(found))
    screen.header(say("deliver.stand.effort"))
    screen.markdown(_effort(visit))
    screen.caption(say("deliver.stand.note"))


def complete_sentence(found: Sequence[Quarter]) -> str:
    """How many of the last quarters are there."""
    if not found:
        return say("deliver.stand.nothing")
    missing = [one for one in found if one.n_months < MONTHS]
    if not missing:
        return say("deliver.stand.all", n=len(found))
    names = ", ".join(_quarter_name(one) for one in missing)
    return say("deliver.stand.some", n=some(len(found) - len(missing)), of=len(found), names=names)


def quarter_table(found: Sequence[Quarter]) -> pd.DataFrame:
    """The last quarters, newest first."""
    heads = [say(f"deliver.stand.head.{name}") for name in ("quarter", "state")]
    return pd.DataFrame([(_quarter_name(one), _state(one)) for one in reversed(found)], columns=heads)


def effort_sentence(source: str, rates: Mapping[str, float], last: date) -> str:
    """Addresses examined per 1,000 in project areas, beside the middle half of the others; no names, no order.

    Args:
        source: partner or gemeente.
        rates: by source of the same kind.
        last: last month of the year it is about.
    """
    kind = "municipality" if is_municipality(source) else "partner"
    others = [rate for code, rate in rates.items() if code != source]
    if source not in rates:
        return say(f"deliver.effort.{kind}.none")
    own = number(rates[source], 1)
    until = period_name(last, "quarter")
    if len(others) < LEAST_PEERS:
        return say(f"deliver.effort.{kind}.alone", own=own, until=until)
    low, high = (number(float(one), 1) for one in np.quantile(others, [0.25, 0.75]))
    return say(f"deliver.effort.{kind}.beside", own=own, until=until, low=low, high=high, n=len(others))


def _effort(visit: Visit) -> str:
    """The sentence, or why there is none."""
    rights = visit.person.rights
    if not rights.may_view:
        return say("deliver.effort.no_right")
    try:
        release = current_release(visit.settings)
    except UserError:
        return say("deliver.effort.no_release")
    use_policy(release.policy)
    reader = Reader(rights, release)
    last = reader.ask(FramePeriod).rows[0].last_quarter
    until = date(last.year, last.month + 2, 1)
    since = date(until.year - (until.month < 12), until.month % 12 + 1, 1)
    rates = (
        municipality_rates(reader, since, until)
        if is_municipality(visit.source)
        else partner_rates(reader, since, until)
    )
    return effort_sentence(visit.source, rates, until)


def municipality_rates(reader: Reader, since: date, until: date) -> dict[str, float]:
    """Per gemeente with addresses in project areas: addresses examined per 1,000 of them."""
    rows = reader.ask(MapAreas, measure=EXAMINED, denominator=None, level="municipality", **_period(since, until)).rows
    return {
        row.area_code: PER * row.n_value / row.n_addresses for row in rows if row.n_addresses and not row.is_undelivered
    }


def partner_rates(reader: Reader, since: date, until: date) -> dict[str, float]:
    """Per partner: addresses examined per 1,000 addresses of the projects it took part in."""
    counted = reader.ask(PartnersCounts, measures=(EXAMINED,), **_period(since, until)).rows
    ran = [
        row
        for row in reader.ask(ProjectFeatures).rows
        if row.start_date and row.start_date <= until and (row.end_date is None or row.end_date >= since)
    ]
    below: dict[str, int] = {}
    for row in ran:
        for code in row.partner_codes.split():
            below[code] = below.get(code, 0) + row.n_addresses
    return {
        row.partner_code: PER * row.n_value / below[row.partner_code]
        for row in counted
        if row.partner_code != MUNICIPALITIES and below.get(row.partner_code)
    }


def _period(since: date, until: date) -> dict[str, str]:
    return {"from_month": since.isoformat(), "until_month": until.isoformat()}


def _quarter_name(one: Quarter) -> str:
    return period_name(date(int(one.name[:4]), int(one.name[5:7]), 1), "quarter")


def _state(one: Quarter) -> str:
    if not one.n_months:
        return say("deliver.quarter.missing")
    if one.n_months < MONTHS:
        return say("deliver.quarter.partly", n=one.n_months)
    return say("deliver.quarter.provisional" if one.is_provisional else "deliver.quarter.final")
