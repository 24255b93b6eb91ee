"""What Borging shows: agreements with their state and verdict, how many hold by kind, words and tables of it."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.intervals import count_interval
from dashboard.analysis.lasting import FOLLOW_UPS, VERDICTS, Lasting, judge_lasting
from dashboard.charts.numbers import count, day, number, percent, percentage
from dashboard.charts.walk import values, walk
from dashboard.policy import active_policy
from dashboard.text import language, say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dashboard.accuracy import Noise

CLASSES = ("working", "not_working", "unmeasured")
KINDS = ("type", "owner", "place")  # what agreements are grouped by
STATUSES = ("working", "assigned", "in_preparation", "not_started", "stopped")
MOMENTS = (0, *FOLLOW_UPS)
VALUES = tuple(f"n_{months}" for months in MOMENTS)  # columns
ABSENT = "–"
MOST = 2.0  # shares of more than twice are only said to be more


def prepare(frame: pd.DataFrame, measures: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """The agreements with what follows from them.

    Args:
        frame: one row per agreement, as ``sustainment__agreements`` answers.
        measures: as ``definitions__measures`` answers.
        noise: of the release.

    Returns:
        the rows with ``state`` (one of CLASSES), ``type``, ``owner``, ``place``, ``measure``, ``lasting`` (a
        Lasting each) and ``verdict``.
    """
    known, code = measures.set_index("measure_code"), frame["measure_code"]
    rows = frame.assign(
        type=frame[f"type_name_{language()}"],
        owner=frame["owner_organisation"],
        place=frame["embedded_in"],
        measure=code.map(known[f"name_{language()}"]),
        polarity=code.map(known["polarity"]),
    )
    judged = walk(rows, "polarity", "measure_code", "due_12_date", "stated_on_date", *VALUES)
    lasting = [_judge(noise, *row) for row in judged]
    return rows.assign(
        state=[_state(*row) for row in walk(rows, "status", "measured_months")],
        lasting=pd.Series(lasting, rows.index, dtype=object),
        verdict=[found.verdict for found in lasting],
    )


def degree(rows: pd.DataFrame) -> str:
    """Borgingsgraad in a sentence: always with its denominator, what was never measured apart."""
    sizes = Counter(values(rows["state"]))
    working, agreed, unmeasured = sizes["working"], len(rows), sizes["unmeasured"]
    share = percent(working, agreed)
    told = say(
        "sustainment.degree", working=number(working), agreed=number(agreed), share=f" ({share})" if share else ""
    )
    return sentences(told, say("sustainment.unmeasured", n=number(unmeasured))) if unmeasured else told


def verdicts(rows: pd.DataFrame) -> str:
    """How many agreements last, fade, are too early or cannot be measured."""
    sizes = Counter(values(rows["verdict"]))
    told = say("sustainment.verdicts", n=number(len(rows)), **{name: number(sizes[name]) for name in VERDICTS})
    without = sum(found.reason == "no_measure" for found in values(rows["lasting"]))
    return sentences(told, say("sustainment.without_measure", n=number(without))) if without else told


def split(rows: pd.DataFrame, kind: str, column: str, order: Sequence[str]) -> pd.DataFrame:
    """Numbers of agreements per group and class; groups with most agreements first, ``n`` their total."""
    whole, sizes = Counter(values(rows[kind])), Counter(walk(rows, kind, column))
    groups = sorted(whole, key=lambda group: (-whole[group], group))
    table = [[*(sizes[group, one] for one in order), whole[group]] for group in groups]
    return pd.DataFrame(table, pd.Index(groups, name=kind), [*order, "n"])


def split_table(sizes: pd.DataFrame, kind: str, order: Sequence[str], words: str) -> pd.DataFrame:
    """The same as people read it, with the share of the first class where the group is large enough."""
    heads = {name: say(f"sustainment.{words}.{name}") for name in order} | {"n": say("sustainment.agreements")}
    table = {say(f"sustainment.kind.{kind}"): sizes.index.tolist()}
    table |= {head: [number(n) for n in values(sizes[name])] for name, head in heads.items()}
    table[say("sustainment.share_of", what=heads[order[0]].lower())] = [
        percent(part, n) or say("sustainment.too_few") for part, n in walk(sizes, order[0], "n")
    ]
    return pd.DataFrame(table)


def listed(rows: pd.DataFrame) -> pd.DataFrame:
    """Every agreement: of whom, where it has its place, by when, how far, with what evidence."""
    return pd.DataFrame(
        {
            say("sustainment.code"): names(rows),
            say("sustainment.agreement"): values(rows["agreement"]),
            say("sustainment.kind.owner"): values(rows["owner"]),
            say("sustainment.role"): values(rows["owner_role"]),
            say("sustainment.kind.place"): values(rows["place"]),
            say("sustainment.due"): values(rows["due_date"]),
            say("sustainment.status_label"): _worded(rows["status"], lambda code: say(f"sustainment.status.{code}")),
            say("sustainment.measured"): _worded(
                rows["measured_months"],
                lambda months: moment(months) if months else say("sustainment.state.unmeasured"),
            ),
            say("sustainment.verdict_label"): _worded(rows["verdict"], lambda name: say(f"sustainment.verdict.{name}")),
            say("sustainment.evidence"): _worded(rows["evidence"], _or_absent),
        }
    )


def _worded(codes: pd.Series, word: Callable[[Any], str]) -> list[str]:
    """The word of every code; thousands of rows have a handful of codes."""
    return list(map(cache(word), values(codes)))


def _or_absent(text: object) -> str:
    return text if isinstance(text, str) and text else ABSENT


def names(rows: pd.DataFrame) -> list[str]:
    """``LSI-2024-001 A03``, as figures and tables call an agreement."""
    return [f"{project} {one}" for project, one in walk(rows, "project_code", "agreement_code")]


def listed_sentence(rows: pd.DataFrame) -> str:
    """How many agreements stand at each status by their last statement."""
    sizes = Counter(values(rows["status"]))
    parts = [f"{say(f'sustainment.status.{code}')} {number(sizes[code])}" for code in STATUSES if code in sizes]
    return say("sustainment.list_sentence", n=number(len(rows)), parts=", ".join(parts))


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The agreements that have a value at some moment, latest closed first."""
    has = rows[list(VALUES)].notna().any(axis=1)
    return rows[has].sort_values(["due_12_date", "project_code"], ascending=[False, True], kind="stable")


def values_table(rows: pd.DataFrame, noise: Noise) -> pd.DataFrame:
    """Value and interval at closure and after it, what is left, the verdict and why."""
    said = cache(partial(value_text, noise=noise))  # few values are different: all are multiples of five
    lasting = values(rows["lasting"])
    table = {
        say("sustainment.code"): names(rows),
        say("sustainment.agreement"): values(rows["agreement"]),
        say("sustainment.measure"): values(rows["measure"]),
    }
    for months in MOMENTS:
        given = walk(rows, f"n_{months}", "measure_code")
        table[moment(months)] = [ABSENT if isnan(value) else said(value, measure) for value, measure in given]
    table |= {
        say("sustainment.left"): [left_text(found) for found in lasting],
        say("sustainment.verdict_label"): [say(f"sustainment.verdict.{found.verdict}") for found in lasting],
        say("sustainment.because"): [say(f"sustainment.reason.{found.reason}") for found in lasting],
    }
    return pd.DataFrame(table)


def values_brief(table: pd.DataFrame) -> pd.DataFrame:
    """The columns of ``values_table`` that fit in a narrow place."""
    return table[[say("sustainment.code"), *map(moment, MOMENTS), say("sustainment.verdict_label")]]


def values_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as numbers, for the download."""
    lasting = values(rows["lasting"])
    shares = [found.share for found in lasting]
    return rows[["project_code", "agreement_code", "measure_code", *VALUES]].assign(
        share_left=[share.value if share else nan for share in shares],
        lower=[share.lower if share else nan for share in shares],
        upper=[share.upper if share else nan for share in shares],
        verdict=[found.verdict for found in lasting],
        reason=[found.reason for found in lasting],
    )


def values_sentence(rows: pd.DataFrame) -> str:
    """How many agreements carry a figure, and what is known of them."""
    if rows.empty:
        return say("sustainment.no_values")
    return say("sustainment.values_sentence", n=number(len(rows)), rest=verdicts(rows))


def moment(months: int) -> str:
    """``bij afsluiting`` or ``+12 maanden``."""
    return say("sustainment.after", months=months) if months else say("sustainment.at_closure")


def value_text(value: float, measure: str, noise: Noise) -> str:
    """A value with its interval."""
    found = count_interval(int(value), noise(float(value), measure))
    return f"{count(int(value))} ({number(found.lower)} – {number(found.upper)})"


def left_text(found: Lasting) -> str:
    """What is left of the value at closure with its interval, interval first."""
    share = found.share
    if share is None:
        return ABSENT
    upper = say("number.more_than", value=percentage(MOST)) if share.upper > MOST else percentage(share.upper)
    return say("sustainment.left_text", lower=percentage(share.lower), upper=upper, value=percentage(share.value))


def projects(rows: pd.DataFrame) -> dict[str, str]:
    """Projects with agreements by code, newest code first."""
    titles = dict(walk(rows, "project_code", "title"))
    return {code: f"{code} · {titles[code]}" for code in sorted(titles, reverse=True)}


def follow_ups(due: pd.DataFrame) -> pd.DataFrame:
    """Follow-ups still to be made, as people read them; ``te laat`` where their day has passed."""
    late = [planned < on for planned, on in walk(due, "due_date", "stated_on_date")]
    return pd.DataFrame(
        {
            say("sustainment.due_on"): [day(value) for value in values(due["due_date"])],
            say("sustainment.project"): [f"{code} {title}" for code, title in walk(due, "project_code", "title")],
            say("sustainment.follow_up"): _worded(due["moment_months"], moment),
            say("sustainment.agreements"): _worded(due["n_agreements"], number),
            say("sustainment.lead_partner"): _worded(due[f"lead_name_{language()}"], _or_absent),
            say("sustainment.when"): [say("sustainment.late" if value else "sustainment.planned") for value in late],
        }
    )


def follow_ups_sentence(due: pd.DataFrame) -> str:
    """How many follow-ups there are still to be made, how many are late, which is the first to come."""
    days = list(walk(due, "due_date", "stated_on_date"))
    if not days:
        return say("sustainment.none_due")
    late = sum(planned < on for planned, on in days)
    return say("sustainment.due_sentence", n=number(len(days)), late=number(late), on=day(days[0][1]))


def _state(status: str, measured_months: int) -> str:
    return ("working" if status == "working" else "not_working") if measured_months else "unmeasured"


def _judge(noise: Noise, polarity: str, measure: str, due: date | None, on: date, *given: float) -> Lasting:
    made = {months: int(value) for months, value in zip(MOMENTS, given, strict=True) if not isnan(value)}
    is_due = due is not None and due <= on
    return judge_lasting(made, polarity, lambda value: noise(value, measure), active_policy(), is_due=is_due)
