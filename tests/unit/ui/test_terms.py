"""The words of the field: complete, found as whole words, explained once a page."""

from __future__ import annotations

import pytest
import streamlit as st

from dashboard import text
from dashboard.text.markup import Markup
from dashboard.ui.terms import TERMS, explained, held, listed, term
from dashboard.ui.terms.once import TOLD, begin_page, explanation, in_part, new_part, unseen

MOST_WORDS = 22  # in a sentence that explains


@pytest.fixture
def begun():
    begin_page()
    yield
    st.session_state.pop(TOLD, None)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_term_means_something_in_short_sentences_and_says_who_says_so(language):
    text.use(language)
    for one in map(term, TERMS):
        assert one.source
        assert all(form == form.casefold() for form in one.forms)
        assert max(len(sentence.split()) for sentence in one.means.split(". ")) <= MOST_WORDS, one.code


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_form_is_of_two_terms_and_every_term_finds_itself(language):
    text.use(language)
    forms = [form for one in map(term, TERMS) for form in one.forms]

    assert len(forms) == len(set(forms))
    assert [form for form in forms if len(held(f"Een {form}, zo.")) != 1] == []


def test_they_stand_from_a_to_z_and_a_word_finds_them():
    names = [one.name for one in listed()]

    assert names[0] == "Beklijven"
    assert len(names) == len(TERMS)
    assert [one.code for one in listed("doorgeleide")] == ["referral"]
    assert listed("xyzzy") == ()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("De trefkans en de Trekker", ("hit_rate", "lead_partner")),
        ("De aftrekker van Bronnenburg", ()),
        ("De p%-regel geldt", ("dominance",)),
        ("φ is 2", ("overdispersion",)),
        ("Berekende besparing", ("imputed",)),
    ],
)
def test_only_whole_words_count_in_the_order_of_the_text(words, codes):
    assert held(words) == codes


def test_a_word_is_explained_at_its_first_use_only(begun):
    first, again = explanation(Markup("De trefkans")), explanation(Markup("De trefkans en het convenant"))

    assert first == explained(("hit_rate",))
    assert again == explained(("covenant",))
    assert explanation(Markup("De trefkans")) is None


def test_a_part_that_redraws_explains_again_what_it_explained_and_nothing_else(begun):
    explanation(Markup("Het convenant"))
    part = new_part()
    with in_part(part):
        before = explanation(Markup("De trefkans van het convenant"))
    with in_part(part):
        after = explanation(Markup("De trefkans van het convenant"))

    assert before == after == explained(("hit_rate",))
    assert explanation(Markup("De trefkans")) is None


def test_what_others_wrote_what_is_for_paper_and_a_picture_explain_nothing(begun):
    assert explanation("De trefkans") is None
    assert explanation(Markup("![De trefkans](data:x)")) is None
    with unseen():
        assert explanation(Markup("De trefkans")) is None
    assert explanation(Markup("De trefkans")) is not None


def test_nothing_is_explained_where_no_page_began():
    st.session_state.pop(TOLD, None)
    assert explanation(Markup("De trefkans")) is None
