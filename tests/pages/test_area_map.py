"""Kaart: drill, classes in words, list in step, way back."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER
from dashboard.answers import Reader, ask
from dashboard.answers.rows import EurosTotals, FrameAreas, MapContext
from dashboard.charts.euros import add
from dashboard.ui import rooms
from dashboard.ui.map.picture import FigureChoice, ask_picture, forms_of, offered, refusal
from tests.conftest import said


def test_whole_programme_lists_municipalities(page):
    app = page("area_map")

    assert len(app.dataframe[0].value) == 12


def test_an_open_municipality_lists_its_neighbourhoods_by_name(page):
    app = page("area_map", area="GM9002")
    rows = app.dataframe[0].value

    assert len(rows) > 20
    assert rows.iloc[:, 0].tolist() == sorted(rows.iloc[:, 0])
    assert "Adressen onderzocht per kwartaal. Laatste 5 kwartalen die vaststaan" in said(app)


def test_breadcrumb_leads_back(page):
    app = page("area_map", inside="GM9002")
    app.button(key="crumb_alle").click().run()

    assert app.query_params["inside"] == "alle"
    assert len(app.dataframe[0].value) == 12


def test_a_share_has_an_interval_or_says_why_not(page):
    values = page("area_map", measure="hit_rate", period="2019-2026").dataframe[0].value.iloc[:, 1]

    assert values.str.contains(r"%|te weinig|geen|niet").all()


def test_an_unknown_area_is_ignored_with_a_notice(page):
    app = page("area_map", inside="GM0000")

    assert not app.exception
    assert any("GM0000" in caption.value for caption in app.caption)


def test_an_area_without_projects_says_so(page):
    app = page("area_map", period="2019", type="holiday_park")

    assert app.dataframe[0].value.iloc[:, 1].str.contains("geen project").any()


def test_the_period_before_stands_beside_this_one(page):
    app = page("area_map", period="2024", beside="before")

    assert app.dataframe[0].value.columns.tolist()[1:3] == ["2024", "2023"]
    assert [one.value for one in app.markdown if one.value in {"**2024**", "**2023**"}] == ["**2024**", "**2023**"]


def test_before_the_first_period_there_is_one_map(page):
    app = page("area_map", period="2019-2026", beside="before")

    assert any("er staat één kaart" in caption.value for caption in app.caption)
    assert len(app.dataframe[0].value) == 12


def test_a_level_that_cannot_carry_a_count_says_what_can(page):
    rare = page("area_map", inside="GM9001", level="neighbourhood", measure="warnings", period="2024")

    told = [message.value for message in rare.info if "te onzeker om te tonen" in message.value]
    assert len(told) == 1
    assert "per buurt" in told[0]
    assert "langere periode of een hoger niveau" in told[0]
    assert not rare.dataframe
    common = page("area_map", inside="GM9001", level="neighbourhood", measure="examined_addresses", period="2019-2026")
    assert not any("te onzeker" in message.value for message in common.info)
    assert len(common.dataframe[0].value) > 20


def test_another_area_of_mine_moves_the_map_after_a_drill(page):
    app = page("area_map", area="GM9001", inside="WK900101")
    app.selectbox(key="url_area").select("GM9002").run()
    crumbs = [button.key for button in app.button if str(button.key).startswith("crumb_")]

    assert "inside" not in app.query_params
    assert crumbs[-1] == "crumb_GM9002"


def test_a_neighbourhood_that_was_clicked_is_not_called_my_area(page):
    chosen = page("area_map", area="GM9001", inside="BU90010001", period="2019-2026")
    mine = page("area_map", area="GM9001", period="2019-2026")

    assert "gekozen buurt" in said(chosen)
    assert "mijn gebied" not in said(chosen)
    assert "gekozen buurt" not in said(mine)


def listed(app):
    """What the list says of every area, by its name."""
    rows = app.dataframe[0].value
    return dict(zip(rows.iloc[:, 0], rows.iloc[:, 1], strict=True))


def test_euros_per_municipality_are_those_of_the_totals(page, release):
    words = listed(page("area_map", measure="eur_recovery_established", period="2024"))
    asked = {"view": "municipality", "grain": "year", "from_month": "2024-01-01", "until_month": "2024-12-01"}
    rows = ask(EurosTotals, VIEWER, release, **asked).rows
    own = [row for row in rows if row.part == "total" and row.measure_code == "eur_recovery_established"]
    names = {row.area_code: row.area_name for row in ask(FrameAreas, VIEWER, release).rows}
    shown = {names[row.municipality_code]: add([row]).text for row in own if not row.is_mixed}

    assert len(shown) >= 3
    assert {name: words[name] for name in shown} == shown


@pytest.mark.parametrize(
    ("given", "told", "button", "left"),
    [
        ({"inside": "GM9001"}, "niet per wijk of buurt", "refused_level", "inside"),
        ({"type": "holiday_park"}, "naar één kenmerk tegelijk", "refused_type", "type"),
    ],
)
def test_where_there_are_no_euros_one_click_leads_to_where_there_are(page, given, told, button, left):
    app = page("area_map", measure="eur_recovery_established", period="2024", **given)

    assert told in said(app)
    app.button(key=button).click().run()
    assert left not in app.query_params or app.query_params[left] == "alle"
    assert listed(app)


def test_agreements_are_those_of_the_tile_of_the_area(page):
    words = listed(page("area_map", measure="sustainment_rate"))["Nieuw-Oosterdijk"]
    tile = said(page("overview", area="GM9001"))

    assert words.split(" afspraken")[0] in tile


def test_referrals_are_shown_per_municipality(page):
    words = listed(page("area_map", measure="signals_passed_on", period="2019-2026"))

    assert any(text.startswith("circa") for text in words.values())


def test_a_change_says_from_what_to_what(page):
    words = listed(page("area_map", form="change", period="2024"))

    assert any("van circa" in text for text in words.values())
    assert "geen eerdere periode" in said(page("area_map", form="change", period="2019-2026"))


def test_moments_follow_each_other_with_the_same_classes(page):
    app = page("area_map", period="2022-2025", step="year", moment="2023")
    legend = [one.value for one in app.markdown if "svg" in one.value]
    whole = listed(app)
    app.select_slider(key="map_moment").set_value("2024").run()

    assert app.query_params["moment"] == "2024"
    assert listed(app) != whole
    assert [one.value for one in app.markdown if "svg" in one.value] == legend
    assert listed(app) == listed(page("area_map", period="2024"))


def test_quarters_are_moments_too(page):
    app = page("area_map", period="2024", step="quarter")

    assert app.select_slider(key="map_moment").options == [f"2024 K{n}" for n in range(1, 5)]


def test_playing_goes_on_by_itself_and_stops_at_the_end(page):
    app = page("area_map", period="2023-2025", step="year")
    app.button(key="map_play").click().run()
    seen = [app.session_state["map_moment"]]
    while app.session_state["map_playing"]:
        app.run()
        seen.append(app.session_state["map_moment"])

    assert seen[:3] == ["2023", "2024", "2025"]
    assert app.query_params["moment"] == "2025"
    app.button(key="map_play").click().run()
    assert app.session_state["map_moment"] == "2023"
    app.button(key="map_play").click().run()
    assert not app.session_state["map_playing"]


def test_a_step_of_euros_is_a_year(page):
    text = said(page("area_map", measure="eur_recovery_established", period="2023-2024", step="quarter"))

    assert "per kwartaal" not in text


def test_public_figures_of_areas_name_their_source_and_year(page, release):
    app = page("area_map", measure="social_assistance_per_1000", inside="GM9001")
    asked = {"figure": "social_assistance_per_1000", "level": "neighbourhood", "parent": "GM9001"}
    rows = ask(MapContext, VIEWER, release, **asked).rows
    words = listed(app)

    assert "Openbaar cijfer" in said(app)
    assert str(rows[0].year) in said(app)
    assert {words[row.area_name] for row in rows if row.value is None} <= {"geheim of niet bekend"}
    assert any(row.value is None for row in rows)
    assert all(float(words[row.area_name].replace(",", ".")) == row.value for row in rows if row.value is not None)


@pytest.mark.parametrize("parent", [None, "GM9001"])
def test_every_measure_has_a_picture_in_every_form_or_a_reason_why_not(release, parent):
    reader = Reader(VIEWER, release)
    months = {"from_month": "2023-01-01", "until_month": "2024-12-01"}
    level = "neighbourhood" if parent else "municipality"
    seen = 0
    for measure in offered(reader).values():
        for form in forms_of(measure):
            choice = FigureChoice(level=level, parent=parent, measure=measure, form=form, **months)
            if refusal(choice):
                continue
            picture = ask_picture(reader, choice)
            seen += any(area.kind == "number" for area in picture.areas)
            assert all(area.text for area in picture.areas)
            assert list(picture.cuts) == sorted(set(picture.cuts))
    assert seen > 40


def test_that_parts_of_a_town_are_not_all_of_it_is_said(release):
    """Results that were delivered per wijk are in no buurt, so that the buurten together are less than the gemeente."""
    said = {
        level: str(map_panel(release, area="GM9001", level=level, period="2019-2026").definition)
        for level in ("neighbourhood", "district")
    }
    whole = str(map_panel(release, period="2019-2026").definition)

    assert "Wat niet per buurt is geleverd, staat op deze kaart nergens bij" in said["neighbourhood"]
    assert "Wat niet per wijk is geleverd" in said["district"]
    assert "geleverd" not in whole


def map_panel(release, **query):
    return rooms.read("area_map", query, VIEWER, release, {"areas"}).panels[0]


def test_two_measures_beside_each_other_have_names_of_their_own(page):
    app = page("area_map", beside="measure")

    assert [app.selectbox(key=f"url_{key}").label for key in ("measure", "other")] == ["Maatstaf", "Maatstaf ernaast"]
