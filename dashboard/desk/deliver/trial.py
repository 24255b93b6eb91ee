"""Try a delivery out: by the one rule set, beside what holds now, without a trace in the archive.

What reads a file that nobody has looked at yet runs in a process apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.desk.deliver.change import Change, jumps, sheet_changes, totals
from dashboard.errors import UserError
from dashboard.steward.intake.content import MONTHLY, PARTS
from dashboard.steward.intake.contract import MUNICIPALITIES
from dashboard.steward.intake.problems import Problem, errors_among, shown, unreadable
from dashboard.steward.intake.referable import references
from dashboard.steward.intake.sources import hold_own, holding
from dashboard.steward.intake.workers import spreader, without_rows
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Checked, Facts, Known
    from dashboard.steward.intake.sources import Allowed

STEPS = 3


@dataclass(frozen=True)
class Trial:
    """What came of trying a delivery out.

    Attributes:
        path: where it lies, until whoever brought it leaves.
        sha256: of its bytes as they would be archived; empty when it cannot be read.
        problems: errors first.
        facts: None when the sheet levering cannot be read.
        change: None when it would be refused.
        marked: the same workbook with its problems marked; None where that is not to be had.
    """

    path: Path
    sha256: str = ""
    problems: tuple[Problem, ...] = ()
    facts: Facts | None = None
    change: Change | None = None
    marked: Path | None = None

    @property
    def is_fit(self) -> bool:
        """Whether it can be sent."""
        return self.change is not None and not errors_among(self.problems)


def try_out(
    path: Path, settings: Settings, allowed: Allowed, source: str, step: Callable[[str, int, int], None]
) -> Trial:
    """Check a delivery of a source and say what it changes.

    Args:
        path: workbook or ZIP in a private folder, where the marked workbook is put too.
        settings: say where the archive is.
        allowed: sources whoever brought it may deliver for.
        source: the one it is said to be of.
        step: told between two steps.

    Raises:
        AccessDenied: it is of another source.
    """
    step(say("deliver.step.check"), 0, STEPS)
    known = references(settings)
    checked = apart(partial(without_rows, known=known), path)
    if isinstance(checked, UserError):
        return Trial(path, problems=(unreadable(checked),))
    problems, change = checked.problems, None
    if checked.facts:
        hold_own(allowed, checked.facts.sources)
        if source not in checked.facts.sources:
            raise UserError("deliver.error.of_another", sources=", ".join(checked.facts.sources), source=source)
    if checked.is_accepted:
        step(say("deliver.step.beside"), 1, STEPS)
        beside = apart(partial(_beside, known=known, settings=settings), path)
        if isinstance(beside, UserError):
            return Trial(path, checked.sha256, (unreadable(beside),), checked.facts)
        problems, change = beside
    step(say("deliver.step.mark"), 2, STEPS)
    return Trial(path, checked.sha256, problems, checked.facts, change, _marked(path, problems))


def apart(work: Callable[[Path], Any], path: Path) -> Any:
    """What work made of a file in a process apart, or the error a person can act on."""
    (outcome,) = spreader().spread(work, [path], lambda one: shown(one.name))
    return outcome


def _beside(path: Path, known: Known, settings: Settings) -> tuple[tuple[Problem, ...], Change]:
    """The problems of a delivery beside the accepted ones, and what it changes."""
    from dashboard.steward.intake import archive  # noqa: PLC0415
    from dashboard.steward.intake.check import check  # noqa: PLC0415

    checked = check(path, known)
    sheets = checked.delivery.sheets if checked.delivery else {}
    problems = archive.check_beside(checked, settings, archive.stand(settings), lambda: sheets.get("result"))
    accepted = archive.counting(archive.survey(settings)[0])
    if earlier := next((one for one in accepted if one.sha256 == checked.sha256), None):
        return problems, Change(received_at=earlier.received_at)
    return problems, compare(checked, accepted, lambda one: archive.load(one, settings).sheets)


def compare(
    checked: Checked, accepted: Iterable[Receipt], load: Callable[[Receipt], Mapping[str, pd.DataFrame]]
) -> Change:
    """What a delivery without errors changes beside the accepted ones.

    Args:
        checked: the delivery with its rows.
        accepted: the deliveries that count now, without this one.
        load: reads the typed rows of one of them.
    """
    facts, delivery = checked.facts, checked.delivery
    if facts is None or delivery is None:
        return Change()
    accepted = list(accepted)
    held = {(source, month): one for source in facts.sources for month, one in holding(accepted, source).items()}
    same = _once(one for (_, month), one in held.items() if month in facts.months)
    earlier = [one for (_, month), one in held.items() if month < facts.months[0]]
    against = same or ([max(earlier, key=lambda one: one.told().months[-1])] if earlier else [])
    sheets = dict(delivery.sheets)
    rows = [_own_rows(load(one), one.told(), facts) for one in against]
    before = _together([_within(one, facts.months) for one in rows] if same else rows)
    parts = _together(
        [
            _of_projects(_own_rows(load(one), one.told(), facts), checked.content.parts, checked.content.projects)
            for one in _holding_parts(checked, accepted)
        ]
    )
    monthly = {name: frame for name, frame in before.items() if name in MONTHLY} if same else {}
    months = sorted(month for one in against for month in one.told().months)
    return Change(
        against=tuple(one.number for one in against),
        is_same_period=bool(same),
        months=(months[0], months[-1]) if months else ("", ""),
        replaced=tuple(one.number for one in same if _is_replaced(one, facts, held)),
        sheets=sheet_changes(parts | monthly, sheets),
        totals=totals(before.get("result") if against else None, sheets.get("result")),
        jumps=jumps(before.get("result", pd.DataFrame()) if against else None, sheets.get("result")),
    )


def _is_replaced(one: Receipt, facts: Facts, held: Mapping[tuple[str, str], Receipt]) -> bool:
    """Whether all months a delivery holds now are also of the new one."""
    return all(month in facts.months for (_, month), other in held.items() if other.sha256 == one.sha256)


def _holding_parts(checked: Checked, accepted: Iterable[Receipt]) -> list[Receipt]:
    """The deliveries of the same partner whose rows about the projects of this one hold now."""
    facts, codes = checked.facts, set(checked.content.projects)
    found: dict[str, Receipt] = {}
    for one in sorted(accepted, key=lambda one: (one.told().reference_date, one.number)):
        if facts and one.told().partner_code == facts.partner_code:
            found |= dict.fromkeys(codes & set(one.content.projects), one)
    return _once(found.values())


def _once(receipts: Iterable[Receipt]) -> list[Receipt]:
    return list({one.sha256: one for one in receipts}.values())


def _own_rows(sheets: Mapping[str, pd.DataFrame], theirs: Facts, mine: Facts) -> dict[str, pd.DataFrame]:
    """Rows of what was handed in together with others that are surely of the same sources."""
    if set(theirs.sources) <= set(mine.sources) or mine.partner_code != MUNICIPALITIES:
        return dict(sheets)
    digits = {code.removeprefix("GM") for code in mine.sources}
    areas = {name: frame for name, frame in sheets.items() if "area_code" in frame}
    return {name: frame[frame["area_code"].astype("str").str[2:6].isin(digits)] for name, frame in areas.items()}


def _within(sheets: Mapping[str, pd.DataFrame], months: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Rows of the sheets with months that lie in these."""
    inside = set(months)
    return {
        name: frame[frame["month"].dt.strftime("%Y-%m").isin(inside)]
        for name, frame in sheets.items()
        if name in MONTHLY and len(frame)
    }


def _of_projects(
    sheets: Mapping[str, pd.DataFrame], parts: Mapping[str, Iterable[str]], projects: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """Rows of the sheets about projects, of those that the new delivery tells anew."""
    anew = {"project": set(projects)} | {sheet: set(parts.get(sheet, ())) for sheet in PARTS}
    return {
        name: frame[frame["project_code"].astype("str").isin(anew[name])]
        for name, frame in sheets.items()
        if name in anew and len(frame)
    }


def _together(each: Iterable[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    frames: dict[str, list[pd.DataFrame]] = {}
    for sheets in each:
        for name, frame in sheets.items():
            frames.setdefault(name, []).append(frame)
    return {name: pd.concat(some, ignore_index=True) for name, some in frames.items()}


def _marked(path: Path, problems: tuple[Problem, ...]) -> Path | None:
    """The workbook with its problems marked beside the original; None for a ZIP, or where nothing can be marked."""
    from dashboard.desk.deliver.marked import mark  # noqa: PLC0415

    if path.suffix.lower() != ".xlsx" or not problems:
        return None
    target = path.with_name(str(say("deliver.marked.file", name=path.stem)))
    outcome = apart(partial(mark, problems=problems, target=target), path)
    return target if isinstance(outcome, int) and outcome else None
