"""Every error a person may see has its sentence and its own exit code."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard import errors
from dashboard.text import texts

PACKAGE = Path(errors.__file__).parent


def kinds():
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.UserError)]


def test_exit_codes_differ():
    codes = [kind.exit_code for kind in kinds()]

    assert len(set(codes)) == len(codes)


def test_every_raised_key_has_a_text():
    raised = set()
    names = "|".join(kind.__name__ for kind in kinds())
    for path in PACKAGE.rglob("*.py"):
        raised |= set(re.findall(rf'(?:{names})\(\s*"([\w.]+)"', path.read_text(encoding="utf-8")))

    assert raised
    assert raised <= set(texts("nl"))
