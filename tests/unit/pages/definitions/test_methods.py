"""Every statistic has its method in words, and every number in it is that of the code or the policy."""

from __future__ import annotations

import re
import string

import pytest

from dashboard import text
from dashboard.analysis import clusters, funnel, recent
from dashboard.analysis.effect.offered import LEAST_COVERAGE
from dashboard.pages.definitions.methods import words
from dashboard.policy import NUMBERS, active_policy
from dashboard.settings import PACKAGE
from dashboard.text import say
from tests.bench.budgets import BUDGETS

ANALYSIS = PACKAGE / "analysis"
TEXTS = [(method, part) for method in words.METHODS for part in words.PARTS]


def modules():
    """Every module of the analysis, such as ``effect.did``."""
    paths = [path.relative_to(ANALYSIS).with_suffix("") for path in ANALYSIS.rglob("*.py") if path.stem != "__init__"]
    return {".".join(path.parts) for path in paths}


def placeholders(said):
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def test_every_module_of_the_analysis_has_its_method_and_only_one():
    named = [module for method in words.METHODS for module in method.modules]

    assert sorted(named) == sorted(modules())


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_number_stands_in_a_text_only_where_the_code_fills_it_in(language):
    said = {(method.key, part): str(text.texts(language)[f"method.{method.key}.{part}"]) for method, part in TEXTS}
    assert [key for key, one in said.items() if re.search(r"\d", one)] == []
    for method in words.METHODS:
        used = set().union(*(placeholders(said[method.key, part]) for part in words.PARTS))
        assert set(method.numbers) <= used, f"{method.key} has numbers that it does not name"
        assert used <= set(method.numbers) | NUMBERS, f"{method.key} names numbers that nothing gives"


def test_numbers_are_read_as_they_work():
    parts = {method.key: method for method in words.METHODS}

    assert f"{100 * (1 - recent.LEVEL):.1f}".replace(".", ",") + "%" in parts["recent"].part("formula")
    assert f"minder dan {clusters.ENOUGH} gebieden" in parts["clusters"].part("refuses")
    assert f"{funnel.ENOUGH} gebieden" in parts["funnel"].part("refuses")
    assert "van 95 en 99,8%" in parts["funnel"].part("formula")
    assert f"minstens {round(100 * LEAST_COVERAGE)}%" in parts["offered"].part("formula")
    assert f"veelvoud van {active_policy().base}." in parts["rounding"].part("formula")


def test_what_intervals_are_said_to_hold_is_what_the_bench_asks():
    assert round(100 - BUDGETS["missed"].most) == words.HELD


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_method_is_looked_for_by_any_of_its_words(language):
    text.use(language)

    assert [method.key for method in words.search("kaplan")] == ["lead_time"]
    assert "funnel" in {method.key for method in words.search("SPIEGELHALTER")}
    assert words.search("") == words.METHODS
    assert words.search("xyzzy") == ()


def test_groups_keep_all_methods_once_in_order():
    groups = words.grouped(words.METHODS)

    assert [group for group, _ in groups] == list(words.GROUPS)
    assert sum(len(of) for _, of in groups) == len(words.METHODS)
    assert words.grouped(()) == ()


def test_a_story_has_every_part_and_its_source():
    own, published = (next(one for one in words.METHODS if one.key == key) for key in ("goal", "smoothing"))

    assert all(say(f"methods.{part}") in words.story(own) for part in words.PARTS)
    assert words.story(own).endswith("Keuze van dit dashboard.")
    assert words.story(published).endswith("Marshall 1991.")
    assert len(words.table(words.METHODS)) == len(words.rows(words.METHODS)) == len(words.METHODS)
