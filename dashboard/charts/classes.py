"""Value classes of an area: a number, none or a few, not delivered, no project, does not apply; and class breaks."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dashboard.analysis.change import count_change, share_change
from dashboard.analysis.intervals import count_interval, rate_interval, share_interval
from dashboard.analysis.reliability import Reliability, reliability
from dashboard.analysis.shrinkage import shrink_rates, shrink_shares
from dashboard.charts.euros import NOTHING, amount, with_closed
from dashboard.charts.numbers import circa, euro, number, percent, percentage, some
from dashboard.charts.shares import noises
from dashboard.policy import active_policy
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from dashboard.accuracy import Accuracy, Noise
    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import MapAreas, MapContext, MapPeriods
    from dashboard.charts.euros import Euros
    from dashboard.charts.shares import Pair

    Floats = npt.NDArray[np.float64]

NUMBER, NONE_OR_FEW, UNDELIVERED, NO_PROJECT, NOT_APPLICABLE = (
    "number",
    "none_or_few",
    "undelivered",
    "no_project",
    "not_applicable",
)
TOO_SMALL, TOO_FEW, NOT_AGREED, NOT_KNOWN = "too_small", "too_few", "not_agreed", "not_known"
CLASSES = (NUMBER, NONE_OR_FEW, TOO_SMALL, TOO_FEW, NOT_AGREED, NOT_KNOWN, UNDELIVERED, NO_PROJECT, NOT_APPLICABLE)
STEPS = 5
# A share whose interval is wider than this says too little to be compared: it is hatched.
WIDEST = 0.25
WIDEST_OF_AGREEMENTS = 0.5  # of few agreements; with fewer than some fifteen nothing can be compared
COUNT, SHARE, RATE, EUR, CHANGE, CONTEXT = "count", "share", "rate", "eur", "change", "context"
FALL, LEVEL, RISE = -1.0, 0.0, 1.0  # what a change is: clearly less, not clear, clearly more
CHANGE_CUTS = (-0.5, 0.5)
PER = 1000  # a rate is given per thousand addresses in project areas
LEAST_ADDRESSES = 100  # a rate of fewer is not given


@dataclass(frozen=True)
class Area:
    """One area as drawn and listed.

    Attributes:
        kind: one of ``CLASSES``.
        value: the number behind the colour; a share is a fraction, a rate per thousand.
        text: the value as read, with its interval.
        is_unreliable: hatched, because its interval is too wide.
        n_projects: projects that touched it.
        reliability: class of the number; None where there is none.
        n_sources: sources that had to deliver for its projects.
        n_missing: those that did not deliver everything.
        interval: both ends of the 95 % interval, in the unit of the value; None where there is none.
    """

    code: str
    name: str
    kind: str
    value: float
    text: str
    n_projects: int
    is_unreliable: bool
    reliability: Reliability | None = None
    n_sources: int = 0
    n_missing: int = 0
    interval: tuple[float, float] | None = None

    @property
    def note(self) -> str:
        """How many projects, and how many of their sources did not deliver everything; empty without any."""
        if not self.n_projects:
            return ""
        projects = say("map.n_projects", n=number(self.n_projects))
        if not self.n_missing:
            return projects
        return say("map.note", projects=projects, missing=number(self.n_missing), sources=number(self.n_sources))


def classify(rows: Sequence[MapAreas], form: str, noise: Noise, of: Pair) -> list[Area]:
    """Give every area its class and its words.

    Args:
        rows: the areas; n_denominator is what a share or rate is taken of.
        form: ``count``, ``share`` or ``rate``.
        noise: of the release.
        of: the measures.
    """
    return [_area(row, form, noise, of) for row in rows]


def is_carried(value: float, accuracy: Accuracy) -> bool:
    """Whether a level can carry a count: the margin of a typical one is no larger than policy allows."""
    return accuracy.p95(value) <= value * active_policy().carry_percent / 100


def smooth(areas: Sequence[Area], rows: Sequence[MapAreas], form: str, noise: Noise, measure: str) -> list[Area]:
    """The same areas with the empirical-Bayes share or rate in the place of the raw one; other kinds stay as they are.

    Args:
        areas: as ``classify`` gave them for these rows and this form.
        rows: what they were made of.
        form: ``share`` or ``rate``.
        noise: of the release.
        measure: the numerator.
    """
    least = _least(form)
    used = [i for i, row in enumerate(rows) if row.n_denominator >= least and areas[i].kind in {NUMBER, NONE_OR_FEW}]
    above, below = [rows[i].n_value for i in used], [rows[i].n_denominator for i in used]
    if not sum(above):
        return list(areas)
    columns = above, below, [noise(part, measure) / whole for part, whole in zip(above, below, strict=True)]
    found = dict(zip(used, (shrink_shares if form == SHARE else shrink_rates)(*columns), strict=True))
    return [_worded(area, found[i], form) if i in found else area for i, area in enumerate(areas)]


def breaks(
    periods: Sequence[MapPeriods], length: int, form: str, addresses: Mapping[str, int] | None = None
) -> list[float]:
    """Upper ends of at most five classes, the same for every period of one length, so that periods can be compared.

    Quantiles of what the areas had in every run of so many years or quarters, moved to round numbers; the last class is open.

    Args:
        periods: what every area had in every year, or in every quarter.
        length: how many of them a map shows together.
        form: ``count``, or ``share`` or ``rate`` of n_value by n_denominator.
        addresses: per area, where these are what is divided by: they are known per project and not per period.
    """
    return quantiles(_in_every_run(periods, length, form, addresses))


def quantiles(values: Iterable[float]) -> list[float]:
    """Upper ends of at most five classes of about as many values, moved to round numbers; the last class is open."""
    found = sorted(values)
    if not found:
        return []
    cuts = [_round_up(found[min(len(found) - 1, len(found) * i // STEPS)]) for i in range(1, STEPS)]
    return sorted({cut for cut in cuts if cut < found[-1]})


def _in_every_run(
    periods: Sequence[MapPeriods], length: int, form: str, addresses: Mapping[str, int] | None
) -> list[float]:
    """Values above zero per area and run of ``length`` periods; a share only where its denominator is large enough."""
    if not periods:
        return []
    codes, area = np.unique([row.area_code for row in periods], return_inverse=True)
    at = np.array([row.period for row in periods])
    columns = [row.n_value for row in periods], [row.n_denominator for row in periods]
    part, whole = (_over_runs(column, at - at.min(), area, length) for column in columns)
    if form in {COUNT, EUR}:
        return [float(value) for value in part[part > 0]]
    if addresses is not None:
        whole = np.tile([addresses.get(code, 0) for code in codes.tolist()], len(part) // len(codes))
    firm = (part > 0) & (whole >= _least(form))
    found = part[firm] / whole[firm]
    return [float(value) for value in (np.minimum(found, 1.0) if form == SHARE else PER * found)]


def _over_runs(column: Sequence[int], at: npt.NDArray[np.int_], area: npt.NDArray[np.int_], length: int) -> Floats:
    """Sums of a column over every run of ``length`` periods, or over all of fewer; one value per run and area."""
    wide = np.zeros((at.max() + 1, area.max() + 1))
    np.add.at(wide, (at, area), column)
    summed = np.vstack([np.zeros(wide.shape[1]), wide.cumsum(axis=0)])
    run = min(length, len(wide))
    found: Floats = (summed[run:] - summed[:-run]).ravel()
    return found


def class_of(value: float, cuts: Sequence[float]) -> int:
    """Index of the class a value falls in, 0 for the lowest."""
    return sum(value > cut for cut in cuts)


def class_names(cuts: Sequence[float], form: str) -> list[str]:
    """What the legend says of each class."""
    if form == CHANGE:
        return [say(f"map.change.{name}") for name in ("fall", "no_change", "rise")]
    edges = [_edge(cut, form) for cut in cuts]
    if not edges:
        return [say("map.class_any")]
    between = [say("map.class_between", low=low, high=high) for low, high in itertools.pairwise(edges)]
    return [say("map.class_to", high=edges[0]), *between, say("map.class_over", low=edges[-1])]


def _edge(cut: float, form: str) -> str:
    if form == EUR:
        return amount(cut)
    return percentage(cut) if form == SHARE else number(cut, 0 if cut == int(cut) else 1)


def changed(now: Sequence[MapAreas], before: Sequence[MapAreas], noise: Noise, of: Pair) -> list[Area]:
    """The areas with what changed since another period of the same length: more, less, or not clear.

    Args:
        now: the areas in this period.
        before: the same areas in the other one.
        noise: of the release.
        of: the measure, and what it is a share of; None for a count.
    """
    earlier = {row.area_code: row for row in before}
    return [_changed(row, earlier[row.area_code], noise, of) for row in now]


def _changed(row: MapAreas, before: MapAreas, noise: Noise, of: Pair) -> Area:
    form = SHARE if of[1] else COUNT
    here, there = (_area(one, form, noise, of) for one in (row, before))
    if {here.kind, there.kind} - {NUMBER, NONE_OR_FEW}:
        blank = next(one for one in (here, there) if one.kind not in {NUMBER, NONE_OR_FEW})
        text = say("map.change.one_period", why=say(f"map.kind.{blank.kind}"))
        return replace(here, kind=blank.kind, text=text, is_unreliable=False, reliability=None)
    if form == SHARE:
        pairs = (row.n_value, row.n_denominator), (before.n_value, before.n_denominator)
        found = share_change(*pairs, noises(*pairs[0], noise, of))
    else:
        found = count_change(row.n_value, before.n_value, noise(max(row.n_value, before.n_value), of[0]))
    if found.verdict == "not_comparable":
        return replace(here, kind=TOO_SMALL, text=say("map.kind.too_small"), is_unreliable=True, reliability=None)
    text = say("map.change.text", verdict=say(f"map.change.{found.verdict}"), before=there.text, now=here.text)
    value = {"rise": RISE, "fall": FALL}.get(found.verdict, LEVEL)
    return replace(here, kind=NUMBER, value=value, text=text, is_unreliable=False, reliability=None, interval=None)


def paid(rows: Sequence[MapAreas], sums: Mapping[str, Euros]) -> list[Area]:
    """The areas with a sum of euros of one measure: its margin with it, or why there is none.

    Args:
        rows: the areas.
        sums: euros per area code.
    """
    return [_paid(row, sums.get(row.area_code, NOTHING)) for row in rows]


def _paid(row: MapAreas, euros: Euros) -> Area:
    bare = _area(row._replace(n_value=0), COUNT, lambda *_: 0.0, ("", None))
    if euros.value is None:
        is_closed = bool(euros.closed)
        hidden = replace(bare, kind=TOO_FEW, text=euros.text, is_unreliable=True)
        return hidden if is_closed else bare
    return replace(
        bare,
        kind=NUMBER,
        value=euros.value,
        text=with_closed(euros),
        is_unreliable=not euros.is_whole,
        interval=(euros.lower, euros.upper),
    )


def not_broken_down(euros: Euros) -> Area | None:
    """What of a total of euros is in none of the areas, as a line beside theirs; None where nothing is left over."""
    if euros.is_empty:
        return None
    is_known = euros.value is not None
    return Area(
        "",
        say("euros.rest"),
        NUMBER if is_known else TOO_FEW,
        euros.value or 0.0,
        with_closed(euros) if is_known else say("euros.rest_closed"),
        0,
        is_unreliable=not euros.is_whole,
        interval=(euros.lower, euros.upper) if is_known else None,
    )


def known(rows: Sequence[MapContext], unit: str) -> list[Area]:
    """The areas with a public figure; what the source keeps secret or does not have says so.

    Args:
        rows: the areas on land.
        unit: ``count``, ``keur``, ``percent``, ``per_1000``, ``per_km2`` or ``class``.
    """
    return [
        Area(
            row.area_code,
            row.area_name,
            NOT_KNOWN if row.value is None else NUMBER,
            row.value or 0.0,
            say(f"map.kind.{NOT_KNOWN}") if row.value is None else of_unit(row.value, unit),
            0,
            is_unreliable=False,
        )
        for row in rows
    ]


def of_unit(value: float, unit: str) -> str:
    """A public figure as people read it."""
    if unit == "keur":
        return euro(1000 * value)
    if unit == "percent":
        return percentage(value / 100)
    return number(value, 1 if unit == "per_1000" else 0)


def kept(rows: Sequence[MapAreas]) -> list[Area]:
    """The areas with how many of their agreements work; both are public, so a share of few is given with its interval.

    Args:
        rows: the areas; n_value agreements that work of n_denominator.
    """
    return [_kept(row) for row in rows]


def _kept(row: MapAreas) -> Area:
    bare = _area(row._replace(n_value=0, is_undelivered=False), COUNT, lambda *_: 0.0, ("", None))
    found = share_interval(row.n_value, row.n_denominator)
    if found is None:
        return replace(bare, kind=NOT_AGREED, text=say(f"map.kind.{NOT_AGREED}")) if bare.kind == NONE_OR_FEW else bare
    counted = say("map.agreements", working=some(row.n_value), agreed=number(row.n_denominator))
    text = say("map.agreements_share", counted=counted, share=percentage(found.value), interval=_interval(found, SHARE))
    weak = found.upper - found.lower > WIDEST_OF_AGREEMENTS
    ends = found.lower, found.upper
    return replace(bare, kind=NUMBER, value=found.value, text=text, is_unreliable=weak, interval=ends)


def _area(row: MapAreas, form: str, noise: Noise, of: Pair) -> Area:
    part, whole = row.n_value, row.n_denominator
    kind = kind_of(row)
    words = "" if kind == NUMBER else say(f"map.kind.{kind}")
    plain = Area(
        row.area_code,
        row.area_name,
        kind,
        0.0,
        words,
        row.n_projects,
        is_unreliable=False,
        n_sources=row.n_sources,
        n_missing=row.n_missing,
    )
    if kind != NUMBER:
        return plain
    estimate = _estimate(part, whole, form, noise, of)
    if estimate is None:
        return replace(plain, kind=TOO_SMALL, text=say("map.kind.too_small"), is_unreliable=True)
    found = _worded(plain, estimate, form)
    shown = percent(part, whole) if form == SHARE else None
    return replace(found, text=f"{shown} ({_interval(estimate, form)})") if shown else found


def _estimate(part: int, whole: int, form: str, noise: Noise, of: Pair) -> Estimate | None:
    if form == COUNT:
        return count_interval(part, noise(part, of[0]))
    if whole < _least(form):
        return None
    if form == SHARE:
        return share_interval(part, whole, *noises(part, whole, noise, of), active_policy().base)
    return rate_interval(part, whole, noise(part, of[0]))


def _least(form: str) -> int:
    """The least denominator of a share or rate."""
    return active_policy().percentage_denominator if form == SHARE else LEAST_ADDRESSES


def _worded(area: Area, estimate: Estimate, form: str) -> Area:
    """An area with a number: how it reads, its class of reliability, and whether it is hatched."""
    scale = PER if form == RATE else 1
    value = {
        COUNT: circa(int(estimate.value)),
        SHARE: percentage(estimate.value),
        RATE: number(PER * estimate.value, 1),
    }
    firm = reliability(estimate)
    weak = firm == "weak" or (form == SHARE and estimate.upper - estimate.lower > WIDEST)
    text = f"{value[form]} ({_interval(estimate, form)})"
    ends = scale * estimate.lower, scale * estimate.upper
    value_of = scale * estimate.value
    return replace(area, kind=NUMBER, value=value_of, text=text, is_unreliable=weak, reliability=firm, interval=ends)


def _interval(estimate: Estimate, form: str) -> str:
    if form == SHARE:
        ends = percentage(estimate.lower), percentage(estimate.upper)
    elif form == RATE:
        ends = number(PER * estimate.lower, 1), number(PER * estimate.upper, 1)
    else:
        ends = number(round(estimate.lower)), number(round(estimate.upper))
    return say("number.interval", lower=ends[0], upper=ends[1])


def kind_of(row: MapAreas) -> str:
    """Which of ``CLASSES`` an answered area is of: water, a number, no project, not delivered, or none or a few."""
    if row.is_water:
        return NOT_APPLICABLE
    if row.n_value:
        return NUMBER
    if not row.n_projects:
        return NO_PROJECT
    return UNDELIVERED if row.is_undelivered else NONE_OR_FEW


def _round_up(value: float) -> float:
    """The next number of the series 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value), value)
