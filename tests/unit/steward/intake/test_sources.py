"""Whose a delivery is, and which one holds for a month: the same as the statement that builds a release says."""

from __future__ import annotations

import pytest

from dashboard.errors import AccessDenied
from dashboard.steward.intake import archive
from dashboard.steward.intake.sources import hold_own, holding, receipts_of, sources_of
from dashboard.store import current_release, cursor
from dashboard.text import use


@pytest.mark.parametrize(
    ("allowed", "sources"),
    [((), ("UWV",)), (("UWV",), ("SVB",)), (("UWV",), ("UWV", "SVB")), (None, ()), (("UWV",), ())],
)
def test_what_is_not_all_ones_own_is_refused(allowed, sources):
    with pytest.raises(AccessDenied):
        hold_own(allowed, sources)


@pytest.mark.parametrize(("allowed", "sources"), [(None, ("UWV",)), (("UWV", "SVB"), ("SVB",))])
def test_ones_own_is_not(allowed, sources):
    hold_own(allowed, sources)


def test_sources_are_named_and_only_those_allowed(settings):
    every = sources_of(settings, None)

    assert every["UWV"] == "UWV"
    assert every["GM9001"] == "Nieuw-Oosterdijk"
    assert "GEM" not in every
    assert sources_of(settings, ("GM9001", "GM0000")) == {"GM9001": "Nieuw-Oosterdijk", "GM0000": "GM0000"}
    use("en")
    assert sources_of(settings, ("BD",)) == {"BD": "Tax Administration"}


def test_receipts_are_of_one_source_newest_first(settings):
    receipts = receipts_of(settings, ("UWV",), "UWV")

    assert {one.told().sources for one in receipts} == {("UWV",)}
    with pytest.raises(AccessDenied):
        receipts_of(settings, ("UWV",), "SVB")


def test_the_delivery_that_holds_is_the_one_the_release_was_built_from(settings):
    receipts = archive.accepted(settings)
    with cursor(current_release(settings)) as connection:
        rows = connection.sql("select source_code, quarter, reference_date, n_months from mart.delivery").fetchall()
    sources = {source for source, *_ in rows}
    held = {source: holding(receipts, source) for source in sources}

    assert len(rows) > 100
    for source, quarter, day, n_months in rows:
        months = [f"{quarter.year}-{quarter.month + step:02d}" for step in range(3)]
        there = [held[source][month].told().reference_date for month in months if month in held[source]]
        assert (len(there), max(there, default=None)) == (n_months, day), (source, quarter)
