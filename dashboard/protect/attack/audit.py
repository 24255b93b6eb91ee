"""All attacks on the protected table of one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.protect.attack.bounds import attack_bounds
from dashboard.protect.attack.doors import table_door
from dashboard.protect.attack.posterior import attack_posterior
from dashboard.protect.attack.releases import attack_releases, rehearse_releases
from dashboard.protect.attack.report import AttackReport
from dashboard.protect.attack.selections import attack_selections

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.protect.policy import Policy
    from dashboard.protect.seam import Protected

QUICK, THOROUGH = 40_000, 400_000


def run_attacks(
    counts: pd.DataFrame,
    protected: Protected,
    *,
    policy: Policy,
    seed: int = 1,
    thorough: bool = False,
) -> AttackReport:
    """Try to break a release and score the attempt with the vault.

    The doors here open on the whole protected table, more than any page or download shows.

    Args:
        counts: exact count cells; only to choose targets and to score.
        protected: what was published.
        policy: the policy it was published under.
        seed: of the attacker's choices.
        thorough: ten times as many invented domains for the Bayesian attacker.
    """
    results = protected.counts[protected.counts["origin"] == "result"]
    return AttackReport(
        (
            attack_selections(table_door(results), counts, seed, base=policy.base),
            attack_bounds(protected.counts, policy, seed),
            attack_posterior(policy, THOROUGH if thorough else QUICK, seed=seed),
            attack_releases(rehearse_releases(counts, policy), counts),
        )
    )
