"""Settings come from the environment; a typing mistake is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import UserError
from dashboard.settings import QUERIES, SAMPLE, Settings


def test_defaults_need_no_environment():
    settings = Settings.from_environment({})

    assert settings.data == Path("var")
    assert settings.language == "nl"


def test_known_names_are_read_and_folders_follow():
    settings = Settings.from_environment({"DASHBOARD_DATA": "/data", "DASHBOARD_LANGUAGE": "en", "PATH": "x"})

    assert settings.releases == Path("/data/releases")
    assert settings.vault == Path("/data/vault")
    assert settings.archive == Path("/data/archive")
    assert settings.areas == Path("/data/areas")
    assert settings.language == "en"
    assert settings.policy is None
    assert settings.chromium is None
    assert Settings.from_environment({"DASHBOARD_POLICY": "/rules.toml"}).policy == Path("/rules.toml")
    assert Settings.from_environment({"DASHBOARD_CHROMIUM": "/opt/chromium"}).chromium == Path("/opt/chromium")


def test_an_unknown_name_is_an_error():
    with pytest.raises(UserError) as error:
        Settings.from_environment({"DASHBOARD_DATTA": "/data"})

    assert error.value.key == "error.unknown_setting"


def test_queries_and_sample_are_found():
    assert (QUERIES / "answers").is_dir()
    assert (SAMPLE / "areas").is_dir()


def test_a_background_is_none_or_one_that_is_known():
    assert Settings.from_environment({}).background == ""
    assert Settings.from_environment({"DASHBOARD_BACKGROUND": "pdok"}).background == "pdok"
    with pytest.raises(UserError):
        Settings.from_environment({"DASHBOARD_BACKGROUND": "http://elders"})


def test_a_number_is_a_whole_number():
    assert Settings.from_environment({"DASHBOARD_PROXIES": "2"}).proxies == 2
    assert Settings.from_environment({"DASHBOARD_UPLOAD_MB": ""}).upload_mb == 50
    for value in ("-1", "2.5", "veel", "²"):
        with pytest.raises(UserError) as error:
            Settings.from_environment({"DASHBOARD_PROXIES": value})
        assert error.value.values == {"name": "DASHBOARD_PROXIES"}
