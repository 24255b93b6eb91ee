"""What became of each delivery of a source, and how complete it is; of another source nothing is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dashboard.desk.deliver.earlier import history_table
from dashboard.desk.deliver.history import Quarter, history, quarters
from dashboard.errors import AccessDenied
from dashboard.settings import Settings
from dashboard.steward.intake import archive

MOMENT = datetime(2026, 11, 1, 9, tzinfo=UTC)
SOURCE = "GM9901"


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var")


@pytest.fixture
def hand_in(settings, workbook, sheets):
    """``hand_in(peildatum="…")``: take a delivery in; its receipt."""

    def run(**levering):
        given = {
            "levering": [sheets["levering"][0] | levering],
            "lessen": sheets["lessen"],
            "projecten": sheets["projecten"],
        }
        return archive.accept(
            workbook(given, name=f"{len(list(settings.data.rglob('*.json')))}.xlsx"), settings, received_at=MOMENT
        )

    return run


def states(settings, allowed=None):
    return {one.receipt.number: one.state for one in history(settings, allowed, SOURCE)}


def test_a_delivery_holds_until_another_takes_its_months(settings, hand_in):
    first = hand_in()
    assert states(settings) == {first.number: "accepted"}
    part = hand_in(peildatum="20-04-2024", periode_van="2024-03", periode_tot="2024-03")
    assert states(settings) == {first.number: "partly", part.number: "accepted"}
    whole = hand_in(peildatum="25-04-2024")
    assert states(settings) == {first.number: "replaced", part.number: "replaced", whole.number: "accepted"}
    archive.withdraw(settings, whole.number, "fout", MOMENT.isoformat())
    assert states(settings) == {first.number: "partly", part.number: "accepted", whole.number: "withdrawn"}


def test_a_refused_one_is_shown_as_such(settings, hand_in):
    first, refused = hand_in(), hand_in(status="definitief")

    assert states(settings) == {first.number: "accepted", refused.number: "refused"}


def test_what_was_made_with_others_is_only_for_who_delivers_for_all(settings, hand_in):
    hand_in(gemeentecodes="GM9901; GM9902")

    assert [one.is_whole for one in history(settings, (SOURCE,), SOURCE)] == [False]
    assert [one.is_whole for one in history(settings, (SOURCE, "GM9902"), SOURCE)] == [True]
    assert [one.is_whole for one in history(settings, None, SOURCE)] == [True]


@pytest.mark.parametrize("allowed", [(), ("UWV",), ("GM9902",)])
def test_of_another_source_nothing_is_told(settings, hand_in, allowed):
    hand_in()
    with pytest.raises(AccessDenied):
        history(settings, allowed, SOURCE)


def test_quarters_are_counted_from_the_first_delivery_to_the_last_that_is_over(settings, hand_in):
    receipts = [
        hand_in(),
        hand_in(peildatum="15-10-2024", periode_van="2024-08", periode_tot="2024-09", status="definitief"),
    ]

    assert quarters(receipts, SOURCE, date(2024, 12, 31), 8) == (
        Quarter("2024-01", 3, is_provisional=True),
        Quarter("2024-04", 0, is_provisional=False),
        Quarter("2024-07", 2, is_provisional=False),
    )
    assert [one.name for one in quarters(receipts, SOURCE, date(2025, 1, 1), 2)] == ["2024-07", "2024-10"]
    assert quarters([], SOURCE, date(2024, 12, 31), 8) == ()


def test_who_sent_it_is_shown_to_the_steward_alone(settings, hand_in):
    receipt = hand_in()
    found = history(settings, None, SOURCE)
    plain, named = history_table(found, None), history_table(found, {receipt.sha256: "s-1"})

    assert "s-1" not in plain.to_numpy().ravel()
    assert named.to_numpy().ravel().tolist() == [*plain.to_numpy().ravel().tolist(), "s-1"]
    assert plain.to_numpy()[0, :4].tolist() == ["januari 2024 t/m maart 2024", "geldt", "voorlopig", "15 april 2024"]
