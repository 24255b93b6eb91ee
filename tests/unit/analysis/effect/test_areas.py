"""Who plays which part: the project's own areas, the ring around them, comparison areas, and who is left out for what."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.effect.areas import (
    area_counts,
    design,
    panel,
    panel_with_ring,
    quarter_number,
    quarter_start,
    without,
)

# A row of eight areas; each touches the next. A to E are of town G1, F to H of G2; H is rural.
CODES = list("ABCDEFGH")
QUARTERS = pd.date_range("2020-01-01", "2023-10-01", freq="QS")


@pytest.fixture
def areas():
    """The row of areas as ``effect__areas`` answers."""
    beside = [[CODES[j] for j in (i - 1, i + 1) if 0 <= j < len(CODES)] for i in range(len(CODES))]
    return pd.DataFrame(
        {
            "area_code": CODES,
            "municipality_code": ["G1"] * 5 + ["G2"] * 3,
            "urbanity_class": pd.array([1, 1, 2, 2, 1, 2, 1, 5], dtype="Int8"),
            "neighbours": beside,
        }
    )


@pytest.fixture
def series():
    """Ten in every area and quarter."""
    rows = [(code, day, 10) for code in CODES for day in QUARTERS]
    return pd.DataFrame(rows, columns=["area_code", "quarter", "n_value"])


def membership(*rows):
    frame = pd.DataFrame(rows, columns=["project_code", "area_code", "start_date", "end_date"])
    return frame.assign(start_date=pd.to_datetime(frame["start_date"]), end_date=pd.to_datetime(frame["end_date"]))


ONE = membership(("P", "B", "2022-02-10", "2022-08-01"))


def names(found, mask):
    return "".join(found.codes[row] for row in np.flatnonzero(mask))


def test_own_areas_ring_and_comparison_are_apart(areas, series):
    made = area_counts(areas, series, ONE)
    found = design(made, "P", "municipality", 4)

    assert names(made, found.treated) == "B"
    assert names(made, found.ring) == "AC"
    assert names(made, found.comparison) == "DE"
    assert found.left_out == {"beside": 2, "busy": 0, "incomplete": 0}


def test_wider_kinds_draw_on_more_areas(areas, series):
    made = area_counts(areas, series, ONE)

    assert names(made, design(made, "P", "alike", 4).comparison) == "DEFG"
    assert names(made, design(made, "P", "province", 4).comparison) == "DEFGH"


def test_an_area_that_was_in_another_project_in_those_quarters_does_not_serve(areas, series):
    rows = pd.concat([ONE, membership(("Q", "D", "2021-06-01", "2021-09-01"), ("R", "A", "2022-01-01", None))])
    made = area_counts(areas, series, rows)
    found = design(made, "P", "municipality", 4)

    assert names(made, found.comparison) == "E"
    assert names(made, found.ring) == "C"
    assert found.left_out["busy"] == 1


def test_a_project_that_was_over_before_the_window_does_no_harm(areas, series):
    rows = pd.concat([ONE, membership(("Q", "D", "2020-01-01", "2020-02-01"))])
    made = area_counts(areas, series, rows)

    assert names(made, design(made, "P", "municipality", 4).comparison) == "DE"
    assert names(made, design(made, "P", "municipality", 12).comparison) == "E"


def test_own_areas_in_another_project_are_marked_and_can_be_taken_out(areas, series):
    rows = pd.concat([ONE, membership(("P", "E", "2022-02-10", "2022-08-01"), ("Q", "E", "2022-03-01", None))])
    made = area_counts(areas, series, rows.sort_values(["project_code", "area_code"]))
    found = design(made, "P", "province", 4)

    assert names(made, found.also_treated) == "E"
    assert names(made, without(found, found.also_treated).treated) == "B"


def test_times_are_counted_from_the_first_quarter_used(areas, series):
    made = area_counts(areas, series, ONE)
    found = design(made, "P", "municipality", 4)

    assert quarter_start(made.first + found.used.start + found.start) == pd.Timestamp("2022-01-01").date()
    assert quarter_start(made.first + found.used.start + found.end) == pd.Timestamp("2022-10-01").date()
    assert quarter_start(made.first + found.used.stop - 1) == pd.Timestamp("2023-07-01").date()


def test_a_municipality_that_joined_late_is_left_out_and_an_empty_quarter_in_between_is_zero(areas, series):
    late = series[~((series["area_code"] >= "F") & (series["quarter"] < "2021-07-01"))]
    gap = late[~((late["area_code"] == "D") & (late["quarter"] == "2021-07-01"))]
    made = area_counts(areas, gap, ONE)
    found = design(made, "P", "province", 8)

    assert names(made, found.comparison) == "DE"
    assert found.left_out["incomplete"] == 3
    assert made.counts[3, 6] == 0


def test_without_figures_before_the_start_the_design_begins_at_the_start(areas, series):
    made = area_counts(areas, series[series["quarter"] >= "2022-04-01"], ONE)
    found = design(made, "P", "municipality", 4)

    assert found.start == 0
    assert found.end == 2


def test_nothing_can_be_asked_where_no_figures_are(areas, series):
    assert area_counts(areas, series.iloc[:0], ONE) is None
    made = area_counts(areas, series[series["quarter"] < "2022-01-01"], ONE)

    assert design(made, "P", "municipality", 4) is None
    assert design(made, "unknown", "municipality", 4) is None


def test_a_running_project_has_no_end(areas, series):
    made = area_counts(areas, series, membership(("P", "B", "2022-02-10", None)))

    assert design(made, "P", "municipality", 4).end is None


def test_the_panel_has_the_project_first_and_every_area_by_name(areas, series):
    made = area_counts(areas, series, ONE)
    found = design(made, "P", "municipality", 4)
    one = panel(made, found, 5)
    ringed, ring = panel_with_ring(made, found, 5)

    assert one.ids == ("B", "D", "E")
    assert one.treated.tolist() == [True, False, False]
    assert one.counts.shape == (3, found.used.stop - found.used.start)
    assert [code for code, flag in zip(ringed.ids, ring, strict=True) if flag] == ["A", "C"]


def test_a_quarter_has_one_number_and_one_first_day():
    for number in (8080, 8083, 8099):
        assert quarter_number(quarter_start(number)) == number
