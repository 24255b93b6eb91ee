"""The checklist of a release: what keeps it from being published, and what whoever approves has to know. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.accuracy import LEVELS
from dashboard.charts.named import named
from dashboard.charts.numbers import number, percentage
from dashboard.frozen import FrozenDict
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.steward.release.difference import Difference, Total

Manifest = Mapping[str, Any]
THRESHOLDS = Path(__file__).with_name("checklist.toml")
FEW = 5  # named in a sentence; the rest is counted


class State(StrEnum):
    """What an item does to the release."""

    OK = "ok"
    WARNS = "warns"
    BLOCKS = "blocks"


@dataclass(frozen=True)
class Thresholds:
    """What is asked of figures; shares in per cent.

    Attributes:
        coverage_pct: of measured margins of counts that must hold.
        holds_pct: the same of euros.
        promised_pct: what is below it is named.
        measured_least: but not where fewer figures were measured.
        jump_pct: a total that moves by more is named.
        jump_least: but not by fewer cases than this.
        jump_least_eur: or by fewer euros.
    """

    coverage_pct: int
    holds_pct: int
    promised_pct: int
    measured_least: int
    jump_pct: int
    jump_least: int
    jump_least_eur: int


@dataclass(frozen=True)
class Item:
    """One line of the checklist.

    Attributes:
        code: what it is about.
        state: what it does.
        key: of its sentence.
        values: what fills it.
    """

    code: str
    state: State
    key: str
    values: Mapping[str, object] = field(default_factory=FrozenDict)

    @property
    def sentence(self) -> str:
        """What it says, in the language of now."""
        return say(f"checklist.{self.code}.{self.key}", **self.values)


@cache
def thresholds() -> Thresholds:
    """Those that are shipped."""
    return Thresholds(**tomllib.loads(THRESHOLDS.read_text(encoding="utf-8")))


def checklist(manifest: Manifest, previous: Manifest | None, difference: Difference, asked: Thresholds) -> list[Item]:
    """Every item, in the order in which they are read.

    Args:
        manifest: of the release.
        previous: of what is published; None where nothing is.
        difference: between both.
        asked: what is asked of figures.
    """
    return [
        _sample(manifest),
        _checks(manifest),
        _attacks(manifest),
        _coverage(manifest, asked, {one.row.measure_code: named(one.row) for one in difference.totals}),
        _accuracy(manifest, asked),
        _definitions(manifest, previous),
        _policy(manifest, previous),
        _provisional(manifest),
        _sources(manifest, previous),
        _jumps(difference, asked),
    ]


def blocking(items: Iterable[Item]) -> list[Item]:
    """Those that keep the release from being published."""
    return [item for item in items if item.state is State.BLOCKS]


def _item(code: str, state: State, key: str = "", **values: object) -> Item:
    return Item(code, state, key or str(state), FrozenDict(values))


def _sample(manifest: Manifest) -> Item:
    return _item("sample", State.BLOCKS if manifest["is_sample"] else State.OK)


def _checks(manifest: Manifest) -> Item:
    """A build stops at a check that finds something, before there is a file; so what has a file passed them."""
    tables = manifest.get("tables", {})
    return _item("checks", State.OK if tables and manifest.get("file_sha256") else State.BLOCKS, n=number(len(tables)))


def _attacks(manifest: Manifest) -> Item:
    report = manifest.get("attacks")
    if not report:
        return _item("attacks", State.BLOCKS, "missing")
    if not report["passed"]:
        return _item("attacks", State.BLOCKS)
    return _item("attacks", State.OK, n=number(len(report["attacks"])))


def _coverage(manifest: Manifest, asked: Thresholds, names: Mapping[str, str]) -> Item:
    """Whether the margins of counts hold as often as they say, where enough counts were there to measure it."""
    report = manifest["report"]["accuracy"]
    measured = {view: held for view, held in report["coverage"].items() if held is not None}
    if not measured:
        return _item("coverage", State.WARNS)
    low = min(measured.values())
    given = {"low": f"{number(low)}%", "least": f"{asked.coverage_pct}%"}
    if low < asked.coverage_pct:
        return _item("coverage", State.BLOCKS, **given)
    if low < asked.promised_pct:
        told = [f"{names.get(code, code)} ({number(held)}%)" for code, held in _below(report, asked.promised_pct)]
        return _item(
            "coverage",
            State.WARNS,
            "low",
            names=_few(told or [given["low"]]),
            promised=f"{asked.promised_pct}%",
            **given,
        )
    return _item("coverage", State.OK, **given)


def _below(report: Mapping[str, Any], promised: int) -> list[tuple[str, int]]:
    """Measures whose margins hold less often than promised at some level and period, with how often, lowest first."""
    lowest: dict[str, int] = {}
    for held in report.get("held", {}).values():
        for code, percent in held.items():
            lowest[code] = min(percent, lowest.get(code, percent))
    return sorted(((code, held) for code, held in lowest.items() if held < promised), key=lambda one: one[1])


def _accuracy(manifest: Manifest, asked: Thresholds) -> Item:
    """Whether the release tells its accuracy at every level, and margins of euros hold."""
    report = manifest["report"]
    levels = {view.partition("|")[0] for view in report["accuracy"]["spreads"]}
    missing = [say(f"checklist.level.{level}") for level in LEVELS if level not in levels]
    if missing:
        return _item("accuracy", State.BLOCKS, "missing", levels=", ".join(missing))
    holds = [view["holds"] for view in report["amounts"].values()]
    if holds and min(holds) < asked.holds_pct:
        return _item("accuracy", State.BLOCKS, low=f"{number(min(holds))}%", least=f"{asked.holds_pct}%")
    enough = [view["holds"] for view in report["amounts"].values() if view.get("figures", 0) >= asked.measured_least]
    below = [held for held in enough if held < asked.promised_pct]
    if below:
        given = {"low": f"{number(min(below))}%", "promised": f"{asked.promised_pct}%"}
        return _item("accuracy", State.WARNS, "low", n=number(len(below)), **given)
    return _item("accuracy", State.OK, n=number(len(levels)))


def below_promise(items: Iterable[Item]) -> list[Item]:
    """What the builder of a release hears at once: margins that hold less often than they promise."""
    measured = (item for item in items if item.code in {"coverage", "accuracy"})
    return [item for item in measured if item.key == "low" or (item.state is State.BLOCKS and item.key != "missing")]


def _definitions(manifest: Manifest, previous: Manifest | None) -> Item:
    if previous is None or manifest["definitions"] == previous["definitions"]:
        return _item("definitions", State.OK)
    if text := manifest.get("definitions_note", {}).get("text", ""):
        return _item("definitions", State.WARNS, text=text)
    return _item("definitions", State.BLOCKS)


def _policy(manifest: Manifest, previous: Manifest | None) -> Item:
    same = previous is None or manifest["policy"]["sha256"] == previous["policy"]["sha256"]
    return _item("policy", State.OK if same else State.WARNS)


def _provisional(manifest: Manifest) -> Item:
    """Sources and months whose last delivery is provisional."""
    last: dict[tuple[str, str], Mapping[str, Any]] = {}
    for one in sorted(manifest["deliveries"], key=lambda one: one["reference_date"]):
        last[" ".join(one["sources"]), one["period_from"]] = one
    names = sorted({key[0] for key, one in last.items() if one["delivery_status"] == "provisional"})
    return _item("provisional", State.WARNS if names else State.OK, n=number(len(names)), names=_few(names))


def _sources(manifest: Manifest, previous: Manifest | None) -> Item:
    """Sources that are behind the last delivered month, or were there before and are not any more."""
    now, before = _last_months(manifest), _last_months(previous or {"deliveries": ()})
    newest = max(now.values(), default="")
    names = sorted({source for source, month in now.items() if month < newest} | before.keys() - now.keys())
    return _item("sources", State.WARNS if names else State.OK, n=number(len(names)), names=_few(names))


def _last_months(manifest: Manifest) -> dict[str, str]:
    months: dict[str, str] = {}
    for one in manifest["deliveries"]:
        for source in one["sources"]:
            months[source] = max(months.get(source, ""), one["period_to"])
    return months


def _jumps(difference: Difference, asked: Thresholds) -> Item:
    """Totals of quarters that were published before and moved by more than is usual."""
    if not difference.before:
        return _item("jumps", State.OK, "first")
    jumps = sorted((one for one in difference.totals if _jumped(one, asked)), key=lambda one: -one.jump)
    names = [f"{one.name} ({percentage(one.jump)})" for one in jumps]
    return _item(
        "jumps",
        State.WARNS if jumps else State.OK,
        n=number(len(jumps)),
        names=_few(names),
        most=f"{asked.jump_pct}%",
    )


def _jumped(total: Total, asked: Thresholds) -> bool:
    least = asked.jump_least_eur if total.is_money else asked.jump_least
    return total.jump * 100 > asked.jump_pct and abs(total.same_after - total.same_before) >= least


def _few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    rest = len(names) - FEW
    return ", ".join(names[:FEW]) + (f" + {number(rest)}" if rest > 0 else "")
