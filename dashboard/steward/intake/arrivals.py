"""What a person hands over: one delivery, or a folder of them, with what lies beside them left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dashboard.errors import UserError
from dashboard.steward.intake.container import TEXT, is_dust
from dashboard.steward.intake.contract import SHEETS
from dashboard.steward.intake.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LETTER: Final = ".txt"  # a table only when it is called after a sheet
_SHEETS: Final = tuple(sheet.heading for sheet in SHEETS)


@dataclass
class Arrivals:
    """What was handed over.

    Attributes:
        deliveries: files and folders of one delivery each, in order of name.
        skipped: files and folders that are no delivery: what systems leave behind, letters, empty folders.
    """

    deliveries: list[Path] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)


def arrivals(paths: Iterable[Path]) -> Arrivals:
    """Every delivery in these files and folders.

    Raises:
        UserError: a folder holds no delivery, is a link or may not be read.
    """
    listed = Arrivals()
    for path in paths:
        before = len(listed.deliveries)
        _add(path, listed)
        if len(listed.deliveries) == before:
            raise UserError("intake.unreadable.no_tables", file=shown(path.name))
    return listed


def _add(path: Path, listed: Arrivals) -> None:
    """A file as one delivery, a folder as one or as all that is in it."""
    if not path.is_dir():
        listed.deliveries.append(path)
        return
    inside = [one for one in _inside(path) if not _is_left_behind(one)]
    if any(_is_table(one) for one in inside):
        listed.deliveries.append(path)
        return
    listed.skipped += [one for one in _inside(path) if _is_left_behind(one)]
    if not inside:
        listed.skipped.append(path)
    for one in inside:
        _add(one, listed)


def _is_table(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in TEXT


def _is_left_behind(path: Path) -> bool:
    """True for what systems leave behind and for a letter that comes along."""
    is_letter = path.suffix.lower() == _LETTER and not path.stem.strip().casefold().endswith(_SHEETS)
    return is_dust(path.name) or (is_letter and path.is_file())


def _inside(folder: Path) -> list[Path]:
    if folder.is_symlink():
        raise UserError("intake.unreadable.link", file=shown(folder.name))
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UserError("intake.unreadable.no_access", file=shown(folder.name)) from error
