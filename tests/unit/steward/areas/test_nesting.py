from __future__ import annotations

import pytest

from dashboard.errors import AreasInvalid


def test_a_parent_that_contradicts_the_code_is_refused_by_code(atlas, take, sentence):
    atlas.set("buurten", "BU90010101", wijkcode="WK900201")
    with pytest.raises(AreasInvalid) as caught:
        take(atlas)
    assert caught.value.key == "areas.error.parent_differs"
    assert "BU90010101" in sentence(caught.value)


def test_a_buurt_whose_wijk_is_absent_is_refused(atlas, take, sentence):
    wijken = atlas.layers["wijken"]
    atlas.layers["wijken"] = wijken[wijken["wijkcode"] != "WK900202"]
    with pytest.raises(AreasInvalid) as caught:
        take(atlas)
    assert caught.value.key == "areas.error.parent_missing"
    assert "BU90020201, BU90020202" in sentence(caught.value)


def test_a_buurt_that_lies_in_another_wijk_is_refused(atlas, take, draw, sentence):
    atlas.set("buurten", "BU90010101", geometry=draw(3, 1))
    atlas.set("buurten", "BU90020202", geometry=draw(0, 0))
    with pytest.raises(AreasInvalid) as caught:
        take(atlas)
    assert caught.value.key == "areas.error.outside_parent"
    assert "BU90010101, BU90020202" in sentence(caught.value)


def test_a_wijk_that_lies_in_another_gemeente_is_refused(atlas, take, sentence):
    shapes = atlas.layers["gemeenten"].geometry.tolist()
    atlas.layers["gemeenten"] = atlas.layers["gemeenten"].set_geometry(shapes[::-1])
    with pytest.raises(AreasInvalid) as caught:
        take(atlas)
    assert caught.value.values["layer"] == "wijken"
    assert "WK900101" in sentence(caught.value)


def test_land_whose_parent_is_only_water_is_refused(atlas, take):
    atlas.set("gemeenten", "GM9002", water="JA")
    with pytest.raises(AreasInvalid) as caught:
        take(atlas)
    assert caught.value.key == "areas.error.parent_missing"
