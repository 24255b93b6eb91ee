"""What runs later, in a thread of its own, keeps the language of its page and the policy of its release."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dashboard import text
from dashboard.policy import active_policy, use_policy
from dashboard.text import say
from dashboard.ui.run import keep_words


def test_a_download_made_later_has_the_words_of_its_page():
    text.use("en")
    use_policy(replace(active_policy(), base=10))
    make = keep_words(say)
    text.use("nl")
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(make, "protection.count").result()

    assert later == "rounded to multiples of 10"


def test_a_number_that_is_given_goes_before_that_of_the_policy():
    assert say("protection.count", base=3) == "afgerond op veelvouden van 3"


def test_words_that_name_a_rule_need_a_release():
    with ThreadPoolExecutor(1) as pool, pytest.raises(LookupError):
        pool.submit(say, "protection.count").result()
