"""The funnel of one project against similar ones at equal age: own share with interval, their middle and spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.equal_age import Spread, spread
from dashboard.charts.base import layout
from dashboard.charts.funnel import STEPS, of_step
from dashboard.charts.numbers import NBSP, number, percentage
from dashboard.charts.palette import rgba
from dashboard.charts.plain import Tags
from dashboard.charts.shares import share, share_columns, share_text
from dashboard.policy import active_policy
from dashboard.text import say
from dashboard.text.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.accuracy import Noise
    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import ProjectFunnels
    from dashboard.charts.base import Figure
    from dashboard.charts.palette import Palette


@dataclass(frozen=True)
class Compared:
    """One step of the funnel.

    Attributes:
        own: share that goes on with its interval; None where too few begin it.
        text: the same as read.
        others: middle and spread of the similar projects that have a share; None of fewer than five.
        position: ``above``, ``below``, ``within`` (the interval touches the middle half) or ``unknown``.
    """

    key: str
    own: Estimate | None
    text: str
    others: Spread | None
    position: str

    @property
    def name(self) -> str:
        """From what to what."""
        return say("project.funnel.step", start=say(f"funnel.{self.key}.start"), on=say(f"funnel.{self.key}.on"))


def compare(rows: Sequence[ProjectFunnels], code: str, noise: Noise) -> list[Compared]:
    """Each step of this project beside the others, all at one age.

    Args:
        rows: one per project, this one among them.
        code: this project.
        noise: of the release; addresses in scope are exact.
    """
    own = next(row for row in rows if row.project_code == code)
    others = [row for row in rows if row.project_code != code]
    least = active_policy().percentage_denominator
    steps = []
    for key, first, second in STEPS:
        begun = [(getattr(row, first), getattr(row, second)) for row in others]
        middle = spread([min(1.0, on / start) for start, on in begun if start >= least])
        part, whole, of = getattr(own, second), getattr(own, first), of_step(first, second)
        mine, text = share(part, whole, noise, of), share_text(part, whole, noise, of)
        steps.append(Compared(key, mine, text, middle, _position(mine, middle)))
    return steps


def _position(own: Estimate | None, others: Spread | None) -> str:
    if own is None or others is None:
        return "unknown"
    if own.lower > others.high:
        return "above"
    return "below" if own.upper < others.low else "within"


def figure(rows: Sequence[Compared], colours: Palette) -> Figure:
    """Per step the middle half of the similar projects as a band with its median, and this project with its interval."""
    names = [f"{row.name}{NBSP}" for row in rows]
    known = [(name, row.others) for name, row in zip(names, rows, strict=True) if row.others]
    own = [(name, row.own) for name, row in zip(names, rows, strict=True) if row.own]
    if not own and not known:
        return {"data": [], "layout": {}}
    band: Figure = {"type": "bar", "orientation": "h", "name": say("project.funnel.band"), "width": 0.5}
    band |= {"y": [name for name, _ in known], "base": [100 * one.low for _, one in known]}
    band |= {"x": [100 * (one.high - one.low) for _, one in known], "marker": {"color": rgba(colours.muted, 0.35)}}
    band |= {"hoverinfo": "skip"}
    middle = _dots(
        [(name, one.middle) for name, one in known], say("project.funnel.middle"), "line-ns-open", colours.text
    )
    mine = _dots([(name, one.value) for name, one in own], say("project.funnel.own"), "circle", colours.main)
    mine["error_x"] = {"type": "data", "symmetric": False, "color": colours.main, "thickness": 1.5, "width": 4}
    mine["error_x"] |= {"array": [100 * (one.upper - one.value) for _, one in own]}
    mine["error_x"] |= {"arrayminus": [100 * (one.value - one.lower) for _, one in own]}
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
    side = {
        "type": "category",
        "categoryarray": names[::-1],
        "categoryorder": "array",
        "showgrid": False,
        "fixedrange": True,
    }
    across = {"range": [0, 102], "ticksuffix": "%", "fixedrange": True}
    more = {"showlegend": True, "legend": legend, "hovermode": "closest", "height": 330, "margin": {"t": 40}}
    return {"data": [band, middle, mine], "layout": layout(colours, xaxis=across, yaxis=side, **more)}


def table(rows: Sequence[Compared]) -> pd.DataFrame:
    """The same as people read it."""
    return pd.DataFrame(
        {
            say("funnel.step"): [row.name for row in rows],
            say("project.funnel.own"): [row.text for row in rows],
            say("project.funnel.middle"): [
                percentage(row.others.middle) if row.others else say("project.too_few_projects") for row in rows
            ],
            say("project.funnel.band"): [_band(row.others) for row in rows],
            say("table.projects"): [number(row.others.n) if row.others else "" for row in rows],
            say("project.funnel.position_label"): [say(f"project.funnel.position.{row.position}") for row in rows],
        }
    )


def rows_of(rows: Sequence[Compared]) -> pd.DataFrame:
    """The same as numbers, for the download."""
    others = [row.others for row in rows]
    middle = {
        f"{name}_pct": [None if one is None else round(100 * getattr(one, part), 1) for one in others]
        for name, part in (("others_median", "middle"), ("others_low", "low"), ("others_high", "high"))
    }
    return pd.DataFrame(
        {
            "funnel_step": [row.key for row in rows],
            "goes_on": [row.key for row in rows],
            **share_columns([row.own for row in rows]),
            **middle,
            "n_similar": [None if one is None else one.n for one in others],
            "beside_others": [row.position for row in rows],
        }
    )


def sentence(rows: Sequence[Compared], age: int | None) -> str:
    """At which age is compared, and which shares lie clear of the middle half; never good or bad."""
    if age is None:
        return say("project.funnel.too_young")
    told = [row for row in rows if row.position in {"above", "below", "within"}]
    if not told:
        return say("project.funnel.nothing", age=age)
    clear = [
        say(f"project.funnel.told.{row.position}", name=row.name, share=row.text)
        for row in told
        if row.position != "within"
    ]
    n = number(max(row.others.n for row in told if row.others))
    rest = Markup(" ").join(clear) or say("project.funnel.all_within")
    return say("project.funnel.sentence", age=age, n=n, rest=rest)


def finding(rows: Sequence[Compared]) -> str:
    """The one step whose share lies clear of the middle half of similar projects; silent where none does, or several."""
    clear = [row for row in rows if row.position in {"above", "below"}]
    return say(f"project.funnel.finding.{clear[0].position}", name=clear[0].name) if len(clear) == 1 else ""


def _band(others: Spread | None) -> str:
    if others is None:
        return ""
    return say("number.interval", lower=percentage(others.low), upper=percentage(others.high))


def _dots(points: Sequence[tuple[str, float]], name: str, symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [100 * value for _, value in points],
        "y": [where for where, _ in points],
        "marker": {
            "symbol": symbol,
            "size": 16 if symbol.startswith("line") else 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "hovertemplate": Tags("{}: %{{x:.0f}}%<extra></extra>").format(name),
    }
