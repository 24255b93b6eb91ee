"""One subject, one figure: the same filter gives the same figures in tile, figure, sentence, table, download and on other pages; so with counts."""

from __future__ import annotations

import re

import pytest

from dashboard.access import VIEWER
from dashboard.answers import Reader, ask
from dashboard.answers.rows import (
    EurosTotals,
    FrameAreas,
    FrameProjectTypes,
    OverviewPartners,
    ProjectsList,
    ProjectSteps,
    TrendEur,
)
from dashboard.charts.by_partner import REST, euro_bars, rest_of
from dashboard.charts.cohort import STEPS
from dashboard.charts.euros import REMAINDER, REST_OF_YEAR, TOTAL, add, amount
from dashboard.charts.numbers import number
from dashboard.charts.projects import FLAGS, STATES
from dashboard.charts.tiles import ESTABLISHED
from dashboard.pages.overview.words import rests_of_years
from dashboard.pages.project.figures.steps import LATE
from dashboard.steward.release.difference import compare
from dashboard.text.markup import literal
from dashboard.ui import rooms
from dashboard.ui.map.picture import FigureChoice, ask_picture, offered
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


WHOLES = [(view, year) for view in ("programme", "province") for year in range(2019, 2027)]


def plain(release, view, year, **asked_with):
    """Totals and what is left of them, of one year, by measure; what is mixed at source is in no figure."""
    when = {"from_month": f"{year}-01-01", "until_month": f"{year}-12-01"}
    found: dict[str, list] = {}
    for row in ask(EurosTotals, VIEWER, release, view=view, **{"grain": "year", **when, **asked_with}).rows:
        if not row.is_mixed:
            found.setdefault(row.measure_code, []).append(row)
    return found


def totals_of(release, view, year):
    """What the programme or its one province shows of a year, by measure."""
    return {
        code: row.amount_eur
        for code, rows in plain(release, view, year).items()
        for row in rows
        if row.part == TOTAL and row.amount_eur is not None
    }


def agree(shown, left, total):
    """Whether cells with what is left of them are the total; None where what is left is not told."""
    return None if left.closed else sum(shown) + (left.value or 0) == total


def test_the_map_and_what_is_in_no_area_are_the_total_of_the_programme_or_the_area(release):
    reader = Reader(VIEWER, release)
    measures, found = offered(reader), []
    for view, year in WHOLES:
        (parent,) = {row.province_code for rows in plain(release, view, year).values() for row in rows} or {None}
        when = {"from_month": f"{year}-01-01", "until_month": f"{year}-12-01"}
        for code, total in totals_of(release, view, year).items():
            for level in ("municipality", "province") if parent is None else ("municipality",):
                choice = FigureChoice(level=level, parent=parent, measure=measures[code], form="eur", **when)
                picture = ask_picture(reader, choice)
                shown = [area.value for area in picture.areas if area.kind == "number"]
                found.append(agree(shown, picture.rest, total))

    assert found.count(True) > 50
    assert False not in found


def test_the_bars_of_partners_are_the_total_of_the_programme(release):
    found = []
    for year in range(2019, 2027):
        when = {"from_month": f"{year}-01-01", "until_month": f"{year}-12-01"}
        rows = ask(EurosTotals, VIEWER, release, view="partner", grain="year", **when).rows
        for code, total in totals_of(release, "programme", year).items():
            partners = ask(OverviewPartners, VIEWER, release, measure=code, **when).rows
            shown = [bar.value for bar in euro_bars(partners, rows, code, ()) if bar.code != REST]
            found.append(agree(shown, rest_of(rows, code), total))

    assert found.count(True) > 10
    assert False not in found


def test_the_quarters_and_what_is_in_none_are_the_year(release):
    found = []
    for view, year in WHOLES:
        every = plain(release, view, year, grain="quarter")
        for code, total in totals_of(release, view, year).items():
            given = {"measure": code, "view": view, "grain": "quarter", "from_month": f"{year}-01-01"}
            quarters = ask(TrendEur, VIEWER, release, **given, until_month=f"{year}-12-01").rows
            left = add(rests_of_years(every.get(code, ()), code))
            found.append(agree([row.n_value or 0 for row in quarters], left, total))

    assert found.count(True) > 20
    assert False not in found


def test_what_is_not_broken_down_is_a_line_of_map_partners_and_trend_on_screen_and_in_the_download(release):
    year, code = next(
        (year, code)
        for year in range(2019, 2027)
        for code in totals_of(release, "programme", year)
        if any(row.part == REMAINDER and row.amount_eur for row in plain(release, "municipality", year).get(code, ()))
    )
    query = {"period": str(year), "measure": code}
    areas = rooms.read("area_map", query, VIEWER, release, {"areas"}).panels[0]
    left = add(row for row in plain(release, "municipality", year)[code] if row.part == REMAINDER)
    line = areas.table.iloc[-1]

    assert (line["Gebied"], line.iloc[2]) == ("Niet uitgesplitst", left.text)
    assert f"{plainly(left.text)} is niet naar gemeente uit te splitsen" in plainly(areas.sentence)
    assert areas.numbers.iloc[-1][["Deel", "Waarde"]].tolist() == ["niet uitgesplitst", left.value]
    # The trend shows every year, whichever is chosen.
    rests = {
        (of, row.period.year): row
        for year in range(2019, 2027)
        for of, rows in plain(release, "programme", year, grain="quarter").items()
        for row in rows
        if row.part == REST_OF_YEAR and row.amount_eur
    }
    (code, year), row = next(iter(rests.items()))
    trend = rooms.read("overview", {"measure": code}, VIEWER, release, {"trend"}).panels[0]
    told = trend.table.set_index("Periode").loc[f"{year}, niet per kwartaal"]
    given = trend.numbers[trend.numbers["Deel"] == "van een jaar niet per kwartaal te tonen"]

    assert told["Waarde"] == amount(row.amount_eur)
    assert told["95%-interval"]
    assert row.amount_eur in given["Bedrag (€)"].tolist()
    assert re.search("Niet naar kwartaal uit te splitsen, alle jaren samen: (minstens )?€", plainly(trend.sentence))


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

    assert f"Daarvan lopend: {whole(tiles.iloc[0, 1])}, waarvan opgeschort: 1; afgesloten: " in said(page("projects"))


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


@pytest.mark.parametrize("period", PERIODS)
def test_files_behind_an_amount_are_one_number_in_tile_funnel_and_ladder(release, period):
    tiles, _ = counted(release, "overview", "tiles", period=period)
    ladder, _ = counted(release, "overview", "ladder", period=period)
    funnel, _ = counted(release, "overview", "funnel", period=period)
    beside = tiles.set_index("Kerncijfer")["Daarnaast"]
    files = ladder.set_index("Soort geld")["Dossiers"]

    for tile, kind in (("Vastgesteld bedrag", "Vastgesteld"), ("Nabetaling aan burgers", "Nabetaling aan burgers")):
        told = re.match(r"circa [\d.]+", plainly(files[kind]))
        assert (told[0] in plainly(beside[tile])) if told else "dossiers" not in plainly(beside[tile]).split(";")[0]
    told = re.match(r"circa [\d.]+", plainly(files["Vastgesteld"]))
    assert plainly(funnel.set_index("Stap")["Aantal"]["Besluit"]).startswith(
        told[0] if told else "dossiers niet bekend"
    )


LINE = {
    "running": r"lopend: (\d+)",
    "suspended": r"opgeschort: (\d+)",
    "closed": r"afgesloten: (\d+), waarvan in borging",
    "in_sustainment": r"in borging: (\d+)",
    "done": r"gereed: (\d+)",
    "early": r"voortijdig gestopt: (\d+)",
    "extended": r"verlengd: (\d+)",
    "over_12": r"langer dan 12 maanden: (\d+)",
    "closed_over_12": r"langer dan 12 maanden: \d+, waarvan afgesloten: (\d+)",
    "over_24": r"langer dan 24 maanden: (\d+)",
    "closed_over_24": r"langer dan 24 maanden: \d+, waarvan afgesloten: (\d+)",
}


def test_projects_are_as_many_in_the_line_by_each_filter_under_lead_times_and_on_overzicht(page, release):
    said_line = next(text.value for text in page("projects").markdown if "Projecten in deze keuze" in text.value)
    found = {name: re.search(pattern, plainly(said_line)) for name, pattern in LINE.items()}
    line = {name: int(one[1]) if one else 0 for name, one in found.items()}  # what none is, is not said

    def filtered(state):
        panels = rooms.read("projects", {"state": state}, VIEWER, release, {"timeline"}).panels
        return int(re.search(r"van (\d+) project", panels[0].sentence)[1]) if panels else 0

    by = {state: filtered(state) for state in (*STATES, *FLAGS)}
    _, lead = counted(release, "projects", "lead")
    tiles, _ = counted(release, "overview", "tiles", period="2019-2026")

    assert line["running"] == by["running"] + by["suspended"]
    assert line["closed"] == by["closed"] + by["in_sustainment"] + by["done"]
    assert line["early"] == by["stopped_early"] + by["dpia_stop"]
    same = ("suspended", "in_sustainment", "done", *FLAGS)
    assert {name: line[name] for name in same} == {name: by[name] for name in same}
    assert f"Afgesloten projecten: {line['closed']}." in lead
    assert f"langer dan 12 maanden: {line['closed_over_12']}; langer dan 24 maanden: {line['closed_over_24']}." in lead
    assert f"die nog lopen ({line['running']})" in lead
    assert tiles.iloc[0, 1] == str(line["running"])


@pytest.mark.parametrize("measure", ["irregular_addresses", "signals"])
def test_wijken_are_the_gemeente_and_what_buurten_lack_is_said(page, release, measure):
    """Every sum is of the same rounded cells, so nothing but what is known no closer than the wijk may be missing."""
    query = {"area": "GM9001", "period": "2019-2026", "measure": measure}

    def summed(level, **inside):
        panel = rooms.read("area_map", query | {"level": level} | inside, VIEWER, release, {"areas"}).panels[0]
        return int(panel.numbers["Aantal"].fillna(0).sum())

    trend, _ = counted(release, "overview", "trend", grain="year", **query)
    gemeente, wijken, buurten = sum(map(whole, trend.iloc[:, 1])), summed("district"), summed("neighbourhood")
    told = said(page("area_map", level="neighbourhood", **query))

    assert gemeente == wijken
    assert 0 < buurten <= wijken
    assert buurten == wijken or "niet per buurt" in told


def test_signals_passed_on_are_no_addresses_and_one_number_wherever_they_are(release):
    """Addresses and signals are told apart by name, with no share between them; signals are one on Overzicht and Partners."""
    funnel, _ = counted(release, "overview", "funnel", period="2025")
    _, said_flows = counted(release, "partners", "flows", period="2025")
    tiles, _ = counted(release, "overview", "tiles", period="2025")
    steps = funnel.set_index("Stap")
    addresses, signals = steps.loc["Met onregelmatigheid"], steps.loc["Signalen doorgeleid"]

    assert f"Doorgeleid: circa {signals['Aantal']};" in said_flows
    assert whole(tiles.set_index("Kerncijfer").loc["Doorgeleidingen afgehandeld", "Waarde"]) == whole(
        signals["Gaat verder"].split(": ")[1]
    )
    assert addresses["Gaat verder"].startswith("doorgeleid: ")
    assert list(funnel["Stap"]).index("Signalen doorgeleid") == list(funnel["Stap"]).index("Met onregelmatigheid") + 1


def test_the_desk_adds_no_mixed_amount_to_another(release):
    totals = {(one.row.measure_code, one.is_mixed): one for one in compare(None, release).totals if one.is_money}
    when = {"from_month": "1900-01-01", "until_month": "2999-12-01"}
    rows = ask(EurosTotals, VIEWER, release, view="programme", grain="quarter", **when).rows

    assert totals
    for (code, is_mixed), one in totals.items():
        own = add(row for row in rows if row.measure_code == code and row.is_mixed == is_mixed)
        assert (one.after, one.after_pct) == (own.value, own.margin)
