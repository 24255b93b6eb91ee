"""The tiles, sentences and tables of Overzicht, written from the data."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import Estimate, count_interval
from dashboard.charts.euros import Euros, totals
from dashboard.charts.numbers import circa, count, day, euro, number, period_name
from dashboard.charts.tiles import (
    BACKPAY,
    ESTABLISHED,
    Figures,
    Span,
    Tile,
    amount_tile,
    count_tile,
    projects_tile,
    share_tile,
    sustainment_tile,
)
from dashboard.charts.walk import walk
from dashboard.text import language, say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.answers import Answer


def tiles(answers: dict[str, Answer[Any]], when: Span, noise: Noise, names: Callable[[str], str]) -> list[Tile]:
    """The eight headline figures.

    Args:
        answers: counts, amounts, referrals, projects and sustainment, each over the whole history.
        when: the chosen period and the one before.
        noise: of the release.
        names: name of a measure.
    """
    counts = Figures.long(answers["counts"].frame, "n_value")
    amounts = totals(answers["amounts"].frame)
    referrals = answers["referrals"].frame.rename(
        columns={"n_passed_on": "signals_passed_on", "n_settled": "signals_settled"}
    )
    passed = Figures.wide(referrals, "signals_passed_on", "signals_settled")
    return [
        projects_tile(answers["projects"].frame, when),
        count_tile("effort", counts, ("examined_addresses", "examined_companies"), when, noise),
        share_tile("findings", counts, ("irregular_addresses", "examined_addresses"), when, noise),
        amount_tile("money", amounts, ESTABLISHED, when, names),
        amount_tile("backpay", amounts, (BACKPAY,), when, names),
        share_tile("referrals", passed, ("signals_settled", "signals_passed_on"), when, noise),
        share_tile("care", counts, ("care_followed_up", "care_referrals"), when, noise),
        sustainment_tile(answers["sustainment"].frame, when),
    ]


def trend_limits(frame: pd.DataFrame, unit: str, noise: Callable[[float], float]) -> list[Estimate]:
    """Value and interval per period, with the measure's noise; of euros the margin, NaN where none may be shown."""
    if unit == "count":
        return [count_interval(int(value), noise(value)) for (value,) in walk(frame, "n_value")]
    pairs = walk(frame, "n_value", "margin_pct")
    return [Estimate(value, value * (1 - pct / 100), value * (1 + pct / 100), "margin") for value, pct in pairs]


def trend_table(frame: pd.DataFrame, grain: str, limits: list[Estimate], unit: str) -> pd.DataFrame:
    """The rows of the trend as people read them."""
    form = _form(unit)
    state = [say("table.provisional") if flag else say("table.final") for flag in frame["is_provisional"]]
    return pd.DataFrame(
        {
            say("table.period"): [period_name(p.date(), grain) for p in pd.to_datetime(frame["period"])],
            say("table.value"): [
                say("number.too_few_files") if isnan(limit.value) else form(limit.value) for limit in limits
            ],
            say("table.interval"): [
                "" if isnan(limit.value) else f"{form(limit.lower)} – {form(limit.upper)}" for limit in limits
            ],
            say("table.state"): state,
            say("table.missing_partners"): frame["n_missing"].astype(str).to_numpy(),
        }
    )


def trend_sentence(frame: pd.DataFrame, grain: str, name: str, unit: str) -> str:
    """The highest and the latest period, in words."""
    every = list(
        walk(frame, "n_value", "period", "is_provisional", "n_missing", *(["margin_pct"] if unit == "eur" else []))
    )
    rows = [row for row in every if not isnan(row[0])]
    if not any(row[0] > 0 for row in rows):
        return say("trend.nothing", measure=name)

    def read(row: tuple[Any, ...]) -> str:
        return Euros(row[0], row[4], None).short if unit == "eur" else circa(int(row[0]))

    top, last = max(rows, key=lambda row: row[0]), rows[-1]
    tail = [say("trend.tail")] if last[2] or last[3] else []
    if len(every) > len(rows):
        tail.append(say("trend.closed", n=number(len(every) - len(rows)), all=number(len(every))))
    return say(
        "trend.sentence",
        measure=name,
        top=period_name(top[1], grain),
        top_value=read(top),
        last=period_name(last[1], grain),
        last_value=read(last),
        tail=" ".join(tail),
    ).strip()


def mixed_sentence(frame: pd.DataFrame) -> str:
    """That some of the amounts were delivered together with savings and are not in the line."""
    return say("euros.mixed_apart") if frame["mixed_eur"].notna().any() else ""


def goal_sentence(row: Any) -> str:
    """Whether a goal was set before the projects began: without one nothing can be said to have been reached.

    Args:
        row: n_projects, n_with_goal, n_for_measure.
    """
    if not row.n_for_measure:
        return say("trend.no_goal", n=number(row.n_projects), any=number(row.n_with_goal))
    return say("trend.goal", n=number(row.n_projects), with_goal=number(row.n_for_measure))


def has_target(row: Any) -> bool:
    """Whether every project of the choice set a goal for the measure beforehand, so that one target line is fair."""
    return bool(row.n_projects and row.n_for_measure == row.n_projects)


def break_sentence(breaks: pd.DataFrame) -> str:
    """Where the definition changed, so that the series may not be read across; empty without a break."""
    told = walk(breaks, "break_date", f"name_{language()}")
    return Markup(" ").join(say("trend.break", date=day(date), what=what) for date, what in told)


def partner_sentence(frame: pd.DataFrame) -> str:
    """Who has not delivered everything; a missing partner is missing, not zero."""
    absent = [name for name, gaps in walk(frame, f"name_{language()}", "n_missing") if gaps]
    return say("partners.missing", names=", ".join(absent)) if absent else say("partners.complete")


def _form(unit: str) -> Callable[[float], str]:
    return euro if unit == "eur" else lambda value: count(round(value))


REASONS = ("over_24", "over_12", "no_evaluation", "not_destroyed")
FEW = 5  # projects named per reason; the table has all


@dataclass(frozen=True)
class Matter:
    """One reason to look.

    Attributes:
        reason: which one.
        sentence: how many, in words.
        projects: (code, title, since when) of those longest past the norm.
        partners: names of partners that have not delivered.
    """

    reason: str
    sentence: str
    projects: tuple[tuple[str, str, str], ...] = ()
    partners: tuple[str, ...] = ()


def matters(projects: pd.DataFrame, partners: pd.DataFrame) -> list[Matter]:
    """The reasons that apply, most pressing first.

    Args:
        projects: columns reason, project_code, title, since_date, oldest first per reason.
        partners: columns name_nl, name_en, n_missing.
    """
    by_reason: dict[str, list[tuple[str, str, date]]] = {reason: [] for reason in REASONS}
    for reason, *project in walk(projects, "reason", "project_code", "title", "since_date"):
        by_reason[reason].append(tuple(project))
    found = []
    for reason, rows in by_reason.items():
        if rows:
            named = tuple((code, title, day(since)) for code, title, since in rows[:FEW])
            found.append(Matter(reason, say(f"attention.{reason}", n=number(len(rows))), named))
    absent = [name for name, gaps in walk(partners, f"name_{language()}", "n_missing") if gaps]
    if absent:
        found.append(Matter("undelivered", say("attention.undelivered", n=number(len(absent))), (), tuple(absent)))
    return found


def attention_table(projects: pd.DataFrame) -> pd.DataFrame:
    """Every project past a norm."""
    return pd.DataFrame(
        {
            say("attention.reason"): [say(f"attention.short.{reason}") for reason in projects["reason"]],
            say("attention.project"): projects["project_code"] + " " + projects["title"],
            say("attention.since"): [day(value) for value in pd.to_datetime(projects["since_date"])],
        }
    )


def attention_sentence(found: Sequence[Matter], until: str) -> str:
    """How many reasons there are, or that there is none."""
    return say("attention.sentence" if found else "attention.nothing", n=number(len(found)), until=until)
