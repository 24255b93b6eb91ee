"""The headline figures: value, change against the same period before, sparkline, and a sentence from the data."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.analysis.change import Change, amount_change, count_change, share_change
from dashboard.analysis.intervals import amount_interval, count_interval, share_interval
from dashboard.analysis.recent import Recent, direction
from dashboard.charts.direction import MONTHS, direction_sentence, observed
from dashboard.charts.euros import MEASURES_OF, NOTHING, TOTAL, Euros, add, amount, closed_text, due, years_between
from dashboard.charts.numbers import circa, count, month_name, number, percent, percentage, some
from dashboard.policy import active_policy
from dashboard.text import say
from dashboard.text.markup import Markup, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dashboard.accuracy import Noise
    from dashboard.analysis.intervals import Estimate
    from dashboard.answers.rows import (
        DefinitionsBreaks,
        EurosTotals,
        OverviewProjects,
        OverviewSustainment,
        TrendDeliveries,
    )

# A share whose interval is wider than this is not given.
TOO_WIDE = 0.5
DECEMBER = 12
ESTABLISHED = MEASURES_OF["established"]
BACKPAY, COLLECTED = "eur_backpay", "eur_collected"


@dataclass(frozen=True)
class Tile:
    """One headline figure, ready to be drawn.

    Attributes:
        value: the figure as read.
        shown: the same as short as it can be, for large letters; its margin stands in ``line``.
        line: the one short line under it.
        detail: the second figure under it.
        sentence: what it says, change included.
        verdict: ``rise``, ``fall``, ``no_change`` or ``not_comparable``.
        series: values per quarter or year for the sparkline, oldest first.
        grain: ``quarter`` or ``year`` of the series.
        direction: what may be said of the course of the series; None where it has none.
    """

    key: str
    value: str
    shown: str
    line: str
    detail: str
    sentence: str
    verdict: str
    series: tuple[float, ...]
    grain: str = "quarter"
    direction: Recent | None = None

    @property
    def title(self) -> str:
        """The tile's heading."""
        return say(f"tile.{self.key}.title")

    @property
    def explanation(self) -> str:
        """What it says and what stands beside it, in full sentences."""
        return self.sentence if self.detail == self.line else Markup("{}\n\n{}").format(self.sentence, self.detail)


@dataclass(frozen=True)
class Span:
    """The chosen months and the equally long period just before them; None where the release starts later."""

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    name: str
    before_name: str

    @property
    def is_of_whole_years(self) -> bool:
        """Whether it ends with a year; it always begins with one."""
        return self.end.month == DECEMBER

    @property
    def before(self) -> dict[str, str] | None:
        """The period to compare with as parameters; None where there is none."""
        if self.before_start is None or self.before_end is None:
            return None
        return {"from_month": self.before_start.isoformat(), "until_month": self.before_end.isoformat()}


def span(start: date, end: date, first: date) -> Span:
    """The period and the one to compare it with, shifted back by whole years."""
    years = end.year - start.year + 1
    before_start, before_end = start.replace(year=start.year - years), end.replace(year=end.year - years)
    is_there = before_start >= first
    return Span(
        start,
        end,
        before_start if is_there else None,
        before_end if is_there else None,
        period_text(start, end),
        period_text(before_start, before_end),
    )


def period_text(start: date, end: date) -> str:
    """``2025``, ``2023 t/m 2025`` or ``januari t/m september 2026``."""
    if end.month < 12:  # the last year is not over
        key = "period.to_month" if start.year == end.year else "period.years_to_month"
        return say(key, month=month_name(end), start=start.year)
    return str(start.year) if start.year == end.year else say("period.years", start=start.year, end=end.year)


@dataclass(frozen=True)
class Course:
    """What has to be known of periods before anything is said of the course of a series.

    Attributes:
        quarters: how complete each quarter is, oldest first.
        years: the same of each year.
        noise: rounding of a quarterly figure.
        breaks: in the definition of every measure.
        until: last month that was asked.
    """

    quarters: Sequence[TrendDeliveries]
    years: Sequence[TrendDeliveries]
    noise: Noise
    breaks: Sequence[DefinitionsBreaks]
    until: date

    def of_counts(self, measure: str, sums: Mapping[date, float]) -> Recent:
        """Direction of a count per quarter; a quarter that was delivered without one counts as none."""
        values = [int(sums.get(row.period, 0)) for row in self.quarters]
        limits = [count_interval(value, self.noise(value, measure)) for value in values]
        return direction(
            observed(self.quarters, limits, "quarter", self.until), MONTHS["quarter"], self._breaks([measure])
        )

    def of_amounts(self, measures: Sequence[str], sums: Mapping[date, Euros]) -> Recent:
        """Direction of a sum of euros per year; a year in which something is hidden has no figure."""
        given = [sums.get(row.period, NOTHING) for row in self.years]
        limits = [
            amount_interval(one.value, one.files, one.margin) if one.is_whole and one.value and one.files else None
            for one in given
        ]
        return direction(observed(self.years, limits, "year", self.until), MONTHS["year"], self._breaks(measures))

    def _breaks(self, measures: Sequence[str]) -> list[date]:
        return [row.break_date for row in self.breaks if row.measure_code in measures]


class Figures:
    """Quarterly sums, asked per measure and period.

    Args:
        counts: measure, first day of the quarter and value.
        course: of the quarters; without one no direction is said.
    """

    def __init__(self, counts: Iterable[tuple[str, date, float]], course: Course | None = None) -> None:
        self._course = course
        self._sums: defaultdict[str, defaultdict[date, float]] = defaultdict(lambda: defaultdict(float))
        quarters = set()
        for measure, quarter, value in counts:
            quarters.add(quarter)
            self._sums[measure][quarter] += value
        self._quarters = sorted(quarters)

    def sum(self, measures: Sequence[str], start: date | None, end: date | None) -> float | None:
        """Sum over months from start to end; None where there is no such period."""
        if start is None or end is None:
            return None
        rows = [self._sums[measure] for measure in measures if measure in self._sums]
        return sum((value for row in rows for quarter, value in row.items() if start <= quarter <= end), 0.0)

    def direction(self, measure: str) -> Recent | None:
        """What may be said of the course of a count."""
        return self._course.of_counts(measure, self._sums.get(measure, {})) if self._course else None

    def series(self, measures: Sequence[str], last: int = 20) -> tuple[float, ...]:
        """Sums per quarter, oldest first."""
        rows = [self._sums[measure] for measure in measures if measure in self._sums]
        return tuple(sum(row.get(quarter, 0.0) for row in rows) for quarter in self._quarters[-last:]) if rows else ()


def count_tile(key: str, figures: Figures, measures: tuple[str, str], when: Span, noise: Noise) -> Tile:
    """A tile of one count, with a second one as its detail."""
    now = figures.sum(measures[:1], when.start, when.end) or 0.0
    second = figures.sum(measures[1:], when.start, when.end) or 0.0
    rounding = noise(now, measures[0])
    change = count_change(now, figures.sum(measures[:1], when.before_start, when.before_end), rounding)
    detail = say(f"tile.{key}.detail", value=count(int(second)))
    limit = count_interval(int(now), rounding)
    tile = _counted(key, limit, detail, detail, change, when, figures.series(measures[:1]))
    return _directed(tile, figures.direction(measures[0]))


def people_tile(key: str, figures: Figures, measure: str, when: Span, noise: Noise) -> Tile:
    """A tile of one count with its interval."""
    now = int(figures.sum([measure], when.start, when.end) or 0)
    before = figures.sum([measure], when.before_start, when.before_end)
    rounding = noise(now, measure)
    limit = count_interval(now, rounding)
    detail = say("tile.interval", lower=number(limit.lower), upper=number(limit.upper))
    change = count_change(now, before, rounding)
    tile = _counted(key, limit, _spread(limit), detail, change, when, figures.series([measure]))
    return _directed(tile, figures.direction(measure))


def _counted(
    key: str, limit: Estimate, line: str, detail: str, change: Change, when: Span, series: tuple[float, ...]
) -> Tile:
    now = int(limit.value)
    tile = _tile(key, count(now), line, detail, circa(now), change, when, series, number)
    return replace(tile, shown=_large(limit))


def _large(limit: Estimate) -> str:
    """A count in large letters; of none or a few its interval, because the words are too long for a tile."""
    return number(limit.value) if limit.value else say("number.interval", lower=number(0), upper=number(limit.upper))


def _spread(limit: Estimate) -> str:
    """``± 13 (95%)``; of none or a few those words, because the interval stands above them."""
    if not limit.value:
        return say("number.none_or_few")
    return say("tile.margin", spread=number(max(limit.upper - limit.value, limit.value - limit.lower)))


def share_tile(key: str, figures: Figures, measures: tuple[str, str], when: Span, noise: Noise) -> Tile:
    """A tile of a count and the share it is of another, with the share's interval."""
    part, whole = (int(figures.sum([m], when.start, when.end) or 0) for m in measures)
    before = tuple(figures.sum([m], when.before_start, when.before_end) for m in measures)
    shown = percent(part, whole)
    is_given = shown is not None and percent(int(before[0] or 0), int(before[1] or 0)) is not None
    rounding = (noise(part, measures[0]), noise(whole, measures[1]))
    change = share_change((part, whole), (int(before[0] or 0), int(before[1] or 0)) if is_given else (0, 0), rounding)
    estimate = share_interval(part, whole, *rounding, active_policy().base)
    counted = count_interval(part, rounding[0])
    detail, line = say("tile.share_too_small"), _spread(counted)
    if shown and estimate and estimate.upper - estimate.lower > TOO_WIDE:
        detail = say("tile.share_too_wide")
    elif shown and estimate:
        interval = say("number.interval", lower=percentage(estimate.lower), upper=percentage(estimate.upper))
        detail = say(f"tile.{key}.detail", share=shown, interval=interval)
        line = say("tile.share", share=shown, interval=interval)
    tile = _tile(key, count(part), line, detail, circa(part), change, when, figures.series(measures[:1]), _points)
    return _directed(replace(tile, shown=_large(counted)), figures.direction(measures[0]))


def _directed(tile: Tile, found: Recent | None) -> Tile:
    """With what may be said of the line on it, which for a share is the line of the count."""
    if found is None:
        return tile
    said = sentences(tile.sentence, say(f"tile.drawn.{tile.grain}"), direction_sentence(found, tile.grain))
    return replace(tile, direction=found, sentence=said)


def amount_tile(
    key: str,
    rows: Sequence[EurosTotals],
    measures: Sequence[str],
    when: Span,
    names: Callable[[str], str],
    course: Course | None = None,
) -> Tile:
    """A tile of euros with their margin; what is mixed at source with savings is said apart and left out.

    Args:
        key: of the tile.
        rows: totals per year over the whole history.
        measures: those that are added up.
        when: the chosen period and the one before.
        names: name of a measure, for what is not shown.
        course: of the years; without one no direction is said.
    """
    own = [row for row in rows if row.part == TOTAL and row.measure_code in measures]
    plain = [row for row in own if not row.is_mixed]
    now, before = sums_of_years(plain, measures, when)
    mixed = _within([row for row in own if row.is_mixed], (), when.start, when.end)
    of_collected = [row for row in rows if row.part == TOTAL and row.measure_code == COLLECTED and not row.is_mixed]
    collected = _within(of_collected, (COLLECTED,), when.start, when.end)
    files = say("tile.files", files=circa(now.files)) if now.files is not None else ""
    detail = say(f"tile.{key}.detail", value=collected.text, files=files)
    line = _amount_line(now)
    change = euro_change(now, before)
    margin = margin_of_difference(now, before)

    def size(difference: float) -> str:
        """A difference with its margin in euros."""
        return say("number.with_spread", value=amount(difference), spread=amount(margin))

    series = _yearly(plain, measures, when.end)
    tile = _tile(key, now.text, line, detail, now.text, change, when, series, size, margin=margin)
    if now.value is None:
        tile = replace(tile, sentence=say("tile.none.sentence", title=tile.title, period=when.name))
    without = closed_text(now, names)
    more = [say("tile.closed", without=without)] if without else []
    if mixed.value is not None:
        more.append(say("tile.mixed", mixed=mixed.text))
    shown = now.bare if now.value is not None else say("tile.no_figure")
    tile = replace(tile, shown=shown, sentence=Markup(" ").join(filter(None, [tile.sentence, *more])), grain="year")
    return _directed(tile, course.of_amounts(measures, _per_year(plain, measures, when.end)) if course else None)


def sums_of_years(rows: Sequence[EurosTotals], measures: Sequence[str], when: Span) -> tuple[Euros, Euros]:
    """Sums of the period and of the one before; a total is of a whole year, so nothing stands beside the first months of one.

    Args:
        rows: totals per year.
        measures: those that are added up.
        when: the chosen period and the one before.
    """
    before = (when.before_start, when.before_end) if when.is_of_whole_years else (None, None)
    return _within(rows, measures, when.start, when.end), _within(rows, measures, *before)


def _amount_line(now: Euros) -> str:
    """The margin and the number of files, or why there is no amount."""
    if now.value is None:
        return now.text
    margin = say("tile.amount_margin", margin=number(now.margin))
    return margin if now.files is None else say("tile.margin_and_files", margin=margin, files=circa(now.files))


def _within(rows: Sequence[EurosTotals], measures: Sequence[str], start: date | None, end: date | None) -> Euros:
    """What lies between two months; nothing where there is no such period."""
    if start is None or end is None:
        return NOTHING
    inside = (row for row in rows if row.period is not None and start <= row.period <= end)
    return add(inside, due(measures, years_between(start, end)))


def margin_of_difference(now: Euros, before: Euros) -> float:
    """Margin of the difference of two sums in euro, rounded up to the hundred; their noise is independent.

    Formula: ``sqrt((a m_a)^2 + (b m_b)^2)``.

    Example:
        >>> margin_of_difference(Euros(1000.0, 30, None), Euros(2000.0, 20, None))
        500
    """
    spreads = ((one.value or 0.0) * one.margin / 100 for one in (now, before))
    return math.ceil(round(math.hypot(*spreads), 2) / 100) * 100


def euro_change(now: Euros, before: Euros) -> Change:
    """Compared only where both are whole: a sum without a part that is hidden would compare unlike things."""
    if not (now.is_whole and before.is_whole and now.files and before.files):
        return Change(0.0, None, "not_comparable")
    return amount_change((now.value or 0.0, now.files, now.margin), (before.value or 0.0, before.files, before.margin))


def _yearly(rows: Sequence[EurosTotals], measures: Sequence[str], end: date) -> tuple[float, ...]:
    """Sums per year up to the end of the period, years in which something is hidden left out."""
    return tuple(one.value or 0.0 for one in _per_year(rows, measures, end).values() if one.is_whole)


def _per_year(rows: Sequence[EurosTotals], measures: Sequence[str], end: date) -> dict[date, Euros]:
    years = sorted({row.period for row in rows if row.period is not None and row.period <= end})
    return {year: add((row for row in rows if row.period == year), due(measures, [year])) for year in years}


def projects_tile(rows: Sequence[OverviewProjects], when: Span) -> Tile:
    """Running and closed projects: exact, because a project is no person."""
    figures = Figures(
        [(name, row.quarter, n) for row in rows for name, n in (("running", row.n_running), ("closed", row.n_closed))]
    )
    running = figures.series(["running"])
    closed = figures.sum(["closed"], when.start, when.end) or 0.0
    change = count_change(closed, figures.sum(["closed"], when.before_start, when.before_end))
    detail = say("tile.projects.detail", value=some(closed))
    now = number(running[-1]) if running else number(0)
    return _tile("projects", now, detail, detail, some(closed), change, when, running, number)


def sustainment_tile(row: OverviewSustainment) -> Tile:
    """Borgingsgraad with its denominator; unmeasured is a class of its own."""
    if not row.n_agreed:
        none, empty = say("number.none"), say("tile.sustainment.empty")
        return Tile("sustainment", none, none, empty, empty, empty, "not_comparable", ())
    sizes = {"working": some(row.n_working), "agreed": number(row.n_agreed)}
    few = say("table.of", n=sizes["working"], all=sizes["agreed"])
    share = percent(row.n_working, row.n_agreed) or few  # no share of a few, as on the page Borging
    detail = say("tile.sustainment.detail", **sizes)
    if row.n_unmeasured:
        detail = say("tile.sustainment.unmeasured", detail=detail, n=number(row.n_unmeasured))
    sentence, line = say("tile.sustainment.sentence", share=share), say("tile.sustainment.line", **sizes)
    return Tile("sustainment", share, share, line, detail, sentence, "not_comparable", ())


def _points(difference: float) -> str:
    return say("number.points", value=number(100 * difference, 0))


def _tile(
    key: str,
    value: str,
    line: str,
    detail: str,
    in_words: str,
    change: Change,
    when: Span,
    series: tuple[float, ...],
    form: object,
    *,
    margin: float = 0.0,
) -> Tile:
    size = form(abs(change.difference))  # type: ignore[operator]
    sentence = say(f"tile.{key}.sentence", value=in_words, period=when.name)
    is_within = change.verdict == "no_change" and abs(change.difference) <= margin
    compared = say(f"change.{'within' if is_within else change.verdict}", size=size, before=when.before_name)
    return Tile(key, value, value, line, detail, sentences(sentence, compared), change.verdict, series)
