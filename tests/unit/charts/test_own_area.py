"""A composed area as text in a URL, as a file, and as one more row of an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard.analysis.composed import Fit, Refusal
from dashboard.answers.rows import CompareYears, MapAreas, OwnAreaCells
from dashboard.charts import own_area
from dashboard.errors import UserError
from tests.conftest import table

CELLS = """
area_code  | area_name | level         | district_code | municipality_code | province_code | n_inhabitants | n_dwellings | owner_occupied_pct | low_income_pct | urbanity_class
WK900100   | Wijk      | district      | WK900100      | GM9001            | PV90          | 2000          | 900         | 50                 | 10             | 2
BU90010000 | Een       | neighbourhood | WK900100      | GM9001            | PV90          | 1000          | 300         | 40                 | 10             | 1
BU90010001 | Twee      | neighbourhood | WK900100      | GM9001            | PV90          | 1000          | 600         | 70                 | .              | 4
"""


@pytest.fixture
def cells():
    return [
        OwnAreaCells(*row[:6], *(int(figure) if isinstance(figure, str) else None for figure in row[6:]))
        for row in table(CELLS).itertuples(index=False)
    ]


@pytest.fixture
def own(cells):
    return own_area.compose("Mijn", ("WK900100",), {"BU90010000", "BU90010001"}, cells)


def test_a_name_holds_no_markup_and_the_url_gives_it_back():
    assert own_area.unpack(own_area.pack("A [x](http://y) <b>_*~", ["BU90010000"])) == ("A xhttpy b", ("BU90010000",))
    assert own_area.unpack("~onzin.BU1.WK900100") == ("Eigen gebied", ("WK900100",))


def test_figures_are_added_and_shares_weighed_by_dwellings(own):
    assert own.area.n_inhabitants == 2000
    assert own.area.owner_occupied_pct == pytest.approx((40 * 300 + 70 * 600) / 900)
    assert own.area.low_income_pct == 10
    assert own.districts == {"WK900100"}
    assert "2 buurten in 1 wijk, 900 woningen" in own_area.summary(own)


def test_a_buurt_without_published_dwellings_weighs_nothing_and_stays_blank(cells):
    wijk, one, two = cells
    own = own_area.compose(
        "Mijn", (wijk.area_code,), {one.area_code, two.area_code}, [one._replace(n_dwellings=None), two]
    )
    table = own_area.table(own, [wijk, one._replace(n_dwellings=None), two], {})

    assert (own.area.n_dwellings, own.area.owner_occupied_pct) == (600, 70)
    assert table["Woningen"].tolist() == ["", "600"]


def test_cells_are_added_per_year_and_missing_only_where_all_are(own):
    both = replace(own, codes=own.parts)
    one, two = own.parts
    years = [(one, 2024, 5), (two, 2024, 10), (two, 2025, 20), ("BU9", 2024, 99)]
    areas = [(one, 2, 5, True), (two, 1, 10, False), ("BU9", 9, 99, True)]
    per_year = own_area.joined([CompareYears(*row, 100) for row in years], both)
    (whole,) = own_area.joined(
        [MapAreas(code, "", False, n, 50, value, 80, 3, 1, late) for code, n, value, late in areas], both
    )

    assert per_year == [CompareYears(own_area.CODE, 2024, 15, 200), CompareYears(own_area.CODE, 2025, 20, 100)]
    assert whole == MapAreas(own_area.CODE, "Mijn", False, 2, 100, 15, 160, 3, 1, False)
    assert own_area.joined([MapAreas(one, "", False, 1, 50, 0, 80, 1, 1, True)], both)[0].is_undelivered


def test_a_saved_file_opens_again(own):
    content = own_area.saved_file(own, SimpleNamespace(id="ab12"), Fit(0.9, 0.8, "fair"))

    assert own_area.is_saved(content)
    assert own_area.opened_file(content) == ("Mijn", ("WK900100",))
    assert json.loads(content)["passing"] == {"omtrek_gedekt": 0.9, "in_omtrek": 0.8}


@pytest.mark.parametrize("areas", [None, [], ["<b>"], [1, {}]])
def test_a_saved_file_without_codes_is_refused(areas):
    with pytest.raises(UserError):
        own_area.opened_file(json.dumps({"formaat": own_area.FORMAT, "gebieden": areas}).encode())


def test_words(own, cells):
    said = own_area.refusal_sentence(
        Refusal("one_left", "WK900100", "BU90010001"), {"WK900100": "Wijk", "BU90010001": "Twee"}
    )

    assert "Naast Wijk zou precies één buurt overblijven: Twee" in said
    assert "ten minste 3." in own_area.refusal_sentence(Refusal("few_areas", found=2), {})
    assert "goed" in own_area.fit_sentence(Fit(0.95, 0.92, "good"))
    assert own_area.table(own, cells, {"BU90010000": 0.6})["Binnen de omtrek"].tolist() == ["60%", "0%"]
    assert own_area.municipality_of("BU90010001") == "GM9001"
    assert own.area.area_code == "eigen"
    assert set(own_area.cells_of(cells)) == set(own.parts)
