"""A release is attacked before anyone may publish it, and the report stays with it."""

from __future__ import annotations

import json
import shutil

import pytest

from dashboard import text
from dashboard.audit.run import attack, audit
from dashboard.errors import DataMissing
from dashboard.protect.attack.report import AttackReport
from dashboard.protect.seam import Protected
from dashboard.release import vault
from dashboard.release.ledger import published_cells
from dashboard.settings import Settings
from dashboard.store import current_release, read_release

ATTACKS = ["selections", "bounds", "posterior", "releases", "pages"]


@pytest.fixture
def exact(settings):
    """Exact count cells of the sample."""
    with vault.locked_vault(settings) as connection:
        return vault.exact_cells(connection, "count_cell")


def test_the_sample_was_attacked_in_every_way_and_held(release):
    report = release.attacks

    assert report["passed"]
    assert [one["name"] for one in report["attacks"]] == ATTACKS
    assert all(one["tried"] >= 10 for one in report["attacks"])  # how many figures can be bounded differs per key


def test_the_report_holds_no_figure_of_a_place(release):
    told = json.dumps(release.attacks)

    assert not any(word in told for word in ("GM9", "WK9", "BU9", "LSI-"))


def test_a_release_of_exact_figures_is_broken(exact, release, monkeypatch):
    """Were protection left out, the report would say so."""
    monkeypatch.setattr("dashboard.audit.run.count_door", lambda _release: lambda _wanted: None)

    report = attack(exact, Protected(exact), release)

    failed = {one.name for one in report.attacks if not one.passed}
    assert "selections" in failed
    assert not report.passed
    assert text.say("protect.report.failed") in report.as_text()


def test_a_vault_that_moved_on_cannot_score(settings, release, tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.audit.run.ingredients", lambda *_: {"other": "deliveries"})

    with pytest.raises(DataMissing) as error:
        audit(settings, release.id)

    assert error.value.key == "error.audit_other_deliveries"


def test_the_report_is_kept_beside_the_release(settings, release, tmp_path, monkeypatch):
    for folder in ("areas", "archive", "vault"):
        (tmp_path / folder).symlink_to(settings.data / folder, target_is_directory=True)
    shutil.copytree(settings.releases, tmp_path / "releases")
    here = Settings(data=tmp_path)
    monkeypatch.setattr("dashboard.audit.run.attack", lambda *_, **__: AttackReport(()))

    assert audit(here).passed
    assert read_release(here, release.id).attacks == {"passed": True, "attacks": []}
    assert current_release(here).id == release.id


def test_published_cells_are_those_of_the_release(settings, release):
    counts = published_cells(settings, release.id)

    assert (counts["value"] % 5 == 0).all()
    assert (counts["value"] > 0).all()
