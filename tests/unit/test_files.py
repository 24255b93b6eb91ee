"""Files are written whole, and known by their bytes."""

from __future__ import annotations

import pytest

from dashboard.files import file_hash, put_in_place, write_atomically


@pytest.mark.parametrize("content", ["twee é", b"two"])
def test_a_file_is_replaced_whole_and_leaves_nothing_beside(tmp_path, content):
    path = tmp_path / "deep" / "current"
    write_atomically(path, "one")
    write_atomically(path, content, 0o600)

    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["current"]


def test_a_file_that_cannot_be_put_in_its_place_leaves_the_old_one_and_nothing_beside(tmp_path):
    (tmp_path / "current" / "inside").mkdir(parents=True)

    with pytest.raises(OSError, match="current"):
        write_atomically(tmp_path / "current", "two")

    assert [entry.name for entry in tmp_path.iterdir()] == ["current"]


def test_a_finished_file_is_moved_with_the_rights_of_its_place(tmp_path):
    finished, path = tmp_path / "finished", tmp_path / "kept"
    finished.write_text("all of it")

    put_in_place(finished, path, 0o400)

    assert path.read_text() == "all of it"
    assert path.stat().st_mode & 0o777 == 0o400
    assert not finished.exists()


def test_hash_is_of_the_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")

    assert file_hash(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
