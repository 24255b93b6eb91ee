"""Goals, people, costs, funnel, similar projects: small numbers with an outcome known beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.answers.rows import (
    ProjectCosts,
    ProjectCounts,
    ProjectFeatures,
    ProjectFlows,
    ProjectFunnels,
    ProjectGoals,
    ProjectsCard,
    ProjectsLessons,
    ProjectsList,
    ProjectSteps,
)
from dashboard.charts import shares
from dashboard.charts.euros import NOTHING, Euros
from dashboard.charts.goals import is_over, judged
from dashboard.charts.ladder import KINDS, Amount
from dashboard.charts.lessons import by_theme, lesson_table
from dashboard.charts.palette import palette
from dashboard.charts.projects import Project
from dashboard.pages.project.figures import costs as project_costs
from dashboard.pages.project.figures import funnel as project_funnel
from dashboard.pages.project.figures import goals as project_goals
from dashboard.pages.project.figures import head as project_head
from dashboard.pages.project.figures import lessons as project_lessons
from dashboard.pages.project.figures import passing as project_passing
from dashboard.pages.project.figures import people as project_people
from dashboard.pages.project.figures import results as project_results
from dashboard.pages.project.figures import similar as project_similar
from dashboard.pages.project.figures import steps as project_steps
from dashboard.text.markup import escaped
from tests.conftest import drawn, row

COLOURS = palette("light")


HIT = ("irregular_addresses", "examined_addresses")


def project(code, state, end=None):
    start, plan = date(2023, 1, 1), date(2024, 1, 1)
    row = ProjectsList(
        code, "Wijk", "area", "Wijk", "Area", "GEM", "Gemeenten", "Municipalities", state, start, start, plan, end, None,
        None, True, start, plan,
    )  # fmt: skip
    return Project(row, state, 12.0)


def none(_value, _measure):
    """No rounding."""
    return 0.0


def amounts(**euros):
    return [Amount(kind, Euros(euros.get(kind), 10, 30), NOTHING) for kind in KINDS]


def goal(unit, polarity, target, is_prior, reached):
    on = date(2024, 1, 1)
    return ProjectGoals(
        "P1", "warnings", "Maatstaf", "Measure", unit, polarity, "count", target, on, is_prior, reached, None
    )


def test_a_share_of_few_is_not_given():
    assert shares.share(10, 24, none, HIT) is None
    assert shares.share_text(10, 24, none, HIT) == "te weinig voor een percentage"
    assert shares.share_text(25, 50, none, HIT).startswith("50% (")
    assert shares.share_text(60, 50, none, HIT).startswith("meer dan 90%")


def test_goals_are_told_apart_and_later_ones_never_judged():
    given = [
        goal("count", "more", 10.0, True, 100.0),
        goal("count", "more", 500.0, True, 100.0),
        goal("count", "more", 10.0, False, 100.0),
        goal("eur", "none", 10.0, True, None),
    ]
    found = judged(given, none, over=True)

    assert [goal.verdict for goal in found] == ["reached", "not_reached", "set_later", "unknown"]
    assert "Vooraf gestelde doelen: **3**, waarvan 1 gehaald" in project_goals.sentence(found, has_prior=True)
    assert "geen doel vooraf" in project_goals.sentence(found[2:3], has_prior=False)
    assert "geen doel vooraf" in project_goals.sentence([], has_prior=False)
    assert "niet geleverd" in project_goals.sentence([], has_prior=True)
    assert project_goals.finding(found) == project_goals.finding([]) == ""
    assert project_goals.finding(found[:3]) == "Gehaalde doelen: 1 van de 2 vooraf gestelde"
    assert project_goals.finding(found[:1]) == "Gehaalde doelen: 1 van 1 vooraf gesteld"
    assert len(project_goals.figure(found, COLOURS)["data"][0]["x"]) == 3
    assert project_goals.rows(found)["upper"].notna().sum() == 3


def test_a_project_is_over_a_year_after_its_end():
    ended = project("P1", "done", date(2024, 1, 1))

    assert is_over(ended, date(2025, 1, 1))
    assert not is_over(ended, date(2024, 12, 31))
    assert not is_over(project("P1", "running"), date(2025, 1, 1))


def test_without_a_finding_is_examined_minus_irregular_and_never_below_none():
    assert project_people.without_finding({"examined_addresses": 50, "irregular_addresses": 20}, "addresses") == 30
    assert project_people.without_finding({"examined_addresses": 5, "irregular_addresses": 10}, "addresses") == 0


def test_what_was_not_stated_is_not_said_to_be_none():
    told = project_people.sentence({"examined_addresses": 50}, amounts(), none)

    assert "Bezwaren: geen, enkele of niet opgegeven" in told


def costs(*pairs):
    return [ProjectCosts(code, euros, None, date(2024, 1, 1)) for code, euros in pairs]


def test_the_range_runs_from_collected_to_established_without_what_is_mixed_or_imputed():
    given = amounts(collected=500.0, established=2000.0, imputed=90_000.0)
    given[0] = replace(given[0], mixed=Euros(1000.0, 10, 30))
    found = project_costs.against_cost(costs(("GEM", 1000.0)), given)

    assert (found.low.value, found.high.value) == (0.5, 2.0)
    assert (found.high.lower, found.high.upper) == pytest.approx((1.8, 2.2))
    told = project_costs.sentence(costs(("GEM", 1000.0)), 3, found, given)
    assert "gemengd zijn geleverd, tellen niet mee" in told
    assert "door 1 van de 3 deelnemers" in told
    assert "telt niet mee" in told


def test_without_a_cost_it_is_unknown_and_nothing_is_drawn():
    assert project_costs.against_cost(costs(), amounts(collected=500.0)) is None
    assert "Kosten onbekend" in project_costs.sentence(costs(), 3, None, amounts())
    assert not project_costs.figure(None, COLOURS)["data"]


def test_hours_stand_beside_costs_and_are_never_euros():
    given = [ProjectCosts("GEM", None, 1200.0, date(2024, 1, 1)), ProjectCosts("UWV", 900.0, 40.0, date(2024, 1, 1))]
    found = project_costs.against_cost(given, amounts(collected=450.0))

    assert found.low.value == 0.5
    told = project_costs.sentence(given, 3, found, amounts(collected=450.0))
    assert "**€\u00a0900**, door 1 van de 3" in told
    assert "**1.240**, door 2 van de 3" in told
    lines = project_costs.table(given, {"GEM": "Gemeenten"}, found).to_numpy().tolist()
    assert ["Uren volgens Gemeenten", "1.200"] in lines
    assert not any(line[0] == "Kosten volgens Gemeenten" for line in lines)
    assert project_costs.rows(given, None)["what"].tolist() == ["cost_eur", "effort_hours", "effort_hours"]


def test_hours_that_nobody_stated_are_unknown_not_zero():
    told = project_costs.sentence(costs(("GEM", 1000.0)), 3, None, amounts())
    assert "Uren zijn niet opgegeven" in told
    assert project_costs.table(costs(("GEM", 1000.0)), {}, None).iloc[-1].tolist() == ["Uren", "niet opgegeven"]


def funnels(**examined):
    return [ProjectFunnels(code, 1000, 200, n, n * share // 100, 0, 0, 0) for code, (n, share) in examined.items()]


def test_a_share_clear_of_the_middle_half_is_told_and_others_are_not():
    peers = {f"P{i}": (100, 20 + i) for i in range(5)}
    found = {row.key: row for row in project_funnel.compare(funnels(mine=(100, 80), **peers), "mine", none)}

    assert found["examined"].position == "above"
    assert found["examined"].others.middle == pytest.approx(0.22)
    assert found["passed_on"].position == "unknown"
    assert "meer dan bij de middelste helft" in project_funnel.sentence(list(found.values()), 24)
    clear = [row for row in found.values() if row.position in {"above", "below"}]
    found_one = project_funnel.finding([*clear[:1], found["passed_on"]])
    assert found_one.startswith("Boven de middelste helft van vergelijkbare projecten (")
    assert project_funnel.finding([*clear[:1], *clear[:1]]) == project_funnel.finding([found["passed_on"]]) == ""


def test_four_projects_are_too_few_to_compare_with():
    peers = {f"P{i}": (100, 20) for i in range(4)}
    found = project_funnel.compare(funnels(mine=(100, 80), **peers), "mine", none)

    assert {row.position for row in found} == {"unknown"}
    assert "te weinig vergelijkbare" in project_funnel.sentence(found, 24)
    assert "te jong" in project_funnel.sentence([], None)


def test_flows_end_with_all_of_them_and_small_ones_have_no_share():
    rows = [ProjectFlows("GEM", "UWV", 10, 5), ProjectFlows("UWV", "GEM", 20, 15)]
    found = project_passing.passing_table(rows, {"GEM": "Gemeenten", "UWV": "UWV"}, none)

    assert found.iloc[0, 4] == "te weinig voor een percentage"
    assert found.iloc[-1, 4].startswith("67%")


def test_similar_projects_say_in_what_they_are_alike():
    own = ProjectFeatures("P1", "Een", "area", "Wijk", "Area", "A B", "done", None, None, 100, 1.0, 50.0)
    other = own._replace(partner_codes="B C", n_addresses=900)
    alike, unlike = project_similar.explain(own, other, {"type": 0.0, "area": 0.1, "partners": 0.67, "size": 1.0})

    assert alike == ["soort (Wijk)", "soort gebied"]
    assert unlike == ["partners (1 van 3 gelijk)", "omvang (900 adressen tegen 100)"]


def test_what_held_counts_lasting_and_fading_and_the_rest_apart():
    agreements = [SimpleNamespace(verdict=verdict) for verdict in ("lasts", "fades", "fades", "unmeasurable")]

    assert project_similar.held(agreements) == "4 afspraken (beklijft: 1; verwatert: 2; niet meetbaar: 1)"
    assert "geen borgingsafspraken" in project_similar.held([])


def test_totals_add_partners_and_nothing_is_said_so():
    given = [("a", "GEM", 5), ("a", "UWV", 10), ("b", "GEM", 5)]
    counts = [ProjectCounts(code, 1, code, code, "findings", "count", partner, n) for code, partner, n in given]

    assert project_results.totals(counts) == {"a": 15, "b": 5}
    assert "geen resultaten geleverd" in project_results.sentence({}, none)


def test_lessons_are_counted_by_theme_and_their_absence_is_no_silence():
    lessons = drawn(
        ProjectsLessons,
        """
        project_code | theme_code  | what_worked | would_do_again
        P1           | sustainment | Een plek    | 1
        P1           | preparation | Een bezoek  | .
        """,
    )
    said = project_lessons.learnt_sentence(by_theme(lessons), "done")
    assert "**2 lessen** mee, over voorbereiding, borging" in said
    assert "weer zo doen: 1 van 2" in said
    assert "**nog geen lessen**" in project_lessons.learnt_sentence([], "running")
    assert "**geen lessen**" in project_lessons.learnt_sentence([], "dpia_stop")
    assert lesson_table(lessons).iloc[1].tolist() == ["Voorbereiding", "Een bezoek", "–", "niet opgegeven"]


def test_the_head_names_who_leads_as_delivered_and_leaves_out_what_is_not_known():
    card = row(ProjectsCard, manager_organisation="Gemeente", manager_role="*Teamleider*", covenant_version="2017")
    assert [escaped(line) for line in project_head.led(card)] == [
        "Projectleider: Gemeente, &#42;Teamleider&#42;", "Convenant: 2017",
    ]  # fmt: skip
    assert project_head.led(row(ProjectsCard)) == []


def test_lessons_hold_notes_as_delivered_and_say_when_there_are_none():
    noted = ProjectSteps("S21", 21, "D", "", "", "Eind", "End", None, None, None, None, "**vet**")
    steps = project_steps.classify([noted, noted._replace(step_code="S22", note=None)], "done", date(2025, 1, 1))

    assert project_lessons.told(project("P1", "done").row, steps) == [("S21 Eind", "**vet**")]
    assert "geen toelichtingen" in project_lessons.sentence([], [], "done")


def test_the_list_on_offer_is_of_projects_that_ended_latest_first():
    running = project("B", "running")
    projects = [project("A", "done", date(2024, 1, 1)), running, project("C", "closed", date(2025, 1, 1))]

    assert [one.code for one in project_head.offered(projects)] == ["C", "A"]
    assert project_head.offered([running]) == [running]
