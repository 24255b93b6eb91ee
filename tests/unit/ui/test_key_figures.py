"""Of which year public figures of areas are is said beside what uses them."""

from __future__ import annotations

from dashboard.answers.rows import MapFigures
from dashboard.ui.key_figures import years_sentence
from tests.conftest import row

KNOWN = [
    row(MapFigures, figure_code=code, name_nl=name, name_en=name, year=year)
    for code, name, year in (("a", "Inwoners", 2024), ("b", "Laag inkomen", 2022), ("c", "Woningen", 2024))
]


def test_figures_of_one_year_stand_together_and_the_newest_year_first():
    assert years_sentence(KNOWN, {"a", "b", "c"}).endswith("van 2024 Inwoners, Woningen; van 2022 Laag inkomen.")


def test_only_what_is_used_is_told_and_nothing_of_nothing():
    assert "Inwoners" not in years_sentence(KNOWN, {"b"})
    assert years_sentence(KNOWN, {"z"}) == years_sentence([], {"a"}) == ""
