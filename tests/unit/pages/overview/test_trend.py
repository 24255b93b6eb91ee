"""A measure through time: band, line, pale tail, events, breaks in its definition and a goal set beforehand."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.analysis.intervals import count_interval
from dashboard.answers.rows import DefinitionsBreaks, EurosTotals, TrendCount, TrendEur, TrendTargets
from dashboard.charts.events import Event, events
from dashboard.charts.palette import palette
from dashboard.pages.overview.figures import trend
from dashboard.pages.overview.words import (
    rests_of_years,
    rests_sentence,
    trend_limits,
    trend_rows,
    trend_table,
)
from tests.conftest import row

LIGHT = palette("light")


def quarters(values, provisional=0):
    n = len(values)
    return [TrendCount(date(2024, 1 + 3 * i, 1), value, i >= n - provisional, 2, 0) for i, value in enumerate(values)]


def drawn(values, provisional=0):
    rows = quarters(values, provisional)
    happened = [Event(date(2024, 3, 1), "Iets", "Bron", "law")]
    limits = [count_interval(value, 2.0) for value in values]
    return trend(rows, happened, "quarter", (date(2024, 1, 1), date(2024, 12, 1)), limits, "count", LIGHT)


def test_the_trend_has_a_band_a_line_and_a_pale_tail():
    band, line, tail = drawn([10, 20, 30, 25], provisional=1)["data"]

    assert band["fill"] == "toself"
    assert line["y"] == [10, 20, 30]
    assert tail["y"] == [30, 25]
    assert tail["line"]["dash"] == "dot"


def with_break(values, day, provisional=0, targets=()):
    rows = quarters(values, provisional)
    cut = [row(DefinitionsBreaks, break_date=day, name_nl="Anders", name_en="Otherwise")]
    limits = [count_interval(value, 2.0) for value in values]
    chosen = (date(2024, 1, 1), date(2024, 12, 1))
    return trend(rows, events((), cut), "quarter", chosen, limits, "count", LIGHT, cut, targets)


def test_a_change_of_definition_cuts_the_line_and_is_named():
    figure = with_break([10, 20, 30, 25], date(2024, 7, 1))

    assert [one["y"] for one in figure["data"] if one["mode"] != "none"] == [[10, 20], [30, 25]]
    assert [(note["text"], note["hovertext"]) for note in figure["layout"]["annotations"]] == [("1", "Anders")]


def test_a_provisional_tail_beyond_a_break_stays_pale():
    lines = [
        one for one in with_break([10, 20, 30, 25], date(2024, 7, 1), provisional=1)["data"] if one["mode"] != "none"
    ]

    assert [(one["y"], one["line"]["dash"]) for one in lines] == [
        ([10, 20], "solid"),
        ([30], "solid"),
        ([30, 25], "dot"),
    ]


def test_a_break_outside_the_series_cuts_nothing():
    assert len(with_break([10, 20], date(2030, 1, 1))["data"]) == 2
    assert len(with_break([10, 20], date(2020, 1, 1))["data"]) == 2


def test_a_goal_set_beforehand_is_a_dashed_line():
    targets = [TrendTargets(date(2024, month, 1), 12.0) for month in (1, 4)]
    line = with_break([10, 20], date(2030, 1, 1), targets=targets)["data"][-1]

    assert (line["y"], line["line"]["dash"]) == ([12.0, 12.0], "dash")


def test_without_a_tail_there_is_one_line():
    assert len(drawn([10, 20])["data"]) == 2


def test_hover_says_about_and_how_much_more_or_less():
    assert drawn([10, 20])["data"][1]["text"][0].startswith("2024 K1: circa 10 (±")


def test_events_are_numbered_lines_and_the_period_is_shaded():
    layout = drawn([10, 20])["layout"]

    assert layout["annotations"][0]["text"] == "1"
    assert {shape["type"] for shape in layout["shapes"]} == {"line", "rect"}
    assert layout["separators"] == ",."


def test_a_point_of_the_trend_leads_to_its_year():
    assert set(drawn([10, 20])["data"][1]["customdata"]) == {"period:2024"}


def test_a_period_that_may_not_be_shown_is_a_gap_in_the_line_and_no_zero():
    values = {1: 40_000.0, 4: None, 7: 90_000.0}
    rows = [row(TrendEur, period=date(2024, month, 1), n_value=value) for month, value in values.items()]
    limits = trend_limits(rows, lambda _value: 0.0)
    chosen = (date(2024, 1, 1), date(2024, 12, 1))
    traces = trend(rows, (), "quarter", chosen, limits, "eur", LIGHT)["data"]

    lines = [trace["y"] for trace in traces if trace["mode"] == "lines+markers"]
    assert lines == [[40_000.0], [90_000.0]]


def rest(year, value, *, mixed=False, measure="fines", part="rest_of_year"):
    what = {"part": part, "measure_code": measure, "is_mixed": mixed, "period": date(year, 1, 1)}
    return row(EurosTotals, **what, amount_eur=value, margin_pct=value and 20, reason=None if value else "few")


def test_what_of_a_year_is_in_no_quarter_is_a_row_after_its_quarters():
    others = [rest(2024, 1.0, mixed=True), rest(2024, 1.0, measure="tax"), rest(2024, 1.0, part="total")]
    rests = rests_of_years([rest(2024, None), rest(2023, 80_000.0), *others], "fines")
    days = [date(2023, 10, 1), date(2024, 1, 1)]
    rows = [row(TrendEur, period=day, n_value=40_000.0, margin_pct=10) for day in days]
    limits = trend_limits(rows, lambda _value: 0.0)
    shown = trend_table(rows, "quarter", limits, "eur", ["", ""], rests)
    given = trend_rows(pd.DataFrame(rows).astype({"period": "datetime64[us]"}), limits, "eur", ["", ""], rests)

    assert shown["Periode"].tolist() == ["2023 K4", "2023, niet per kwartaal", "2024 K1", "2024, niet per kwartaal"]
    assert shown["Waarde"].tolist()[1::2] == ["€\u00a080.000", "te weinig dossiers om te noemen"]
    assert shown["95%-interval"].tolist()[1::2] == ["€\u00a064.000 – €\u00a096.000", ""]
    assert given["part"].tolist() == ["total", "rest_of_year"] * 2
    assert given.loc[1, ["amount_eur", "margin_pct", "lower", "upper"]].tolist() == [80_000, 20, 64_000, 96_000]
    assert given.loc[3, "reason"] == "few"
    assert "alle jaren samen: minstens €\u00a080.000 (± 20%) zonder 2024." in rests_sentence(rests)
    assert rests_sentence([]) == ""
    assert "ook samen te weinig" in rests_sentence([rest(2024, None)])


def test_the_axis_ends_where_the_figures_end():
    """Labels of events stretched it by decades on a telephone."""
    assert drawn([10, 20, 30, 25])["layout"]["xaxis"]["range"] == ["2023-11-17", "2025-01-15"]
