"""Lead times drawn and told: running ones pale, recent ones only compared at equal age."""

from __future__ import annotations

from dashboard.analysis.lead_time import LeadTime
from dashboard.charts.palette import palette
from dashboard.pages.projects.figures import lead_times

LIGHT = palette("light")


def ages(*rows):
    return [LeadTime(*row) for row in rows]


OLD = [(2020, months, True, 60.0) for months in (5, 8, 10, 11, 14, 26)]
NEW = [(2025, 5.0, True, 10.0)] * 2 + [(2025, 10.0, False, 10.0)] * 4


def test_running_projects_are_apart_and_hatched():
    closed, running = lead_times.histogram(ages(*OLD, *NEW), LIGHT)["data"]

    assert sum(closed["y"]) == 8
    assert sum(running["y"]) == 4
    assert closed["y"][-1] == 1
    assert running["marker"]["pattern"]["shape"] == "/"


def test_the_sentence_has_median_norms_and_what_still_runs():
    text = lead_times.histogram_sentence(ages(*OLD, *NEW))

    assert "Afgesloten projecten: 8. De helft duurde hoogstens 9 maanden" in text
    assert "Daarvan langer dan 12 maanden: 2; langer dan 24 maanden: 1." in text
    assert "(4) staan bleek" in text


def test_none_that_took_long_is_said_once():
    text = lead_times.histogram_sentence(ages(*[(2020, 5.0, True, 5.0)] * 6))

    assert "Geen daarvan duurde langer dan 12 maanden." in text
    assert "24" not in text


def test_too_few_closed_projects_have_no_median():
    assert "Te weinig afgesloten projecten" in lead_times.histogram_sentence(ages(*NEW))


def test_recent_and_earlier_are_compared_at_the_age_both_reached():
    text = lead_times.cohort_sentence(ages(*OLD, *NEW))

    assert (
        "Van de 6 projecten die sinds 2024 begonnen en al 9 maanden oud zijn, waren er op die leeftijd 2 afgesloten"
        in text
    )
    assert "Van de eerdere projecten waren dat er 2 van de 6" in text


def test_without_enough_recent_projects_nothing_is_compared():
    assert "te weinig recente projecten" in lead_times.cohort_sentence(ages(*OLD))
    assert "te weinig recente projecten" in lead_times.cohort_sentence(ages())


def test_a_cohort_is_pale_where_few_were_followed():
    found = lead_times.curves(ages(*OLD, *[(2025, 3.0, False, 3.0)] * 4, *NEW[:2]))
    lines = lead_times.cohort_figure(found, LIGHT)["data"]

    assert list(found) == [(2024, 2025), (2020, 2021)]
    assert [line["line"]["dash"] for line in lines] == ["solid", "dot", "solid"]
    assert lines[0]["x"][-1] == lines[1]["x"][0] == 3


def test_a_cohort_not_followed_so_long_is_not_known_yet():
    row = lead_times.cohort_table(lead_times.curves(ages(*OLD, *NEW))).iloc[0]

    assert row["Startjaren"] == "2024–2025"
    assert row["na 6 mnd"] == "33%"
    assert row["na 12 mnd"] == "nog niet bekend"


def test_no_cohort_has_no_line():
    figure = lead_times.cohort_figure({}, LIGHT)

    assert figure["data"] == []
