"""What is wrong with a delivery, row by row, in words a person can act on.

Rules hand their findings to a `Report`; it masks what looks personal, folds what repeats and renders the sentences.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from dashboard.personal import looks_personal, masked
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dashboard.errors import UserError

Severity = Literal["error", "warning", "info"]
FOLD_ABOVE = 20
ROWS_SHOWN = 5
VALUE_SHOWN = 60

# Every rule that is not an error. A rule not named here refuses the delivery.
SEVERITY: Mapping[str, Severity] = {
    "hidden_rows": "warning",
    "hidden_columns": "warning",
    "hidden_sheet": "warning",
    "unknown_column": "warning",
    "extra_sheet": "info",
    "sheet_misnamed": "warning",
    "broken_letters": "warning",
    "project_unknown": "warning",
    "end_missing": "warning",
    "running_after_end": "warning",
    "municipality_of_other": "warning",
    "period_long": "warning",
    "older_than_held": "warning",
    "replaces_with_nothing": "warning",
    "fewer_rows": "warning",
    "handover_waits": "warning",
    "steps_out_of_order": "warning",
    "count_implausible": "warning",
    "count_in_text": "warning",
    "more_examined_than_addresses": "warning",
    "above_denominator": "warning",
    "area_beside_its_parts": "warning",
    "result_before_start": "warning",
    "result_of_no_project": "warning",
    "partner_not_of_project": "warning",
    "area_outside_municipalities": "warning",
    "imposed_above_established": "warning",
    "step_after_reference": "warning",
    "amount_without_files": "warning",
    "amount_without_largest": "warning",
    "amount_rises_without_files": "warning",
    "mean_implausible": "warning",
    "decision_missing": "warning",
    "measure_not_of_partner": "warning",
    "referral_to_self": "warning",
    "area_not_of_project": "warning",
    "nothing_delivered": "warning",
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth knowing, in a delivery.

    Attributes:
        sheet: Dutch name of the sheet, empty when it is about the whole delivery.
        row: row as a person sees it in Excel or in the file, the first one of a folded problem.
        column: Dutch heading.
        value: text as delivered, clipped; masked where it looks personal.
        rule: name of the rule, ``intake.rule.<rule>`` in the texts.
        count: number of rows this problem stands for.
    """

    sheet: str
    row: int | None
    column: str | None
    value: str
    severity: Severity
    what: str
    what_to_do: str
    rule: str = ""
    count: int = 1


@dataclass(frozen=True)
class Place:
    """Where something is wrong.

    Attributes:
        sheet: Dutch name, empty for the delivery as a whole.
        column: Dutch heading.
        rows: source row numbers; none for the sheet or the column as a whole.
        texts: text as delivered, as many as rows.
    """

    sheet: str = ""
    column: str | None = None
    rows: Sequence[int] = ()
    texts: Sequence[str] = ()


@dataclass
class Report:
    """Collects the problems of one delivery."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        rule: str,
        place: Place,
        detail: Callable[[int], Mapping[str, object]] | None = None,
        **details: object,
    ) -> None:
        """Add one problem per row, or one for all of them when there are more than `FOLD_ABOVE`.

        Args:
            rule: a key of ``intake.rule``.
            place: sheet, column, rows and values it is about.
            detail: placeholders of the sentence for the n-th row, asked only for rows that are shown.
            details: placeholders that are the same for all rows.
        """
        count = len(place.rows)
        alone = 1 if count > FOLD_ABOVE else max(count, 1)
        for position in range(alone):
            given = {**details, **(detail(position) if detail else {})}
            value = place.texts[position] if len(place.texts) > position else ""
            rows = place.rows if count > FOLD_ABOVE else place.rows[position : position + 1]
            self.problems.append(_problem(rule, place, rows, value, given))

    @property
    def refuses(self) -> bool:
        """True when at least one problem is an error."""
        return bool(errors_among(self.problems))

    def sorted(self) -> tuple[Problem, ...]:
        """Errors first, then warnings, then notes; each in the order of sheet and row."""
        order = {"error": 0, "warning": 1, "info": 2}
        return tuple(sorted(self.problems, key=lambda p: (order[p.severity], p.sheet, p.row or 0, p.column or "")))


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that refuse a delivery."""
    return [problem for problem in problems if problem.severity == "error"]


def _problem(rule: str, place: Place, rows: Sequence[int], value: str, details: Mapping[str, object]) -> Problem:
    what = say(f"intake.rule.{rule}.what", **details)
    if len(rows) > 1:
        first = ", ".join(str(row) for row in rows[:ROWS_SHOWN])
        what = say("intake.folded", what=what, count=len(rows), rows=first)
    return Problem(
        sheet=shown(place.sheet),
        row=int(rows[0]) if len(rows) else None,
        column=None if place.column is None else shown(place.column),
        value=shown(value),
        severity=SEVERITY.get(rule, "error"),
        what=what,
        what_to_do=say(f"intake.rule.{rule}.do", **details),
        rule=rule,
        count=max(len(rows), 1),
    )


def shown(text: str) -> str:
    """Text from a file, fit to print: masked where personal, on one line, without control characters, clipped."""
    if looks_personal(text):
        return masked(text)
    plain = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    line = " ".join(plain.split())
    return line if len(line) <= VALUE_SHOWN else line[: VALUE_SHOWN - 1] + "…"


def problems_as_text(problems: Iterable[Problem]) -> str:
    """The list for people: a count per severity, then each problem with its place and what to do."""
    listed = list(problems)
    if not listed:
        return say("intake.report.none")
    counts = {kind: sum(p.count for p in listed if p.severity == kind) for kind in ("error", "warning", "info")}
    return "\n".join([say("intake.report.head", **counts), *("\n" + _as_text(problem) for problem in listed)])


def _as_text(problem: Problem) -> str:
    place = [problem.sheet or say("intake.report.delivery")]
    if problem.row is not None:
        place.append(say("intake.report.row", row=problem.row))
    if problem.column:
        place.append(say("intake.report.column", column=problem.column))
    if problem.value:
        place.append(say("intake.report.value", value=problem.value))
    head = f"{say(f'intake.severity.{problem.severity}')} · " + " · ".join(place)
    return "\n  ".join(line for line in (head, problem.what, problem.what_to_do) if line)


def problems_as_json(problems: Iterable[Problem] | Mapping[str, Iterable[Problem]]) -> str:
    """The same list for machines: a JSON array of objects with the fields of `Problem`; or such an array per delivery."""
    listed = (
        {name: [asdict(problem) for problem in of] for name, of in problems.items()}
        if isinstance(problems, Mapping)
        else [asdict(problem) for problem in problems]
    )
    return json.dumps(listed, ensure_ascii=False, indent=2)


def unreadable(error: UserError) -> Problem:
    """What a file that cannot be read at all is refused for; its one sentence says what to do too."""
    rule = error.key.rpartition(".")[2]
    return Problem("", None, None, "", "error", say(error.key, **error.values), "", rule)
