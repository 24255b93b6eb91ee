-- title:   De maatstavencatalogus
-- grain:   one row per measure
-- params:  percentage_denominator integer = 25
-- protect: position public, min_denominator public
select
    code as measure_code,
    row_number() over ()::integer as position,
    name_nl,
    name_en,
    definition_nl,
    definition_en,
    unit,
    object,
    money_kind,
    polarity,
    theme,
    nullif(numerator, '') as numerator,
    nullif(denominator, '') as denominator,
    protection,
    case when protection = 'derived' then $percentage_denominator::integer end as min_denominator,
    partners,
    valid_from::date as valid_from_date,
    nullif(valid_to, '')::date as valid_to_date,
    source
from seed.measure
order by position
