"""What each role sees of each page: whole for who may see all, without finer areas, texts and costs for who may not.

The table of rights is ``dashboard/access/rights.toml``; these tests walk it over every page, answer and mart.
"""

from __future__ import annotations

import json
import shutil
import time

import duckdb
import pytest
from sqlalchemy import insert, update
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.access import LEVELS, Role
from dashboard.access.mapping import with_roles
from dashboard.access.narrowing import HIDDEN_TEXT, rules
from dashboard.addresses import ADDRESSES
from dashboard.answers import ask
from dashboard.answers.rows import NAMES, EffectProjects, FrameAreas, OverviewCounts
from dashboard.catalogue import queries
from dashboard.settings import Settings
from dashboard.state.engine import forget, writing
from dashboard.state.tables import PRERELEASE
from dashboard.store import cursor
from dashboard.ui import rooms
from tests.browser.login import OWN, PEOPLE, ROLES, access_file
from tests.conftest import ROOT, TIMEOUT, figures

KINDS = {name: kind for kind, name in NAMES.items()}
OTHER_PROJECT = "LSI-2019-001"  # OWN takes no part in it
LIMITED = ("lezer-1", "gemeente-1", "partner-1", "fg-1")
DEEP = {
    "area_map": {"inside": "GM9002", "level": "neighbourhood"},
    "compare": {"area": "GM9002", "view": "neighbourhood"},
    "own_area": {"area": "GM9002"},
    "project": {"project": OTHER_PROJECT, "chapter": "all"},
    "effect": {"project": OTHER_PROJECT},
    "projects": {"project": OTHER_PROJECT},
}


def person_of(subject):
    """Somebody of the provider in the tests, as ``access.toml`` makes them."""
    claims = PEOPLE[subject]
    roles = frozenset(Role(ROLES[one]) for one in claims.get("roles", ()))
    own = (claims["gemeente"],) if "gemeente" in claims else ()
    return with_roles(subject, roles, own, tuple(claims.get("organisatie", ())))


@pytest.fixture
def open_as(data, monkeypatch, tmp_path, release):
    """A page after its first run, for somebody who logged in and read what is read first."""
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    monkeypatch.setenv("LSI_ACCESS", str(access_file(tmp_path / "access", "http://127.0.0.1:1", 1)))
    # What is kept goes to a database that is away: looking goes on.
    monkeypatch.setenv("DASHBOARD_DATABASE", "postgresql://lsi@127.0.0.1:1/lsi")

    def run(subject, name, **query):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app" / "main.py"), default_timeout=TIMEOUT)
        app._page_hash = calc_hash(ADDRESSES[name].path or "overview")
        app.user = {"is_logged_in": True, "sub": subject, "exp": time.time() + 3600} | PEOPLE[subject]
        app.session_state["acknowledged"] = frozenset({release.id})
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return run


@pytest.fixture(scope="module")
def hidden(release):
    """Per limited person: codes of areas they may not see, and texts of projects they may not read."""
    found = {}
    with cursor(release) as connection:
        areas = connection.execute(
            "select area_code, level, municipality_code from mart.area where level in ('district', 'neighbourhood')"
        ).fetchall()
        texts = connection.execute(
            """
            select reason, [lead_partner_code] || partner_codes || municipality_codes as sources
            from mart.project where length(reason) > 20
            union all
            select what_worked, [lead_partner_code] || partner_codes || municipality_codes
            from mart.lesson inner join mart.project using (project_code) where length(what_worked) > 20
            union all
            select agreement, [lead_partner_code] || partner_codes || municipality_codes
            from mart.sustainment inner join mart.project using (project_code) where length(agreement) > 20
            """
        ).fetchall()
    for subject in LIMITED:
        rights = person_of(subject).rights
        read = {text for text, sources in texts if rights.projects_of and set(rights.projects_of) & set(sources)}
        found[subject] = (
            {code for code, level, town in areas if not rights.shows(level, town)},
            {text for text, _ in texts} - read,
        )
    return found


def everything(app):
    """All that the page sends to the browser, as text."""
    return "\n".join(str(element.proto) for block in (app.main, app.sidebar) for element in block)


@pytest.mark.parametrize("subject", PEOPLE)
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_opens_for_each_role_or_says_why_not(open_as, subject, name):
    for query in ({}, DEEP.get(name)):
        if query is None:
            continue
        app = open_as(subject, name, **query)
        assert not app.exception
        if person_of(subject).rights.may_view:
            assert not app.error
        else:
            assert "nog geen rol" in app.error[0].value
            assert not app.title
            assert not figures(app)


@pytest.mark.parametrize("subject", LIMITED)
@pytest.mark.parametrize("name", sorted(DEEP))
def test_nothing_finer_and_no_text_of_others_reaches_the_browser(open_as, hidden, subject, name):
    sent = everything(open_as(subject, name, **DEEP[name]))
    areas, texts = hidden[subject]
    assert not [area for area in areas if area in sent]
    assert not [text for text in texts if text in sent]


@pytest.mark.parametrize("subject", LIMITED)
def test_the_small_map_is_drawn_as_fine_as_somebody_may_see(open_as, hidden, subject):
    app = open_as(subject, "overview", area="GM9002")
    app.session_state["where_box"] = True
    app.run()
    sent = everything(app)

    assert not app.exception
    assert not app.error
    assert len(app.get("deck_gl_json_chart")) == 1
    assert not [area for area in hidden[subject][0] if area in sent]


def test_who_may_see_all_sees_the_texts_that_others_do_not(open_as, hidden):
    _, texts = hidden["lezer-1"]
    sent = everything(open_as("bestuur-1", "project", **DEEP["project"]))
    assert [text for text in texts if text in sent]
    assert HIDDEN_TEXT not in sent


def test_a_page_ends_when_the_token_does(open_as):
    app = open_as("bestuur-1", "overview")
    assert figures(app)
    app.user |= {"exp": time.time() - 1}
    app.run()
    assert [button.label for button in app.button] == ["Aanmelden"]
    assert [one for one in app.markdown if "verlopen" in one.value]
    assert not figures(app)


def test_a_page_says_what_is_hidden(open_as):
    told = "\n".join(one.value for one in open_as("gemeente-1", "overview").caption)
    assert "Nieuw-Oosterdijk tot op de buurt, elders tot op de wijk" in told
    assert "alleen bij projecten waaraan u deelneemt" in told
    told = "\n".join(one.value for one in open_as("bestuur-1", "overview").caption)
    assert "rol" not in told
    empty = open_as("lezer-1", "effect").info
    assert "Binnen wat uw rol toelaat" in empty[-1].value


def example(parameter):
    value = duckdb.sql(f"select {parameter.example}").fetchall()[0][0]
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("statement", queries("answers"), ids=lambda one: one.name)
def test_every_answer_can_be_asked_with_any_rights_and_gives_no_area_that_is_hidden(statement, release, hidden):
    given = {parameter.name: example(parameter) for parameter in statement.parameters}
    for subject in LIMITED:
        answer = ask(KINDS[statement.name], person_of(subject).rights, release, **given)
        if "whole" in rules()["answer"].get(statement.name, ()):
            continue
        areas, texts = hidden[subject]
        cells = {str(cell) for row in answer.rows for cell in row}
        assert not areas & cells
        assert not texts & cells


def test_every_table_of_a_release_has_its_rule(release):
    with cursor(release) as connection:
        tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert set(rules()["mart"]) == tables


def test_the_table_of_rights_names_roles_levels_and_answers_that_exist():
    assert set(rules()["role"]) == set(Role)
    assert {one["elsewhere"] for one in rules()["role"].values()} <= set(LEVELS)
    assert set(rules()["answer"]) <= set(KINDS)
    assert all(len(rule["whole"]) > 20 for rule in rules()["answer"].values() if "whole" in rule)


def test_totals_stay_what_they_are(release):
    """What is hidden is finer than a total; the total itself is the same for everybody."""
    period = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
    whole = ask(OverviewCounts, person_of("bestuur-1").rights, release, **period)
    for subject in LIMITED:
        assert ask(OverviewCounts, person_of(subject).rights, release, **period).rows == whole.rows


def test_a_gemeente_reads_effects_of_its_own_projects_only(release):
    own = {row.project_code for row in ask(EffectProjects, person_of("gemeente-1").rights, release).rows}
    every = {row.project_code: row for row in ask(EffectProjects, person_of("bestuur-1").rights, release).rows}
    assert own
    assert OTHER_PROJECT not in own
    assert all(OWN in every[code].municipality_codes for code in own)


def test_documents_and_downloads_hold_to_the_same_rights(release, hidden):
    rights = person_of("lezer-1").rights
    _, texts = hidden["lezer-1"]
    panels = rooms.read("project", DEEP["project"], rights, release).panels
    said = json.dumps([[panel.sentence, panel.table.astype(str).to_dict("list")] for panel in panels], default=str)
    assert panels
    assert not [text for text in texts if text in said]
    rows = ask(FrameAreas, rights, release).rows
    assert rows


@pytest.fixture
def waiting(data, release, tmp_path, monkeypatch):
    """A data folder with a release beside the published one that was approved and is open to one person."""
    home = tmp_path / "home"
    shutil.copytree(data / "releases", home / "releases")
    manifest = json.loads(release.path.with_suffix(".json").read_text(encoding="utf-8"))
    history = [{"status": one, "at": "2026-11-01T09:00:00+00:00"} for one in ("draft", "checked", "approved")]
    told = manifest | {"id": "dddddddddd", "history": history}
    (home / "releases" / "dddddddddd.json").write_text(json.dumps(told), encoding="utf-8")
    shutil.copyfile(release.path, home / "releases" / "dddddddddd.duckdb")
    settings = Settings(data=home)
    window = {"opens": "2020-01-01T00:00:00+00:00", "closes": "2999-01-01T00:00:00+00:00"}
    with writing(settings) as connection:
        row = {"release_id": "dddddddddd", "subject": "bestuur-1", "given_by": "goedkeuring-1"} | window
        connection.execute(insert(PRERELEASE).values(**row))
    yield settings
    forget(settings)


def test_a_release_that_waits_opens_for_who_was_named_and_for_nobody_else(open_as, waiting, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(waiting.data))
    monkeypatch.delenv("DASHBOARD_DATABASE")
    early = open_as("bestuur-1", "overview", release="dddddddddd")
    assert early.title[0].value == "Lees dit eerst"  # of this release nobody read it yet
    early.session_state["acknowledged"] = frozenset({"dddddddddd"})
    early.run()
    assert any("vooraf inzien" in one.value for one in early.info)
    assert figures(early)
    other = open_as("adviseur-1", "overview", release="dddddddddd")
    assert not figures(other)
    assert other.error
    with writing(waiting) as connection:
        connection.execute(update(PRERELEASE).values(closes="2020-01-02T00:00:00+00:00"))
    late = open_as("bestuur-1", "overview", release="dddddddddd")
    assert not figures(late)
