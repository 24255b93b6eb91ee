"""Invented Dutch names. No gemeente of the Netherlands bears one of the names made here."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

FIRST = (
    "Nieuw-Oosterdijk", "Marken-Waard", "Goudkogge", "Lisdoddewaard", "Schelpenhaven", "Brakwater-Zuid", "Trintelgors",
    "Kokmeeuwdam", "Rietvinkwiek", "Zilverplaat", "Lepelaarsdijk", "Houtribwaard",
)  # fmt: skip
LANDSCAPE = (
    "Goud", "Zilver", "Koper", "Riet", "Lisdodde", "Ganzen", "Zwanen", "Kiekendief", "Gemaal", "Zegge", "Brak", "Schelp",
    "Kokmeeuw", "Fuut", "Lepelaar", "Snoek", "Baars", "Paling", "Wilgen", "Populier", "Klaver", "Koolzaad", "Vlas",
    "Tarwe", "Gerst", "Haver", "Luzerne", "Mosterd", "Spiering", "Aalscholver", "Reiger", "Kluut", "Plevier", "Stern",
    "Botter", "Tjalk",
)  # fmt: skip
SHORE = ("waard", "kogge", "gors", "plaat", "wiek", "dijkerland", "slenk", "wendam", "terpen", "vaarterdam")

QUARTER = (
    "Haven", "Molen", "Sluis", "Gemaal", "Baken", "Vuurtoren", "Zeilmakers", "Touwslagers", "Kuipers", "Schippers",
    "Vissers", "Loodsen", "Dijkgraven", "Landmeters", "Pioniers", "Polder", "Klaver", "Koolzaad", "Vlas", "Gerst", "Haver",
    "Tarwe", "Luzerne", "Fruit", "Appel", "Peren", "Kersen", "Linden", "Iepen", "Essen", "Wilgen", "Elzen", "Beuken",
    "Meidoorn", "Sleedoorn", "Vlier", "Riet", "Lisdodde", "Zegge", "Waterlelie", "Dotterbloem", "Koekoeksbloem", "Reiger",
    "Lepelaar", "Zwanen", "Ganzen", "Futen", "Plevier", "Kluten", "Sterns", "Meeuwen", "Zwaluw", "Spiering", "Snoek",
    "Baars", "Paling", "Botter", "Tjalken", "Schouw", "Aak",
)  # fmt: skip
URBAN_END = ("buurt", "kwartier", "hof", "park", "plantsoen", "singel", "tuinen", "oord", "weide", "hoek")
POLDER_END = ("polder", "kavels", "tocht", "hoeve", "dreef", "akkers", "landen", "zoom")
DISTRICT_END = ("wijk", "stede", "veld", "kamp", "bos", "land", "drecht", "rak", "hage", "burg")
SIDES = ("Noord", "Oost", "Zuid", "West")
PROVINCES = {
    "markerwaard": ("Markerwaard",),
    "noorderwaard": ("Wester-Noorderwaard", "Midden-Noorderwaard", "Ooster-Noorderwaard"),
    "nederwaard": (
        "Doggerland", "Bankerland", "Zeeriet", "Kwelderland", "Slenkerveen", "Wierland", "Terpenrijk", "Duinhage",
        "Vloedmark", "Ebland", "Schorrenland", "Koggemark",
    ),
}  # fmt: skip


def name_municipalities(rng: np.random.Generator, number: int) -> list[str]:
    """Unique names of gemeenten; the first twelve are always the same."""
    made = [f"{stem}{end}" for stem, end in product(LANDSCAPE, SHORE)]
    order = rng.permutation(len(made))
    rest = [made[i] for i in order if made[i] not in FIRST]
    names = [*FIRST, *rest]
    while len(names) < number:
        names += [f"Nieuw-{name}" for name in rest]
    return names[:number]


def name_districts(rng: np.random.Generator, number: int) -> list[str]:
    """Unique names of the wijken of one gemeente; the first is the centre."""
    made = [f"{stem}{end}" for stem, end in product(QUARTER, DISTRICT_END)]
    return ["Centrum", *(made[i] for i in rng.permutation(len(made))[: max(number - 1, 0)])][:number]


def name_neighbourhoods(rng: np.random.Generator, is_polder: list[bool]) -> list[str]:
    """Unique names of the buurten of one gemeente, by whether each lies in the polder."""
    urban = [f"{stem}{end}" for stem, end in product(QUARTER, URBAN_END)]
    wide = [f"{stem}{end}" for stem, end in product(QUARTER, POLDER_END)]
    pile = {False: [urban[i] for i in rng.permutation(len(urban))], True: [wide[i] for i in rng.permutation(len(wide))]}
    names: list[str] = []
    for polder in is_polder:
        stack = pile[polder]
        names.append(stack.pop() if stack else f"Buitengebied {len(names)}")
    return [f"{name}-{SIDES[int(rng.integers(4))]}" if rng.random() < 0.12 else name for name in names]
