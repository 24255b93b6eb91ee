"""What is taken from the official area file: levels, code patterns and an allowlist of key figures.

The file's column names changed over the years (``AANT_INW``, ``aantal_inwoners``, ``AantalInwoners_5``). They are matched
without regard to case, underscores or a position number at the end. Whatever is not listed here is never read; figures on
people's origin are left out on purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = ("province", "municipality", "district", "neighbourhood")
MISSING_BELOW = -99990  # -99997, -99995, -99991, -99999999: secret, absent or not applicable


@dataclass(frozen=True)
class Level:
    """One layer of the official file.

    Attributes:
        name: level in our tables.
        layer: name of the layer in the official file, in the plural.
        stem: what every yearly variant of the layer's name begins with.
        prefix: two letters before the digits of a code.
        code: pattern of a whole code.
        parent: level above in the same file, if any.
        code_length: length of a code, prefix included.
    """

    name: str
    layer: str
    stem: str
    prefix: str
    code: re.Pattern[str]
    parent: str | None
    code_length: int


MUNICIPALITY = Level("municipality", "gemeenten", "gemeente", "GM", re.compile(r"GM\d{4}"), None, 6)
DISTRICT = Level("district", "wijken", "wijk", "WK", re.compile(r"WK\d{4}[0-9A-Z]{2}"), "municipality", 8)
NEIGHBOURHOOD = Level("neighbourhood", "buurten", "buurt", "BU", re.compile(r"BU\d{4}[0-9A-Z]{4}"), "district", 10)
OFFICIAL = {level.name: level for level in (MUNICIPALITY, DISTRICT, NEIGHBOURHOOD)}

CODE_ALIASES = {
    "municipality": ("gemeentecode", "gmcode"),
    "district": ("wijkcode", "wkcode"),
    "neighbourhood": ("buurtcode", "bucode"),
}
NAME_ALIASES = {
    "municipality": ("gemeentenaam", "gmnaam"),
    "district": ("wijknaam", "wknaam"),
    "neighbourhood": ("buurtnaam", "bunaam"),
}
WATER_ALIASES = ("water", "h2o")
CHANGE_ALIASES = ("indelingswijzigingwijkenenbuurten", "indwbi")
YEAR_ALIASES = ("jaar",)

FIGURES: dict[str, tuple[str, ...]] = {
    "n_inhabitants": ("aantalinwoners", "aantinw", "ainw"),
    "n_households": ("aantalhuishoudens", "aantalhh", "ahh", "huishoudenstotaal"),
    "n_dwellings": ("woningvoorraad", "woningen", "awoning"),
    "mean_home_value_keur": ("gemiddeldewoningwaarde", "gemiddeldewozwaardevanwoningen", "woz", "gwoz"),
    "owner_occupied_pct": ("percentagekoopwoningen", "pkoopwon", "pkoopw"),
    "low_income_pct": ("percentagehuishoudensmetlaaginkomen", "plaaginkh", "phhli"),
    "urbanity_class": ("stedelijkheidadressenperkm2", "stedelijkheid", "sted", "stemvs"),
    "address_density": ("omgevingsadressendichtheid", "oad", "steoad"),
    "n_businesses": ("aantalbedrijfsvestigingen", "abedv", "bedrijfsvestigingentotaal"),
}
WHOLE_FIGURES = tuple(name for name in FIGURES if name.startswith("n_") or name == "urbanity_class")


def find_column(names: Iterable[str], aliases: Sequence[str]) -> str | None:
    """The delivered name that is one of the aliases, the first alias first; None when there is none."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_plain(name), name)
    return next((known[alias] for alias in aliases if alias in known), None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"_\d+$", "", name.strip().lower()))


def find_layer(names: Iterable[str], level: Level) -> list[str]:
    """Layer names that carry a level, such as ``gemeenten``, ``gemeente_2019`` or ``wijken_2020_v3``."""
    pattern = re.compile(rf"(cbs_)?{level.stem}(e?n)?([_-]?(\d{{4}}|v\d+))*", re.IGNORECASE)
    return sorted(name for name in names if pattern.fullmatch(name.strip()))


def parent_code(code: str, parent: Level) -> str:
    """The code of the area above, by slicing: ``BU00030102`` lies in ``WK000301`` and ``GM0003``."""
    return parent.prefix + code[2 : parent.code_length]


def named(codes: Iterable[str], limit: int = 5) -> str:
    """The first codes in words for a message: ``GM9001, GM9002 … (7)``."""
    found = sorted(set(codes))
    return ", ".join(found[:limit]) + (f" … ({len(found)})" if len(found) > limit else "")
