-- title:   Een maatstaf per gebied en jaar
-- grain:   one row per area of one level inside one parent and year with a result; ordered by area_code, year
-- params:  measure varchar = 'irregular_addresses', denominator varchar? = 'examined_addresses',
--          level varchar = 'municipality', parent varchar? = null, project_type varchar? = null
-- returns: area_code varchar, year integer, n_value bigint [as the measure], n_denominator bigint [as the denominator]
-- source:  mart.area, mart.outcome_area
-- notes:   for class breaks that stay the same from period to period
select
    outcome.area_code,
    year(outcome.month)::integer as year,
    coalesce(
        sum(outcome.n_value) filter (where outcome.measure_code = $measure), 0
    )::bigint as n_value,
    coalesce(
        sum(outcome.n_value) filter (where outcome.measure_code = $denominator),
        0
    )::bigint as n_denominator
from mart.outcome_area as outcome
inner join mart.area as area on outcome.area_code = area.area_code
where
    outcome.level = $level
    and outcome.measure_code in ($measure, $denominator)
    and mart.is_chosen(outcome.type_code, $project_type)
    and (
        $parent is null
        or $parent in (area.province_code, area.municipality_code, area.district_code)
    )
group by outcome.area_code, year
order by outcome.area_code, year
