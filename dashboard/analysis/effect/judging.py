"""The verdict a page may give on an estimate: what the simulation allows, the time before the start, and a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.effect.evidence import Verdict, verdict
from dashboard.analysis.effect.offered import ALONE, offered

if TYPE_CHECKING:
    from dashboard.analysis.effect.panel import Effect
    from dashboard.analysis.effect.pretrend import PreTrend

HELD_BACK = ("did", "synthetic_control")  # estimators that assume the areas went together before the start


def judge(effect: Effect, trend: PreTrend | None = None, n_projects: int = 1) -> Verdict:
    """What an estimate allows to say here.

    Rule: as ``verdict``, with ``offered`` for these sizes; the time before the start holds back only estimators that
    assume there was no drift; and without comparison areas a change is never called, because everything else that
    changed is in it.

    Args:
        effect: the estimate.
        trend: check of the time before the start, of the areas the estimate is of.
        n_projects: projects taken together.
    """
    offer = offered(effect.estimator, effect.n_treated, effect.n_comparison, n_projects)
    held_back = trend if effect.estimator in HELD_BACK else None
    found = verdict(effect, held_back, is_offered=offer.is_offered)
    if effect.estimator in ALONE and found.finding in {"lower", "higher"}:
        return Verdict("undetermined", "no_comparison", draw=found.draw)
    return found
