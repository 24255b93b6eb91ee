"""Typst with our own font and nothing of this machine: a template beside this module and data make a page or a picture.

Words reach a template as data, never as markup, so no sign in them means anything to it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import typst

from dashboard.errors import UserError
from dashboard.settings import PACKAGE
from dashboard.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = PACKAGE / "documents"
FONTS = FOLDER / "fonts"
FAMILY, BOLD_FAMILY = "IBM Plex Sans", "IBM Plex Sans SmBld"  # to typst the semibold weight is a family of its own
_LOADED = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])  # with those typst brings along
MISSING = "\ufffd"
ACCESSIBLE: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
_UNUSUAL = re.compile(r"[^\x00-\x7f]")


class DocumentFailed(UserError):
    """A document or picture cannot be made of what it was given."""

    exit_code = 20


def typeset(template: str, data: Mapping[str, Any], **form: Any) -> bytes:
    """What ``<template>.typ`` makes of data.

    Args:
        template: name of a file beside this module.
        data: what JSON can hold; the template reads it under ``sys.inputs.data``.
        form: format, standards and moment, as ``typst.Compiler.compile`` takes them.

    Raises:
        DocumentFailed: typst refuses it, such as a figure without a text alternative where the standard asks for one.
    """
    return _compiled((FOLDER / f"{template}.typ").read_bytes(), json.dumps(data, ensure_ascii=False), **form)


def drawable(text: object) -> str:
    """A text in one line, with ``\ufffd`` for every sign that none of the fonts has: PDF/UA refuses a hole."""
    return only_drawable(clean(text))


def only_drawable(text: str) -> str:
    """The same of what is more than a line of words, such as a drawing; blanks stay as they are."""
    return _UNUSUAL.sub(lambda one: one[0] if _is_drawn(one[0]) else MISSING, text)


@cache
def _is_drawn(sign: str) -> bool:
    try:
        _compiled(b'#set document(title: "-")\n#set text(font: "IBM Plex Sans")\n#sys.inputs.data', sign, **ACCESSIBLE)
    except DocumentFailed:
        return False
    return True


def _compiled(source: bytes, data: str, **form: Any) -> bytes:
    compiler = typst.Compiler(source, root=str(FOLDER), font_paths=_LOADED)
    try:
        made = compiler.compile(sys_inputs={"data": data}, **form)
    except typst.TypstError as error:
        raise DocumentFailed("document.failed", detail=clean(error.message)[:300]) from error
    if not isinstance(made, bytes):
        raise DocumentFailed("document.failed", detail=form.get("format"))
    return made
