"""Words and tables about areas, and which borders suit which picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts import svg
from dashboard.charts.classes import (
    CHANGE,
    CLASSES,
    CONTEXT,
    COUNT,
    EUR,
    FALL,
    LEVEL,
    NONE_OR_FEW,
    NUMBER,
    RATE,
    RISE,
    SHARE,
    class_names,
)
from dashboard.charts.euros import REMAINDER, TOTAL
from dashboard.charts.numbers import number
from dashboard.charts.shares import percents
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, NamedTuple

    from dashboard.analysis.reliability import Reliability
    from dashboard.answers.rows import MapAreas
    from dashboard.charts.classes import Area
    from dashboard.charts.palette import Palette
    from dashboard.store import Release

FINE, MIDDLE, COARSE = 25, 100, 400
BAR_PX, BAR_HIGH = (
    60,
    28,
)  # pixels of a bar in a list; as high as a row, or the grid makes it larger and cuts its ends off


def tolerance(level: str, parent: str | None) -> int:
    """Simplification in metres that suits the picture: finer the smaller the open area."""
    if parent is None:
        return COARSE
    return (
        MIDDLE
        if parent.startswith("PV") and level == "district"
        else FINE
        if parent.startswith(("GM", "WK"))
        else MIDDLE
    )


def per_address(rows: Iterable[MapAreas]) -> tuple[MapAreas, ...]:
    """The areas with the public number of addresses in project areas as their denominator."""
    return tuple(row._replace(n_denominator=row.n_addresses) for row in rows)


def summary(areas: Sequence[Area], measure: str, cuts: Sequence[float] = (), form: str = COUNT) -> str:
    """What the map says: how many areas of each kind and in the darkest class, never which is highest.

    Args:
        areas: class and words per area.
        measure: its name.
        cuts: class breaks.
        form: of its numbers.
    """
    kinds = Counter(area.kind for area in areas)
    parts = ", ".join(say(f"area_map.of.{kind}", n=number(kinds[kind])) for kind in CLASSES if kinds[kind])
    said = say("area_map.summary", measure=measure, n=number(len(areas)), parts=parts)
    if not cuts or form == CHANGE:
        return said
    top = sum(area.kind == NUMBER and area.value > cuts[-1] for area in areas)
    return sentences(said, say("area_map.top_class", n=number(top), edge=class_names(cuts, form)[-1]) if top else "")


def bars(areas: Sequence[Area], colours: Palette) -> list[str]:
    """A small picture per area: a bar as long as its value and a line over its interval, all on one scale from 0."""
    widest = max((area.interval[1] for area in areas if area.interval), default=0.0)
    return [_bar(area, BAR_PX / widest, colours) if area.interval and widest else "" for area in areas]


def _bar(area: Area, pixels: float, colours: Palette) -> str:
    low, high = (round(end * pixels, 1) for end in area.interval or (0.0, 0.0))
    middle, value = BAR_HIGH // 2, round(area.value * pixels, 1)
    drawn = (
        f'<rect x="2" y="{middle - 5}" width="{value}" height="10" fill="{colours.sequence[4]}"/>'
        f'<path d="M{low + 2} {middle}H{high + 2}" stroke="{colours.text}" stroke-width="2"/>'
    )
    return svg.address(drawn, BAR_PX + 4, BAR_HIGH)


def listed(shown: Mapping[str, Sequence[Area]]) -> pd.DataFrame:
    """The areas as people read them, in few columns, ordered by name.

    Args:
        shown: the same areas per heading: the measure, or the periods it is shown for.
    """
    areas = next(iter(shown.values()))
    return pd.DataFrame(
        {
            say("table.area"): [area.name for area in areas],
            **{heading: [area.text for area in column] for heading, column in shown.items()},
        }
    )


def table(shown: Mapping[str, Sequence[Area]]) -> pd.DataFrame:
    """The same with the code of every area, and beside every number how much it can carry."""
    few, areas = listed(shown), next(iter(shown.values()))
    columns = {say("table.area"): few[say("table.area")], say("table.code"): [area.code for area in areas]}
    for heading, column in shown.items():
        title = say("table.reliability") if len(shown) == 1 else f"{say('table.reliability')}: {heading}"
        columns |= {heading: few[heading], title: [firmness(area.reliability) for area in column]}
    return pd.DataFrame(columns | {say("table.projects"): [area.n_projects for area in areas]})


def with_rests(shown: Mapping[str, Sequence[Area]], rests: Mapping[str, Area | None]) -> Mapping[str, Sequence[Area]]:
    """The same columns of areas and, where one of them is of euros that are not all in an area, a last line for those.

    Args:
        shown: the same areas per heading.
        rests: of each heading what is in none of its areas; None where that is nothing.
    """
    line = next(filter(None, rests.values()), None)
    if line is None:
        return shown
    blank = replace(line, text="", interval=None)
    return {heading: [*areas, rests[heading] or blank] for heading, areas in shown.items()}


UNITS = {COUNT: "count", SHARE: "percent", RATE: "per_1000_addresses", EUR: "eur"}  # of a value, by form
CHANGES = {FALL: "fall", LEVEL: "no_change", RISE: "rise"}


def rows_of(
    areas: Sequence[Area], answered: Sequence[NamedTuple], form: str, unit: str = "", rest: Area | None = None
) -> pd.DataFrame:
    """The areas as they were answered, each with what the map shows of it: value, both ends, kind and reliability.

    Args:
        areas: class and words per area.
        answered: what they were made of, in the same order.
        form: of their numbers; of a change the verdict stands in the place of a value.
        unit: of public figures, which have one each.
        rest: of euros what is in none of the areas; a row of its own, which ``part`` tells from theirs.
    """
    rows = pd.DataFrame([row._asdict() for row in answered])
    if form != CONTEXT and "n_denominator" in rows and not rows["n_denominator"].any():
        rows = rows.drop(columns="n_denominator")  # a measure that is no share
    if form == EUR:
        rows = rows.drop(columns="n_value")  # of euros no files are counted per area
    shown: dict[str, list[Any]] = {"kind": [area.kind for area in areas]}
    if form == CONTEXT:
        return rows.assign(**shown, unit=unit)
    if form == CHANGE:
        shown["change"] = [CHANGES[area.value] if area.kind == NUMBER else None for area in areas]
        shown["as_shown"] = [area.text for area in areas]
        return rows.assign(**shown)
    if form == EUR:
        return _with_rest(rows.assign(part=TOTAL, **_measured(areas, form)), rest)
    return rows.assign(**_measured(areas, form))


def _measured(areas: Sequence[Area], form: str) -> dict[str, Any]:
    """Columns with what the map shows of each area."""
    ends = [_ends(area, form) for area in areas]
    return {
        "unit": UNITS[form],
        "kind": [area.kind for area in areas],
        **{name: [one[at] for one in ends] for at, name in enumerate(("value", "lower", "upper"))},
        "reliability": [area.reliability for area in areas],
        "is_uncertain": [area.is_unreliable for area in areas],
    }


def _with_rest(rows: pd.DataFrame, rest: Area | None) -> pd.DataFrame:
    """The rows and, below them, what is in none of them; whole numbers stay whole."""
    if rest is None:
        return rows
    last = pd.DataFrame({"part": REMAINDER, **_measured([rest], EUR)})
    return pd.concat([rows.convert_dtypes(), last.convert_dtypes()], ignore_index=True)


def _ends(area: Area, form: str) -> tuple[float | None, ...]:
    """Value and both ends in no more digits than are shown; nothing where the map shows no number."""
    if area.kind not in {NUMBER, NONE_OR_FEW}:
        return None, None, None
    ends = (area.value, *(area.interval or (None, None)))
    if form == SHARE:
        return percents(*ends, is_public=area.reliability is None)
    return tuple(None if end is None else round(end, 1 if form == RATE else 0) for end in ends)


def firmness(found: Reliability | None) -> str:
    """A class of reliability in one word; empty where there is no number."""
    return say(f"table.firm.{found}") if found else ""


def border_source(release: Release) -> str:
    """Whose borders are drawn; the official ones ask to be named wherever they are shown."""
    newest = max(release.manifest["areas"], key=lambda year: int(year["year"]))
    return say("area_map.borders", source=newest["source"])
