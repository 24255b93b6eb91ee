"""A manifest lies beside a release and may be read by all: nobody can guess a delivery from it."""

from __future__ import annotations

import hashlib
import io

from dashboard.steward import vault
from dashboard.steward.intake.archive import accepted
from dashboard.steward.intake.container import pack
from dashboard.steward.intake.take_in import take_in
from dashboard.steward.release.build import build, identify, ingredients
from tests.unit.steward.release.conftest import csv_cell, project_row

AT = "2026-11-01T09:00:00+00:00"
MOST = 60
HASHES = ("sha256", "sha1", "md5", "blake2b", "blake2s", "sha512", "sha3_256")


def write_folder(folder, value, area):
    """A delivery of one figure as a folder of CSV files: what an attacker writes down for every value it may have."""
    folder.mkdir(exist_ok=True)
    sheets = {
        "levering": {
            "partner": "GEM",
            "peildatum": "2025-04-10",
            "periode_van": "2025-01",
            "periode_tot": "2025-03",
            "status": "definitief",
        },
        "projecten": project_row(area),
        "resultaten": {
            "projectcode": "LSI-2025-001",
            "gebiedcode": area,
            "gebiedjaar": 2024,
            "partner": "GEM",
            "maatstaf": "boetes",
            "onderwerp": "uitkering",
            "maand": "2025-01",
            "waarde": value,
            "waardebasis": "periode",
        },
    }
    for name, row in sheets.items():
        lines = [";".join(row), ";".join(csv_cell(str(cell)) for cell in row.values())]
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    return folder


def guess(told, folder, area):
    """The value of which some plain hash, whole or cut to 12 hex digits, stands in the text; None if there is none."""
    for value in range(MOST):
        file = io.BytesIO()
        pack(write_folder(folder, value, area), file)
        if any(hashlib.new(kind, file.getvalue()).hexdigest()[:12] in told for kind in HASHES):
            return value
    return None


def test_a_delivery_of_one_figure_cannot_be_found_by_trying_every_value(world, neighbourhoods, tmp_path):
    area, folder = neighbourhoods[0], tmp_path / "GEM"
    assert take_in(world, [write_folder(folder, 7, area)], AT, str) == 0
    manifest = build(world, str, AT).release.path.with_suffix(".json").read_text(encoding="utf-8")
    original = next(world.archive.glob("*.zip"))

    assert guess(manifest, tmp_path / "guess", area) is None
    assert guess(manifest + original.stem, tmp_path / "guess", area) == 7  # what a plain hash would have told


def test_a_seal_follows_bytes_and_key():
    first, second = (hashlib.sha256(content).hexdigest() for content in (b"one", b"two"))
    seals = {vault.seal(key, sha256) for key in (b"k" * 32, b"l" * 32) for sha256 in (first, second)}

    assert len(seals) == 4
    assert vault.seal(b"k" * 32, first) == vault.seal(b"k" * 32, first)


def test_the_same_deliveries_under_another_key_are_another_release(world, deliver):
    take_in(world, [deliver({"2025-01": 40})], AT, str)
    receipts = accepted(world)
    ids = [identify(ingredients(world, receipts, key)) for key in (b"k" * 32, b"k" * 32, b"l" * 32)]

    assert ids[0] == ids[1] != ids[2]
