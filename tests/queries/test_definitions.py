"""The catalogue of measures as its page asks for it, against a small table."""

from __future__ import annotations

MARTS = """
create schema mart;
create table mart.measure as select *, code || ' bron' as source, code || ' wat' as definition_nl,
    code || ' what' as definition_en, null::varchar as partners, date '2019-01-01' as valid_from_date from (values
    ('zeta', 10, 'Tien', 'Ten', 'eur', 'case', 'collected', 'more', 'yield', null, null, 'amount', null, null::date),
    ('alfa', 9, 'Negen', 'Nine', 'share', 'address', null, 'none', 'result', 'above', 'below', 'derived', 30, null),
    ('beta', 1, 'Een', 'One', 'count', 'person', null, 'less', 'effort', null, null, 'count', null, date '2024-12-31')
) as t(code, position, name_nl, name_en, unit, object, money_kind, polarity, theme, numerator, denominator, protection,
    min_denominator, valid_to_date);
alter table mart.measure rename column code to measure_code;
create table mart.measure_definition as select * from (values
    ('zeta', 1, date '2019-01-01', null, 'nu', 'now', 'Lijst', null, null, null),
    ('beta', 2, date '2024-01-01', date '2024-12-31', 'per uur', 'by the hour', 'Lijst', 'Anders', 'Other', 'Wet'),
    ('beta', 1, date '2019-01-01', date '2023-12-31', 'per dag', 'by the day', 'Oud', null, null, null)
) as t(measure_code, version, valid_from_date, valid_to_date, definition_nl, definition_en, source, what_changed_nl,
    what_changed_en, what_changed_source);
create table mart.measure_review as select *, 'Bron' as source_nl, 'Source' as source_en from (values
    (null, date '2027-01-01', null, null), ('beta', date '2026-10-01', 'Meer', 'More'), ('zeta', date '2026-09-01', null, null)
) as t(measure_code, review_month, planned_nl, planned_en);
create table mart.delivery as select * from (values
    (date '2026-07-01', 3), (date '2026-10-01', 0)
) as t(quarter, n_months);
"""


def test_measures_stand_in_their_own_order_also_those_no_longer_valid(rows):
    assert rows("definitions__measures", "position measure_code name_nl name_en unit object polarity theme") == [
        ("1", "beta", "Een", "One", "count", "person", "less", "effort"),
        ("9", "alfa", "Negen", "Nine", "share", "address", "none", "result"),
        ("10", "zeta", "Tien", "Ten", "eur", "case", "more", "yield"),
    ]


def test_a_measure_says_what_it_is_made_of_and_how_it_is_protected(rows):
    beta, alfa, zeta = rows("definitions__measures", "definition_nl definition_en source protection valid_to_date")
    share = rows("definitions__measures", "numerator denominator min_denominator")[1]

    assert beta == ("beta wat", "beta what", "beta bron", "count", "2024-12-31 00:00:00")
    assert alfa == ("alfa wat", "alfa what", "alfa bron", "derived", "NaT")
    assert zeta[3] == "amount"
    assert share == ("above", "below", "30")
    assert rows("definitions__measures", "money_kind valid_from_date")[2] == ("collected", "2019-01-01 00:00:00")


def test_the_definitions_of_a_measure_stand_in_their_order(rows):
    wanted = "measure_code measure_name_nl version definition_nl what_changed_nl what_changed_source"

    assert rows("definitions__versions", wanted, measure="beta") == [
        ("beta", "Een", "1", "per dag", "nan", "nan"),
        ("beta", "Een", "2", "per uur", "Anders", "Wet"),
    ]
    assert rows("definitions__versions", "measure_code version") == [("beta", "1"), ("beta", "2"), ("zeta", "1")]


def test_a_review_is_next_until_its_quarter_was_delivered(rows):
    """Of the third quarter something was delivered, of the fourth nothing."""
    assert rows("definitions__reviews", "measure_code measure_name_en review_month planned_en source_en") == [
        ("nan", "nan", "2027-01-01 00:00:00", "nan", "Source"),
        ("beta", "One", "2026-10-01 00:00:00", "More", "Source"),
    ]
