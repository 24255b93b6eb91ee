"""What a project meant for people, in a panel of the same weight as the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.analysis.intervals import count_interval
from dashboard.charts.numbers import circa
from dashboard.charts.shares import share, share_columns, share_text
from dashboard.pages.project.figures import steps
from dashboard.pages.project.figures.results import value_text
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.accuracy import Noise
    from dashboard.charts.ladder import Amount
    from dashboard.charts.shares import Pair
    from dashboard.pages.project.figures.steps import Step


# What is shown, and of which measure it is a share.
COUNTS = (
    ("persons_compared", ""),
    ("home_visits", ""),
    ("visits_refused", "home_visits"),
    ("objections", ""),
    ("objections_upheld", "objections"),
    ("complaints", ""),
    ("access_requests", ""),
    ("data_breaches", ""),
    ("care_referrals", ""),
    ("care_followed_up", "care_referrals"),
    ("non_take_up_resolved", ""),
)
# What had no finding is one component of what was examined, so no further off.
CLEAN = ("examined_addresses", "examined_addresses")
FIRST = ("no_finding", "visits_refused", "objections_upheld", "care_followed_up", "non_take_up_resolved", "backpay")


def without_finding(found: Mapping[str, int], kind: str) -> int:
    """How many of the examined had nothing to report; rounding can put the difference below none."""
    return max(found.get(f"examined_{kind}", 0) - found.get(f"irregular_{kind}", 0), 0)


def panel(
    found: Mapping[str, int], amounts: Sequence[Amount], taken: Sequence[Step], noise: Noise
) -> list[tuple[str, str, str, str]]:
    """Key, value, share and note per line.

    Args:
        found: totals per measure.
        amounts: of the project, for the back pay.
        taken: the steps, for the destruction of data.
        noise: of the release.
    """
    lines = []
    for kind in ("addresses", "companies"):
        examined = found.get(f"examined_{kind}", 0)
        if examined or kind == "addresses":
            clean = without_finding(found, kind)
            key = "no_finding" if kind == "addresses" else "no_finding_companies"
            code = f"examined_{kind}"
            value = _value(clean, noise, code) if examined else say("project.people.nothing")
            lines.append((key, value, share_text(clean, examined, noise, (code, code)) if examined else ""))
    for code, whole in COUNTS:
        value = _value(found[code], noise, code) if code in found else say("project.people.nothing")
        share = share_text(found.get(code, 0), found[whole], noise, (code, whole)) if found.get(whole) else ""
        lines.append((code, value, share))
    lines.append(("backpay", _backpay(amounts).shown, ""))
    lines += [(f"destroyed_{code}", steps.in_time(taken, code), "") for code in steps.DESTROYED]
    return [(*line, say(f"project.people.explain.{line[0]}")) for line in lines]


def table(lines: Sequence[tuple[str, str, str, str]], keys: Sequence[str] = ()) -> pd.DataFrame:
    """The lines as people read them; ``keys`` chooses some, without their notes."""
    chosen = [line for line in lines if not keys or line[0] in keys]
    made = {
        say("project.people.what"): [say(f"project.people.name.{line[0]}") for line in chosen],
        say("table.value"): [line[1] for line in chosen],
        say("project.people.share"): [line[2] for line in chosen],
    }
    if not keys:
        made[say("project.people.reading_label")] = [line[3] for line in chosen]
    return pd.DataFrame(made)


def rows_of(lines: Sequence[tuple[str, str, str, str]], found: Mapping[str, int], noise: Noise) -> pd.DataFrame:
    """The lines as numbers, for the download: count with its interval and share with its own, where there are such.

    Args:
        lines: as ``panel`` gives them.
        found: totals per measure.
        noise: of the release.
    """
    counted = {key: _counted(key, found) for key, *_ in lines}
    limits = [None if one is None else count_interval(one.part, noise(one.part, one.of[0])) for one in counted.values()]
    shares = [
        share(one.part, one.whole, noise, one.of) if one and one.whole is not None else None for one in counted.values()
    ]
    return pd.DataFrame(
        {
            "people_line": list(counted),
            "n_value": [one and one.part for one in counted.values()],
            **{end: [limit and round(getattr(limit, end)) for limit in limits] for end in ("lower", "upper")},
            **share_columns(shares),
            "as_shown": pd.Series([value for _, value, *_ in lines], dtype=object),
            "says": pd.Series([note for *_, note in lines], dtype=object),
        }
    )


class Counted(NamedTuple):
    """What is counted of a line; ``whole`` is what it is a share of, None where it is of none, ``of`` are the measures."""

    part: int
    whole: int | None
    of: Pair


def _counted(key: str, found: Mapping[str, int]) -> Counted | None:
    """The count behind a line; None where it was not stated, or the line is no count."""
    if key.startswith("no_finding"):
        kind = "companies" if key.endswith("companies") else "addresses"
        code = f"examined_{kind}"
        return Counted(without_finding(found, kind), found[code], (code, code)) if found.get(code) else None
    whole = dict(COUNTS).get(key)
    return None if key not in found or whole is None else Counted(found[key], found.get(whole), (key, whole or key))


def sentence(found: Mapping[str, int], amounts: Sequence[Amount], noise: Noise) -> str:
    """How many were bothered without a finding, what objections came to, and what people got."""
    examined = found.get("examined_addresses", 0)
    if not examined and not found.get("examined_companies"):
        return say("project.people.none_examined")
    clean = without_finding(found, "addresses")
    told = say(
        "project.people.sentence",
        clean=circa(clean),
        examined=circa(examined),
        share=share_text(clean, examined, noise, CLEAN),
        objections=_about(found, "objections"),
        upheld=_about(found, "objections_upheld"),
    )
    return sentences(told, _paid_back(amounts), say("project.people.equal"))


def _about(found: Mapping[str, int], code: str) -> str:
    return circa(found[code]) if code in found else say("project.people.nothing")


def _backpay(amounts: Sequence[Amount]) -> Amount:
    return next(amount for amount in amounts if amount.kind == "backpay")


def _paid_back(amounts: Sequence[Amount]) -> str:
    """What people got after all, or that it was nothing or too little to show."""
    amount = _backpay(amounts)
    key = "paid_back" if amount.plain.value is not None else "paid_back_hidden"
    return say(f"project.people.{key}", backpay=amount.shown)


def _value(value: int, noise: Noise, measure: str) -> str:
    found = count_interval(value, noise(value, measure))
    return value_text(value, found.lower, found.upper)
