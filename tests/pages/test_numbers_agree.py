"""One subject, one figure: the same filter gives the same figures in tile, figure, sentence, table, download and on other pages; so with counts."""

from __future__ import annotations

import re

import pytest

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import EurosTotals, FrameAreas, FrameProjectTypes, ProjectsList, ProjectSteps
from dashboard.charts.cohort import STEPS
from dashboard.charts.euros import REMAINDER, TOTAL, add
from dashboard.charts.numbers import number
from dashboard.charts.tiles import ESTABLISHED
from dashboard.pages.project.figures.steps import LATE
from dashboard.text.markup import literal
from dashboard.ui import rooms
from tests.conftest import key_figures

PERIODS = ["2024", "2024-2025", "2020-2026"]


def asked(release, period, view="programme", **narrow):
    first, last = period.split("-")[0], period.split("-")[-1]
    when = {"from_month": f"{first}-01-01", "until_month": f"{last}-12-01"}
    return ask(EurosTotals, VIEWER, release, view=view, grain="year", **when, **narrow).rows


def plainly(text):
    return str(literal(text)).replace("\u00a0", " ").replace("\\", "")


def said(app):
    words = [element.value for kind in ("markdown", "caption") for element in getattr(app, kind)]
    words += [one.help for one in key_figures(app)]
    return plainly("\n".join(map(str, words)))


def cells(app):
    return plainly("\n".join(table.value.to_csv() for table in app.table))


@pytest.mark.parametrize("period", PERIODS)
def test_tile_sentence_and_table_give_one_amount(page, release, period):
    rows = [row for row in asked(release, period) if row.measure_code in ESTABLISHED and not row.is_mixed]
    established = plainly(add(rows).text)
    app = page("overview", period=period)
    app.session_state["table_ladder"] = True
    app.run()

    assert said(app).count(established) >= 3  # the sentence of the tile, and those of two figures
    assert [plainly(one.value) in established for one in key_figures(app) if one.label == "Vastgesteld bedrag"] == [
        True
    ]
    assert established in cells(app)


@pytest.mark.parametrize("period", PERIODS)
def test_partners_and_what_is_not_broken_down_are_the_programme(release, period):
    whole = {(row.measure_code, row.is_mixed, row.period): row.amount_eur for row in asked(release, period)}
    parts: dict[tuple, list] = {}
    for row in asked(release, period, "partner"):
        parts.setdefault((row.measure_code, row.is_mixed, row.period), []).append(row)

    compared = 0
    for key, rows in parts.items():
        rest = [row for row in rows if row.part == REMAINDER]
        if whole.get(key) is None or any(row.amount_eur is None for row in rest):
            continue
        compared += 1
        assert sum(row.amount_eur or 0 for row in rows if row.part in {TOTAL, REMAINDER}) == whole[key]
    assert compared


def test_an_amount_of_a_partner_is_the_same_on_overzicht_and_partners(page, release):
    row = next(
        r
        for r in asked(release, "2024", "partner")
        if r.amount_eur and r.measure_code == "eur_collected" and r.partner_code
    )
    partners = page("partners", period="2024")
    partners.session_state["table_contribution"] = True
    overview = page("overview", period="2024", measure="eur_collected")
    overview.session_state["table_partners"] = True
    partners.run()
    overview.run()

    shown = add([row])
    assert plainly(shown.text) in cells(partners)
    assert plainly(shown.short) in cells(overview)


def test_the_money_of_a_project_is_the_same_in_key_figure_table_and_people(page, release):
    rows = ask(EurosTotals, VIEWER, release, view="project", grain="all").rows
    code = next(row.project_code for row in rows if row.amount_eur is not None and row.money_kind == "established")
    own = [row for row in rows if row.project_code == code]
    established = plainly(add([row for row in own if row.money_kind == "established" and not row.is_mixed]).text)
    app = page("project", project=code, chapter="all")
    app.session_state["table_project_money"] = True
    app.run()

    assert established in said(app)
    assert established in cells(app)


def test_where_no_euros_are_published_the_page_says_which_filter_to_take_away(page, release):
    words = "per gebied of per soort project"
    types = ask(FrameProjectTypes, VIEWER, release).rows
    areas = ask(FrameAreas, VIEWER, release).rows
    query = {"g": areas[-1].area_code, "t": types[0].type_code}
    app = page("overview", **query)

    assert words in plainly("\n".join(str(info.value) for info in app.info))
    button = next(one for one in app.button if one.key == "drop_ladder_project_type")
    button.click().run()
    assert "type" not in app.query_params
    assert words not in plainly("\n".join(str(info.value) for info in app.info))


COHORTS = [("overview", "2023", {}), ("overview", "2020-2026", {}), ("overview", "2024-2025", {"area": "GM9002"})]


def of_decisions(release, period, area):
    first, last = period.split("-")[0], period.split("-")[-1]
    when = {"from_month": f"{first}-01-01", "until_month": f"{last}-12-01"}
    where = {"view": "municipality", "municipality": area} if area else {"view": "programme"}
    rows = ask(EurosTotals, VIEWER, release, grain="decision_year", **where, **when).rows
    return {
        kind: add(row for row in rows if row.part == TOTAL and row.money_kind == kind and not row.is_mixed)
        for kind in STEPS
    }


@pytest.mark.parametrize(("name", "period", "narrow"), COHORTS)
def test_what_came_of_decisions_is_one_amount_in_sentence_and_table(page, release, name, period, narrow):
    app = page(name, period=period, money="decision", **narrow)
    app.session_state["table_cohort"] = True
    app.run()
    amounts = of_decisions(release, period, narrow.get("area"))

    assert any(amount.value for amount in amounts.values())
    assert all(plainly(amount.text) in cells(app) for amount in amounts.values())
    assert plainly(amounts["established"].text) in said(app)
    assert plainly(amounts["collected"].text) in said(app)
    assert "Zonder besluitmaand leveren in het programma: SVB." in said(app) or narrow


def test_a_period_and_its_decisions_are_two_views_with_words_of_their_own(page):
    came, decided = (page("overview", period="2025", money=choice) for choice in ("period", "decision"))
    # A figure that found something is headed by that, with its title small above it.
    titles = [[one.value for one in (*app.subheader, *app.caption)] for app in (came, decided)]

    assert any(title.startswith("Hoe zeker is elke euro?") for title in titles[0])
    assert any(title.startswith("Wat kwam er van de besluiten uit 2025?") for title in titles[1])
    assert "Besluiten uit 2025 hebben nog niet allemaal een jaar" in said(decided)
    assert "nog niet allemaal een jaar" not in said(came)
    assert "waarvan" not in "".join(title for pair in titles for title in pair)


def test_a_project_has_the_decisions_of_its_own(page, release):
    code = "LSI-2023-002"
    asked_for = {"view": "project", "project": code, "from_month": "1900-01-01", "until_month": "2999-12-01"}
    rows = ask(EurosTotals, VIEWER, release, grain="decided", **asked_for).rows
    established = add(row for row in rows if row.money_kind == "established" and not row.is_mixed)
    app = page("project", project=code, chapter="results", money="decision")

    assert established.value
    assert plainly(established.text) in said(app)
    assert "Wat kwam er van de besluiten van dit project?" in [one.value for one in app.subheader]


def counted(release, room, key, **query):
    """The table and the sentence of a panel, as the page has them."""
    panel = rooms.read(room, query, VIEWER, release, {key}).panels[0]
    return panel.table, plainly(panel.sentence)


def whole(text):
    """A shown count, ``none or a few`` as nothing."""
    digits = re.match(r"(?:circa )?([\d.]+)", plainly(text))
    return int(digits[1].replace(".", "")) if digits else 0


@pytest.mark.parametrize("period", ["2024", "2020-2025"])
def test_a_count_is_the_same_in_tile_funnel_trend_partners_and_map(release, period):
    """Addresses with an irregularity of the whole programme, wherever a page of the same period has them."""
    measure = {"period": period, "measure": "irregular_addresses"}
    tiles, said = counted(release, "overview", "tiles", period=period)
    shown = whole(tiles.iloc[2, 1])
    funnel, _ = counted(release, "overview", "funnel", period=period)
    partners, _ = counted(release, "overview", "partners", **measure)
    areas, _ = counted(release, "area_map", "areas", **measure)
    trend, _ = counted(release, "overview", "trend", **measure)
    first, last = period.split("-")[0], period.split("-")[-1]
    quarters = [
        value for when, value in zip(trend.iloc[:, 0], trend.iloc[:, 1], strict=True) if first <= when[:4] <= last
    ]

    assert shown > 300
    assert f"Adressen met onregelmatigheid {tiles.iloc[2, 1]};" in said
    assert whole(funnel.iloc[3, 1]) == shown
    assert sum(map(whole, quarters)) == shown
    assert sum(map(whole, partners.iloc[:, 1])) == shown
    assert sum(map(whole, areas.iloc[:, 2])) == shown
    assert (
        f"Per partner opgeteld zijn er {tiles.iloc[2, 1]} adressen"
        in counted(release, "partners", "contribution", period=period)[1]
    )


def test_projects_that_run_are_as_many_on_overzicht_and_projecten(page, release):
    tiles, _ = counted(release, "overview", "tiles")

    assert f"Lopend: {whole(tiles.iloc[0, 1])}, waarvan opgeschort: 1; afgesloten: " in said(page("projects"))


def test_a_small_choice_has_no_share_of_agreements_on_any_page(release):
    tiles, _ = counted(release, "overview", "tiles", area="GM9005")
    _, degree = counted(release, "sustainment", "degree", area="GM9005")

    assert tiles.set_index("Kerncijfer").loc["Borgingsgraad", "Waarde"] == "2 van 4"
    assert degree == "Borgingsgraad: 2 van 4 afspraken werkend."


def test_what_came_of_the_plans_is_what_the_dossiers_say(release):
    """Steps in time, and goals reached, of every project together; one by one they stand in the dossiers."""
    plan, _ = counted(release, "projects", "realisation")
    kinds = {row.project_code: row for row in ask(ProjectsList, VIEWER, release).rows}
    steps = [row for code in kinds for row in ask(ProjectSteps, VIEWER, release, project=code).rows]
    dated = [row for row in steps if row.planned_date and row.actual_date]
    in_time = [row for row in dated if (row.actual_date - row.planned_date).days <= LATE]
    goals = [
        line
        for code in kinds
        for line in rooms.read("project", {"project": code}, VIEWER, release, {"project_goals"})
        .panels[0]
        .table["Oordeel"]
    ]
    late = rooms.read("overview", {"period": "2019-2026"}, VIEWER, release, {"attention"}).panels[0].table
    done, due = map(int, plan["Evaluaties gedaan"].iloc[0].split(" van "))

    assert plan["Stappen op tijd"].iloc[0] == f"{number(len(in_time))} van {number(len(dated))}"
    assert plan["Doelen gehaald"].iloc[0].split(" van ")[0] == str(goals.count("gehaald"))
    assert due - done == late["Reden"].eq("evaluatie te laat").sum()


@pytest.mark.parametrize("area", [None, "GM9001"])
def test_a_conclusion_as_it_is_asked_again_holds_the_figures_of_its_tiles(release, area):
    query = {"area": area} if area else {}
    tiles, _ = counted(release, "overview", "tiles", **query)
    asked_again, _ = counted(release, "overview", "what_if", **query)
    shown = asked_again[asked_again["Als"] == "zoals getoond"]
    told = tiles.set_index("Kerncijfer")

    assert shown.iloc[1, 2] == told.loc["Adressen onderzocht", "Waarde"]
    assert asked_again.iloc[1, 2] == told.loc["Adressen met onregelmatigheid", "Waarde"]
    assert f" {shown.iloc[0, 2]} (" in told.loc["Adressen met onregelmatigheid", "Daarnaast"]


def test_how_closely_was_looked_is_one_figure_on_kaart_and_vergelijken(release):
    on_map, beside = (
        rooms.read(room, query, VIEWER, release, {"worked_here"}).panels[0]
        for room, query in (("area_map", {"inside": "GM9001"}), ("compare", {"area": "GM9001"}))
    )
    looked = rooms.read(
        "compare", {"area": "GM9001", "view": "looked", "against": "province"}, VIEWER, release, {"compare_looked"}
    ).panels[0]
    own = looked.table.set_index("Gebied").loc["Nieuw-Oosterdijk"].iloc[0]

    assert on_map.table.equals(beside.table)
    assert own in f"{on_map.caveat} {on_map.sentence}"
    assert own in f"{beside.caveat} {beside.sentence}"
