"""The attack report of a release for people: a short table of verdicts, what each attack did, and what measures give away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.numbers import number
from dashboard.text import language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Attacks = Mapping[str, Any]

POSTERIOR = "posterior"
# Lowest certainty of each class, in per cent; the report itself tells nothing above its first.
CLASSES = {"almost": 90, "mostly": 60, "often": 40, "open": 0}


def verdict_table(attacks: Attacks) -> pd.DataFrame:
    """One row per attack: found, allowed, what the same attack finds where protection is bad on purpose, and the verdict."""
    return pd.DataFrame(
        [
            {
                say("attacks.attack"): _title(one),
                say("attacks.found"): _share(one["found"] if one["tried"] else None),
                say("attacks.allowed"): _share(one["threshold"]),
                say("attacks.twin"): _share(one.get("twin")),
                say("attacks.verdict"): say("attacks.held" if one["passed"] else "attacks.broken"),
            }
            for one in attacks["attacks"]
        ]
    )


def story_table(attacks: Attacks) -> pd.DataFrame:
    """One row per attack: what the attacker did and what came out, in sentences."""
    return pd.DataFrame(
        {
            say("attacks.attack"): [_title(one) for one in attacks["attacks"]],
            say("attacks.how"): [say(f"protect.attack.{one['name']}.how") for one in attacks["attacks"]],
            say("attacks.outcome"): [_outcome(one) for one in attacks["attacks"]],
        }
    )


def measures_lead(attacks: Attacks, base: int) -> str:
    """What a smallest shown count gives away, in plain words; empty where nothing was tried."""
    one = _posterior(attacks)
    if not one:
        return ""
    certain = [row for row in one["measures"] if row["certainty"] >= CLASSES["almost"]]
    key = "attacks.measures_lead_some" if certain else "attacks.measures_lead"
    return say(
        key,
        base=base,
        up_to=2 * base - 1,
        n=number(len(certain)),
        all=number(len(one["measures"])),
        found=number(one["found"]),
        threshold=number(one["threshold"]),
        right=number(one["detail"]["right"]),
        plain=number(one["detail"]["by_presence"]),
    )


def measures_table(attacks: Attacks, measures: pd.DataFrame) -> pd.DataFrame:
    """One row per class of certainty that holds a measure: which ones, and what presence alone and the release give.

    Args:
        attacks: the report of the release; certainties in per cent, in steps of five.
        measures: definitions of the measures, for their names.
    """
    one = _posterior(attacks)
    rows = list(one["measures"]) if one else []
    names = dict(zip(measures["measure_code"], measures[f"name_{language()}"], strict=True))
    table, most = [], 101
    for name, least in CLASSES.items():
        part = [row for row in rows if least <= row["certainty"] < most]
        most = least
        if part:
            table.append(
                {
                    say("attacks.certainty"): say(f"attacks.classes.{name}"),
                    say("attacks.measures"): "; ".join(sorted(_measure(row["measure"], names) for row in part)),
                    say("attacks.presence"): _span(row["presence"] for row in part),
                    say("attacks.gain"): say("attacks.points", n=number(max(row["gain"] for row in part))),
                }
            )
    return pd.DataFrame(table)


def _posterior(attacks: Attacks) -> dict[str, Any] | None:
    rows = [one for one in attacks["attacks"] if one["name"] == POSTERIOR and one["tried"]]
    return rows[0] if rows else None


def _measure(key: str, names: Mapping[str, str]) -> str:
    """The name of a measure; figures that are no measure by themselves are told what they count."""
    kind, code = key.split("|")
    name = names.get(code, code)
    return say(f"attacks.kinds.{kind}_{code}") if kind == "rare" else say(f"attacks.kinds.{kind}", name=name)


def _title(one: Mapping[str, Any]) -> str:
    return say(f"protect.attack.{one['name']}.title")


def _outcome(one: Mapping[str, Any]) -> str:
    if not one["tried"]:
        return say("protect.report.not_tried")
    numbers = {
        **one["detail"],
        **one.get("counts", {}),
        **{name: one[name] for name in ("tried", "found", "threshold")},
    }
    return say(f"protect.attack.{one['name']}.outcome", **{name: _spoken(value) for name, value in numbers.items()})


def _share(value: float | None) -> str:
    return say("attacks.not_tried") if value is None else f"{_spoken(value)} %"


def _spoken(value: float) -> str:
    return number(value) if value == round(value) else number(value, 3).rstrip("0")


def _span(values: Iterable[int]) -> str:
    """Per cents from the least to the most; ninety stands for ninety or more."""
    each = sorted(values)
    told = [say("attacks.or_more", n=number(one)) if one >= CLASSES["almost"] else f"{number(one)} %" for one in each]
    return told[0] if told[0] == told[-1] else say("attacks.span", low=told[0], high=told[-1])
