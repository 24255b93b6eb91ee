import json
from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.errors import DataDamaged, UserError
from dashboard.settings import Settings
from dashboard.steward.intake.archive import accept, accepted, load, refused, sweep
from dashboard.steward.intake.check import check
from dashboard.steward.intake.facts import Known
from dashboard.steward.intake.typed import typed_name

MOMENT = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
LATER = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var")


def files(settings):
    return {path.name: path.read_bytes() for path in settings.archive.iterdir()}


def test_an_accepted_delivery_is_kept_under_its_hash_with_its_receipt(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    assert receipt.status == "accepted"
    assert set(files(settings)) == {f"{receipt.sha256}{end}" for end in (".xlsx", ".json")} | {
        typed_name(receipt.sha256)
    }
    assert files(settings)[f"{receipt.sha256}.xlsx"] == path.read_bytes()
    stored = json.loads(files(settings)[f"{receipt.sha256}.json"])
    assert stored == {
        "sha256": check(path).sha256,
        "file_name": "levering.xlsx",
        "suffix": ".xlsx",
        "status": "accepted",
        "received_at": "2024-05-01T12:30:00+00:00",
        "problems": [],
        "facts": {
            "partner_code": "GEM",
            "reference_date": "2024-04-15",
            "period_from": "2024-01-01",
            "period_to": "2024-03-01",
            "status": "provisional",
            "municipality_codes": ["GM9901"],
            "replaces": [],
        },
        "content": {
            "projects": {"LSI-2024-001": {"lead": "GEM", "municipality_codes": ["GM9901"]}},
            "parts": {
                "project_area": {"LSI-2024-001": 1},
                "project_step": {"LSI-2024-001": 2},
                "project_goal": {"LSI-2024-001": 1},
                "sustainment": {"LSI-2024-001": 1},
                "lesson": {"LSI-2024-001": 1},
            },
            "stakes": {"LSI-2024-001": {"rows": 3, "addresses": 40, "euros": 18250.0}},
            "rows": {"result": {"2024-02": 1, "2024-03": 1}, "referral": {"2024-03": 1}, "context": {"2024-03": 1}},
            "is_cumulative": False,
        },
    }


def test_a_folder_is_kept_as_a_zip_that_reads_to_the_same_delivery(settings, csv_folder, sheets):
    folder = csv_folder(sheets)
    receipt = accept(folder, settings, received_at=MOMENT)
    assert receipt.suffix == ".zip"
    again = load(receipt, settings)
    assert again.sha256 == receipt.sha256 == check(folder).sha256
    for name, frame in check(folder).delivery.sheets.items():
        assert (name in again.sheets) == (len(frame) > 0)
        if len(frame):
            pd.testing.assert_frame_equal(frame, again.sheets[name])


def test_sheets_typed_by_other_code_are_typed_again_and_replaced(settings, workbook, sheets):
    receipt = accept(workbook(sheets), settings, received_at=MOMENT)
    now, old = (settings.archive / typed_name(receipt.sha256, version) for version in (None, "00000000"))
    first = load(receipt, settings)
    now.rename(old)
    again = load(receipt, settings)
    sweep(settings)

    assert now.exists()
    assert not old.exists()
    for name, frame in first.sheets.items():
        pd.testing.assert_frame_equal(frame, load(receipt, settings).sheets[name])
        pd.testing.assert_frame_equal(frame, again.sheets[name])


def test_a_delivery_can_be_read_where_its_typed_sheets_cannot_be_kept(settings, workbook, sheets):
    receipt = accept(workbook(sheets), settings, received_at=MOMENT)
    kept = settings.archive / typed_name(receipt.sha256)
    kept.unlink()
    kept.mkdir()  # a file cannot take its place

    assert load(receipt, settings).sha256 == receipt.sha256


def test_the_same_bytes_again_change_nothing(settings, workbook, sheets):
    path = workbook(sheets)
    first = accept(path, settings, received_at=MOMENT)
    before = files(settings)
    assert accept(path.rename(path.with_name("anders.xlsx")), settings, received_at=LATER) == first
    assert files(settings) == before
    assert accepted(settings) == [first]


def test_a_refused_delivery_is_kept_with_its_problems_but_not_listed(settings, csv_folder, sheets):
    sheets["doelen"][0]["doelwaarde"] = "veel"
    folder = csv_folder(sheets)
    receipt = accept(folder, settings, received_at=MOMENT)
    assert (receipt.status, receipt.facts.partner_code) == ("refused", "GEM")
    assert [problem.rule for problem in receipt.problems] == ["not_a_number"]
    assert accepted(settings) == []
    assert refused(settings) == [receipt]
    before = files(settings)
    assert accept(folder, settings, received_at=LATER) == receipt
    assert files(settings) == before


def test_a_refused_delivery_is_accepted_once_its_areas_are_known(settings, csv_folder, sheets):
    folder = csv_folder(sheets)
    first = accept(folder, settings, Known({2022: frozenset()}), received_at=MOMENT)
    assert first.status == "refused"
    second = accept(folder, settings, Known({2024: frozenset({"GM9901", "BU99010101"})}), received_at=LATER)
    assert (second.status, second.received_at) == ("accepted", LATER.isoformat())
    assert accepted(settings) == [second]
    assert refused(settings) == []


def test_a_delivery_without_facts_is_kept_without_them(settings, csv_folder, sheets):
    sheets["levering"][0]["partner"] = "?"
    receipt = accept(csv_folder(sheets), settings, received_at=MOMENT)
    assert (receipt.status, receipt.facts) == ("refused", None)


def test_what_cannot_be_read_is_not_archived(settings, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK no zip")
    for path in (tmp_path / "a.zip", tmp_path / "niets.zip"):
        with pytest.raises(UserError) as raised:
            accept(path, settings)
        assert raised.value.args[1] == {"file": path.name}
    assert files(settings) == {}


def test_receipts_are_listed_by_reference_date_and_then_by_hash(settings, csv_folder, sheets):
    made = []
    for number, day in enumerate(["20-04-2024", "15-04-2024", "15-04-2024"]):
        sheets["levering"][0] |= {"peildatum": day, "vervangt": made[-1].number if number == 2 else ""}
        sheets["doelen"][0]["doelwaarde"] = str(number)
        made.append(accept(csv_folder(sheets, str(number)), settings, received_at=MOMENT))
    assert accepted(settings) == [*sorted(made[1:], key=lambda one: one.sha256), made[0]]


def test_facts_of_a_receipt_hold_no_moment_and_no_file_name(settings, csv_folder, sheets):
    receipt = accept(csv_folder(sheets), settings, received_at=MOMENT)
    assert receipt.public_facts() == {
        "partner_code": "GEM",
        "sources": ["GM9901"],
        "reference_date": "2024-04-15",
        "period_from": "2024-01-01",
        "period_to": "2024-03-01",
        "delivery_status": "provisional",
    }


def test_an_empty_archive_has_no_receipts(settings):
    assert accepted(settings) == refused(settings) == []


def test_a_changed_original_is_damaged_and_a_lost_one_missing(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    original = settings.archive / f"{receipt.sha256}.xlsx"
    original.chmod(0o600)
    original.write_bytes(original.read_bytes() + b"x")
    with pytest.raises(DataDamaged, match="damaged"):
        load(receipt, settings)
    original.unlink()
    with pytest.raises(DataDamaged, match="missing"):
        load(receipt, settings)


def test_a_lost_original_is_put_back_by_taking_it_in_again(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    before = files(settings)
    (settings.archive / f"{receipt.sha256}.xlsx").unlink()
    assert accept(path, settings, received_at=LATER) == receipt
    assert files(settings) == before


def test_an_original_without_a_receipt_gets_one(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    (settings.archive / f"{receipt.sha256}.json").unlink()
    assert accepted(settings) == []
    assert accept(path, settings, received_at=MOMENT) == receipt
    assert accepted(settings) == [receipt]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"problems": []}', '{"problems": [{"x": 1}]}'])
def test_a_damaged_receipt_is_said_to_be_damaged(settings, text):
    settings.archive.mkdir(parents=True)
    (settings.archive / f"{'0' * 64}.json").write_text(text)
    with pytest.raises(DataDamaged):
        accepted(settings)


def test_a_receipt_under_another_name_is_damaged(settings, workbook, sheets):
    receipt = accept(workbook(sheets), settings, received_at=MOMENT)
    stored = settings.archive / f"{receipt.sha256}.json"
    stored.rename(settings.archive / f"{'0' * 64}.json")
    with pytest.raises(DataDamaged):
        accepted(settings)


def test_personal_data_does_not_reach_the_receipt(settings, csv_folder, sheets):
    sheets["projecten"][0]["titel"] = "Zaak 123456782"
    receipt = accept(csv_folder(sheets), settings, received_at=MOMENT)
    assert receipt.status == "refused"
    assert b"123456782" not in files(settings)[f"{receipt.sha256}.json"]
