"""The address of every page: readable keys, old letters led on, strange keys told."""

from __future__ import annotations

from itertools import combinations

import pytest

from dashboard.addresses import (
    ADDRESSES,
    Address,
    AreaMapAddress,
    CompareAddress,
    OverviewAddress,
    ProjectAddress,
    depending,
)

ROOMS = pytest.mark.parametrize("kind", ADDRESSES.values(), ids=list(ADDRESSES))


def test_an_address_says_what_the_url_says_now():
    query = {"measure": "fines"}
    address = AreaMapAddress(query)
    before = address.measure, address.inside, address.area
    query["measure"] = "hit_rate"

    assert before == ("fines", "", "alle")
    assert address.measure == "hit_rate"


@ROOMS
def test_no_two_keys_of_a_page_had_the_same_letter(kind):
    letters = [key.letter for key in kind.every() if key.letter]

    assert len(letters) == len(set(letters))


@ROOMS
def test_a_key_can_be_read(kind):
    assert all(len(name) > 2 and name.isidentifier() for name in kind.names())


def test_no_two_pages_have_the_same_path():
    assert all(one.path != other.path for one, other in combinations(ADDRESSES.values(), 2))


def test_letters_of_before_lead_to_the_same_screen():
    old = {"g": "GM9001", "p": "2021-2025", "m": "fines", "k": "WK900101", "v": "before"}

    assert AreaMapAddress.renamed(old) == {
        "area": "GM9001",
        "period": "2021-2025",
        "measure": "fines",
        "inside": "WK900101",
        "beside": "before",
    }


def test_a_letter_means_something_else_on_another_page():
    assert CompareAddress.renamed({"v": "peers"}) == {"against": "peers"}
    assert ProjectAddress.renamed({"j": "LSI-2020-001"}) == {"project": "LSI-2020-001"}


def test_a_name_of_now_wins_from_its_letter():
    assert OverviewAddress.renamed({"area": "GM9002", "g": "GM9001"}) == {"area": "GM9002"}


def test_what_a_page_does_not_know_is_told_but_for_streamlits_own():
    assert OverviewAddress.unknown({"area": "GM9001", "utm": "x", "embed": "true"}) == ("utm",)


def test_a_choice_inside_an_area_goes_with_the_area():
    assert depending(Address.area) == {"inside", "level", "part", "include", "exclude", "marked"}
    assert depending(Address.period) == frozenset()


def test_a_mark_names_its_key():
    assert ProjectAddress.project.mark("LSI-2020-001") == "project:LSI-2020-001"
