"""What readers are told when there is nothing to show: whom to ask, never where the data lie or what a steward types."""

from __future__ import annotations

import json
import logging

import pytest

from dashboard import server, text
from dashboard.errors import AccessDenied, DataMissing, StorageFailed, UserError
from dashboard.settings import Settings
from dashboard.store import FORMAT
from dashboard.telemetry.log import places
from dashboard.telemetry.metrics import REGISTRY
from dashboard.ui.run import TO_READERS, for_probes, for_readers
from tests.conftest import run_apart

RELEASE = "0123456789"


def manifest(**more):
    return json.dumps({"format": FORMAT, "history": [{"status": "published", "at": "2026-11-01"}]} | more)


@pytest.fixture
def world(tmp_path, monkeypatch):
    """An empty data folder."""
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    settings = Settings(data=tmp_path)
    settings.releases.mkdir()
    return settings


def nothing(world):
    """Nothing was published."""


def no_file(world):
    (world.releases / "current").write_text(RELEASE)
    (world.releases / f"{RELEASE}.json").write_text(manifest())


def unreadable(world):
    (world.releases / "current").write_text(RELEASE)
    (world.releases / f"{RELEASE}.json").write_bytes(b"\xff{")


def newer(world):
    (world.releases / "current").write_text(RELEASE)
    (world.releases / f"{RELEASE}.json").write_text(manifest(format=FORMAT + 1))


def no_id(world):
    (world.releases / "current").write_bytes(b"../\xff")


def a_folder(world):
    (world.releases / "current").mkdir()


@pytest.mark.parametrize("harm", [nothing, no_file, unreadable, newer, no_id, a_folder])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_one_who_watches_the_server_reads_a_sentence_without_paths(world, harm, language, monkeypatch, caplog):
    monkeypatch.setenv("DASHBOARD_LANGUAGE", language)
    harm(world)
    for_probes(None)

    with caplog.at_level(logging.ERROR, logger="lsi"):
        answer, again = (run_apart(server.ready(None)) for _ in range(2))

    said = json.loads(answer.body)
    assert answer.status_code == 503
    assert said["reason"].startswith("error.")
    assert said["message"].endswith(".")
    assert str(world.data) not in said["message"]
    assert "lsi " not in said["message"]
    assert again.body == answer.body
    assert len(caplog.messages) == 1  # it is asked every few seconds


def test_what_is_wrong_goes_to_the_log_anew_when_it_was_over_or_is_another_thing(caplog):
    first, second = DataMissing("error.no_release", folder="x"), StorageFailed("error.storage", where="x", detail="EIO")
    for_probes(None)
    with caplog.at_level(logging.ERROR, logger="lsi"):
        for error in (first, first, second, first, None, first, first):
            for_probes(error)

    assert [record.reason for record in caplog.records] == [first.key, second.key, first.key, first.key]


def raised(error):
    try:
        raise error
    except UserError as caught:
        return caught


def test_the_log_has_where_an_error_came_up_and_nothing_of_what_a_reader_typed(caplog):
    counted = {"kind": "DataMissing"}
    before = REGISTRY.get_sample_value("lsi_errors_total", counted) or 0
    with caplog.at_level(logging.INFO, logger="lsi"):
        told = for_readers(raised(DataMissing("error.link.unknown", id="J. Jansen")))
        for_readers(raised(AccessDenied("error.access_denied")))
        for_readers(raised(StorageFailed("error.storage", where="releases/x", detail="EIO")))

    assert "J. Jansen" in told
    assert [record.levelname for record in caplog.records] == ["INFO", "INFO", "ERROR"]
    assert [record.reason for record in caplog.records][:2] == ["error.link.unknown", "error.access_denied"]
    assert "releases/x" in caplog.messages[2]
    assert "J. Jansen" not in str(caplog.messages)
    assert all("raised" in places(record.exc_info[1]) for record in caplog.records)
    assert REGISTRY.get_sample_value("lsi_errors_total", counted) == before + 1


def test_no_sentence_for_readers_names_a_command_or_a_place():
    for language in text.LANGUAGES:
        said = [str(text.texts(language)[key]) for key in set(TO_READERS.values())]
        assert [one for one in said if "lsi" in one or "{" in one] == []


def test_what_a_page_can_run_into_and_names_a_command_has_a_sentence_for_readers():
    """All that is raised below the pages."""
    below = ("error.no_release", "error.unknown_release", "error.damaged", "error.older_format", "error.newer_format")
    assert set(below) <= set(TO_READERS)
