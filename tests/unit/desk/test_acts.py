"""Handing in and withdrawing: archive and log change together or not at all, once, for one's own sources."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from dashboard.access import Person, Role
from dashboard.desk.deliver.acts import restore, send, senders, withdraw
from dashboard.errors import AccessDenied, DataMissing, StateAway, UserError
from dashboard.settings import Settings
from dashboard.state.engine import forget, looking
from dashboard.state.log import entries, verify
from dashboard.state.tables import HANDED_IN
from dashboard.steward.intake import archive
from dashboard.steward.vault import locked_vault

AT = "2026-11-01T09:00:00+00:00"
MOMENT = datetime(2026, 11, 1, 9, tzinfo=UTC)
SOURCE = "GM9901"
SENDER = Person("s-1", frozenset({Role.MUNICIPALITY}), delivers_for=(SOURCE,))
OTHER = Person("s-2", frozenset({Role.MUNICIPALITY}), delivers_for=("GM9902",))
# Ends itself between the receipt and the end of the transaction.
KILLED = """
import os, signal, sys
from pathlib import Path
from dashboard.access import Person
from dashboard.desk.deliver import acts
from dashboard.settings import Settings
from dashboard.steward.intake import archive
from dashboard.steward.vault import locked_vault

if __name__ == "__main__":
    enter = archive.enter

    def enter_and_die(receipt, settings):
        enter(receipt, settings)
        os.kill(os.getpid(), signal.SIGKILL)

    archive.enter = enter_and_die
    person = Person("s-1", delivers_for=("GM9901",))
    acts.send(person, Settings.from_environment(), Path(sys.argv[1]), "2026-11-01T09:00:00+00:00")
"""


def handed_in(settings):
    with looking(settings) as connection:
        rows = connection.execute(select(HANDED_IN).order_by(HANDED_IN.c.number))
        return [(row.source, row.act, row.subject, row.why) for row in rows]


def told(settings):
    return [(one.kind, one.subject, dict(one.about)) for one in entries(settings)]


def in_archive(settings):
    """What lies there but for the lock."""
    return {path.name for path in settings.archive.iterdir()} - {archive.LOCK} if settings.archive.exists() else set()


def test_what_is_sent_counts_and_is_noted_once(state, workbook, sheets):
    path = workbook(sheets)
    receipt = send(SENDER, state, path, AT)

    assert (receipt.status, receipt.received_at) == ("accepted", AT)
    assert archive.accepted(state) == [receipt]
    assert handed_in(state) == [(SOURCE, "delivered", "s-1", "")]
    about = {"delivery": receipt.number, "sources": SOURCE, "months": "2024-01..2024-03"}
    assert told(state) == [("delivered", "s-1", about)]
    assert send(SENDER, state, path, "2026-11-02T09:00:00+00:00") == receipt
    assert len(handed_in(state)) == len(told(state)) == 1
    assert senders(state, SOURCE) == {receipt.sha256: "s-1"}


def test_the_same_bytes_at_once_give_one_receipt(state, workbook, sheets):
    path = workbook(sheets)
    with ThreadPoolExecutor(4) as threads:
        receipts = set(
            threads.map(
                lambda second: send(SENDER, state, path, f"2026-11-01T09:00:0{second}+00:00").received_at, range(4)
            )
        )

    assert len(receipts) == 1
    assert len(archive.accepted(state)) == len(handed_in(state)) == verify(state).n_entries == 1


def test_two_for_the_same_months_at_once_are_not_both_taken(state, workbook, sheets):
    first = workbook(sheets, name="first.xlsx")
    sheets["resultaten"][0]["waarde"] = "41"
    second = workbook(sheets, name="second.xlsx")
    with ThreadPoolExecutor(2) as threads:
        states = sorted(
            receipt.status for receipt in threads.map(lambda path: send(SENDER, state, path, AT), (first, second))
        )

    assert states == ["accepted", "refused"]
    assert sorted(act for _, act, _, _ in handed_in(state)) == ["delivered", "delivery_refused"]
    assert verify(state).n_entries == 2


def test_another_source_is_refused_and_leaves_nothing(state, workbook, sheets):
    path = workbook(sheets)
    with pytest.raises(AccessDenied):
        send(OTHER, state, path, AT)
    assert in_archive(state) == set()
    receipt = send(SENDER, state, path, AT)
    with pytest.raises(AccessDenied):
        withdraw(OTHER, state, receipt.number, "zomaar", AT)
    assert archive.accepted(state) == [receipt]
    assert len(told(state)) == 1


def test_without_a_database_nothing_is_taken_in(state, workbook, sheets):
    away = replace(state, database="postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StateAway):
        send(SENDER, away, workbook(sheets), AT)
    assert in_archive(away) == set()
    receipt = send(SENDER, state, workbook(sheets), AT)
    with pytest.raises(StateAway):
        withdraw(SENDER, away, receipt.number, "fout", AT)
    assert archive.accepted(state) == [receipt]


def test_a_process_killed_between_receipt_and_entry_is_mended_by_the_same_bytes(state, environment, workbook, sheets):
    path = workbook(sheets)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=environment, check=False)
    assert ended.returncode == -9
    (receipt,) = archive.accepted(state)
    assert handed_in(state) == told(state) == []

    assert send(SENDER, state, path, AT) == receipt
    assert handed_in(state) == [(SOURCE, "delivered", "s-1", "")]
    assert verify(state).n_entries == 1


def test_a_full_disk_leaves_neither_delivery_nor_entry(state, workbook, sheets):
    send(SENDER, state, workbook(sheets), AT)  # the database and its tables are there
    before, entries_before = in_archive(state), told(state)
    sheets["levering"][0]["peildatum"] = "20-04-2024"
    path = workbook(sheets, name="later.xlsx")
    folder = state.archive
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    write = archive.write_atomically

    def write_without_room(*given, **named):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, limit[1]))
        try:
            write(*given, **named)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    archive.write_atomically = write_without_room
    try:
        with pytest.raises(UserError) as refused:
            send(SENDER, state, path, AT)
    finally:
        archive.write_atomically = write
    assert refused.value.key == "error.disk_full"
    assert {path.name for path in folder.iterdir()} - {archive.LOCK} == before
    assert told(state) == entries_before


def test_a_delivery_is_taken_in_while_a_build_holds_the_vault(tmp_path, workbook, sheets):
    settings = Settings(data=tmp_path / "var")
    with locked_vault(settings):
        receipt = send(SENDER, settings, workbook(sheets), AT)
    assert archive.accepted(settings) == [receipt]
    forget(settings)


def test_withdrawing_takes_a_reason_and_is_noted(state, workbook, sheets):
    path = workbook(sheets)
    receipt = send(SENDER, state, path, AT)
    with pytest.raises(UserError):
        withdraw(SENDER, state, receipt.number, "  ", AT)
    taken_back = withdraw(SENDER, state, receipt.number, "verkeerd kwartaal", AT)

    assert (taken_back.status, taken_back.why) == ("withdrawn", "verkeerd kwartaal")
    assert archive.accepted(state) == []
    assert handed_in(state)[1] == (SOURCE, "delivery_withdrawn", "s-1", "verkeerd kwartaal")
    assert told(state)[0][0] == "delivery_withdrawn"
    with pytest.raises(UserError):
        withdraw(SENDER, state, receipt.number, "nog eens", AT)
    with pytest.raises(UserError) as refused:
        send(SENDER, state, path, AT)
    assert refused.value.key == "deliver.error.withdrawn"
    assert len(handed_in(state)) == verify(state).n_entries == 2


def test_what_was_ended_before_it_was_noted_is_noted_by_doing_it_again_and_only_then(state, workbook, sheets):
    number = send(SENDER, state, workbook(sheets), AT).number
    for change, do, noted in (
        (archive.withdraw, withdraw, "delivery_withdrawn"),
        (archive.restore, restore, "delivery_restored"),
    ):
        change(state, number, "de eerste keer", AT)  # and then it was ended
        assert handed_in(state)[-1][1] != noted
        do(SENDER, state, number, "nog eens", AT)
        with pytest.raises(UserError) as error:
            do(SENDER, state, number, "en nog eens", AT)
        assert error.value.key == "intake.archive.other_state"
        assert handed_in(state)[-1] == (SOURCE, noted, "s-1", "nog eens")
        assert archive.numbered(state, number).why == "de eerste keer"


def test_a_number_nobody_knows_is_no_delivery(state):
    with pytest.raises(DataMissing):
        withdraw(SENDER, state, "0" * 12, "waarom", AT)


def test_what_is_wrong_is_kept_with_its_problems_and_noted_as_refused(state, workbook, sheets):
    sheets["resultaten"][0]["waarde"] = "veel"
    receipt = send(SENDER, state, workbook(sheets), AT)

    assert receipt.status == "refused"
    assert json.loads((state.archive / f"{receipt.sha256}.json").read_text())["status"] == "refused"
    assert handed_in(state) == [(SOURCE, "delivery_refused", "s-1", "")]
    forget(state)
