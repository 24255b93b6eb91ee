-- title:   Gebruikelijke getoonde aantallen per jaar
-- grain:   one row per level and measure; ordered by level, measure_code
-- returns: level varchar, measure_code varchar, n_typical bigint [as the measure]
-- source:  mart.outcome_area, mart.outcome_project
-- notes:   half of all cases lie in a shown count of a year that is at least as large
with

yearly as (
    select
        level,
        measure_code,
        area_code as place,
        extract('year' from month)::integer as year,
        sum(n_value)::bigint as n_value
    from mart.outcome_area
    group by level, measure_code, place, year
    union all
    select
        'project' as level,
        measure_code,
        project_code as place,
        extract('year' from month)::integer as year,
        sum(n_value)::bigint as n_value
    from mart.outcome_project
    group by measure_code, place, year
),

running as (
    select
        level,
        measure_code,
        n_value,
        sum(n_value) over (
            partition by level, measure_code
            order by n_value, place, year
        ) as n_until,
        sum(n_value) over (partition by level, measure_code) as n_all
    from yearly
)

select
    level,
    measure_code,
    min(n_value) as n_typical
from running
where 2 * n_until >= n_all
group by level, measure_code
order by level, measure_code
