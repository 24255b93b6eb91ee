"""A link that was cited: every choice in it, the release it fixes, and how that stands when it is opened later."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, parse_qsl, urlsplit

import duckdb
import pytest
from click.testing import CliRunner

from dashboard.access import VIEWER
from dashboard.addresses import ADDRESSES
from dashboard.cli import main
from dashboard.errors import DataMissing, UserError
from dashboard.files import file_hash
from dashboard.settings import Settings
from dashboard.store import linked_release
from dashboard.ui import links, rooms
from dashboard.ui.screen import AT_ONCE
from tests.conftest import figures
from tests.pages.test_changes import two  # noqa: F401  a release beside an older one

OLD = "01d01d01d0"
FOLDED = {"tiles", "where", "what_if"}  # key figures are tiles there, and two stand in a fold of their own


@pytest.fixture
def settings_of_two(page, two, monkeypatch):  # noqa: F811
    monkeypatch.setenv("DASHBOARD_DATA", str(two))
    return Settings(data=two)


def change(settings, release_id, **more):
    path = settings.releases / f"{release_id}.json"
    manifest = json.loads(path.read_text())
    history = manifest["history"] + more.pop("history", [])
    path.write_text(json.dumps(manifest | more | {"history": history}))


def cited(app):
    app.session_state["citation"] = True
    app.run()
    sentence, link = [block.value for block in app.code][-2:]
    return sentence, link


def test_a_screen_is_cited_with_every_choice_and_its_release(page, release):
    sentence, link = cited(page("overview", area="GM9001", period="2024", grain="year"))

    query = dict(parse_qsl(urlsplit(link).query))
    assert query["release"] == release.id
    assert (query["area"], query["period"], query["grain"], query["language"]) == ("GM9001", "2024", "year", "nl")
    assert query["measure"] == "irregular_addresses"  # a default, which may be another one next year
    for part in ("Overzicht", "Nieuw-Oosterdijk", "2024", release.id, "bronnen"):
        assert part in sentence


@pytest.mark.parametrize("room", ADDRESSES)
def test_the_link_of_every_screen_opens_the_same_screen(page, release, room):
    app = page(room, area="GM9001", period="2024-2025")
    _, link = cited(app)

    parsed = links.parse(link)
    assert parsed.room == room
    again = page(room, **parsed.query)
    assert not again.exception
    assert figures(app) == figures(again)
    assert cited(again)[1] == link


@pytest.mark.parametrize("room", ["overview", "partners", "area_map", "sustainment", "projects"])
def test_resolving_gives_what_the_screen_gives_bit_for_bit(page, release, data, monkeypatch, room):
    """The command, twice, against every table that opens on the screen."""
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    app = page(room, area="GM9001", period="2024")
    told = [CliRunner().invoke(main, ["resolve", cited(app)[1], "--json"]).output for _ in range(2)]
    panels = json.loads(told[0])["panels"]
    for panel in panels:
        app.session_state[f"table_{panel['key']}"] = True
    app.run()

    shown = [frame.value.astype(str).to_dict("records") for frame in app.table]
    assert told[0] == told[1]
    assert panels
    assert {panel["key"] for panel in panels if panel["table"][:AT_ONCE] not in shown} <= FOLDED


def test_a_link_to_a_panel_resolves_to_that_panel_alone(release, data, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    link = rooms.read("overview", {}, VIEWER, release, {"funnel"}).panels[0].link
    _, kept = links.resolve(links.parse(link), Settings.from_environment(), VIEWER)

    assert [(panel.key, panel.link) for panel in kept.panels] == [("funnel", link)]
    with pytest.raises(UserError) as error:
        links.resolve(links.parse(link.replace("#funnel", "#cake")), Settings.from_environment(), VIEWER)
    assert error.value.values["panel"] == "cake"


@pytest.mark.parametrize("link", ["", "niets", "https://elders.nl/kaarten", "//[", "/kaart/../overzichten"])
def test_what_is_no_link_of_ours_is_refused(link):
    if link == "":
        assert links.parse(link).room == "overview"
        return
    with pytest.raises(UserError) as error:
        links.parse(link)
    assert error.value.key == "error.link.strange"


def test_a_replaced_release_says_so_and_keeps_its_figures(settings_of_two, page, release):
    app = page("partners", release=OLD, period="2025", language="nl")

    assert not app.exception
    assert any("vervangen door " + release.id in info.value for info in app.info)
    assert any(OLD in caption.value for caption in app.caption)
    newest = next(button for button in app.button if button.key == "newest")
    newest.click().run()
    assert "release" not in app.query_params
    assert any(release.id in caption.value for caption in app.caption)


def test_a_newer_release_with_more_months_is_told_as_newer(settings_of_two, page, release):
    deliveries = json.loads((settings_of_two.releases / f"{OLD}.json").read_text())["deliveries"]
    change(settings_of_two, OLD, deliveries=[one for one in deliveries if one["period_to"] < "2025-10"])

    assert any("Er is een nieuwere" in info.value for info in page("overview", release=OLD).info)


def test_a_definition_that_changed_since_is_named(settings_of_two, page):
    old = settings_of_two.releases / f"{OLD}.duckdb"
    with duckdb.connect(str(old)) as connection:
        connection.execute(
            "update mart.measure set definition_nl = 'anders' where measure_code = 'irregular_addresses'"
        )
    change(settings_of_two, OLD, file_sha256=file_hash(old))

    told = " ".join(info.value for info in page("overview", release=OLD, measure="irregular_addresses").info)
    assert "definitie veranderd van" in told
    assert "definitie" not in " ".join(info.value for info in page("overview", release=OLD, measure="home_visits").info)


def test_a_break_that_came_since_is_another_definition_on_the_cited_screen_and_on_changes(settings_of_two, page):
    old = settings_of_two.releases / f"{OLD}.duckdb"
    with duckdb.connect(str(old)) as connection:
        connection.execute("delete from mart.measure_break where measure_code = 'labour_violations'")
    change(settings_of_two, OLD, file_sha256=file_hash(old))

    told = " ".join(info.value for info in page("overview", release=OLD, measure="labour_violations").info)
    assert "definitie veranderd van: Overtredingen arbeidswetten." in told
    changes = page("changes", since=OLD)
    assert [text.value for text in changes.markdown if "andere definitie" in text.value] == [
        "Een andere definitie dan in die release: Overtredingen arbeidswetten."
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [({"status": "withdrawn", "why": "dubbel geteld"}, "dubbel geteld"), ({"status": "removed"}, "datasteward")],
)
def test_a_release_that_is_gone_says_why_or_who_to_ask(settings_of_two, page, release, status, told):
    change(settings_of_two, OLD, history=[status | {"at": "2026-03-01"}])
    app = page("overview", release=OLD)

    assert [told in error.value for error in app.error] == [True]
    assert not figures(app)
    next(button for button in app.button if button.key == "newest").click().run()
    assert not app.error
    assert any(release.id in caption.value for caption in app.caption)


@pytest.mark.parametrize("named", ["zomaar", "0123456789", "../vault", "<b>"])
def test_a_release_that_never_was_is_told_without_a_traceback(settings_of_two, page, named):
    app = page("area_map", release=named)
    assert len(app.error) == 1
    assert not app.exception


def test_a_draft_is_no_release_to_link_to(settings_of_two):
    path = settings_of_two.releases / f"{OLD}.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps(manifest | {"history": manifest["history"][:1]}))
    with pytest.raises(DataMissing):
        linked_release(settings_of_two, OLD)


def test_the_release_stays_when_one_goes_on_to_another_page(settings_of_two, page):
    queries = [parse_qs(one.proto.query_string) for one in page("overview", release=OLD).sidebar.get("page_link")]
    assert len(queries) == len(ADDRESSES)
    assert [query.get("release") for query in queries] == [[OLD]] * len(queries)
