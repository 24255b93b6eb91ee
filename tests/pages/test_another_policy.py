"""A stricter policy is one number: a release with base ten says ten everywhere, and nowhere a five is left."""

from __future__ import annotations

import re
import shutil

import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.analysis.intervals import share_interval
from dashboard.answers import ask
from dashboard.answers.rows import OverviewCounts, OverviewFunnel
from dashboard.catalogue import queries
from dashboard.charts import funnel
from dashboard.charts.numbers import percentage
from dashboard.charts.shares import noises
from dashboard.documents.sheet import csv_file
from dashboard.pages.accountability import words as accountability
from dashboard.policy import use_policy
from dashboard.settings import SAMPLE, Settings
from dashboard.steward.attack.page_interfaces import read_back
from dashboard.steward.intake.take_in import set_up_areas, take_in
from dashboard.steward.protect.policy import SHIPPED
from dashboard.steward.release import desk
from dashboard.steward.release.build import build
from dashboard.store import cursor
from dashboard.text import say
from dashboard.ui.navigation import GROUPS
from tests.conftest import open_page
from tests.pages.test_every_page import said
from tests.unit.test_text import forms

AT = "2026-11-01T09:00:00+00:00"
PAGES = [name for _, group in GROUPS for name, _ in group]
LANGUAGES = ("nl", "en")
CHOSEN = {"project": {"project": "LSI-2025-001", "chapter": "all"}, "own_area": {"area": "GM9001"}}
SOURCES = ("BD", "POL", "SVB", "UWV", "GEM_GM900[1-5]")  # enough for every page to have something to say
YEARS = {"from_month": "2025-01-01", "until_month": "2025-12-01"}
TEN = {"nl": "veelvouden van 10", "en": "multiples of 10"}
# Five years or projects that make a course are no rule of protection.
FIVE = {
    "nl": r"vijf(?! (jaar|jaren|projecten)\b)|veelvoud(en)? van 5\b|\b1 tot en met 4\b|(minstens|hoogstens) [45]\b|(?<![\d.,])5 dossiers|getoonde 5\b",
    "en": r"\bfives?\b(?! (years|projects)\b)|multiples? of 5\b|\b1 to 4\b(?! %)|at (least|most) [45]\b|(?<![\d.,])5 files|shown 5\b",
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A release of a part of the sample by the shipped policy with a base and a threshold of ten instead of five."""
    home = tmp_path_factory.mktemp("strict")
    rules = SHIPPED.read_text(encoding="utf-8")
    assert rules.count("\nvalue = 5\n") == 2
    (home / "policy.toml").write_text(rules.replace("\nvalue = 5\n", "\nvalue = 10\n"), encoding="utf-8")
    settings = Settings(data=home / "data", policy=home / "policy.toml")
    deliveries = home / "deliveries"
    deliveries.mkdir()
    for file in (file for source in SOURCES for file in SAMPLE.glob(f"deliveries/{source}_2025*")):
        shutil.copy(file, deliveries)
    set_up_areas(settings, SAMPLE)
    assert take_in(settings, [deliveries], AT, str) == 0
    release = build(settings, str, AT).release
    desk.keep_attack_report(settings, release.id, {"passed": True, "attacks": []})
    return desk.publish(settings, release.id, AT)


@pytest.fixture
def strict_page(strict, monkeypatch):
    """Run a page on that release."""
    monkeypatch.setenv("DASHBOARD_DATA", str(strict.path.parent.parent))
    return open_page


@pytest.fixture
def rules(strict):
    """Words and percentages follow that release."""
    use_policy(strict.policy)
    return strict.policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_five_is_left_on_any_page(strict_page, language):
    left, n_told = {}, 0
    for name in PAGES:
        app = strict_page(name, language=language, period="2025", **CHOSEN.get(name, {}))
        assert not app.exception, name
        words = said(app)
        left[name] = [found[0] for found in re.finditer(FIVE[language], words)]
        n_told += TEN[language] in words

    assert {name: found for name, found in left.items() if found} == {}
    assert n_told >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_five_of_its_own(language):
    """Texts behind a choice too: what a rule says is named, like ``{base}``, and never written out."""
    texts = {key: entry for key, entry in text.texts(language).items() if not key.startswith("intake.")}

    assert [
        key for key, entry in texts.items() if any(re.search(FIVE[language], words) for words in forms(entry))
    ] == []


def test_the_promise_says_ten(rules):
    promise = accountability.promise(rules)

    assert "is een veelvoud van 10;" in promise
    assert "bij een getoonde 0 alles van 0 tot en met 9 zijn" in promise
    assert "rust op minstens 10 dossiers" in promise


def test_every_count_of_every_mart_is_a_multiple_of_ten(strict):
    counted = [
        (mart.name, name) for mart in queries("marts") for name, rule in mart.protection.items() if rule == "count"
    ]
    with cursor(strict) as connection:
        off = {
            (mart, name): connection.execute(f"select count(*) from mart.{mart} where {name} % 10 <> 0").fetchall()[0][
                0
            ]
            for mart, name in counted
        }
        fewest = connection.execute(
            "select min(n_files) from mart.amount_total where amount_eur is not null"
        ).fetchall()

    assert len(counted) > 5
    assert {column for column, n in off.items() if n} == set()
    assert fewest[0][0] >= 20


def test_a_download_says_ten_and_holds_no_other_count(strict):
    answer = ask(OverviewCounts, VIEWER, strict, **YEARS)
    file = csv_file(answer.frame, "Overzicht", strict, {})
    counts = {int(row["n_value"]) for row in read_back(file)}

    assert "afgerond op veelvouden van 10;" in file.decode("utf-8-sig")
    assert max(counts) > 0
    assert {n for n in counts if n % 10} == set()


def test_margins_and_intervals_are_those_of_ten(strict, rules):
    assert strict.accuracy("examined_addresses", "programme", "year").base == 10
    row, noise = ask(OverviewFunnel, VIEWER, strict, **YEARS).rows[0], strict.noise("programme", "year")
    step = next(one for one in funnel.steps(row, noise) if one.key == "examined")
    sds = noises(step.on, step.start, noise, funnel.of_step("n_examined", "n_irregular"))
    ten, five = (share_interval(step.on, step.start, *sds, base) for base in (10, 5))

    assert ten.upper - ten.lower > five.upper - five.lower
    assert step.interval == say("number.interval", lower=percentage(ten.lower), upper=percentage(ten.upper))
