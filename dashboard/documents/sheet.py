"""An answer as CSV for Dutch Excel: ``;``, decimal comma, byte order mark, and the source above the rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.numbers import day
from dashboard.text import say
from dashboard.text.markup import Markup, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.store import Release

# A text that a spreadsheet would run, in signs of any width; a negative number is none.
FORMULA = re.compile(r"[=+@＝＋＠－]|-(?!\d+([.,]\d+)?$)")
BOM = "\ufeff"


def csv_file(
    frame: pd.DataFrame, title: str, release: Release, about: Mapping[str, str], *, is_rounded: bool = True
) -> bytes:
    """The rows of a table with title, release, policy and what they are in the first lines.

    Args:
        frame: rows; a text of ours is a ``Markup`` and stays as it is, any other could be run by a spreadsheet.
        title: says what the rows are.
        release: they come from.
        about: what else is said of them, name and text, such as what was chosen.
        is_rounded: whether protected counts or amounts are among them.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(str(title))])  # what was filled in may come first
    writer.writerow([source_line(release)])
    if release.manifest["is_sample"]:
        writer.writerow([say("frame.sample_banner")])
    for name, value in about.items():
        writer.writerow([_cell(str(name)), _cell(str(value))])
    if is_rounded:
        writer.writerow([say("document.selected_only", base=release.policy.base)])
    writer.writerow([])
    writer.writerow(map(_cell, frame.columns))
    for row in frame.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return (BOM + out.getvalue()).encode("utf-8")


def source_line(release: Release) -> str:
    """``Release 3fa2…, 23 november 2026, beveiligd volgens LSI-standaard 1.0``."""
    made = pd.Timestamp(release.manifest["history"][0]["at"])
    policy = release.manifest["policy"]
    return say("document.source", id=release.id, date=day(made), name=policy["name"], version=policy["version"])


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    if not isinstance(value, str):
        return str(value)
    return clean(value) if isinstance(value, Markup) else inert(value)


def inert(text: str) -> str:
    """A text that no spreadsheet runs."""
    cleaned = clean(text)
    return f"'{cleaned}" if FORMULA.match(cleaned) else cleaned
