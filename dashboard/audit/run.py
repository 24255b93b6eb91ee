"""Attack a release, score the attempt with the vault, and keep the report beside the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard.audit.doors import count_door
from dashboard.errors import DataMissing
from dashboard.intake import archive
from dashboard.protect.attack.audit import run_attacks
from dashboard.protect.attack.report import AttackReport
from dashboard.protect.attack.selections import attack_selections
from dashboard.protect.policy import load_policy
from dashboard.protect.seam import Protected
from dashboard.release import desk, vault
from dashboard.release.build import identify, ingredients
from dashboard.release.ledger import published_cells
from dashboard.store import Release, cursor, read_release

if TYPE_CHECKING:
    from dashboard.settings import Settings

COUNT_VIEW = ("component", "type_code", "municipality_code")


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
        if identify(ingredients(settings, archive.accepted(settings), vault.read_key(settings))) != release.id:
            raise DataMissing("error.audit_other_deliveries", id=release.id)
        counts = vault.exact_cells(connection, "count_cell")
    report = attack(counts, Protected(published_cells(settings, release.id)), release, thorough=thorough)
    desk.keep_attack_report(settings, release.id, report.as_dict())
    return report


def attack(counts: pd.DataFrame, protected: Protected, release: Release, *, thorough: bool = False) -> AttackReport:
    """The attacks on the whole protected table, and one through the downloads of the pages.

    Args:
        counts: exact count cells.
        protected: what the release was made of.
        release: the release as the app serves it.
        thorough: see ``audit``.
    """
    policy = load_policy()
    whole = run_attacks(counts, protected, policy=policy, thorough=thorough)
    pages = (
        attack_selections(
            count_door(release), by_place(counts, release), base=policy.base, scope=COUNT_VIEW, name="pages"
        ),
    )
    return AttackReport((*whole.attacks, *pages))


def by_place(counts: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Exact count cells with today's area codes and the project's type, as the pages group them."""
    place, project = _table(release, "place"), _table(release, "project")
    keys = ["area_code", "area_year"]
    cells = _plain(counts[counts["origin"] == "result"]).drop(columns="municipality_code")
    cells = cells.merge(place[[*keys, "current_area_code", "municipality_code", "level"]], on=keys)
    cells = cells.merge(project[["project_code", "type_code"]], on="project_code")
    cells = cells[(cells["level"] == "neighbourhood") & cells["current_area_code"].notna()]
    return cells.drop(columns="area_code").rename(columns={"current_area_code": "area_code"})


def _plain(cells: pd.DataFrame) -> pd.DataFrame:
    """The same with its categories as texts, so that tables can be joined on them."""
    return cells.astype({name: "str" for name, kind in cells.dtypes.items() if isinstance(kind, pd.CategoricalDtype)})


def _table(release: Release, mart: str) -> pd.DataFrame:
    with cursor(release) as connection:
        rows: pd.DataFrame = connection.sql(f"from mart.{mart}").df()
    return rows
