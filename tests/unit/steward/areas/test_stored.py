from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.errors import DataDamaged, DataMissing
from dashboard.steward.areas import stored
from dashboard.steward.areas.stored import load_areas, years


class Killed(BaseException):
    """The process ends here."""


def kill_at(monkeypatch, owner, name, when):
    real = getattr(owner, name)

    def dying(*args):
        if when(*args):
            raise Killed
        return real(*args)

    monkeypatch.setattr(owner, name, dying)


def spoiled(atlas):
    atlas.layers["buurten"]["aantal_inwoners"] = 1
    return atlas


def inhabitants(folder):
    figure = load_areas(folder, 2023).figure.set_index(["figure_code", "area_code"])
    return figure.loc[("n_inhabitants", "BU90010101"), "value"]


def test_an_import_killed_while_writing_leaves_the_old_year(atlas, take, tmp_path, monkeypatch):
    take(atlas)
    kill_at(monkeypatch, stored, "write_parquet", lambda _table, file: file.name == "neighbour.parquet")
    with pytest.raises(Killed):
        take(spoiled(atlas))
    assert inhabitants(tmp_path / "areas") == 1000


def test_an_import_killed_between_old_and_new_still_serves_the_old_year(atlas, take, tmp_path, monkeypatch):
    take(atlas)
    with monkeypatch.context() as patch:
        kill_at(
            patch,
            Path,
            "rename",
            lambda path, _to: path.name.endswith(".new"),
        )
        with pytest.raises(Killed):
            take(spoiled(atlas))
    assert not (tmp_path / "areas/2023").exists()
    assert inhabitants(tmp_path / "areas") == 1000
    assert years(tmp_path / "areas") == [2023]
    take(spoiled(atlas))
    assert inhabitants(tmp_path / "areas") == 1


def test_an_import_leaves_nothing_but_the_year_behind(atlas, take, tmp_path):
    take(atlas)
    take(atlas)
    assert [path.name for path in (tmp_path / "areas").iterdir()] == ["2023"]


def test_a_year_that_was_not_imported_is_named_with_those_that_were(atlas, take, tmp_path, sentence):
    take(atlas)
    with pytest.raises(DataMissing) as caught:
        load_areas(tmp_path / "areas", 2020)
    assert "2020" in sentence(caught.value)
    assert "2023" in sentence(caught.value)
    assert years(tmp_path / "nowhere") == []


def test_only_the_wanted_tolerance_is_read(atlas, take, tmp_path):
    take(atlas)
    assert set(load_areas(tmp_path / "areas", 2023, tolerance_m=100).shape["tolerance_m"]) == {100}


@pytest.mark.parametrize(
    "name", ["area.parquet", "figure.parquet", "shape.parquet", "neighbour.parquet", "manifest.json"]
)
def test_a_damaged_file_is_told_as_such(atlas, take, tmp_path, sentence, name):
    take(atlas)
    file = tmp_path / "areas/2023" / name
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(DataDamaged) as caught:
        load_areas(tmp_path / "areas", 2023)
    assert "2023" in sentence(caught.value)


@pytest.mark.parametrize("version", [1, 3])
def test_another_format_is_refused(atlas, take, tmp_path, sentence, version):
    take(atlas)
    file = tmp_path / "areas/2023/manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format_version": version}))
    with pytest.raises(DataDamaged) as caught:
        load_areas(tmp_path / "areas", 2023)
    assert f"formaat {version}" in sentence(caught.value)
