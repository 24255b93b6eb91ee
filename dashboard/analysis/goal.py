"""Was a goal reached? Only for a goal set before the project began, and only when the interval leaves no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dashboard.analysis.intervals import Estimate

Verdict = Literal["reached", "not_reached", "not_yet", "undecided", "set_later", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("reached", "not_reached", "not_yet", "undecided", "set_later", "unknown")


def judge_goal(reached: Estimate | None, target: float, *, is_prior: bool, is_less: bool, is_over: bool) -> Verdict:
    """The verdict on one goal.

    Rule: ``reached`` when the whole interval is at or past the target, ``not_reached`` when the whole interval is short of
    it and no more results come in (``not_yet`` while they do), else ``undecided``. A goal set after the start is
    ``set_later`` and never judged: it can be chosen to fit. Without a value it is ``unknown``.

    Args:
        reached: value so far with its interval; None where none can be given.
        target: what was aimed at.
        is_prior: whether it was set on or before the day the project began.
        is_less: whether less is better.
        is_over: whether the project has ended, so that hardly more is to come.
    """
    if not is_prior:
        return "set_later"
    if reached is None:
        return "unknown"
    is_short = reached.lower > target if is_less else reached.upper < target
    is_met = reached.upper <= target if is_less else reached.lower >= target
    if is_less and not is_over:
        return "not_reached" if is_short else "undecided"
    if is_met:
        return "reached"
    if is_short:
        return "not_reached" if is_over else "not_yet"
    return "undecided"
