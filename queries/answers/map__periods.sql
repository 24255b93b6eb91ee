-- title:   Een maatstaf per gebied en jaar of kwartaal
-- grain:   one row per area of one level inside one parent and period with a result; ordered by area_code, period
-- params:  measure varchar = 'irregular_addresses', denominator varchar? = 'examined_addresses',
--          level varchar = 'municipality', parent varchar? = null, project_type varchar? = null,
--          grain varchar = 'year'
-- returns: area_code varchar, period integer, n_value bigint [as the measure],
--          n_denominator bigint [as the denominator]
-- source:  mart.area, mart.outcome_area, mart.referral
-- notes:   for class breaks that stay the same from period to period; a period is the year, or four times it plus
--          the number of the quarter from 0
with

dated as (
    select
        *,
        if($grain = 'quarter', 4 * year(month) + quarter(month) - 1, year(month))::integer as period
    from mart.results_per_area($level, $project_type)
    where measure_code in ($measure, $denominator)
)

select
    dated.area_code,
    dated.period,
    coalesce(
        sum(dated.n_value) filter (where dated.measure_code = $measure), 0
    )::bigint as n_value,
    coalesce(
        sum(dated.n_value) filter (where dated.measure_code = $denominator), 0
    )::bigint as n_denominator
from dated
inner join mart.area as area on dated.area_code = area.area_code
where
    mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
group by dated.area_code, dated.period
order by dated.area_code, dated.period
