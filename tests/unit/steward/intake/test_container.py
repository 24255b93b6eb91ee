import io
import os
import struct
import warnings
import zipfile

import pytest

from dashboard.errors import UserError
from dashboard.steward.intake import container
from dashboard.steward.intake.container import is_workbook, open_delivery, pack, sha256_of


def key_of(path) -> str:
    with pytest.raises(UserError) as raised:
        open_delivery(path)
    return raised.value.key.removeprefix("intake.unreadable.")


def make_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_folder_and_a_zip_give_the_same_tables(csv_folder, zipped, sheets):
    folder, archive = open_delivery(csv_folder(sheets)), open_delivery(zipped(sheets))
    assert folder.tables == archive.tables
    assert folder.workbook is archive.workbook is None


def test_a_workbook_is_found_by_its_inside_and_inside_a_zip(tmp_path, workbook, sheets):
    path = workbook(sheets)
    assert open_delivery(path).workbook == path.read_bytes()
    nested = make_zip(tmp_path / "nested.zip", {"map/levering.XLSX": path.read_bytes()})
    assert open_delivery(nested).workbook == path.read_bytes()


def test_what_systems_leave_behind_is_ignored(tmp_path):
    members = {"a.csv": "x", "__MACOSX/._a.csv": "y", ".DS_Store": "z", "map/Thumbs.db": "t", "map/": ""}
    content = open_delivery(make_zip(tmp_path / "a.zip", members))
    assert (list(content.tables), content.strangers) == (["a.csv"], ())


def test_a_file_of_another_kind_is_named(tmp_path):
    content = open_delivery(make_zip(tmp_path / "a.zip", {"a.csv": "x", "brief.pdf": "%PDF"}))
    assert content.strangers == ("brief.pdf",)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    assert key_of(tmp_path / "niets.xlsx") == "missing"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.xlsx", b"", "unknown_kind"),
        ("a.pdf", b"%PDF-1.4", "unknown_kind"),
        ("a.csv", b"partner;status", "single_table"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old_excel"),
        ("a.zip", b"PK\x03\x04 half a file", "damaged"),
    ],
)
def test_a_file_that_is_no_delivery_says_what_it_is(tmp_path, name, data, key):
    (tmp_path / name).write_bytes(data)
    assert key_of(tmp_path / name) == key


@pytest.mark.parametrize(
    "name", ["../levering.csv", "/etc/levering.csv", "a/../../b.csv", "C:\\levering.csv", "..\\a.csv"]
)
def test_a_path_that_leads_outside_is_refused(tmp_path, name):
    assert key_of(make_zip(tmp_path / "a.zip", {name: "x"})) == "path_outside"


def test_a_link_in_a_folder_is_refused_and_so_is_a_folder_that_is_one(tmp_path, csv_folder, sheets):
    folder = csv_folder(sheets)
    (tmp_path / "other").symlink_to(folder)
    assert key_of(tmp_path / "other") == "link"
    for target in (tmp_path / "secret.csv", tmp_path / "elsewhere"):
        link = folder / "link.csv"
        link.symlink_to(target)
        assert key_of(folder) == "link"
        link.unlink()


def test_a_member_that_is_no_file_name_is_refused(tmp_path):
    assert key_of(make_zip(tmp_path / "a.zip", {"a.csv": "x", ".": "y"})) == "path_outside"


def test_names_with_backslashes_are_folders_as_on_windows(tmp_path):
    content = open_delivery(make_zip(tmp_path / "a.zip", {"levering\\a.csv": "x", "levering\\": ""}))
    assert list(content.tables) == ["levering/a.csv"]


@pytest.mark.parametrize("second", ["a.csv", "A.CSV", "map\\b.csv"])
def test_the_same_file_twice_is_refused(tmp_path, second):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("a.csv", "map/b.csv", second):
            archive.writestr(name, "x")
    assert key_of(tmp_path / "a.zip") == "double_member"


OTHER = {
    "other_office": [
        {"[Content_Types].xml": "", "xl/workbook.bin": ""},
        {"mimetype": "", "content.xml": ""},
        {"word/document.xml": ""},
        {"[Content_Types].xml": ""},
    ],
    "password": bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
    "old_excel": bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook",
    "damaged": b"PK\x03\x04 half a file",
    "unknown_kind": b"%PDF-1.4",
}


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize(
    ("key", "inside"),
    [(key, one) for key, inside in OTHER.items() for one in (inside if isinstance(inside, list) else [inside])],
)
def test_what_is_called_a_workbook_is_named_as_what_it_is(tmp_path, wrapped, key, inside):
    path = tmp_path / "levering.xlsx"
    path.write_bytes(inside if isinstance(inside, bytes) else make_zip(path, inside).read_bytes())
    assert key_of(make_zip(tmp_path / "a.zip", {"levering.xlsx": path.read_bytes()}) if wrapped else path) == key


def test_a_workbook_with_macros_in_its_name_is_found_inside_a_zip(tmp_path, workbook, sheets):
    path = workbook(sheets)
    nested = make_zip(tmp_path / "nested.zip", {"levering.XLSM": path.read_bytes()})
    assert open_delivery(nested).workbook == path.read_bytes()


def test_signs_a_terminal_obeys_are_in_no_message(tmp_path):
    path = tmp_path / "a\x1b[31m.csv"
    path.write_text("x")
    with pytest.raises(UserError) as raised:
        open_delivery(path)
    assert raised.value.values["file"] == "a [31m.csv"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"a.csv": b"0" * (container.MAX_RATIO_FROM + 1)})
    assert key_of(path) == "bomb"


def test_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    path = make_zip(tmp_path / "a.zip", {"a.csv": os.urandom(2000)})
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.csv").write_bytes(b"x" * 2000)
    monkeypatch.setattr(container, "MAX_BYTES", 1000)
    assert key_of(path) == "too_large"
    assert key_of(tmp_path / "map") == "too_large"
    monkeypatch.setattr(container, "MAX_BYTES", 2000 - 1)
    small = make_zip(tmp_path / "b.zip", {"a.csv": b"x" * 2000})
    assert small.stat().st_size < 1000
    assert key_of(small) == "too_large"


def test_too_many_files_are_refused(tmp_path):
    assert key_of(make_zip(tmp_path / "a.zip", {f"{n}.csv": "" for n in range(501)})) == "too_large"


def test_an_encrypted_zip_is_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"a.csv": "x"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + offset, 1)
    path.write_bytes(bytes(data))
    assert key_of(path) == "password"


def test_a_damaged_member_is_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"a.csv": os.urandom(500)})
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(bytes(data))
    assert key_of(path) == "damaged"


def test_a_zip_without_tables_is_refused(tmp_path):
    assert key_of(make_zip(tmp_path / "a.zip", {"a.pdf": "x"})) == "no_tables"
    (tmp_path / "leeg").mkdir()
    assert key_of(tmp_path / "leeg") == "no_tables"


def test_two_deliveries_in_one_are_refused(tmp_path, workbook, sheets):
    data = workbook(sheets).read_bytes()
    assert key_of(make_zip(tmp_path / "a.zip", {"a.xlsx": data, "b.csv": "x"})) == "several"
    assert key_of(make_zip(tmp_path / "b.zip", {"a.xlsx": data, "b.xlsx": data})) == "several"


def test_a_folder_is_packed_to_the_same_bytes_every_time(csv_folder, sheets):
    one, two = csv_folder(sheets, "een"), csv_folder(dict(reversed(sheets.items())), "twee")
    os.utime(two / "levering.csv", (1, 1))
    packed = [io.BytesIO(), io.BytesIO()]
    assert [pack(path, file) for path, file in zip((one, two), packed, strict=True)] == [".zip", ".zip"]
    assert packed[0].getvalue() == packed[1].getvalue()
    assert sha256_of(one) == sha256_of(two)


def test_a_file_is_packed_as_it_is(workbook, zipped, sheets):
    for path, suffix in ((workbook(sheets), ".xlsx"), (zipped(sheets), ".zip")):
        file = io.BytesIO()
        assert pack(path, file) == suffix
        assert file.getvalue() == path.read_bytes()


def test_what_is_no_zip_is_no_workbook(tmp_path):
    (tmp_path / "a").write_bytes(b"PK\x05\x06")
    assert not is_workbook(tmp_path / "a")
