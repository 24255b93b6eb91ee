from __future__ import annotations

import csv
from collections import Counter

import pytest

from dashboard.settings import QUERIES
from dashboard.steward.areas.mergers import explain


@pytest.fixture(scope="module")
def rows():
    with (QUERIES / "seeds" / "mergers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [
        ("GM0370", 2022, "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend)."),
        ("WK037000", 2024, "GM0370 (Beemster) is sinds 1-1-2022 opgegaan in GM0439 (Purmerend)."),
        ("BU04160001", 2022, "GM0416 (Langedijk) is sinds 1-1-2022 opgegaan in GM1980 (Dijk en Waard)."),
        ("GM0457", 2023, "GM0457 (Weesp) is sinds 24-3-2022 opgegaan in GM0363 (Amsterdam)."),
        (
            "GM0053",
            2019,
            "GM0053 (Winsum) is sinds 1-1-2019 opgegaan in GM1966 (Het Hogeland), GM1969 (Westerkwartier).",
        ),
        (
            "GM1992",
            2022,
            (
                "GM1992 (Voorne aan Zee) bestaat sinds 1-1-2023 en komt uit GM0501 (Brielle), GM0530 (Hellevoetsluis), "
                "GM0614 (Westvoorne)."
            ),
        ),
    ],
)
def test_a_merged_gemeente_says_what_it_became_and_since_when(code, year, words):
    assert explain(code, year) == words


@pytest.mark.parametrize(
    ("code", "year"), [("GM0370", 2021), ("GM0457", 2022), ("GM1992", 2023), ("GM0439", 2021), ("GM9001", 2022)]
)
def test_a_gemeente_that_was_there_is_not_explained(code, year):
    assert explain(code, year) == ""


def test_without_a_year_either_side_of_the_merger_is_told():
    assert "sinds 1-1-2022 opgegaan" in explain("GM0370")
    assert "bestaat sinds 1-1-2022" in explain("GM1980")
    assert explain("GM0439") == ""


def test_the_mergers_give_the_numbers_of_gemeenten_that_cbs_counted(rows):
    """Source: CBS, number of gemeenten per 1 January, 2016–2023."""
    counted = {2016: 390, 2017: 388, 2018: 380, 2019: 355, 2020: 355, 2021: 352, 2022: 345, 2023: 342}
    gone = Counter(since for _, since in {(row["from_code"], row["since_date"]) for row in rows})
    come = Counter(
        since for _, since in {(row["to_code"], row["since_date"]) for row in rows if row["is_new"] == "true"}
    )
    for year in range(2017, 2024):
        days = [day for day in gone if f"{year - 1}-01-01" < day <= f"{year}-01-01"]
        assert counted[year] == counted[year - 1] - sum(gone[day] - come[day] for day in days), year


def test_nobody_merges_into_itself_and_every_code_has_one_name(rows):
    names = {(row[f"{end}_code"], row[f"{end}_name"]) for row in rows for end in ("from", "to")}
    assert len({code for code, _ in names}) == len(names)
    assert all(row["from_code"] != row["to_code"] for row in rows)
