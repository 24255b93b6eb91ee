-- title:   Alle aandelen per gebied van een niveau
-- grain:   one row per area of one level and share with a figure; ordered by measure_code, area_code
-- params:  level varchar = 'municipality', from_month date = '2019-01-01', until_month date = '2025-12-01',
--          project_type varchar? = null
-- returns: measure_code varchar, area_code varchar, n_value bigint [as the numerator],
--          n_denominator bigint [as the denominator]
-- source:  mart.measure, mart.outcome_area
with

counted as (
    select
        area_code,
        measure_code,
        sum(n_value)::bigint as n_value
    from mart.outcome_area
    where
        level = $level
        and month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
        and measure_code in (
            select unnest([numerator, denominator]) from mart.measure
            where unit = 'share'
        )
    group by area_code, measure_code
)

select
    measure.measure_code,
    below.area_code,
    coalesce(above.n_value, 0)::bigint as n_value,
    below.n_value as n_denominator
from mart.measure as measure
inner join counted as below on measure.denominator = below.measure_code
left join counted as above
    on measure.numerator = above.measure_code and below.area_code = above.area_code
where measure.unit = 'share'
order by measure.measure_code, below.area_code
