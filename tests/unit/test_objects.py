"""Object storage: what is read, written and refused, over HTTP."""

from __future__ import annotations

import pytest

from dashboard.errors import NotPermitted, StorageFailed, UserError
from dashboard.objects import Objects, releases_address
from dashboard.text import say


@pytest.mark.parametrize("address", ["s3://bucket", "s3://lsi-releases/a/b", "s3://lsi.releases/2026_test/"])
def test_an_address_is_a_bucket_and_a_folder(monkeypatch, address):
    monkeypatch.setenv("LSI_RELEASES", f" {address}")

    assert releases_address() == address.rstrip("/")


@pytest.mark.parametrize(
    "address", ["bucket", "http://bucket/a", "s3://", "s3://b", "s3://Bucket/a", "s3://bucket/a b", "s3://bucket//a"]
)
def test_another_address_is_refused_and_repeated(monkeypatch, address):
    monkeypatch.setenv("LSI_RELEASES", address)

    with pytest.raises(UserError) as refused:
        releases_address()

    assert address in say(refused.value.key, **refused.value.values)


def test_without_the_setting_there_is_no_storage(monkeypatch):
    monkeypatch.delenv("LSI_RELEASES", raising=False)

    assert releases_address() == ""


def test_what_is_written_is_listed_read_and_removed(bucket, tmp_path):
    objects = Objects(bucket)
    assert objects.listed() == {}
    (tmp_path / "from").write_bytes(b"x" * 100_000)

    objects.write("current", b"one")
    objects.send(tmp_path / "from", "big")
    first = objects.listed()
    objects.write("current", b"two")
    objects.fetch("big", tmp_path / "to")

    assert {name: size for name, (_, size) in first.items()} == {"current": 3, "big": 100_000}
    assert objects.read("current") == b"two"
    assert objects.listed()["current"] != first["current"]
    assert (tmp_path / "to").read_bytes() == (tmp_path / "from").read_bytes()
    objects.remove("big")
    assert set(objects.listed()) == {"current"}


def test_a_bucket_that_is_not_there_is_named(bucket):
    objects = Objects("s3://no-such-bucket/lsi")

    for ask in (objects.listed, lambda: objects.read("current"), lambda: objects.write("current", b"")):
        with pytest.raises(StorageFailed) as missing:
            ask()
        assert (missing.value.key, missing.value.values) == ("error.objects.missing", {"where": objects.address})


def test_who_has_no_rights_is_told_so(bucket, storage):
    objects = Objects(bucket)
    storage.ask_for_rights()
    try:
        for ask in (objects.listed, lambda: objects.read("current"), lambda: objects.write("current", b"")):
            with pytest.raises(NotPermitted) as refused:
                ask()
            assert refused.value.key == "error.objects.rights"
    finally:
        storage.ask_for_rights("inf")


def test_who_has_no_key_is_told_so(bucket, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")

    with pytest.raises(NotPermitted):
        Objects(bucket).listed()


def test_a_storage_that_does_not_answer_is_a_sentence_without_its_host(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    with pytest.raises(StorageFailed) as away:
        Objects(bucket).listed()

    sentence = say(away.value.key, **away.value.values)
    assert away.value.key == "error.objects.away"
    assert "127.0.0.1" not in sentence


def test_a_folder_that_may_not_be_written_is_no_trouble_of_the_storage(bucket, tmp_path):
    objects = Objects(bucket)
    objects.write("current", b"one")

    with pytest.raises(OSError, match="gone"):
        objects.fetch("current", tmp_path / "gone" / "current")
