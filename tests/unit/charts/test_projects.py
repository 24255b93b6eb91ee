"""Projects narrowed down, counted and told, against a list made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.answers.rows import ProjectsCard, ProjectsList
from dashboard.charts import project_card, projects
from dashboard.charts.palette import palette
from dashboard.charts.projects import Choice, narrow, prepare
from tests.conftest import drawn, row

LIGHT = palette("light")
LIST = """
project_code | type_code | lead_partner_code | status        | planned_start_date | start_date | planned_end_date | end_date   | extended_until_date | has_dpia | last_step_date
P1           | area      | GEM               | done          | 2020-01-01         | 2020-01-01 | 2020-10-01       | 2020-11-01 | .                   | 1        | 2022-11-01
P2           | area      | NLA               | closed        | 2023-01-01         | 2023-02-01 | 2023-12-01       | 2025-03-01 | 2025-02-01          | 1        | 2025-03-01
P3           | sector    | GEM               | running       | 2025-01-01         | 2025-01-10 | 2025-12-01       | .          | .                   | 1        | 2025-05-01
P4           | area      | GEM               | stopped_early | 2022-01-01         | .          | 2022-12-01       | .          | .                   | 0        | 2021-10-01
P5           | sector    | GEM               | stopped_early | 2022-03-01         | 2022-03-01 | 2022-12-01       | 2022-08-01 | .                   | 1        | 2022-08-01
"""


@pytest.fixture
def rows():
    names, stated = {"area": "Wijk", "sector": "Branche"}, date(2026, 1, 1)
    return [
        row._replace(
            title=row.project_code,
            type_name_nl=names[row.type_code],
            lead_name_nl=row.lead_partner_code,
            extension_reason="x" if row.extended_until_date else None,
        )
        for row in drawn(ProjectsList, LIST, stated_on_date=stated)
    ]


def by_code(rows):
    return {project.code: project for project in prepare(rows)[0]}


def test_newest_come_first_and_the_day_is_that_of_the_latest_delivery(rows):
    found, on = prepare(rows)

    assert [project.code for project in found] == ["P3", "P2", "P5", "P4", "P1"]
    assert on == date(2026, 1, 1)


def test_a_stop_before_the_data_comparison_without_dpia_is_a_dpia_stop(rows):
    found = by_code(rows)

    assert found["P4"].state == "dpia_stop"
    assert found["P5"].state == "stopped_early"


def test_a_running_project_is_measured_until_now(rows):
    found = by_code(rows)

    assert round(found["P3"].months) == 12
    assert found["P2"].flags == {"extended", "over_12", "over_24"}
    assert not found["P1"].flags
    assert found["P4"].months is None


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), {"P1", "P2", "P3", "P4", "P5"}),
        (Choice(year="2022"), {"P4", "P5"}),
        (Choice(lead_partner_code="GEM", type_code="area"), {"P1", "P4"}),
        (Choice(state="dpia_stop"), {"P4"}),
        (Choice(state="over_24"), {"P2"}),
        (Choice(state="extended", lead_partner_code="GEM"), set()),
    ],
)
def test_every_choice_narrows_the_list(rows, choice, expected):
    assert {project.code for project in narrow(prepare(rows)[0], choice)} == expected


def test_a_figure_counts_what_meets_the_other_choices_and_marks_its_own(rows):
    found = prepare(rows)[0]
    choice = Choice(year="2022")
    year, kind, lead = projects.bars(found, choice, projects.part_names(found, {}), LIGHT)["data"]

    assert dict(zip(year["customdata"], year["x"], strict=True)) == {
        "year:2020": 1, "year:2022": 2, "year:2023": 1, "year:2025": 1
    }  # fmt: skip
    assert year["marker"]["color"][year["customdata"].index("year:2022")] == LIGHT.mine
    assert sum(kind["x"]) == sum(lead["x"]) == 2


def test_the_summary_counts_states_and_norms(rows):
    text = projects.summary(*prepare(rows))

    assert "**5**" in text
    assert "Daarvan lopend: 1; afgesloten: 2, waarvan gereed: 1; voortijdig gestopt: 2; verlengd: 1;" in text
    assert "24 maanden: 1, waarvan afgesloten: 1." in text


def test_what_no_project_is_is_left_out_of_the_summary(rows):
    every, on = prepare(rows)
    running = projects.summary([one for one in every if one.state == "running"], on)

    assert running == "Projecten in deze keuze: **1**, op de peildatum 1 januari 2026. Daarvan lopend: 1."


def test_nothing_chosen_says_what_to_do(rows):
    assert "Haal een filter weg" in projects.summary([], date(2026, 1, 1))


def test_an_empty_list_can_be_prepared():
    assert prepare([]) == ((), None)


def test_the_table_sorts_by_real_dates_and_whole_months(rows):
    found = projects.listed(prepare(rows)[0])

    assert str(found["Start"].dtype).startswith("datetime")
    assert found["Maanden"].tolist()[0] == 12
    assert found["Stand"].tolist()[3] == "Gestopt bij de DPIA"


def test_the_card_tells_planned_and_real_and_why_it_was_extended(rows):
    card = row(ProjectsCard, partners_nl="UWV", municipalities="A", reason="*om*", dpia_date=date(2022, 12, 1))
    said = dict(project_card.facts(by_code(rows)["P2"], card).itertuples(index=False))

    assert said["Start"] == "gepland 1 januari 2023; werkelijk 1 februari 2023"
    assert said["Verlenging"] == "verlengd tot 1 februari 2025: x"
    assert said["Aanleiding"] == "*om*"
    assert said["Collegebesluit"] == "geen datum"
    assert said["Doel vooraf"] == "geen doel vooraf"
