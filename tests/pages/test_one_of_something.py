"""Where exactly one is left, a page says "1 project" and never "1 projecten"."""

from __future__ import annotations

import re

import pytest

from tests.conftest import said
from tests.unit.test_text import NOUNS

ONE_OF_MANY = re.compile(r"(?<![\d.,])1\*{0,2} (?:[a-z]+e )?(?:" + "|".join(NOUNS) + r")\b")
ONE_PROJECT = {"area": "GM9001", "type": "business_park", "period": "2019-2026"}


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("overview", ONE_PROJECT, "eindigde 1 project"),
        ("projects", ONE_PROJECT, "Getoond: 1 van 1 project."),
        ("sustainment", {"project": "LSI-2019-001", "owner": "UWV"}, "**1 afspraak** heeft een gemeten waarde"),
        ("area_map", {"area": "GM9011", "level": "district"}, "1 gebied, waarvan"),
    ],
)
def test_one_is_said_as_one(page, name, query, expected):
    app = page(name, **query)

    assert not app.exception
    assert expected in said(app)
    assert ONE_OF_MANY.findall(said(app)) == []
