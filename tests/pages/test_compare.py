"""Vergelijken: every view, against every set, from the URL alone; peers follow their locks."""

from __future__ import annotations

import pytest

from dashboard.access import VIEWER
from dashboard.pages.compare.page import VIEWS
from dashboard.ui import rooms

WIDE = {"p": "2019-2026"}


def says(app) -> str:
    return " ".join(
        element.value
        for kind in ("markdown", "caption", "info", "header", "subheader")
        for element in getattr(app, kind)
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chosen", [{}, {"g": "GM9001"}, {"g": "GM9001", "v": "neighbourhood"}])
def test_every_view_draws(page, view, chosen):
    app = page("compare", view=view, **WIDE, **chosen)

    assert not app.exception
    assert not app.error


def test_a_municipality_gets_a_verdict_in_words(page):
    text = says(page("compare", area="GM9001", **WIDE))

    assert any(word in text for word in ("hoger dan vergelijkbaar", "niet te onderscheiden", "lager dan vergelijkbaar"))
    assert "Alleen over geselecteerde adressen" in text


def test_order_by_value_warns_about_rank(page):
    assert "zegt weinig" not in says(page("compare", **WIDE))
    assert "zegt weinig" in says(page("compare", order="value", **WIDE))


def test_a_peer_can_be_locked_out_and_the_set_follows(page):
    app = page("compare", area="GM9001", **WIDE)
    first = app.table[0].value.iloc[0, 0]
    near = app.multiselect(key="peers_exclude").options[0]
    app.multiselect(key="peers_exclude").select(near).run()

    assert near.startswith(first)
    assert app.query_params["exclude"]
    assert first not in set(app.table[0].value.iloc[:, 0])


def test_weights_stand_in_the_url_and_a_wrong_one_is_a_notice(page):
    app = page("compare", area="GM9001", weights="onzin", **WIDE)
    assert "onzin" in says(app)
    app.selectbox(key="weight_n_dwellings").select("2").run()
    assert app.query_params["weights"] == "12111"


def test_without_any_figure_there_are_no_peers(page):
    app = page("compare", area="GM9001", weights="00000", **WIDE)

    assert not app.exception
    assert "geen vergelijkbare gebieden" in says(app)


def test_another_area_gives_no_notice_about_choices_it_does_not_offer(page):
    app = page("compare", area="GM9001", part="WK900101", against="siblings")
    app.selectbox(key="url_area").select("PV90").run()

    assert not [caption.value for caption in app.caption if "onbekend" in caption.value]
    assert not app.exception


@pytest.mark.parametrize("view", ["dots", "funnel", "years", "periods", "looked"])
def test_an_area_that_was_clicked_is_marked_in_every_view_until_its_chip_is_pressed(release, page, view):
    query = {"view": view, "period": "2024-2025", "against": "municipality", "marked": "GM9001"}
    panels = [
        rooms.read("compare", one, VIEWER, release, {f"compare_{view}"}).panels[0].figure
        for one in (query, query | {"marked": ""})
    ]
    app = page("compare", **query)
    (chip,) = [button for button in app.button if button.key == "chip_marked"]
    name = chip.label.removeprefix("Gebied: ")

    assert [f"<b>{name}</b>" in str(panel) for panel in panels] == [True, False]
    assert "marked:GM9001" in str(panels[1])  # what a click on it says
    chip.click().run()
    assert "marked" not in app.query_params


def test_an_area_that_is_not_compared_is_no_chip(page):
    app = page("compare", area="GM9001", against="district", marked="GM9002", **WIDE)

    assert not [button for button in app.button if button.key == "chip_marked"]


@pytest.mark.parametrize(
    "query", [{"area": "GM9001", "against": "all"}, {"area": "GM9001", "part": "WK900101", "against": "siblings"}]
)
def test_whether_the_verdict_stands_is_asked_where_there_is_one(release, page, query):
    query |= {"period": "2019-2026"}
    app = page("compare", **query)
    app.session_state["compare_what_if_box"] = True
    app.run()
    panels = rooms.read("compare", query, VIEWER, release, {"compare_what_if"}).panels

    assert not app.exception
    for panel in panels:
        assert 2 <= len(panel.table) == len(panel.numbers) <= 3
        assert bool(panel.listed) == ("part" in query)  # a wijk has no largest project, and that is said
    assert panels or "te weinig bekend voor een oordeel" in says(app)
    assert not rooms.read("compare", query | {"view": "years"}, VIEWER, release, {"compare_what_if"}).panels
