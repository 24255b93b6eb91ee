"""Files of a release are written whole."""

from __future__ import annotations

from dashboard.store import file_hash, write_atomically


def test_a_text_is_replaced_whole_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "deep" / "current"
    write_atomically(path, "one")
    write_atomically(path, "two")

    assert path.read_text() == "two"
    assert [entry.name for entry in path.parent.iterdir()] == ["current"]


def test_hash_is_of_the_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")

    assert file_hash(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
