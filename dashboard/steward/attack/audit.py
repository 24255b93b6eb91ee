"""All attacks on the protected table of one release, each with its twin: the same attack on a layer that is bad on purpose.

An attack is one entry here: a module with the attack and its twin's layer, three texts under ``protect.attack``, and a line.
A twin that finds nothing says that the attack proves nothing on these data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.steward.attack.bounds import attack_bounds
from dashboard.steward.attack.corrections import attack_corrections, hide_small
from dashboard.steward.attack.errors import attack_errors, tell_exactly
from dashboard.steward.attack.insiders import attack_insiders, round_across_owners
from dashboard.steward.attack.interfaces import naive_layer, table_interface
from dashboard.steward.attack.linked import attack_linked, round_apart
from dashboard.steward.attack.posterior import DRAWN, THOROUGH, attack_posterior, round_plainly
from dashboard.steward.attack.releases import attack_releases, rehearse_releases
from dashboard.steward.attack.report import Attack, AttackReport
from dashboard.steward.attack.selections import attack_selections

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.policy import Policy
    from dashboard.steward.protect.run import Protected

ERRORS = ("errors", "accuracy")  # what a release tells of its own error
FEW = 2  # scopes the twin of the selections asks in: enough to see it break


def run_attacks(
    counts: pd.DataFrame,
    protected: Protected,
    *,
    policy: Policy,
    seed: int = 1,
    thorough: bool = False,
) -> AttackReport:
    """Try to break a release and score the attempt with the vault.

    The query interfaces here give the whole protected table, more than any page or download shows.

    Args:
        counts: exact count cells; only to choose targets, to learn how common each count is, and to score.
        protected: what was published, with what it tells of its error in its ``report``.
        policy: the policy it was published under.
        seed: of the attacker's choices.
        thorough: ten times as many cells drawn anew for the Bayesian attacker.
    """
    return AttackReport(
        (
            *attack_figures(counts, protected, policy, seed=seed, drawn=THOROUGH if thorough else DRAWN),
            *attack_owners_and_releases(counts, policy, seed=seed),
        )
    )


def attack_figures(
    counts: pd.DataFrame, protected: Protected, policy: Policy, *, seed: int, drawn: int
) -> tuple[Attack, ...]:
    """What anybody can do with the counts of one release."""
    shown = protected.counts
    results, exact = (frame[frame["origin"] == "result"] for frame in (shown, counts))
    errors = {name: part for name, part in protected.report.items() if name in ERRORS}
    return (
        attack_selections(table_interface(results), counts, seed, base=policy.base).beside(
            attack_selections(naive_layer(exact), counts, seed, base=policy.base, scopes=FEW)
        ),
        attack_bounds(shown, policy, seed).beside(attack_bounds(shown, policy, seed, exact=counts)),
        attack_posterior(counts, shown, policy, drawn=drawn, seed=seed).beside(
            attack_posterior(counts, shown, policy, seed=seed, engine=round_plainly(policy))
        ),
        attack_errors(errors, counts, shown, policy).beside(
            attack_errors(tell_exactly(counts, shown), counts, shown, policy)
        ),
        attack_linked(counts, policy).beside(attack_linked(counts, policy, engine=round_apart(policy))),
    )


def attack_owners_and_releases(counts: pd.DataFrame, policy: Policy, *, seed: int) -> tuple[Attack, ...]:
    """What those can do who know figures of their own or keep old releases; rehearsed with keys of the attacks."""
    return (
        attack_insiders(counts, policy, seed=seed).beside(
            attack_insiders(counts, policy, seed=seed, engine=round_across_owners(policy))
        ),
        attack_releases(rehearse_releases(counts, policy), counts, policy.base).beside(
            attack_releases(rehearse_releases(counts, policy, naive=True), counts, policy.base)
        ),
        attack_corrections(counts, policy, seed=seed).beside(
            attack_corrections(counts, policy, seed=seed, engine=hide_small)
        ),
    )
