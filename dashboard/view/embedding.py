"""What Borging shows: agreements with their state and verdict, how many hold by kind, words and tables of it."""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import count_interval
from dashboard.analysis.lasting import FOLLOW_UPS, VERDICTS, Lasting, judge_lasting
from dashboard.text import language, say
from dashboard.view.numbers import count, day, number, percent, percentage
from dashboard.view.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Noise = Callable[[float, str], float]

CLASSES = ("working", "not_working", "unmeasured")
KINDS = ("type", "owner", "place")  # what agreements are grouped by
STATUSES = ("working", "assigned", "in_preparation", "not_started", "stopped")
MOMENTS = (0, *FOLLOW_UPS)
ABSENT = "–"
MOST = 2.0  # shares of more than twice are only said to be more


def prepare(frame: pd.DataFrame, measures: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """The agreements with what follows from them.

    Args:
        frame: one row per agreement, as ``embedding__agreements`` answers.
        measures: as ``definitions__measures`` answers.
        noise: standard deviation of the rounding of a value under a protection rule.

    Returns:
        the rows with ``state`` (one of CLASSES), ``type``, ``owner``, ``place``, ``measure``, ``rule``, ``lasting`` (a
        Lasting each) and ``verdict``.
    """
    known = measures.set_index("measure_code")
    code = frame["measure_code"]
    rows = frame.assign(
        type=frame[f"type_name_{language()}"],
        owner=frame["owner_organisation"],
        place=frame["embedded_in"],
        measure=code.map(known[f"name_{language()}"]),
        polarity=code.map(known["polarity"]),
        rule=code.map(known["protection"]).fillna("count"),
    )
    rows["state"] = "not_working"
    rows.loc[rows["status"] == "working", "state"] = "working"
    rows.loc[rows["measured_months"] == 0, "state"] = "unmeasured"
    rows["lasting"] = pd.Series([_judge(row, noise) for row in rows.itertuples(index=False)], rows.index, dtype=object)
    rows["verdict"] = [found.verdict for found in rows["lasting"]]
    return rows


def degree(rows: pd.DataFrame) -> str:
    """Borgingsgraad in a sentence: always with its denominator, what was never measured apart."""
    working, agreed = int((rows["state"] == "working").sum()), len(rows)
    share = percent(working, agreed)
    told = say("embedding.degree", working=number(working), agreed=number(agreed), share=f" ({share})" if share else "")
    unmeasured = int((rows["state"] == "unmeasured").sum())
    return f"{told} {say('embedding.unmeasured', n=number(unmeasured))}" if unmeasured else told


def verdicts(rows: pd.DataFrame) -> str:
    """How many agreements last, fade, are too early or cannot be measured."""
    sizes = rows["verdict"].value_counts()
    told = say("embedding.verdicts", n=number(len(rows)), **{name: number(sizes.get(name, 0)) for name in VERDICTS})
    without = sum(found.reason == "no_measure" for found in rows["lasting"])
    return f"{told} {say('embedding.without_measure', n=number(without))}" if without else told


def split(rows: pd.DataFrame, kind: str, column: str, order: Sequence[str]) -> pd.DataFrame:
    """Numbers of agreements per group and class; groups with most agreements first, ``n`` their total."""
    sizes = pd.crosstab(rows[kind], rows[column]).reindex(columns=list(order), fill_value=0)
    return sizes.assign(n=sizes.sum(axis=1)).sort_values("n", ascending=False, kind="stable")


def split_table(sizes: pd.DataFrame, kind: str, order: Sequence[str], words: str) -> pd.DataFrame:
    """The same as people read it, with the share of the first class where the group is large enough."""
    table = pd.DataFrame({say(f"embedding.kind.{kind}"): [plain(name) for name in sizes.index]})
    for name in order:
        table[say(f"embedding.{words}.{name}")] = [number(value) for value in sizes[name]]
    table[say("embedding.agreements")] = [number(value) for value in sizes["n"]]
    first = zip(sizes[order[0]], sizes["n"], strict=True)
    table[say("embedding.share_of", what=say(f"embedding.{words}.{order[0]}").lower())] = [
        percent(int(part), int(whole)) or say("embedding.too_few") for part, whole in first
    ]
    return table


def listed(rows: pd.DataFrame) -> pd.DataFrame:
    """Every agreement: of whom, where it has its place, by when, how far, with what evidence."""
    return pd.DataFrame(
        {
            say("embedding.code"): names(rows),
            say("embedding.agreement"): rows["agreement"],
            say("embedding.kind.owner"): rows["owner"],
            say("embedding.role"): rows["owner_role"],
            say("embedding.kind.place"): rows["place"],
            say("embedding.due"): pd.to_datetime(rows["due_date"]).dt.date,
            say("embedding.status_label"): _worded(rows["status"], lambda code: say(f"embedding.status.{code}")),
            say("embedding.measured"): _worded(
                rows["measured_months"], lambda months: moment(months) if months else say("embedding.state.unmeasured")
            ),
            say("embedding.verdict_label"): _worded(rows["verdict"], lambda name: say(f"embedding.verdict.{name}")),
            say("embedding.evidence"): rows["evidence"].fillna(ABSENT).replace("", ABSENT),
        }
    )


def _worded(codes: Iterable[Any], word: Callable[[Any], str]) -> list[str]:
    """The word of every code; thousands of rows have a handful of codes."""
    return list(map(cache(word), codes))


def names(rows: pd.DataFrame) -> list[str]:
    """``LSI-2024-001 A03``, as figures and tables call an agreement."""
    return [f"{project} {one}" for project, one in zip(rows["project_code"], rows["agreement_code"], strict=True)]


def listed_sentence(rows: pd.DataFrame) -> str:
    """How many agreements stand at each status by their last statement."""
    sizes = rows["status"].value_counts()
    parts = [f"{say(f'embedding.status.{code}')} {number(sizes[code])}" for code in STATUSES if code in sizes.index]
    return say("embedding.list_sentence", n=number(len(rows)), parts=", ".join(parts))


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The agreements that have a value at some moment, latest closed first."""
    has = rows[[f"n_{months}" for months in MOMENTS]].notna().any(axis=1)
    return rows[has].sort_values(["due_12_date", "project_code"], ascending=[False, True], kind="stable")


def values_table(rows: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """Value and interval at closure and after it, what is left, the verdict and why."""
    table = pd.DataFrame(
        {
            say("embedding.code"): names(rows),
            say("embedding.agreement"): rows["agreement"],
            say("embedding.measure"): rows["measure"],
        }
    )
    said = cache(partial(value_text, noise=noise))  # few values are different: all are multiples of five
    for months in MOMENTS:
        given = zip(rows[f"n_{months}"].fillna(-1), rows["rule"], strict=True)
        table[moment(months)] = [said(value, rule) if value >= 0 else ABSENT for value, rule in given]
    table[say("embedding.left")] = [left_text(found) for found in rows["lasting"]]
    table[say("embedding.verdict_label")] = _worded(rows["verdict"], lambda name: say(f"embedding.verdict.{name}"))
    reasons = [found.reason for found in rows["lasting"]]
    table[say("embedding.because")] = _worded(reasons, lambda reason: say(f"embedding.reason.{reason}"))
    return table


def values_brief(table: pd.DataFrame) -> pd.DataFrame:
    """The columns of ``values_table`` that fit in a narrow place."""
    keep = [say("embedding.code"), *(moment(months) for months in MOMENTS), say("embedding.verdict_label")]
    return table[keep]


def values_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as numbers, for the download."""
    shares = [found.share for found in rows["lasting"]]
    keep = ["project_code", "agreement_code", "measure_code", *(f"n_{months}" for months in MOMENTS)]
    return rows[keep].assign(
        share_left=[share.value if share else math.nan for share in shares],
        lower=[share.lower if share else math.nan for share in shares],
        upper=[share.upper if share else math.nan for share in shares],
        verdict=rows["verdict"],
        reason=[found.reason for found in rows["lasting"]],
    )


def values_sentence(rows: pd.DataFrame) -> str:
    """How many agreements carry a figure, and what is known of them."""
    if rows.empty:
        return say("embedding.no_values")
    return say("embedding.values_sentence", n=number(len(rows)), rest=verdicts(rows))


def moment(months: int) -> str:
    """``bij afsluiting`` or ``+12 maanden``."""
    return say("embedding.after", months=months) if months else say("embedding.at_closure")


def value_text(value: float, rule: str, noise: Noise) -> str:
    """A value with its interval."""
    found = count_interval(int(value), noise(float(value), rule))
    return f"{count(int(value))} ({number(found.lower)} – {number(found.upper)})"


def left_text(found: Lasting) -> str:
    """What is left of the value at closure with its interval, interval first."""
    if found.share is None:
        return ABSENT
    upper = (
        say("number.more_than", value=percentage(MOST)) if found.share.upper > MOST else percentage(found.share.upper)
    )
    return say(
        "embedding.left_text", lower=percentage(found.share.lower), upper=upper, value=percentage(found.share.value)
    )


def projects(rows: pd.DataFrame) -> dict[str, str]:
    """Projects with agreements by code, newest code first."""
    pairs = rows.drop_duplicates("project_code").sort_values("project_code", ascending=False)
    return dict(zip(pairs["project_code"], pairs["project_code"] + " · " + pairs["title"], strict=True))


def follow_ups(due: pd.DataFrame) -> pd.DataFrame:
    """Follow-ups still to be made, as people read them; ``te laat`` where their day has passed."""
    late = pd.to_datetime(due["due_date"]) < pd.to_datetime(due["stated_on_date"])
    return pd.DataFrame(
        {
            say("embedding.due_on"): [day(value) for value in pd.to_datetime(due["due_date"])],
            say("embedding.project"): [
                plain(f"{c} {t}") for c, t in zip(due["project_code"], due["title"], strict=True)
            ],
            say("embedding.follow_up"): [moment(int(months)) for months in due["moment_months"]],
            say("embedding.agreements"): [number(value) for value in due["n_agreements"]],
            say("embedding.lead_partner"): due[f"lead_name_{language()}"].fillna(ABSENT),
            say("embedding.when"): [say("embedding.late" if value else "embedding.planned") for value in late],
        }
    )


def follow_ups_sentence(due: pd.DataFrame) -> str:
    """How many follow-ups there are still to be made, how many are late, which is the first to come."""
    if due.empty:
        return say("embedding.none_due")
    on = pd.Timestamp(due["stated_on_date"].iloc[0])
    late = int((pd.to_datetime(due["due_date"]) < on).sum())
    return say("embedding.due_sentence", n=number(len(due)), late=number(late), on=day(on))


def _judge(row: Any, noise: Noise) -> Lasting:
    given = {months: getattr(row, f"n_{months}") for months in MOMENTS}
    values = {months: int(value) for months, value in given.items() if pd.notna(value)}
    is_due = bool(pd.notna(row.due_12_date) and row.due_12_date <= row.stated_on_date)
    polarity = row.polarity if isinstance(row.polarity, str) else None
    return judge_lasting(values, polarity, lambda value: noise(value, row.rule), is_due=is_due)
