"""Attack a release, score the attempt with the vault, and keep the report beside the release."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from dashboard.catalogue import queries
from dashboard.errors import DataMissing
from dashboard.steward import vault
from dashboard.steward.attack.audit import run_attacks
from dashboard.steward.attack.averages import attack_averages, draw_per_measure
from dashboard.steward.attack.equals import attack_equals, share_factors
from dashboard.steward.attack.euro_corrections import attack_euro_corrections, keep_noise
from dashboard.steward.attack.euro_ends import attack_ends, lay_beside, reach_truth
from dashboard.steward.attack.euro_ladder import attack_ladder
from dashboard.steward.attack.euros import (
    attack_all_but_one,
    attack_differences,
    attack_few,
    count_files,
    show_exactly,
)
from dashboard.steward.attack.interfaces import naive_layer
from dashboard.steward.attack.page_interfaces import map_interface
from dashboard.steward.attack.plain import as_plain, in_order
from dashboard.steward.attack.presence import attack_manifest, attack_presence, keep_zeros
from dashboard.steward.attack.report import Attack, AttackReport
from dashboard.steward.attack.selections import attack_selections
from dashboard.steward.intake import archive
from dashboard.steward.protect.amounts import in_cents
from dashboard.steward.protect.run import Protected
from dashboard.steward.release import desk
from dashboard.steward.release.build import identify, ingredients
from dashboard.steward.release.ledger import published_cells
from dashboard.store import Release, cursor, read_release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from dashboard.policy import Policy
    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt

COUNT_VIEW = ("component", "type_code", "municipality_code")
EXACT = 70.0  # per cent that an attack must find where euros are shown exactly
FEW, LADDER = "year", "all"  # periods in which the twins of these attacks look: enough to see them break
ALWAYS = ("sustainment",)  # a row per agreement and moment, also where nothing was measured


def audit(settings: Settings, release_id: str | None = None, *, thorough: bool = False) -> AttackReport:
    """Attack a release and write the report into its manifest; without a passed report it cannot be published.

    Args:
        settings: where vault and releases are.
        release_id: which one; None takes the newest.
        thorough: ten times as many invented domains for the Bayesian attacker.

    Raises:
        DataMissing: no such release, or the vault holds other deliveries by now, so that nothing can be scored.
        BuilderBusy: a builder is at work.
    """
    with vault.locked_vault(settings) as connection:
        release = read_release(settings, release_id or desk.newest(settings))
        receipts = _made_of(connection, settings, release)
        counts, amounts = (vault.exact_cells(connection, name) for name in ("count_cell", "amount_cell"))
    counts = in_order(counts)
    protected = Protected(published_cells(settings, release.id), report=release.manifest["report"])
    report = attack(counts, amounts, protected, release, [one.sha256 for one in receipts], thorough=thorough)
    desk.keep_attack_report(settings, release.id, report.as_dict())
    return report


def _made_of(connection: vault.Connection, settings: Settings, release: Release) -> list[Receipt]:
    """The deliveries a release was made of; one that came in since it was built waits for the next build.

    Raises:
        DataMissing: the vault holds others by now.
    """
    every, held, key = archive.accepted(settings), vault.loaded(connection), vault.read_key(settings)
    for receipts in (every, [one for one in every if one.number in held]):
        if identify(ingredients(settings, receipts, key)) == release.id:
            return receipts
    raise DataMissing("error.audit_other_deliveries", id=release.id)


def attack(
    counts: pd.DataFrame,
    amounts: pd.DataFrame,
    protected: Protected,
    release: Release,
    hashes: Sequence[str],
    *,
    thorough: bool = False,
) -> AttackReport:
    """The attacks on the whole protected table, on the release file and its manifest, and through the downloads of the pages.

    Args:
        counts: exact count cells.
        amounts: exact amount cells.
        protected: what the release was made of.
        release: the release as the app serves it.
        hashes: SHA-256 of each delivery, which no manifest may tell.
        thorough: see ``audit``.
    """
    policy = release.policy
    whole = run_attacks(counts, protected, policy=policy, thorough=thorough)
    places = by_place(counts, release)
    ask_pages = partial(attack_selections, exact=places, base=policy.base, scope=COUNT_VIEW, name="pages")
    pages = ask_pages(map_interface(release)).beside(ask_pages(naive_layer(places, by=COUNT_VIEW[-1])))
    manifest = json.dumps(release.manifest)
    files = (
        attack_presence(_counts_of(release)).beside(attack_presence([keep_zeros(counts, protected.counts)])),
        attack_manifest(manifest, hashes).beside(attack_manifest(manifest + "".join(hashes), hashes)),
    )
    of_euros = attack_euros(_table(release, "amount_total"), amounts, policy, ladder_steps(counts))
    return AttackReport((*whole.attacks, *files, pages, *of_euros))


def attack_euros(
    totals: pd.DataFrame, amounts: pd.DataFrame, policy: Policy, step_of: Mapping[str, int]
) -> tuple[Attack, ...]:
    """What can be done with the totals of euros a release shows.

    Args:
        totals: ``mart.amount_total``.
        amounts: exact amount cells.
        policy: the rules the release was made with.
        step_of: what ``ladder_steps`` gives.
    """
    cells = in_cents(amounts)
    exact, files = show_exactly(totals, cells), count_files(cells)
    of_year, of_all = (exact[exact["grain"] == grain] for grain in (FEW, LADDER))
    ends = lay_beside(totals, cells, files)
    return (
        attack_few(totals, files, policy).beside(attack_few(of_year, files, policy)),
        attack_all_but_one(totals, cells, policy).beside(attack_all_but_one(exact, cells, policy), EXACT),
        attack_differences(totals, cells, policy).beside(attack_differences(exact, cells, policy), EXACT),
        attack_ladder(totals, cells, step_of, policy).beside(attack_ladder(of_all, cells, step_of, policy), EXACT),
        attack_averages(cells, policy).beside(attack_averages(cells, policy, engine=draw_per_measure(policy))),
        attack_equals(cells, policy).beside(attack_equals(cells, policy, engine=share_factors(policy))),
        attack_euro_corrections(cells, policy).beside(
            attack_euro_corrections(cells, policy, engine=keep_noise(policy)), EXACT
        ),
        attack_ends(ends, policy).beside(attack_ends(reach_truth(ends), policy), EXACT),
    )


def ladder_steps(counts: pd.DataFrame) -> dict[str, int]:
    """The step of the ladder of each measure of euros, from 1 for what is established; 0 where it is none."""
    files = counts.loc[counts["origin"] == "files", ["component", "rung"]].drop_duplicates("component")
    return {str(name): int(step) for name, step in files.itertuples(index=False)}


def _counts_of(release: Release) -> Iterator[pd.DataFrame]:
    """The protected counts of each mart whose rows are there because something was counted."""
    for mart in queries("marts"):
        counted = [name for name, rule in mart.protection.items() if rule == "count"]
        if counted and mart.name not in ALWAYS:
            with cursor(release) as connection:
                rows = connection.sql(f"from mart.{mart.name}")
                # What is left of a shown total is there because of the total, whatever its files; some files are not told.
                totals = rows.filter("part = 'total'") if "part" in rows.columns else rows
                counts = totals.select(*counted).df()
            yield counts.dropna()


def by_place(counts: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Exact counts of a project in an area and month, with today's area codes and the project's type, as the pages group them."""
    place, project = _table(release, "place"), _table(release, "project")
    keys = ["area_code", "area_year"]
    grouped = counts[counts["origin"] == "result"].groupby(
        ["origin", "project_code", "component", *keys, "month"], observed=True, sort=False
    )
    cells = as_plain(grouped["value"].sum().reset_index())
    cells = cells.merge(place[[*keys, "current_area_code", "municipality_code", "level"]], on=keys)
    cells = cells.merge(project[["project_code", "type_code"]], on="project_code")
    cells = cells[(cells["level"] == "neighbourhood") & cells["current_area_code"].notna()]
    return cells.drop(columns="area_code").rename(columns={"current_area_code": "area_code"})


def _table(release: Release, mart: str) -> pd.DataFrame:
    with cursor(release) as connection:
        rows: pd.DataFrame = connection.sql(f"from mart.{mart}").df()
    return rows
