from __future__ import annotations

import numpy as np
import pytest

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
def folder(tiny, tmp_path_factory):
    path = tmp_path_factory.mktemp("sample")
    write_scale(path, tiny, 5)
    return path
