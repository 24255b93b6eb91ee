"""The command line: sentences and exit codes, never a traceback."""

from __future__ import annotations

import json
import re
import shutil

import click
import pytest
from click.testing import CliRunner

from dashboard import cli
from dashboard.cli import main
from dashboard.settings import SAMPLE, Settings
from dashboard.state.log import entries
from dashboard.steward.intake import archive
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.example import EXAMPLE


@pytest.fixture
def lsi(tmp_path, monkeypatch):
    """Run a command in an empty data folder."""
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "data"))

    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


def test_nothing_published_says_what_to_do(lsi):
    result = lsi("publish")

    assert result.exit_code == 10
    assert "lsi build" in result.output


def test_build_without_areas_says_what_to_do(lsi):
    result = lsi("build")

    assert result.exit_code == 10
    assert "lsi areas import" in result.output


def test_the_whole_walk_with_a_corrected_delivery(lsi, tmp_path):
    """Areas, a good delivery, a broken one, a correction, publish, withdraw."""
    areas = SAMPLE / "areas"
    for year in (2022, 2024):
        done = lsi(
            "areas", "import", areas / f"areas_{year}.gpkg", "--year", year, "--provinces", areas / "provinces.csv"
        )
        assert done.exit_code == 0, done.output
    no_sample(tmp_path / "data" / "areas")
    delivery = SAMPLE / "deliveries" / "SVB_2019.xlsx"
    delivery = delivery if delivery.exists() else min((SAMPLE / "deliveries").glob("SVB_2019*"))

    assert lsi("check", delivery).exit_code == 0
    built = lsi("build", delivery, "--by", "Anne")
    assert built.exit_code == 0, built.output
    assert built.output.index("Release aanvallen") < built.output.index("\nKlaar")
    assert "bestond al" in lsi("build").output
    release_id = re.search(r"Release ([0-9a-f]{10})\b", built.output)[1]
    assert lsi("publish").exit_code == 26
    assert lsi("approve", release_id, "--why", "goed", "--by", "Bram").exit_code == 26
    assert "Geen voorbeelddata" in lsi("checklist").output
    assert lsi("checklist", "--sign", "--by", "Anne").exit_code == 0
    assert lsi("approve", release_id, "--why", "goed", "--by", " ANNE ").exit_code == 26
    assert lsi("approve", release_id, "--why", "goed", "--by", "Bram").exit_code == 0
    assert lsi("schedule", release_id, "--at", "2099-01-01 09:00").exit_code == 0
    assert release_id in lsi("schedule").output
    assert lsi("prerelease", release_id, "--to", "s-1", "--from", "2098-01-01", "--until", "2099-01-01").exit_code == 0
    assert "s-1" in lsi("prerelease").output
    assert lsi("prerelease", release_id, "--to", "s-1", "--off").exit_code == 0
    assert lsi("prerelease").output == ""
    assert lsi("schedule", release_id, "--off").exit_code == 0
    assert "niets te publiceren" in lsi("publish", "--due").output
    published = lsi("publish", "--by", "Anne")
    assert release_id in published.output
    assert release_id in lsi("releases").output
    withdrawn = lsi("withdraw", release_id, "--why", "proef")
    assert "proef" in withdrawn.output
    assert "withdrawn" in lsi("releases").output


def test_of_many_deliveries_only_every_hundredth_is_said(capsys):
    with click.Context(main):
        for number in range(1, 368):
            cli._progress(f"build.step.delivery {number}/367")
        cli._progress("build.step.done")

    assert capsys.readouterr().out.splitlines() == [
        "Levering 100/367", "Levering 200/367", "Levering 300/367", "Levering 367/367", "Klaar",
    ]  # fmt: skip


def no_sample(areas):
    """Let imported areas pass for real ones, which may be published."""
    for path in areas.glob("*/manifest.json"):
        path.write_text(path.read_text(encoding="utf-8").replace("(fictief)", "(proef)"), encoding="utf-8")


@pytest.mark.parametrize(
    "given",
    [
        ("schedule", "0000000000"),
        ("schedule", "0000000000", "--at", "2099-01-01", "--off"),
        ("prerelease", "0000000000", "--to", "s-1"),
        ("publish", "0000000000", "--due"),
    ],
)
def test_what_does_not_go_together_is_said(lsi, given):
    result = lsi(*given)

    assert result.exit_code == 2
    assert "--" in result.output


def test_sample_data_stop_at_the_checklist(lsi, tmp_path):
    areas = SAMPLE / "areas"
    lsi("areas", "import", areas / "areas_2024.gpkg", "--year", 2024, "--provinces", areas / "provinces.csv")
    lsi("build", "--by", "Anne")
    signed = lsi("checklist", "--sign", "--by", "Anne")

    assert lsi("checklist").exit_code == signed.exit_code == 27
    assert "lsi demo" in signed.output


def test_a_broken_delivery_is_refused_with_exit_code_one(lsi, tmp_path):
    folder = tmp_path / "levering"
    folder.mkdir()
    (folder / "levering.csv").write_text("partner;peildatum\nXXX;gisteren\n", encoding="utf-8")

    as_text, as_json = lsi("check", folder), lsi("check", folder, "--json")

    assert as_text.exit_code == as_json.exit_code == 1
    problems = json.loads(as_json.stdout)
    assert {"sheet", "row", "column", "value", "severity", "what", "what_to_do"} <= set(problems[0])


def test_what_is_no_delivery_has_exit_code_two(lsi, tmp_path):
    path = tmp_path / "plaatje.xlsx"
    path.write_bytes(b"\x89PNG")

    as_text, as_json = lsi("check", path), lsi("check", path, "--json")

    assert as_text.exit_code == as_json.exit_code == 2
    (problem,) = json.loads(as_json.stdout)
    assert (problem["rule"], problem["severity"]) == ("unknown_kind", "error")
    assert problem["what"] in as_text.output


def test_a_folder_of_deliveries_is_checked_one_by_one(lsi, tmp_path):
    (tmp_path / "alles" / "een").mkdir(parents=True)
    (tmp_path / "alles" / "een" / "levering.csv").write_text("partner;peildatum\nXXX;gisteren\n", encoding="utf-8")
    (tmp_path / "alles" / "twee\x1b[31m.xlsx").write_bytes(b"\x89PNG")
    (tmp_path / "alles" / "Thumbs.db").write_bytes(b"x")

    as_text, as_json = lsi("check", tmp_path / "alles"), lsi("check", tmp_path / "alles", "--json")

    assert as_text.exit_code == as_json.exit_code == 2
    assert "\x1b" not in as_text.output
    problems = json.loads(as_json.stdout)
    assert list(problems) == ["een", "twee\x1b[31m.xlsx"]
    assert {"unknown_code", "not_a_date"} <= {problem["rule"] for problem in problems["een"]}


def test_a_folder_without_deliveries_is_json_too(lsi, tmp_path):
    (tmp_path / "leeg").mkdir()

    checked = lsi("check", tmp_path / "leeg", "--json")

    assert checked.exit_code == 2
    assert [problem["rule"] for problem in json.loads(checked.stdout)] == ["no_tables"]


def test_the_template_is_written(lsi, tmp_path):
    assert lsi("template", tmp_path / "leeg.xlsx").exit_code == 0
    assert (tmp_path / "leeg.xlsx").stat().st_size > 5000


def test_an_unknown_setting_is_an_error(lsi, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATTA", "x")

    result = lsi("releases")

    assert result.exit_code == 2
    assert "Bedoelde u DASHBOARD_DATA?" in result.output


def test_the_doctor_says_what_is_wrong_also_with_the_settings(lsi, monkeypatch):
    told = json.loads(lsi("doctor", "--json").stdout)
    assert {one["check"] for one in told["findings"]} >= {"settings", "key", "database", "clock"}
    assert {one["state"] for one in told["findings"]} == {"ok", "warning"}
    assert lsi("doctor").exit_code == 0
    monkeypatch.setenv("DASHBOARD_LANGUAGE", "fr")
    result = lsi("doctor")

    assert result.exit_code == 1
    assert result.output.startswith("fout     instellingen   DASHBOARD_LANGUAGE kent")


def test_a_backup_and_what_comes_back_are_said(lsi, tmp_path, monkeypatch):
    areas = SAMPLE / "areas"
    lsi("areas", "import", areas / "areas_2024.gpkg", "--year", 2024, "--provinces", areas / "provinces.csv")
    lsi("build", "--by", "Anne")
    without = lsi("backup", tmp_path / "een", "--by", "Anne")
    with_key = lsi("backup", tmp_path / "twee", "--key-to", tmp_path / "sleutel")
    taken = lsi("backup", tmp_path / "twee")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "elders"))
    back = lsi("restore", tmp_path / "twee", "--key", tmp_path / "sleutel")
    built = lsi("build", "--by", "Anne")

    assert without.exit_code == with_key.exit_code == back.exit_code == built.exit_code == 0
    assert "--key-to" in without.output
    assert "--key-to" not in with_key.output
    assert taken.exit_code == 2
    assert "alles klopt" in back.output
    assert "bestond al" in built.output
    assert lsi("log", "verify").exit_code == 0


def test_releases_of_an_empty_folder(lsi):
    assert lsi("releases").output == ""


@pytest.fixture
def delivered(tmp_path):
    """Number of the example, taken in."""
    folder = tmp_path / "levering"
    folder.mkdir()
    for sheet in SHEETS:
        rows = EXAMPLE[sheet.name]
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
        text = "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
        (folder / f"{sheet.heading}.csv").write_text(text, encoding="utf-8")
    return archive.accept(folder, Settings(data=tmp_path / "data")).number


def test_a_delivery_is_listed_shown_withdrawn_and_restored(lsi, delivered):
    number = delivered
    listed = lsi("deliveries").output
    shown = lsi("deliveries", "show", number).output
    withdrawn = lsi("deliveries", "withdraw", number, "--why", "Verkeerd kwartaal.")

    assert f"{number}  aangenomen" in listed
    assert "GM9901  2024-01..2024-03" in listed
    assert "Geen bijzonderheden" in shown
    assert withdrawn.exit_code == 0
    assert f"{number}  ingetrokken" in lsi("deliveries").output
    assert lsi("deliveries", "withdraw", number, "--why", "Nog eens.").exit_code == 2
    assert lsi("deliveries", "withdraw", "ffffffff", "--why", "Nee.").exit_code == 10
    assert lsi("deliveries", "restore", number, "--why", "Toch goed.").exit_code == 0
    assert f"{number}  aangenomen" in lsi("deliveries").output
    kept = entries(Settings.from_environment())
    assert [(one.kind, one.about["delivery"], one.about["why"]) for one in reversed(kept)] == [
        ("delivery_withdrawn", number, "Verkeerd kwartaal."),
        ("delivery_restored", number, "Toch goed."),
    ]


def test_a_cited_link_is_resolved_at_the_keyboard(lsi, data, release, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    link = f"https://elders/?area=GM9001&period=2024&release={release.id}#ladder"

    said, tree = lsi("resolve", link).output, json.loads(lsi("resolve", link, "--json").output)
    assert release.id in said
    assert tree["release"] == release.id
    assert [panel["key"] for panel in tree["panels"]] == ["ladder"]
    assert tree["panels"][0]["sentence"] in said
    assert all(row["Waarde"] in said for row in tree["panels"][0]["table"])


@pytest.mark.parametrize("link", ["/?release=0123456789", "/nergens", "/?#taart"])
def test_a_link_that_leads_nowhere_is_one_sentence(lsi, data, link, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    result = lsi("resolve", link)
    assert result.exit_code in {2, 10}
    assert result.output.strip().endswith(".")
    assert len(result.output.strip().splitlines()) == 1


def test_releases_that_nobody_keeps_are_cleared(lsi, settings_of_one, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(settings_of_one.data))
    (release_id,) = [path.stem for path in settings_of_one.releases.glob("*.duckdb")]

    assert "niets op te ruimen" in lsi("releases", "clear", "--last", 0).output
    assert "blijft bewaard" in lsi("releases", "keep", release_id, "--why", "verslag van 3 maart").output
    assert "verslag van 3 maart" in lsi("releases").output
    assert lsi("releases", "keep", "0123456789", "--why", "x").exit_code == 10


@pytest.fixture
def settings_of_one(data, tmp_path):
    """The sample's release, to be written about."""
    settings = Settings(data=tmp_path / "one")
    shutil.copytree(data / "releases", settings.releases)
    return settings


def test_a_release_goes_out_and_what_cannot_is_said(lsi, data, release, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    written = lsi("export", "open-data", release.id, "--to", tmp_path / "uit")
    again = lsi("export", "open-data", release.id, "--to", tmp_path / "uit")
    unknown = lsi("export", "open-data", "0000000000", "--to", tmp_path / "niets")

    assert written.exit_code == 0, written.output
    assert (tmp_path / "uit" / "datapackage.json").exists()
    assert again.exit_code == 2
    assert "staat al iets" in again.output
    assert unknown.exit_code == 10
    assert "nooit gepubliceerd" in unknown.output
    assert not (tmp_path / "niets").exists()


def test_releases_are_sent_where_the_setting_says(bucket, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    runner = CliRunner()
    nowhere = runner.invoke(main, ["releases", "send"], env={"LSI_RELEASES": ""})
    nothing = runner.invoke(main, ["releases", "send"], env={"LSI_RELEASES": bucket})
    wrong = runner.invoke(main, ["releases", "send"], env={"LSI_RELEASES": "ftp://elders"})

    assert (nowhere.exit_code, nothing.exit_code, wrong.exit_code) == (2, 0, 2)
    assert "LSI_RELEASES" in nowhere.output
    assert "gelijk" in nothing.output
    assert "ftp://elders" in wrong.output
