from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from dashboard.crs import is_rd, says_where, to_web


def test_the_origin_of_rd_lies_in_amersfoort():
    longitude, latitude = to_web(np.array([[155_000.0, 463_000.0]]))[0]
    assert (longitude, latitude) == pytest.approx((5.38721, 52.15517), abs=2e-5)


def test_points_keep_their_order_and_shape():
    web = to_web(np.array([[120_000.0, 487_000.0], [234_000.0, 582_000.0], [176_000.0, 318_000.0]]))
    assert web.shape == (3, 2)
    assert web[0, 0] < web[2, 0] < web[1, 0]
    assert web[2, 1] < web[0, 1] < web[1, 1]
    assert to_web(np.empty((0, 2))).shape == (0, 2)


def test_rd_is_recognised():
    assert is_rd("EPSG:28992")
    assert not is_rd("EPSG:4326")


def test_an_undefined_system_says_nothing():
    assert says_where("EPSG:28992")
    assert not says_where("")
    assert not says_where('LOCAL_CS["Undefined Cartesian SRS"]')


@pytest.mark.parametrize("module", ["crs", "outline", "steward.areas.stored", "steward.areas.crosswalk"])
def test_what_the_app_imports_does_not_load_the_steward_s_libraries(module):
    code = f"import sys, dashboard.{module}; print(sorted({{'geopandas', 'pyogrio'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
