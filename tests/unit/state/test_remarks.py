"""Remarks of readers: kept in small numbers, without people, with an entry of the log, answered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import insert

from dashboard.errors import UserError
from dashboard.state.engine import writing
from dashboard.state.log import entries, verify
from dashboard.state.remarks import (
    AT_ONCE,
    LONGEST,
    LONGEST_LINK,
    MOST_OPEN,
    PER_HOUR,
    Sent,
    answered,
    count_waiting,
    handle,
    handled,
    send,
    waiting,
    wipe,
)
from dashboard.state.tables import REMARK
from dashboard.text import LANGUAGES, texts

SENT = Sent("0123456789", "overview", "/?period=2025", "De som klopt niet met de tabel.")


def trouble(call, *given):
    with pytest.raises(UserError) as raised:
        call(*given)
    return raised.value.key


def test_a_remark_waits_until_it_is_answered_and_the_log_tells_of_both(state):
    send(state, "s-1", SENT)
    [one] = waiting(state)
    assert (one.words, one.link, one.release_id, one.page) == (SENT.words, SENT.link, SENT.release_id, "overview")
    handle(state, one.number, "s-2", "  De tabel telt ook 2024.  ")
    [done] = handled(state)
    assert waiting(state) == ()
    assert (done.answer, done.handled_by) == ("De tabel telt ook 2024.", "s-2")
    told = [(entry.kind, entry.subject, dict(entry.about)) for entry in entries(state)]
    assert told == [
        ("remark_handled", "s-2", {"n": str(one.number)}),
        ("remarked", "s-1", {"page": "overview", "release": "0123456789"}),
    ]
    assert verify(state).n_entries == 2


def test_whose_it_is_stands_with_it_only_for_who_asks_an_answer(state):
    send(state, "s-1", SENT)
    send(state, "s-1", replace(SENT, words="En dit ook niet.", wants_answer=True))
    assert [one.contact for one in waiting(state)] == ["", "s-1"]
    assert [one.words for one in answered(state, "s-1")] == ["En dit ook niet."]
    assert answered(state, "s-2") == ()
    assert answered(state, "") == ()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("  ", "empty"),
        ("x" * (LONGEST + 1), "long"),
        ("Bel mij op 06-12345678", "personal.phone"),
        ("Mail jan@gemeente.example", "personal.email"),
        ("Het gaat om 111222333", "personal.bsn"),
        ("Dorpsstraat 12, 1234 AB", "personal.address"),
        ("Op NL91ABNA0417164300 gestort", "personal.iban"),
    ],
)
def test_what_is_empty_too_long_or_names_somebody_is_not_kept(state, words, key):
    assert trouble(send, state, "s-1", replace(SENT, words=words)) == f"remark.error.{key}"
    assert count_waiting(state) == 0
    assert entries(state) == ()
    assert all(f"remark.error.{key}" in texts(language) for language in LANGUAGES)


def test_an_answer_names_nobody_either(state):
    send(state, "s-1", SENT)
    assert trouble(handle, state, 1, "s-2", "Bel 06-12345678") == "remark.error.personal.phone"
    assert trouble(handle, state, 1, "s-2", "") == "remark.error.empty"
    assert count_waiting(state) == 1


def test_one_person_sends_a_few_in_an_hour_however_many_ask_at_once(state):
    def try_to(n):
        try:
            send(state, "s-1", replace(SENT, words=f"Opmerking {n}"))
        except UserError as error:
            return error.key
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(try_to, range(PER_HOUR + 3)))
    assert sorted(told) == [""] * PER_HOUR + ["remark.error.often"] * 3
    send(state, "s-2", SENT)
    assert count_waiting(state) == PER_HOUR + 1


def test_a_full_box_takes_no_more(state):
    row = {"at": "2026-11-01", "release_id": "x", "page": "overview", "link": "/", "words": "w", "contact": ""}
    row |= {"handled_at": "", "handled_by": "", "answer": ""}
    with writing(state) as connection:
        connection.execute(insert(REMARK), [row] * MOST_OPEN)
    assert trouble(send, state, "s-1", SENT) == "remark.error.full"
    assert len(waiting(state)) == AT_ONCE
    assert len(waiting(state, MOST_OPEN - 1)) == 1


def test_an_address_is_cut_rather_than_refused(state):
    send(state, "s-1", replace(SENT, link="/?word=" + "x" * 9_000))
    assert len(waiting(state)[0].link) == LONGEST_LINK


def test_two_who_answer_at_once_do_not_overwrite_each_other(state):
    send(state, "s-1", SENT)
    handle(state, 1, "s-2", "Eerst.")
    assert trouble(handle, state, 1, "s-3", "Later.") == "remark.error.gone"
    assert handled(state)[0].answer == "Eerst."


def test_words_that_name_somebody_after_all_are_wiped_with_whose_they_were(state):
    send(state, "s-1", replace(SENT, words="Vraag het Jan van de winkel.", wants_answer=True))
    wipe(state, 1, "s-9")
    [one] = waiting(state)
    assert (one.words, one.contact) == ("", "")
    assert entries(state)[0].kind == "remark_wiped"
    assert trouble(wipe, state, 2, "s-9") == "remark.error.gone"
