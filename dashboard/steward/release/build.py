"""Build a release: take deliveries in, make the exact tables, protect, freeze.

Nothing is visible to a reader until the manifest stands; the pointer only moves when someone publishes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import dashboard
from dashboard.catalogue import definitions_hash
from dashboard.errors import DataDamaged, DataMissing
from dashboard.files import file_hash, listed, remove_half_written
from dashboard.steward import vault
from dashboard.steward.areas.stored import FORMAT_VERSION
from dashboard.steward.intake import archive
from dashboard.steward.intake.problems import errors_among
from dashboard.steward.intake.workers import load_all
from dashboard.steward.protect.policy import load_policy, plain_rules, policy_hash
from dashboard.steward.protect.public import plain_public
from dashboard.steward.protect.run import Protected, protect
from dashboard.steward.references import load_areas
from dashboard.steward.release import desk, ledger
from dashboard.steward.release.freeze import BUILDING, freeze
from dashboard.steward.release.mart_sources import SOURCES
from dashboard.store import FORMAT, UNSEEN, Release, manifests, read_manifest, read_release

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt

    Progress = Callable[[str], None]


FEW_NAMED = 5
CONTINUED_FROM = 3  # the first format a new release may continue: 0.1 and 0.2 rounded euros otherwise


@dataclass(frozen=True)
class Built:
    """What a build gave: the release and whether it stood already."""

    release: Release
    existed: bool


def build(settings: Settings, progress: Progress, created_at: str) -> Built:
    """Make a draft release of every accepted delivery and the imported areas; without a delivery it shows borders alone.

    Raises:
        DataMissing: no areas imported yet.
        DataDamaged: a release was published whose ledger is missing.
        BuilderBusy: another builder is at work.
        PolicyViolation: a numeric column without a protection rule, or a check that returns rows.
    """
    with vault.locked_vault(settings) as connection:
        _sweep(settings)
        every = archive.receipts(settings)
        receipts = archive.counting(every)
        _need(settings)
        key = vault.read_key(settings)
        _miss_nothing(connection, settings, every, key)
        made_of = ingredients(settings, receipts, key)
        release_id = identify(made_of)
        ledger.hold_to_published(settings)
        if _stands(settings, release_id):
            return Built(_bring_up_to_date(settings, release_id, aside(every), created_at), existed=True)
        continues = ledger.continued_by(settings, release_id)
        progress("build.step.load")
        _load(connection, settings, receipts, progress)
        progress("build.step.exact")
        vault.stage(connection)
        progress("build.step.protect")
        protected = _protect(connection, settings, key, continues)
        if release_id not in ledger.line(settings):  # what was published once is never written again
            ledger.keep_ledger(settings, release_id, protected.ledger)
        protected = replace(protected, ledger={})  # kept by now, and its room is needed
        progress("build.step.freeze")
        manifest = {"format": FORMAT, "id": release_id, **made_of, "report": protected.report}
        manifest["continues"] = continues
        manifest["is_sample"] = any("fictief" in year["source"] for year in made_of["areas"])
        manifest["aside"] = aside(every)
        manifest["history"] = _history(settings, release_id, created_at)
        manifest["number"] = desk.next_number(settings)
        freeze(connection, settings, manifest, protected, progress)
    return Built(read_release(settings, release_id), existed=False)


def ingredients(settings: Settings, receipts: Sequence[Receipt], key: bytes) -> dict[str, Any]:
    """All that goes into a release, so that the same input gives the same id."""
    policy = load_policy(settings.policy)
    return {
        "deliveries": [{"seal": vault.seal(key, receipt.sha256), **receipt.public_facts()} for receipt in receipts],
        "areas": [read_area_year(path) for path in area_years(settings)],
        "definitions": definitions_hash(),
        "policy": {
            "name": policy.name,
            "version": policy.version,
            "sha256": policy_hash(settings.policy),
            "rules": plain_rules(settings.policy),
        },
        "public": plain_public(),
        "code": dashboard.__version__,
        "key": vault.fingerprint(key),
    } | ({"events": file_hash(settings.events)} if settings.events.exists() else {})


def area_years(settings: Settings) -> list[Path]:
    """The manifests of the imported areas, by year."""
    return [path for folder in listed(settings.areas) if (path := folder / "manifest.json").exists()]


def read_area_year(path: Path) -> dict[str, Any]:
    """What the import of a year of areas took in.

    Raises:
        DataDamaged: it cannot be read, or another version of the program wrote it.
    """
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        said |= {"source": str(said["source"])}
    except (ValueError, KeyError, TypeError):
        raise DataDamaged("error.areas_damaged", year=path.parent.name) from None
    if said.get("format_version") != FORMAT_VERSION:
        raise DataDamaged("areas.error.year_format", year=path.parent.name, version=said.get("format_version"))
    return said


def aside(receipts: Sequence[Receipt]) -> list[dict[str, Any]]:
    """Deliveries that do not count, as readers may know of them: no file name, no value, no hash; not part of the id."""
    told = []
    for receipt in receipts:
        if receipt.status == "accepted" or receipt.facts is None:
            continue
        facts, n_errors, day = receipt.public_facts(), len(errors_among(receipt.problems)), receipt.received_at[:10]
        told.append(facts | {"state": receipt.status, "received_on": day, "n_errors": n_errors, "why": receipt.why})
    return told


def _miss_nothing(connection: vault.Connection, settings: Settings, receipts: Sequence[Receipt], key: bytes) -> None:
    """Every delivery that counted before counts now or was withdrawn; an archive that is gone builds no empty release.

    Raises:
        DataDamaged: the receipts of deliveries are gone which the vault or the newest release knows, or that release rounded euros
            by a method that a new one may not stand beside.
    """
    held = vault.loaded(connection) - {receipt.number for receipt in receipts}
    seals = {vault.seal(key, receipt.sha256) for receipt in receipts}
    every = manifests(settings.releases)
    newest = next((every[one] for one in reversed(ledger.line(settings)) if every.get(one)), None)
    if newest and newest["format"] < CONTINUED_FROM:
        raise DataDamaged("error.older_format", id=newest["id"], format=newest["format"], known=FORMAT)
    before = newest["deliveries"] if newest else []
    lost = [" ".join(one["sources"]) for one in before if one["seal"] not in seals]
    if held or lost:
        numbers = ", ".join(sorted(held) or sorted(lost)[:FEW_NAMED])
        raise DataDamaged("intake.archive.lost", n=len(held) or len(lost), numbers=numbers)


def identify(made_of: dict[str, Any]) -> str:
    """First 10 hex digits of the hash of all that went in."""
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:10]


def _stands(settings: Settings, release_id: str) -> bool:
    """Whether a release was made already and can be shown.

    One that is damaged or was withdrawn is made again, and so is a draft that continues another ledger than the newest.
    """
    try:
        release = read_release(settings, release_id)
    except (DataMissing, DataDamaged):
        return False
    if release.status == "withdrawn":
        return False
    return release_id in ledger.line(settings) or release.manifest["continues"] == ledger.parent(settings)


def _bring_up_to_date(settings: Settings, release_id: str, beside: list[dict[str, Any]], at: str) -> Release:
    """A release that stands, telling what does not count in it now; the next draft unless people see it already."""
    desk.tell_aside(settings, release_id, beside)
    if read_release(settings, release_id).status != "published":
        desk.offer(settings, release_id, at)
    return read_release(settings, release_id)


def _history(settings: Settings, release_id: str, at: str) -> list[dict[str, Any]]:
    """What a release went through: it begins as a draft, goes on after it was withdrawn or removed, and is noted when built again."""
    before = read_manifest(settings.releases / f"{release_id}.json")
    history: list[dict[str, Any]] = before["history"] if before else []
    if {line["status"] for line in history} <= set(UNSEEN):
        return [{"status": "draft", "at": at}]
    if history[-1]["status"] in {
        "withdrawn",
        "removed",
        "checked",
        "approved",
    }:  # of what is made anew that counts no more
        return [*history, {"status": "draft", "at": at}]
    return [*history[:-1], history[-1] | {"built_again": at}]


def _sweep(settings: Settings) -> None:
    """Remove what builders and publishers that were ended left half done; nobody else builds now."""
    for folder in (settings.releases, settings.vault, settings.vault / "ledger", settings.archive):
        remove_half_written(folder)
    for path in (*settings.releases.glob(f"{BUILDING}*"), *settings.vault.glob(f"{SOURCES}.*")):
        path.unlink()


def _need(settings: Settings) -> None:
    if not area_years(settings):
        raise DataMissing("error.no_areas")


def _load(connection: vault.Connection, settings: Settings, receipts: Sequence[Receipt], progress: Progress) -> None:
    vault.prepare(connection)
    load_areas(connection, settings.areas, "area", "figure")
    wanted = {receipt.number: receipt for receipt in receipts}
    present = vault.loaded(connection)
    vault.forget(connection, present - set(wanted))
    fresh = [wanted[delivery_id] for delivery_id in sorted(set(wanted) - present)]
    for number, delivery in enumerate(load_all(fresh, settings), start=1):
        vault.load(connection, delivery.number, delivery.sheets)
        progress(f"build.step.delivery {number}/{len(fresh)}")


def _protect(connection: vault.Connection, settings: Settings, key: bytes, continues: str | None) -> Protected:
    counts, amounts = (vault.exact_cells(connection, name) for name in ("count_cell", "amount_cell"))
    medians = vault.exact_cells(connection, "settlement_row")
    vault.give_memory_back(connection)
    policy = load_policy(settings.policy)
    before = ledger.read_ledger(settings, continues)
    return protect(counts, amounts, policy=policy, key=key, medians=medians, ledger=before)
