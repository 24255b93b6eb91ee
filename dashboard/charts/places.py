"""Words and tables about areas, and which borders suit which picture."""

from __future__ import annotations

import base64
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.classes import CHANGE, CLASSES, COUNT, NUMBER, class_names
from dashboard.charts.numbers import number
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    return sentences(said, say("area_map.top_class", n=number(top), edge=class_names(cuts, form)[-1]))


def bars(areas: Sequence[Area], colours: Palette) -> list[str]:
    """A small picture per area: a bar as long as its value and a line over its interval, all on one scale from 0."""
    widest = max((area.interval[1] for area in areas if area.interval), default=0.0)
    return [_bar(area, BAR_PX / widest, colours) if area.interval and widest else "" for area in areas]


def _bar(area: Area, pixels: float, colours: Palette) -> str:
    low, high = (round(end * pixels, 1) for end in area.interval or (0.0, 0.0))
    middle, value = BAR_HIGH // 2, round(area.value * pixels, 1)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{BAR_PX + 4}" height="{BAR_HIGH}">'
        f'<rect x="2" y="{middle - 5}" width="{value}" height="10" fill="{colours.sequence[4]}"/>'
        f'<path d="M{low + 2} {middle}H{high + 2}" stroke="{colours.text}" stroke-width="2"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


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


def firmness(found: Reliability | None) -> str:
    """A class of reliability in one word; empty where there is no number."""
    return say(f"table.firm.{found}") if found else ""


def border_source(release: Release) -> str:
    """Whose borders are drawn; the official ones ask to be named wherever they are shown."""
    newest = max(release.manifest["areas"], key=lambda year: int(year["year"]))
    return say("area_map.borders", source=newest["source"])
