"""Settings come from the environment; a typing mistake is an error."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.errors import UserError
from dashboard.settings import FORMS, QUERIES, SAMPLE, Settings
from dashboard.text import LANGUAGES, say, texts


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
    assert settings.fetched == Path("/data/fetched")
    assert settings.language == "en"
    assert settings.policy is None
    assert settings.chromium is None
    assert Settings.from_environment({"DASHBOARD_POLICY": "/rules.toml"}).policy == Path("/rules.toml")
    assert Settings.from_environment({"DASHBOARD_CHROMIUM": "/opt/chromium"}).chromium == Path("/opt/chromium")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("DASHBOARD_DATTA", "DASHBOARD_DATA"),
        ("DASHBOARD_UPLOADMB", "DASHBOARD_UPLOAD_MB"),
        ("LSI_ACCES", "LSI_ACCESS"),
        ("LSI_CLUSTERS", "LSI_CLUSTER"),
    ],
)
def test_a_typing_mistake_names_the_setting_that_was_meant(name, nearest):
    with pytest.raises(UserError) as error:
        Settings.from_environment({name: "x"})

    assert error.value.key == "error.setting.meant"
    assert error.value.values == {"name": name, "nearest": nearest}


def test_a_name_like_none_of_ours_names_them_all():
    with pytest.raises(UserError) as error:
        Settings.from_environment({"LSI_Q": ""})

    assert error.value.key == "error.setting.unknown"
    assert "DASHBOARD_DATA, " in error.value.values["known"]
    assert "LSI_CLUSTER" in error.value.values["known"]


def test_settings_that_other_parts_read_are_known():
    assert Settings.from_environment({"LSI_ACCESS": "open", "LSI_CLUSTER": "tcp://host:8786"}) == Settings()


def test_every_setting_has_a_form_and_every_form_a_sentence():
    assert list(FORMS) == [field.name for field in fields(Settings)]
    for language in LANGUAGES:
        assert {f"error.setting.{form.kind}" for form in FORMS.values()} <= set(texts(language))


def test_queries_and_sample_are_found():
    assert (QUERIES / "answers").is_dir()
    assert (SAMPLE / "areas").is_dir()


@pytest.mark.parametrize(
    ("name", "sound", "wrong"),
    [
        ("data", ["/data", "map met spatie"], ["a\0b"]),
        ("language", ["nl", "en"], ["de", "NL"]),
        ("background", ["pdok"], ["http://elders"]),
        ("contact", ["lsi@voorbeeld.nl"], ["twee\nregels", "x" * 201]),
        ("address", ["https://lsi.example:8443/x", "http://[::1]:8501"], ["lsi.example", "https://", "ftp://a.b", "http://a:x", "https://a?b", "https://u:p@a"]),
        ("hosts", ["lsi.example, Balie.example", "::1,127.0.0.1", "a,"], ["lsi.example/x", "a b", "https://a"]),
        ("proxies", ["0", "2", "10"], ["-1", "2.5", "veel", "²", "11", "9" * 5000]),
        ("upload_mb", ["1", "2000"], ["0", "2001"]),
        ("metrics", ["10.0.0.5, 10.1.0.0/16", "::1"], ["prometheus", "10.0.0.5/33", "10.0.0.1/8"]),
        ("log", ["lines", "json"], ["JSON", "xml"]),
    ],
)  # fmt: skip
def test_a_value_out_of_its_range_is_an_error_that_names_the_setting(name, sound, wrong):
    variable = f"DASHBOARD_{name.upper()}"
    for value in sound:
        read = getattr(Settings.from_environment({variable: value}), name)
        assert str(read) == value
    assert Settings.from_environment({variable: ""}) == Settings()
    for value in wrong:
        with pytest.raises(UserError) as error:
            Settings.from_environment({variable: value})
        assert error.value.values["name"] == variable
        assert variable in say(error.value.key, **error.value.values)
        assert value not in error.value.values.values()
