"""Which definition of a measure held when: earlier texts stand with the break that ended them, and what does not fit stops a build."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.catalogue import query
from dashboard.steward.references import load_seeds

FINES = ("fines", "2019-01-01", "", "Boetes per uur.", "Fines by the hour.", "Lijst")
BREAK = ("fines", "2024-01-01", "Per uur", "By the hour", "Wet", "Boetes per dag.", "Fines by the day.", "Oude lijst")
REVIEW = ("", "2027-01-01", "", "", "Besluit", "Decision")
MEASURE_COLUMNS = "code, valid_from, valid_to, definition_nl, definition_en, source"


def made(breaks=(), measures=(FINES,), reviews=()):
    """Marts of definitions as a build makes them of these rows of the catalogues."""
    connection = duckdb.connect()
    load_seeds(connection)
    connection.execute("create schema mart")
    for name, columns, rows in (
        ("measure", f"({MEASURE_COLUMNS})", measures),
        ("measure_break", "", breaks),
        ("measure_review", "", reviews),
    ):
        connection.execute(f"delete from seed.{name}")
        for row in rows:
            connection.execute(f"insert into seed.{name} {columns} values ({', '.join('?' * len(row))})", row)
    for name in ("measure", "measure_definition", "measure_review"):
        statement = query("marts", name)
        given = {parameter.name: 25 for parameter in statement.parameters}
        connection.execute(f"create table mart.{name} as {statement.sql}", given)
    return connection


def offending(name, **seeds):
    return made(**seeds).execute(query("checks", name).sql).fetchall()


def test_each_text_holds_until_the_break_it_stands_with():
    first = (
        *BREAK[:1],
        "2021-07-01",
        "Per dag",
        "By the day",
        "Besluit",
        "Boetes per week.",
        "Fines by the week.",
        "Lijst",
    )
    rows = (
        made([BREAK, first])
        .execute(
            "select version, valid_from_date::varchar, valid_to_date::varchar, definition_nl, what_changed_nl, source"
            " from mart.measure_definition"
        )
        .fetchall()
    )

    assert rows == [
        (1, "2019-01-01", "2021-06-30", "Boetes per week.", None, "Lijst"),
        (2, "2021-07-01", "2023-12-31", "Boetes per dag.", "Per dag", "Oude lijst"),
        (3, "2024-01-01", None, "Boetes per uur.", "Per uur", "Lijst"),
    ]
    assert offending("measure_definition__one_text_a_day", breaks=[BREAK, first]) == []


def test_a_measure_that_was_never_defined_otherwise_or_ended_has_its_one_text():
    ended = (*FINES[:2], "2025-12-31", *FINES[3:])

    for breaks in ([], [BREAK]):
        assert offending("measure_definition__one_text_a_day", breaks=breaks, measures=[ended]) == []


COLUMNS = ("measure_code", "break_date", "name_nl", "name_en", "source", "before_nl", "before_en", "before_source")


def changed(row, **at):
    return tuple(at.get(name, cell) for name, cell in zip(COLUMNS, row, strict=True))


@pytest.mark.parametrize(
    "breaks",
    [
        [changed(BREAK, before_nl="")],
        [changed(BREAK, before_en="")],
        [changed(BREAK, before_source="")],
        [changed(BREAK, name_nl="")],
        [changed(BREAK, source="")],
        [changed(BREAK, before_nl=FINES[3])],
        [changed(BREAK, before_en=FINES[4])],
        [changed(BREAK, break_date="2022-01-01"), BREAK],
        [changed(BREAK, measure_code="nothing")],
        [changed(BREAK, break_date="2019-01-01")],
        [changed(BREAK, break_date="2018-01-01")],
        [BREAK, changed(BREAK, before_nl="Boetes per jaar.", before_en="Fines by the year.")],
        [changed(BREAK, break_date="2026-01-01")],
    ],
    ids=(
        "no old text", "no old English text", "no source", "not said what changed", "not said by what", "nothing changed",
        "nothing changed in English", "the same text twice", "of no measure", "on the first day", "before it began",
        "twice on a day", "after it ended",
    ),
)  # fmt: skip
def test_a_break_without_an_earlier_text_and_a_day_with_none_or_two_are_refused(breaks):
    ended = (*FINES[:2], "2025-12-31", *FINES[3:])

    assert offending("measure_definition__one_text_a_day", breaks=breaks, measures=[ended])


def test_a_review_is_of_all_measures_or_of_one():
    planned = ("fines", "2027-04-01", "Per kwartier.", "By the quarter.", "Besluit", "Decision")

    assert offending("measure_review__one_a_measure", reviews=[REVIEW, planned]) == []
    assert offending("measure_review__one_a_measure") == []


@pytest.mark.parametrize(
    "reviews",
    [
        [REVIEW, REVIEW],
        [("nothing", *REVIEW[1:])],
        [(*REVIEW[:4], "", "Decision")],
        [(*REVIEW[:2], "Per kwartier.", *REVIEW[3:])],
    ],
    ids=("two of all", "of no measure", "no source", "planned in one language"),
)
def test_a_review_that_does_not_fit_is_refused(reviews):
    assert offending("measure_review__one_a_measure", reviews=reviews)


def test_the_minimum_wage_was_no_wage_by_the_hour_before_2024():
    """What the product ships: the law of 1 January 2024, and the text that held before it."""
    connection = duckdb.connect()
    load_seeds(connection)
    connection.execute("create schema mart")
    statement = query("marts", "measure_definition").sql
    rows = connection.execute(f"from ({statement}) where measure_code = 'labour_violations'").df()

    assert rows["valid_from_date"].astype(str).tolist() == ["2019-01-01", "2024-01-01"]
    assert ["per uur" in text for text in rows["definition_nl"]] == [False, True]
    assert ["per maand" in text for text in rows["definition_nl"]] == [True, False]
    assert rows["what_changed_source"].tolist()[1] == "Wet invoering minimumuurloon"
