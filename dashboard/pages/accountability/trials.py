"""How well effects are measured: the result of ``lsi validate-effect`` as tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.effect.offered import AGAINST, ALONE, GROUP, SIZES, Offer, judge
from dashboard.charts.numbers import number
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.analysis.effect.panel import Estimator

ESTIMATORS: tuple[Estimator, ...] = (
    "did", "did_trend", "event_study", "synthetic_control", "interrupted", "before_after",
)  # fmt: skip
Result = Mapping[str, Any]
Situation = tuple[str, int]


def situations(estimator: Estimator, result: Result) -> list[tuple[Situation, Offer]]:
    """The sizes an estimator was tried in, each with whether it held."""
    sizes = (*(str(size) for size in SIZES), GROUP)
    against = (0,) if estimator in ALONE else AGAINST
    found = [((size, others), judge(result, estimator, (size,), (others,))) for size in sizes for others in against]
    return [one for one in found if one[1].reason != "not_tried"]


def summary_table(result: Result) -> pd.DataFrame:
    """One row per estimator: coverage, false alarms, power, bias, where it is offered and where not and why."""
    return pd.DataFrame([_row(estimator, result) for estimator in ESTIMATORS])


def _row(estimator: Estimator, result: Result) -> dict[str, str]:
    tried = situations(estimator, result)
    good = [situation for situation, offer in tried if offer.is_offered]
    bad = [(situation, offer) for situation, offer in tried if not offer.is_offered]
    counted = [offer for situation, offer in tried if situation in good or not good]
    cells = _cells(result, estimator, good or [situation for situation, _ in tried])
    where = say("trials.nowhere") if not good else say("trials.everywhere")
    if good and bad:
        where = say("trials.in_part", n=len(good), of=len(tried))
    return {
        say("trials.estimator"): say(f"trials.estimators.{estimator}"),
        say("trials.coverage"): _percent(min(offer.coverage or 0.0 for offer in counted)),
        say("trials.alarms"): _percent(max(offer.false_alarms or 0.0 for offer in counted)),
        say("trials.power_10"): _range(_of(cells, "called", -0.10)),
        say("trials.power_25"): _range(_of(cells, "called", -0.25)),
        say("trials.bias"): _percent(max(abs(value) for value in _of(cells, "bias", 0))),
        say("trials.where"): where,
        say("trials.why"): "; ".join(_failed(situation, offer) for situation, offer in bad) or "–",
    }


def _cells(result: Result, estimator: str, wanted: Iterable[Situation]) -> list[dict[str, Any]]:
    """Cells of these sizes in worlds that keep to the assumption."""
    kept, broken = set(wanted), result["limits"].get(estimator, ())
    return [
        cell
        for cell in result["cells"]
        if cell["estimator"] == estimator and (cell["size"], cell["against"]) in kept and cell["world"] not in broken
    ]


def _of(cells: Iterable[dict[str, Any]], name: str, effect: float) -> list[float]:
    """Values of cells with this effect, all at once and not growing."""
    found = [cell[name] for cell in cells if cell["effect"] == effect and cell["shape"] == "level"]
    return [value for value in found if value is not None]


def _named(situation: Situation) -> str:
    size, others = situation
    name = say(f"trials.sizes.{size}")
    return say("trials.against", size=name, others=others) if others else say("trials.alone", size=name)


def _failed(situation: Situation, offer: Offer) -> str:
    values = {"coverage": _bare(offer.coverage), "alarms": _bare(offer.false_alarms)}
    return say("trials.fails", where=_named(situation), why=say(f"trials.reasons.{offer.reason}", **values))


def sentence(result: Result) -> str:
    """How many estimators hold, and what can be seen at all."""
    held = [[offer.is_offered for _, offer in situations(estimator, result)] for estimator in ESTIMATORS]
    good, none = sum(all(one) for one in held), sum(not any(one) for one in held)
    power = _of(_cells(result, "did", [("8", 40)]), "called", -0.25)
    return say(
        "trials.sentence",
        estimators=len(held),
        good=good,
        some=len(held) - good - none,
        none=none,
        power=_bare(sum(power) / len(power)),
    )


def limits(result: Result) -> str:
    """What happens where the assumption fails."""
    cell = next(
        cell
        for cell in result["cells"]
        if (cell["estimator"], cell["world"], cell["size"], cell["against"], cell["effect"])
        == ("did", "apart_much", "8", 40, 0)
    )
    return say("trials.limits", withheld=_bare(cell["withheld"]), alarms=_bare(cell["called"]))


def lead(result: Result) -> str:
    """What was tried."""
    worlds = {cell["world"] for cell in result["cells"]}
    return say("trials.lead", worlds=len(worlds), runs=number(result["runs"]))


def cells_table(result: Result) -> pd.DataFrame:
    """Every simulated cell, as read."""
    return pd.DataFrame(
        [
            {
                say("trials.estimator"): say(f"trials.estimators.{cell['estimator']}"),
                say("trials.world"): say(f"trials.worlds.{cell['world']}"),
                say("trials.size"): say(f"trials.sizes.{cell['size']}"),
                say("trials.others"): number(cell["against"]),
                say("trials.effect"): _percent(cell["effect"]),
                say("trials.shape"): say(f"trials.shapes.{cell['shape']}"),
                say("trials.coverage"): _percent(cell["coverage"]),
                say("trials.called"): _percent(cell["called"]),
                say("trials.bias"): _percent(cell["bias"]),
                say("trials.withheld"): _percent(cell["withheld"]),
                say("trials.runs"): number(cell["runs"]),
                say("trials.error"): _percent(cell["error"]),
            }
            for cell in result["cells"]
        ]
    )


def cells_rows(result: Result) -> pd.DataFrame:
    """Every simulated cell, as numbers."""
    return pd.DataFrame(result["cells"])


def _percent(value: float | None) -> str:
    return "–" if value is None else say("trials.percent", value=_bare(value))


def _bare(value: float | None) -> str:
    return number(100 * (value or 0.0), 1)


def _range(values: list[float]) -> str:
    return say("trials.range", low=_whole(min(values)), high=_whole(max(values))) if values else "–"


def _whole(value: float) -> str:
    return number(100 * value)
