"""What the room says of a delivery, in sentences and rows of tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import day, month_name, number
from dashboard.desk.moments import moment
from dashboard.steward.intake.content import heading
from dashboard.steward.intake.contract import MEASURE
from dashboard.text import language, say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.desk.deliver.change import Change, Jump, Total
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Facts
    from dashboard.steward.intake.problems import Problem

CLIPPED = 70


def span(first: str, last: str) -> str:
    """``juli 2026 t/m september 2026`` of two months ``YYYY-MM``; one month when they are the same."""
    names = [month_name(date(int(month[:4]), int(month[5:7]), 1)) for month in (first, last)]
    return names[0] if first == last else say("deliver.span", first=names[0], last=names[1])


def months_of(facts: Facts) -> str:
    """The months of a delivery in words."""
    return span(facts.months[0], facts.months[-1])


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """How many rows are wrong, worth a look or worth knowing."""
    found: Counter[str] = Counter()
    for problem in problems:
        found[problem.severity] += problem.count
    return {severity: found[severity] for severity in ("error", "warning", "info")}


def kinds(problems: Iterable[Problem]) -> dict[str, str]:
    """Rule to what it says first and how often it is broken, in the order of the problems."""
    found: dict[str, tuple[str, int]] = {}
    for problem in problems:
        what, n = found.get(problem.rule, (problem.what, 0))
        found[problem.rule] = what, n + problem.count
    return {rule: say("deliver.problems.kind", what=_clipped(what), n=number(n)) for rule, (what, n) in found.items()}


def matching(problems: Iterable[Problem], rule: str | None, words: str) -> tuple[Problem, ...]:
    """The problems of a rule, None for any, in which all these words stand, capital or small."""
    wanted = words.casefold().split()
    return tuple(one for one in problems if rule in {None, one.rule} and all(word in _searched(one) for word in wanted))


def problem_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems as people read them, one a row."""
    heads = [say(f"deliver.problems.head.{name}") for name in ("severity", "sheet", "row", "column", "value", "what")]
    rows = [
        (
            say(f"deliver.severity.{one.severity}"),
            one.sheet or say("intake.report.delivery"),
            "" if one.row is None else str(one.row),
            one.column or "",
            one.value,
            sentences(one.what, one.what_to_do),
        )
        for one in problems
    ]
    return pd.DataFrame(rows, columns=heads)


def measure_name(code: str) -> str:
    """A measure by name."""
    return MEASURE[code][f"name_{language()}"]


def amount(measure: str, value: float) -> str:
    """A value in the unit of its measure: whole euros, or a number."""
    return say("deliver.euros", n=number(value)) if MEASURE[measure]["unit"] == "eur" else number(value)


def sheet_table(change: Change) -> pd.DataFrame:
    """Rows per sheet that are new, changed, gone and the same."""
    heads = [say(f"deliver.change.head.{name}") for name in ("sheet", "new", "changed", "gone", "same")]
    rows = [
        (heading(one.sheet), *map(number, (one.n_new, one.n_changed, one.n_gone, one.n_same))) for one in change.sheets
    ]
    return pd.DataFrame(rows, columns=heads)


def total_table(totals: Sequence[Total]) -> pd.DataFrame:
    """Totals per measure before and now; nothing is said of before where there is nothing."""
    has_before = any(one.before is not None for one in totals)
    names = ("measure", "before", "now", "difference") if has_before else ("measure", "now")
    return pd.DataFrame(
        [_total(one, has_before=has_before) for one in totals],
        columns=[say(f"deliver.total.head.{name}") for name in names],
    )


def _total(one: Total, *, has_before: bool) -> tuple[str, ...]:
    name, now = measure_name(one.measure), amount(one.measure, one.now)
    if not has_before:
        return name, now
    before = one.before or 0.0
    return name, amount(one.measure, before), now, _difference(one.measure, one.now - before)


def _difference(measure: str, difference: float) -> str:
    if not difference:
        return say("deliver.total.same")
    return f"{'+' if difference > 0 else '−'}{amount(measure, abs(difference))}"


def change_sentence(facts: Facts, change: Change, names: Mapping[str, str]) -> str:
    """What a delivery is about and what it takes the place of."""
    who = ", ".join(names.get(code, code) for code in facts.sources)
    about = say(
        "deliver.change.about", source=who, months=months_of(facts), day=day(facts.reference_date),
        status=say(f"deliver.status.{facts.status}"),
    )  # fmt: skip
    return sentences(about, _beside(change))


def _beside(change: Change) -> str:
    numbers = ", ".join(change.against)
    if change.received_at:
        return say("deliver.change.known", moment=moment(change.received_at))
    if change.replaced:
        return say("deliver.change.replaces", numbers=", ".join(change.replaced), n=len(change.replaced))
    if change.is_same_period:
        return say("deliver.change.partly", numbers=numbers, n=len(change.against))
    if change.against:
        return say("deliver.change.previous", numbers=numbers, months=span(*change.months))
    return say("deliver.change.first")


def jump_sentence(jump: Jump) -> str:
    """One of the biggest differences."""
    return say(
        "deliver.change.jump", project=jump.project, measure=measure_name(jump.measure),
        before=amount(jump.measure, jump.before), now=amount(jump.measure, jump.now),
    )  # fmt: skip


def receipt_text(receipt: Receipt, files: Iterable[tuple[str, str]], names: Mapping[str, str]) -> str:
    """A receipt to keep: number, moment, source, months and hashes."""
    facts = receipt.told()
    lines = [
        say("deliver.receipt.title"),
        "",
        *(
            f"{say(f'deliver.receipt.{name}')}: {value}"
            for name, value in (
                ("number", receipt.number),
                ("state", say(f"intake.state.{receipt.status}")),
                ("moment", moment(receipt.received_at)),
                ("source", ", ".join(f"{names.get(code, code)} ({code})" for code in facts.sources)),
                ("months", months_of(facts)),
                ("reference_date", day(facts.reference_date)),
                ("status", say(f"deliver.status.{facts.status}")),
                ("file", receipt.file_name),
                ("sha256", receipt.sha256),
            )
        ),
    ]
    each = [f"{sha256}  {name}" for name, sha256 in files]
    if len(each) > 1:
        lines += ["", say("deliver.receipt.files"), *each]
    return "\n".join([*lines, ""])


def _searched(problem: Problem) -> str:
    cells = (
        problem.sheet,
        str(problem.row or ""),
        problem.column or "",
        problem.value,
        problem.what,
        problem.what_to_do,
    )
    return " ".join(cells).casefold()


def _clipped(text: str) -> str:
    return text if len(text) <= CLIPPED else text[: CLIPPED - 1] + "…"
