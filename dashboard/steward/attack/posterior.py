"""The Bayesian attacker: knows the method and how common each count of a measure is, and sees all that is published.

How common counts are comes from the vault of this release, measure by measure, so the attack is on this release and on no
invented one. Units of the vault are taken again and again with counts drawn anew from their measure, protected with the
product's own engine and a key of the attack; among all cells that look alike once protected, the most common true count is
the attacker's best guess, and its share is how certain he is of it.

On thin data such a guess is good without any release: who only hears that there is something guesses one case and is nearly
always right. So two numbers count: the certainty, and what the shown figure adds to knowing that there is something.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.steward.attack.plain import as_plain
from dashboard.steward.attack.report import Attack, percent, step
from dashboard.steward.protect.cells import KEYS, UNIT
from dashboard.steward.protect.counts import protect_counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dashboard.policy import Policy

    Engine = Callable[[pd.DataFrame], pd.DataFrame]

KEY = b"attack: this key protects nothing but cells drawn anew"
FEWEST = 100  # cells of a measure; rarer ones are taken together, so that no distribution tells of a handful
CELLS = 300_000  # cells of the vault to learn from; more make no difference
DRAWN, THOROUGH = 5_000, 50_000  # cells drawn anew per measure
SEEN = 300  # how often a look must have been seen to count
NOISE = 3.0  # standard errors the worst of many looks may be lucky
BORDERS = (1, 2, 3, 6)  # classes of how many cells are shown beside one


def attack_posterior(
    counts: pd.DataFrame,
    published: pd.DataFrame,
    policy: Policy,
    *,
    drawn: int = DRAWN,
    seed: int = 1,
    engine: Engine | None = None,
) -> Attack:
    """How certain an outsider can become of the smallest shown counts of this release, and how much of it is the release's.

    Args:
        counts: exact count cells; they give the attacker his prior knowledge and score his guesses.
        published: protected count cells.
        policy: the policy of the release.
        drawn: cells to draw anew per measure; 5,000 takes seconds, 50,000 is thorough.
        seed: of the draws.
        engine: turns exact count cells into protected ones; None takes the product's own.

    Returns:
        the largest gain over knowing presence alone, in percentage points. In the detail how often the guess was right on
        this release and how often the commonest count would have been. Per measure the highest certainty, what presence
        alone gives, the gain and the share of shown figures above ``policy.certainty_percent``.
    """
    cells = _named(_some(counts, seed))
    anew = draw_anew(cells, drawn, seed)
    if anew.empty:
        return Attack("posterior", 0, 0.0, policy.gain_percent, {"right": 0.0, "by_presence": 0.0})
    guesses = make_guesses(anew, policy, engine or (lambda frame: protect_counts(frame, policy, KEY)))
    there = published[published["project_code"].isin(cells["project_code"].unique())]
    shown = _shown_small(there, cells, policy).merge(guesses, on=["measure", "look"])
    keys = list(KEYS)
    scored = shown.merge(cells[[*keys, "value"]], on=keys)
    right, plain = (percent((scored["value"] == scored[name]).sum(), len(scored)) for name in ("guess", "likely"))
    limit = {"right": plain + policy.gain_percent}
    worst = 100 * float(guesses["gain"].max()) if len(guesses) else 0.0
    detail = {"right": right, "by_presence": plain}
    rows = tuple(_tell(name, part, policy) for name, part in shown.groupby("measure", sort=True))
    return Attack("posterior", len(shown), worst, policy.gain_percent, detail, limit, measures=rows)


def round_plainly(policy: Policy) -> Engine:
    """The deliberately bad one: every count to the nearest multiple of its base, as people round by hand."""

    def protect(cells: pd.DataFrame) -> pd.DataFrame:
        base = cells["rule"].map(policy.base_of)
        return cells.assign(value=((cells["value"] / base).round() * base).astype("int64"))

    return protect


def draw_anew(cells: pd.DataFrame, drawn: int, seed: int) -> pd.DataFrame:
    """Units of each measure, about ``drawn`` cells of each, with counts drawn from all counts of their measure.

    Args:
        cells: exact count cells with ``measure``.
        drawn: cells to draw per measure.
        seed: of the draws.

    Returns:
        the same columns; each unit is a project of its own.
    """
    random = np.random.default_rng(seed)
    parts, first = [], 0
    for _, part in cells.groupby("measure", sort=True):
        units = list(part.groupby(list(UNIT), sort=True).indices.values())
        wanted = max(1, round(drawn * len(units) / len(part)))
        chosen = [units[number] for number in random.integers(len(units), size=wanted)]
        number = np.repeat(np.arange(first, first + wanted), [len(rows) for rows in chosen])
        copy = part.iloc[np.concatenate(chosen)].reset_index(drop=True)
        value = random.choice(part["value"].to_numpy(), len(copy))
        parts.append(copy.assign(value=value, project_code=pd.Series(number).map("U{:07d}".format)))
        first += wanted
    return pd.concat(parts, ignore_index=True) if parts else cells


def make_guesses(anew: pd.DataFrame, policy: Policy, engine: Engine) -> pd.DataFrame:
    """What each look of a smallest shown count means, learnt from cells drawn anew.

    Args:
        anew: what ``draw_anew`` gives.
        policy: gives the bases.
        engine: turns exact count cells into protected ones.

    Returns:
        one row per measure and look: ``guess``, its ``certainty`` (0 to 1), ``likely`` (the commonest count), ``presence``
        (its share among all) and ``gain`` (0 to 1).
    """
    keys = list(KEYS)
    protected = as_plain(engine(anew.drop(columns="measure"))).rename(columns={"value": "shown"})
    both = anew.merge(protected[[*keys, "shown"]], on=keys)
    both = _with_looks(both[both["shown"] > 0]).assign(base=lambda frame: frame["rule"].map(policy.base_of))
    likely = anew.groupby("measure")["value"].agg(lambda values: values.mode().iloc[0]).to_dict()
    presence = (anew["value"] == anew["measure"].map(likely)).groupby(anew["measure"]).mean().to_dict()
    rows = [
        (names[0], names[1], *_guess(part, likely[names[0]], presence[names[0]]))
        for names, part in both[both["shown"] == both["base"]].groupby(["measure", "look"])
        if len(part) >= SEEN
    ]
    told = ["measure", "look", "guess", "certainty", "likely", "presence", "gain"]
    return pd.DataFrame(rows, columns=told).astype({"measure": "str", "look": "int64"})


def _guess(part: pd.DataFrame, likely: int, presence: float) -> tuple[int, float, int, float, float]:
    """The best guess of one look.

    Formula: certainty is the largest share of a count below the base; gain is certainty less what always guessing the
    commonest count is worth, in general or here, whichever is less, and less three standard errors.
    """
    share = part["value"].value_counts(normalize=True)
    small = share[share.index < part["base"].iloc[0]]
    guess, certainty = (int(small.index[0]), float(small.iloc[0])) if len(small) else (0, 0.0)
    luck = NOISE * float(np.sqrt(certainty * (1 - certainty) / len(part)))
    plain = min(presence, float(share.get(likely, 0.0)))
    return guess, certainty, likely, presence, max(0.0, certainty - plain - luck)


def _tell(measure: object, shown: pd.DataFrame, policy: Policy) -> dict[str, Any]:
    """One measure for the report, in steps of five per cent: an exact share would be a figure of its own.

    The gain is made of draws alone and told in whole points, upward.
    """
    above = (shown["certainty"] > policy.certainty_percent / 100).mean()
    shares = {"certainty": shown["certainty"].max(), "presence": shown["presence"].max(), "above": above}
    told = {name: step(float(share)) for name, share in shares.items()}
    gain = ceil(100 * float(shown["gain"].max()))
    return {"measure": str(measure), "count": int(shown["guess"].mode().iloc[0]), **told, "gain": gain}


def _some(counts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Whole projects at random, about ``CELLS`` cells of them."""
    if len(counts) <= CELLS:
        return counts
    sizes = counts["project_code"].value_counts().sort_index().sample(frac=1.0, random_state=seed)
    return counts[counts["project_code"].isin(sizes.index[sizes.cumsum() <= max(CELLS, sizes.iloc[0])])]


def _named(counts: pd.DataFrame) -> pd.DataFrame:
    """Cells with the name of their measure; those of rare ones are named after their rule."""
    cells = as_plain(counts)
    name = cells["origin"] + "|" + cells["component"]
    rare = name.map(name.value_counts()) < FEWEST
    return cells.assign(measure=name.mask(rare, "rare|" + cells["rule"]))


def _shown_small(published: pd.DataFrame, cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The published cells that show one base, with the name of their measure and their look."""
    shown = as_plain(published).rename(columns={"value": "shown"})
    names = cells[["origin", "component", "measure"]].drop_duplicates()
    named = _with_looks(shown).merge(names, on=["origin", "component"])
    return named[named["shown"] == named["rule"].map(policy.base_of)]


def _with_looks(shown: pd.DataFrame) -> pd.DataFrame:
    """Published cells with what an attacker sees around each: how many are shown in its unit, and in its month."""
    unit = shown.groupby(list(UNIT))["shown"].transform("size").to_numpy()
    month = shown.groupby([*UNIT, "month"])["shown"].transform("size").to_numpy()
    return shown.assign(look=_classes(unit) * len(BORDERS) + _classes(month))


def _classes(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(np.array(BORDERS), sizes, side="right") - 1
