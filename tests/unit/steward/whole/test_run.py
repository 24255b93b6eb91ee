"""A release is attacked before anyone may publish it, and the report stays with it."""

from __future__ import annotations

import json
import shutil

import pytest

from dashboard import text
from dashboard.errors import DataMissing
from dashboard.settings import Settings
from dashboard.steward import vault
from dashboard.steward.attack.posterior import attack_posterior
from dashboard.steward.attack.presence import attack_manifest
from dashboard.steward.attack.report import AttackReport
from dashboard.steward.attack.run import attack, audit
from dashboard.steward.intake.archive import accepted
from dashboard.steward.protect.counts import protect_counts
from dashboard.steward.protect.policy import load_policy
from dashboard.steward.protect.run import Protected
from dashboard.steward.release.ledger import published_cells
from dashboard.store import current_release, read_release

ON_TABLE = ["selections", "bounds", "posterior", "errors", "linked", "insiders", "releases", "corrections"]
EXACT_EUROS = ["euros_insider", "euros_differences", "euros_ladder", "euros_corrections", "euros_ends"]
ATTACKS = [*ON_TABLE, "presence", "manifest", "pages", "euros_few", "euros_insider", "euros_differences"]
ATTACKS += ["euros_ladder", "euros_averages", "euros_equal", "euros_corrections", "euros_ends"]


@pytest.fixture
def exact(settings):
    """Exact count cells of the sample."""
    with vault.locked_vault(settings) as connection:
        return vault.exact_cells(connection, "count_cell")


@pytest.fixture
def amounts(settings):
    """Exact amount cells of the sample."""
    with vault.locked_vault(settings) as connection:
        return vault.exact_cells(connection, "amount_cell")


def test_the_sample_was_attacked_in_every_way_and_held(release):
    report = release.attacks

    assert report["passed"]
    assert [one["name"] for one in report["attacks"]] == ATTACKS
    twins = {one["name"]: one["twin"] for one in report["attacks"]}
    assert all(twins[one["name"]] > one["threshold"] and one["sharp"] for one in report["attacks"]), twins
    assert all(twins[name] > 70 for name in EXACT_EUROS), twins
    assert twins["pages"] > 80
    assert all(one["tried"] >= 10 for one in report["attacks"])  # how many figures can be bounded differs per key


def test_the_report_holds_no_figure_of_a_place(release):
    told = json.dumps(release.attacks)

    assert not any(word in told for word in ("GM9", "WK9", "BU9", "LSI-"))


def test_a_release_of_exact_figures_is_broken(exact, amounts, release, monkeypatch):
    """Were protection left out, the report would say so; seen on one gemeente."""
    monkeypatch.setattr("dashboard.steward.attack.run.map_interface", lambda _release: lambda _wanted: None)
    of_one = exact[exact["municipality_code"] == "GM9002"]

    report = attack(of_one, amounts, Protected(of_one), release, [])

    failed = {one.name for one in report.attacks if not one.passed}
    assert "selections" in failed
    assert not report.passed
    assert text.say("protect.report.failed") in report.as_text()


def test_the_report_is_of_this_release_and_changes_with_its_data(exact, release):
    """Were each objection two, nobody would be certain that a shown 5 is one."""
    doubled = exact.assign(value=exact["value"].where(exact["component"] != "objections", 2 * exact["value"]))
    reports = []
    for cells in (exact, doubled):
        shown = protect_counts(cells, load_policy(), b"k" * 32)
        attack = attack_posterior(cells, shown[shown["value"] > 0], load_policy())
        reports.append({row["measure"]: row for row in attack.measures})

    assert [one["result|objections"]["count"] for one in reports] == [1, 2]
    assert reports[0]["result|fines"]["certainty"] == reports[1]["result|fines"]["certainty"]


def test_the_report_of_the_sample_tells_each_measure_in_steps_of_five(release):
    measures = next(one for one in release.attacks["attacks"] if one["name"] == "posterior")["measures"]

    assert len(measures) > 20
    assert {row["certainty"] % 5 for row in measures} == {0}
    assert max(row["certainty"] for row in measures) == 90  # nearly always says no more than that


def test_a_manifest_with_plain_hashes_would_break(settings, release):
    hashes = [receipt.sha256 for receipt in accepted(settings)]

    assert attack_manifest(json.dumps(release.manifest), hashes).passed
    assert attack_manifest(json.dumps({**release.manifest, "deliveries": hashes}), hashes).found == 100


def test_a_vault_that_moved_on_cannot_score(settings, release, tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.steward.attack.run.ingredients", lambda *_: {"other": "deliveries"})

    with pytest.raises(DataMissing) as error:
        audit(settings, release.id)

    assert error.value.key == "error.audit_other_deliveries"


def test_the_report_is_kept_beside_the_release(settings, release, tmp_path, monkeypatch):
    for folder in ("areas", "archive", "vault"):
        (tmp_path / folder).symlink_to(settings.data / folder, target_is_directory=True)
    shutil.copytree(settings.releases, tmp_path / "releases")
    here = Settings(data=tmp_path)
    monkeypatch.setattr("dashboard.steward.attack.run.attack", lambda *_, **__: AttackReport(()))

    assert audit(here).passed
    assert read_release(here, release.id).attacks == {"passed": True, "attacks": ()}
    assert current_release(here).id == release.id


def test_published_cells_are_those_of_the_release(settings, release):
    counts = published_cells(settings, release.id)

    assert (counts["value"] % 5 == 0).all()
    assert (counts["value"] > 0).all()
