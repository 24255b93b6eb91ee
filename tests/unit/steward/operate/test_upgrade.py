"""Files of earlier versions are brought up to date, or refused with what to do; never misread, and never a traceback."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.errors import DataDamaged
from dashboard.settings import SAMPLE, Settings
from dashboard.state.engine import close, inspecting, revisions
from dashboard.state.log import Kind, append, verify
from dashboard.steward import vault
from dashboard.steward.operate.doctor import State, examine
from dashboard.steward.release import ledger
from dashboard.store import current_release, read_manifest

FROZEN = Path(__file__).parents[3] / "frozen"
FORMATS = {"0.1": 1, "0.2": 2}
HEAD = "42042ca04574f4b9ec45ad6ddc707465de139616524027f200cbd83f64fe5179"  # of the log, noted when it was made


def thawed(name, folder):
    with tarfile.open(FROZEN / f"{name}.tar.xz") as kept:
        kept.extractall(folder, filter="data")
    return Settings(data=folder)


@pytest.fixture(params=FORMATS)
def old(request, tmp_path, monkeypatch):
    """A data folder of an earlier version, and its format."""
    settings = thawed(request.param, tmp_path / "old")
    monkeypatch.setenv("DASHBOARD_DATA", str(settings.data))
    yield settings, FORMATS[request.param]
    close()


def lsi(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def bytes_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_release_is_not_shown_and_the_sentence_says_how_to_go_on(old):
    settings, made_as = old
    with pytest.raises(DataDamaged) as error:
        current_release(settings)

    assert error.value.key == "error.older_format"
    assert error.value.values["format"] == made_as
    listed = lsi("releases")
    assert listed.exit_code == 0
    assert "lege gegevensmap" in listed.output


def test_nothing_is_built_on_it_and_nothing_of_it_is_touched(old):
    settings, _ = old
    areas(settings)
    before = {path: text for path, text in bytes_of(settings.data).items() if "state" not in path.parts}
    built = lsi("build", "--by", "Anne")

    assert built.exit_code == 11
    assert "versie 0.1 of 0.2" in built.output
    assert {path: text for path, text in bytes_of(settings.data).items() if path in before} == before


def test_nothing_is_built_on_it_either_when_its_deliveries_are_taken_in_again(old):
    """As somebody would who takes the receipts away: the published figures may not be told anew by another method."""
    settings, _ = old
    for receipt in settings.archive.glob("*.json"):
        receipt.unlink()
    areas(settings)
    built = lsi("build", *originals(settings), "--by", "Anne")

    assert built.exit_code == 11
    assert built.output.strip().splitlines()[-1].startswith("Release ")
    assert "oudere methode" in built.output
    assert len(list(settings.releases.glob("*.duckdb"))) == 1


def areas(settings):
    for year in (2022, 2024):
        for path in (settings.areas / str(year)).iterdir():
            path.unlink()
        (settings.areas / str(year)).rmdir()
    for year in (2022, 2024):
        file, provinces = SAMPLE / "areas" / f"areas_{year}.gpkg", SAMPLE / "areas" / "provinces.csv"
        assert lsi("areas", "import", file, "--year", year, "--provinces", provinces).exit_code == 0


def originals(settings):
    return sorted(path for path in settings.archive.iterdir() if path.suffix in {".xlsx", ".zip"})


def test_its_release_can_be_taken_back(old):
    settings, _ = old
    release_id = (settings.releases / "current").read_text()

    assert lsi("withdraw", release_id, "--why", "oude methode", "--by", "Anne").exit_code == 0
    assert read_manifest(settings.releases / f"{release_id}.json")["history"][-1]["status"] == "withdrawn"


def test_its_key_its_ledger_and_its_vault_are_opened(old):
    settings, _ = old
    release_id = (settings.releases / "current").read_text()

    assert len(vault.read_key(settings)) == vault.KEY_BYTES
    assert ledger.line(settings) == [release_id]
    assert ledger.read_ledger(settings, release_id)
    ledger.hold_to_published(settings)
    with vault.locked_vault(settings) as connection:
        vault.prepare(connection)  # tables of another contract go, because the archive has all of it
        assert vault.loaded(connection) == set()


def test_the_doctor_tells_what_is_old(old):
    faults = {one.check: one.sentence for one in examine() if one.state == State.FAULT}

    assert {"release", "areas"} <= set(faults)
    assert "oudere methode" in faults["release"]
    assert "lsi areas" in faults["areas"]


def test_a_log_of_the_first_version_is_brought_up_to_date_and_its_chain_holds(tmp_path):
    settings = thawed("state_0001", tmp_path)
    with inspecting(settings) as connection:
        found, head = revisions(connection)
    assert found == "0001" != head
    append(settings, Kind.VIEWED, "s-9")

    assert verify(settings, HEAD).n_entries == 4
    with inspecting(settings) as connection:
        assert revisions(connection) == (head, head)
    close()
