"""Areas beside each other: what the comparison says, in words and tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.answers.rows import MapAreas
from dashboard.charts.classes import kind_of
from dashboard.charts.compared import capped, compare, counted
from dashboard.charts.numbers import FEW, names_or_number, number, percentage
from dashboard.charts.places import firmness
from dashboard.charts.shares import percents, share_columns
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.contrast import Standing
    from dashboard.answers.rows import CompareAreas
    from dashboard.charts.compared import Compared
    from dashboard.charts.own_area import AreaRow
    from dashboard.charts.shares import Pair

STANDINGS = ("higher", "lower", "same", "not_comparable")  # in the order in which they are said


def years_sentence(n: int, moving: Sequence[str], shown: int, *, has_mine: bool) -> str:
    """How many areas have a share, which of them move beyond chance, and how many the figure shows.

    Args:
        n: areas with a share.
        moving: names of those that rise or fall.
        shown: how many are drawn.
        has_mine: whether my area is one of them.
    """
    if not n:
        return say("compare.no_share")
    names = names_or_number(moving)
    moves = say("compare.years_moving", names=names) if moving else say("compare.years_still")
    first = say("compare.years_first") if has_mine else ""
    return say("compare.years_said", n=number(n), moves=moves, shown=number(shown), first=first)


def periods_sentence(n: int, risen: Sequence[str], fallen: Sequence[str]) -> str:
    """How many areas were compared over two periods, and which of them moved beyond chance and rounding."""
    if not n:
        return say("compare.no_share")
    parts = [
        say(f"compare.{key}", names=names_or_number(names))
        for key, names in (("risen", risen), ("fallen", fallen))
        if names
    ]
    moves = say("compare.moved_some", parts="; ".join(parts)) if parts else say("compare.moved_none")
    return say("compare.periods_said", n=number(n), moves=moves)


def spine_sentence(shares: Mapping[str, Compared]) -> str:
    """In how many shares my area can be told from the others together and in which, or that it can in none; what the figure marks."""
    if not shares:
        return say("compare.spine_none")
    how = say("compare.spine_how")
    apart = {name: own.standing for name, own in shares.items() if own.standing in {"higher", "lower"}}
    if not apart:
        return say("compare.spine_alike", how=how)
    return say("compare.spine_said", n=len(shares), apart=len(apart), which=_stands(apart.items()), how=how)


def whole_sentence(mine: MapAreas | None, name: str, noise: Noise, of: Pair) -> str:
    """My area as a whole, where its parts are compared; empty without a row or a share.

    Args:
        mine: what was answered of it.
        name: as it is called.
        noise: of the release.
        of: the measures of the share.
    """
    areas = compare(counted([mine]), None, noise, of) if mine else []
    return say("compare.as_a_whole", name=name, value=areas[0].text) if areas and areas[0].share else ""


def ordered(areas: Sequence[Compared], by: str) -> list[Compared]:
    """Areas with a share by ``name`` or by ``value``, my area in its own place."""
    shown = [area for area in areas if area.share]
    return sorted(shown, key=lambda a: (a.share.value if a.share and by == "value" else 0, a.name, a.code))


def verdict(areas: Sequence[Compared], measure: str) -> str:
    """What the comparison says: my area in verdict words, then where the others stand; never which is highest.

    A few areas are named, more are counted, and where none stands is not said.
    """
    if not areas:
        return say("compare.no_share")
    parts = _stands((area.name, area.standing) for area in areas)
    sentence = say("compare.counted", measure=measure, n=number(len(areas)), parts=parts)
    mine = next((area for area in areas if area.is_mine), None)
    if mine is None:
        return sentence
    words = say(f"compare.standing.{mine.standing}")
    return sentences(say("compare.mine", name=mine.name, verdict=words, value=mine.text), sentence)


def finding(areas: Sequence[Compared], measure: str) -> str:
    """Where my area stands beside all the others together; silent where it cannot be told from them, or there is none."""
    mine = next((area for area in areas if area.is_mine), None)
    if mine is None or mine.standing not in {"higher", "lower"}:
        return ""
    return say(f"compare.finding.{mine.standing}", name=mine.name, measure=measure)


def _stands(named: Iterable[tuple[str, Standing]]) -> str:
    """Who stands where, in the order of the standings; where none does is not said."""
    by_standing: defaultdict[str, list[str]] = defaultdict(list)
    for name, one in named:
        by_standing[one].append(name)
    parts = (say(f"compare.stand.{key}", who=_who(by_standing[key])) for key in STANDINGS if key in by_standing)
    return Markup("; ").join(parts)


def _who(names: Sequence[str]) -> str:
    """A few by name, by the alphabet; of more, how many."""
    return Markup(", ").join(sorted(names)) if len(names) <= FEW else number(len(names))


def table(areas: Sequence[Compared]) -> pd.DataFrame:
    """All areas as people read them, by name."""
    return pd.DataFrame(
        {
            say("table.area"): [a.name for a in areas],
            say("compare.share"): [a.text for a in areas],
            say("compare.smoothed"): [percentage(capped(a.smoothed.value)) if a.smoothed else "" for a in areas],
            say("compare.exposure"): [number(a.whole) for a in areas],
            say("compare.verdict"): [say(f"compare.standing.{a.standing}") for a in areas],
            say("table.reliability"): [firmness(a.reliability) for a in areas],
        }
    )


def rows_of(areas: Sequence[Compared], answered: Sequence[MapAreas]) -> pd.DataFrame:
    """The areas as they were answered with what the page shows of them, for the download."""
    rows = pd.DataFrame(list(answered), columns=MapAreas._fields)
    return rows.assign(kind=list(map(kind_of, answered)), **columns_of(areas))


def columns_of(areas: Sequence[Compared]) -> dict[str, list[Any]]:
    """Share with both ends, the smoothed one, where it stands and how much it can carry, as columns."""
    smooth = [percents(area.smoothed.value)[0] if area.smoothed else None for area in areas]
    return {
        **share_columns([area.share for area in areas]),
        "smoothed_pct": smooth,
        "standing": [area.standing for area in areas],
        "reliability": [area.reliability for area in areas],
        "is_mine": [area.is_mine for area in areas],
    }


def peer_table(near: pd.Series, chosen: Collection[str], areas: Sequence[CompareAreas]) -> pd.DataFrame:
    """The peers with their distance and the figures it was made of."""
    by_code = {area.area_code: area for area in areas}
    peers = [(by_code[str(code)], apart) for code, apart in near.items() if code in chosen]
    rows = [
        (peer.area_name, peer.parent_name, number(apart, 2), *("" if n is None else number(n) for n in figures(peer)))
        for peer, apart in peers
    ]
    words = [say(f"compare.figure.{column}") for column in FIGURES]
    return pd.DataFrame(rows, columns=[say("table.area"), say("compare.lies_in"), say("compare.distance"), *words])


FIGURES = ("urbanity_class", "n_dwellings", "n_inhabitants", "owner_occupied_pct", "low_income_pct")


def figures(area: CompareAreas) -> list[float | None]:
    """What areas are alike in, in the order of ``FIGURES``."""
    return [getattr(area, name) for name in FIGURES]


def place(rows: Iterable[AreaRow], codes: Collection[str]) -> list[AreaRow]:
    """The rows of these areas only, in the order they had."""
    return [row for row in rows if row.area_code in codes]
