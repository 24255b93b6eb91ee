"""The tasks of Hulp lead to keys that their pages know."""

from __future__ import annotations

from dashboard.addresses import ADDRESSES
from dashboard.pages.help.words import DESK, RECIPES, ROLES


def test_every_role_has_tasks_and_none_stands_twice():
    codes = [recipe.code for recipes in RECIPES.values() for recipe in recipes]

    assert tuple(RECIPES) == ROLES
    assert len(codes) == len(set(codes))


def test_a_task_names_a_page_and_keys_it_knows():
    every = [recipe for recipes in RECIPES.values() for recipe in recipes if recipe.room != DESK]

    assert [one.code for one in every if {key for key, _ in one.keys} - ADDRESSES[one.room].names()] == []
