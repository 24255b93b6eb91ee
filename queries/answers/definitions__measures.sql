-- title:   Alle maatstaven met hun definitie
-- grain:   one row per measure; ordered by position
-- params:  none
-- returns: measure_code varchar, position integer, name_nl varchar, name_en varchar, definition_nl varchar,
--          definition_en varchar, unit varchar, object varchar, money_kind varchar, polarity varchar, theme varchar,
--          numerator varchar?, denominator varchar?, protection varchar, min_denominator integer?, partners varchar,
--          valid_from_date date, valid_to_date date?, source varchar
-- source:  mart.measure
select
    measure_code,
    position,
    name_nl,
    name_en,
    definition_nl,
    definition_en,
    unit,
    object,
    money_kind,
    polarity,
    theme,
    numerator,
    denominator,
    protection,
    min_denominator,
    partners,
    valid_from_date,
    valid_to_date,
    source
from mart.measure
order by position
