"""What looks like the name of a person where a function is asked, and so refuses a delivery.

Errs towards refusing: a text without any word of a function is refused, and who writes a function nobody foresaw adds a word
such as ``medewerker``. A full name beside a function is found by its initials or salutation only.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PREFIX = r"(?:van|von|vande|vander|de|den|der|d'|da|di|du|la|le|les|el|al|ben|ter|ten|te|tot|op|in|aan|bij|'t|’t|het)"
_SURNAME = r"(?:[A-Z][\w'’-]*[a-z][\w'’-]*|[A-Z]{3,})"
_BEFORE = rf"(?:{_PREFIX}\s*)*{_SURNAME}"
_SALUTATION = re.compile(
    r"(?<![\w-])(?:[Dd]e\s+heer|[Hh]eer|[Dd]hr|[Mm]evr|[Mm]evrouw|[Mm]w|[Mm]eneer|[Dd]rs|[Ii]r|[Ii]ng|[Mm]r|[Dd]r|[Pp]rof)"
    rf"\.?\s+(?:(?:[A-Z]\.\s?)+|{_BEFORE})"
)
_INITIALS = re.compile(rf"(?<![\w.])((?:[A-Z][a-z]?\.[ -]?)+)\s*{_BEFORE}")
_INITIALS_BEHIND = re.compile(rf"{_SURNAME},\s*(?:[A-Z]\.\s?)+")
_ABBREVIATIONS: Final = {"vth", "riec", "uwv", "svb", "brp", "wmo", "boa", "ggd", "apv", "avg", "rva", "nla"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# How words for people in a function end, without accents: "teamleider" and "leider" are one.
_ENDINGS: Final = (
    "leider", "leidster", "manager", "hoofd", "chef", "coordinator", "coordinatrice", "adviseur", "adviseuse",
    "medewerker", "medewerkster", "werker", "burgemeester", "wethouder", "toezichthouder", "houdster", "beheerder",
    "secretaris", "secretaresse", "directeur", "directrice", "inspecteur", "controleur", "controller", "auditor",
    "rechercheur", "handhaver", "consulent", "consulente", "specialist", "analist", "jurist", "juriste", "bestuurder",
    "commissaris", "commandant", "voorzitter", "regisseur", "functionaris", "ambtenaar", "trekker", "eigenaar",
    "griffier", "officier", "makelaar", "planner", "architect", "expert", "contactpersoon", "aanspreekpunt", "verbinder",
    "aanjager", "kwartiermaker", "portefeuillehouder", "opdrachtgever", "opdrachtnemer", "verantwoordelijke", "steller",
    "behandelaar", "begeleider", "onderzoeker", "ondersteuner", "registrator", "administrateur", "inkoper", "agent",
    "officer", "advisor", "adviser", "director", "coach", "leader", "alderman", "mayor", "clerk", "inspector",
    "teamlead", "owner", "lead", "accounthouder", "budgethouder", "boekhouder", "strateeg", "assistent", "assistente",
    "stagiair", "stagiaire", "trainee", "woordvoerder", "bewindvoerder", "bemiddelaar", "liaison", "marinier", "scientist",
    "engineer", "hulpverlener", "zorgverlener", "verpleegkundige", "deskundige", "leidinggevende", "gedeputeerde",
    "gemandateerde", "gemachtigde", "vertegenwoordiger", "adjunct", "deurwaarder", "rentmeester", "huismeester",
    "boswachter", "accountant", "procesbewaker", "kwaliteitsborger", "beleidsmaker", "kwartiermaakster", "teamlid",
    "raadslid", "bestuurslid", "staflid", "commissielid", "management", "preventie",
)  # fmt: skip
_MORE: Final = ("", "s", "en", "n", "'s", "'er", "'ers")  # what makes more than one of them, or somebody of a place
# Words that say where somebody works, or what on.
_FIELDS: Final = frozenset(
    [
        "afdeling",
        "afdelingen",
        "arbeidsinspectie",
        "arts",
        "bedrijfsarts",
        "bedrijfsvoering",
        "belastingdienst",
        "boa",
        "beheer",
        "beleid",
        "bestuur",
        "bestuurszaken",
        "bouwen",
        "bureau",
        "burgerzaken",
        "cluster",
        "college",
        "commissie",
        "control",
        "dienst",
        "dienstverlening",
        "directie",
        "domein",
        "economie",
        "eenheid",
        "financien",
        "functie",
        "ggd",
        "gebied",
        "gebiedsteam",
        "gegevensbescherming",
        "gemeente",
        "gemeentesecretaris",
        "gemeenten",
        "gezondheid",
        "griffie",
        "handhaving",
        "huisvesting",
        "informatie",
        "inkomen",
        "inrichting",
        "interventieteam",
        "interventieteams",
        "inwoners",
        "jeugd",
        "juridische",
        "kabinet",
        "keten",
        "kwaliteit",
        "leefbaarheid",
        "leefomgeving",
        "leerplicht",
        "lid",
        "lokaal",
        "lsi",
        "maatschappelijke",
        "management",
        "milieu",
        "openbare",
        "ondermijning",
        "ondersteuning",
        "ontwikkeling",
        "orde",
        "ordening",
        "organisatie",
        "participatie",
        "politie",
        "programma",
        "project",
        "projecten",
        "publiekszaken",
        "regie",
        "regio",
        "riec",
        "ruimtelijke",
        "samenleving",
        "schuldhulpverlening",
        "secretariaat",
        "sociaal",
        "sociale",
        "stadsbeheer",
        "sturing",
        "svb",
        "team",
        "teams",
        "toeslagen",
        "toezicht",
        "uitkeringen",
        "uitvoering",
        "unit",
        "uwv",
        "veiligheid",
        "veiligheidshuis",
        "vergunningen",
        "vreemdelingenpolitie",
        "vth",
        "werk",
        "werkgelegenheid",
        "wijken",
        "wijkteam",
        "wonen",
        "woningcorporatie",
        "woningtoezicht",
        "zaken",
        "zorg",
        "zorgverzekeringen",
        "department",
        "division",
        "municipality",
        "office",
        "social",
        "housing",
        "enforcement",
        "safety",
        "benefits",
        "bijstand",
        "brandweer",
        "intelligence",
        "oov",
        "head",
        "chair",
        "onbekend",
        "unknown",
        "vacant",
        "vacature",
        "wisselend",
    ]
)


def looks_like_a_person(text: str) -> bool:
    """True when a text holds initials or a salutation before a name, or words of which none is of any function.

    Args:
        text: one cell as delivered.
    """
    plain = unicodedata.normalize("NFKC", " ".join(text.split()))
    bare = _bare(plain)
    if _SALUTATION.search(bare) or _INITIALS_BEHIND.search(bare):
        return True
    if any(not _is_abbreviation(found[1]) for found in _INITIALS.finditer(bare)):
        return True
    # Letters alone say that there is none: n.v.t.
    words = [word.lower().replace("’", "'") for word in _WORD.findall(bare) if len(word) > 1]
    return bool(words) and not any(map(_is_of_function, words))


def _bare(text: str) -> str:
    """A text without accents, so that every letter is one of a to z where it was one."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _is_abbreviation(initials: str) -> bool:
    """``V.T.H.`` stands before a word too, and is no person."""
    return "".join(sign for sign in initials.lower() if sign.isalpha()) in _ABBREVIATIONS


def _is_of_function(word: str) -> bool:
    stems = [word.removesuffix(more) for more in _MORE if word.endswith(more)]
    return any(stem in _FIELDS or stem.endswith(_ENDINGS) for stem in stems)
