"""Examples in docstrings are run: what they show is what comes out."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import dashboard

PACKAGE = Path(dashboard.__file__).parent
SHOWING = sorted(path for path in PACKAGE.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: path.stem)
def test_examples_hold(path):
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    outcome = doctest.testmod(importlib.import_module(name))

    assert outcome.attempted
    assert outcome.failed == 0
