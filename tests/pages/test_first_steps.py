"""``Zo leest u dit``: four steps, from a quiet link on every page."""

from __future__ import annotations

import pytest

from dashboard.text import texts
from dashboard.ui.first_steps import AT, STEPS
from tests.conftest import said


@pytest.fixture
def opened(page):
    """A page on which somebody opened the steps."""
    return page("partners", area="GM9001").button(key="first_steps").click().run()


def shown(app, step):
    return str(texts("nl")[f"first_steps.{step}.title"]) in said(app)


def test_it_opens_at_the_first_step_and_none_comes_by_itself(page, opened):
    assert not opened.exception
    assert shown(opened, "counted")
    assert opened.button(key="first_steps_back").disabled
    assert not shown(page("partners"), "counted")


def test_the_next_step_is_one_further(opened):
    opened.button(key="first_steps_next").click().run()

    assert opened.session_state[AT] == 1


def test_opening_it_again_begins_again(opened):
    opened.button(key="first_steps_next").click().run()
    opened.button(key="first_steps").click().run()

    assert opened.session_state[AT] == 0
    assert shown(opened, STEPS[0])
