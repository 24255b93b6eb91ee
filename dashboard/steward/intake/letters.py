"""Recognise letters that broke because a program read them in another encoding than they were written in."""

from __future__ import annotations

import re

_WORD = re.compile(r"\S+")
# UTF-8 read as Windows-1252: "CoÃ¶rdinatie", "FryslÃ¢n", "â€™".
_TWICE = re.compile("[ÂÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|\ufffd")
# Other pairs of encodings leave a sign, or a capital with an accent, in the middle of a word: "Coˆrdinatie", "BeÎindigd".
_SIGN = re.compile(r"[^\W\d_](?:[‚ƒ„…†‡ˆ‰‹“”•˜™›¡¢£¤¥¦¨¬¸‘](?=[^\W\d_]{2})|(?<=[a-zà-þ])[À-ÖØ-Þ](?=[a-z]))")
# Macintosh Roman read as Windows-1252; in a file that is certainly UTF-8 such a letter is what it is: "Beneš".
_LETTER = re.compile(r"[a-z][ŠŽšžŸŒœ](?=[a-z])")


def broken_word(text: str, *, is_certain: bool) -> str:
    """The first word of a text with broken letters, or an empty text.

    Args:
        text: as delivered.
        is_certain: its encoding is beyond doubt.
    """
    if text.isascii():
        return ""
    forms = (_TWICE, _SIGN) if is_certain else (_TWICE, _SIGN, _LETTER)
    return next((word for word in _WORD.findall(text) if any(form.search(word) for form in forms)), "")
