"""Counts in a free text: they go out as they are, so they would stand unrounded beside the figures that are protected."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = "één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_NUMBER: Final = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|(?!(?:19|20)\d\d\b)\d+|{_WORDS})"
# What is counted in deliveries, by how the words begin or end: "adres" is also in "huisadressen".
_COUNTED: Final = (
    r"\w*(?:adres|person(?:en)?\b|huishouden|woning|dossier|signal|signaal|melding|boete|bewoner|inwoner|gezin|bedrij[fv]|"
    r"uitkering|huisbezoek|onregelmatighe|overtreding|verdachte)\w*"
)
_COUNT = re.compile(rf"(?<![\w.,/-]){_NUMBER}(?:\s+\w+){{0,3}}?\s+{_COUNTED}", re.IGNORECASE)


def holds_count(text: str) -> bool:
    """Whether a text counts something that deliveries count, as in ``bij 3 van de 40 adressen``.

    Args:
        text: one cell as delivered.
    """
    return bool(_COUNT.search(text))
