"""What protects the figures, as tables and sentences: rules, measured error, attacks, and a try-it-yourself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.accuracy import LEVELS
from dashboard.charts.numbers import count, day, number, percentage
from dashboard.charts.walk import walk
from dashboard.text import language, say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.subtraction import Subtraction
    from dashboard.store import Release

# Invented places and counts of the example; no such places exist.
PLACES = ("Dijkzicht", "Havenkwartier", "De Meent", "Polderrand", "Zuiderhof", "Molenwijk")
COUNTS = (12, 4, 27, 8, 1, 41)
MEASURES = ("signals", "examined_addresses", "irregular_addresses")  # the most used; the rare ones stand together
RARE = 100  # cases a year in the whole programme


def promise(rules: Sequence[Mapping[str, Any]]) -> str:
    """The guarantee in plain words, with the numbers of the rules the release was made with."""
    value = {rule["rule"]: rule["value"] for rule in rules}
    base, strict = value["base"], value["base_strict"]
    counts = say(
        "accountability.promise",
        **{name: value[name] for name in ("settlement_days", "settlement_rows")},
        base=base,
        below=base - 1,
        up_to=2 * base - 1,
        wide=2 * (base - 1),
        twice=2 * base,
        after_rise=3 * base - 1,
        strict=strict,
        strict_below=strict - 1,
    )
    euros = say("accountability.promise_euros", contributors=value["contributors"], insider=value["insider_percent"])
    return Markup("{}\n{}").format(counts, euros)


def rules_table(rules: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row per rule: what, value, why, source, since."""
    word = language()
    return pd.DataFrame(
        {
            say("accountability.rule"): [rule[f"label_{word}"] for rule in rules],
            say("accountability.value"): [number(rule["value"]) for rule in rules],
            say("accountability.why"): [rule[f"why_{word}"] for rule in rules],
            say("accountability.source"): [rule[f"source_{word}"] for rule in rules],
            say("accountability.since"): [day(pd.Timestamp(rule["since"])) for rule in rules],
        }
    )


def accuracy_table(typical: pd.DataFrame, measures: pd.DataFrame, release: Release) -> pd.DataFrame:
    """One row per level: how far typical counts of a year may be off, and what of the real ones lies within that.

    Args:
        typical: as ``accountability__typical`` answers.
        measures: as ``definitions__measures`` answers.
        release: whose accuracy is told.
    """
    names = dict(walk(measures, "measure_code", f"name_{language()}"))
    known = {(level, measure): int(n) for level, measure, n in walk(typical, "level", "measure_code", "n_typical")}
    rare = [code for (level, code), n in known.items() if level == "programme" and n < RARE and code not in MEASURES]
    coverage = release.manifest["report"]["accuracy"]["coverage"]
    rows = []
    for level in LEVELS:
        margins = {
            code: release.accuracy(code, level, "year").p95(known[level, code]) / known[level, code]
            for code in (*MEASURES, *rare)
            if (level, code) in known
        }
        row = {say("accountability.count_level"): say(f"accountability.views.{level}")}
        for code in MEASURES:
            row[names[code]] = _margin(margins[code], known[level, code]) if code in margins else ""
        off = sorted(margins[code] for code in rare if code in margins)
        row[say("accountability.rare")] = f"± {percentage(off[len(off) // 2])}" if off else ""
        held = coverage.get(f"{level}|year")
        row[say("accountability.covered")] = say("accountability.too_few") if held is None else f"{number(held)}%"
        rows.append(row)
    return pd.DataFrame(rows)


def _margin(share: float, value: int) -> str:
    """``± 6 op 25 (24%)``."""
    return say("accountability.error", margin=number(share * value), value=number(value), share=percentage(share))


def amounts_table(errors: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """One row per kind of view of euros: how far shown amounts were off, and how often their margin held.

    Args:
        errors: measured when the release was made, ``view|grain`` to ``median``, ``p90`` and ``holds``, in per cent.
    """
    rows = [(key.partition("|")[0], key.partition("|")[2], row) for key, row in errors.items()]
    return pd.DataFrame(
        {
            say("accountability.level"): [say(f"accountability.euro_views.{view}") for view, _, _ in rows],
            say("accountability.per"): [say(f"accountability.every.{grain}") for _, grain, _ in rows],
            say("accountability.median"): [_at_most(row["median"]) for *_, row in rows],
            say("accountability.p90"): [_at_most(row["p90"]) for *_, row in rows],
            say("accountability.holds"): [f"{number(row['holds'])}%" for *_, row in rows],
        }
    )


def _at_most(percent: int) -> str:
    return say("accountability.at_most", value=f"{number(percent)}%")


def example_table(found: Subtraction) -> pd.DataFrame:
    """The invented places with their real and their shown count."""
    return pd.DataFrame(
        {
            say("accountability.place"): PLACES,
            say("accountability.real"): [number(value) for value in COUNTS],
            say("accountability.shown"): [count(value) for value in found.shown],
        }
    )


def example_without(found: Subtraction, place: str) -> str:
    """What happens where figures are not protected."""
    difference = found.exact_all - found.exact_without
    return say(
        "accountability.without", all=found.exact_all, rest=found.exact_without, difference=difference, place=place
    )


def example_with(found: Subtraction, place: str) -> str:
    """What the same subtraction gives here."""
    return say(
        "accountability.with",
        all=found.shown_all,
        rest=found.shown_without,
        difference=found.shown_all - found.shown_without,
        place=place,
        low=found.low,
        high=found.high,
    )
