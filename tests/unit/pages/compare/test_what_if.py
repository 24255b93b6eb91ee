"""Does the verdict on my area stand: the same test without its largest project, and per dwelling."""

from __future__ import annotations

from dashboard.charts.compared import Counted
from dashboard.pages.compare import what_if

HIT = ("irregular_addresses", "examined_addresses")
AREAS = [Counted("a", "Aa", 300, 500), Counted("b", "Berg", 100, 500), Counted("c", "Dal", 110, 500)]
HOMES = {"a": 20_000, "b": 5_000, "c": 5_000}


def noise(_value, _measure):
    return 2.0


def standings(every):
    return {one.what: one.standing for one in every}


def test_a_verdict_that_rests_on_one_project_falls_without_it():
    found = what_if.cases(AREAS, "a", noise, HIT, largest=(250, 260))

    assert standings(found) == {"shown": "higher", "without_largest": "same"}
    assert [one.mine[:3] for one in found] == ["60%", "21%"]
    assert [one.others for one in found] == ["21%", "21%"]
    assert what_if.sentence(found) == (
        "Het oordeel verandert zonder het grootste project: hoger dan vergelijkbaar wordt niet te onderscheiden."
    )


def test_per_dwelling_it_is_read_per_thousand():
    shown, per = what_if.cases(AREAS, "a", noise, HIT, homes=HOMES)

    assert (shown.standing, per.what, per.standing) == ("higher", "per_dwelling", "lower")
    assert (per.mine[:4], per.others) == ("15 (", "21")


def test_what_is_left_of_too_little_is_not_compared():
    (_, without) = what_if.cases(AREAS, "a", noise, HIT, largest=(295, 490))

    assert (without.standing, without.mine) == ("not_comparable", "te weinig onderzocht voor een percentage")


def test_where_there_is_no_verdict_there_is_nothing_to_change():
    few = [Counted("a", "Aa", 3, 5), *AREAS[1:]]

    assert what_if.cases(few, "a", noise, HIT, largest=(1, 1)) == []
    assert what_if.cases(AREAS, "z", noise, HIT, largest=(1, 1)) == []


def test_the_table_names_the_project_and_marks_what_differs_and_the_download_has_the_same():
    every = what_if.cases(AREAS, "a", noise, HIT, (250, 260), {"a": 5_000, "b": 5_000, "c": 5_000})
    read, rows = what_if.table(every, "Aa", "Groot"), what_if.rows_of(every)

    assert read.iloc[:, 0].tolist()[1] == "zonder het grootste project (Groot)"
    assert read.iloc[:, -1].tolist() == ["", "ja", "nee"]
    assert rows["as_shown"].tolist() == read["Aa"].tolist()
    assert rows["condition"].tolist() == ["shown", "without_largest", "per_dwelling"]
