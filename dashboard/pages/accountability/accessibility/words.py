"""The accessibility statement in words: its standing follows from the report of the examination that is shipped.

The form is that of the model statement of the Dutch government (Besluit digitale toegankelijkheid overheid; EN 301 549, which
holds the success criteria of WCAG). Its statuses: A complies, B complies in part, C first measures, D does not comply, E no
statement. A and B ask for an evaluation by WCAG-EM of all criteria, so an own examination never gives more than C.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import day, number
from dashboard.frozen import freeze
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORT = Path(__file__).parent / "report.json"  # written by ``python -m tests.accessibility``
MEASURED, EVALUATED = "C", "E"


@dataclass(frozen=True)
class Fault:
    """A known fault that is not mended yet.

    Attributes:
        key: of its texts.
        criteria: success criteria of WCAG 2.2 it fails, by number.
    """

    key: str
    criteria: tuple[str, ...]


# What an automatic examination cannot see, or what is Streamlit's to mend; found by hand, by keyboard and in the accessibility tree.
FAULTS = (
    Fault("map", ("2.1.1",)),
    Fault("hover", ("1.4.13", "2.1.1")),
    Fault("lists", ("1.4.12",)),
    Fault("language", ("3.1.2",)),
    Fault("office", ("1.3.1",)),
)


@dataclass(frozen=True)
class Examination:
    """What the automatic examination of every page found.

    Attributes:
        date: of the examination.
        axe: version of the tool.
        browser: its name and version.
        streamlit: version of the framework that draws the pages.
        pages: how many pages, those of the desk included.
        looks: in how many looks each: theme, language and width.
        rules: how many rules were passed on some page.
        found: how many elements failed, by rule.
        undecided: how many elements the tool could not judge, by rule.
        source: mark of what makes the pages reachable; another one asks for a new examination.
    """

    date: date
    axe: str
    browser: str
    streamlit: str
    pages: int
    looks: int
    rules: int
    found: Mapping[str, int]
    undecided: Mapping[str, int]
    source: str


@cache
def examination(path: Path = REPORT) -> Examination | None:
    """The report that is shipped; None where there is none."""
    if not path.exists():
        return None
    report = freeze(json.loads(path.read_text(encoding="utf-8")))
    return Examination(**{**report, "date": date.fromisoformat(report["date"])})


def status(made: Examination | None) -> str:
    """The letter of the model statement: first measures where it was tried, and otherwise none."""
    return MEASURED if made else EVALUATED


def standing(made: Examination | None, address: str) -> str:
    """What the statement is of, by which norm, and its status with what that means."""
    of = (
        say("accessibility.of", name=say("frame.product"), address=address)
        if address
        else say("accessibility.of_here", name=say("frame.product"))
    )
    letter = status(made)
    return Markup("{}\n\n{}").format(of, say(f"accessibility.status.{letter}"))


def tried(made: Examination | None) -> str:
    """When and how it was tried, and what came out."""
    if not made:
        return say("accessibility.not_tried")
    found, undecided = sum(made.found.values()), sum(made.undecided.values())
    how = say(
        "accessibility.tried",
        date=day(pd.Timestamp(made.date)),
        axe=made.axe,
        browser=made.browser,
        streamlit=made.streamlit,
        pages=number(made.pages),
        looks=number(made.looks),
        rules=number(made.rules),
    )
    outcome = say("accessibility.found", n=number(found)) if found else say("accessibility.nothing_found")
    return sentences(
        how,
        outcome,
        say("accessibility.undecided", n=number(undecided)) if undecided else "",
        say("accessibility.by_hand"),
    )


def faults_table() -> pd.DataFrame:
    """One row per known fault: criterion, cause, consequence, alternative, measure and planning."""
    columns = ("cause", "consequence", "instead", "measure", "planning")
    rows = [
        {say("accessibility.criterion"): ", ".join(fault.criteria)}
        | {say(f"accessibility.{column}"): say(f"accessibility.fault.{fault.key}.{column}") for column in columns}
        for fault in FAULTS
    ]
    return pd.DataFrame(rows, dtype=object)
