"""What every figure of every page can be downloaded as: read by people in their language, and by programs."""

from __future__ import annotations

import csv
import io
import re
from contextvars import copy_context
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import duckdb
import openpyxl
import pytest

from dashboard import text
from dashboard.access import VIEWER
from dashboard.answers import Answer
from dashboard.charts.numbers import number
from dashboard.documents.sheet import FORMULA
from dashboard.text import LANGUAGES, texts
from dashboard.tools.sample import CANARIES
from dashboard.ui import rooms
from dashboard.ui.download import OTHERS, PEOPLE, frame_of

YEARS, TOWN, PROJECT = {"period": "2019-2026"}, {"area": "GM9001", "period": "2023-2025"}, "LSI-2020-001"
STRANGE = "LSI-2024-900"  # its texts would be run by a spreadsheet
WITHOUT_MONEY = "LSI-2021-003"
ROOMS = (
    "overview",
    "projects",
    "partners",
    "area_map",
    "compare",
    "effect",
    "sustainment",
    "definitions",
    "accountability",
)
# Every page over all years, and every other choice that gives a figure other columns.
VARIANTS = (
    *((room, YEARS) for room in ROOMS),
    ("overview", TOWN | {"measure": "eur_recovery_established", "grain": "year"}),
    ("overview", YEARS | {"money": "decision", "measure": "eur_recovery_established"}),
    ("area_map", TOWN | {"form": "rate"}),
    ("area_map", TOWN | {"form": "change"}),
    ("area_map", TOWN | {"measure": "hit_rate"}),
    ("area_map", {"measure": "eur_recovery_established", "period": "2023-2025"}),
    ("area_map", {"measure": "sustainment_rate"}),
    ("area_map", {"measure": "n_inhabitants"}),
    *(("compare", TOWN | {"view": view}) for view in ("dots", "funnel", "years", "periods", "spine", "looked")),
    ("own_area", {"area": "GM9001", "outline": "Haven~WK900101"}),
    ("effect", {"project": "alle"}),
    ("partners", YEARS | {"kind": "counts"}),
    ("partners", TOWN),
    ("project", {"project": PROJECT, "chapter": "all"}),
    ("project", {"project": PROJECT, "chapter": "results", "money": "decision"}),
    ("project", {"project": STRANGE, "chapter": "all"}),
    ("project", {"project": WITHOUT_MONEY, "chapter": "results"}),
    ("sustainment", {"project": PROJECT}),
    ("sustainment", {"group": "place"}),
)
CANARY = re.compile(r"(?<![\d.,])(" + "|".join(map(str, CANARIES)) + r")(?!\d)")
MACHINE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
NOT_SAID = {"NaT", "nan", "NaN", "None", "<NA>", "True", "False"}
ENGLISH = re.compile(
    r"\b(the|as|share|lower|upper|count|with|after|from|first|not|number|value|date|name)\b", re.IGNORECASE
)
DUTCH = re.compile(
    r"\b(het|een|de|aandeel|aantal|met|na|vanaf|eerste|niet|waarde|gebied|bron|van|zoals)\b", re.IGNORECASE
)
ENGLISH_ONLY, DUTCH_ONLY = (
    {str(words) for key, words in texts(here).items() if key.startswith("column.")}
    - {str(words) for key, words in texts(there).items() if key.startswith("column.")}
    for here, there in (("en", "nl"), ("nl", "en"))
)


class File(NamedTuple):
    """A figure with its file for people, read back."""

    name: str
    panel: Any
    leaving: Any
    above: list[list[str]]
    heads: list[str]
    rows: list[list[str]]


def read_back(content):
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    at = lines.index([])
    return lines[:at], lines[at + 1], lines[at + 2 :]


EURO = re.compile(r"€ ?[\d.,]*\d(?: ?(?:mln|million|m)\b)?")
AFTER = re.compile(
    r"(?:<br>)? ?(?:\(?± ?|– €|\(€ ?[\d.,]+(?: ?(?:mln|million|m))? – )"
)  # a margin, or the other end of an interval
BEFORE = re.compile(r"(?:–|±) $")
# Amounts that have no margin, with why; each is a part of a figure.
EXACT = {
    ("project_costs", "sentence"): "costs are what a project stated of itself, and public",
    ("project_costs", "Waarde"): "the same costs",
    ("project_costs", "Value"): "the same costs",
    ("project_goals", "Doel"): "a goal is set beforehand and measures nothing",
    ("project_goals", "Goal"): "the same goal",
    ("areas", "edge"): "classes of the legend have round edges that are no figures",
}
EDGE = re.compile(r"\b(?:tot en met|meer dan|t/m|up to|over|to) $")
MARGIN_OF = {"amount_eur": "margin_pct", "mixed_eur": "mixed_margin_pct"}
INTERVALS = {"95%-interval", "95% interval"}


def bare_amounts(told):
    """The amounts of a text that have neither a margin nor the other end of an interval beside them."""
    plain = str(told).replace("\u00a0", " ").replace("\\", "")
    for found in EURO.finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        if not AFTER.match(after) and not BEFORE.search(before):
            yield before[-40:], found[0]


def read_texts(panel):
    """What is read of a figure, by part: its sentences, the texts drawn in it, and the cells of its table without an interval beside them."""
    for name in ("title", "sentence", "finding", "caveat", "reading", "definition", "listed"):
        yield name, getattr(panel, name)
    yield from (("figure", text) for text in drawn_texts(panel.figure or {}))
    for line in panel.table.to_dict("records"):
        has_interval = any(line.get(name) for name in INTERVALS)
        yield from ((str(head), cell) for head, cell in line.items() if not has_interval)


def drawn_texts(part):
    """Every text in a figure of plotly."""
    if isinstance(part, str):
        yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, (list, tuple)) else ():
        yield from drawn_texts(one)


@cache
def every_file(release, language):
    """Every figure of every variant in one language, read once."""
    found = []
    for room, query in VARIANTS:
        kept = rooms.read(room, query | {"language": language}, VIEWER, release)
        assert kept.panels, (room, query, kept.messages)
        for panel in kept.panels:
            leaving = kept.leaving[panel.key]
            content = copy_context().run(make, leaving, language)
            found.append(File(f"{room} {panel.key} {query}", panel, leaving, *read_back(content)))
    return found


def make(leaving, language):
    text.use(language)
    return PEOPLE.make(leaving)


@pytest.fixture(params=LANGUAGES)
def files(request, release):
    return request.param, every_file(release, request.param)


def test_heads_are_words_of_one_language_and_every_code_has_its_name(files):
    language, found = files
    other, words = (ENGLISH_ONLY, ENGLISH) if language == "nl" else (DUTCH_ONLY, DUTCH)

    for file in found:
        assert len(set(file.heads)) == len(file.heads), file.name
        assert [head for head in file.heads if "_" in head or not head[:1].isupper()] == [], file.name
        assert [head for head in file.heads if head in other or words.search(head)] == [], file.name
        named = [head.removesuffix(" (code)") for head in file.heads if head.endswith(" (code)")]
        assert [head for head in named if head not in file.heads] == [], file.name
        assert file.panel.numbers.columns.tolist() == file.heads, file.name


def test_cells_are_words_days_and_numbers_and_nothing_is_run(files):
    _, found = files

    for file in found:
        assert {len(row) for row in file.rows} <= {len(file.heads)}, file.name
        texts_of = [
            (head, cell)
            for row in file.rows
            for head, cell in zip(file.heads, row, strict=True)
            if not head.endswith("(code)")
        ]
        assert [one for one in texts_of if MACHINE.fullmatch(one[1]) or one[1] in NOT_SAID] == [], file.name
        assert [one for one in texts_of if one[1].endswith("00:00:00")] == [], file.name
        assert [cell for row in (*file.above, *file.rows) for cell in row if FORMULA.match(cell)] == [], file.name
        assert not CANARY.search("\n".join(cell for row in file.rows for cell in row)), file.name


def test_a_column_holds_one_kind_of_value_and_a_day_is_a_day(files):
    _, found = files

    for file in found:
        for name, column in file.panel.numbers.items():
            kinds = {
                date if isinstance(cell, date) else str if isinstance(cell, str) else float for cell in column.dropna()
            }
            assert len(kinds) <= 1, (file.name, name)


def test_every_amount_has_its_margin_beside_it(files):
    """In sentences, in the drawing and in tables; what has none is named in ``EXACT`` with why."""
    _, found = files
    seen, bare = 0, []
    for file in found:
        for part, told in read_texts(file.panel):
            seen += "€" in str(told)
            for before, amount in bare_amounts(told):
                kind = "edge" if EDGE.search(before) else part
                if (file.panel.key, kind) not in EXACT:
                    bare.append((file.name, part, before, amount))

    assert seen > 200
    assert bare == []


def test_every_amount_in_a_file_has_its_margin(files):
    _, found = files
    frames = {file.name: frame_of(file.leaving.rows) for file in found}
    amounts = [
        (name, column, frame)
        for name, frame in frames.items()
        for column in frame.columns
        if column.endswith("_eur") and frame[column].notna().any()
    ]

    assert len(amounts) > 10
    for name, column, frame in amounts:
        assert frame.loc[frame[column].notna(), MARGIN_OF[column]].notna().all(), (name, column)


def test_no_file_is_empty_where_the_screen_shows_something(files):
    _, found = files

    assert [file.name for file in found if len(file.panel.table) and not file.rows] == []


def test_what_stands_above_says_what_it_is(files):
    language, found = files
    link, sample = ("Link", "Voorbeelddata") if language == "nl" else ("Link", "Sample data")

    for file in found:
        above = {row[0]: row[1] for row in file.above if len(row) > 1}
        words = [row[0] for row in file.above if len(row) == 1]
        assert file.panel.title in words[0], file.name
        assert file.leaving.viewer.release.id in words[1], file.name
        assert any(one.startswith(sample) for one in words), file.name
        assert above[link].endswith(file.panel.link), file.name
        assert {name: above[name] for name, _ in file.panel.filters} == dict(file.panel.filters), file.name


def test_rounding_is_told_only_where_something_is_rounded(files):
    language, found = files
    told = "afgerond op veelvouden" if language == "nl" else "rounded to multiples"
    rounded = {file.panel.key for file in found if any(told in row[0] for row in file.above if len(row) == 1)}

    assert {"funnel", "trend", "areas", "compare_dots", "ladder", "flows", "project_goals"} <= rounded
    assert rounded.isdisjoint({"definitions", "timeline", "lessons", "deliveries", "attention", "calendar", "own_area"})


def test_programs_get_the_rows_as_they_are_and_both_forms_are_the_same(release, tmp_path):
    for file in every_file(release, "nl"):
        names = {}
        for form in ("technical", "parquet"):
            path = tmp_path / f"file.{form}"
            path.write_bytes(content := OTHERS[form].make(file.leaving))
            assert form == "parquet" or not CANARY.search(content.decode("utf-8")), file.name
            reader = "read_csv" if form == "technical" else "read_parquet"
            read = duckdb.sql(f"from {reader}('{path}')")
            names[form] = read.columns, read.aggregate("count(*)").fetchall()
        assert names["technical"] == names["parquet"], file.name
        columns = names["parquet"][0]
        assert [column for column in columns if not re.fullmatch(r"[a-z][a-z0-9_]*", column)] == [], file.name
        if isinstance(file.leaving.rows, Answer):
            answered = file.leaving.rows
            assert tuple(columns) == answered.kind._fields
            assert [tuple(None if cell == "" else cell for cell in row) for row in answered.rows] == read.fetchall()


def test_the_panel_of_a_picture_is_read_once_more_as_it_was(release):
    kept = rooms.read("partners", TOWN, VIEWER, release, {"flows"})
    again, first = kept.leaving["flows"].panel(), kept.panels[0]

    assert (again.key, again.sentence, again.link) == (first.key, first.sentence, first.link)
    assert again.figure == first.figure


def test_passing_on_is_summed_in_the_last_row_as_on_the_screen(release):
    rows, table = shown(release, "project", {"project": PROJECT, "chapter": "results"}, "project_passing")

    assert rows["Deel"].tolist()[-1] == "totaal"
    assert number(rows["Doorgeleid (aantal)"].iloc[-1]) == table["Doorgeleid"].iloc[-1]
    assert rows["Doorgeleid (aantal)"].iloc[:-1].sum() == rows["Doorgeleid (aantal)"].iloc[-1]


def test_machine_columns_are_the_same_in_every_language(release):
    query = {"project": PROJECT, "chapter": "all"}
    given = [
        {key: OTHERS["technical"].make(one).splitlines()[0] for key, one in kept.leaving.items()}
        for kept in (rooms.read("project", query | {"language": one}, VIEWER, release) for one in LANGUAGES)
    ]

    assert given[0] == given[1]


def shown(release, room, query, key):
    (panel,) = rooms.read(room, query, VIEWER, release, {key}).panels
    return panel.numbers, panel.table


def test_the_map_and_the_trend_give_the_value_and_the_ends_of_the_screen(release):
    rows, table = shown(release, "area_map", YEARS, "areas")
    told = dict(zip(table["Code"], table["Adressen onderzocht"], strict=True))
    with_ends = rows[rows["Ondergrens 95%"].notna()]

    assert len(with_ends) > 5
    for row in with_ends.to_dict("records"):
        value, *ends = (number(row[name]) for name in ("Waarde", "Ondergrens 95%", "Bovengrens 95%"))
        assert told[row["Gebied (code)"]] == f"circa {value} ({ends[0]} – {ends[1]})"

    rows, table = shown(release, "overview", YEARS, "trend")
    ends = [f"{number(low)} – {number(high)}" for low, high in rows[["Ondergrens 95%", "Bovengrens 95%"]].to_numpy()]
    assert [one.replace("geen of enkele", "0") for one in table["95%-interval"]] == ends


def test_the_funnel_and_the_comparison_give_the_shares_of_the_screen(release):
    rows, table = shown(release, "overview", YEARS, "funnel")
    assert rows["Stap"].tolist() == table["Stap"].tolist()
    assert rows["Zoals getoond"][5:].tolist() == table["Gaat verder"][5:].tolist()
    rows = rows[:5]
    firm = rows["Aandeel (%)"].notna()
    assert [number(n) for n in rows["Aantal"]] == table["Aantal"][:5].tolist()
    read = [one for one, is_firm in zip(table["Aandeel dat verdergaat"], firm, strict=False) if is_firm]
    for given, shown_as in zip(rows["Aandeel (%)"][firm], read, strict=True):  # one decimal there, none here
        assert abs(given - float(shown_as.removesuffix("%"))) < 0.6
    assert rows["Waarom geen aandeel"].notna().tolist() == (~firm).tolist()

    rows, table = shown(release, "compare", TOWN, "compare_dots")
    assert rows["Oordeel"].tolist() == table["Oordeel"].tolist()
    for share, told in zip(rows["Aandeel (%)"], table["Aandeel (95%-interval)"], strict=True):
        assert (share != share) == ("%" not in told)


def test_where_there_was_no_project_or_no_delivery_there_is_no_zero(release):
    rows, table = shown(release, "area_map", TOWN, "areas")
    kinds = dict(zip(rows["Gebied (code)"], rows["Soort cijfer"], strict=True))
    nothing = rows[rows["Soort cijfer"].isin(["geen project", "niet geleverd"])]

    assert len(nothing) > 10
    assert nothing[["Aantal", "Waarde"]].isna().all(axis=None)
    told = dict(zip(table["Code"], table["Adressen onderzocht"], strict=True))
    assert [
        code for code, kind in kinds.items() if kind in {"geen project", "niet geleverd"} and told[code] != kind
    ] == []


def test_amounts_of_a_project_and_what_nobody_stated_are_there(release):
    query = {"project": STRANGE, "chapter": "costs"}
    rows, _ = shown(release, "project", query, "project_costs")

    assert rows["Wat"].tolist()[:2] == ["Kosten", "Ingezette uren"]
    rows, table = shown(release, "project", {"project": PROJECT, "chapter": "overview"}, "project_goals")
    assert rows["Oordeel"].tolist() == table["Oordeel"].tolist()
    assert [number(n) for n in rows["Doel"]] == table["Doel"].tolist()


def test_what_a_spreadsheet_would_run_is_neutralised_in_every_form(release):
    kept = rooms.read("project", {"project": STRANGE, "chapter": "all"}, VIEWER, release)

    for form, delimiter in ((PEOPLE, ";"), (OTHERS["technical"], ",")):
        words = "\n".join(form.make(one).decode("utf-8-sig") for one in kept.leaving.values())
        cells = [cell for row in csv.reader(io.StringIO(words), delimiter=delimiter) for cell in row]
        assert any("reemd" in cell for cell in cells)
        assert [cell for cell in cells if FORMULA.match(cell)] == []


@pytest.mark.browser
def test_a_figure_leaves_as_picture_and_spreadsheet_with_title_filters_and_source(release):
    kept = rooms.read("area_map", {"area": "GM9001", "period": "2025"}, VIEWER, release, {"areas"})
    (panel,), leaving = kept.panels, kept.leaving["areas"]

    drawing = ET.fromstring(OTHERS["svg"].make(leaving))
    words = " ".join("".join(drawing.itertext()).split())
    for shown in (panel.title, "Nieuw-Oosterdijk", release.id, "geen project"):
        assert shown in words
    assert OTHERS["png"].make(leaving).startswith(b"\x89PNG")
    sheets = openpyxl.load_workbook(io.BytesIO(OTHERS["xlsx"].make(leaving)))
    assert sheets.sheetnames[:3] == ["Voorblad", "Inhoud", "Toelichting"]
    heads = [cell for row in sheets.worksheets[3].iter_rows(values_only=True) for cell in row if cell]
    assert set(map(str, panel.numbers.columns)) <= set(map(str, heads))


def test_without_a_browser_pictures_are_not_offered_and_the_way_to_one_is_told(page, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_CHROMIUM", str(tmp_path / "none"))
    app = page("overview")
    app.session_state["others_ladder"] = True
    app.run()

    assert not app.exception
    assert any("apt-get install chromium" in caption.value for caption in app.caption)
    assert {button.key for button in app.get("download_button") if button.key} & {"png_ladder", "svg_ladder"} == set()
