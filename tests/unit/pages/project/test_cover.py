"""The cover of a dossier: what came of a project in one sentence, and a small map."""

from __future__ import annotations

import base64
import re
from datetime import date
from types import SimpleNamespace

import pytest
from shapely.geometry import box

from dashboard.charts.palette import palette
from dashboard.pages.project.figures.cover import HIGH, WIDE, thumbnail, verdict
from dashboard.pages.project.figures.head import when
from dashboard.text import use
from tests.pages.test_project import RICH


def quiet(_value, _measure):
    return 2.0


def goals(*verdicts):
    return [SimpleNamespace(verdict=one) for one in verdicts]


FOUND = {"examined_addresses": 200, "irregular_addresses": 80}


@pytest.mark.parametrize(
    ("given", "is_over", "said"),
    [
        (goals("reached", "reached"), True, "Alle 2 doelen die vooraf waren gesteld, zijn gehaald."),
        (goals("reached"), True, "Het doel dat vooraf was gesteld, is gehaald."),
        (goals("not_reached", "not_reached"), True, "Geen van de 2 doelen die vooraf waren gesteld, is gehaald."),
        (goals("reached", "not_reached", "undecided"), True, "1 gehaald, 1 niet gehaald, 1 niet te zeggen."),
        (goals("reached", "not_yet"), False, "1 gehaald, 1 nog open."),
        (goals("set_later"), True, "Er was geen doel vooraf"),
        ([], True, "Er was geen doel vooraf"),
    ],
)
def test_goals_are_told_without_a_zero_among_them(given, is_over, said):
    told = verdict(given, {}, quiet, is_over=is_over)

    assert said in told
    assert not re.search(r"\b0 ", told)


def test_how_many_had_nothing_wrong_stands_beside_the_goals_where_it_can_be_said():
    assert verdict([], FOUND, quiet, is_over=True).endswith("van de onderzochte adressen was niets aan de hand.")
    assert "Bij 60% (" in verdict([], FOUND, quiet, is_over=True)
    assert "aan de hand" not in verdict([], {"examined_addresses": 10}, quiet, is_over=True)
    use("en")
    assert "At 60% (" in verdict([], FOUND, quiet, is_over=True)


def drawn(picture):
    return base64.b64decode(re.search(r"base64,([^)]+)\)", picture)[1]).decode()


def test_the_thumbnail_has_the_own_areas_inside_the_picture_and_north_up():
    shapes = {"a": box(0, 0, 1000, 1000), "b": box(0, 1000, 1000, 2000)}
    svg = drawn(thumbnail(shapes, ["b"], "waar", palette("light")))
    around, mine = re.findall(r' d="([^"]+)"', svg)
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", around)]

    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in points)
    own = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", mine)]
    assert max(own) < max(y for _, y in points)
    assert min(own) == min(y for _, y in points)
    assert thumbnail(shapes, [], "waar", palette("light")) == ""


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "start gepland op 1 mei 2024"),
        (date(2024, 6, 1), None, "sinds 1 juni 2024"),
        (date(2024, 6, 1), date(2025, 6, 1), "1 juni 2024 – 1 juni 2025, 12 maanden"),
    ],
)
def test_when_is_said_in_one_line(start, end, said):
    row = SimpleNamespace(start_date=start, end_date=end, planned_start_date=date(2024, 5, 1))

    assert when(SimpleNamespace(row=row, months=12.0)) == said


def test_the_cover_stands_above_the_chapters(page):
    app = page("project", project=RICH)

    assert any("doelen die vooraf waren gesteld" in one.value for one in app.markdown)
    assert any("data:image/svg+xml" in one.value for one in app.markdown)
