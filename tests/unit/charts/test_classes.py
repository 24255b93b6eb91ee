"""Value classes of areas and class breaks."""

from __future__ import annotations

import base64
import re
from datetime import date

import pytest

from dashboard.answers.rows import MapAreas, MapPeriods
from dashboard.charts import classes, places
from dashboard.charts.classes import breaks, class_names, class_of, classify, smooth
from dashboard.charts.euros import add
from dashboard.charts.palette import palette
from dashboard.pages.area_map import figures as legend
from tests.conftest import table

AREAS = """
area_code | area_name | is_water | n_projects | n_addresses | n_value | n_denominator | is_undelivered
BU1       | Getal     |          | 1          | 900         | 40      | 100           |
BU2       | Enkele    |          | 1          | 900         | 0       | 50            |
BU3       | Geen      |          | 0          | 0           | 0       | 0             |
BU4       | Niet      |          | 2          | 900         | 0       | 0             | x
BU5       | Water     | x        | 0          | 0           | 0       | 0             |
BU6       | Klein     |          | 1          | 900         | 5       | 20            |
BU7       | Wijd      |          | 1          | 900         | 15      | 30            |
"""


HIT = ("irregular_addresses", "examined_addresses")


def still(_value, _measure):
    return 0.0


def rows():
    return [
        MapAreas(code, name, water == "x", *map(int, counts), 0, 0, undelivered == "x")
        for code, name, water, *counts, undelivered in table(AREAS).itertuples(index=False)
    ]


def test_counts_have_five_kinds():
    kinds = [area.kind for area in classify(rows(), "count", still, HIT)]

    assert kinds == ["number", "none_or_few", "no_project", "undelivered", "not_applicable", "number", "number"]


def test_shares_need_a_denominator_and_say_when_unreliable():
    found = {area.code: area for area in classify(rows(), "share", still, HIT)}

    assert found["BU1"].text.startswith("40% (")
    assert found["BU6"].kind == classes.TOO_SMALL
    assert found["BU7"].is_unreliable
    assert not found["BU1"].is_unreliable


def test_every_number_has_an_interval_and_a_class_of_reliability():
    found = {area.code: area for area in classify(rows(), "count", lambda *_: 2.0, HIT)}

    assert found["BU1"].text.startswith("circa 40 (")
    assert found["BU1"].reliability == "firm"
    assert found["BU6"].reliability == "weak"
    assert found["BU6"].is_unreliable
    assert found["BU2"].reliability is None


def test_rounding_widens_the_interval_on_the_map():
    plain, rounded = (classify(rows(), "share", noise, HIT)[0] for noise in (still, lambda *_: 5.0))

    assert plain.value == rounded.value
    assert plain.text != rounded.text


def test_a_rate_is_per_thousand_addresses_and_not_of_a_few():
    wholes = [900, 900, 0, 900, 0, 90, 900]
    per_address = [row._replace(n_denominator=whole) for row, whole in zip(rows(), wholes, strict=True)]
    found = {area.code: area for area in classify(per_address, "rate", still, HIT)}

    assert found["BU1"].value == pytest.approx(1000 * 40 / 900)
    assert found["BU1"].text.startswith("44,4 (")
    assert found["BU6"].kind == classes.TOO_SMALL
    assert breaks(yearly({2024: [10, 20, 90]}, below=1000), 1, "rate") == [10, 20]


def test_a_smoothed_share_lies_between_the_raw_one_and_the_whole():
    known = {row.area_code: row for row in rows()}
    counted = [("BU1", 90, 300), ("BU3", 0, 0), ("BU7", 15, 30)]
    given = [known[code]._replace(n_value=part, n_denominator=whole) for code, part, whole in counted]
    raw = classify(given, "share", still, HIT)
    found = smooth(raw, given, "share", still, HIT[0])

    assert raw[2].value == 0.5
    assert 105 / 330 < found[2].value < 0.5
    assert found[1] == raw[1]


def yearly(values, below=0):
    return [MapPeriods(f"BU{i}", year, value, below) for year, row in values.items() for i, value in enumerate(row)]


def test_breaks_are_round_and_part_the_values():
    cuts = breaks(yearly({2024: range(5, 505, 5)}), 1, "count")

    assert all(cut in {100, 150, 200, 250, 300, 400, 500} for cut in cuts)
    assert cuts == sorted(cuts)
    assert {class_of(value, cuts) for value in range(5, 505, 5)} == set(range(len(cuts) + 1))


def test_no_numbers_have_no_classes():
    assert breaks(yearly({}), 1, "count") == []
    assert breaks(yearly({2024: [5]}), 1, "count") == []


def test_breaks_are_the_same_for_every_period_of_one_length():
    years = yearly({2022: [0, 10, 20], 2023: [10, 20, 40], 2024: [30, 50, 400]})

    assert breaks(years, 1, "count")[-1] <= 50
    assert breaks(years, 2, "count") != breaks(years, 1, "count")
    assert breaks(years, 9, "count") == breaks(years, 3, "count")


def test_a_year_without_results_counts_as_none_in_a_longer_period():
    years = yearly({2021: [100, 5], 2024: [200, 10]})

    assert breaks(years, 2, "count") == breaks(years, 1, "count")


def test_breaks_of_shares_leave_small_denominators_out():
    assert breaks(yearly({2024: [10, 20, 24]}, below=24), 1, "share") == []
    assert breaks(yearly({2024: [10, 20, 90]}, below=100), 1, "share") == [0.1, 0.2]
    assert class_names([], "count") == ["één klasse"]


def test_class_names_read_as_words():
    assert class_names([10, 50], "count") == ["tot en met 10", "meer dan 10 t/m 50", "meer dan 50"]
    assert class_names([0.4], "share") == ["tot en met 40%", "meer dan 40%"]


@pytest.mark.parametrize("form", ["count", "share", "rate"])
def test_the_legend_has_every_kind_in_its_text(form):
    text = legend.legend([10.0], palette("light"), form, has_numbers=True, has_projects=True, orange=["mijn gebied"])

    for word in ("geen of enkele", "niet geleverd", "geen project", "water", "meer dan", "mijn gebied", "lopend"):
        assert word in text


def test_the_summary_counts_kinds_and_ranks_nobody():
    sentence = places.summary(classify(rows(), "count", still, HIT), "Adressen onderzocht")

    assert "7 gebieden, waarvan 3 met een getal, 1 met geen of enkele, 1 zonder levering, 1 zonder project" in sentence
    assert "1 met alleen water" in sentence


def test_detail_follows_the_width_of_the_picture():
    assert (
        places.tolerance("municipality", None)
        > places.tolerance("district", "PV25")
        > places.tolerance("neighbourhood", "GM9001")
    )


def test_a_public_denominator_takes_the_place_of_a_protected_one():
    assert places.per_address(rows())[0].n_denominator == 900
    assert rows()[0].n_denominator == 100


def test_the_table_says_of_every_number_how_much_it_can_carry():
    areas = classify(rows(), "count", still, HIT)
    alone = places.table({"Onderzocht": areas})
    beside = places.table({"2024": areas, "2023": areas})

    assert alone.columns.tolist() == ["Gebied", "Code", "Onderzocht", "Betrouwbaarheid", "Projecten"]
    assert alone["Betrouwbaarheid"].tolist() == ["goed", "", "", "", "", "onzeker", "matig"]
    assert beside.columns.tolist()[2:6] == ["2024", "Betrouwbaarheid: 2024", "2023", "Betrouwbaarheid: 2023"]
    assert places.listed({"Onderzocht": areas}).columns.tolist() == ["Gebied", "Onderzocht"]


def euros(*parts):
    """A sum of totals; an amount of None may not be shown."""
    from dashboard.answers.rows import EurosTotals

    blank = dict.fromkeys(EurosTotals._fields)
    return add(
        EurosTotals(
            **blank
            | {
                "measure_code": "eur_fines",
                "amount_eur": value,
                "margin_pct": 4,
                "n_files": 20,
                "period": date(2024, 1, 1),
            }
        )
        for value in parts
    )


def test_an_area_has_its_euros_with_their_margin_or_the_reason_why_not():
    given = {"BU1": euros(250_000.0), "BU2": euros(None), "BU6": euros(90_000.0, None)}
    found = {area.code: area for area in classes.paid(rows(), given)}

    assert (found["BU1"].kind, found["BU1"].value) == ("number", 250_000)
    assert "±" in found["BU1"].text
    assert found["BU2"].kind == classes.TOO_FEW
    assert "dossiers" in found["BU2"].text
    assert found["BU6"].is_unreliable
    assert "zonder" in found["BU6"].text
    assert [found[code].kind for code in ("BU3", "BU4", "BU5", "BU7")] == [
        "no_project",
        "undelivered",
        "not_applicable",
        "none_or_few",
    ]


def test_what_is_in_no_area_is_a_line_in_list_table_and_download():
    areas = classes.paid(rows(), {"BU1": euros(250_000.0)})
    rest = classes.not_broken_down(euros(99_700.0, None))
    shown = places.with_rests({"2024": areas, "2023": areas}, {"2024": rest, "2023": None})
    last = places.table(shown).iloc[-1]
    given = places.rows_of(areas, rows(), "eur", rest=rest)

    assert (last["Gebied"], last["2024"], last["2023"]) == ("Niet uitgesplitst", f"{rest.text}", "")
    assert rest.text.startswith("minstens €\u00a099.700 (± 5%) zonder 2024")
    assert given["part"].tolist() == ["total"] * len(areas) + ["remainder"]
    assert given.iloc[-1][["unit", "kind", "value", "lower", "upper"]].tolist() == [
        "eur",
        "number",
        99_700,
        94_715,
        104_685,
    ]
    assert str(given["n_projects"].dtype) == "Int64"


def test_what_is_in_no_area_and_has_too_few_files_says_so():
    rest = classes.not_broken_down(euros(None))

    assert (rest.kind, rest.text, rest.interval) == (classes.TOO_FEW, "te weinig dossiers om te noemen", None)
    assert classes.not_broken_down(add([])) is None
    areas = {"Boetes": classes.paid(rows(), {})}
    assert places.with_rests(areas, {"Boetes": None}) is areas


def test_few_agreements_have_a_wide_interval_and_are_hatched():
    made = {"BU1": (16, 40), "BU2": (1, 2)}
    given = [
        row._replace(n_value=made.get(row.area_code, (0, 0))[0], n_denominator=made.get(row.area_code, (0, 0))[1])
        for row in rows()
    ]
    found = {area.code: area for area in classes.kept(given)}

    assert found["BU1"].text.startswith("16 van 40 afspraken werken: 40% (")
    assert not found["BU1"].is_unreliable
    assert found["BU2"].is_unreliable
    assert found["BU6"].kind == classes.NOT_AGREED
    assert found["BU3"].kind == "no_project"


@pytest.mark.parametrize(
    ("now", "before", "of", "kind", "value"),
    [
        ((400, 0), (100, 0), ("irregular_addresses", None), "number", 1.0),
        ((100, 0), (400, 0), ("irregular_addresses", None), "number", -1.0),
        ((100, 0), (110, 0), ("irregular_addresses", None), "number", 0.0),
        ((0, 0), (300, 0), ("irregular_addresses", None), "number", -1.0),
        ((80, 200), (20, 200), HIT, "number", 1.0),
        ((10, 12), (20, 200), HIT, "too_small", 0.0),
    ],
)
def test_a_change_is_more_less_or_not_clear(now, before, of, kind, value):
    one = rows()[0]
    pair = [one._replace(n_value=part, n_denominator=whole) for part, whole in (now, before)]
    (found,) = classes.changed(*([row] for row in pair), lambda *_: 3.0, of)

    assert (found.kind, found.value) == (kind, value)


def test_what_was_not_delivered_in_one_of_two_periods_is_not_compared():
    by_code = {row.area_code: row for row in rows()}
    (found,) = classes.changed([by_code["BU1"]], [by_code["BU4"]._replace(area_code="BU1")], still, ("x", None))

    assert found.kind == "undelivered"
    assert class_names(classes.CHANGE_CUTS, "change") == [
        "duidelijk minder",
        "geen duidelijk verschil",
        "duidelijk meer",
    ]


def test_a_bar_holds_the_whole_interval_of_every_area_on_one_scale():
    found = classify(rows(), "count", lambda *_: 2.0, HIT)
    drawn = [base64.b64decode(one.partition(",")[2]).decode() for one in places.bars(found, palette("light"))]
    ends = [tuple(map(float, re.search(r"M([\d.]+) \d+H([\d.]+)", one).groups())) for one in drawn if one]
    numbers = [area for area in found if area.interval]

    assert len(ends) == len(numbers) == 3
    assert max(high for _, high in ends) == pytest.approx(places.BAR_PX + 2)
    for (low, high), area in zip(ends, numbers, strict=True):
        assert 2 <= low < high <= places.BAR_PX + 2
        assert (
            (high - 2) / (low - 2) == pytest.approx(area.interval[1] / area.interval[0], rel=0.1) if low > 2 else True
        )


def test_classes_by_address_are_the_same_for_every_period():
    years = yearly({2023: [10, 20, 90], 2024: [20, 40, 60]})
    homes = {row.area_code: 1000 for row in years}

    cuts = breaks(years, 1, "rate", homes)
    assert cuts
    assert max(cuts) < 90
    assert breaks(years, 2, "rate", homes) != cuts  # two years together have more
    assert breaks(years, 1, "rate", {}) == []
