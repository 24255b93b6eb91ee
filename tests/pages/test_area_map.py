"""Kaart: drill, classes in words, list in step, way back."""

from __future__ import annotations

from tests.conftest import said


def test_whole_programme_lists_municipalities(page):
    app = page("area_map")

    assert len(app.dataframe[0].value) == 12


def test_an_open_municipality_lists_its_neighbourhoods_by_name(page):
    rows = page("area_map", area="GM9002").dataframe[0].value

    assert len(rows) > 20
    assert rows.iloc[:, 0].tolist() == sorted(rows.iloc[:, 0])


def test_breadcrumb_leads_back(page):
    app = page("area_map", inside="GM9002")
    app.button(key="crumb_alle").click().run()

    assert app.query_params["inside"] == "alle"
    assert len(app.dataframe[0].value) == 12


def test_a_share_has_an_interval_or_says_why_not(page):
    values = page("area_map", measure="hit_rate", period="2019-2026").dataframe[0].value.iloc[:, 1]

    assert values.str.contains(r"%|noemer|geen|niet").all()


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
