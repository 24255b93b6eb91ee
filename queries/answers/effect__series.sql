-- title:   Een contextcijfer per buurt en kwartaal
-- grain:   one row per neighbourhood of today and quarter; ordered by area_code, quarter
-- params:  measure varchar = 'ctx_brp_investigations', parents varchar[] = ['GM9001']
-- returns: area_code varchar, quarter date, n_value bigint [as the measure]
-- source:  mart.context
-- notes:   a quarter of a delivered gemeente without a row is 0; buurten that are not comparable through the years are
--          left out; parents are codes of municipalities or provinces
select
    context.current_area_code as area_code,
    date_trunc('quarter', context.month)::date as quarter,
    sum(context.n_value)::bigint as n_value
from mart.context as context
where
    context.measure_code = $measure
    and context.current_area_code is not null
    and (
        list_contains($parents::varchar[], context.municipality_code)
        or list_contains($parents::varchar[], context.province_code)
    )
group by context.current_area_code, date_trunc('quarter', context.month)::date
order by area_code, quarter
