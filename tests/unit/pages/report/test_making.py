"""What the ready-made reports hold, and a report of one's own."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.charts.palette import palette
from dashboard.documents.basket import Basket, Item
from dashboard.documents.report import Field, Text
from dashboard.pages.report.contents import READY
from dashboard.pages.report.making import again, of_basket, ready_made
from dashboard.settings import Settings
from dashboard.store import cursor
from dashboard.text.markup import unmarked
from dashboard.ui import links, rooms
from dashboard.ui.excerpts import Panels
from dashboard.ui.viewer import Viewer
from tests.browser.test_screens import DUTCH
from tests.pages.test_changes import two  # noqa: F401  a release beside an older one

OLD = "01d01d01d0"
PROJECT = "LSI-2021-001"


def viewer_of(release, area=None, **more):
    name = "Nieuw-Oosterdijk" if area else "Hele programma"
    months = {"from_month": date(2024, 1, 1), "until_month": date(2025, 12, 1), "first_month": date(2018, 7, 1)}
    follows = ("area", "period", "type")
    colours = palette("light")
    return Viewer(
        VIEWER, release, area, name, 2024, 2025, **months, project_type=None, has_period=True, colours=colours,
        theme="light", follows=follows, **more,
    )  # fmt: skip


def made(kind, release, steps=None):
    viewer = viewer_of(release, "GM9001" if kind == "municipality" else None)
    if READY[kind].is_of_project:
        viewer = viewer.of(PROJECT, "Project")
    told = [] if steps is None else steps
    return ready_made(kind, viewer, "https://lsi.example", lambda *step: told.append(step))


@pytest.mark.parametrize("kind", READY)
def test_a_ready_made_report_has_every_panel_it_promises(release, kind):
    report = made(kind, release)

    promised = [
        key for chapter in READY[kind].chapters for one in chapter.blocks if isinstance(one, Panels) for key in one.keys
    ]
    missing = set(promised) - {panel.key for panel in report.panels}
    assert missing <= {"project_decisions"}  # of this project no delivery names the month of decision
    assert [part.title for part in report.parts if not part.blocks] == []
    assert report.release == release.id
    assert [panel.key for panel in report.panels if any(str(head).isdigit() for head in panel.table.columns)] == []
    assert release.id in report.link
    assert all(panel.link.startswith("https://lsi.example/") for panel in report.panels)
    assert all(release.id in panel.source for panel in report.panels)
    assert [panel.key for panel in report.panels if "klik" in f"{panel.reading} {panel.definition}".lower()] == []


@pytest.mark.parametrize("kind", READY)
def test_a_panel_in_a_report_is_the_panel_its_own_link_gives(release, kind):
    """Every number in a document is that of the screen: the links of its panels, read anew, give the same panels."""
    pages = defaultdict(list)
    for panel in made(kind, release).panels:
        parsed = links.parse(panel.link)
        pages[parsed.room, tuple(parsed.query.items())].append(panel)
    for (room, query), panels in pages.items():
        again_read = {panel.key: panel for panel in rooms.read(room, dict(query), VIEWER, release).panels}
        for panel in panels:
            other = again_read[panel.key]
            assert (other.title, other.sentence) == (panel.title, panel.sentence)
            assert other.table.equals(panel.table)
            assert other.numbers.equals(panel.numbers)
            assert json.dumps(other.figure, default=str) == json.dumps(panel.figure, default=str)


@pytest.mark.parametrize("kind", READY)
def test_an_english_report_is_english_but_for_what_projects_wrote(release, kind):
    """Tables hold names of areas and delivered texts, and are read on every page by ``test_every_page``."""
    text.use("en")
    report = made(kind, release)
    text.use("nl")
    written = sorted(delivered(release), key=len, reverse=True)
    said = [
        (panel.key, words)
        for panel in report.panels
        for words in (
            panel.title,
            panel.sentence,
            panel.reading,
            panel.caveat,
            panel.definition,
            panel.finding,
            panel.listed,
        )
    ]
    said += [(part.title, block.words) for part in report.parts for block in part.blocks if isinstance(block, Text)]
    said += [(part.title, block.hint) for part in report.parts for block in part.blocks if isinstance(block, Field)]

    assert len(said) > 30
    assert [(key, found[0]) for key, words in said if (found := DUTCH.search(without(words, written)))] == []


def delivered(release):
    """What projects wrote, as it stands in a sentence."""
    columns = (
        ("project", "title"),
        ("project", "reason"),
        ("project", "extension_reason"),
        ("project_step", "note"),
        ("project", "covenant_version"),
    )
    with cursor(release) as connection:
        for table, column in columns:
            yield from (
                row[0]
                for row in connection.sql(
                    f"select distinct {column} from mart.{table} where {column} is not null"
                ).fetchall()
            )
        yield "LSI-standaard"


def without(words, written):
    for one in written:
        words = words.replace(unmarked(one), "")
    return words


@pytest.mark.parametrize(
    ("project", "told"), [("LSI-2022-002", "gestopt bij de DPIA"), ("LSI-2019-002", "voortijdig gestopt")]
)
def test_an_evaluation_of_a_project_that_was_stopped_says_so(release, project, told):
    report = ready_made("evaluation", viewer_of(release).of(project, "Project"), "https://lsi.example", lambda *_: None)
    facts = next(panel for panel in report.panels if panel.key == "project_facts")

    assert told in facts.sentence + " ".join(map(str, facts.table.to_numpy().ravel()))
    assert [part.title for part in report.parts if not part.blocks] == []


def test_an_evaluation_follows_the_steps_and_asks_what_only_people_know(release):
    report = made("evaluation", release)

    titles = [part.title for part in report.parts]
    assert titles == ["Aanleiding", "Doel", "Aanpak", "Privacy", "Resultaten", "Effect", "Lessen", "Borging"]
    assert all(any(isinstance(block, Field) for block in part.blocks) for part in report.parts)
    assert all("Project" in panel.title or panel.title for panel in report.panels)
    assert all(PROJECT in dict(panel.filters).get("Over", "") for panel in report.panels)
    told = {panel.key: panel for panel in report.panels}
    assert "Aanleiding" in told["project_facts"].table.iloc[:, 0].tolist()
    assert "DPIA" in told["project_privacy"].sentence


def test_a_project_without_an_effect_says_so_instead_of_showing_another(release):
    viewer = viewer_of(release).of("LSI-2026-999", "Bestaat niet")
    report = ready_made("evaluation", viewer, "", lambda *_: None)

    (effect,) = [part for part in report.parts if part.title == "Effect"]
    assert [type(block).__name__ for block in effect.blocks] == ["Text", "Text", "Field"]
    assert not report.panels


def test_every_step_is_told_and_none_beyond_the_last(release):
    steps = []
    made("board", release, steps)
    assert [done for _, done, _ in steps] == list(range(len(steps)))
    assert {of for _, _, of in steps} == {len(steps)}


def link_of(release, key="ladder", **query):
    return rooms.read("overview", query, VIEWER, release, {key}).panels[0].link


def test_a_report_of_ones_own_keeps_order_titles_and_text(release):
    basket = Basket(
        (Item(text="Vooraf."), Item(link=link_of(release, "funnel"), title="Mijn titel"), Item(link=link_of(release))),
        "Voor de raad",
    )
    report = of_basket(basket, viewer_of(release), Settings(), "", lambda *_: None)

    assert report.title == "Voor de raad"
    first, second, third = report.parts[0].blocks
    assert first == Text("Vooraf.")
    assert (second.key, second.title) == ("funnel", "Mijn titel")
    assert third.key == "ladder"


def test_what_moved_since_an_older_release_is_told(two, release):  # noqa: F811
    from dashboard.store import beside

    older = beside(release.__class__(release.id, two / "releases" / release.path.name, release.manifest), OLD)
    changed, same = (
        rooms.read(room, query, VIEWER, older, {key}).panels[0].link
        for room, query, key in (
            ("partners", {"period": "2025"}, "deliveries"),
            ("overview", {"period": "2022"}, "funnel"),
        )
    )
    settings = Settings(data=two)
    _, moved = again(changed, viewer_of(release), settings)
    _, still = again(same, viewer_of(release), settings)
    assert "Veranderd sinds release 01d01d01d0" in moved
    assert "niets veranderd" in still


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("/nergens?x=1#a", "geen link naar een scherm"),
        ("/overzicht-niet", "geen link"),
        ("/?#taart", "bestaat in deze release niet meer"),
    ],
)
def test_a_panel_that_is_no_more_is_a_sentence_and_not_a_hole(release, link, told):
    report = of_basket(Basket((Item(link=link),)), viewer_of(release), Settings(), "", lambda *_: None)
    (block,) = report.parts[0].blocks
    assert told in block.words
