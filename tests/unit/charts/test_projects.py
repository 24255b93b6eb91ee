"""Projects narrowed down, counted and told, against a list made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import project_card, projects
from dashboard.charts.palette import palette
from dashboard.charts.projects import Choice, narrow, prepare
from tests.conftest import table

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
    frame = table(LIST)
    for column in frame.columns[frame.columns.str.endswith("_date")]:
        frame[column] = pd.to_datetime(frame[column])
    names = {"area": "Wijk", "sector": "Branche"}
    return frame.assign(
        title=frame["project_code"],
        has_dpia=frame["has_dpia"] == "1",
        type_name_nl=frame["type_code"].map(names),
        lead_name_nl=frame["lead_partner_code"],
        extension_reason=["x" if pd.notna(day) else None for day in frame["extended_until_date"]],
        stated_on_date=pd.Timestamp("2026-01-01"),
    )


def codes(frame):
    return set(frame["project_code"])


def test_newest_come_first_and_the_day_is_that_of_the_latest_delivery(rows):
    found, on = prepare(rows)

    assert found["project_code"].tolist() == ["P3", "P2", "P5", "P4", "P1"]
    assert on == pd.Timestamp("2026-01-01")


def test_a_stop_before_the_data_comparison_without_dpia_is_a_dpia_stop(rows):
    state = prepare(rows)[0].set_index("project_code")["state"]

    assert state["P4"] == "dpia_stop"
    assert state["P5"] == "stopped_early"


def test_a_running_project_is_measured_until_now(rows):
    found = prepare(rows)[0].set_index("project_code")

    assert round(found.loc["P3", "months"]) == 12
    assert found.loc["P2", "over_24"]
    assert not found.loc["P1", "over_12"]


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
    assert codes(narrow(prepare(rows)[0], choice)) == expected


def test_a_figure_counts_what_meets_the_other_choices_and_marks_its_own(rows):
    found = prepare(rows)[0]
    choice = Choice(year="2022")
    year, kind, lead = projects.bars(found, choice, projects.part_names(found, {}), LIGHT)["data"]

    assert dict(zip(year["customdata"], year["x"], strict=True)) == {
        "y:2020": 1, "y:2022": 2, "y:2023": 1, "y:2025": 1
    }  # fmt: skip
    assert year["marker"]["color"][year["customdata"].index("y:2022")] == LIGHT.mine
    assert sum(kind["x"]) == sum(lead["x"]) == 2


def test_the_summary_counts_states_and_norms(rows):
    text = projects.summary(*prepare(rows))

    assert "**5**" in text
    assert "Lopend: 1; afgesloten: 2; voortijdig gestopt: 2; verlengd: 1" in text
    assert "24 maanden: 1" in text


def test_nothing_chosen_says_what_to_do(rows):
    assert "Haal een filter weg" in projects.summary(rows.iloc[:0], pd.Timestamp("2026-01-01"))


def test_an_empty_list_can_be_prepared(rows):
    assert prepare(rows.iloc[:0])[0].empty


def test_the_table_sorts_by_real_dates_and_whole_months(rows):
    found = projects.listed(prepare(rows)[0])

    assert str(found["Start"].dtype).startswith("datetime")
    assert found["Maanden"].tolist()[0] == 12
    assert found["Stand"].tolist()[3] == "Gestopt bij de DPIA"


def test_the_card_tells_planned_and_real_and_why_it_was_extended(rows):
    row = prepare(rows)[0].set_index("project_code").loc["P2"]
    more = {"partners_nl": "UWV", "municipalities": "A", "reason": "*om*", "has_prior_goal": False}
    more |= {"council_decision_date": pd.NaT, "dpia_date": pd.Timestamp("2022-12-01")}
    said = dict(project_card.facts(row, pd.Series(more)).itertuples(index=False))

    assert said["Start"] == "gepland 1 januari 2023; werkelijk 1 februari 2023"
    assert said["Verlenging"] == "verlengd tot 1 februari 2025: x"
    assert said["Aanleiding"] == "*om*"
    assert said["Collegebesluit"] == "geen datum"
    assert said["Doel vooraf"] == "geen doel vooraf"
