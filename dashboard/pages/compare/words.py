"""Areas beside each other: a share with its interval, where it stands, and the words and tables of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.contrast import Standing, standing
from dashboard.analysis.funnel import Dispersion, dispersion
from dashboard.analysis.intervals import Estimate, share_interval
from dashboard.analysis.reliability import Reliability, reliability
from dashboard.analysis.shrinkage import shrink_shares
from dashboard.answers.rows import MapAreas
from dashboard.charts.classes import kind_of
from dashboard.charts.numbers import number, percent, percentage
from dashboard.charts.places import firmness
from dashboard.charts.shares import noises, percents, share_columns
from dashboard.policy import active_policy
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import CompareAreas
    from dashboard.charts.own_area import AreaRow
    from dashboard.charts.shares import Pair


@dataclass(frozen=True)
class Counted:
    """What is compared of one area.

    Attributes:
        part: protected numerator.
        whole: denominator; protected, or public where it counts addresses.
    """

    code: str
    name: str
    part: int
    whole: int


def counted(rows: Iterable[MapAreas]) -> list[Counted]:
    """What was answered of areas, to compare them by."""
    return [Counted(row.area_code, row.area_name, row.n_value, row.n_denominator) for row in rows]


@dataclass(frozen=True)
class Compared:
    """One area of a comparison.

    Attributes:
        part: protected numerator.
        whole: denominator; protected, or public where it counts addresses.
        noise: standard deviation of the rounding of the share.
        share: the share with its interval; None where the denominator is too small.
        standing: beside the pooled share of the others.
        smoothed: empirical-Bayes share; None where there is no share.
        reliability: class of the share.
    """

    code: str
    name: str
    part: int
    whole: int
    noise: float
    share: Estimate | None
    standing: Standing
    smoothed: Estimate | None
    reliability: Reliability | None
    is_mine: bool

    @property
    def text(self) -> str:
        """The share with its interval as read."""
        shown = percent(self.part, self.whole)
        if shown is None or self.share is None:
            return say("compare.too_small")
        return f"{shown} ({percentage(self.share.lower)} – {percentage(self.share.upper)})"


def capped(share: float) -> float:
    """A share as it is drawn: above the highest shown one it stands there, as it is read as more than that."""
    return min(share, active_policy().percentage_top / 100)


def share_of(part: int, whole: int, noise: Noise, of: Pair) -> tuple[Estimate | None, float]:
    """A share with chance and rounding, and the standard deviation of its rounding; None where the denominator is too small."""
    policy = active_policy()
    if whole < policy.percentage_denominator:
        return None, 0.0
    part_sd, whole_sd = noises(part, whole, noise, of)
    share = min(1.0, part / whole)
    return share_interval(part, whole, part_sd, whole_sd, policy.base), (
        part_sd**2 + (share * whole_sd) ** 2
    ) ** 0.5 / whole


def compare(areas: Sequence[Counted], mine: str | None, noise: Noise, of: Pair) -> list[Compared]:
    """Every area with its share, and where it stands beside the pooled share of all the others.

    Areas differ among themselves beyond chance and rounding; that spread is part of the verdict, as it is of the funnel.

    Args:
        areas: what is compared of each.
        mine: code of my area.
        noise: of the release.
        of: the measures of the share.
    """
    shares = [share_of(area.part, area.whole, noise, of) for area in areas]
    used = [i for i, (share, _) in enumerate(shares) if share]
    columns = [areas[i].part for i in used], [areas[i].whole for i in used], [shares[i][1] for i in used]
    smooth = dict(zip(used, shrink_shares(*columns) if sum(columns[0]) else [], strict=False))
    top, below, tau = sum(columns[0]), sum(columns[1]), dispersion(*columns, "share").tau
    compared = []
    for i, (area, (share, sd)) in enumerate(zip(areas, shares, strict=True)):
        code, name, part, whole = area.code, area.name, area.part, area.whole
        others = share_of(top - part, below - whole, noise, of)[0] if share else None
        where, firm = standing(share, others, tau), reliability(share) if share else None
        compared.append(Compared(code, name, part, whole, sd, share, where, smooth.get(i), firm, code == mine))
    return compared


def pooled(areas: Sequence[Compared]) -> float:
    """Share of all areas with one together."""
    used = [area for area in areas if area.share]
    below = sum(area.whole for area in used)
    return min(1.0, sum(area.part for area in used) / below) if below else 0.0


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


def spread(areas: Sequence[Compared]) -> Dispersion:
    """Over-dispersion of the areas that have a share."""
    used = [area for area in areas if area.share]
    return dispersion([a.part for a in used], [a.whole for a in used], [a.noise for a in used], "share")


def ordered(areas: Sequence[Compared], by: str) -> list[Compared]:
    """Areas with a share by ``name`` or by ``value``, my area in its own place."""
    shown = [area for area in areas if area.share]
    return sorted(shown, key=lambda a: (a.share.value if a.share and by == "value" else 0, a.name, a.code))


def verdict(areas: Sequence[Compared], measure: str) -> str:
    """What the comparison says: my area in verdict words, else how many areas stand out; never which is highest."""
    counted = Counter(area.standing for area in areas)
    some = {key: number(counted[key]) for key in ("higher", "same", "lower", "not_comparable")}
    sentence = say("compare.counted", measure=measure, n=number(len(areas)), **some)
    mine = next((area for area in areas if area.is_mine), None)
    if mine is None:
        return sentence
    words = say(f"compare.standing.{mine.standing}")
    return sentences(say("compare.mine", name=mine.name, verdict=words, value=mine.text), sentence)


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
