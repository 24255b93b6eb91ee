"""The tiles, sentences and tables of Overzicht, written from the data."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.accuracy import TIMES
from dashboard.analysis.intervals import Estimate, amount_interval, count_interval
from dashboard.analysis.recent import direction
from dashboard.answers.rows import TrendEur
from dashboard.charts.direction import MONTHS, observed
from dashboard.charts.euros import REST_OF_YEAR, TOTAL, Euros, add, amount, rest_sentence, with_closed
from dashboard.charts.named import named
from dashboard.charts.numbers import circa, count, day, number, period_name, some
from dashboard.charts.tiles import (
    BACKPAY,
    ESTABLISHED,
    Course,
    Figures,
    Span,
    Tile,
    amount_tile,
    count_tile,
    people_tile,
    projects_tile,
    share_tile,
    sustainment_tile,
)
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.analysis.recent import Recent
    from dashboard.answers.rows import (
        DefinitionsBreaks,
        EurosTotals,
        OverviewAttention,
        OverviewCompleteness,
        OverviewCounts,
        OverviewGoals,
        OverviewPartners,
        OverviewProjects,
        OverviewReferrals,
        OverviewSustainment,
        TrendCount,
    )

    Trend = TrendCount | TrendEur


def tiles(
    counts: Sequence[OverviewCounts],
    amounts: Sequence[EurosTotals],
    referrals: Sequence[OverviewReferrals],
    projects: Sequence[OverviewProjects],
    sustainment: OverviewSustainment,
    when: Span,
    noise: Noise,
    names: Callable[[str], str],
    course: Course | None = None,
) -> list[Tile]:
    """The headline figures, what was done first, then what it was to people; of rows over the whole history.

    Args:
        counts: per measure and quarter.
        amounts: totals per year.
        referrals: per quarter.
        projects: per quarter.
        sustainment: of all agreements.
        when: the chosen period and the one before.
        noise: of the release.
        names: name of a measure.
        course: what has to be known of the periods before a direction is said.
    """
    counted = Figures(((row.measure_code, row.quarter, row.n_value) for row in counts), course)
    passed = [("signals_passed_on", row.quarter, row.n_passed_on) for row in referrals]
    settled = [("signals_settled", row.quarter, row.n_settled) for row in referrals]
    signals = Figures([*passed, *settled], course)
    return [
        projects_tile(projects, when),
        count_tile("effort", counted, ("examined_addresses", "examined_companies"), when, noise),
        share_tile("findings", counted, ("irregular_addresses", "examined_addresses"), when, noise),
        share_tile("referrals", signals, ("signals_settled", "signals_passed_on"), when, noise),
        sustainment_tile(sustainment),
        amount_tile("money", amounts, ESTABLISHED, when, names, course),
        share_tile("care", counted, ("care_followed_up", "care_referrals"), when, noise),
        people_tile("non_take_up", counted, "non_take_up_resolved", when, noise),
        amount_tile("backpay", amounts, (BACKPAY,), when, names, course),
        share_tile("corrections", counted, ("brp_corrections", "brp_investigations"), when, noise),
        people_tile("homes", counted, "homes_returned", when, noise),
        share_tile("objections", counted, ("objections_upheld", "objections"), when, noise),
    ]


PEOPLE = ("care", "non_take_up", "backpay", "corrections", "homes", "objections")


def tile_table(tiles: Sequence[Tile]) -> pd.DataFrame:
    """The headline figures as rows: what, value, second figure, and what it says."""
    return pd.DataFrame(
        {
            say("overview.tile"): [tile.title for tile in tiles],
            say("table.value"): [tile.value for tile in tiles],
            say("overview.beside"): [tile.detail for tile in tiles],
            say("overview.says"): [tile.sentence for tile in tiles],
        }
    )


def tile_rows(tiles: Sequence[Tile]) -> pd.DataFrame:
    """The same by key, for the download; the figure as it is read, because every one has a unit of its own."""
    return pd.DataFrame(
        {
            "tile": [tile.key for tile in tiles],
            "as_shown": [tile.value for tile in tiles],
            "beside": [tile.detail for tile in tiles],
            "says": [tile.sentence for tile in tiles],
        },
        dtype=object,
    )


HEADLINES = ("effort", "money")  # tiles whose change may head the page


def page_finding(
    tiles: Sequence[Tile], when: Span, now: OverviewCompleteness, before: OverviewCompleteness | None
) -> str:
    """What changed on the whole: more or less looked into, more or less established, than in the period before.

    Only a change beyond chance and rounding, and only one that deliveries still to come cannot undo: more is said when the
    earlier period is complete, less when this one is complete and final.

    Args:
        tiles: the headline figures.
        when: the chosen period and the one before.
        now: how complete the chosen period is.
        before: the same of the one before; None where there is none.
    """
    is_sure = {
        "rise": before is not None and not before.n_missing,
        "fall": not now.n_missing and not now.n_provisional,
    }
    said = [
        say(f"overview.finding.{tile.key}_{tile.verdict}")
        for tile in tiles
        if tile.key in HEADLINES and is_sure.get(tile.verdict)
    ]
    if not said:
        return ""
    what = Markup(say("overview.finding.and")).join(said) if len(said) > 1 else said[0]
    return say("overview.finding.sentence", period=when.name, what=what, before=when.before_name)


def partners_finding(rows: Sequence[OverviewPartners], measure: str, noise: Callable[[float], float]) -> str:
    """That more than half of a count comes from one partner; silent where rounding leaves doubt or something is missing.

    Args:
        rows: one per partner.
        measure: its name.
        noise: standard deviation of the rounding of a count of one partner.
    """
    counts = [(row.n_value or 0, row) for row in rows]
    if any(row.n_missing for row in rows) or not sum(value for value, _ in counts):
        return ""
    (top, first), others = max(counts, key=itemgetter(0)), [value for value, _ in counts]
    rest = sum(others) - top
    gap = top - rest
    spread = TIMES * sqrt(sum(noise(value) ** 2 for value in others))
    return say("partners.finding", name=named(first), measure=measure) if gap > spread else ""


def trend_rows(
    rows: pd.DataFrame,
    limits: Sequence[Estimate | None],
    unit: str,
    happened: Sequence[str],
    rests: Sequence[EurosTotals] = (),
) -> pd.DataFrame:
    """The periods as they were answered with both ends of their interval and what happened in them, for the download.

    Args:
        rows: as they were answered.
        limits: value and interval per row; None where a value may not be shown.
        unit: ``count`` or ``eur``.
        happened: events per row.
        rests: of euros what of a year is in none of its quarters; a row of its own after them.
    """
    ends: dict[str, Any] = {
        name: [None if limit is None else round(getattr(limit, name)) for limit in limits]
        for name in ("lower", "upper")
    }
    events = pd.Series([one or None for one in happened], rows.index, dtype=object)  # none is a hole, not an empty text
    told = rows.assign(**ends, events=events)
    return _with_rests(told.rename(columns={"n_value": "amount_eur"}), rests) if unit == "eur" else told


def _with_rests(rows: pd.DataFrame, rests: Sequence[EurosTotals]) -> pd.DataFrame:
    """Amounts per period, each year followed by what is in none of its quarters; ``part`` tells which is which."""
    told = rows.assign(part=TOTAL)
    if not rests:
        return told
    limits = [_limit_of(row.amount_eur, row.margin_pct) for row in rests]
    left = pd.DataFrame(
        {
            "period": pd.Series([row.period for row in rests]).astype(rows["period"].dtype),
            "amount_eur": [row.amount_eur for row in rests],
            "margin_pct": [row.margin_pct for row in rests],
            "n_files": [row.n_files for row in rests],
            "reason": [row.reason for row in rests],
            "lower": [limit and round(limit.lower) for limit in limits],
            "upper": [limit and round(limit.upper) for limit in limits],
            "part": REST_OF_YEAR,
        }
    )
    both = pd.concat([told.convert_dtypes(), left.convert_dtypes()], ignore_index=True)
    years = pd.to_datetime(both["period"]).dt.year
    return both.iloc[np.lexsort((both["part"] != TOTAL, years))].reset_index(drop=True)


def tiles_sentence(tiles: Sequence[Tile]) -> str:
    """The headline figures in one sentence."""
    return Markup("; ").join(Markup("{} {}").format(tile.title, tile.value) for tile in tiles) + "."


def rests_sentence(rests: Sequence[EurosTotals]) -> str:
    """How much of all years together is in no quarter; empty where nothing is left over."""
    left = add(rests)
    if left.value is None:
        return rest_sentence(left, say("trend.quarter"))
    return say("trend.rest", value=with_closed(left))


def trend_limits(rows: Sequence[Trend], noise: Callable[[float], float]) -> list[Estimate | None]:
    """Value and interval per period, of a count with the measure's noise, of euros with the margin; None where none is shown."""
    return [_limit(row, noise) for row in rows]


def _limit(row: Trend, noise: Callable[[float], float]) -> Estimate | None:
    if not isinstance(row, TrendEur):
        return count_interval(row.n_value, noise(row.n_value))
    return _limit_of(row.n_value, row.margin_pct)


def _limit_of(value: float | None, margin_pct: float | None) -> Estimate | None:
    """An amount with both ends of its margin; None where it is not shown."""
    if value is None:
        return None
    low, high = (value * (1 + sign * (margin_pct or 0) / 100) for sign in (-1, 1))
    return Estimate(value, low, high, "margin")


def trend_table(
    rows: Sequence[Trend],
    grain: str,
    limits: Sequence[Estimate | None],
    unit: str,
    happened: Sequence[str],
    rests: Sequence[EurosTotals] = (),
) -> pd.DataFrame:
    """The rows of the trend as people read them, with what happened in each period.

    Args:
        rows: one per period.
        grain: ``month``, ``quarter`` or ``year``.
        limits: value and interval per row.
        unit: ``count`` or ``eur``.
        happened: events per row.
        rests: of euros what of a year is in none of its quarters; a row of its own after them.
    """
    form = _form(unit)
    lines = [
        (
            row.period.year,
            period_name(row.period, grain),
            form(limit.value) if limit else say("number.too_few_files"),
            _ends(limit, form),
            say("table.provisional" if row.is_provisional else "table.final"),
            say("table.of", n=row.n_missing, all=row.n_sources),
            told,
        )
        for row, limit, told in zip(rows, limits, happened, strict=True)
    ]
    for row in rests:
        limit = _limit_of(row.amount_eur, row.margin_pct)
        year = row.period.year if row.period else 0
        value = form(limit.value) if limit else say("euros.rest_closed")
        lines.append((year, say("trend.rest_of_year", year=year), value, _ends(limit, form), "", "", ""))
    names = ("period", "value", "interval", "state", "missing_partners")
    heads = [*(say(f"table.{name}") for name in names), say("events.column")]
    return pd.DataFrame([line[1:] for line in sorted(lines, key=itemgetter(0))], columns=heads)


def _ends(limit: Estimate | None, form: Callable[[float], str]) -> str:
    return f"{form(limit.lower)} – {form(limit.upper)}" if limit else ""


def rests_of_years(totals: Sequence[EurosTotals], measure: str) -> list[EurosTotals]:
    """What of each year is in none of its quarters, oldest first; what is mixed at source is in no line and stays out."""
    own = [row for row in totals if row.part == REST_OF_YEAR and row.measure_code == measure and not row.is_mixed]
    return sorted(own, key=attrgetter("period"))


def trend_direction(
    rows: Sequence[Trend],
    limits: Sequence[Estimate | None],
    grain: str,
    until: date,
    breaks: Sequence[DefinitionsBreaks],
) -> Recent:
    """What may be said of the course of the trend; euros with the chance of few files beside their margin.

    Args:
        rows: one per period.
        limits: value and interval per row, as drawn.
        grain: ``month``, ``quarter`` or ``year``.
        until: last month that was asked.
        breaks: in the definition of the measure.
    """
    with_chance = [
        amount_interval(row.n_value, row.n_files, row.margin_pct or 0)
        if isinstance(row, TrendEur) and row.n_value and row.n_files
        else None
        if isinstance(row, TrendEur)
        else limit
        for row, limit in zip(rows, limits, strict=True)
    ]
    return direction(observed(rows, with_chance, grain, until), MONTHS[grain], [row.break_date for row in breaks])


def trend_sentence(rows: Sequence[Trend], grain: str, name: str) -> str:
    """The highest and the latest period, in words."""
    shown = [(row.n_value, row) for row in rows if row.n_value is not None]
    if not any(value > 0 for value, _ in shown):
        return say("trend.nothing", measure=name)
    (_, top), (_, last) = max(shown, key=lambda pair: pair[0]), shown[-1]
    tail = [say("trend.tail")] if last.is_provisional or last.n_missing else []
    if len(rows) > len(shown):
        tail.append(say("trend.closed", n=number(len(rows) - len(shown)), all=number(len(rows))))
    return say(
        "trend.sentence",
        measure=name,
        top=period_name(top.period, grain),
        top_value=_value(top),
        last=period_name(last.period, grain),
        last_value=_value(last),
        tail=" ".join(tail),
    ).strip()


def _value(row: Trend) -> str:
    return Euros(row.n_value, row.margin_pct or 0, None).short if isinstance(row, TrendEur) else circa(row.n_value)


def mixed_sentence(rows: Sequence[Trend]) -> str:
    """That some of the amounts were delivered together with savings and are not in the line."""
    is_mixed = any(isinstance(row, TrendEur) and row.mixed_eur is not None for row in rows)
    return say("euros.mixed_apart") if is_mixed else ""


def goal_sentence(goals: OverviewGoals) -> str:
    """Whether a goal was set before the projects began: without one nothing can be said to have been reached."""
    if not goals.n_for_measure:
        return say("trend.no_goal", n=number(goals.n_projects), any=some(goals.n_with_goal))
    return say("trend.goal", n=number(goals.n_projects), with_goal=number(goals.n_for_measure))


def has_target(goals: OverviewGoals) -> bool:
    """Whether every project of the choice set a goal for the measure beforehand, so that one target line is fair."""
    return bool(goals.n_projects and goals.n_for_measure == goals.n_projects)


def break_sentence(breaks: Sequence[DefinitionsBreaks]) -> str:
    """Where the definition changed, so that the series may not be read across; empty without a break."""
    return Markup(" ").join(say("trend.break", date=day(row.break_date), what=named(row)) for row in breaks)


def partner_sentence(partners: Sequence[OverviewPartners]) -> str:
    """Who has not delivered everything; a missing partner is missing, not zero."""
    absent = [_absent(row) for row in partners if row.n_missing]
    return say("partners.missing", names=", ".join(absent)) if absent else say("partners.complete")


def _absent(row: OverviewPartners) -> str:
    """A partner that did not deliver everything; of gemeenten how many of them."""
    return (
        say("partners.absent", name=named(row), n=row.n_absent, all=row.n_sources) if row.n_sources > 1 else named(row)
    )


def _form(unit: str) -> Callable[[float], str]:
    return amount if unit == "eur" else lambda value: count(round(value))


REASONS = ("over_24", "over_12", "no_evaluation", "not_destroyed")
UNDELIVERED = "undelivered"
FEW = 3  # projects named per reason; the table has all


@dataclass(frozen=True)
class Matter:
    """One reason to look.

    Attributes:
        reason: which one.
        n: how many projects or partners.
        projects: (code, title, since when) of those longest past the norm.
        partners: names of partners that have not delivered.
    """

    reason: str
    n: int
    projects: tuple[tuple[str, str, str], ...] = ()
    partners: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """How many, in words."""
        return say(f"attention.{self.reason}", n=number(self.n))


def matters(projects: Sequence[OverviewAttention], partners: Sequence[OverviewPartners]) -> list[Matter]:
    """The reasons that apply, most pressing first.

    Args:
        projects: past a norm, oldest first per reason.
        partners: with their gaps.
    """
    by_reason = {reason: [row for row in projects if row.reason == reason] for reason in REASONS}
    pressing = [
        Matter(
            reason,
            len(rows),
            tuple((row.project_code, row.title, day(row.since_date)) for row in rows[:FEW]),
        )
        for reason, rows in by_reason.items()
        if rows
    ]
    if absent := tuple(_absent(row) for row in partners if row.n_missing):
        pressing.append(Matter(UNDELIVERED, len(absent), (), absent))
    return pressing


def attention_table(projects: Sequence[OverviewAttention]) -> pd.DataFrame:
    """Every project past a norm."""
    return pd.DataFrame(
        {
            say("attention.reason"): [say(f"attention.short.{row.reason}") for row in projects],
            say("attention.project"): [f"{row.project_code} {row.title}" for row in projects],
            say("attention.since"): [day(row.since_date) for row in projects],
        }
    )


def attention_sentence(reasons: Sequence[Matter], until: str) -> str:
    """How often a project is past a norm, as the table under it lists them, and who did not deliver; or that there is nothing."""
    if not reasons:
        return say("attention.nothing", until=until)
    past = sum(matter.n for matter in reasons if matter.reason != UNDELIVERED)
    absent = sum(matter.n for matter in reasons if matter.reason == UNDELIVERED)
    return sentences(
        say("attention.past" if past else "attention.none_past", n=number(past), until=until),
        say("attention.absent", n=number(absent)) if absent else "",
        say("attention.reasons") if past else "",
    )
