"""What was typed once is kept, and is never more than a copy of what the original says."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.settings import SAMPLE, Settings
from dashboard.steward.intake.archive import accept, load
from dashboard.steward.intake.check import check, read_again
from dashboard.steward.intake.typed import pack_sheets, read_sheets, typed_name

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "var")


def same(left, right):
    """Whether two deliveries hold the same rows in the same types."""
    filled = {name: frame for name, frame in right.items() if len(frame)}
    assert set(left) - set(filled) == {name for name in left if not len(left[name])}
    for name, frame in filled.items():
        pd.testing.assert_frame_equal(left[name], frame)


@pytest.mark.parametrize("number", [0, 60, 120, 170])
def test_sheets_come_back_as_they_went_in(number, tmp_path):
    path = sorted((SAMPLE / "deliveries").iterdir())[number]
    sheets = check(path).delivery.sheets
    (tmp_path / "typed").write_bytes(pack_sheets(sheets))

    same(read_sheets(tmp_path / "typed"), sheets)


def test_a_delivery_is_loaded_from_what_was_kept(settings, workbook, sheets):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    kept = settings.archive / typed_name(receipt.sha256)
    again = read_again(path, receipt.sha256)

    same(load(receipt, settings).sheets, again.sheets)
    assert load(receipt, settings).facts == again.facts
    other = again.sheets | {"project": again.sheets["project"].assign(title="Anders")}
    kept.chmod(0o600)
    kept.write_bytes(pack_sheets(other))
    assert load(receipt, settings).sheets["project"]["title"].tolist() == ["Anders"]


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_without_it_the_original_is_read_again(settings, workbook, sheets, damage):
    path = workbook(sheets)
    receipt = accept(path, settings, received_at=MOMENT)
    kept = settings.archive / typed_name(receipt.sha256)
    content = kept.read_bytes()
    kept.unlink()
    if damage == "cut":
        kept.write_bytes(content[: len(content) // 2])

    same(load(receipt, settings).sheets, read_again(path, receipt.sha256).sheets)
