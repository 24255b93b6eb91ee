"""What a document holds, whatever it is written as: parts with text, panels of the screen, and fields for people to fill in.

Everything in it is plain: words in one language without markup, figures as plain data, tables as frames. Whoever writes a
document escapes for its own format and adds nothing but form, so PDF, Word, slides, spreadsheet and web page say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd


@dataclass(frozen=True)
class Panel:
    """One panel of the screen: a figure with all that belongs to it.

    Attributes:
        key: short name, the same on every release; file names and bookmarks are made of it.
        title: says what the figure shows.
        sentence: written from the data; also the text alternative of the figure.
        figure: plotly's plain data in the colours of paper; None where the panel is a table or text.
        table: the rows as read: words, with a head per column; empty where there is none.
        numbers: the rows as numbers for a spreadsheet: heads with units, one kind of value per column.
        definition: definition of the measure, with its limits; may be empty.
        reading: how to read the figure; may be empty.
        caveat: what has to stand with the sentence; may be empty.
        source: release, date, policy, and how complete what was delivered is.
        link: address of the screen this panel stands on, with every choice in it.
        filters: what was chosen that this panel follows, name and value in the order of the screen.
        subject: code of the one thing it is about, such as a project; empty where it is about none.
        listed: what the numbers in the figure stand for; may be empty.
        finding: what the figure found, beyond noise; empty where it found nothing that may be said in one line.
    """

    key: str
    title: str
    sentence: str
    figure: Mapping[str, Any] | None
    table: pd.DataFrame
    numbers: pd.DataFrame
    definition: str
    reading: str
    caveat: str
    source: str
    link: str
    filters: tuple[tuple[str, str], ...]
    subject: str = ""
    finding: str = ""
    listed: str = ""

    @property
    def headline(self) -> str:
        """What stands above it in large letters: what was found, or else what it shows."""
        return self.finding or self.title

    @property
    def topic(self) -> str:
        """What it shows, small above what was found; empty where it is the headline itself."""
        return self.title if self.finding else ""


@dataclass(frozen=True)
class Text:
    """A paragraph of our own, or of the one who made the report.

    Attributes:
        words: the paragraph; a line break begins another one.
    """

    words: str


@dataclass(frozen=True)
class Field:
    """What only people know: a marked place to write, with a hint.

    Attributes:
        name: what is asked, in a few words.
        hint: what a good answer says.
    """

    name: str
    hint: str


Block = Panel | Text | Field


@dataclass(frozen=True)
class Part:
    """A chapter.

    Attributes:
        title: its heading.
        blocks: what stands in it, in order.
    """

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A whole document.

    Attributes:
        name: short name for the file, without blanks.
        title: on the cover.
        subtitle: area or project, and period.
        language: ``nl`` or ``en``; everything in it is in that language.
        marking: who may see it, on every page (``Intern LSI``).
        release: id of the release all of it comes from.
        source: release, date and policy in one line, on every page.
        made_at: moment of the release, so that one release always gives the same file.
        link: address that opens the same choice again.
        filters: what was chosen, name and value.
        parts: the chapters.
        notes: what holds for every figure: rounding, symbols, what may not be concluded.
    """

    name: str
    title: str
    subtitle: str
    language: str
    marking: str
    release: str
    source: str
    made_at: datetime
    link: str
    filters: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Every panel, in order."""
        return tuple(block for part in self.parts for block in part.blocks if isinstance(block, Panel))
