"""What a map shows: areas with their class and words, for the page and for the address its colours come from alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.answers import derived
from dashboard.answers.rows import (
    DefinitionsMeasures,
    EurosTotals,
    FramePeriod,
    MapAgreements,
    MapAreas,
    MapContext,
    MapFigures,
    MapPeriods,
)
from dashboard.charts import places
from dashboard.charts.classes import (
    CHANGE,
    CHANGE_CUTS,
    CONTEXT,
    COUNT,
    EUR,
    NUMBER,
    RATE,
    SHARE,
    breaks,
    changed,
    classify,
    kept,
    known,
    paid,
    quantiles,
    smooth,
)
from dashboard.charts.euros import NOTHING, REMAINDER, TOTAL, add, due, years_between
from dashboard.charts.named import named
from dashboard.charts.tiles import span
from dashboard.text import say
from dashboard.ui.measure import Measure, measure_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.answers import Answer, Question, Reader, Value
    from dashboard.charts.classes import Area
    from dashboard.charts.euros import Euros
    from dashboard.charts.shares import Pair
    from dashboard.store import Release

# How a measure of a unit can be shown; the first is usual.
FORMS = {"count": (COUNT, RATE, CHANGE), "share": (SHARE, CHANGE), "eur": (EUR,), CONTEXT: (CONTEXT,)}
AGREEMENTS = "sustainment_rate"
APART = frozenset({"signals_passed_on", "signals_settled", "settlement_rate"})  # known per gemeente and province only
WIDE = frozenset({"province", "municipality"})
SHARES_OF_FEW = (0.25, 0.5, 0.75)  # class breaks of agreements that work


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
    def border_level(self) -> str:
        """Level whose borders are drawn; three thousand wijken of the whole country would be a tangle, and slow to draw."""
        return "municipality" if self.level == "district" and self.parent is None else self.level

    @property
    def shapes(self) -> dict[str, Value]:
        """What its borders are asked with."""
        return {"level": self.level, "parent": self.parent, "tolerance_m": self.tolerance_m}

    @property
    def period(self) -> dict[str, Value]:
        """Its period as parameters."""
        return {"from_month": self.from_month, "until_month": self.until_month}

    @property
    def grain(self) -> str:
        """``quarter`` where its period is one quarter, else ``year``."""
        start, end = date.fromisoformat(self.from_month), date.fromisoformat(self.until_month)
        is_one = (start.year, start.month + 2) == (end.year, end.month) and start.month % 3 == 1
        return "quarter" if is_one else "year"

    @property
    def length(self) -> int:
        """Quarters or calendar years in its period."""
        return 1 if self.grain == "quarter" else int(self.until_month[:4]) - int(self.from_month[:4]) + 1

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
        form: one of ``FORMS`` of its unit.
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
        rows: the results they were made of; none for public figures.
        cuts: class breaks.
        figures: the public figures they were made of; none for results.
        rest: of euros what is published as broken down into none of these areas.
    """

    choice: FigureChoice
    areas: tuple[Area, ...]
    rows: tuple[MapAreas, ...]
    cuts: tuple[float, ...]
    figures: tuple[MapContext, ...] = ()
    rest: Euros = NOTHING


def ask_picture(reader: Reader, choice: FigureChoice) -> Picture:
    """The areas with their classes and words; the breaks are the same for every period of this length."""
    if choice.form == CONTEXT:
        where = {"level": choice.level, "parent": choice.parent}
        return derived(_known_picture, reader.ask(MapContext, figure=choice.measure.code, **where), choice)
    if choice.form == EUR:
        return _euros(reader, choice)
    if choice.measure.code == AGREEMENTS:
        return _agreements(reader, choice)
    if choice.form == CHANGE:
        return _change(reader, choice)
    asked = {**choice.figures, "grain": choice.grain}
    now, every = {**choice.figures, **choice.period}, {**choice.figures, **_every_month(reader)}
    questions: list[Question] = [(MapAreas, now), (MapPeriods, asked)]
    reader.ask_ahead(*questions, *([(MapAreas, every)] if choice.is_per_address else []))
    addresses = reader.ask(MapAreas, **every) if choice.is_per_address else None
    return derived(
        _picture, reader.ask(MapAreas, **now), reader.ask(MapPeriods, **asked), addresses, choice, reader.release
    )


def _every_month(reader: Reader) -> dict[str, Value]:
    """All years of the release as parameters."""
    known = reader.ask(FramePeriod).rows[0]
    return {"from_month": f"{known.first_year}-01-01", "until_month": f"{known.last_year}-12-01"}


def _known_picture(found: Answer[MapContext], choice: FigureChoice) -> Picture:
    areas = known(found.rows, choice.measure.figure_unit)
    cuts = quantiles(area.value for area in areas if area.kind == NUMBER)
    return Picture(choice, tuple(areas), (), tuple(cuts), found.rows)


def _picture(
    found: Answer[MapAreas],
    periods: Answer[MapPeriods],
    addresses: Answer[MapAreas] | None,
    choice: FigureChoice,
    release: Release,
) -> Picture:
    rows, noise, whole = found.rows, release.noise(choice.level, choice.grain), None
    if addresses is not None:  # known per project, not per period
        rows, whole = places.per_address(rows), {row.area_code: row.n_addresses for row in addresses.rows}
    cuts = breaks(periods.rows, choice.length, choice.form, whole)
    areas = classify(rows, choice.form, noise, choice.of)
    if choice.is_smooth and choice.form != COUNT:
        areas = smooth(areas, rows, choice.form, noise, choice.of[0])
    return Picture(choice, tuple(areas), rows, tuple(cuts))


def _change(reader: Reader, choice: FigureChoice) -> Picture:
    """What changed since the period before; without such a period there is nothing to compare, which the page says."""
    now = reader.ask(MapAreas, **choice.figures, **choice.period)
    before = reader.ask(MapAreas, **choice.figures, **(before_of(reader, choice) or choice.period))
    return derived(_changed_picture, now, before, choice, reader.release)


def _changed_picture(
    now: Answer[MapAreas], before: Answer[MapAreas], choice: FigureChoice, release: Release
) -> Picture:
    rows, earlier = now.rows, before.rows
    if choice.is_per_address:
        rows, earlier = places.per_address(rows), places.per_address(earlier)
    of = choice.of[0], choice.measure.denominator
    areas = changed(rows, earlier, release.noise(choice.level, choice.grain), of)
    return Picture(choice, tuple(areas), now.rows, CHANGE_CUTS)


def before_of(reader: Reader, choice: FigureChoice) -> Mapping[str, Value] | None:
    """The months to compare with, as many years earlier as the period has; None where nothing was known yet."""
    first = date(reader.ask(FramePeriod).rows[0].first_year, 1, 1)
    return span(date.fromisoformat(choice.from_month), date.fromisoformat(choice.until_month), first).before


def _euros(reader: Reader, choice: FigureChoice) -> Picture:
    found = reader.ask(MapAreas, **choice.figures, **choice.period)
    every = {"grain": "year", "from_month": "1900-01-01", "until_month": "2999-12-01"}
    totals = reader.ask(EurosTotals, view=choice.level, **every)
    provinces = reader.ask(EurosTotals, view="province", **every)
    return derived(_paid_picture, found, totals, provinces, choice)


def _paid_picture(
    found: Answer[MapAreas], totals: Answer[EurosTotals], provinces: Answer[EurosTotals], choice: FigureChoice
) -> Picture:
    parts, wholes = (_of_measure(answer.rows, choice) for answer in (totals, provinces))
    own = [
        (row.province_code if choice.level == "province" else row.municipality_code, row)
        for row in parts
        if row.part == TOTAL
    ]
    within: dict[str, list[EurosTotals]] = {}
    for code, row in own:
        if code and _is_within(row, choice):
            within.setdefault(code, []).append(row)
    wanted = due(
        [choice.measure.code], years_between(*map(date.fromisoformat, (choice.from_month, choice.until_month)))
    )
    areas = paid(found.rows, {code: add(rows, wanted) for code, rows in within.items()})
    known = [
        MapPeriods(code, row.period.year, round(row.amount_eur), 0)
        for code, row in own
        if code and row.period and row.amount_eur is not None
    ]
    rest = not_in_areas(parts, wholes, choice)
    return Picture(choice, tuple(areas), found.rows, tuple(breaks(known, choice.length, EUR)), rest=rest)


def _of_measure(rows: Iterable[EurosTotals], choice: FigureChoice) -> list[EurosTotals]:
    return [row for row in rows if row.measure_code == choice.measure.code and not row.is_mixed and row.period]


def _is_within(row: EurosTotals, choice: FigureChoice) -> bool:
    """Whether a total is of a year of the period."""
    return row.period is not None and int(choice.from_month[:4]) <= row.period.year <= int(choice.until_month[:4])


def not_in_areas(parts: Sequence[EurosTotals], wholes: Sequence[EurosTotals], choice: FigureChoice) -> Euros:
    """What is published as broken down into none of the areas that are drawn.

    Provinces leave one remainder of the programme; gemeenten leave one of each province, and all gemeenten together also that of
    the provinces. A province whose total is not shown is in the latter: where its gemeenten are shown they would count
    twice, so what is left of that year is not told.

    Args:
        parts: totals and remainders of the view that is drawn.
        wholes: those of the view by province.
        choice: what is drawn.
    """
    left = [row for row in parts if row.part == REMAINDER and choice.parent in {None, row.province_code}]
    if choice.level == "municipality" and choice.parent is None:
        known = {(row.province_code, row.period) for row in wholes if row.part == TOTAL and row.amount_eur is not None}
        twice = {
            row.period
            for row in parts
            if row.part == TOTAL and row.amount_eur is not None and (row.province_code, row.period) not in known
        }
        left += [
            row._replace(amount_eur=None) if row.period in twice else row for row in wholes if row.part == REMAINDER
        ]
    return add(row for row in left if _is_within(row, choice))


def _agreements(reader: Reader, choice: FigureChoice) -> Picture:
    found = reader.ask(MapAreas, **choice.figures, **choice.period)
    return derived(
        _kept_picture, found, reader.ask(MapAgreements, level=choice.level, project_type=choice.project_type), choice
    )


def _kept_picture(found: Answer[MapAreas], agreements: Answer[MapAgreements], choice: FigureChoice) -> Picture:
    made = {row.area_code: row for row in agreements.rows}
    rows = tuple(
        row._replace(n_value=made[row.area_code].n_working, n_denominator=made[row.area_code].n_agreed)
        if row.area_code in made
        else row._replace(n_value=0, n_denominator=0)
        for row in found.rows
    )
    return Picture(choice, tuple(kept(rows)), rows, SHARES_OF_FEW)


def forms_of(measure: Measure) -> tuple[str, ...]:
    """How a measure can be shown."""
    return (SHARE,) if measure.code == AGREEMENTS else FORMS[measure.unit]


def is_on_map(row: DefinitionsMeasures) -> bool:
    """Whether a measure of the catalogue can be shown per area."""
    if row.measure_code == AGREEMENTS:
        return True
    return row.unit in FORMS and row.theme not in {"context", "sustainment"} and row.protection != "public"


def offered(reader: Reader) -> dict[str, Measure]:
    """What a map can show, by code: measures of the catalogue, then public figures of areas, in the active language."""
    found = {row.measure_code: measure_of(row) for row in reader.ask(DefinitionsMeasures).rows if is_on_map(row)}
    for figure in reader.ask(MapFigures, level="municipality").rows:
        name, definition = say("map.context", name=named(figure), year=figure.year), named(figure, "definition")
        found[figure.figure_code] = Measure(figure.figure_code, name, definition, CONTEXT, None, None, figure.unit)
    return found


def refusal(choice: FigureChoice) -> str:
    """Why this level or type has no such figures: ``level`` or ``type``; empty where it has."""
    if (choice.form == EUR or choice.measure.code in APART) and choice.level not in WIDE:
        return "level"
    return "type" if choice.form == EUR and choice.project_type else ""
