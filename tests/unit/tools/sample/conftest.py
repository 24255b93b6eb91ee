from __future__ import annotations

import numpy as np
import pytest

from dashboard.tools.sample.deliveries import fill_deliveries, group_senders, plan_deliveries, tell_stories
from dashboard.tools.sample.land import draw_land
from dashboard.tools.sample.scale import SCALES, Scale
from dashboard.tools.sample.write import draw_facts, write_scale


@pytest.fixture(scope="session")
def tiny():
    return Scale("tiny", "markerwaard", 1, 4, 14, 70, 3, 30, 200.0, 20, 1.0)


@pytest.fixture(scope="session")
def land():
    return draw_land(np.random.default_rng(2026), SCALES["demo"])


@pytest.fixture(scope="session")
def facts(land):
    return draw_facts(np.random.default_rng(7), land, SCALES["demo"])


@pytest.fixture(scope="session")
def senders(land):
    return group_senders(land, 1)


@pytest.fixture(scope="session")
def stories(senders, facts):
    return tell_stories(senders, facts.registers)


@pytest.fixture(scope="session")
def plans(senders, stories):
    return plan_deliveries(np.random.default_rng(3), senders, stories, 2023)


@pytest.fixture(scope="session")
def deliveries(plans, facts):
    return [(plan, sheets) for plan, sheets in fill_deliveries(plans, facts)]


@pytest.fixture(scope="session")
def folder(tiny, tmp_path_factory):
    path = tmp_path_factory.mktemp("sample")
    write_scale(path, tiny, 5)
    return path
