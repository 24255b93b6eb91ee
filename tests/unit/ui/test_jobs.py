"""Long work: how far it is, stopped, and what went wrong."""

from __future__ import annotations

import pytest

from dashboard.errors import UserError
from dashboard.ui.jobs import Job, Stopped


def test_a_job_that_is_stopped_keeps_nothing():
    job = Job("x")

    def work(running):
        running.step("eerst", 0, 2)
        running.stop()
        running.step("daarna", 1, 2)
        raise AssertionError

    job.run(work)
    assert job.is_over
    assert job.content is None
    assert job.is_stopped
    assert not job.trouble


def test_a_job_that_is_stopped_at_the_last_moment_keeps_nothing_either():
    job = Job("x")

    def work(running):
        running.stop()
        return b"klaar"

    job.run(work)
    assert (job.content, job.is_over) == (None, True)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UserError("basket.error.file"), "geen rapport"),
        (ValueError("geheim 123"), "fout in het programma"),
        (OSError(28, "geheim"), "kunnen nu niet worden gelezen"),
    ],
)
def test_what_goes_wrong_is_one_sentence_without_what_was_in_it(error, told):
    job = Job("x")

    def work(_running):
        raise error

    job.run(work)
    assert told in job.trouble
    assert "geheim" not in job.trouble
    assert job.is_over


def test_stopping_is_no_error_of_ours():
    assert not issubclass(Stopped, UserError)
