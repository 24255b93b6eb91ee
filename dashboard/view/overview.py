"""What the overview shows, made from its answers: eight tiles, the trend, results per partner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import Estimate, amount_interval, count_interval
from dashboard.text import language, say
from dashboard.view.numbers import circa, count, day, euro, has_few_files, number, period_name
from dashboard.view.tiles import (
    ESTABLISHED,
    Figures,
    Noise,
    Span,
    Tile,
    amount_tile,
    count_tile,
    embedding_tile,
    projects_tile,
    share_tile,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.answers import Answer


def tiles(answers: dict[str, Answer], when: Span, noise: Noise) -> list[Tile]:
    """The eight headline figures.

    Args:
        answers: counts, amounts, referrals, projects and embedding, each over the whole history.
        when: the chosen period and the one before.
        noise: standard deviation of the rounding of a figure, from its value.
    """
    counts = Figures(answers["counts"].frame, "n_value")
    amounts = Figures(answers["amounts"].frame, "amount_eur")
    files = Figures(answers["amounts"].frame, "n_files")
    passed = Figures(answers["referrals"].frame.melt("quarter", ["n_passed_on", "n_settled"], "measure_code"), "value")
    return [
        projects_tile(answers["projects"].frame, when),
        count_tile("effort", counts, ("examined_addresses", "examined_companies"), when, noise),
        share_tile("findings", counts, ("irregular_addresses", "examined_addresses"), when, noise),
        amount_tile("money", amounts, files, (ESTABLISHED, ("eur_collected",)), when),
        amount_tile("backpay", amounts, files, (("eur_backpay",), ()), when),
        share_tile("referrals", passed, ("n_settled", "n_passed_on"), when, noise),
        share_tile("care", counts, ("care_followed_up", "care_referrals"), when, noise),
        embedding_tile(answers["embedding"].frame, when),
    ]


def trend_limits(frame: pd.DataFrame, unit: str, noise: Noise) -> list[Estimate]:
    """Value and interval per period; a sum of euros without files has no width."""
    if unit == "count":
        return [count_interval(int(value), noise(value)) for value in frame["n_value"]]
    pairs = zip(frame["n_value"].astype(float), frame["n_files"], strict=True)
    return [amount_interval(value, int(files)) or Estimate(value, value, value, "none") for value, files in pairs]


def trend_table(frame: pd.DataFrame, grain: str, limits: list[Estimate], unit: str) -> pd.DataFrame:
    """The rows of the trend as people read them."""
    form = _form(unit)
    state = [say("table.provisional") if flag else say("table.final") for flag in frame["is_provisional"]]
    if unit == "eur":
        few = [value > 0 and has_few_files(n) for value, n in zip(frame["n_value"], frame["n_files"], strict=True)]
        state = [f"{word}; {say('chart.few_files')}" if flag else word for word, flag in zip(state, few, strict=True)]
    return pd.DataFrame(
        {
            say("table.period"): [period_name(p.date(), grain) for p in pd.to_datetime(frame["period"])],
            say("table.value"): [form(limit.value) for limit in limits],
            say("table.interval"): [f"{form(limit.lower)} – {form(limit.upper)}" for limit in limits],
            say("table.state"): state,
            say("table.missing_partners"): frame["n_missing"].astype(str).to_numpy(),
        }
    )


def trend_sentence(frame: pd.DataFrame, grain: str, name: str, unit: str) -> str:
    """The highest and the latest period, in words."""
    if not (frame["n_value"] > 0).any():
        return say("trend.nothing", measure=name)
    form = euro if unit == "eur" else lambda value: circa(int(value))
    top, last = frame.iloc[int(frame["n_value"].to_numpy().argmax())], frame.iloc[-1]
    unfinished = bool(last["is_provisional"]) or int(last["n_missing"]) > 0
    return say(
        "trend.sentence",
        measure=name,
        top=period_name(pd.Timestamp(top["period"]).date(), grain),
        top_value=form(top["n_value"]),
        last=period_name(pd.Timestamp(last["period"]).date(), grain),
        last_value=form(last["n_value"]),
        tail=say("trend.tail") if unfinished else "",
    ).strip()


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
    told = [
        say("trend.break", date=day(row["break_date"]), what=row[f"name_{language()}"])
        for row in breaks.to_dict("records")
    ]
    return " ".join(told)


def partner_table(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of the partner figure as people read them."""
    form = _form("eur" if column == "amount_eur" else "count")
    return pd.DataFrame(
        {
            say("table.partner"): frame[f"name_{language()}"],
            say("table.value"): [
                say("chart.no_result") if pd.isna(v) else form(v) for v in frame[column].astype(float)
            ],
            say("table.missing_quarters"): frame["n_missing"].astype(str),
            say("table.provisional_quarters"): frame["n_provisional"].astype(str),
        }
    )


def partner_sentence(frame: pd.DataFrame) -> str:
    """Who has not delivered everything; a missing partner is missing, not zero."""
    absent = frame.loc[frame["n_missing"] > 0, f"name_{language()}"].tolist()
    return say("partners.missing", names=", ".join(absent)) if absent else say("partners.complete")


def _form(unit: str) -> Callable[[float], str]:
    return euro if unit == "eur" else lambda value: count(round(value))
