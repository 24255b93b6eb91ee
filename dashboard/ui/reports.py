"""A report of what a viewer has chosen: what every document says of itself, whatever its chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.documents.report import Report
from dashboard.documents.sheet import source_line
from dashboard.settings import Settings
from dashboard.text import language, say
from dashboard.text.markup import unmarked

if TYPE_CHECKING:
    from dashboard.documents.report import Part
    from dashboard.ui.viewer import Viewer


def report_of(viewer: Viewer, name: str, title: str, parts: tuple[Part, ...], link: str) -> Report:
    """A report with release, filters, marking and the notes that hold for every figure.

    Args:
        viewer: who made it, of what.
        name: short name for the file.
        title: on the cover.
        parts: the chapters.
        link: address that opens the same choice again.
    """
    filters = tuple((unmarked(head), unmarked(value)) for head, value in viewer.filters.items())
    notes = [
        *([say("frame.sample_banner")] if viewer.release.manifest["is_sample"] else []),
        say("document.note.rounding", base=viewer.release.policy.base),
        say("document.note.symbols"),
        say("document.note.selected"),
        say("frame.purpose"),
    ]
    return Report(
        name=name,
        title=unmarked(title),
        subtitle=" · ".join(value for _, value in filters),
        language=language(),
        marking=Settings.from_environment().marking,
        release=viewer.release.id,
        source=unmarked(source_line(viewer.release)),
        made_at=viewer.release.made_at,
        link=link,
        filters=filters,
        parts=parts,
        notes=tuple(map(unmarked, notes)),
    )
