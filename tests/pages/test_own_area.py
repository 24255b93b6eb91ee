"""Eigen gebied: ticked, refused with its reason, and used as my area in Vergelijken."""

from __future__ import annotations

import json
import re

import pytest
import shapely

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import MapShapes, OwnAreaCells
from dashboard.outline import read_outline

WIDE = {"p": "2019-2026"}


def says(app) -> str:
    kinds = ("markdown", "caption", "info", "error")
    return " ".join(element.value for kind in kinds for element in getattr(app, kind))


@pytest.fixture
def parts(release):
    rows = ask(OwnAreaCells, VIEWER, release, municipality="GM9001").frame
    return rows.loc[rows["level"] == "neighbourhood", "area_code"].sort_values().tolist()


@pytest.fixture
def own(parts):
    return f"Mijn wijkje~{'.'.join(parts[:8])}"


def test_without_a_municipality_it_says_what_to_do(page):
    assert "Kies bij *Mijn gebied*" in says(page("own_area"))


def test_ticking_goes_into_the_url_and_too_few_are_refused(page, parts):
    app = page("own_area", area="GM9001")
    app.multiselect(key="own_neighbourhood").select(parts[0]).run()

    assert parts[0] in str(app.query_params["outline"])
    assert "ten minste 3" in says(app)


@pytest.mark.parametrize("against", ["peers", "cells", "siblings", "province", "all"])
def test_it_is_my_area_in_compare(page, own, against):
    text = says(page("compare", outline=own, part="eigen", against=against, **WIDE))

    assert "Mijn wijkje als geheel:" in text if against == "cells" else "Mijn wijkje: " in text


@pytest.mark.parametrize("room", ["overview", "partners", "area_map", "compare"])
def test_where_it_does_not_count_a_sentence_says_so_and_leads_on(page, own, room):
    app = page(room, outline=own, **WIDE)
    links = [link.proto.label for link in app.get("page_link") if link.proto.label == "Vergelijk dit gebied"]

    assert ("telt op deze pagina niet" in says(app)) == (room in {"overview", "partners"}) == bool(links)


def test_its_value_is_the_same_among_its_parts_as_among_its_peers(page, own):
    among = [
        says(page("compare", outline=own, part="eigen", against=against, **WIDE)) for against in ("peers", "cells")
    ]
    values = [re.search(r"Mijn wijkje[^%]*?(\d+% \(\d+% – \d+%\))", text).group(1) for text in among]

    assert values[0] == values[1]


def test_a_refused_area_in_a_link_is_ignored_with_the_reason(page, parts):
    text = says(page("compare", outline=f"Klein~{parts[0]}", **WIDE))

    assert "Het eigen gebied Klein telt niet mee" in text


def outlines(app) -> list[str]:
    """The orange lines on the map to choose on: an address, or the kind of a shape that is on no address."""
    (drawn,) = app.get("deck_gl_json_chart")
    lines = [one for one in json.loads(drawn.proto.json)["layers"] if one["id"].startswith("line_")]
    return [
        one["data"].split("?")[0].rsplit("/", 1)[1]
        if isinstance(one["data"], str)
        else one["data"][0]["geometry"]["type"]
        for one in lines
    ]


def test_an_outline_of_one_viewer_is_on_no_other_map_and_is_drawn_once(page, release, own):
    rows = ask(MapShapes, VIEWER, release, level="neighbourhood", parent="GM9001", tolerance_m=25).frame
    whole = shapely.union_all(shapely.from_wkb([bytes(blob) for blob in rows["shape"].head(8)]))
    one, other = (page("own_area", area="GM9001", outline=own) for _ in range(2))
    one.session_state["own_outline"] = read_outline(shapely.to_geojson(whole).encode()), {}
    drawn = [outlines(one.run()) for _ in range(3)]

    assert drawn == [["outline", "MultiLineString"]] * 3
    assert outlines(other.run()) == ["outline"]
    assert outlines(page("own_area", area="GM9001", outline=own)) == ["outline"]
