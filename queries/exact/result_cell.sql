-- title:   Cellen uit het blad resultaten
-- grain:   one row per project, partner, area, component, class and month
-- notes:   a count that is the same truth as the files of a euro measure (same_as) is that number of files in a cell
--          where it was not delivered itself, so that both are always one count
with

result as (
    select * from exact.result_period
),

measure as (
    select * from seed.measure
),

counted as (
    select
        result.*,
        result.value::bigint as n_value
    from result
    inner join measure on result.measure_code = measure.code
    where measure.unit = 'count'
),

by_files as (
    select
        result.project_code,
        result.area_code,
        result.area_year,
        result.partner_code,
        money.same_as as measure_code,
        result.subject,
        result.month,
        sum(result.n_files)::bigint as n_value
    from result
    inner join measure as money on result.measure_code = money.code
    anti join counted
        on
            money.same_as = counted.measure_code
            and result.project_code = counted.project_code
            and result.partner_code = counted.partner_code
            and result.area_code = counted.area_code
            and result.area_year = counted.area_year
            and result.subject = counted.subject
            and result.month = counted.month
    where money.same_as <> '' and result.n_files > 0
    group by all
),

every_count as (
    select * exclude (value) from counted
    union all by name
    select * from by_files
)

select
    'result' as origin,
    r.project_code,
    r.partner_code,
    coalesce(nullif(m.family, ''), m.code) as family,
    m.code as component,
    coalesce(try_cast(m.family_rank as integer), 1) as family_rank,
    m.protection as rule,
    r.area_code,
    r.area_year,
    r.subject as class_code,
    r.month,
    r.n_value as value
from every_count as r
inner join measure as m on r.measure_code = m.code
