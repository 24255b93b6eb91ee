"""Which estimator the page may offer where: read from the shipped result of ``lsi validate-effect``.

Rule: an estimator is offered for a number of areas and of comparison areas when, in every simulated cell of those sizes
and of every world that keeps to what the estimator assumes, its 95 % intervals cover the truth in 93 % of the runs or
more and, where there was no effect, call one in 6 % or fewer. The rule is on the measured shares themselves; their
Monte-Carlo error stands beside them. Sizes between two simulated ones need both. Worlds that break the assumption are
published as limits: there the page warns, because it cannot see from counts that the assumption fails.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dashboard.frozen import FrozenDict, freeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.analysis.effect.panel import Estimator

HERE = Path(__file__).parent
RESULTS = HERE / "effect_validation.json"
LEAST_COVERAGE = 0.93
MOST_ALARMS = 0.06
SIZES = (1, 3, 8)  # simulated numbers of areas of one project
GROUP = "group"  # simulated group of four projects of eight areas
AGAINST = (10, 40)  # simulated numbers of comparison areas
ALONE: tuple[Estimator, ...] = ("before_after", "interrupted")  # estimators that do not compare
JUDGED = ("panel.py", "ratio.py", "did.py", "pretrend.py", "events.py", "trending.py", "interrupted.py", "synthetic.py")


@dataclass(frozen=True)
class Offer:
    """Whether an estimator may be shown here.

    Attributes:
        estimator: which one.
        is_offered: whether it held in the simulation of these sizes.
        reason: why not: ``coverage`` too low, ``false_alarms`` too many, ``not_tried`` sizes outside the simulation;
            None where offered.
        worlds: worlds of the simulation in which it failed; where offered, none.
        coverage: lowest coverage among the cells that count; None where not tried.
        false_alarms: highest share of false alarms among them.
        limits: per world that breaks its assumption the highest share of false alarms.
    """

    estimator: Estimator
    is_offered: bool
    reason: Literal["coverage", "false_alarms", "not_tried"] | None = None
    worlds: tuple[str, ...] = ()
    coverage: float | None = None
    false_alarms: float | None = None
    limits: tuple[tuple[str, float], ...] = ()


@cache
def validation(path: Path = RESULTS) -> Mapping[str, Any]:
    """The shipped result of the simulation; empty where there is none.

    Holds ``seed``, ``runs``, ``date``, ``source``, ``limits`` (worlds that break the assumption, per estimator) and
    ``cells``: one per estimator x world x size x comparison areas x effect x shape, with ``bias``, ``coverage``,
    ``called`` (share whose interval leaves out 1: false alarms without an effect, power with one), ``estimated``,
    ``withheld`` and ``error`` (Monte-Carlo standard error of the coverage).
    """
    return freeze(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else FrozenDict()


def source_mark() -> str:
    """Mark of the source of the estimators; changes when they do, so that a result of older code is noticed."""
    text = b"".join((HERE / name).read_bytes() for name in JUDGED)
    return hashlib.sha256(text).hexdigest()[:16]


def offered(estimator: Estimator, n_treated: int, n_comparison: int = 0, n_projects: int = 1) -> Offer:
    """Whether the page may offer an estimator for these sizes, and why not.

    Args:
        estimator: which one.
        n_treated: areas of the project or projects.
        n_comparison: comparison areas; not looked at for estimators that do not compare.
        n_projects: projects taken together.
    """
    sizes = (GROUP,) if n_projects > 1 else tuple(str(size) for size in _around(n_treated, SIZES))
    against = (0,) if estimator in ALONE else _around(n_comparison, AGAINST)
    return judge(validation(), estimator, sizes, against)


def judge(result: Mapping[str, Any], estimator: Estimator, sizes: tuple[str, ...], against: tuple[int, ...]) -> Offer:
    """The rule of this module, on a result.

    Args:
        result: as ``validation`` gives it.
        estimator: which one.
        sizes: simulated sizes that must hold.
        against: simulated numbers of comparison areas that must hold.
    """
    cells = [
        cell
        for cell in result.get("cells", ())
        if cell["estimator"] == estimator and cell["size"] in sizes and cell["against"] in against
    ]
    broken = result.get("limits", {}).get(estimator, ())
    own = [cell for cell in cells if cell["world"] not in broken]
    if not own or {(cell["size"], cell["against"]) for cell in own} != {(s, a) for s in sizes for a in against}:
        return Offer(estimator, is_offered=False, reason="not_tried")
    low = [cell for cell in own if cell["coverage"] is None or cell["coverage"] < LEAST_COVERAGE]
    loud = [cell for cell in own if cell["effect"] == 0 and (cell["called"] or 0.0) > MOST_ALARMS]
    worlds = tuple(dict.fromkeys(cell["world"] for cell in loud + low))
    quiet = {cell["world"]: 0.0 for cell in cells if cell["world"] in broken}
    for cell in cells:
        if cell["world"] in quiet and cell["effect"] == 0:
            quiet[cell["world"]] = max(quiet[cell["world"]], cell["called"] or 0.0)
    return Offer(
        estimator,
        is_offered=not worlds,
        reason="false_alarms" if loud else "coverage" if low else None,
        worlds=worlds,
        coverage=min((cell["coverage"] for cell in own if cell["coverage"] is not None), default=None),
        false_alarms=max((cell["called"] or 0.0 for cell in own if cell["effect"] == 0), default=None),
        limits=tuple(quiet.items()),
    )


def _around(number: int, tried: tuple[int, ...]) -> tuple[int, ...]:
    """The simulated numbers that enclose a number; the largest alone above it, none below the smallest."""
    if number < tried[0]:
        return ()
    below = max(one for one in tried if one <= number)
    above = [one for one in tried if one >= number]
    return tuple(dict.fromkeys((below, min(above, default=below))))
