"""Words of the field and what they mean: the one list of them, and which of them a text holds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from dashboard.frozen import FrozenDict
from dashboard.text import language, say, texts
from dashboard.text.markup import Markup

# By code; their texts stand beside this file.
TERMS = (
    *("hit_rate", "lead_partner", "sustainment", "lasts", "fades", "referral", "covenant", "dpia", "interval"),
    *("dominance", "release", "provisional", "irregularity", "signal", "recovery", "backpay", "established"),
    *("imposed", "irrevocable", "collected", "imputed", "non_take_up", "data_comparison", "home_visit", "sources"),
    *("median", "urbanity", "comparison_areas", "displacement", "placebo", "funnel_plot", "overdispersion"),
    *("kaplan_meier", "morans_i", "poisson", "denominator"),
)


@dataclass(frozen=True)
class Term:
    """One word of the field, in the active language.

    Attributes:
        code: its key.
        name: how it is written in a list.
        means: one or two short sentences.
        source: who says so.
        forms: how pages write it, in small letters.
    """

    code: str
    name: str
    means: str
    source: str
    forms: tuple[str, ...]


def term(code: str) -> Term:
    """One of ``TERMS`` in the active language; a number of the policy that it names is that of the release shown."""
    name, means, source = (say(f"term.{code}.{part}") for part in ("name", "means", "source"))
    return Term(code, name, means, source, tuple(say(f"term.{code}.forms").split("|")))


def listed(word: str = "") -> tuple[Term, ...]:
    """The terms from A to Z that hold a word in name, meaning or forms; all of them for none."""
    wanted = word.strip().casefold()
    every = (term(code) for code in TERMS)
    return tuple(
        sorted(
            (one for one in every if wanted in " ".join((one.name, one.means, *one.forms)).casefold()),
            key=lambda one: _plain(one.name),
        )
    )


def held(text: str) -> tuple[str, ...]:
    """Codes of the terms a text holds as whole words, in the order of the text."""
    pattern, codes = _forms(language())
    return tuple(dict.fromkeys(codes[found[0].casefold()] for found in re.finditer(pattern, text, re.IGNORECASE)))


def explained(codes: tuple[str, ...]) -> Markup:
    """What these mean, each in a paragraph of its own."""
    parts = (say("term.explained", name=one.name, means=one.means) for one in map(term, codes))
    return Markup("\n\n").join(parts)


@cache
def _forms(spoken: str) -> tuple[str, FrozenDict[str, str]]:
    """What finds any form of any term of a language, the longest first, and the term of each form."""
    codes = FrozenDict((form, code) for code in TERMS for form in str(texts(spoken)[f"term.{code}.forms"]).split("|"))
    any_form = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    return rf"(?<![\w-])(?:{any_form})(?![\w-])", codes


def _plain(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
