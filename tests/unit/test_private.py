"""What is private is closed to other accounts, also when somebody left it open."""

from __future__ import annotations

import os
from functools import partial

from dashboard.private import close_to_others, closed_to_others, private_folder


def mode(path):
    return oct(path.stat().st_mode & 0o777)


def test_a_new_folder_is_its_owners_alone(tmp_path):
    assert mode(private_folder(tmp_path / "deep" / "vault")) == "0o700"


def test_a_folder_and_files_left_open_are_closed_and_keep_the_rights_of_their_owner(tmp_path):
    folder = tmp_path / "vault"
    (folder / "ledger").mkdir(parents=True)
    (folder / "key").write_bytes(b"secret")
    (folder / "original").write_bytes(b"delivery")
    for path, rights in ((folder, 0o777), (folder / "ledger", 0o755), (folder / "key", 0o666)):
        path.chmod(rights)
    (folder / "original").chmod(0o444)

    close_to_others(folder)

    assert mode(folder) == mode(folder / "ledger") == "0o700"
    assert mode(folder / "key") == "0o600"
    assert mode(folder / "original") == "0o400"


def test_files_made_meanwhile_are_private_and_afterwards_as_before(tmp_path):
    before = os.umask(0o022)
    try:
        with closed_to_others():
            (tmp_path / "spill").touch()
        (tmp_path / "later").touch()
    finally:
        os.umask(before)

    assert mode(tmp_path / "spill") == "0o600"
    assert mode(tmp_path / "later") == "0o644"


def test_two_threads_that_end_in_the_order_they_began_leave_the_process_as_it_was(tmp_path):
    before = os.umask(0o022)
    try:
        first, second = closed_to_others(), closed_to_others()
        for step in (first.__enter__, second.__enter__, partial(first.__exit__, None, None, None)):
            step()
        (tmp_path / "spill").touch()
        second.__exit__(None, None, None)
        (tmp_path / "later").touch()
    finally:
        os.umask(before)

    assert mode(tmp_path / "spill") == "0o600"
    assert mode(tmp_path / "later") == "0o644"
