"""What is taken from the official area file, and what it was called in each year: layers, columns, key figures.

Source: the explanations of CBS and the files themselves, *Wijk- en Buurtkaart* 2016–2025.

===========  ====================================================  =============================================
years        in the ZIP as downloaded                              layers
===========  ====================================================  =============================================
2016–2017    shapefiles                                            ``gem_2017``, ``gemeente_2017_v3``, ``wijk_…``, ``buurt_…``
2018–2023    shapefiles, from 2019 also a GeoPackage               ``gemeente_2018_v3``, ``gemeenten_2022_v2``, ``buurt_…``
2019–2021    GeoPackage                                            ``gemeenten2020_corrected``, ``cbs_wijken_2020``, ``cbs_buurten_2020``
2022–2025    GeoPackage                                            ``gemeenten``, ``wijken``, ``buurten``; ``wijken_v0``
===========  ====================================================  =============================================

Columns are matched without regard to case, underscores or a position number at the end (``AantalInwoners_5``). Whatever is not
listed here is never read; figures on people's origin are left out on purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = ("province", "municipality", "district", "neighbourhood")
MISSING_BELOW = -99990  # -99997, -99995, -99991, -99999999: secret, absent, not yet or no longer given


@dataclass(frozen=True)
class Level:
    """One layer of the official file.

    Attributes:
        name: level in our tables.
        layer: name of the layer in the official file, in the plural.
        stems: what the yearly variants of the layer's name begin with.
        prefix: two letters before the digits of a code.
        code: pattern of a whole code.
        parent: level above in the same file, if any.
        code_length: length of a code, prefix included.
    """

    name: str
    layer: str
    stems: tuple[str, ...]
    prefix: str
    code: re.Pattern[str]
    parent: str | None
    code_length: int


_CODE = {"GM": r"GM\d{4}", "WK": r"WK\d{4}[0-9A-Z]{2}", "BU": r"BU\d{4}[0-9A-Z]{4}"}
MUNICIPALITY = Level("municipality", "gemeenten", ("gemeente", "gem"), "GM", re.compile(_CODE["GM"]), None, 6)
DISTRICT = Level("district", "wijken", ("wijk",), "WK", re.compile(_CODE["WK"]), "municipality", 8)
NEIGHBOURHOOD = Level("neighbourhood", "buurten", ("buurt",), "BU", re.compile(_CODE["BU"]), "district", 10)
OFFICIAL = {level.name: level for level in (MUNICIPALITY, DISTRICT, NEIGHBOURHOOD)}

# Per column of ours: GeoPackage 2019–2025 | shapefile 2016–2023 | Kerncijfers (kwb) where somebody joined them.
CODES = {
    "municipality": ("gemeentecode", "GM_CODE"),
    "district": ("wijkcode", "WK_CODE"),
    "neighbourhood": ("buurtcode", "BU_CODE"),
}
NAMES = {
    "municipality": ("gemeentenaam", "GM_NAAM"),
    "district": ("wijknaam", "WK_NAAM"),
    "neighbourhood": ("buurtnaam", "BU_NAAM"),
}
WATER = ("water", "H2O")  # H2O in the shapefiles of 2020
CHANGE = ("indelingswijziging_wijken_en_buurten", "IND_WBI")
YEAR = ("jaar", "jrstatcode", "JRSTATCODE")  # 2020GM0003: the year comes first
FIGURES: dict[str, tuple[str, ...]] = {
    "n_inhabitants": ("aantal_inwoners", "AANT_INW", "a_inw"),
    "n_households": ("aantal_huishoudens", "AANTAL_HH", "a_hh", "huishoudens_totaal"),
    "n_dwellings": ("woningvoorraad", "WONINGEN", "a_woning"),
    "mean_home_value_keur": (
        *("gemiddelde_woningwaarde", "gemiddelde_woz_waarde_van_woningen"),
        *("WOZ", "g_woz", "g_wozbag"),
    ),
    "owner_occupied_pct": ("percentage_koopwoningen", "P_KOOPWON", "p_koopw"),
    "rented_pct": ("percentage_huurwoningen", "P_HUURWON", "p_huurw"),
    # Of the 40 per cent of households with the lowest income. From 2022 that is "laagste"; "laag" is then below a threshold.
    "low_income_pct": (
        *("percentage_huishoudens_met_laagste_inkomen", "percentage_huishoudens_met_laag_inkomen"),
        *("P_LAAGINKH", "p_hh_li"),
    ),
    "urbanity_class": ("stedelijkheid_adressen_per_km2", "stedelijkheid", "STED", "ste_mvs"),
    "address_density": ("omgevingsadressendichtheid", "OAD", "ste_oad"),
    "n_businesses": ("aantal_bedrijfsvestigingen", "A_BEDV", "bedrijfsvestigingen_totaal"),
}
SOCIAL_ASSISTANCE = (
    *(
        "aantal_personen_met_een_alg_bijstandsuitkering_tot",
        "aantal_personen_met_een_algemene_bijstandsuitkering_totaal",
    ),
    *("WWB_UITTOT", "wwb_uit_tot", "a_soz_wb"),
)  # persons, of which a figure per 1,000 inhabitants is made
PER_1000 = "social_assistance_per_1000"
KEPT = (*FIGURES, PER_1000)
WHOLE_FIGURES = tuple(name for name in FIGURES if name.startswith("n_") or name == "urbanity_class")


def find_column(names: Iterable[str], aliases: Sequence[str]) -> str | None:
    """The delivered name that is one of the aliases, the first alias first; None when there is none."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_plain(name), name)
    return next((known[_plain(alias)] for alias in aliases if _plain(alias) in known), None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"_\d+$", "", name.strip().lower()))


def find_layer(names: Iterable[str], level: Level) -> list[str]:
    """Layer names that carry a level, such as ``gemeenten``, ``gemeente_2019`` or ``wijken_2020_v3``."""
    stems = "|".join(level.stems)
    pattern = re.compile(rf"(cbs_)?({stems})(e?n)?([ _-]?(\d{{4}}|v\d+|corrected))*", re.IGNORECASE)
    return sorted(name for name in names if pattern.fullmatch(name.strip()))


def parent_code(code: str, parent: Level) -> str:
    """The code of the area above, by slicing: ``BU00030102`` lies in ``WK000301`` and ``GM0003``."""
    return parent.prefix + code[2 : parent.code_length]


def named(codes: Iterable[str], limit: int = 5) -> str:
    """The first codes in words for a message: ``GM9001, GM9002 … (7)``."""
    found = sorted(set(codes))
    return ", ".join(found[:limit]) + (f" … ({len(found)})" if len(found) > limit else "")
