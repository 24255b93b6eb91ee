"""Verantwoording: the promise, the attacks, and the example that a board member can try."""

from __future__ import annotations

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import ProjectsList
from dashboard.pages.accountability.accessibility.words import FAULTS
from dashboard.pages.accountability.legitimacy.words import SOURCES, sources_of
from dashboard.text import say
from tests.conftest import headings


def test_attacks_rules_and_accuracy_stand_there(page, release):
    app = page("accountability")
    tables = [table.value for table in app.table]
    sizes = [len(table) for table in tables]

    assert sizes.count(len(release.attacks["attacks"])) == 2
    assert len(release.manifest["policy"]["rules"]) in sizes


def test_what_a_shown_five_gives_away_is_told_per_measure_and_in_words(page, release):
    app = page("accountability")
    rows = next(table.value for table in app.table if "Maatstaven" in table.value)
    posterior = next(one for one in release.attacks["attacks"] if one["name"] == "posterior")

    assert "Wat een getoonde 5 verraadt, per maatstaf" in headings(app)
    assert 2 <= len(rows) <= 4
    assert sum(len(names.split("; ")) for names in rows["Maatstaven"]) == len(posterior["measures"])


def test_the_example_follows_the_choice_and_stands_in_the_link(page):
    app = page("accountability")
    app.selectbox(key="url_place").select("Zuiderhof").run()

    assert app.query_params["place"] in ("Zuiderhof", ["Zuiderhof"])
    assert any("Zuiderhof ligt op straat" in text.value for text in app.markdown)


def example(app):
    return next(table.value for table in app.table if "Echt aantal" in table.value)


def test_another_draw_shows_other_figures(page):
    first, second = (example(page("accountability", start=start)) for start in "02")

    assert not first.equals(second)
    assert first["Echt aantal"].equals(second["Echt aantal"])


def test_how_well_effects_are_measured_stands_there_with_a_row_per_estimator(page):
    app = page("accountability")
    table = next(one.value for one in app.table if say("validation.estimator") in one.value)

    assert "Hoe goed meten wij effecten?" in headings(app)
    assert len(table) == 6
    assert any(text.value.startswith("Manieren van schatten: 6, waarvan ") for text in app.markdown)


def test_legitimacy_says_law_rights_and_lessons_each_with_its_source(page):
    app = page("accountability")
    titles = headings(app)
    sources = next(table.value for table in app.table if "Nagegaan" in table.value)

    for part in SOURCES:
        assert say(f"legitimacy.{part}.title") in titles
        assert sum(say("legitimacy.by", sources=sources_of(part)).markdown in text.value for text in app.markdown) == 1
    assert len(sources) == len({key for keys in SOURCES.values() for key in keys})
    assert titles.index(say("legitimacy.law.title")) < titles.index(
        "Probeer het zelf: twee overzichten van elkaar aftrekken"
    )


def test_the_projects_counted_are_those_of_the_choice_and_the_list_is_one_click_away(page, release):
    every = ask(ProjectsList, VIEWER, release).rows
    some = ask(ProjectsList, VIEWER, release, area="GM9001").rows
    type_code = some[0].type_code
    same = [row for row in some if row.type_code == type_code]

    for wanted, query in ((every, {}), (some, {"area": "GM9001"}), (same, {"area": "GM9001", "type": type_code})):
        app = page("accountability", **query)
        noun = "het ene project" if len(wanted) == 1 else f"de {len(wanted)} projecten"
        assert sum(f"Van {noun} in deze keuze" in text.value for text in app.markdown) == 2
    assert 0 < len(same) < len(some) < len(every)


def test_who_to_ask_comes_from_the_settings(page, monkeypatch):
    assert any(say("legitimacy.no_contact") == text.value for text in page("accountability").markdown)

    monkeypatch.setenv("DASHBOARD_CONTACT", "lsi@example.org")
    assert any("lsi" in text.value and "example.org" in text.value for text in page("accountability").markdown)


def test_the_accessibility_statement_stands_there_with_its_status_and_whom_to_tell(page, monkeypatch):
    monkeypatch.setenv("DASHBOARD_CONTACT", "lsi@voorbeeld.nl")
    app = page("accountability")
    said = "\n".join(text.value for text in app.markdown)

    assert "Toegankelijkheidsverklaring" in headings(app)
    assert "Status C" in said
    assert "Zeg het: lsi" in said
    assert len(app.table[-1].value) == len(FAULTS)
