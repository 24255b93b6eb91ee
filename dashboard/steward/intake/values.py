"""Read one delivered text as what it stands for, as a person would without doubt; refuse the doubtful and say why.

Every reader takes a tidied text and returns `(value, "")` or `(None, rule)`, where rule is a key of ``intake.rule``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dashboard.personal import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Reading = tuple[object, str]

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100
DIGITS_HELD: Final = 15
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_MONTH_NAMES: Final = {name: number for number, name in enumerate(MONTHS, start=1)} | {
    short: number
    for number, names in enumerate(
        ("jan", "feb febr", "mrt", "apr", "", "jun", "jul", "aug", "sep sept", "okt", "nov", "dec"), start=1
    )
    for short in names.split()
}
_YES: Final = frozenset({"ja", "j", "true", "waar", "1", "yes", "y"})
_NO: Final = frozenset({"nee", "n", "false", "onwaar", "0", "no"})
AREA: Final = re.compile(r"GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]|_x(?:00[01][0-9A-Fa-f]|007[Ff])_")
# Errors of Excel, in any language and of any version: #N/A, #WAARDE!, #NAAM?, #SPILL!, a column that is too narrow.
_EXCEL_ERROR = re.compile(r"#(?:N/A|N/B|NV|ND|N/D|GETTING_DATA|[A-ZÀ-Ý0-9][A-ZÀ-Ý0-9/_-]{1,24}[!?])|#{4,}")
_SHORT_DATE = re.compile(r"([0-9]{1,2})-([a-z]{3,4})\.?|([a-z]{3,4})-([0-9]{2})")
_KEY = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
_SEPARATORS = re.compile(r"[,;|]")
_DELIVERY = re.compile(r"[0-9a-f]{8,64}")

_EURO = re.compile(r"^(-?) ?(?:€|EUR) ?(-?)", re.IGNORECASE)
_NO_CENTS = re.compile(r",[-–—]{1,2}$")
_BLANK_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_POINT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?")

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_DUTCH = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: [0-9]{1,2}:[0-9:.]+)?")
_WORDS = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})")
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+)\.?[-/. ]'?[0-9]{2}|(?:[0-9]{1,2}|[a-z]+\.?)[-/ ]'?[0-9]{2}"
)
_MONTH_ISO = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})|([0-9]{4})[-/.]([0-9])")
_CUT_MONTH = re.compile(r"[0-9]{4}\.1")
_MONTH_DUTCH = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH_WORDS = re.compile(r"([a-z]+)\.?[ -]([0-9]{4})")


def tidy(text: str) -> str:
    """A text as a person sees it: without signs that cannot be seen, its letters whole, every run of blanks as one."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(_CONTROL.sub("", text).split())


def is_excel_error(text: str) -> bool:
    """True for a word that Excel shows in the place of a value, such as ``#N/B`` or ``#SPILL!``."""
    return text.startswith("#") and _EXCEL_ERROR.fullmatch(text) is not None


def number(text: str, *, whole: bool) -> Reading:
    """A number of zero or more: Dutch, or any other notation that can be read in one way only.

    Args:
        text: "1.234,56", "1234.56", "€ 1 234,-"; "1.234" is 1234 for a whole number and doubtful otherwise.
        whole: a count.
    """
    if text.isascii() and text.isdigit() and len(text) <= DIGITS_HELD:
        return float(text), ""
    plain = _NO_CENTS.sub(",00", _EURO.sub(r"\1\2", text.replace("−", "-").removeprefix("+"))).strip()
    below_zero = plain.startswith("-")
    size, rule = _size(plain.removeprefix("-").strip(), whole=whole)
    if rule:
        return None, rule
    if below_zero and float(size):
        return None, "below_zero"
    if len(size.partition(".")[0].lstrip("0")) > DIGITS_HELD:
        return None, "too_large"
    if whole and float(size) != int(float(size)):
        return None, "not_whole"
    return float(size), ""


def _size(text: str, *, whole: bool) -> tuple[str, str]:
    """The digits with a point for decimals, or the rule that is broken."""
    if _BLANK_GROUPS.fullmatch(text):
        return text.replace(" ", "").replace(",", "."), ""
    if _POINT_GROUPS.fullmatch(text):
        return text.replace(".", "").replace(",", "."), ""
    if _COMMA_GROUPS.fullmatch(text):
        return text.replace(",", ""), ""
    if group := _ONE_GROUP.fullmatch(text):
        return (text.replace(".", ""), "") if whole and group[1] == "." else ("", "doubtful_number")
    return (text.replace(",", "."), "") if _DECIMAL.fullmatch(text) else ("", "not_a_number")


def day(text: str) -> Reading:
    """A date: 2024-03-12, 12-3-2024 or 12 maart 2024; 3/4/2024 is doubtful."""
    lower = text.lower()
    if found := _ISO.fullmatch(text.upper()):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DUTCH.fullmatch(lower):
        first, second = int(found[1]), int(found[3])
        if found[2] == "/" and first <= 12 and second <= 12 and first != second:
            return None, "doubtful_date"
        return _date(int(found[4]), second, first)
    if (found := _WORDS.fullmatch(lower)) and found[2] in _MONTH_NAMES:
        return _date(int(found[3]), _MONTH_NAMES[found[2]], int(found[1]))
    return None, "short_year" if _SHORT_YEAR.fullmatch(lower) else "not_a_date"


def month(text: str) -> Reading:
    """First day of a month: 2024-03, 03-2024, maart 2024, or any date in it; 2024.1 may be what Excel left of 2024.10."""
    lower = text.lower()
    if _CUT_MONTH.fullmatch(text):
        return None, "doubtful_month"
    if found := _MONTH_ISO.fullmatch(text):
        return _month(found[1] or found[3], int(found[2] or found[4]))
    if found := _MONTH_DUTCH.fullmatch(text):
        return _month(found[2], int(found[1]))
    if (found := _MONTH_WORDS.fullmatch(lower)) and found[1] in _MONTH_NAMES:
        return _month(found[2], _MONTH_NAMES[found[1]])
    value, rule = day(text)
    if isinstance(value, date):
        return value.replace(day=1), ""
    return None, "not_a_month" if rule == "not_a_date" else rule


def year(text: str) -> Reading:
    """A year of four digits."""
    plain = text.removesuffix(",0").removesuffix(".0")
    if not re.fullmatch(r"[0-9]{4}", plain):
        return None, "not_a_year"
    return (float(plain), "") if FIRST_YEAR <= int(plain) <= LAST_YEAR else (None, "year_implausible")


def yes_no(text: str) -> Reading:
    """True for ja, False for nee, in their usual spellings."""
    lower = text.lower()
    if lower in _YES or lower in _NO:
        return lower in _YES, ""
    return None, "not_yes_no"


def area(text: str) -> Reading:
    """An official area code, upper-cased."""
    return (text.upper(), "") if AREA.fullmatch(text.upper()) else (None, "not_an_area")


def key(text: str) -> Reading:
    """A code of the partner's own, upper-cased: at most 40 letters, digits and . _ / -; no date, which Excel makes of 2-1."""
    short = _SHORT_DATE.fullmatch(text.lower())
    if day(text)[0] is not None or (short and (short[2] or short[3]) in _MONTH_NAMES):
        return None, "key_is_date"
    return (text.upper(), "") if _KEY.fullmatch(text.upper()) else (None, "not_a_key")


def code(text: str, codes: Mapping[str, str]) -> Reading:
    """The inner code of a delivered one.

    Args:
        text: as delivered; capitals, blanks and hyphens do not matter.
        codes: folded delivered code (see `fold`) to inner code.
    """
    found = codes.get(fold(text))
    return (found, "") if found is not None else (None, "unknown_code")


def code_list(text: str, codes: Mapping[str, str]) -> Reading:
    """Inner codes of a list, each once, in the order given; municipalities when there is no list of codes."""
    given = [tidy(part) for part in _SEPARATORS.split(text) if tidy(part)]
    readings = [code(part, codes) if codes else _municipality(part) for part in given]
    return _every(readings)


def delivery_numbers(text: str) -> Reading:
    """Numbers of earlier deliveries, as the check and ``lsi deliveries`` write them."""
    given = [tidy(part).lower() for part in _SEPARATORS.split(text) if tidy(part)]
    return _every([(part, "") if _DELIVERY.fullmatch(part) else (None, "not_a_delivery") for part in given])


def _every(readings: Sequence[Reading]) -> Reading:
    """A list of which every part could be read, each once; a list without a part holds nothing."""
    broken = [rule for _, rule in readings if rule]
    if not readings:
        return None, "empty_list"
    return (None, broken[0]) if broken else (tuple(dict.fromkeys(str(value) for value, _ in readings)), "")


@lru_cache(maxsize=4096)  # the codes and headings of the contract, asked anew of every delivery
def fold(text: str) -> str:
    """A code or heading as it is compared: lower case, underscores for blanks and hyphens, no star."""
    return re.sub(r"[\s_-]+", "_", tidy(text).lower().rstrip("* ")).strip("_")


def nearest(text: str, options: Iterable[str]) -> str:
    """The option that looks most like a text, or an empty text when none does."""
    folded = {fold(option): option for option in options}
    found = get_close_matches(fold(text), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def _municipality(text: str) -> Reading:
    value, rule = area(text)
    return (value, "") if str(value).startswith("GM") else (None, rule or "not_a_municipality")


def _month(year_text: str, number_of_month: int) -> Reading:
    value, rule = _date(int(year_text), number_of_month, 1)
    return value, "not_a_month" if rule == "not_a_date" else rule


def _date(year_number: int, month_number: int, day_number: int) -> Reading:
    try:
        found = date(year_number, month_number, day_number)
    except ValueError:
        return None, "not_a_date"
    return (found, "") if FIRST_YEAR <= year_number <= LAST_YEAR else (None, "year_implausible")
