"""What looks like personal data, and so is taken from nobody: a delivery holds aggregates only, and a message no people.

Errs towards refusing. Codes such as ``LSI-2021-014`` and ``BU90010203``, dates and amounts are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

# Signs without a width or a meaning of their own: direction marks, soft hyphens, marks of the order of bytes; control signs.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
PersonalKind = Literal["bsn", "iban", "email", "phone", "address"]

_MAYBE = re.compile(r"[0-9@]")
# Nine digits in a row wherever they stand, unless part of a longer number or of an amount.
_AMOUNT = r"(?<!€)(?<!€ )(?<![0-9][.,-])"
_BSN = re.compile(rf"(?<![0-9]){_AMOUNT}[0-9]{{9}}(?![0-9])(?![.,-][0-9])")
# The usual groups (123.456.782, 1234.56.782, 123-456-782), or any other division when no further number stands beside it.
_BSN_GROUPS = re.compile(
    rf"(?<![\w]){_AMOUNT}(?:[0-9]{{3}}[. -][0-9]{{3}}|[0-9]{{4}}[. -][0-9]{{2}})[. -][0-9]{{3}}(?!\w)(?![.,-][0-9])"
)
_BSN_DIVIDED = re.compile(rf"(?<![\w-])(?<![0-9] ){_AMOUNT}[0-9](?:[. ]?[0-9]){{8}}(?![\w-])(?![., ][0-9])")
_BSN_8 = re.compile(rf"(?<![\w-])(?<![0-9] ){_AMOUNT}[0-9]{{8}}(?![\w-])(?![., ][0-9])")
# Said to be one, however it is divided; the first zero may have been lost.
_BSN_NAMED = re.compile(
    r"(?:bsn|sofi|burgerservice)[a-z-]*[^\w]{0,5}([0-9](?:[. /-]{0,2}[0-9]){7,8})(?![0-9])", re.IGNORECASE
)
_DATE_8 = re.compile(r"20[0-3][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
_NOT_DATE = r"(?![0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:19|20)[0-9]{2})"
# Behind another number only in a form that no amount and no day has: "2017 06-12345678", not "12 06 2024 1234".
_PHONE = re.compile(
    rf"(?<![^\W_])(?<![0-9]-)(?<![0-9][.,]){_NOT_DATE}"
    r"(?:(?:\+|00)31[\s.-]?(?:\(0\))?[\s.-]?[1-9](?:[\s.-]?[0-9]){8}"
    r"|\(0[1-9][0-9]{0,2}\)(?:[\s.-]?[0-9]){6,8}"
    r"|06\s(?:[1-9][0-9]{7}|(?:[0-9]{2}\s){3}[0-9]{2})"
    r"|0[1-9](?:[.-]?[0-9]){8}"
    r"|(?<![0-9] )0[1-9](?:[\s.-]?[0-9]){8})(?![\w])(?![.,-][0-9])"
)
# Letters in lower case only when they stick to the digits: "2024 in 12 straten" is no address.
_POSTCODE = r"(?P<digits>[1-9][0-9]{3})(?P<blank>\s?)(?P<letters>(?!SA|SD|SS)[A-Z]{2})"
_POSTCODE_TIGHT = r"[1-9][0-9]{3}(?!sa|sd|ss)[a-z]{2}"
_NUMBER = r"\s*[,-]?\s*(?:nr\.?|nummer|huisnummer|no\.?)?\s*[0-9]{1,5}(?![0-9-])"
_ADDRESS = re.compile(rf"(?<![\w-]){_POSTCODE}(?![A-Za-z]){_NUMBER}")
_ADDRESS_TIGHT = re.compile(rf"(?<![\w-]){_POSTCODE_TIGHT}(?![A-Za-z]){_NUMBER}")
_ADDRESS_BACK = re.compile(r"[A-Za-z]\s+[0-9]{1,5}\s?[A-Za-z]?\s*,\s*[1-9][0-9]{3}\s?(?!SA|SD|SS)[A-Za-z]{2}(?!\w)")
_ADDRESS_BARE = re.compile(rf"[A-Za-z]\s+[0-9]{{1,5}}\s?[A-Za-z]?\s+(?:{_POSTCODE}|{_POSTCODE_TIGHT})(?!\w)")
_YEAR = re.compile(r"(?:19[89]|20[0-4])[0-9]")
_PARTNERS_OF_TWO: Final = {"BD", "OM"}
_IBAN_LENGTH: Final = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "ES": 24, "IT": 27, "PL": 28, "RO": 24, "BG": 22, "PT": 25, "AT": 20,
    "LU": 20, "IE": 22, "GB": 22, "CH": 21, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "CZ": 24, "SK": 24, "HU": 28,
    "LT": 20, "LV": 21, "EE": 20, "GR": 27, "TR": 26, "MT": 31, "CY": 28, "SI": 19, "HR": 21,
}  # fmt: skip
_IBAN = re.compile(
    r"(?<![A-Z0-9])(?:"
    + "|".join(rf"{land}[0-9]{{2}}(?:[ .-]?[A-Z0-9]){{{length - 4}}}" for land, length in _IBAN_LENGTH.items())
    + r")(?![A-Z0-9])"
)


def looks_personal(text: str) -> PersonalKind | None:
    """The kind of personal data a text holds, or None.

    Args:
        text: one cell as delivered; any blank is a blank, a digit or @ of any width is itself, what cannot be seen is not
            there.
    """
    plain = " ".join(_seen(text).split())
    if not _MAYBE.search(plain):
        return None
    if _EMAIL.search(plain):
        return "email"
    if any(is_iban(found.group()) for found in _IBAN.finditer(plain.upper())):
        return "iban"
    if _has_bsn(plain):
        return "bsn"
    if any(is_phone(found.group()) for found in _PHONE.finditer(plain)):
        return "phone"
    return "address" if _has_address(plain) else None


def is_bsn(text: str) -> bool:
    """True when the digits of a text, nine or eight of them, pass the test of eleven. Source: Logisch Ontwerp BSN, 2.3."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    return len(digits) in {8, 9} and bsn.is_valid(digits)


def is_iban(text: str) -> bool:
    """True when a text is an account number by its country's form and the test of ISO 13616 (modulo 97)."""
    return iban.is_valid("".join(sign for sign in text if sign.isalnum()), check_country=False)


def is_phone(text: str) -> bool:
    """True when a text is a telephone number that may exist in the Dutch numbering plan, seen from the Netherlands."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, "NL"))
    except phonenumbers.NumberParseException:
        return False


def masked(text: str) -> str:
    """At most the first two characters of a text, so that a problem list can be mailed."""
    return text.strip()[:2] + "***"


def _seen(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


def _has_bsn(text: str) -> bool:
    if any(is_bsn(found[1]) for found in _BSN_NAMED.finditer(text)):
        return True
    if any(is_bsn(found.group()) for form in (_BSN, _BSN_GROUPS, _BSN_DIVIDED) for found in form.finditer(text)):
        return True
    short = (found.group() for found in _BSN_8.finditer(text))
    return any(is_bsn(number) and not _DATE_8.fullmatch(number) for number in short)


def _has_address(text: str) -> bool:
    if _ADDRESS_TIGHT.search(text) or _ADDRESS_BACK.search(text):
        return True
    written = (*_ADDRESS.finditer(text), *_ADDRESS_BARE.finditer(text))
    return any(not _is_year_and_partner(found) for found in written)


def _is_year_and_partner(found: re.Match[str]) -> bool:
    """A year and a partner stand here, not an address: "In 2024 OM 3 zaken"."""
    named = (found["letters"] or "") in _PARTNERS_OF_TWO and found["blank"] != ""
    return named and _YEAR.fullmatch(found["digits"]) is not None
