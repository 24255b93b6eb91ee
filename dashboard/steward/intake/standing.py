"""Whether a delivery can stand beside those accepted before: whose months and projects it takes, and what it puts aside.

Each rule looks at accepted deliveries only, so that what holds in the end does not depend on the order of arrival.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.steward.intake.content import MONTHLY, PARTS, heading
from dashboard.steward.intake.contract import BY_NAME, MUNICIPALITIES
from dashboard.steward.intake.facts import NUMBER
from dashboard.steward.intake.problems import Place, Report
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dashboard.steward.intake.facts import Content, Described, Facts
    from dashboard.steward.intake.problems import Problem

SERIES = ["project_code", "area_code", "area_year", "partner_code", "measure_code", "subject", "decision_month"]


@dataclass(frozen=True)
class Accepted:
    """An accepted delivery as the rules see it.

    Attributes:
        number: first hex digits of its hash, by which people name it.
        results: reads its typed rows of results, asked only where series count on.
    """

    number: str
    facts: Facts
    content: Content
    results: Callable[[], pd.DataFrame]

    @property
    def order(self) -> tuple[str, str]:
        """Place in time."""
        return self.facts.reference_date.isoformat(), self.number

    def is_called(self, number: str) -> bool:
        """Whether a number of eight digits or more means this one."""
        return self.number.startswith(number[:NUMBER])

    def shares(self, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Sources and months that both speak for."""
        theirs, months = set(self.facts.sources), set(self.facts.months)
        return tuple(s for s in facts.sources if s in theirs), tuple(m for m in facts.months if m in months)


@dataclass
class Standing:
    """The accepted deliveries, found by source and by project."""

    _of_source: dict[str, list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    _of_project: dict[str, list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    _of_part: dict[tuple[str, str], list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    _numbers: dict[str, Accepted] = field(default_factory=dict)
    _coming: set[str] = field(default_factory=set)

    def add(self, delivery: Accepted) -> None:
        """Take one up."""
        self._numbers[delivery.number] = delivery
        for sheet, codes in delivery.content.parts.items():
            for code in codes:
                self._of_part[sheet, code].append(delivery)
        for source in delivery.facts.sources:
            self._of_source[source].append(delivery)
        for code in delivery.content.projects:
            self._of_project[code].append(delivery)

    def holding(self, sheet: str, code: str) -> Accepted | None:
        """The one whose rows of a sheet about a project hold."""
        return max(self._of_part.get((sheet, code), ()), key=lambda one: one.order, default=None)

    def announce(self, codes: Iterable[str]) -> None:
        """Projects that deliveries of the same batch describe: results may refer to them, whichever comes first."""
        self._coming.update(codes)

    def knows(self, code: str) -> bool:
        """Whether a project is described, or about to be."""
        return code in self._coming or bool(self._of_project.get(code))

    def beside(self, facts: Facts) -> list[Accepted]:
        """Those of the same sources, in the order of their reference dates."""
        found = {one.number: one for source in facts.sources for one in self._of_source.get(source, ())}
        return sorted(found.values(), key=lambda one: one.order)

    def numbered(self, number: str) -> Accepted | None:
        """The one with this number, or with a number that begins so."""
        return next((one for one in self._numbers.values() if one.is_called(number)), None)

    def describing(self, code: str) -> list[Accepted]:
        """Those that describe a project, in the order of their reference dates."""
        return sorted(self._of_project.get(code, ()), key=lambda one: one.order)


def judge(
    facts: Facts, content: Content, standing: Standing, results: Callable[[], pd.DataFrame]
) -> tuple[Problem, ...]:
    """What is wrong with a delivery beside the accepted ones, or worth knowing.

    Args:
        facts: of the delivery.
        content: of the delivery.
        standing: the accepted deliveries, without this one.
        results: reads its typed rows of results.
    """
    report = Report()
    beside = standing.beside(facts)
    _check_replaced(facts, standing, report)
    for one in beside:
        if all(one.shares(facts)):
            _check_held(facts, content, one, report)
    _check_projects(facts, content, standing, report)
    _check_parts(facts, content, standing, report)
    _check_unknown(content, standing, report)
    _check_series(facts, content, beside, results, report)
    return report.sorted()


def _is_replaced(facts: Facts, one: Accepted) -> bool:
    return any(one.is_called(number) for number in facts.replaces)


def _levering(column: str, value: str = "") -> Place:
    return Place(BY_NAME["delivery"].heading, column, (), (value,) if value else ())


def _check_replaced(facts: Facts, standing: Standing, report: Report) -> None:
    """What it says it replaces exists and is about the same."""
    for number in facts.replaces:
        one = standing.numbered(number)
        if one is None or not all(one.shares(facts)):
            report.add("replaced_unknown", _levering("vervangt", number), number=number)


def _check_held(facts: Facts, content: Content, one: Accepted, report: Report) -> None:
    """An accepted delivery about the same months: which of the two holds must be beyond doubt."""
    sources, months = one.shares(facts)
    words: dict[str, Any] = {
        "number": one.number, "day": f"{one.facts.reference_date:%d-%m-%Y}", "sources": ", ".join(sources),
        "months": months[0] if len(months) == 1 else say("intake.hint.span", first=months[0], last=months[-1]),
    }  # fmt: skip
    if not _is_replaced(facts, one):
        mine, theirs = facts.reference_date, one.facts.reference_date
        goes_back = facts.status == "provisional" and one.facts.status == "final"
        if set(one.facts.sources) != set(facts.sources):
            report.add("source_taken", _levering("gemeentecodes"), **words)
            return
        if mine == theirs:
            report.add("same_reference_date", _levering("peildatum"), **words)
            return
        if goes_back and mine > theirs:
            report.add("provisional_after_final", _levering("status"), **words)
            return
        if goes_back or (mine < theirs and not (facts.status == "final" and one.facts.status == "provisional")):
            report.add("older_than_held", _levering("peildatum"), **words)
            return
    for sheet in MONTHLY:
        here, there = content.rows.get(sheet, {}), one.content.rows.get(sheet, {})
        lost = sum(there.get(month, 0) for month in months if not here.get(month))
        if lost:
            report.add("replaces_with_nothing", Place(heading(sheet)), n=lost, sheet=heading(sheet), **words)


@dataclass(frozen=True)
class Holder:
    """Who may describe a project.

    Attributes:
        lead: partner that answers for it, as it last said so itself.
        municipality_codes: gemeenten where it runs.
        offered: partners to which the lead has handed it over.
    """

    lead: str
    municipality_codes: frozenset[str]
    offered: frozenset[str]

    def allows(self, facts: Facts) -> bool:
        """The lead, or a gemeente of the project; a delivery of before gemeenten were named may speak for any."""
        if facts.partner_code == MUNICIPALITIES:
            return not facts.municipality_codes or bool(self.municipality_codes & set(facts.municipality_codes))
        return facts.partner_code == self.lead


def holder(code: str, deliveries: Sequence[Accepted]) -> Holder:
    """Who may describe a project, by the deliveries that did, oldest first."""
    said = [(one.facts.partner_code, one.content.projects[code]) for one in deliveries]
    own = [described.lead for sender, described in said if sender == described.lead]
    lead = own[-1] if own else said[-1][1].lead
    offered = frozenset(described.lead for sender, described in said if sender == lead)
    return Holder(lead, frozenset(said[-1][1].municipality_codes), offered)


def _check_projects(facts: Facts, content: Content, standing: Standing, report: Report) -> None:
    """A project is described by its lead or its gemeente; the lead changes only by an act of both."""
    for code, described in sorted(content.projects.items()):
        before = standing.describing(code)
        holds = holder(code, before) if before else _first(described)
        place = Place(heading("project"), "projectcode", (), (code,))
        words: dict[str, Any] = {"lead": holds.lead, "sender": facts.partner_code, "project": code}
        takes_over = before and described.lead == facts.partner_code and described.lead in holds.offered
        if not holds.allows(facts) and not takes_over:
            is_handover = bool(before) and described.lead == facts.partner_code
            report.add("handover_not_offered" if is_handover else "project_of_other", place, **words)
        elif before and described.lead != holds.lead and facts.partner_code == holds.lead:
            report.add("handover_waits", place, **(words | {"receiver": described.lead}))
        elif before and described.lead != holds.lead and described.lead not in holds.offered:
            report.add("handover_not_offered", place, **words)
    for sheet in PARTS:
        for code in content.parts.get(sheet, ()):
            before = standing.describing(code)
            if code in content.projects or not before or (holds := holder(code, before)).allows(facts):
                continue
            words = {"lead": holds.lead, "sender": facts.partner_code, "project": code}
            report.add("project_of_other", Place(heading(sheet), "projectcode", (), (code,)), **words)


def _check_parts(facts: Facts, content: Content, standing: Standing, report: Report) -> None:
    """A sheet about a project takes the place of the one before it whole; with fewer rows it says so."""
    for sheet in PARTS:
        for code, n in sorted(content.parts.get(sheet, {}).items()):
            before = standing.holding(sheet, code)
            if before is None or before.facts.reference_date > facts.reference_date:
                continue
            earlier = before.content.parts[sheet][code]
            if n < earlier:
                words: dict[str, Any] = {"number": before.number, "n": n, "earlier": earlier, "project": code}
                report.add("fewer_rows", Place(heading(sheet), "projectcode", (), (code,)), **words)


def _first(described: Described) -> Holder:
    return Holder(described.lead, frozenset(described.municipality_codes), frozenset())


def _check_unknown(content: Content, standing: Standing, report: Report) -> None:
    """Projects nobody described: their parts are refused, their results wait and are told with their size."""
    for sheet in PARTS:
        for code in content.parts.get(sheet, ()):
            if code not in content.projects and not standing.describing(code):
                report.add("part_of_unknown_project", Place(heading(sheet), "projectcode", (), (code,)), project=code)
    for code, stake in sorted(content.stakes.items()):
        if code not in content.projects and not standing.knows(code):
            place = Place(heading("result"), "projectcode", (), (code,))
            words: dict[str, Any] = {
                "rows": stake.rows,
                "addresses": stake.addresses,
                "euros": f"{stake.euros:,.0f}".replace(",", "."),
            }
            report.add("project_unknown", place, project=code, **words)


def _check_series(
    facts: Facts, content: Content, others: Iterable[Accepted], results: Callable[[], pd.DataFrame], report: Report
) -> None:
    """Series that count on never fall from one delivery to the next, and do not begin on top of counts per month."""
    others = [one for one in others if not _is_replaced(facts, one)]
    if not (content.is_cumulative or any(one.content.is_cumulative for one in others)):
        return
    mine = results().assign(is_mine=True)
    frames = [_outside(one.results(), facts).assign(is_mine=False) for one in others] + [mine]
    rows = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    if rows.empty:
        return
    keys = [name for name in SERIES if name in rows]
    rows = rows.drop_duplicates([*keys, "month"], keep="last").sort_values("month", kind="stable")
    series = rows.groupby(keys, dropna=False, sort=False)
    rows["before"], rows["basis_before"] = series["value"].shift(), series["value_basis"].shift()
    touches = rows["is_mine"] | series["is_mine"].shift(fill_value=False)
    counts_on = touches & (rows["value_basis"] == "cumulative")
    falls = counts_on & (rows["basis_before"] == "cumulative") & (rows["value"] < rows["before"])
    doubled = counts_on & rows["basis_before"].notna() & (rows["basis_before"] != "cumulative")
    for rule, mask in (("cumulative_restarts", falls), ("basis_changes", doubled)):
        if mask.any():
            first = rows[mask].iloc[0]
            place = Place(heading("result"), "waarde", (), (f"{first['value']:.0f}",))
            report.add(
                rule, place, project=first["project_code"], month=f"{first['month']:%Y-%m}", n=int(mask.sum()),
                before=f"{first['before']:.0f}", value=f"{first['value']:.0f}",
            )  # fmt: skip


def _outside(frame: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """The rows of an accepted delivery in months that this one does not cover."""
    inside = frame["month"].between(pd.Timestamp(facts.period_from), pd.Timestamp(facts.period_to))
    return frame[~inside]
