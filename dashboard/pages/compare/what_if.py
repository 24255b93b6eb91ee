"""Does what is said of my area stand without its largest project, or counted otherwise? The same test, asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.compared import Counted, compare, others_of
from dashboard.charts.numbers import number, percentage
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.contrast import Standing
    from dashboard.charts.compared import Compared
    from dashboard.charts.shares import Pair

THOUSAND = 1000


@dataclass(frozen=True)
class Case:
    """Where my area stands beside the others under one condition.

    Attributes:
        what: ``shown``, or what is otherwise: ``without_largest``, ``per_dwelling``.
        mine: my figure as read.
        others: that of the others together.
        standing: what may be said of the difference.
    """

    what: str
    mine: str
    others: str
    standing: Standing


def cases(
    areas: Sequence[Counted],
    mine: str,
    noise: Noise,
    of: Pair,
    largest: tuple[int, int] | None = None,
    homes: Mapping[str, int] | None = None,
) -> list[Case]:
    """The verdict as shown and under each condition that applies; empty where my area is not among them or has no share.

    Args:
        areas: what is compared of each.
        mine: code of my area.
        noise: of the release.
        of: the measures of the share.
        largest: what is counted of the largest project of my area, and what that is a share of; None where it is not known.
        homes: dwellings of each area; None where the share is not of examined addresses.
    """
    shown = _case("shown", compare(areas, mine, noise, of))
    found = [shown]
    if largest:
        part, whole = largest
        rest = [
            Counted(one.code, one.name, max(0, one.part - part), max(0, one.whole - whole)) if one.code == mine else one
            for one in areas
        ]
        found.append(_case("without_largest", compare(rest, mine, noise, of)))
    if homes is not None:
        per = [Counted(one.code, one.name, one.part, homes.get(one.code, 0) if one.whole else 0) for one in areas]
        found.append(_case("per_dwelling", compare(per, mine, noise, (of[0], None))))
    return [one for one in found if one] if shown and shown.standing != "not_comparable" else []


def _case(what: str, areas: Sequence[Compared]) -> Case | None:
    own = next((area for area in areas if area.is_mine), None)
    if own is None:
        return None
    them = others_of([area for area in areas if not area.is_mine])
    if what != "per_dwelling":
        return Case(what, own.text, percentage(them.together) if them else "", own.standing)
    rate = say("compare.too_small")
    if own.share:
        ends = {"lower": number(THOUSAND * own.share.lower), "upper": number(THOUSAND * own.share.upper)}
        interval = say("number.interval", **ends)
        rate = Markup("{} ({})").format(number(THOUSAND * own.share.value), interval)
    return Case(what, rate, number(THOUSAND * them.together) if them else "", own.standing)


def sentence(every: Sequence[Case]) -> str:
    """Whether the verdict stands, and if not, under which condition it changes."""
    shown, *others = every
    changed = [one for one in others if one.standing != shown.standing]
    if not changed:
        return say("compare.what_if.stands", verdict=say(f"compare.standing.{shown.standing}"))
    was = say(f"compare.standing.{shown.standing}")
    return Markup(" ").join(
        say(
            "compare.what_if.changes",
            what=say(f"value.condition.{one.what}"),
            was=was,
            verdict=say(f"compare.standing.{one.standing}"),
        )
        for one in changed
    )


def table(every: Sequence[Case], mine: str, largest: str) -> pd.DataFrame:
    """The verdict under each condition as people read it.

    Args:
        every: the cases.
        mine: name of my area.
        largest: title of its largest project.
    """
    shown = every[0].standing
    return pd.DataFrame(
        {
            say("what_if.if"): [_condition(one, largest) for one in every],
            mine: [one.mine for one in every],
            say("compare.others_together"): [one.others for one in every],
            say("what_if.conclusion"): [say(f"compare.standing.{one.standing}") for one in every],
            say("what_if.different"): ["", *(say(f"what_if.{_differs(one, shown)}") for one in every[1:])],
        }
    )


def _differs(one: Case, shown: Standing) -> str:
    return "no" if one.standing == shown else "yes"


def _condition(one: Case, largest: str) -> str:
    words = say(f"value.condition.{one.what}")
    return Markup("{} ({})").format(words, largest) if one.what == "without_largest" else words


def rows_of(every: Iterable[Case]) -> pd.DataFrame:
    """The same by key, for the download; the figures as they are read, because each has a unit of its own."""
    return pd.DataFrame(
        [(one.what, one.mine, one.others, one.standing) for one in every],
        columns=["condition", "as_shown", "beside", "standing"],
    )
