"""What a source line says of completeness, with nobody, one, some and all sources missing."""

from __future__ import annotations

import pytest

from dashboard import text
from dashboard.answers.rows import OverviewCompleteness
from dashboard.charts.completeness import completeness_words
from tests.conftest import row


@pytest.mark.parametrize(
    ("sources", "missing", "provisional", "names", "words"),
    [
        (0, 0, 0, None, "voor deze keuze hoefde niemand te leveren"),
        (1, 0, 0, None, "1 van 1 bron"),
        (41, 0, 0, None, "41 van 41 bronnen"),
        (41, 0, 3, None, "41 van 41 bronnen, 3 voorlopig"),
        (41, 1, 0, "IND", "40 van 41 bronnen; niet alles geleverd: IND"),
        (41, 3, 3, "IND, Aa, Bee", "38 van 41 bronnen, 3 voorlopig; niet alles geleverd: IND, Aa, Bee"),
        (41, 7, 0, "A, B, C, D, E", "34 van 41 bronnen; niet alles geleverd: A, B, C, D, E en nog 2 (zie Partners)"),
        (1, 1, 0, "IND", "geen van 1 bron; niet alles geleverd: IND"),
        (
            41,
            41,
            0,
            "A, B, C, D, E",
            "geen van 41 bronnen; niet alles geleverd: A, B, C, D, E en nog 36 (zie Partners)",
        ),
    ],
)
def test_the_words_count_sources_and_name_who_is_missing(sources, missing, provisional, names, words):
    counted = {
        "n_sources": sources,
        "n_complete": sources - missing,
        "n_missing": missing,
        "n_provisional": provisional,
    }

    assert completeness_words(row(OverviewCompleteness, **counted, missing_nl=names)) == words


def test_names_follow_the_language():
    given = row(OverviewCompleteness, n_sources=2, n_complete=1, n_missing=1, missing_nl="Politie", missing_en="Police")
    text.use("en")
    try:
        assert completeness_words(given) == "1 of 2 sources; not all delivered: Police"
    finally:
        text.use("nl")
