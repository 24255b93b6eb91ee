"""A moment bears its time zone, so that nobody has to guess it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dashboard.clock import HERE, now


def test_now_is_a_moment_in_utc_to_the_second():
    moment = datetime.fromisoformat(now())
    assert moment.utcoffset() == timedelta(0)
    assert moment.microsecond == 0
    assert abs(datetime.now(UTC) - moment) < timedelta(hours=1)


def test_days_begin_as_they_do_here_in_summer_and_winter():
    assert datetime(2026, 1, 1, tzinfo=HERE).utcoffset() == timedelta(hours=1)
    assert datetime(2026, 7, 1, tzinfo=HERE).utcoffset() == timedelta(hours=2)
