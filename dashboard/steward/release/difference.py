"""What a release would change for readers: deliveries, definitions, and the totals of the programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.access import VIEWER
from dashboard.answers import ask
from dashboard.answers.rows import ChangesCounts, DefinitionsMeasures, EurosTotals, FramePeriod, PartnersDeliveries
from dashboard.charts.moves import explain, figures, moved
from dashboard.charts.named import named
from dashboard.frozen import FrozenDict
from dashboard.margins import margin_of_sum
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.charts.euros import Euros
    from dashboard.charts.moves import Subject
    from dashboard.store import Release

    # Measure and whether it is mixed at source, period: value and margin in per cent, 0 of counts.
    Sums = dict[tuple[str, bool], dict[object, tuple[float, float]]]

Manifest = dict[str, Any]
EUR = "eur"


@dataclass(frozen=True)
class Total:
    """A measure over the whole programme in two releases; as protected, so as readers see it.

    Attributes:
        row: the measure.
        before: all months of the published release; None where it is not there.
        after: all months of the draft.
        same_before: of the quarters that both have.
        same_after: and of the draft.
        before_pct: 95 % margin of ``before`` where it is in euros.
        after_pct: and of ``after``.
        same_margin: the most that ``same_after - same_before`` is off, in euro.
        is_mixed: whether it was delivered together with savings and cannot be told apart; never part of the other.
    """

    row: DefinitionsMeasures
    before: float | None
    after: float | None
    same_before: float
    same_after: float
    before_pct: float = 0
    after_pct: float = 0
    same_margin: float = 0
    is_mixed: bool = False

    @property
    def name(self) -> str:
        """What it is called, as read."""
        name = named(self.row)
        return say("euros.mixed_name", measure=name) if self.is_mixed else name

    @property
    def is_money(self) -> bool:
        """Whether it is in euros."""
        return self.row.unit == EUR

    @property
    def jump(self) -> float:
        """How much the quarters that both releases have moved, as a share of what they were; 0 where nothing was."""
        return abs(self.same_after - self.same_before) / self.same_before if self.same_before else 0.0


@dataclass(frozen=True)
class Difference:
    """What differs between what is published and a release.

    Attributes:
        before: id of the published release; empty where none is.
        new: deliveries that were not there, as ``GM9001 2025-01..2025-03``.
        corrected: those whose bytes are others.
        gone: those that are not there any more.
        has_definitions: whether measures or calculations differ.
        has_policy: whether the rules of disclosure control differ.
        has_software: whether another version made it.
        totals: of each measure that has figures in one of both, in the order of Definities.
        reasons: how many figures by partner, measure and quarter moved, per reason.
    """

    before: str = ""
    new: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    has_definitions: bool = False
    has_policy: bool = False
    has_software: bool = False
    totals: tuple[Total, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=FrozenDict)


def compare(before: Release | None, after: Release) -> Difference:
    """What a release changes of what is published.

    Raises:
        DataDamaged: one of both cannot be read.
    """
    totals = _totals(before, after)
    if before is None:
        return Difference(new=tuple(sorted(_deliveries(after.manifest))), totals=totals)
    older, newer = before.manifest, after.manifest
    new, corrected, gone = _delivered(older, newer)
    moves = moved(_by_partner(before), _by_partner(after))
    states = _states(before), _states(after)
    reasons = Counter(move.reason for move in explain(moves, states, (older, newer)))
    return Difference(
        before.id,
        new,
        corrected,
        gone,
        older["definitions"] != newer["definitions"],
        older["policy"]["sha256"] != newer["policy"]["sha256"],
        older["code"] != newer["code"],
        totals,
        FrozenDict(reasons),
    )


def _delivered(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Deliveries that are new, corrected and gone; a delivery is known by its sources and months."""
    older, newer = _deliveries(before), _deliveries(after)
    corrected = tuple(sorted(one for one in older.keys() & newer.keys() if older[one] != newer[one]))
    return tuple(sorted(newer.keys() - older.keys())), corrected, tuple(sorted(older.keys() - newer.keys()))


def _deliveries(manifest: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Per sources and months the seals of what was delivered for them."""
    seals: defaultdict[str, set[str]] = defaultdict(set)
    for one in manifest["deliveries"]:
        months = f"{one['period_from'][:7]}..{one['period_to'][:7]}"
        seals[f"{' '.join(one['sources'])} {months}"].add(one["seal"])
    return {name: frozenset(of) for name, of in seals.items()}


def _months(release: Release) -> dict[str, str]:
    """All months of a release, as parameters."""
    period = ask(FramePeriod, VIEWER, release).rows[0]
    return {"from_month": f"{period.first_year}-01-01", "until_month": f"{period.last_year}-12-01"}


def _counts(release: Release) -> list[ChangesCounts]:
    return list(ask(ChangesCounts, VIEWER, release, **_months(release)).rows)


def _euros(release: Release, view: str) -> Sequence[EurosTotals]:
    return ask(EurosTotals, VIEWER, release, view=view, grain="quarter", **_months(release)).rows


def _by_partner(release: Release) -> dict[Subject, float | Euros]:
    """Every figure by measure, partner and quarter, as the page Wijzigingen compares them."""
    return figures(_counts(release), _euros(release, "partner"))


def _states(release: Release) -> Sequence[PartnersDeliveries]:
    return ask(PartnersDeliveries, VIEWER, release, **_months(release)).rows


def _of_programme(release: Release | None) -> Sums:
    """Per measure what the programme shows per quarter; euros that are not broken down by quarter stand at their own period."""
    found: Sums = defaultdict(dict)
    if release is None:
        return found
    for count in _counts(release):
        of = found[count.measure_code, False]
        of[count.quarter] = of.get(count.quarter, (0.0, 0))[0] + count.value, 0
    for total in _euros(release, "programme"):
        if total.amount_eur is not None and total.period:
            amount = total.amount_eur, total.margin_pct or 0
            found[total.measure_code, total.is_mixed][total.part, total.period] = amount
    return found


def _totals(before: Release | None, after: Release) -> tuple[Total, ...]:
    older, newer = _of_programme(before), _of_programme(after)
    measures = ask(DefinitionsMeasures, VIEWER, after).rows
    return tuple(
        _total(row, older.get(key, {}), newer.get(key, {}), is_mixed=is_mixed)
        for row in measures
        for is_mixed in (False, True)
        for key in [(row.measure_code, is_mixed)]
        if key in older or key in newer
    )


def _total(
    row: DefinitionsMeasures,
    older: Mapping[object, tuple[float, float]],
    newer: Mapping[object, tuple[float, float]],
    *,
    is_mixed: bool,
) -> Total:
    before, after = list(older.values()), list(newer.values())
    both = older.keys() & newer.keys()
    same_before, same_after = [older[one] for one in both], [newer[one] for one in both]
    return Total(
        row,
        _sum(before) if before else None,
        _sum(after) if after else None,
        _sum(same_before),
        _sum(same_after),
        margin_of_sum(before),
        margin_of_sum(after),
        sum(_sum(part) * margin_of_sum(part) / 100 for part in (same_before, same_after)),
        is_mixed,
    )


def _sum(pairs: Iterable[tuple[float, float]]) -> float:
    return sum(value for value, _ in pairs)
