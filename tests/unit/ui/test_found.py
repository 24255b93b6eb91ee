"""Looking for something from anywhere: what is found, how forgiving that is, and that nobody finds what they may not see."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.access import VIEWER, Rights
from dashboard.answers import Reader
from dashboard.ui.found import find, fold
from dashboard.ui.search import entries_of

ONE_GEMEENTE = Rights(may_view=True, municipalities=("GM9001",), elsewhere="municipality", projects_of=())


@pytest.fixture(scope="module")
def entries(release):
    from dashboard.policy import use_policy

    text.use("nl")
    use_policy(release.policy)
    return entries_of(Reader(VIEWER, release))


def first(entries, word):
    """Kind, name and usual place of the best of what a word leads to."""
    best = find(entries, word).entries[0]
    return best.kind, best.name, best.places[0]


@pytest.mark.parametrize(
    ("word", "kind", "name", "place"),
    [
        ("Goudkogge", "area", "Goudkogge", ("overview", (("area", "GM9002"),))),
        ("huisbezoeken", "measure", "Huisbezoeken", ("definitions", (("word", "Huisbezoeken"),))),
        ("DPIA", "term", "DPIA", ("definitions", (("word", "DPIA"),))),
        ("kaart", "page", "Kaart", ("area_map", ())),
    ],
)
def test_a_name_leads_to_where_it_is_shown(entries, word, kind, name, place):
    hits = [(one.kind, one.name) for one in find(entries, word).entries]
    assert (kind, name) in hits
    chosen = next(one for one in find(entries, word).entries if (one.kind, one.name) == (kind, name))
    assert chosen.places[0][0] == place[0]
    assert {key for key, _ in chosen.places[0][1]} == {key for key, _ in place[1]}


def test_a_project_is_found_by_its_code(entries):
    assert first(entries, "lsi-2019-001")[2] == ("project", (("project", "LSI-2019-001"),))


@pytest.mark.parametrize("written", ["gemeente goudkogge", "GOUDKOGGE", " Goudkógge ", "goudk"])
def test_writing_is_forgiven(entries, written):
    hits = find(entries, written)
    assert "Goudkogge" in {one.name for one in hits.entries if one.kind == "area"}
    assert not hits.read_as


def test_one_typing_error_is_read_as_what_was_meant_and_told(entries):
    hits = find(entries, "goudkoge")
    assert hits.read_as == "goudkogge"
    assert "Goudkogge" in {one.name for one in hits.entries}


@pytest.mark.parametrize("word", ["", "g", "xyzzyxyzzy", "12345678", "***"])
def test_nothing_is_found_where_nothing_fits(entries, word):
    assert find(entries, word).entries == ()


def test_a_district_opens_on_the_map_within_its_municipality(entries):
    hits = [one for one in find(entries, "Tjalkenhage").entries if one.kind == "area"]
    room, keys = hits[0].places[0]
    assert room == "area_map"
    assert dict(keys)["area"].startswith("GM")
    assert dict(keys)["inside"].startswith(("WK", "BU"))


def test_the_kind_with_the_best_goes_first_and_a_kind_stays_together(entries):
    kinds = [one.kind for one in find(entries, "goudkogge").entries]

    assert kinds[0] == "area"
    assert list(dict.fromkeys(kinds)) == ["area", "project"]
    assert kinds == sorted(kinds, key=["area", "project"].index)


def test_nobody_finds_an_area_they_may_not_see(entries, release):
    narrow = entries_of(Reader(ONE_GEMEENTE, release))
    codes = {value for one in narrow if one.kind == "area" for _, keys in one.places for _, value in keys}
    every = {value for one in entries if one.kind == "area" for _, keys in one.places for _, value in keys}

    assert {code for code in codes if code.startswith(("WK", "BU"))}
    assert {code[2:6] for code in codes if code.startswith(("WK", "BU"))} == {"9001"}
    assert {code[2:6] for code in every if code.startswith("WK")} > {"9001"}


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Súdwest-Fryslân", "sudwest fryslan"), ("'s-Gravenhage", "s gravenhage"), ("p%-regel", "p% regel"), ("**", "")],
)
def test_accents_capitals_and_signs_do_not_count(written, folded):
    assert fold(written) == folded


def test_english_finds_english_names(release):
    text.use("en")
    hits = find(entries_of(Reader(VIEWER, release)), "hit rate")
    assert ("term", "Hit rate") in {(one.kind, one.name) for one in hits.entries}
