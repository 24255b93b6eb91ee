"""What Borging shows: agreements with their state and verdict, how many hold by kind, words and tables of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.change import share_change
from dashboard.analysis.intervals import count_interval
from dashboard.analysis.lasting import FOLLOW_UPS, VERDICTS, Lasting, judge_lasting
from dashboard.charts.finding import side_of_exact
from dashboard.charts.named import coded, delivered
from dashboard.charts.numbers import count, day, number, percent, percentage, some
from dashboard.policy import active_policy
from dashboard.text import language, say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.answers.rows import DefinitionsMeasures, SustainmentAgreements, SustainmentFollowUps

CLASSES = ("working", "not_working", "unmeasured")
KINDS = ("type", "owner", "place")  # what agreements are grouped by
STATUSES = ("working", "assigned", "in_preparation", "not_started", "stopped")
MOMENTS = (0, *FOLLOW_UPS)
ABSENT = "–"
RECENT = 2 * 365  # days
MOST = 2.0  # shares of more than twice are only said to be more


@dataclass(frozen=True)
class Agreement:
    """One agreement with what follows from it.

    Attributes:
        row: as it was answered.
        measure: name of its measure; None without one.
        polarity: whether more or less of it is better; None without a measure.
        state: one of CLASSES.
        lasting: the verdict and what it rests on.
    """

    row: SustainmentAgreements
    measure: str | None
    polarity: str | None
    state: str
    lasting: Lasting

    @property
    def name(self) -> str:
        """``LSI-2024-001 A03``, as figures and tables call it."""
        return f"{self.row.project_code} {self.row.agreement_code}"

    @property
    def verdict(self) -> str:
        """One of VERDICTS."""
        return self.lasting.verdict

    @property
    def type(self) -> str:
        """Type of its project."""
        return str(getattr(self.row, f"type_name_{language()}"))

    @property
    def owner(self) -> str:
        """Organisation that owns it."""
        return self.row.owner_organisation

    @property
    def place(self) -> str:
        """What it is embedded in."""
        return self.row.embedded_in

    @property
    def course(self) -> tuple[int | None, ...]:
        """Its value at each of MOMENTS."""
        return self.row.n_0, self.row.n_6, self.row.n_12, self.row.n_24


def prepare(
    rows: Iterable[SustainmentAgreements], measures: Iterable[DefinitionsMeasures], noise: Noise
) -> tuple[Agreement, ...]:
    """The agreements with what follows from them."""
    by_code = {measure.measure_code: measure for measure in measures}
    return tuple(_prepared(row, by_code, noise) for row in rows)


def _prepared(row: SustainmentAgreements, measures: Mapping[str, DefinitionsMeasures], noise: Noise) -> Agreement:
    measure = measures.get(row.measure_code or "")
    name = str(getattr(measure, f"name_{language()}")) if measure else None
    polarity = measure.polarity if measure else None
    return Agreement(row, name, polarity, _state(row), _judge(row, polarity, noise))


def rows_of(agreements: Sequence[Agreement], answered: pd.DataFrame) -> pd.DataFrame:
    """Agreements as they were answered with what follows from them, for the download.

    Args:
        agreements: those to give, in the order they were answered.
        answered: the frame of that answer.
    """
    codes = {(agreement.row.project_code, agreement.row.agreement_code) for agreement in agreements}
    is_given = [pair in codes for pair in zip(answered["project_code"], answered["agreement_code"], strict=True)]
    more: dict[str, Any] = {
        "polarity": [agreement.polarity for agreement in agreements],
        "measured_state": [agreement.state for agreement in agreements],
    }
    return answered[is_given].assign(**more, **_judged(agreements))


def _judged(agreements: Sequence[Agreement]) -> dict[str, Any]:
    """Columns of what is left with its interval, the verdict and why."""
    lasting = [agreement.lasting for agreement in agreements]
    return {
        **{
            name: [None if one.share is None else round(100 * getattr(one.share, end), 1) for one in lasting]
            for name, end in (("left_pct", "value"), ("left_lower_pct", "lower"), ("left_upper_pct", "upper"))
        },
        "verdict": [one.verdict for one in lasting],
        "lasting_reason": [one.reason for one in lasting],
    }


def degree(agreements: Sequence[Agreement]) -> str:
    """Borgingsgraad in a sentence: always with its denominator, what was never measured apart."""
    sizes = Counter(agreement.state for agreement in agreements)
    working, agreed, unmeasured = sizes["working"], len(agreements), sizes["unmeasured"]
    share = percent(working, agreed)
    told = say(
        "sustainment.degree",
        working=some(working),
        agreed=number(agreed),
        share=Markup(" ({})").format(share) if share else "",
    )
    return sentences(told, say("sustainment.unmeasured", n=number(unmeasured))) if unmeasured else told


def degree_finding(agreements: Sequence[Agreement]) -> str:
    """Whether more than half of what was agreed works, or more than half does not; silent where what was never measured decides."""
    return _majority([agreement.state for agreement in agreements], ("working", "not_working"))


def lasting_finding(agreements: Sequence[Agreement]) -> str:
    """Whether more than half of the agreements lasts, or fades; silent where those that cannot be judged decide."""
    return _majority([agreement.verdict for agreement in agreements], ("lasts", "fades"))


def change_finding(agreements: Sequence[Agreement]) -> str:
    """That more, or less, of what was judged of late lasts than before; silent within chance, or where either has too few.

    The verdicts are counted exactly; their own intervals are in them already.
    """
    judged = [one for one in agreements if one.verdict in {"lasts", "fades"} and one.row.due_12_date]
    least = active_policy().percentage_denominator
    kinds = [[one.verdict for one in judged if _is_recent(one.row) == flag] for flag in (True, False)]
    if any(len(one) < least for one in kinds):
        return ""
    now, before = ((one.count("lasts"), len(one)) for one in kinds)
    verdict = share_change(now, before).verdict
    return say(f"sustainment.finding.{verdict}") if verdict in {"rise", "fall"} else ""


def _is_recent(row: SustainmentAgreements) -> bool:
    """Whether the measurement after 12 months was due in the last two years."""
    return row.due_12_date is not None and (row.stated_on_date - row.due_12_date).days <= RECENT


def _majority(kinds: Sequence[str], told: Sequence[str]) -> str:
    """That most are of one of the kinds that may be told; silent otherwise."""
    most = next((kind for kind in told if side_of_exact(kinds.count(kind), len(kinds)) == "most"), "")
    return say(f"sustainment.finding.{most}") if most else ""


def verdicts(agreements: Sequence[Agreement]) -> str:
    """How many agreements last, fade, are too early or cannot be measured; what none does is not said."""
    told = say("sustainment.verdicts", n=number(len(agreements)), parts=by_verdict(agreements))
    without = sum(agreement.lasting.reason == "no_measure" for agreement in agreements)
    return sentences(told, say("sustainment.without_measure", n=number(without))) if without else told


def by_verdict(agreements: Sequence[Agreement]) -> str:
    """How many agreements have which verdict, without those that none has."""
    sizes = Counter(agreement.verdict for agreement in agreements)
    parts = [say(f"sustainment.so_many.{name}", n=number(sizes[name])) for name in VERDICTS if sizes[name]]
    return Markup("; ").join(parts)


@dataclass(frozen=True)
class Group:
    """The agreements of one type, owner or place.

    Attributes:
        sizes: how many there are of each class, in the order of the classes.
    """

    name: str
    sizes: tuple[int, ...]

    @property
    def n(self) -> int:
        """All of them."""
        return sum(self.sizes)


def split(agreements: Sequence[Agreement], kind: str, classes: str, order: Sequence[str]) -> tuple[Group, ...]:
    """Numbers of agreements per group and class; groups with most agreements first.

    Args:
        agreements: those to count.
        kind: one of KINDS.
        classes: ``state`` or ``verdict``.
        order: CLASSES or VERDICTS.
    """
    sizes = Counter((getattr(agreement, kind), getattr(agreement, classes)) for agreement in agreements)
    names = {name for name, _ in sizes}
    groups = [Group(name, tuple(sizes[name, one] for one in order)) for name in names]
    return tuple(sorted(groups, key=lambda group: (-group.n, group.name)))


def split_table(groups: Sequence[Group], kind: str, order: Sequence[str], words: str) -> pd.DataFrame:
    """The same as people read it, with the share of the first class where the group is large enough."""
    heads = [say(f"sustainment.{words}.{name}") for name in order]
    table = {say(f"sustainment.kind.{kind}"): [group.name for group in groups]}
    for at, head in enumerate(heads):
        table[head] = [number(group.sizes[at]) for group in groups]
    table[say("sustainment.agreements")] = [number(group.n) for group in groups]
    table[say("sustainment.share_of", what=heads[0].lower())] = [
        percent(group.sizes[0], group.n) or say("sustainment.too_few") for group in groups
    ]
    return pd.DataFrame(table)


def split_rows(groups: Sequence[Group], kind: str, order: Sequence[str]) -> pd.DataFrame:
    """The same as numbers, for the download; the share of the first class where the group is large enough."""
    columns = [kind, *(f"n_{name}" for name in order), "n_agreements"]
    frame = pd.DataFrame([(group.name, *group.sizes, group.n) for group in groups], columns=columns)
    frame[f"{order[0]}_pct"] = [
        round(100 * group.sizes[0] / group.n, 1) if percent(group.sizes[0], group.n) else None for group in groups
    ]
    return frame


def listed(agreements: Sequence[Agreement]) -> pd.DataFrame:
    """Every agreement: of whom, where it has its place, by when, how far, with what evidence."""
    rows = [agreement.row for agreement in agreements]
    return pd.DataFrame(
        {
            say("sustainment.code"): [agreement.name for agreement in agreements],
            say("sustainment.agreement"): delivered(row.agreement for row in rows),
            say("sustainment.kind.owner"): [agreement.owner for agreement in agreements],
            say("sustainment.role"): delivered(row.owner_role for row in rows),
            say("sustainment.kind.place"): [agreement.place for agreement in agreements],
            say("sustainment.due"): [row.due_date for row in rows],
            say("sustainment.status_label"): _worded(
                (row.status for row in rows), lambda code: say(f"sustainment.status.{code}")
            ),
            say("sustainment.measured"): _worded(
                (row.measured_months for row in rows),
                lambda months: moment(months) if months else say("sustainment.state.unmeasured"),
            ),
            say("sustainment.verdict_label"): _worded(
                (agreement.verdict for agreement in agreements), lambda name: say(f"sustainment.verdict.{name}")
            ),
            say("sustainment.evidence"): delivered(row.evidence or ABSENT for row in rows),
        }
    )


def _worded(codes: Iterable[Any], word: Callable[[Any], str]) -> list[str]:
    """The word of every code; thousands of rows have a handful of codes."""
    return list(map(cache(word), codes))


def listed_sentence(agreements: Sequence[Agreement]) -> str:
    """How many agreements stand at each status by their last statement."""
    sizes = Counter(agreement.row.status for agreement in agreements)
    parts = [f"{say(f'sustainment.status.{code}')} {number(sizes[code])}" for code in STATUSES if code in sizes]
    return say("sustainment.list_sentence", n=number(len(agreements)), parts=", ".join(parts))


def measured(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """The agreements that have a value at some moment, latest closed first."""
    valued = [agreement for agreement in agreements if any(value is not None for value in agreement.course)]
    by_project = sorted(valued, key=lambda agreement: agreement.row.project_code)
    return tuple(sorted(by_project, key=lambda agreement: agreement.row.due_12_date or date.min, reverse=True))


def values_table(agreements: Sequence[Agreement], noise: Noise) -> pd.DataFrame:
    """Value and interval at closure and after it, what is left, the verdict and why."""
    worded = cache(partial(value_text, noise=noise))  # few values are different: all are multiples of five
    table: dict[str, Sequence[str | None] | pd.Series[Any]] = {
        say("sustainment.code"): [agreement.name for agreement in agreements],
        say("sustainment.agreement"): delivered(agreement.row.agreement for agreement in agreements),
        say("sustainment.measure"): [agreement.measure for agreement in agreements],
    }
    for at, months in enumerate(MOMENTS):
        given = [(agreement.course[at], agreement.row.measure_code) for agreement in agreements]
        table[moment(months)] = [ABSENT if value is None else worded(value, measure) for value, measure in given]
    lasting = [agreement.lasting for agreement in agreements]
    table |= {
        say("sustainment.left"): [left_text(verdict) for verdict in lasting],
        say("sustainment.verdict_label"): [say(f"sustainment.verdict.{verdict.verdict}") for verdict in lasting],
        say("sustainment.because"): [say(f"sustainment.reason.{verdict.reason}") for verdict in lasting],
    }
    return pd.DataFrame(table)


def values_brief(table: pd.DataFrame) -> pd.DataFrame:
    """The columns of ``values_table`` that fit in a narrow place."""
    return table[[say("sustainment.code"), *map(moment, MOMENTS), say("sustainment.verdict_label")]]


def values_rows(agreements: Sequence[Agreement], noise: Noise) -> pd.DataFrame:
    """The same as numbers, for the download."""
    rows = [agreement.row for agreement in agreements]
    return pd.DataFrame(
        {
            "project_code": [row.project_code for row in rows],
            "agreement_code": [row.agreement_code for row in rows],
            "agreement": [row.agreement for row in rows],
            "measure_code": [row.measure_code for row in rows],
            **{
                column: values
                for at, months in enumerate(MOMENTS)
                for column, values in _value_columns(agreements, at, months, noise).items()
            },
            **_judged(agreements),
        }
    )


def _value_columns(agreements: Sequence[Agreement], at: int, months: int, noise: Noise) -> dict[str, list[int | None]]:
    """The value at one moment with both ends of its interval."""
    ends: list[tuple[int | None, ...]] = []
    for agreement in agreements:
        value = agreement.course[at]
        if value is None:
            ends.append((None, None, None))
            continue
        found = count_interval(value, noise(value, agreement.row.measure_code or ""))
        ends.append((value, round(found.lower), round(found.upper)))
    names = f"n_{months}", f"n_{months}_lower", f"n_{months}_upper"
    return {name: [one[place] for one in ends] for place, name in enumerate(names)}


def values_sentence(agreements: Sequence[Agreement]) -> str:
    """How many agreements carry a figure, and what is known of them."""
    if not agreements:
        return say("sustainment.no_values")
    return say("sustainment.values_sentence", n=number(len(agreements)), rest=verdicts(agreements))


def moment(months: int) -> str:
    """``bij afsluiting`` or ``+12 maanden``."""
    return say("sustainment.after", months=months) if months else say("sustainment.at_closure")


def value_text(value: int, measure: str, noise: Noise) -> str:
    """A value with its interval."""
    interval = count_interval(value, noise(value, measure))
    return f"{count(value)} ({number(interval.lower)} – {number(interval.upper)})"


def left_text(lasting: Lasting) -> str:
    """What is left of the value at closure with its interval, interval first."""
    share = lasting.share
    if share is None:
        return ABSENT
    upper = say("number.more_than", value=percentage(MOST)) if share.upper > MOST else percentage(share.upper)
    return say("sustainment.left_text", lower=percentage(share.lower), upper=upper, value=percentage(share.value))


def projects(agreements: Iterable[Agreement]) -> dict[str, str]:
    """Projects with agreements by code, newest code first."""
    titles = {agreement.row.project_code: agreement.row.title for agreement in agreements}
    return {code: f"{code} · {titles[code]}" for code in sorted(titles, reverse=True)}


def follow_ups(due: Sequence[SustainmentFollowUps]) -> pd.DataFrame:
    """Follow-ups still to be made, as people read them; ``te laat`` where their day has passed."""
    return pd.DataFrame(
        {
            say("sustainment.due_on"): [day(row.due_date) for row in due],
            say("sustainment.project"): delivered(coded(row.project_code, row.title) for row in due),
            say("sustainment.follow_up"): _worded((row.moment_months for row in due), moment),
            say("sustainment.agreements"): _worded((row.n_agreements for row in due), number),
            say("sustainment.lead_partner"): [getattr(row, f"lead_name_{language()}") or ABSENT for row in due],
            say("sustainment.when"): [
                say("sustainment.late" if is_late(row) else "sustainment.planned") for row in due
            ],
        }
    )


def follow_ups_sentence(due: Sequence[SustainmentFollowUps]) -> str:
    """How many follow-ups there are still to be made, how many are late, which is the first to come."""
    if not due:
        return say("sustainment.none_due")
    late = sum(map(is_late, due))
    told = say("sustainment.due_sentence", n=number(len(due)))
    on = day(due[0].stated_on_date)
    return sentences(told, say("sustainment.due_late", late=number(late), on=on)) if late else told


def is_late(due: SustainmentFollowUps) -> bool:
    """Whether the day of a follow-up has passed."""
    return due.due_date < due.stated_on_date


def _state(row: SustainmentAgreements) -> str:
    if not row.measured_months:
        return "unmeasured"
    return "working" if row.status == "working" else "not_working"


def _judge(row: SustainmentAgreements, polarity: str | None, noise: Noise) -> Lasting:
    given = zip(MOMENTS, (row.n_0, row.n_6, row.n_12, row.n_24), strict=True)
    made = {months: value for months, value in given if value is not None}
    is_due = row.due_12_date is not None and row.due_12_date <= row.stated_on_date
    measure = row.measure_code or ""
    return judge_lasting(made, polarity, lambda value: noise(value, measure), active_policy(), is_due=is_due)
