"""The sentences and tables of Verantwoording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.accuracy import LEVELS
from dashboard.analysis.effect.offered import AGAINST, ALONE, GROUP, SIZES, Offer, judge
from dashboard.charts.named import named
from dashboard.charts.numbers import count, day, number, percentage, tally
from dashboard.text import language, say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.analysis.subtraction import Subtraction
    from dashboard.answers.rows import AccountabilityTypical, DefinitionsMeasures
    from dashboard.policy import Policy
    from dashboard.store import Release

    Attacks = Mapping[str, Any]

    from dashboard.analysis.effect.panel import Estimator


# Invented places and counts of the example; no such places exist.
PLACES = ("Dijkzicht", "Havenkwartier", "De Meent", "Polderrand", "Zuiderhof", "Molenwijk")
COUNTS = (12, 4, 27, 8, 1, 41)
MEASURES = ("signals", "examined_addresses", "irregular_addresses")  # the most used; the rare ones stand together
RARE = 100  # cases a year in the whole programme


def promise(policy: Policy) -> str:
    """The guarantee in plain words, with the numbers of the rules the release was made with."""
    base, strict = policy.base, policy.base_strict
    counts = say(
        "accountability.promise",
        up_to=2 * base - 1,
        wide=2 * (base - 1),
        twice=2 * base,
        after_rise=3 * base - 1,
        strict=strict,
        strict_below=strict - 1,
    )
    euros = say("accountability.promise_euros", insider=policy.insider_percent)
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


def public_table(facts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row per table of facts that pass unprotected: what, columns, why, source, since."""
    word = language()
    return pd.DataFrame(
        {
            say("accountability.fact"): [fact[f"label_{word}"] for fact in facts],
            say("accountability.columns"): [", ".join(fact["columns"]) for fact in facts],
            say("accountability.why"): [fact[f"why_{word}"] for fact in facts],
            say("accountability.source"): [fact[f"source_{word}"] for fact in facts],
            say("accountability.since"): [day(pd.Timestamp(fact["since"])) for fact in facts],
        }
    )


def accuracy_table(
    typical: Sequence[AccountabilityTypical], measures: Sequence[DefinitionsMeasures], release: Release
) -> pd.DataFrame:
    """One row per level: how far typical counts of a year may be off, and what of the real ones lies within that.

    Args:
        typical: counts of a year.
        measures: for their names.
        release: whose accuracy is told.
    """
    names = {row.measure_code: named(row) for row in measures}
    usual = {(row.level, row.measure_code): row.n_typical for row in typical}
    rare = [code for (level, code), n in usual.items() if level == "programme" and n < RARE and code not in MEASURES]
    coverage = release.manifest["report"]["accuracy"]["coverage"]
    rows = []
    for level in LEVELS:
        margins = {
            code: release.accuracy(code, level, "year").p95(usual[level, code]) / usual[level, code]
            for code in (*MEASURES, *rare)
            if (level, code) in usual
        }
        cells = {say("accountability.count_level"): say(f"accountability.views.{level}")}
        for code in MEASURES:
            cells[names[code]] = _margin(margins[code], usual[level, code]) if code in margins else ""
        off = sorted(margins[code] for code in rare if code in margins)
        cells[say("accountability.rare")] = f"± {percentage(off[len(off) // 2])}" if off else ""
        held = coverage.get(f"{level}|year")
        cells[say("accountability.covered")] = say("accountability.too_few") if held is None else f"{number(held)}%"
        rows.append(cells)
    return pd.DataFrame(rows)


def held_table(held: Mapping[str, Mapping[str, int]], measures: Sequence[DefinitionsMeasures]) -> pd.DataFrame:
    """One row per measure that could be measured: how often its margins held where they did least, and in how many kinds of counts.

    Args:
        held: measured when the release was made, ``level|period`` to measure to per cent.
        measures: for their names and order.
    """
    rows = []
    for measure in measures:
        by_view = {view: of[measure.measure_code] for view, of in held.items() if measure.measure_code in of}
        if by_view:
            lowest = min(by_view, key=lambda view: by_view[view])
            level, _, period = lowest.partition("|")
            rows.append((named(measure), by_view[lowest], level, period, len(by_view)))
    return pd.DataFrame(
        {
            say("column.measure"): [row[0] for row in rows],
            say("accountability.covered"): [f"{number(row[1])}%" for row in rows],
            say("accountability.held_level"): [say(f"accountability.views.{row[2]}") for row in rows],
            say("accountability.per"): [say(f"accountability.every.{row[3]}") for row in rows],
            say("accountability.kinds"): [number(row[4]) for row in rows],
        }
    )


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


def example_table(example: Subtraction) -> pd.DataFrame:
    """The invented places with their real and their shown count."""
    return pd.DataFrame(
        {
            say("accountability.place"): PLACES,
            say("accountability.real"): [number(value) for value in COUNTS],
            say("accountability.shown"): [count(value) for value in example.shown],
        }
    )


def example_without(example: Subtraction, place: str) -> str:
    """What happens where figures are not protected."""
    difference = example.exact_all - example.exact_without
    return say(
        "accountability.without", all=example.exact_all, rest=example.exact_without, difference=difference, place=place
    )


def example_with(example: Subtraction, place: str) -> str:
    """What the same subtraction gives here."""
    return say(
        "accountability.with",
        all=example.shown_all,
        rest=example.shown_without,
        difference=example.shown_all - example.shown_without,
        place=place,
        low=example.low,
        high=example.high,
    )


POSTERIOR = "posterior"
# Lowest certainty of each class, in per cent; the report itself tells nothing above its first.
CLASSES = {"almost": 90, "mostly": 60, "often": 40, "open": 0}


def verdict_table(attacks: Attacks) -> pd.DataFrame:
    """One row per attack: found, allowed, what the same attack finds where protection is bad on purpose, and the verdict."""
    return pd.DataFrame(
        [
            {
                say("attacks.attack"): _title(one),
                say("attacks.found"): _share(one["found"] if one["tried"] else None),
                say("attacks.allowed"): _share(one["threshold"]),
                say("attacks.twin"): _share(one.get("twin")),
                say("attacks.verdict"): say(f"attacks.{_verdict(one)}"),
            }
            for one in attacks["attacks"]
        ]
    )


def story_table(attacks: Attacks) -> pd.DataFrame:
    """One row per attack: what the attacker did and what came out, in sentences."""
    return pd.DataFrame(
        {
            say("attacks.attack"): [_title(one) for one in attacks["attacks"]],
            say("attacks.how"): [say(f"protect.attack.{one['name']}.how") for one in attacks["attacks"]],
            say("attacks.outcome"): [_outcome(one) for one in attacks["attacks"]],
        }
    )


def measures_lead(attacks: Attacks, base: int) -> str:
    """What a smallest shown count gives away, in plain words; empty where nothing was tried."""
    one = _posterior(attacks)
    if not one:
        return ""
    certain = [row for row in one["measures"] if row["certainty"] >= CLASSES["almost"]]
    key = "attacks.measures_lead_some" if certain else "attacks.measures_lead"
    return say(
        key,
        base=base,
        up_to=2 * base - 1,
        n=number(len(certain)),
        all=number(len(one["measures"])),
        found=number(one["found"]),
        threshold=number(one["threshold"]),
        right=number(one["detail"]["right"]),
        plain=number(one["detail"]["by_presence"]),
    )


def measures_table(attacks: Attacks, measures: Sequence[DefinitionsMeasures]) -> pd.DataFrame:
    """One row per class of certainty that holds a measure: which ones, and what presence alone and the release give.

    Args:
        attacks: the report of the release; certainties in per cent, in steps of five.
        measures: definitions of the measures, for their names.
    """
    one = _posterior(attacks)
    rows = list(one["measures"]) if one else []
    names = {measure.measure_code: named(measure) for measure in measures}
    table, most = [], 101
    for name, least in CLASSES.items():
        part = [row for row in rows if least <= row["certainty"] < most]
        most = least
        if part:
            table.append(
                {
                    say("attacks.certainty"): say(f"attacks.classes.{name}"),
                    say("attacks.measures"): "; ".join(sorted(_measure(row["measure"], names) for row in part)),
                    say("attacks.presence"): _span(row["presence"] for row in part),
                    say("attacks.gain"): say("attacks.points", n=number(max(row["gain"] for row in part))),
                }
            )
    return pd.DataFrame(table)


def _posterior(attacks: Attacks) -> dict[str, Any] | None:
    rows = [one for one in attacks["attacks"] if one["name"] == POSTERIOR and one["tried"]]
    return rows[0] if rows else None


def _measure(key: str, names: Mapping[str, str]) -> str:
    """The name of a measure; figures that are no measure by themselves are told what they count."""
    kind, code = key.split("|")
    name = names.get(code, code)
    return say(f"attacks.kinds.{kind}_{code}") if kind == "rare" else say(f"attacks.kinds.{kind}", name=name)


def _verdict(one: Mapping[str, Any]) -> str:
    """Whether the release held against an attack, and whether that says anything; older reports do not tell the latter."""
    if not one["passed"]:
        return "broken"
    return "held" if one.get("sharp", True) else "blunt"


def _title(one: Mapping[str, Any]) -> str:
    return say(f"protect.attack.{one['name']}.title")


def _outcome(one: Mapping[str, Any]) -> str:
    if not one["tried"]:
        return say("protect.report.not_tried")
    numbers = {
        **one["detail"],
        **one.get("counts", {}),
        **{name: one[name] for name in ("tried", "found", "threshold")},
    }
    return say(f"protect.attack.{one['name']}.outcome", **{name: _spoken(value) for name, value in numbers.items()})


def _share(value: float | None) -> str:
    return say("attacks.not_tried") if value is None else f"{_spoken(value)}%"


def _spoken(value: float) -> str:
    return number(value) if value == round(value) else number(value, 3).rstrip("0")


def _span(values: Iterable[int]) -> str:
    """Per cents from the least to the most; ninety stands for ninety or more."""
    each = sorted(values)
    ends = [say("attacks.or_more", n=number(one)) if one >= CLASSES["almost"] else f"{number(one)}%" for one in each]
    return ends[0] if ends[0] == ends[-1] else say("attacks.span", low=ends[0], high=ends[-1])


ESTIMATORS: tuple[Estimator, ...] = (
    "did", "did_trend", "event_study", "synthetic_control", "interrupted", "before_after",
)  # fmt: skip
Result = Mapping[str, Any]
Situation = tuple[str, int]


def situations(estimator: Estimator, result: Result) -> list[tuple[Situation, Offer]]:
    """The sizes an estimator was tried in, each with whether it held."""
    sizes = (*(str(size) for size in SIZES), GROUP)
    against = (0,) if estimator in ALONE else AGAINST
    judged = [((size, others), judge(result, estimator, (size,), (others,))) for size in sizes for others in against]
    return [one for one in judged if one[1].reason != "not_tried"]


def summary_table(result: Result) -> pd.DataFrame:
    """One row per estimator: coverage, false alarms, power, bias, where it is offered and where not and why."""
    return pd.DataFrame([_row(estimator, result) for estimator in ESTIMATORS])


def _row(estimator: Estimator, result: Result) -> dict[str, str]:
    tried = situations(estimator, result)
    good = [situation for situation, offer in tried if offer.is_offered]
    bad = [(situation, offer) for situation, offer in tried if not offer.is_offered]
    counted = [offer for situation, offer in tried if situation in good or not good]
    cells = _cells(result, estimator, good or [situation for situation, _ in tried])
    where = say("validation.nowhere") if not good else say("validation.everywhere")
    if good and bad:
        where = say("validation.in_part", n=len(good), of=len(tried))
    return {
        say("validation.estimator"): say(f"validation.estimators.{estimator}"),
        say("validation.coverage"): _percent(min(offer.coverage or 0.0 for offer in counted)),
        say("validation.alarms"): _percent(max(offer.false_alarms or 0.0 for offer in counted)),
        say("validation.power_10"): _range(_of(cells, "called", -0.10)),
        say("validation.power_25"): _range(_of(cells, "called", -0.25)),
        say("validation.bias"): _percent(max(abs(value) for value in _of(cells, "bias", 0))),
        say("validation.where"): where,
        say("validation.why"): "; ".join(_failed(situation, offer) for situation, offer in bad) or "–",
    }


def _cells(result: Result, estimator: str, wanted: Iterable[Situation]) -> list[dict[str, Any]]:
    """Cells of these sizes in worlds that keep to the assumption."""
    kept, broken = set(wanted), result["limits"].get(estimator, ())
    return [
        cell
        for cell in result["cells"]
        if cell["estimator"] == estimator and (cell["size"], cell["against"]) in kept and cell["world"] not in broken
    ]


def _of(cells: Iterable[dict[str, Any]], name: str, effect: float) -> list[float]:
    """Values of cells with this effect, all at once and not growing."""
    values = [cell[name] for cell in cells if cell["effect"] == effect and cell["shape"] == "level"]
    return [value for value in values if value is not None]


def _named(situation: Situation) -> str:
    size, others = situation
    name = say(f"validation.sizes.{size}")
    return say("validation.against", size=name, others=others) if others else say("validation.alone", size=name)


def _failed(situation: Situation, offer: Offer) -> str:
    values = {"coverage": _bare(offer.coverage), "alarms": _bare(offer.false_alarms)}
    return say("validation.fails", where=_named(situation), why=say(f"validation.reasons.{offer.reason}", **values))


def sentence(result: Result) -> str:
    """How many estimators hold, and what can be seen at all."""
    held = [[offer.is_offered for _, offer in situations(estimator, result)] for estimator in ESTIMATORS]
    good, none = sum(all(one) for one in held), sum(not any(one) for one in held)
    power = _of(_cells(result, "did", [("8", 40)]), "called", -0.25)
    sizes = {"every": good, "part": len(held) - good - none, "none": none}
    parts = tally(((say(f"validation.held.{where}"), n) for where, n in sizes.items()), ", ")
    return say("validation.sentence", estimators=len(held), parts=parts, power=_bare(sum(power) / len(power)))


def limits(result: Result) -> str:
    """What happens where the assumption fails."""
    cell = next(
        cell
        for cell in result["cells"]
        if (cell["estimator"], cell["world"], cell["size"], cell["against"], cell["effect"])
        == ("did", "apart_much", "8", 40, 0)
    )
    return say("validation.limits", withheld=_bare(cell["withheld"]), alarms=_bare(cell["called"]))


def lead(result: Result) -> str:
    """What was tried."""
    worlds = {cell["world"] for cell in result["cells"]}
    return say("validation.lead", worlds=len(worlds), runs=number(result["runs"]))


def cells_table(result: Result) -> pd.DataFrame:
    """Every simulated cell, as read."""
    return pd.DataFrame(
        [
            {
                say("validation.estimator"): say(f"validation.estimators.{cell['estimator']}"),
                say("validation.world"): say(f"validation.worlds.{cell['world']}"),
                say("validation.size"): say(f"validation.sizes.{cell['size']}"),
                say("validation.others"): number(cell["against"]),
                say("validation.effect"): _percent(cell["effect"]),
                say("validation.shape"): say(f"validation.shapes.{cell['shape']}"),
                say("validation.coverage"): _percent(cell["coverage"]),
                say("validation.called"): _percent(cell["called"]),
                say("validation.bias"): _percent(cell["bias"]),
                say("validation.withheld"): _percent(cell["withheld"]),
                say("validation.runs"): number(cell["runs"]),
                say("validation.error"): _percent(cell["error"]),
            }
            for cell in result["cells"]
        ]
    )


SHARES = (
    "effect",
    "made",
    "withheld",
    "coverage",
    "called",
    "called_all",
    "wide",
    "bias",
    "error",
)  # fractions of a cell


def cells_rows(result: Result) -> pd.DataFrame:
    """Every simulated cell, as numbers."""
    cells = pd.DataFrame(result["cells"])
    shares = [name for name in SHARES if name in cells]
    cells[shares] = (100 * cells[shares].astype(float)).round(2)
    return cells.rename(columns={"runs": "n_runs"} | {name: f"{name}_pct" for name in shares})


def _percent(value: float | None) -> str:
    return "–" if value is None else say("validation.percent", value=_bare(value))


def _bare(value: float | None) -> str:
    return number(100 * (value or 0.0), 1)


def _range(values: list[float]) -> str:
    return say("validation.range", low=_whole(min(values)), high=_whole(max(values))) if values else "–"


def _whole(value: float) -> str:
    return number(100 * value)
