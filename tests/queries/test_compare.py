"""Which areas are not comparable with before their borders changed."""

from __future__ import annotations

MARTS = """
create schema mart;
create table mart.area as select * from (values
    ('BU1', 2024, 'neighbourhood'), ('BU2', 2024, 'neighbourhood'), ('WK1', 2024, 'district')
) as t(area_code, area_year, level);
create table mart.area_crosswalk as select * from (values
    ('BU1', 2022, 'BU1', 2024, true), ('BU2', 2022, 'BU2', 2024, false), ('BU9', 2022, 'BU2', 2024, false),
    ('WK1', 2022, 'WK1', 2024, false), ('BU2', 2024, 'BU2', 2022, false)
) as t(from_code, from_year, to_code, to_year, is_comparable);
"""


def test_an_area_whose_borders_moved_is_given_once_with_its_first_year(rows):
    assert rows("compare__breaks", "area_code break_year", level="neighbourhood") == [("BU2", "2024")]
    assert rows("compare__breaks", "area_code break_year", level="district") == [("WK1", "2024")]
