"""Dutch and English say the same things: same keys, same placeholders, every key used."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dashboard import text
from dashboard.addresses import ADDRESSES
from dashboard.charts.numbers import counted
from dashboard.policy import NUMBERS
from dashboard.text import Plural, say
from dashboard.text.markup import Markup

PACKAGE = Path(text.__file__).parent.parent


def forms(entry):
    """The texts under a key: one, or one per form of a plural."""
    return [entry.one, entry.other] if isinstance(entry, Plural) else [entry]


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def needed(entry):
    """The placeholders of all forms; that of the number may be left out where the number is one."""
    by = {entry.by} if isinstance(entry, Plural) else set()
    return by.union(*map(placeholders, forms(entry)))


def test_both_languages_have_the_same_keys():
    assert set(text.texts("nl")) == set(text.texts("en"))


def test_both_languages_have_the_same_placeholders():
    nl, en = text.texts("nl"), text.texts("en")

    assert [key for key in nl if needed(nl[key]) != needed(en[key])] == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_key_stands_in_two_rooms(language):
    keys = Counter()
    for file in PACKAGE.rglob(f"{language}.toml"):
        keys.update(key for key, _ in text._flatten(tomllib.loads(file.read_text(encoding="utf-8"))))

    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_form_for_one_differs_and_names_its_number(language):
    plurals = {key: entry for key, entry in text.texts(language).items() if isinstance(entry, Plural)}

    assert [key for key, entry in plurals.items() if entry.one == entry.other] == []
    assert [key for key, entry in plurals.items() if entry.by not in placeholders(entry.other)] == []


# Dutch nouns that follow a number on screen, in the plural; an adjective may stand between ("3 andere buurten").
NOUNS = [
    "aandelen",
    "aantallen",
    "adressen",
    "afspraken",
    "bedragen",
    "bedrijven",
    "besluiten",
    "borgingsafspraken",
    "buurten",
    "cijfers",
    "dagen",
    "deelnemers",
    "doelen",
    "dossiers",
    "doorgeleidingen",
    "fouten",
    "gebieden",
    "gevallen",
    "gemeenten",
    "jaren",
    "keuzes",
    "kwartalen",
    "leveringen",
    "maanden",
    "maatstaven",
    "methoden",
    "metingen",
    "opgaven",
    "opmerkingen",
    "partners",
    "perioden",
    "projectbuurten",
    "projecten",
    "proeven",
    "regels",
    "releases",
    "rijen",
    "signalen",
    "stappen",
    "vergelijkingsbuurten",
    "vragen",
    "waarschuwingen",
    "wijken",
    "woningen",
]
NUMBERED = re.compile(r"\{(\w+)\}\*{0,2} (?:(?:[a-z]+e|verborgen|afgesloten) )?(?:" + "|".join(NOUNS) + r")\b")
# Numbers that are never one where their text is used, each with why.
NEVER_ONE = {
    "a protected count: a multiple of the base, or 'none or a few'": {
        "tile.files.files",
        "tile.margin_and_files.files", "tile.effort.sentence.value", "tile.findings.sentence.value", "funnel.files.n",
        "funnel.sentence.examined", "funnel.sentence_small.examined", "project.results.addresses.examined",
        "project.results.companies.examined", "project.people.sentence.examined", "partners.several.known.sum",
        "partners.several.known.shared",
    },
    "a constant of the code": {
        "direction.periods.month.n", "direction.periods.quarter.n", "direction.periods.year.n",
        "compare.too_few_areas.n", "compare.peers_lead.n", "flows.norm.days", "project.steps.later.days",
        "project.steps.sentence.all", "projects.timeline.norm.months", "sustainment.after.months", "validation.against.others",
        "own_area.error.too_wide.most", "attacks.measures_lead.all", "attacks.measures_lead_some.all",
        "intake.rule.period_long.what.n",
        "method.alone.refuses.long", "method.clusters.refuses.enough", "method.comparison.formula.window",
        "method.comparison.refuses.before", "method.comparison.refuses.least", "method.did.refuses.least",
        "method.did_trend.refuses.before", "method.equal_age.formula.oldest", "method.equal_age.refuses.fewest",
        "method.equal_age.refuses.youngest", "method.funnel.refuses.enough", "method.lasting.formula.decides",
        "method.lasting.refuses.decides", "method.lead_time.formula.last", "method.lead_time.refuses.least",
        "method.own_area.refuses.most", "method.placebo.formula.long", "method.pretrend.refuses.before",
        "method.recent.formula.periods", "method.recent.refuses.periods", "method.settlement.assumes.norm",
        "method.settlement.formula.norm", "method.synthetic.refuses.before", "method.synthetic.refuses.donors",
    },
    "more than the most that is shown at once": {"compare.cut.all", "sustainment.all_rows.n", "own_area.refused.too_many.found"},
    "as many as the comparison asks for": {
        "effect.evidence_says.many_comparisons.n", "effect.evidence_says.many_comparisons.before", "lead.comparison.age",
        "lead.comparison.recent_all", "project.funnel.nothing.age", "project.funnel.sentence.age", "project.funnel.sentence.n",
        "own_area.summary.n", "own_area.summary.dwellings",
    },
    "only said when one of them can be drawn, so of more than one": {"trend.closed.all"},
    "a project has 28 steps": {"realisation.said.steps.n"},
}  # fmt: skip


def unbent(key, entry):
    """Numbers in a text before a noun in the plural, for which the text has no form for one."""
    other, by = (entry.other, {entry.by}) if isinstance(entry, Plural) else (entry, set())
    return {f"{key}.{name}" for name in NUMBERED.findall(other) if name not in by | NUMBERS}


def test_a_number_before_a_noun_bends_it():
    texts = text.texts("nl")

    assert set().union(*(unbent(key, entry) for key, entry in texts.items())) == set().union(*NEVER_ONE.values())


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_text_bends_by_the_same_number_in_both_languages(language):
    source = text.texts("nl")
    plurals = {key: entry.by for key, entry in text.texts(language).items() if isinstance(entry, Plural)}

    assert [key for key, by in plurals.items() if getattr(source[key], "by", None) != by] == []


@pytest.mark.parametrize(("n", "expected"), [(1, "1 buurt"), (0, "0 buurten"), (1234, "1.234 buurten")])
def test_a_noun_is_counted(n, expected):
    assert counted("neighbourhood", n) == expected


# What is filled in at run time: one or two pieces of a key, such as a part and its heading, or EPSG:4326.
FILLED = r"[\w:]+(?:\.\w+)?"


def patterns(code):
    """What code asks ``say`` for: keys as they stand, and those a piece of which is filled in at run time."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(part.value) if isinstance(part, ast.Constant) else FILLED for part in node.values]
            whole = "".join(parts).split("\\ ")[0]  # steps of progress name a key and how far it is
            if re.match(r"\w+\\\.", whole):  # begins with the name of a room, so it can only be a key
                yield whole


def test_every_key_is_used_somewhere():
    """A key is used when it stands in the code, or fits one that the code completes at run time."""
    asked = {pattern for path in PACKAGE.rglob("*.py") for pattern in patterns(path.read_text(encoding="utf-8"))}
    plain = {re.sub(r"\\(.)", r"\1", one) for one in asked if FILLED not in one}
    plain |= {f"{room}.title" for room in ADDRESSES}  # the menu and the head of a page name every room
    open_ones = re.compile("|".join(one for one in asked if FILLED in one))

    assert [key for key in text.texts("nl") if key not in plain and not open_ones.fullmatch(key)] == []


@pytest.mark.parametrize(
    ("n", "expected"), [(1, "1 dag"), ("1", "1 dag"), (2, "2 dagen"), (0, "0 dagen"), ("1.001", "1.001 dagen")]
)
def test_a_number_finds_its_form(n, expected):
    days = Plural("n", Markup("{n} dag"), Markup("{n} dagen"))

    assert days.of(n).format(n=n) == expected


CLICK = {"nl": re.compile(r"(^|[.;,] )klik\b", re.IGNORECASE), "en": re.compile(r"(^|[.;,] )click\b", re.IGNORECASE)}
NOT_ON_A_SHEET = ("pressing", "help")  # of a place that paper and documents leave out, or of a mouse
READ_IN_A_PROGRAM = ("help.recipe.", "office.update")  # of how to use the dashboard, and of a list in Word


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_what_a_click_does_has_a_key_that_paper_leaves_out(language):
    clicks = CLICK[language]
    telling = [key for key, entry in text.texts(language).items() if any(clicks.search(one) for one in forms(entry))]

    assert len(telling) > 10
    assert [key for key in telling if not key.endswith(NOT_ON_A_SHEET) and not key.startswith(READ_IN_A_PROGRAM)] == []


def test_no_text_brands_people():
    for language in text.LANGUAGES:
        for entry in text.texts(language).values():
            assert all("fraudeur" not in sentence.lower() for sentence in forms(entry))


def test_language_is_chosen_and_falls_back_to_dutch():
    text.use("en")
    english = say("overview.title")
    text.use("xx")

    assert english == "Overview"
    assert say("overview.title") == "Overzicht"
    assert text.language() == "nl"


def test_an_unknown_key_is_a_programming_mistake():
    with pytest.raises(KeyError):
        say("nothing.here")
