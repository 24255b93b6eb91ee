"""Hulp: every role has its tasks, each with a way to the screen."""

from __future__ import annotations

import pytest

from dashboard.addresses import ADDRESSES
from dashboard.pages.help.words import DESK, RECIPES, ROLES
from dashboard.text import texts
from tests.conftest import said


def links(app):
    """The pages that links in the page itself, not in the menu, lead to."""
    return [link.proto for link in app.main.get("page_link")]


@pytest.mark.parametrize("role", ROLES)
def test_every_task_of_a_role_is_said_and_leads_somewhere(page, role):
    app = page("help", role=role, period="2023-2024")
    recipes = RECIPES[role]

    assert not app.exception
    assert [one.code for one in recipes if str(texts("nl")[f"help.recipe.{one.code}.how"]) not in said(app)] == []
    asked = [ADDRESSES[one.room].path for one in recipes if one.room != DESK]
    assert [link.page.rpartition("/")[2] for link in links(app)] == asked
    assert all("period=2023-2024" in link.query_string for link in links(app))


def test_the_desk_is_linked_where_there_is_one(page, monkeypatch):
    told = said(page("help", role="partner"))
    monkeypatch.setenv("DASHBOARD_DESK", "https://balie.lsi.example")

    assert "Vraag de beheerder om het adres" in told
    assert "Vraag de beheerder om het adres" not in said(page("help", role="partner"))


def test_who_to_ask_is_said_where_it_is_known(page, monkeypatch):
    monkeypatch.setenv("DASHBOARD_CONTACT", "het loket van de LSI")

    assert "Vragen over het dashboard: het loket van de LSI." in said(page("help"))


def test_a_role_nobody_knows_is_told_and_the_first_one_shown(page):
    app = page("help", role="koning")

    assert any("koning" in one.value for one in app.caption)
    assert str(texts("nl")["help.recipe.decide.how"]) in said(app)
