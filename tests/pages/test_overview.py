"""Overzicht: tiles follow the filters and say what they compare."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import AccountabilityTypical, DefinitionsMeasures
from dashboard.ui import rooms
from tests.conftest import key_figures, said

PEOPLE = (
    "Zorgmeldingen opgevolgd", "Niet-gebruik opgelost", "Nabetaling aan burgers", "BRP-wijzigingen",
    "Woningen vrijgekomen", "Bezwaren gegrond",
)  # fmt: skip


def tiles(app):
    return [(one.label, one.value) for one in key_figures(app)]


def lines(app):
    """The short line of every tile."""
    return {one.label: one.line for one in key_figures(app)}


def test_every_tile_has_one_short_line_and_its_sentences_on_demand(page):
    app = page()
    assert len(tiles(app)) == 12
    assert sum("januari t/m september 2026" in one.help for one in key_figures(app)) == 11
    assert sum("over alle jaren" in one.help for one in key_figures(app)) == 1
    assert all(len(line) <= 32 for line in lines(app).values())
    assert re.fullmatch(r"± \d+%, circa \d+ dossiers", lines(app)["Vastgesteld bedrag"])


def test_people_stand_beside_money_each_with_its_margin(page, release):
    app = page("overview", period="2025")
    rows = (
        rooms.read("overview", {"period": "2025"}, VIEWER, release, {"tiles"}).panels[0].table.set_index("Kerncijfer")
    )

    assert tuple(one.label for one in key_figures(app))[-6:] == PEOPLE
    assert app.subheader[-1].value == "Wat mensen eraan hadden"
    assert all(re.search(r"±|% – |geen of (enkele|te weinig)", lines(app)[name]) for name in PEOPLE)
    assert set(PEOPLE) <= set(rows.index)


def test_three_chapters_stand_in_order_decisions_first(page):
    assert [one.value for one in page().header] == [
        "Wat vraagt een besluit",
        "Wat is er gedaan",
        "Hoe zeker is het geld",
    ]


def test_none_or_a_few_is_said_in_few_signs(page):
    app = page("overview", area="GM9003", period="2022")
    assert any(re.fullmatch(r"0 – \d+", value) for _, value in tiles(app))
    assert not any("geen of enkele" in value for _, value in tiles(app))


def test_a_narrower_area_has_other_figures(page):
    assert tiles(page(area="GM9002")) != tiles(page())


def test_first_year_has_nothing_to_compare_with(page):
    app = page(period="2019")

    assert any("geen vergelijkbare eerdere periode" in one.help for one in key_figures(app))


def test_measure_and_grain_come_from_the_url(page):
    app = page(measure="care_referrals", grain="year")

    assert app.selectbox(key="url_measure").value == "care_referrals"
    assert "Zorgmeldingen door de tijd" in trend_title(app)


def test_completeness_stands_under_the_tiles(page):
    assert any(
        re.search(r"\d+ van \d+ bronnen, 3 voorlopig; niet alles geleverd: IND", one.value) for one in page().caption
    )


def test_a_missing_partner_is_named(page):
    assert any("IND" in element.value and "niet nul" in element.value for element in page().markdown)


def test_what_needs_a_decision_and_the_certainty_of_money_stand_there(page):
    app = page("overview", period="2019-2026")
    titles = [one.value for one in (*app.subheader, *app.caption)]  # a title stands small above what was found

    assert "De meeste onderzochte adressen hadden geen bijzonderheden" in titles
    assert any(title.startswith("Hoe zeker is elke euro?") for title in titles)
    assert any(title.startswith("Waar gaat het verder") for title in titles)
    assert any("Langer dan 12 maanden bezig" in one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("figure", "caveat"),
    [("ladder", "is niet hetzelfde als geïnd"), ("funnel", "gelden niet voor een wijk of haar inwoners")],
)
def test_the_sentence_for_a_report_carries_its_caveat_and_source(page, figure, caveat):
    app = page()
    app.session_state[f"reading_{figure}"] = True
    app.run()

    quoted = next(element.value for element in app.code if caveat in element.value)

    assert "Bron: LSI-release" in quoted
    assert "bronnen" in quoted
    assert "Mijn gebied: Hele programma" in quoted
    assert "**" not in quoted


def test_nothing_is_read_out_until_somebody_asks(page):
    assert not page().code


def trend_title(app):
    return next(one.value for one in (*app.subheader, *app.caption) if "door de tijd" in one.value)


def test_a_chosen_partner_narrows_the_trend_and_shows_as_a_chip(page):
    app = page(partner="UWV")

    assert trend_title(app) != trend_title(page())
    assert [button.label for button in app.button if button.key == "chip_partner"] == ["Partner: UWV"]


def test_a_year_from_the_link_shows_as_a_chip_that_can_be_taken_away(page):
    app = page(period="2024")
    app.button(key="chip_period").click().run()

    assert "period" not in app.query_params
    assert tiles(app) == tiles(page())


def test_the_map_at_the_end_is_drawn_when_it_is_opened_and_says_what_kaart_says(page):
    app = page("overview", period="2024")
    assert not app.get("deck_gl_json_chart")
    app.session_state["where_box"] = True
    app.run()
    sentence = next(line for line in said(app).split("\n") if line.startswith("Adressen onderzocht: 12 gebieden"))

    assert len(app.get("deck_gl_json_chart")) == 1
    assert sentence.split(". In ")[0] in said(page("area_map", period="2024"))


def test_a_change_beyond_noise_heads_the_page_and_one_that_may_be_undone_does_not(page):
    """Whether 2022 lies beyond noise depends on the key of the vault; one delivery of 2025 is missing, whatever the key."""
    app = page(period="2022")
    head = next(one.value for one in app.header)
    told = [one.help for one in key_figures(app) if one.label in {"Adressen onderzocht", "Vastgesteld bedrag"}]

    assert (head == "Wat vraagt een besluit") == all("niet groter dan" in one for one in told)
    assert next(one.value for one in page(period="2025").header) == "Wat vraagt een besluit"


def trend_panel(release, **choices):
    (panel,) = rooms.read("overview", {"period": "2019-2022"} | choices, VIEWER, release, {"trend"}).panels
    return panel


def test_events_are_numbered_listed_with_their_source_and_stand_in_table_and_download(release):
    panel = trend_panel(release)
    numbers = [note["text"] for note in panel.figure["layout"]["annotations"]]

    assert numbers == ["1", "2", "3"]
    assert "1. 5 februari 2020: SyRI-uitspraak (Rechtbank Den Haag, ECLI:NL:RBDHA:2020:865)" in panel.listed
    assert panel.table.set_index("Periode")["Gebeurtenis"]["2020 K1"] == "SyRI-uitspraak; Covid-19: huisbezoeken stil"
    assert panel.numbers["Gebeurtenissen"].str.contains("Covid-19").sum() == 1


def test_one_switch_leaves_events_out_of_the_figure_and_the_link_keeps_it(page, release):
    panel = trend_panel(release, events="off")
    app = page(period="2019-2022")
    app.toggle(key="url_events").set_value(False).run()

    assert not panel.figure["layout"]["annotations"]
    assert panel.listed == ""
    assert "SyRI-uitspraak; Covid-19: huisbezoeken stil" in set(panel.table["Gebeurtenis"])
    assert "events=off" in panel.link
    assert app.query_params["events"] == "off"
    assert "5 februari 2020" not in said(app)


def test_one_switch_leaves_intervals_out_of_every_figure_and_never_out_of_the_table(release):
    with_them, without = (
        {panel.key: panel for panel in rooms.read("overview", query, VIEWER, release, {"trend", "ladder"}).panels}
        for query in ({"period": "2022"}, {"period": "2022", "intervals": "off"})
    )

    margins = with_them["ladder"].table.iloc[:, 1].str.contains("±").sum()  # of an amount that may be shown
    assert margins > 0
    assert [len(with_them[key].figure["data"]) - len(without[key].figure["data"]) for key in ("trend", "ladder")] == [
        1,
        margins,
    ]
    assert without["trend"].table.equals(with_them["trend"].table)
    assert sum("grens 95%" in head for head in without["trend"].numbers.columns) == 2
    assert "intervals=off" in without["trend"].link


@pytest.mark.parametrize(
    ("language", "label", "old"),
    [
        ("nl", "Anders geteld sinds 1 januari 2024: oude en nieuwe definitie", "een bedrag per maand, per week of per dag"),
        ("en", "Counted in another way since 1 January 2024: old and new definition", "an amount per month, per week or per day"),
    ],
)  # fmt: skip
def test_where_the_way_of_counting_changed_the_old_and_the_new_text_stand_under_the_trend(
    page, release, language, label, old
):
    app = page("overview", measure="labour_violations", grain="year", language=language)
    (part,) = [one for one in app.expander if one.label == label]
    texts = [one.value for one in part.markdown]

    assert [old in shown for shown in texts] == [False, False, True, False, False]
    (link,) = part.get("page_link")
    assert parse_qs(link.proto.query_string)["word"] in (["Overtredingen arbeidswetten"], ["Labour-law violations"])
    panel = trend_panel(release, measure="labour_violations", grain="year", language=language, period="2019-2025")
    assert old in panel.definition
    assert "1 januari 2024" in panel.sentence or "1 January 2024" in panel.sentence


def test_a_trend_that_ends_before_a_break_has_none(page, release):
    chosen = {"measure": "labour_violations", "grain": "year", "period": "2019-2023"}

    assert not [one for one in page("overview", **chosen).expander if "oude en nieuwe definitie" in one.label]
    assert "anders geteld" not in trend_panel(release, **chosen).sentence
    assert not [one for one in page("overview", grain="year").expander if "oude en nieuwe definitie" in one.label]


def test_few_projects_are_marked_where_they_began_and_ended(release):
    panel = trend_panel(release, area="GM9003")

    assert "begin van " in panel.listed
    assert "begin van " not in trend_panel(release).listed


@pytest.fixture
def uncarried(release):
    """Which counts of the programme's gemeenten, or of the whole programme, cannot be told per quarter or per year."""
    typical = {(row.level, row.measure_code): row.n_typical for row in ask(AccountabilityTypical, VIEWER, release).rows}
    counts = [
        row.measure_code
        for row in ask(DefinitionsMeasures, VIEWER, release).rows
        if row.unit == "count" and row.theme not in {"context", "sustainment"}
    ]

    def found(level, grain):
        parts = {"quarter": 4, "year": 1}[grain]
        usual = {one: max(typical[level, one] / parts, 1) for one in counts if (level, one) in typical}
        return {one for one, n in usual.items() if release.accuracy(one, level, grain).p95(n) > n}

    return found


def refusals(app):
    return [str(one.value) for one in app.info if "te onzeker" in str(one.value)]


def test_a_gemeente_has_no_trend_per_quarter_of_what_it_cannot_carry_but_one_per_year_a_click_away(page, uncarried):
    measure = min(uncarried("municipality", "quarter") - uncarried("municipality", "year"))
    app = page("overview", area="GM9001", measure=measure)

    assert "is hier per kwartaal te onzeker om te tonen" in refusals(app)[0]
    assert "100% van dat aantal" in refusals(app)[0]
    button = next(one for one in app.button if one.key == "carried_way_out")
    assert button.label == "Toon per jaar"
    button.click().run()
    assert app.query_params["grain"] == "year"
    assert refusals(app) == []


def test_what_a_gemeente_cannot_carry_even_per_year_is_shown_of_the_programme_a_click_away(page, uncarried):
    measure = min(uncarried("municipality", "year") - uncarried("programme", "year"))
    app = page("overview", area="GM9001", measure=measure, grain="year")

    assert "hoger niveau" in refusals(app)[0]
    next(one for one in app.button if one.key == "carried_way_out").click().run()
    assert "area" not in app.query_params
    assert refusals(app) == []


def test_what_nothing_carries_is_not_drawn_and_nothing_is_promised(page, uncarried):
    measure = min(uncarried("programme", "year"))
    app = page("overview", measure=measure, grain="year")

    assert "ook per jaar voor het hele programma" in refusals(app)[0]
    assert [one.key for one in app.button if one.key == "carried_way_out"] == []
