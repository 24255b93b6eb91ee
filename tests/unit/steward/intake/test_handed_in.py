"""Whichever way a delivery came, the log says who handed it in, once; and where nothing can be noted, nothing counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from dashboard.access import Person
from dashboard.desk.deliver.acts import send
from dashboard.desk.log.words import about_of
from dashboard.errors import StateAway
from dashboard.settings import Settings
from dashboard.state.engine import forget, looking
from dashboard.state.log import entries, verify
from dashboard.state.tables import HANDED_IN
from dashboard.steward.intake import archive
from dashboard.steward.intake.take_in import take_in
from tests.unit.state.conftest import state

__all__ = ["state"]
AT = "2026-11-01T09:00:00+00:00"
SOURCE = "GM9901"


def told(settings):
    return [(one.kind, one.subject, dict(one.about)) for one in entries(settings)]


def rows(settings):
    asked = select(HANDED_IN.c.source, HANDED_IN.c.act, HANDED_IN.c.subject).order_by(HANDED_IN.c.number)
    with looking(settings) as connection:
        return [tuple(row) for row in connection.execute(asked)]


def test_what_a_build_takes_in_is_noted_once_also_what_is_refused(state, csv_folder, sheets):
    sound = csv_folder(sheets, name="goed")
    sheets["levering"][0]["peildatum"] = "ooit"
    nobodys = csv_folder(sheets, name="van-niemand")

    for _ in range(2):
        assert take_in(state, [sound, nobodys], AT, str, subject="s-1") == 1
    numbers = {one.status: one.number for one in archive.receipts(state)}
    assert sorted(told(state)) == [
        ("delivered", "s-1", {"delivery": numbers["accepted"], "sources": SOURCE, "months": "2024-01..2024-03"}),
        ("delivery_refused", "s-1", {"delivery": numbers["refused"]}),
    ]
    assert sorted(rows(state)) == [("", "delivery_refused", "s-1"), (SOURCE, "delivered", "s-1")]
    assert verify(state).n_entries == 2
    spoken = about_of(entries(state, kinds=("delivered",))[0])
    assert spoken == f"levering: {numbers['accepted']}; maanden: 2024-01..2024-03; bronnen: {SOURCE}"


def test_at_the_desk_and_by_a_build_the_entry_is_the_same(tmp_path, csv_folder, zipped, sheets):
    path = zipped(sheets)
    desk, keyboard = (Settings(data=tmp_path / name) for name in ("desk", "keyboard"))
    send(Person("s-1", delivers_for=None), desk, path, AT)
    take_in(keyboard, [path], AT, str, subject="s-1")

    assert told(desk) == told(keyboard)
    assert rows(desk) == rows(keyboard)
    forget(desk)
    forget(keyboard)


@pytest.mark.parametrize(
    ("n", "said"), [(2, {"sources": "GM9901+GM9902"}), (20, {"n_sources": "20"})], ids=["two", "many"]
)
def test_a_delivery_of_several_gemeenten_is_noted_for_each(tmp_path, csv_folder, sheets, n, said):
    settings = Settings(data=tmp_path / "data")
    codes = [f"GM99{number:02d}" for number in range(1, n + 1)]
    sheets["levering"][0]["gemeentecodes"] = ";".join(codes)
    assert take_in(settings, [csv_folder(sheets)], AT, str, subject="s-1") == 0

    ((kind, _, about),) = told(settings)
    assert (kind, about.items() >= said.items()) == ("delivered", True)
    assert [source for source, _, _ in rows(settings)] == codes
    forget(settings)


def test_without_a_database_nothing_that_came_by_a_build_counts(tmp_path, csv_folder, sheets):
    away = Settings(data=tmp_path / "data", database="postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StateAway):
        take_in(away, [csv_folder(sheets)], AT, str)

    assert archive.receipts(away) == []
    here = replace(away, database="")
    assert take_in(here, [tmp_path / "levering"], AT, str) == 0
    assert len(archive.accepted(here)) == len(told(here)) == 1
    forget(here)
