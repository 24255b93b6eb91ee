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
