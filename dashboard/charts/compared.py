"""Areas beside each other: the share of each with its interval, and where it stands beside all the others."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from dashboard.analysis.contrast import Standing, standing
from dashboard.analysis.funnel import Dispersion, dispersion, is_beyond_chance
from dashboard.analysis.intervals import Estimate, share_interval
from dashboard.analysis.reliability import Reliability, reliability
from dashboard.analysis.shrinkage import shrink_shares
from dashboard.charts.numbers import percent, percentage
from dashboard.charts.shares import noises
from dashboard.policy import active_policy
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import MapAreas
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
        return share_words(self.part, self.whole, self.share)


def share_words(part: int, whole: int, share: Estimate | None) -> str:
    """A share with its interval as read, or that there is too little for one."""
    shown = percent(part, whole)
    if shown is None or share is None:
        return say("compare.too_small")
    return f"{shown} ({percentage(share.lower)} – {percentage(share.upper)})"


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


@dataclass(frozen=True)
class Others:
    """Those an area is held against, as figure, table and verdict have them; none above the highest share that is shown.

    Attributes:
        together: their pooled share, which the verdict tests against.
        lowest: share among them.
        middle: median of their shares.
        highest: share among them.
    """

    together: float
    lowest: float
    middle: float
    highest: float

    @property
    def range_text(self) -> str:
        """``12% – 54% (31%)``."""
        return f"{percentage(self.lowest)} – {percentage(self.highest)} ({percentage(self.middle)})"


def others_of(areas: Sequence[Compared]) -> Others | None:
    """The areas an area is held against, itself not among them; None where none of them has a share."""
    shares = [capped(area.share.value) for area in areas if area.share]
    return Others(capped(pooled(areas)), min(shares), median(shares), max(shares)) if shares else None


def spread(areas: Sequence[Compared]) -> Dispersion:
    """Over-dispersion of the areas that have a share."""
    return dispersion(*_columns(areas), "share")


def _columns(areas: Sequence[Compared]) -> tuple[list[int], list[int], list[float]]:
    """Numerator, denominator and rounding of the areas that have a share."""
    used = [area for area in areas if area.share]
    return [area.part for area in used], [area.whole for area in used], [area.noise for area in used]


def widened_sentence(areas: Sequence[Compared]) -> str:
    """That areas differ by themselves, so that what is called higher or lower has to lie outside that; empty where they do not."""
    return say("compare.widened") if spread(areas).is_used else ""


def differ_finding(areas: Sequence[Compared], measure: str) -> str:
    """That areas differ among themselves by more than chance and rounding; silent where they do not, and never which."""
    is_clear = is_beyond_chance(*_columns(areas), "share")
    return say("compare.finding.differ", measure=measure) if is_clear else ""
