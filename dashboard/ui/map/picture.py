"""What a map shows: areas with their class and words, for the page and for the address its colours come from alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.answers import derived
from dashboard.answers.rows import MapAreas, MapYears
from dashboard.charts import places
from dashboard.charts.classes import COUNT, RATE, SHARE, breaks, classify, smooth

if TYPE_CHECKING:
    from dashboard.answers import Answer, Question, Reader, Value
    from dashboard.charts.classes import Area
    from dashboard.charts.shares import Pair
    from dashboard.store import Release
    from dashboard.ui.measure import Measure

UNITS = ("count", "share")  # of the measures a map can show


@dataclass(frozen=True, kw_only=True)
class MapChoice:
    """Which areas, and which projects over them.

    Attributes:
        level: level of the areas drawn.
        parent: code of the area they lie in; None for the whole programme.
        from_month: first month, as an ISO date; empty on a map without a period.
        until_month: last month, likewise.
        project_type: only projects of this type.
        chosen: areas that are filled where no measure is shown.
    """

    level: str
    parent: str | None
    from_month: str = ""
    until_month: str = ""
    project_type: str | None = None
    chosen: frozenset[str] = frozenset()

    @property
    def tolerance_m(self) -> int:
        """Simplification of its borders, in metres."""
        return places.tolerance(self.level, self.parent)

    @property
    def shapes(self) -> dict[str, Value]:
        """What its borders are asked with."""
        return {"level": self.level, "parent": self.parent, "tolerance_m": self.tolerance_m}

    @property
    def period(self) -> dict[str, Value]:
        """Its period as parameters."""
        return {"from_month": self.from_month, "until_month": self.until_month}

    @property
    def n_years(self) -> int:
        """Calendar years in its period."""
        return int(self.until_month[:4]) - int(self.from_month[:4]) + 1

    @property
    def projects(self) -> dict[str, Value]:
        """What the projects over it are asked with."""
        where = {"parent": self.parent, "tolerance_m": self.tolerance_m}
        return {**where, "project_type": self.project_type, **self.period}


@dataclass(frozen=True, kw_only=True)
class FigureChoice(MapChoice):
    """Areas with a figure each.

    Attributes:
        measure: what is shown of them.
        form: ``count``, ``share`` or ``rate``.
        is_smooth: whether shares and rates are drawn towards their mean by how little they can carry.
    """

    measure: Measure
    form: str = COUNT
    is_smooth: bool = False

    @property
    def is_per_address(self) -> bool:
        """Whether the denominator is the public number of addresses in project areas."""
        return self.form == RATE or self.measure.is_per_address

    @property
    def of(self) -> Pair:
        """What is counted, and what it is a share of."""
        return self.measure.counted, None if self.is_per_address else self.measure.denominator

    @property
    def figures(self) -> dict[str, Value]:
        """What the figures of all periods are asked with."""
        where = {"level": self.level, "parent": self.parent, "project_type": self.project_type}
        return {**where, "measure": self.measure.counted, "denominator": self.measure.denominator}


@dataclass(frozen=True)
class Picture:
    """One map with figures.

    Attributes:
        choice: what it shows.
        areas: class and words per area.
        rows: what they were made of.
        cuts: class breaks.
    """

    choice: FigureChoice
    areas: tuple[Area, ...]
    rows: tuple[MapAreas, ...]
    cuts: tuple[float, ...]


def ask_picture(reader: Reader, choice: FigureChoice) -> Picture:
    """The areas with their classes and words; the breaks are the same for every period of this length."""
    questions: list[Question] = [(MapAreas, {**choice.figures, **choice.period})]
    if not choice.is_per_address:
        questions.append((MapYears, choice.figures))
    reader.ask_ahead(*questions)
    found = reader.ask(MapAreas, **choice.figures, **choice.period)
    years = None if choice.is_per_address else reader.ask(MapYears, **choice.figures)
    return derived(_picture, found, years, choice, reader.release)


def _picture(
    found: Answer[MapAreas], years: Answer[MapYears] | None, choice: FigureChoice, release: Release
) -> Picture:
    rows, noise = found.rows, release.noise(choice.level, "year")
    if years is None:  # addresses are known per project, not per year
        rows = places.per_address(rows)
        whole = [MapYears(row.area_code, 0, row.n_value, row.n_denominator) for row in rows]
        cuts = breaks(whole, 1, choice.form)
    else:
        cuts = breaks(years.rows, choice.n_years, choice.form)
    areas = classify(rows, choice.form, noise, choice.of)
    if choice.is_smooth and choice.form != COUNT:
        areas = smooth(areas, rows, choice.form, noise, choice.of[0])
    return Picture(choice, tuple(areas), rows, tuple(cuts))


def with_cuts(picture: Picture, cuts: tuple[float, ...]) -> Picture:
    """The same areas in the classes of another picture."""
    return replace(picture, cuts=cuts)


def form_of(measure: Measure, form: str) -> str:
    """How a measure is shown when ``form`` is asked: a share is always a share."""
    return SHARE if measure.unit == SHARE else form if form in {COUNT, RATE} else COUNT
